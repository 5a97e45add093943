#include <doctest/doctest.h>

#include <cmath>

#include "analysis/analysis.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

// A system trained for some steps on the tiny data, and what an analysis says of it.
AnalysisResult result_of(const std::string& analysis, const std::string& system, DataKind kind,
                         int steps = 40) {
    const RunConfig config = test::small_config(system, kind);
    training::Trainer trainer(config, test::tiny_dataset_of(kind));
    for (int i = 0; i < steps; ++i) trainer.step();
    return analysis::run(analysis, {trainer.net(), trainer.dataset(), config},
                         [](double, const std::string&) {});
}

}  // namespace

TEST_CASE("every analysis gives finite figures and a verdict, or says in a sentence why not") {
    for (const auto& entry : analysis::analyses())
        for (const char* system : {"linear_pca", "undercomplete", "vae"})
            for (DataKind kind : {DataKind::images, DataKind::points, DataKind::sequences}) {
                CAPTURE(entry.info.id);
                CAPTURE(system);
                const std::string on = name_of(kind);
                CAPTURE(on);
                const AnalysisResult result = result_of(entry.info.id, system, kind);
                CHECK(result.done);
                CHECK(result.analysis == entry.info.id);
                const bool needs_linear =
                    entry.info.id == "linear_subspace" && std::string(system) != "linear_pca";
                CHECK(result.problem.empty() == (entry.info.accepts_kind(kind) && !needs_linear));
                if (!result.problem.empty()) {
                    CHECK(result.problem.back() == '.');
                    CHECK(result.figures.empty());
                    continue;
                }
                CHECK(result.verdict.back() == '.');
                CHECK_FALSE(result.figures.empty());
                for (const Figure& figure : result.figures) {
                    CAPTURE(figure.id);
                    CHECK(std::isfinite(figure.value));
                    CHECK_FALSE(figure.label.empty());
                    CHECK_FALSE(figure.help.empty());
                }
                for (const Gallery& gallery : result.galleries) {
                    CHECK(gallery.samples.count > 0);
                    CHECK(gallery.samples.kind == kind);
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
    torch::NoGradGuard no_grad;
    for (auto& parameter : trainer.net().named_parameters())
        if (parameter.key().find("code.code.weight") != std::string::npos)
            parameter.value().zero_();
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
