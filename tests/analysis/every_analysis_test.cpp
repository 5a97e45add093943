#include <doctest/doctest.h>

#include <cmath>

#include "analysis/analysis.h"
#include "analysis/code_sample.h"
#include "support/forget_the_code.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

// A system trained for some steps on the tiny data, to be looked at.
struct TrainedNet {
    TrainedNet(const std::string& system, DataKind kind, int steps = 40)
        : config(test::small_config(system, kind)), trainer(config, test::tiny_dataset_of(kind)) {
        for (int i = 0; i < steps; ++i) trainer.step();
    }
    AnalysisResult result_of(const std::string& analysis) {
        return analysis::run(analysis, {trainer.net(), trainer.dataset(), config, &cache},
                             [](double, const std::string&) {});
    }
    RunConfig config;
    training::Trainer trainer;
    analysis::CodeCache cache;
};

AnalysisResult result_of(const std::string& analysis, const std::string& system, DataKind kind,
                         int steps = 40) {
    return TrainedNet(system, kind, steps).result_of(analysis);
}

bool is_sentence(const std::string& text) { return !text.empty() && text.back() == '.'; }

void check_matrix(const Matrix& matrix) {
    CHECK_FALSE(matrix.title.empty());
    CHECK(is_sentence(matrix.help));
    CHECK(matrix.values.size() == matrix.rows.size() * matrix.columns.size());
    CHECK(matrix.low < matrix.high);
}

// Everything that may be shown of a result is there, or it says in a sentence why not.
void check_complete(const AnalysisResult& result, DataKind kind) {
    CHECK(result.done);
    CHECK(result.seconds > 0);
    if (!result.problem.empty()) {
        CHECK(result.problem.back() == '.');
        CHECK(result.figures.empty());
        return;
    }
    CHECK(is_sentence(result.verdict));
    CHECK_FALSE(result.figures.empty());
    for (const Figure& figure : result.figures) {
        CAPTURE(figure.id);
        CHECK(std::isfinite(figure.value) == figure.undefined.empty());
        CHECK((figure.undefined.empty() || is_sentence(figure.undefined)));
        CHECK_FALSE(figure.label.empty());
        CHECK(is_sentence(figure.help));
    }
    for (const Gallery& gallery : result.galleries) {
        CHECK(gallery.samples.count > 0);
        CHECK(gallery.samples.kind == kind);
    }
    for (const Matrix& matrix : result.matrices) check_matrix(matrix);
    for (const Remedy& remedy : result.remedies) CHECK(is_sentence(remedy.reason));
}

}  // namespace

TEST_CASE("every analysis gives finite figures and a verdict, or says in a sentence why not") {
    for (const char* system : {"linear_pca", "undercomplete", "vae"})
        for (DataKind kind : {DataKind::images, DataKind::points, DataKind::sequences}) {
            CAPTURE(system);
            const std::string on = name_of(kind);
            CAPTURE(on);
            TrainedNet net(system, kind);
            for (const auto& entry : analysis::analyses()) {
                CAPTURE(entry.info.id);
                const AnalysisResult result = net.result_of(entry.info.id);
                CHECK(result.analysis == entry.info.id);
                check_complete(result, kind);
                const bool needs_linear =
                    entry.info.id == "linear_subspace" && std::string(system) != "linear_pca";
                const bool needs_posterior =
                    entry.info.needs_gaussian_code && std::string(system) != "vae";
                CHECK(result.problem.empty() ==
                      (entry.info.accepts_kind(kind) && !needs_linear && !needs_posterior));
            }
        }
}

TEST_CASE("every analysis can be cancelled, at its first word") {
    const RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset());
    for (const auto& entry : analysis::analyses()) {
        CAPTURE(entry.info.id);
        // One that is not defined for this net may say so before its first word.
        bool stopped = false;
        try {
            stopped =
                !analysis::run(entry.info.id, {trainer.net(), trainer.dataset(), config},
                               [](double, const std::string&) { throw analysis::Cancelled(); })
                     .problem.empty();
        } catch (const analysis::Cancelled&) {
            stopped = true;
        }
        CHECK(stopped);
    }
}

TEST_CASE("a wide net with nothing to hold it back copies foreign images, a narrow one does not") {
    RunConfig wide = test::small_config("overcomplete");
    wide.set("code.width", std::int64_t(128));
    wide.set("code.activation", std::string("linear"));
    wide.set("optimizer.learning_rate", 0.01);
    RunConfig narrow = wide;
    narrow.set("code.width", std::int64_t(2));
    const auto foreign = [](const RunConfig& config) {
        training::Trainer trainer(config, test::tiny_dataset(2048));
        for (int i = 0; i < 400; ++i) trainer.step();
        const AnalysisResult result =
            analysis::run("identity", {trainer.net(), trainer.dataset(), config},
                          [](double, const std::string&) {});
        REQUIRE(result.problem.empty());
        CHECK(result.figure("fvu_held_out")->value < 1);
        return result.figure("fvu_shuffled")->value;
    };
    CHECK(foreign(wide) < 0.7 * foreign(narrow));
}

TEST_CASE(
    "a net whose codes all decode alike is told that its code says nothing, not that it cheats") {
    RunConfig config = test::small_config("undercomplete");
    training::Trainer trainer(config, test::tiny_dataset());
    test::forget_the_code(trainer);
    const AnalysisResult result = analysis::run(
        "code_use", {trainer.net(), trainer.dataset(), config}, [](double, const std::string&) {});
    CHECK(result.figure("change_other")->value < 0.05);
    CHECK(result.verdict.find("flows round") == std::string::npos);
    CHECK(result.verdict.find("says nothing") != std::string::npos);
}

TEST_CASE("an honest net's output hangs on its code, a U-net's does not") {
    const AnalysisResult honest = result_of("code_use", "undercomplete", DataKind::images, 300),
                         cheat = result_of("code_use", "unet_cheat", DataKind::images, 300);
    CHECK(honest.figure("change_other")->value > 0.15);
    CHECK(cheat.figure("change_other")->value < 0.05);
    CHECK(cheat.figure("change_zero")->value < 0.05);
    CHECK(cheat.figure("squared_error")->value < honest.figure("squared_error")->value);
}
