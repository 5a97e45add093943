#include "analysis/code_sample.h"

#include <algorithm>
#include <numeric>

#include "analysis/samples.h"
#include "metrics/pieces.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kMostCodes = 10000, kFewestCodes = 2000, kFewHeldOut = 1000,
                       kMostCompared = 2000, kEncodedAtOnce = 256;
constexpr double kMultiplications = 20e9;
constexpr std::int64_t kCodeNumbers = 16 << 20;

void append(std::vector<float>& to, const torch::Tensor& from) {
    const torch::Tensor rows = from.contiguous();
    to.insert(to.end(), rows.data_ptr<float>(), rows.data_ptr<float>() + rows.numel());
}

// Encodes samples of one split to the end of the table.
void encode_rows(const Subject& subject, data::Split split,
                 const std::vector<std::int64_t>& indices, metrics::CodeTable& table,
                 const Report& report) {
    const auto count = std::int64_t(indices.size());
    const bool labelled = !subject.dataset.info().class_names.empty();
    std::vector<int> factors(table.factors.size());
    for (std::int64_t from = 0; from < count; from += kEncodedAtOnce) {
        report(double(from) / double(count), "Encoding samples.");
        const std::int64_t to = std::min(count, from + kEncodedAtOnce);
        const models::Encoding encoding = subject.net.encode(
            load(subject.dataset, split, {indices.begin() + from, indices.begin() + to}));
        append(table.codes, encoding.mean);
        if (encoding.gaussian()) append(table.logvars, encoding.logvar);
    }
    for (std::int64_t index : indices) {
        if (labelled) table.labels.push_back(subject.dataset.label(split, index));
        if (factors.empty()) continue;
        subject.dataset.factors(split, index, factors.data());
        table.values.insert(table.values.end(), factors.begin(), factors.end());
    }
    table.count += count;
}

}  // namespace

std::int64_t most_samples(const ModelInfo& model, std::int64_t code_width) {
    double each = 1;
    for (const LayerInfo& layer : model.layers) {
        if (layer.part == "decoder") break;
        // [channels, rows, columns] and [steps, features] act on every place with the same weights.
        const auto& shape = layer.output;
        const double places = shape.size() == 3   ? double(shape[1] * shape[2])
                              : shape.size() == 2 ? double(shape[0])
                                                  : 1;
        each += double(layer.weights) * places;
    }
    const auto affordable =
        std::clamp(std::int64_t(kMultiplications / each), kFewestCodes, kMostCodes);
    return std::min(affordable, std::max<std::int64_t>(kCodeNumbers / code_width, 100));
}

std::shared_ptr<const CodeSample> code_sample(const Subject& subject, const Report& report) {
    if (subject.cache && subject.cache->sample) return subject.cache->sample;
    auto sample = std::make_shared<CodeSample>();
    const DatasetInfo& info = subject.dataset.info();
    const std::int64_t most = most_samples(subject.net.describe(), subject.net.code_width());
    sample->held_out = chosen(subject.dataset, data::Split::held_out, most);
    const auto held_out = std::int64_t(sample->held_out.size());
    if (!info.factors.empty() || held_out < kFewHeldOut)
        sample->train = chosen(subject.dataset, data::Split::train, most - held_out);

    metrics::CodeTable& table = sample->table;
    table.width = subject.net.code_width();
    table.factors = info.factors;
    table.classes = int(info.class_names.size());
    const double share = double(held_out) / double(std::max<std::int64_t>(
                                                1, held_out + std::int64_t(sample->train.size())));
    encode_rows(subject, data::Split::held_out, sample->held_out, table, part_of(report, 0, share));
    encode_rows(subject, data::Split::train, sample->train, table, part_of(report, share, 1));
    if (subject.cache) subject.cache->sample = sample;
    return sample;
}

metrics::CodeTable with_inputs(const Subject& subject, const CodeSample& sample) {
    const auto count = std::size_t(std::min(sample.table.count, kMostCompared));
    std::vector<std::int64_t> rows(count);
    std::iota(rows.begin(), rows.end(), 0);
    metrics::CodeTable table = metrics::rows_of(sample.table, rows);
    table.input_width = subject.dataset.info().shape.size();
    const auto held_out = std::min(count, sample.held_out.size());
    append(table.inputs,
           load(subject.dataset, data::Split::held_out,
                {sample.held_out.begin(), sample.held_out.begin() + std::int64_t(held_out)}));
    append(table.inputs,
           load(subject.dataset, data::Split::train,
                {sample.train.begin(), sample.train.begin() + std::int64_t(count - held_out)}));
    return table;
}

}  // namespace latent::analysis
