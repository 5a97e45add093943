#include "training/score.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "data/dataset.h"
#include "data/files/npy.h"
#include "data/wording.h"
#include "latent/param_spec.h"
#include "models/tensor_errors.h"

namespace latent::training {
namespace {

struct Columns {
    std::int64_t rows = 0, width = 0;
};

// [N] or [N, width]. Throws for more dimensions; `what`: "codes", as the sentence calls them.
Columns columns_of(const data::NpyHeader& header, const std::string& name,
                   const std::string& what) {
    if (header.sizes.size() > 2)
        throw data::DataError(name + " holds " + header.in_words() + ", but " + what +
                              " are a table with one row for each sample. Reshape it.");
    return {header.sizes[0], header.sizes.size() == 2 ? header.sizes[1] : 1};
}

void check_rows(std::int64_t rows, const std::string& name, const metrics::CodeTable& table,
                const std::string& codes) {
    if (rows != table.count)
        throw data::DataError(
            name + " is of " + data::grouped(std::uint64_t(rows)) + " samples, but " + codes +
            " of " + data::grouped(std::uint64_t(table.count)) + ". They do not belong together.");
}

// Ranks of the values that occur, 0 for the least, of values[0], values[stride], ...; and how many
// different ones there are.
int rank(const std::vector<std::int64_t>& values, std::size_t first, std::size_t stride, int* out) {
    std::vector<std::int64_t> kinds;
    for (std::size_t i = first; i < values.size(); i += stride) kinds.push_back(values[i]);
    std::sort(kinds.begin(), kinds.end());
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    for (std::size_t i = first; i < values.size(); i += stride)
        out[i] = int(std::lower_bound(kinds.begin(), kinds.end(), values[i]) - kinds.begin());
    return int(kinds.size());
}

void read_factors(metrics::CodeTable& table, const Engine::ArrayFiles& files) {
    data::NpyInput input = data::open_npy(files.factors);
    const data::NpyHeader header = data::read_npy_header(input);
    const Columns columns = columns_of(header, input.name, "factors");
    check_rows(columns.rows, input.name, table, files.codes);
    const std::vector<std::int64_t> values = data::read_npy_integers(input, header);
    table.values.resize(values.size());
    for (std::int64_t k = 0; k < columns.width; ++k) {
        const int count =
            rank(values, std::size_t(k), std::size_t(columns.width), table.values.data());
        table.factors.push_back({"factor " + std::to_string(k + 1), count, false});
    }
}

void read_labels(metrics::CodeTable& table, const Engine::ArrayFiles& files) {
    data::NpyInput input = data::open_npy(files.labels);
    const data::NpyHeader header = data::read_npy_header(input);
    const Columns columns = columns_of(header, input.name, "labels");
    check_rows(columns.rows, input.name, table, files.codes);
    if (columns.width != 1)
        throw data::DataError(input.name + " holds " + header.in_words() +
                              " where one label a sample was expected. Save class numbers, one "
                              "each, or give it as --factors.");
    const std::vector<std::int64_t> values = data::read_npy_integers(input, header);
    table.labels.resize(values.size());
    table.classes = rank(values, 0, 1, table.labels.data());
}

void read_inputs(metrics::CodeTable& table, const Engine::ArrayFiles& files) {
    data::NpyInput input = data::open_npy(files.inputs);
    const data::NpyHeader header = data::read_npy_header(input);
    check_rows(header.sizes[0], input.name, table, files.codes);
    table.inputs = data::read_npy_floats(input, header);
    table.input_width = std::int64_t(table.inputs.size()) / table.count;
}

const metrics::MetricEntry& entry_called(const std::string& id) {
    std::vector<std::string> known;
    for (const metrics::MetricEntry& entry : metrics::metrics()) {
        if (entry.info.id == id) return entry;
        known.push_back(entry.info.id);
    }
    const std::string nearest = nearest_name(id, known);
    throw std::runtime_error("There is no score '" + id + "'." +
                             (nearest.empty() ? "" : " Did you mean '" + nearest + "'?"));
}

}  // namespace

metrics::CodeTable read_table(const Engine::ArrayFiles& files, bool with_inputs) {
    metrics::CodeTable table;
    data::NpyInput input = data::open_npy(files.codes);
    const data::NpyHeader header = data::read_npy_header(input);
    const Columns columns = columns_of(header, input.name, "codes");
    table.count = columns.rows;
    table.width = columns.width;
    table.codes = data::read_npy_floats(input, header);
    if (!files.factors.empty()) read_factors(table, files);
    if (!files.labels.empty()) read_labels(table, files);
    if (with_inputs && !files.inputs.empty()) read_inputs(table, files);
    return table;
}

AnalysisResult score_files(const Engine::ArrayFiles& files, const std::string& metric,
                           const Engine::Report& report) {
    const auto start = std::chrono::steady_clock::now();
    const metrics::MetricEntry& entry = entry_called(metric);
    const metrics::CodeTable table = read_table(files, entry.needs_inputs);
    AnalysisResult result;
    try {
        result = metrics::measure(metric, table, [&](double progress, const std::string& doing) {
            if (report && !report(progress, doing)) throw Cancelled();
        });
    } catch (const Cancelled&) {
        throw;
    } catch (const std::exception& error) {
        result = {};
        result.problem = models::sentence_of(error);
    }
    result.analysis = metric;
    result.done = true;
    result.progress = 1;
    result.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

}  // namespace latent::training
