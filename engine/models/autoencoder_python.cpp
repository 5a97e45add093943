// Autoencoder::python(): the parts' own texts, put together.
#include <algorithm>

#include "models/autoencoder.h"

namespace latent::models {
namespace {

const char* const kBegin = R"("""{about}

    import model
    net = model.load()          # weights.safetensors beside this file
    z = net.encode(x)           # x [B, {C}, {H}, {W}] -> z [B, {k}]{encode_note}
    y = net.decode(z)           # z [B, {k}] -> y [B, {C}, {H}, {W}]

Run as a program it compares its outputs with those that were exported (inputs.npy, outputs.npy).
"""
import json
import os
import struct

import torch
from torch import nn
from torch.nn import functional
)";

const char* const kNet = R"(class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.architecture = Architecture()
        self.code = Code()
{centre}
    def encode(self, x):
{encode}
    def decode(self, z{skips_argument}):
        return {output}

    def forward(self, x):
{forward})";

const char* const kEnd = R"(def read_safetensors(path):
    """Named tensors: the length of the header, the header as JSON, then the numbers."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        numbers = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            values = torch.frombuffer(numbers, dtype=torch.float32, offset=begin, count=(end - begin) // 4)
            tensors[name] = values.reshape(entry["shape"]).clone()
    return tensors


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "weights.safetensors")):
    tensors = read_safetensors(path)
    net = Autoencoder(){load_centre}
    net.load_state_dict({name: tensors[name] for name in net.state_dict()})
    return net.eval()


if __name__ == "__main__":
    import numpy

    folder = os.path.dirname(os.path.abspath(__file__))
    inputs, outputs = (torch.from_numpy(numpy.load(os.path.join(folder, name + ".npy"))) for name in ("inputs", "outputs"))
    with torch.no_grad():
        difference = (load()(inputs) - outputs).abs().max().item()
    print(f"largest difference from the exported outputs: {difference:.2e}")
)";

}  // namespace

std::string Autoencoder::python(const std::string& about) const {
    const PythonText architecture = architecture_->python(), code = code_->python();
    const bool skips = has_skips(), centred = centre_.defined(),
               adds = centred && output_->adds_centre;
    const std::string x = centred ? "x - self.centre" : "x";
    std::string text = filled(kBegin, {{"about", about},
                                       {"encode_note", skips ? ", and what flows round it" : ""},
                                       {"C", std::to_string(sample_.channels)},
                                       {"H", std::to_string(sample_.height)},
                                       {"W", std::to_string(sample_.width)},
                                       {"k", std::to_string(code_width_)}});
    std::vector<std::string> pieces;
    for (const PythonText* part : {&architecture, &code}) {
        for (const std::string& piece : part->shared)
            if (std::find(pieces.begin(), pieces.end(), piece) == pieces.end())
                pieces.push_back(piece);
        pieces.push_back(part->text);
    }
    const std::string decoded =
        python_of(output_->activation,
                  skips ? "self.architecture.decode(z, skips)" : "self.architecture.decode(z)");
    const std::string shape = std::to_string(sample_.channels) + ", " +
                              std::to_string(sample_.height) + ", " + std::to_string(sample_.width);
    pieces.push_back(filled(
        kNet,
        {{"centre", centred ? "        # the mean training sample, taken off every input\n"
                              "        self.centre = torch.zeros(" +
                                  shape + ")\n"
                            : ""},
         {"encode", skips ? "        h, skips = self.architecture.features(" + x +
                                ")\n        return self.code(h), skips\n"
                          : "        return self.code(self.architecture.features(" + x + "))\n"},
         {"skips_argument", skips ? ", skips=None" : ""},
         {"output", adds ? decoded + " + self.centre" : decoded},
         {"forward", skips ? "        z, skips = self.encode(x)\n"
                             "        return self.decode(z, skips)\n"
                           : "        return self.decode(self.encode(x))\n"}}));
    pieces.push_back(filled(
        kEnd,
        {{"load_centre",
          centred ? "\n    net.centre = tensors[\"input.centre\"].view(" + shape + ")" : ""}}));
    for (const std::string& piece : pieces) text += "\n\n" + piece;
    return text;
}

}  // namespace latent::models
