#include "statistics/boosted_trees.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>

namespace latent::statistics {
namespace {

void check(int failed) {
    if (failed != 0)
        throw std::runtime_error(std::string("The boosted trees could not be made: ") +
                                 XGBGetLastError());
}

struct FreeTable {
    void operator()(void* table) const { XGDMatrixFree(table); }
};
struct FreeTrees {
    void operator()(void* trees) const { XGBoosterFree(trees); }
};
using Table = std::unique_ptr<void, FreeTable>;
using Trees = std::unique_ptr<void, FreeTrees>;

Table table_of(const std::vector<float>& rows, std::int64_t width) {
    DMatrixHandle handle = nullptr;
    check(XGDMatrixCreateFromMat_omp(rows.data(), bst_ulong(rows.size() / std::size_t(width)),
                                     bst_ulong(width), std::numeric_limits<float>::quiet_NaN(),
                                     &handle, 1));
    return Table(handle);
}

// A feature's name is "f" and its column where none was given.
std::vector<double> importances_of(BoosterHandle trees, std::int64_t width) {
    bst_ulong named = 0, dimensions = 0;
    char const** names = nullptr;
    bst_ulong const* shape = nullptr;
    float const* scores = nullptr;
    check(XGBoosterFeatureScore(trees, "{\"importance_type\": \"total_gain\"}", &named, &names,
                                &dimensions, &shape, &scores));
    std::vector<double> gains(std::size_t(width), 0.0);
    for (bst_ulong i = 0; i < named; ++i)
        gains.at(std::size_t(std::atoll(names[i] + 1))) = std::max(0.0, double(scores[i]));
    const double all = std::accumulate(gains.begin(), gains.end(), 0.0);
    if (all > 0)
        for (double& gain : gains) gain /= all;
    return gains;
}

}  // namespace

BoostedTreesResult fit_boosted_trees(const std::vector<float>& train, std::int64_t width,
                                     const std::vector<int>& labels, int classes,
                                     const std::vector<float>& test, const BoostedTrees& how,
                                     const Report& report) {
    const Table rows = table_of(train, width);
    const std::vector<float> targets(labels.begin(), labels.end());
    check(XGDMatrixSetFloatInfo(rows.get(), "label", targets.data(), bst_ulong(targets.size())));

    BoosterHandle handle = nullptr;
    const DMatrixHandle given[] = {rows.get()};
    check(XGBoosterCreate(given, 1, &handle));
    const Trees trees(handle);
    const auto set = [&](const char* name, const std::string& value) {
        check(XGBoosterSetParam(handle, name, value.c_str()));
    };
    set("objective", "multi:softprob");
    set("num_class", std::to_string(classes));
    set("tree_method", "hist");
    set("max_depth", std::to_string(how.depth));
    set("eta", std::to_string(how.learning_rate));
    set("nthread", "1");
    set("seed", "0");
    set("verbosity", "0");

    for (int round = 0; round < how.rounds; ++round) {
        if (report) report(double(round) / how.rounds, "Growing trees.");
        check(XGBoosterUpdateOneIter(handle, round, rows.get()));
    }

    BoostedTreesResult result;
    result.importances = importances_of(handle, width);
    if (test.empty()) return result;
    const Table asked = table_of(test, width);
    bst_ulong const* shape = nullptr;
    bst_ulong dimensions = 0;
    float const* p = nullptr;
    check(XGBoosterPredictFromDMatrix(handle, asked.get(),
                                      "{\"type\": 0, \"training\": false, \"iteration_begin\": 0, "
                                      "\"iteration_end\": 0, \"strict_shape\": true}",
                                      &shape, &dimensions, &p));
    const std::size_t count = test.size() / std::size_t(width), kinds = std::size_t(classes);
    for (std::size_t i = 0; i < count; ++i) {
        const float* row = p + i * kinds;
        result.predicted.push_back(int(std::max_element(row, row + kinds) - row));
    }
    return result;
}

}  // namespace latent::statistics
