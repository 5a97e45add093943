// What a code keeps of classes, clusters and neighbours, and how many dimensions it uses.
#include <doctest/doctest.h>

#include <cmath>

#include "metrics/tables.h"

using namespace latent;
using test::formula_table;
using test::measured;

namespace {

double figure(const AnalysisResult& result, const char* id) {
    REQUIRE(result.figure(id));
    return result.figure(id)->value;
}

constexpr double kAgreement = 1e-5;

// Doctest's Approx scales its tolerance; these are compared as the promise has it.
void check_equal(double ours, double theirs) {
    CAPTURE(ours);
    CAPTURE(theirs);
    CHECK(std::fabs(ours - theirs) < kAgreement);
}

}  // namespace

TEST_CASE("equal arrays have scikit-learn's figures") {
    // Of tests/bench/compare_with_sklearn.py, table "formula".
    const metrics::CodeTable table = formula_table();
    check_equal(figure(measured("silhouette", table), "silhouette"), -0.00969999);
    check_equal(figure(measured("knn5", table), "knn5_accuracy"), 0.88500000);
    const AnalysisResult kept = measured("neighbourhoods", table);
    check_equal(figure(kept, "trustworthiness"), 0.98108399);
    check_equal(figure(kept, "continuity"), 0.95576343);
    const AnalysisResult pca = measured("pca95", table);
    check_equal(figure(pca, "pca95"), 5);
    check_equal(figure(pca, "participation"), 4.89021312);
    const AnalysisResult unsupervised = measured("unsupervised", table);
    check_equal(figure(unsupervised, "gaussian_total_correlation"), 0.02035421);
    check_equal(figure(unsupervised, "mean_pairwise_mi"), 0.63172332);
    const AnalysisResult carried = measured("factor_matrix", table);
    check_equal(figure(carried, "carried_class"), 0.20085308);
    check_equal(figure(carried, "carried_step"), 0.08511999);
}

TEST_CASE("two pairs of points have the silhouette of the textbook, and one alone counts 0") {
    metrics::CodeTable table = test::table_of({0, 1, 10, 11}, 1);
    table.labels = {0, 0, 1, 1};
    table.classes = 2;
    CHECK(figure(measured("silhouette", table), "silhouette") ==
          doctest::Approx(0.899749).epsilon(1e-6));
    table = test::table_of({0, 1, 10}, 1);
    table.labels = {0, 0, 1};
    table.classes = 2;
    CHECK(figure(measured("silhouette", table), "silhouette") ==
          doctest::Approx(0.596296).epsilon(1e-6));
    table.labels = {0, 0, 0};
    CHECK_THROWS_AS(measured("silhouette", table), NotDefined);
}

TEST_CASE("a code that is the input keeps every neighbourhood, one in random order none") {
    metrics::CodeTable table = test::normal_table(300, 4);
    table.inputs = table.codes;
    table.input_width = 4;
    AnalysisResult result = measured("neighbourhoods", table);
    CHECK(figure(result, "trustworthiness") == doctest::Approx(1));
    CHECK(figure(result, "continuity") == doctest::Approx(1));
    CHECK(figure(result, "neighbours_preserved") == doctest::Approx(1));
    table.inputs = test::normal_table(300, 4, 9).codes;
    result = measured("neighbourhoods", table);
    for (const char* id : {"trustworthiness", "continuity", "neighbours_preserved"}) {
        CAPTURE(id);
        CHECK(figure(result, id) ==
              doctest::Approx(result.figure(id)->chance).epsilon(0.03).scale(1));
    }
    table = test::normal_table(24, 2);
    table.inputs = table.codes;
    table.input_width = 2;
    CHECK_THROWS_AS(measured("neighbourhoods", table), NotDefined);
}

TEST_CASE("neighbourhoods that are not defined name the array that is to blame") {
    const auto why = [](const metrics::CodeTable& table) {
        try {
            measured("neighbourhoods", table);
        } catch (const NotDefined& refusal) {
            return std::string(refusal.what());
        }
        return std::string();
    };
    metrics::CodeTable table = test::normal_table(60, 2);
    table.input_width = 3;
    table.inputs = test::normal_table(60, 3, 9).codes;
    CHECK(why(table) == "");
    table.inputs[50] = NAN;
    CHECK(why(table).find("inputs is not finite") != std::string::npos);
    table.inputs.assign(180, 0.5f);
    CHECK(why(table).find("inputs lie in one place") != std::string::npos);
    table.inputs = test::normal_table(60, 3, 9).codes;
    table.codes.assign(120, 2.0f);
    CHECK(why(table).find("codes lie in one place") != std::string::npos);
}

TEST_CASE("figures of a factor have keys without spaces in every score") {
    metrics::CodeTable table = formula_table();
    table.factors[1].name = "x position";
    CHECK(measured("factor_matrix", table).figure("carried_x_position"));
    CHECK(measured("mig", table).figure("mig_x_position"));
}

TEST_CASE("normal codes of 2, 5 and 10 dimensions have about that intrinsic dimension") {
    for (const auto& [width, expected] : {std::pair{2, 1.95}, {5, 4.96}, {10, 9.7}}) {
        CAPTURE(width);
        const AnalysisResult result =
            measured("intrinsic_dimension", test::normal_table(2000, width));
        CHECK(figure(result, "two_nn") == doctest::Approx(expected).epsilon(0.1));
        CHECK(figure(result, "two_nn_mle") == doctest::Approx(expected).epsilon(0.1));
        CHECK(figure(result, "levina_bickel_20") == doctest::Approx(expected).epsilon(0.15));
    }
}

TEST_CASE("on a grid neighbours are equally far, and TwoNN says that it is undefined") {
    std::vector<float> codes;
    for (int x = 0; x < 32; ++x)
        for (int y = 0; y < 32; ++y)
            codes.insert(codes.end(), {(float(x) - 15.5f) / 9.23f, (float(y) - 15.5f) / 9.23f});
    const AnalysisResult result = measured("intrinsic_dimension", test::table_of(codes, 2));
    CHECK(std::isnan(figure(result, "two_nn")));
    CHECK(std::isnan(figure(result, "two_nn_mle")));
    CHECK(result.figure("two_nn")->undefined.find("grid") != std::string::npos);
}

TEST_CASE("a class for every sample leaves nothing to compare") {
    metrics::CodeTable table = test::normal_table(400, 2);
    for (int i = 0; i < 400; ++i) table.labels.push_back(i);
    table.classes = 400;
    CHECK_THROWS_AS(measured("silhouette", table), NotDefined);
    CHECK_THROWS_AS(measured("linear_probe", table), NotDefined);
}

TEST_CASE("a plane in ten dimensions has intrinsic dimension 2, duplicates or not") {
    const metrics::CodeTable plane = test::normal_table(1500, 2);
    metrics::CodeTable table;
    table.width = 10;
    for (std::int64_t i = 0; i < plane.count; ++i)
        for (int copy = 0; copy < (i < 300 ? 2 : 1); ++copy) {
            for (int j = 0; j < 10; ++j)
                table.codes.push_back(plane.code(i)[0] * std::cos(float(j)) +
                                      plane.code(i)[1] * std::sin(2.0f * float(j)));
            ++table.count;
        }
    const AnalysisResult result = measured("intrinsic_dimension", table);
    CHECK(figure(result, "two_nn") == doctest::Approx(2).epsilon(0.1));
    CHECK(result.samples == 1500);
    CHECK(result.figures[0].help.find("Without 300") != std::string::npos);
    CHECK(figure(measured("pca95", table), "pca95") == 2);
    table.codes.assign(table.codes.size(), 1);
    CHECK_THROWS_AS(measured("intrinsic_dimension", table), NotDefined);
    CHECK_THROWS_AS(measured("pca95", table), NotDefined);
}

TEST_CASE("a line takes one direction, a round cloud all") {
    const AnalysisResult round = measured("pca95", test::normal_table(4000, 8));
    CHECK(figure(round, "pca95") == 8);
    CHECK(figure(round, "participation") == doctest::Approx(8).epsilon(0.02));
    std::vector<float> line;
    for (int i = 0; i < 50; ++i) line.insert(line.end(), {float(i), 2 * float(i), -float(i)});
    const AnalysisResult straight = measured("pca95", test::table_of(line, 3));
    CHECK(figure(straight, "pca95") == 1);
    CHECK(figure(straight, "participation") == doctest::Approx(1));
}

TEST_CASE("classes that are islands are found without labels and told by a probe") {
    metrics::CodeTable table = test::normal_table(600, 3);
    for (std::int64_t i = 0; i < table.count; ++i) {
        table.labels.push_back(int(i % 3));
        table.codes[std::size_t(3 * i)] += 20 * float(i % 3);
    }
    table.classes = 3;
    const AnalysisResult clusters = measured("clusters", table);
    CHECK(figure(clusters, "clusters_purity") == doctest::Approx(1));
    CHECK(figure(clusters, "clusters_nmi") == doctest::Approx(1));
    CHECK(figure(clusters, "clusters_ari") == doctest::Approx(1));
    CHECK(std::fabs(clusters.figure("clusters_ari")->chance) < 0.02);
    CHECK(figure(measured("linear_probe", table), "linear_probe_accuracy") == doctest::Approx(1));
    CHECK(figure(measured("knn5", table), "knn5_accuracy") == doctest::Approx(1));
}

TEST_CASE("labels that have nothing to do with the code are told no better than chance") {
    metrics::CodeTable table = test::normal_table(1200, 4);
    for (std::int64_t i = 0; i < table.count; ++i) table.labels.push_back(int(i % 4));
    table.classes = 4;
    for (const auto& [metric, id] : {std::pair{"knn5", "knn5_accuracy"},
                                     {"linear_probe", "linear_probe_accuracy"},
                                     {"clusters", "clusters_purity"}}) {
        CAPTURE(metric);
        const AnalysisResult result = measured(metric, table);
        CHECK(figure(result, id) ==
              doctest::Approx(result.figure(id)->chance).epsilon(0.06).scale(1));
    }
    CHECK(std::fabs(figure(measured("clusters", table), "clusters_ari")) < 0.02);
}

TEST_CASE("rows that are sorted by class are sampled fairly where a table is too long") {
    metrics::CodeTable table = test::normal_table(6000, 2);
    table.inputs = table.codes;
    table.input_width = 2;
    for (std::int64_t i = 0; i < table.count; ++i) table.labels.push_back(int(i / 3000));
    table.classes = 2;
    const AnalysisResult result = measured("neighbourhoods", table);
    CHECK(result.samples == 5000);
    // The commonest class of a fair half is about a half of it.
    CHECK(measured("linear_probe", table).figures[0].chance == doctest::Approx(0.5).epsilon(0.05));
}
