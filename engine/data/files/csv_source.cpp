#include "data/files/csv_source.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "data/files/csv.h"
#include "data/files/file_formats.h"
#include "data/float_dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

// A held-out value may lie as many deviations away as no float can say.
constexpr float kMost = std::numeric_limits<float>::max();

bool claims(const FileGlance& glance) {
    return !glance.is_folder &&
           (glance.has_ending(".csv") || glance.has_ending(".tsv") || glance.has_ending(".txt"));
}

std::shared_ptr<const Dataset> load(const fs::path& path) {
    CsvTable table = read_csv(path);
    DatasetInfo info = info_of_path(path, "");
    const std::size_t columns = table.columns.size();
    info.kind = DataKind::points;
    info.summary =
        "Your own table of " + std::to_string(columns) + (columns == 1 ? " column" : " columns") +
        "; each is shifted and scaled to mean 0 and deviation 1" +
        (table.label_column.empty() ? "." : ", and \"" + table.label_column + "\" is the class.");
    info.class_names = std::move(table.class_names);
    FloatSet train;
    train.shape = {1, 1, int(columns)};
    train.values = std::move(table.values);
    train.labels = std::move(table.labels);
    FloatSet held_out = take_held_out(train);
    if (held_out.count() == 0)
        throw DataError(path.string() +
                        " holds only one row, however often; some must be left to " +
                        "hold out. Give a table with at least two different rows.");
    standardise(std::int64_t(columns), train.values, held_out.values);
    return make_float_dataset(std::move(info), std::move(train), std::move(held_out));
}

// The number of rows and the range of their values are known at the end alone.
DatasetInfo describe(const fs::path& path) { return load(path)->info(); }

}  // namespace

void standardise(std::int64_t columns, std::vector<float>& train, std::vector<float>& held_out) {
    const std::size_t d = std::size_t(columns);
    if (d == 0 || train.empty()) return;
    const double n = double(train.size() / d);
    for (std::size_t c = 0; c < d; ++c) {
        double sum = 0, squares = 0;
        for (std::size_t i = c; i < train.size(); i += d) sum += train[i];
        const double mean = sum / n;
        for (std::size_t i = c; i < train.size(); i += d)
            squares += (train[i] - mean) * (train[i] - mean);
        const double deviation = std::sqrt(squares / n);
        // What rounding alone leaves of a constant column is no deviation.
        const double scale = deviation > 1e-7 * std::abs(mean) ? 1 / deviation : 1;
        for (std::vector<float>* values : {&train, &held_out})
            for (std::size_t i = c; i < values->size(); i += d)
                (*values)[i] =
                    float(std::clamp(((*values)[i] - mean) * scale, -double(kMost), double(kMost)));
    }
}

FileFormat format_csv() {
    return {"a table with a line of column names (.csv, .tsv, plain or .gz)", claims, describe,
            load};
}

}  // namespace latent::data
