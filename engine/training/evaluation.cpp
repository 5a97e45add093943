#include "training/evaluation.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/analysis.h"
#include "models/output.h"

namespace latent::training {
namespace {

constexpr std::int64_t kChunk = 512;
}  // namespace

bool summarise(Trainer& trainer, const std::function<bool()>& cancelled, Summary& summary) try {
    torch::NoGradGuard no_grad;
    const RunConfig& config = trainer.config();
    const data::Dataset& dataset = trainer.dataset();
    summary.system = config.text("system");
    summary.data = config.text("data");
    summary.seed = std::uint64_t(config.integer("seed"));
    summary.steps = trainer.steps();
    summary.epochs = double(trainer.steps()) / double(trainer.steps_per_epoch());
    summary.parameters = trainer.net_size();

    const std::int64_t count = dataset.count(data::Split::held_out);
    std::vector<double> sums(trainer.terms().size() + 1, 0.0);
    double squared_error = 0, bce = 0;
    const bool probabilities =
        entry_of(models::outputs(), config.text("output.kind")).info.gives_probabilities;
    torch::Generator noise = trainer.evaluation_noise();
    for (std::int64_t from = 0; from < count; from += kChunk) {
        if (cancelled()) return false;
        const std::int64_t n = std::min(kChunk, count - from);
        std::vector<std::int64_t> indices(static_cast<std::size_t>(n));
        std::iota(indices.begin(), indices.end(), from);
        const torch::Tensor x = trainer.load(data::Split::held_out, indices.data(), n);
        models::Encoding encoding = trainer.net().encode(x);
        models::Decoding output = trainer.net().decode_mean(encoding);
        squared_error += (output.values - x).square().sum().item<double>();
        if (encoding.gaussian()) {
            encoding.z = models::sample(encoding, noise);
            output = trainer.net().decode(encoding.z, encoding.bypass);
        }
        if (probabilities)
            bce += torch::binary_cross_entropy_with_logits(output.logits, x, {}, {},
                                                           at::Reduction::Sum)
                       .item<double>();
        const TermValues values = trainer.evaluate(
            x, trainer.labels(data::Split::held_out, indices.data(), n), encoding, output);
        for (std::size_t i = 0; i < values.terms.size(); ++i)
            sums[i] += double(values.terms[i]) * double(n);
        sums.back() += double(values.total) * double(n);
    }
    const double images = double(std::max<std::int64_t>(1, count));
    summary.squared_error = squared_error / images;
    summary.bce = probabilities ? bce / images : -1;
    summary.terms.clear();
    for (std::size_t i = 0; i < trainer.terms().size(); ++i)
        summary.terms.emplace_back(trainer.terms()[i].id, sums[i] / images);
    summary.terms.emplace_back("total", sums.back() / images);

    if (!dataset.info().class_names.empty()) {
        const AnalysisResult neighbours = analysis::run("knn5", {trainer.net(), dataset, config},
                                                        [&](double, const std::string&) {
                                                            if (cancelled())
                                                                throw analysis::Cancelled();
                                                        });
        if (const Figure* accuracy = neighbours.figure("knn5_accuracy"))
            summary.knn5_accuracy = accuracy->value;
    }
    return true;
} catch (const analysis::Cancelled&) {
    return false;
}

}  // namespace latent::training
