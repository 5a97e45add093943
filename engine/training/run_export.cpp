#include "training/run_export.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "analysis/samples.h"
#include "store/saved_net.h"

namespace latent::training {
namespace {

constexpr std::int64_t kExportedCodes = 10000;   // codes
constexpr std::int64_t kExportedPictures = 100;  // inputs and outputs

// For a comment of the program: a data set may be named after any file, quotes, braces and all.
std::string plain(std::string text) {
    for (char& c : text)
        if (c < ' ' || c > '~' || c == '\\' || c == '"' || c == '{' || c == '}') c = '_';
    return text;
}

std::string about(const Catalog& catalog, const store::SavedRun& saved) {
    const SystemInfo* system = find(catalog.systems, saved.config.text("system"));
    return (system ? system->label : std::string("An autoencoder")) + " on " +
           plain(saved.dataset->info().label) + ", trained by Latent Explorer for " +
           std::to_string(saved.step) + " steps, in PyTorch.";
}

// What is known of these samples of a split.
std::shared_ptr<const Probe> probe_of(const data::Dataset& dataset, data::Split split,
                                      const std::vector<std::int64_t>& indices) {
    const DatasetInfo& info = dataset.info();
    auto probe = std::make_shared<Probe>();
    probe->indices = indices;
    probe->held_out.assign(indices.size(), split == data::Split::held_out ? 1 : 0);
    const std::size_t factors = info.factors.size();
    probe->factors.resize(indices.size() * factors);
    for (std::size_t i = 0; i < indices.size(); ++i) {
        if (!info.class_names.empty()) probe->labels.push_back(dataset.label(split, indices[i]));
        if (factors > 0) dataset.factors(split, indices[i], probe->factors.data() + i * factors);
    }
    return probe;
}

std::vector<float> floats_of(const torch::Tensor& values) {
    const torch::Tensor whole = values.contiguous();
    return {whole.data_ptr<float>(), whole.data_ptr<float>() + whole.numel()};
}

}  // namespace

Engine::RunExport export_run(const Catalog& catalog, const std::string& run_folder,
                             const Engine::Report& report) {
    using namespace latent::analysis;
    const store::SavedRun saved = store::load_run(catalog, run_folder);
    torch::NoGradGuard no_grad;
    const Subject subject{*saved.net, *saved.dataset, saved.config, nullptr, saved.step};
    const Report told = [&](double progress, const std::string& doing) {
        if (report && !report(progress, doing)) throw Cancelled();
    };
    const data::Split split = saved.dataset->count(data::Split::held_out) > 0
                                  ? data::Split::held_out
                                  : data::Split::train;

    Engine::RunExport made;
    made.python = saved.net->python(about(catalog, saved));
    // Not copied later from the folder: a run that trains on may have written newer ones by then.
    made.weights = store::bytes_of(saved.weights);
    made.data = saved.dataset->info();
    made.step = saved.step;
    const std::vector<std::int64_t> indices = chosen(*saved.dataset, split, kExportedCodes);
    CodeSet codes = encode(subject, split, kExportedCodes, part_of(told, 0, 0.9));
    made.codes.count = int(codes.count);
    made.codes.width = int(codes.width);
    made.codes.codes = std::move(codes.codes);
    made.codes.step = saved.step;
    made.codes.probe = probe_of(*saved.dataset, split, indices);

    made.shown = int(std::min<std::int64_t>(kExportedPictures, codes.count));
    const torch::Tensor inputs =
        load(*saved.dataset, split, {indices.begin(), indices.begin() + made.shown});
    made.inputs = floats_of(inputs);
    made.outputs = floats_of(reconstruct(subject, inputs, part_of(told, 0.9, 1)));
    return made;
}

}  // namespace latent::training
