#!/usr/bin/python3
"""The nets of `latent-lab bench` as a good notebook would train them in PyTorch: how many samples a second.

    tests/bench/pytorch_training.py CASE [--threads N] [--seconds S] [--warm-up S]

CASE is dense_128, dense_512, conv_64 or vae_128 (app/headless/bench_cases.cpp has the same); --threads 0 leaves PyTorch
its default. Written plainly: the data in memory as one tensor of floats, a fresh random order each epoch, nn.Sequential,
torch.optim.Adam, zero_grad, backward, step, and no .item() in the loop. Nothing is looked at while it trains, which the
other side does. Prints JSON: {"samples_per_second": ..., "median": ..., "spread": ..., "threads": N, ...}; the start, the
data and the warm-up are not counted. Needs Debian's python3-torch and python3-numpy.
"""
import argparse
import gzip
import json
import os
import statistics
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from torch import nn

WINDOWS = 5


def fashion_mnist():
    """[60000, 784] in [0, 1], from where the program reads them."""
    folder = "/usr/share/datasets/fashion-mnist"
    own = os.path.join(os.environ.get("LATENT_DATA_DIR") or "/nowhere", "fashion_mnist")
    folder = own if os.path.isdir(own) else folder
    name = os.path.join(folder, "train-images-idx3-ubyte")
    with gzip.open(name + ".gz") if os.path.exists(name + ".gz") else open(name, "rb") as file:
        pixels = numpy.frombuffer(file.read(), numpy.uint8, offset=16)
    return torch.from_numpy(pixels.reshape(-1, 784).astype(numpy.float32) / 255)


def squares(count=4000, side=64):
    """[count, 1, 64, 64], white squares on black: what is on an image does not change what it costs."""
    random = numpy.random.default_rng(0)
    images = numpy.zeros((count, 1, side, side), numpy.float32)
    for image, size, x, y in zip(images, random.integers(8, 20, count), *random.integers(0, side - 20, (2, count))):
        image[0, y:y + size, x:x + size] = 1
    return torch.from_numpy(images)


def layers(widths, activation, behind_the_last=False):
    made = []
    for i, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        made.append(nn.Linear(inputs, outputs))
        if behind_the_last or i < len(widths) - 2:
            made.append(activation())
    return made


class Plain(nn.Module):
    """A code of plain numbers, and binary cross-entropy."""

    def __init__(self, widths, activation):
        super().__init__()
        self.encoder = nn.Sequential(*layers(widths, activation))
        self.decoder = nn.Sequential(*layers(widths[::-1], activation))

    def loss(self, x):
        logits = self.decoder(self.encoder(x))
        return F.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)


class Variational(nn.Module):
    """A gaussian code behind `encoder`, and beta times its divergence from the prior."""

    def __init__(self, encoder, features, width, decoder, beta):
        super().__init__()
        self.encoder, self.decoder, self.beta = encoder, decoder, beta
        self.mean, self.logvar = nn.Linear(features, width), nn.Linear(features, width)

    def loss(self, x):
        h = self.encoder(x)
        mean, logvar = self.mean(h), self.logvar(h)
        z = mean + torch.randn_like(mean) * torch.exp(0.5 * logvar)
        bce = F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="sum")
        kl = -0.5 * (1 + logvar - mean ** 2 - logvar.exp()).sum()
        return (bce + self.beta * kl) / len(x)


def dense():
    return Plain([784, 500, 300, 100, 2], nn.Tanh)


def vae():
    return Variational(nn.Sequential(*layers([784, 400], nn.ReLU, True)), 400, 20,
                       nn.Sequential(*layers([20, 400, 784], nn.ReLU)), beta=1)


def conv():
    channels, encoder, decoder = [1, 32, 32, 64, 64], [], []
    for inputs, outputs in zip(channels, channels[1:]):
        encoder += [nn.Conv2d(inputs, outputs, 4, 2, 1), nn.ReLU()]
    for inputs, outputs in zip(channels[:0:-1], channels[-2::-1]):
        decoder += [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1), nn.ReLU()]
    encoder += [nn.Flatten(), *layers([64 * 4 * 4, 256], nn.ReLU, True)]
    decoder = [*layers([10, 256, 64 * 4 * 4], nn.ReLU, True), nn.Unflatten(1, (64, 4, 4)), *decoder[:-1]]
    return Variational(nn.Sequential(*encoder), 256, 10, nn.Sequential(*decoder), beta=4)


CASES = {  # net, data, batch
    "dense_128": (dense, fashion_mnist, 128),
    "dense_512": (dense, fashion_mnist, 512),
    "conv_64": (conv, squares, 64),
    "vae_128": (vae, fashion_mnist, 128),
}


def batches(data, size):
    while True:
        order = torch.randperm(len(data))
        for start in range(0, len(data) - size + 1, size):
            yield data[order[start:start + size]]


def measure(case, seconds, warm_up):
    torch.manual_seed(0)
    make, load, size = CASES[case]
    net, stream = make(), batches(load(), size)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def train_for(duration):
        """The clock before the first step and behind each, until so long has passed."""
        ticks = [time.perf_counter()]
        while ticks[-1] - ticks[0] < duration:
            x = next(stream)
            optimizer.zero_grad()
            net.loss(x).backward()
            optimizer.step()
            ticks.append(time.perf_counter())
        return ticks

    train_for(warm_up)
    ticks = train_for(seconds)
    steps, spent = len(ticks) - 1, ticks[-1] - ticks[0]
    edges = sorted({round(steps * i / WINDOWS) for i in range(WINDOWS + 1)})
    rates = [size * (b - a) / (ticks[b] - ticks[a]) for a, b in zip(edges, edges[1:])]
    return {"samples_per_second": size * steps / spent, "median": statistics.median(rates),
            "spread": (max(rates) - min(rates)) / statistics.median(rates), "windows": len(rates),
            "step_ms": 1000 * spent / steps, "seconds": spent, "threads": torch.get_num_threads(),
            "torch": torch.__version__}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("case", choices=CASES)
    parser.add_argument("--threads", type=int, default=0, help="0: as many as PyTorch takes by itself")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--warm-up", type=float, default=1)
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    print(json.dumps({"case": options.case, **measure(options.case, options.seconds, options.warm_up)}))


if __name__ == "__main__":
    sys.exit(main())
