#include "training/evaluation.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/analysis.h"
#include "data/stratified_sample.h"

namespace latent::training {
namespace {

constexpr std::int64_t kChunk = 512;
constexpr std::int64_t kReferenceCodes = 60000;
constexpr std::int64_t kReferenceFloats =
    64 << 20;  // a wide code has fewer references, so that they fit into memory
constexpr std::int64_t kQueryCodes = 10000;

// Means (codes) and labels of samples of a split.
bool encode(Trainer& trainer, data::Split split, const std::vector<std::int64_t>& indices,
            const std::function<bool()>& cancelled, analysis::CodeSet& codes) {
    torch::NoGradGuard no_grad;
    codes.count = std::int64_t(indices.size());
    codes.width = trainer.net().code_width();
    codes.codes.reserve(std::size_t(codes.count * codes.width));
    for (std::int64_t from = 0; from < codes.count; from += kChunk) {
        if (cancelled()) return false;
        const std::int64_t n = std::min(kChunk, codes.count - from);
        const torch::Tensor mean =
            trainer.net().encode(trainer.load(split, indices.data() + from, n)).mean.contiguous();
        codes.codes.insert(codes.codes.end(), mean.data_ptr<float>(),
                           mean.data_ptr<float>() + mean.numel());
    }
    if (!trainer.dataset().info().class_names.empty())
        for (std::int64_t index : indices)
            codes.labels.push_back(trainer.dataset().label(split, index));
    return true;
}

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
    summary.parameters = trainer.weights().size();

    const std::int64_t count = dataset.count(data::Split::held_out);
    std::vector<double> sums(trainer.terms().size() + 1, 0.0);
    double squared_error = 0, bce = 0;
    torch::Generator noise = trainer.evaluation_noise();
    for (std::int64_t from = 0; from < count; from += kChunk) {
        if (cancelled()) return false;
        const std::int64_t n = std::min(kChunk, count - from);
        std::vector<std::int64_t> indices(static_cast<std::size_t>(n));
        std::iota(indices.begin(), indices.end(), from);
        const torch::Tensor x = trainer.load(data::Split::held_out, indices.data(), n);
        models::Encoding encoding = trainer.net().encode(x);
        const models::Decoding at_mean = trainer.net().decode(encoding.mean);
        squared_error += (at_mean.values - x).square().sum().item<double>();
        models::Decoding output = at_mean;
        if (encoding.gaussian()) {
            encoding.z = models::sample(encoding, noise);
            output = trainer.net().decode(encoding.z);
        }
        bce += torch::binary_cross_entropy_with_logits(output.logits, x, {}, {}, at::Reduction::Sum)
                   .item<double>();
        const TermValues values = trainer.evaluate(x, encoding, output);
        for (std::size_t i = 0; i < values.terms.size(); ++i)
            sums[i] += double(values.terms[i]) * double(n);
        sums.back() += double(values.total) * double(n);
    }
    const double images = double(std::max<std::int64_t>(1, count));
    summary.squared_error = squared_error / images;
    summary.bce = bce / images;
    summary.terms.clear();
    for (std::size_t i = 0; i < trainer.terms().size(); ++i)
        summary.terms.emplace_back(trainer.terms()[i].id, sums[i] / images);
    summary.terms.emplace_back("total", sums.back() / images);

    if (!dataset.info().class_names.empty()) {
        analysis::CodeSet train, held_out;
        constexpr std::uint64_t kSampleSeed = 21;
        const std::int64_t references =
            std::min(kReferenceCodes, kReferenceFloats / trainer.net().code_width());
        if (!encode(trainer, data::Split::train,
                    data::stratified_sample(dataset, data::Split::train, references, kSampleSeed),
                    cancelled, train) ||
            !encode(
                trainer, data::Split::held_out,
                data::stratified_sample(dataset, data::Split::held_out, kQueryCodes, kSampleSeed),
                cancelled, held_out))
            return false;
        if (train.count >= 5 && held_out.count > 0)
            for (const auto& [name, value] :
                 entry_of(analysis::analyses(), "knn5").run({train, held_out, cancelled}))
                if (name == "knn5_accuracy") summary.knn5_accuracy = value;
    }
    return true;
} catch (const analysis::Cancelled&) {
    return false;
}

}  // namespace latent::training
