#include "export/codes.h"

#include <memory>

#include "export/csv.h"
#include "export/npy.h"

namespace latent::app {
namespace {

std::string class_name(const DatasetInfo* data, int label) {
    if (data && label >= 0 && std::size_t(label) < data->class_names.size())
        return data->class_names[std::size_t(label)];
    return std::to_string(label);
}

// Columns that only some data have.
struct Known {
    bool samples = false, splits = false, classes = false, errors = false;
    std::size_t factors = 0;
};

Known known_of(const CodeCloud& cloud) {
    Known known;
    const std::size_t n = std::size_t(cloud.count);
    known.errors = cloud.errors.size() == n;
    if (!cloud.probe || n == 0) return known;
    const Probe& probe = *cloud.probe;
    known.samples = probe.indices.size() == n;
    known.splits = probe.held_out.size() == n;
    known.classes = probe.labels.size() == n;
    known.factors = probe.factors.size() / n;
    return known;
}

}  // namespace

void write_codes_csv(const std::string& path, const CodeCloud& cloud, const DatasetInfo* data) {
    const Known known = known_of(cloud);
    CsvTable table;
    const auto column = [&](bool there, const std::string& name) {
        if (there) table.names.push_back(name);
    };
    column(known.samples, "sample");
    column(known.splits, "split");
    column(known.classes, "class");
    for (std::size_t f = 0; f < known.factors; ++f)
        column(true, data && f < data->factors.size() ? data->factors[f].name
                                                      : "factor" + std::to_string(f + 1));
    for (int j = 0; j < cloud.width; ++j) column(true, "z" + std::to_string(j + 1));
    column(known.errors, "squared_error");

    const Probe* probe = cloud.probe.get();
    table.rows.reserve(std::size_t(cloud.count));
    for (int i = 0; i < cloud.count; ++i) {
        const std::size_t at = std::size_t(i);
        std::vector<std::string> row;
        if (known.samples) row.push_back(std::to_string(probe->indices[at]));
        if (known.splits) row.emplace_back(probe->held_out[at] ? "held-out" : "train");
        if (known.classes) row.push_back(class_name(data, probe->labels[at]));
        for (std::size_t f = 0; f < known.factors; ++f)
            row.push_back(std::to_string(probe->factors[at * known.factors + f]));
        for (int j = 0; j < cloud.width; ++j) row.push_back(csv_number(cloud.code(i)[j]));
        if (known.errors) row.push_back(csv_number(cloud.errors[at]));
        table.rows.push_back(std::move(row));
    }
    write_csv(path, table);
}

void write_codes_npy(const std::string& path, const CodeCloud& cloud) {
    write_npy(path, cloud.codes, {cloud.count, cloud.width});
}

CodeCloud codes_of(const CodeCloud& cloud, const std::vector<int>& samples) {
    const Known known = known_of(cloud);
    const Probe* from = cloud.probe.get();
    auto probe = std::make_shared<Probe>();
    CodeCloud part;
    part.width = cloud.width;
    part.step = cloud.step;
    part.version = cloud.version;
    for (const int i : samples) {
        if (i < 0 || i >= cloud.count) continue;
        const std::size_t at = std::size_t(i);
        ++part.count;
        part.codes.insert(part.codes.end(), cloud.code(i), cloud.code(i) + cloud.width);
        if (known.errors) part.errors.push_back(cloud.errors[at]);
        if (known.samples) probe->indices.push_back(from->indices[at]);
        if (known.splits) probe->held_out.push_back(from->held_out[at]);
        if (known.classes) probe->labels.push_back(from->labels[at]);
        for (std::size_t f = 0; f < known.factors; ++f)
            probe->factors.push_back(from->factors[at * known.factors + f]);
    }
    part.probe = std::move(probe);
    return part;
}

}  // namespace latent::app
