// Figures that are known beforehand, on data that every machine has.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "analysis/analysis.h"
#include "data/dataset.h"
#include "support/small_config.h"
#include "support/temp_folder.h"
#include "training/trainer.h"

using namespace latent;

namespace {

std::shared_ptr<const data::Dataset> fashion() {
    static const auto loaded = []() -> std::shared_ptr<const data::Dataset> {
        try {
            return data::load_dataset("fashion_mnist");
        } catch (const data::DataError& error) {
            MESSAGE(error.what());
            return nullptr;
        }
    }();
    return loaded;
}

AnalysisResult trained(RunConfig config, const std::string& analysis,
                       std::shared_ptr<const data::Dataset> dataset) {
    config.set("data", std::string("fashion_mnist"));
    training::Trainer trainer(config, dataset);
    while (trainer.steps() < trainer.last_step()) REQUIRE(trainer.step().finite());
    const AnalysisResult result = analysis::run(
        analysis, {trainer.net(), trainer.dataset(), config}, [](double, const std::string&) {});
    REQUIRE(result.problem.empty());
    return result;
}

RunConfig steps(const std::string& system, std::int64_t count) {
    RunConfig config = preset(test::catalog(), system, "fashion_mnist");
    config.set("steps", count);
    return config;
}

}  // namespace

TEST_CASE("linear_pca finds PCA's subspace of Fashion-MNIST within 0.2 % and 3 degrees") {
    if (!fashion()) return;
    // Exact PCA's squared errors over the training images.
    for (const auto& [width, known] : {std::pair{2, 36.29478}, std::pair{10, 19.10681}}) {
        CAPTURE(width);
        RunConfig config = steps("linear_pca", 2350);
        config.set("code.width", std::int64_t(width));
        const AnalysisResult result = trained(config, "linear_subspace", fashion());
        CHECK(result.figure("pca_error_train")->value == doctest::Approx(known).epsilon(1e-5));
        CHECK(result.figure("error_ratio")->value < 1.002);
        CHECK(result.figure("largest_angle")->value < 3);
    }
}

TEST_CASE("a wide net copies foreign images, a narrow one does not: the identity trap") {
    if (!fashion()) return;
    const AnalysisResult wide = trained(steps("overcomplete", 500), "identity", fashion());
    RunConfig config = steps("undercomplete", 500);
    config.set("code.width", std::int64_t(32));
    config.set("reconstruction", std::string("mse"));
    config.set("output.kind", std::string("linear"));
    const AnalysisResult narrow = trained(config, "identity", fashion());
    CHECK(wide.figure("fvu_held_out")->value < 0.1);
    CHECK(wide.figure("fvu_foreign")->value < 0.5 * narrow.figure("fvu_foreign")->value);
    CHECK(narrow.figure("fvu_held_out")->value < 0.4);
    CHECK(narrow.figure("fvu_foreign")->value > 0.6);
    for (const char* id : {"fvu_noise", "fvu_inverted", "fvu_shuffled"}) CHECK(wide.figure(id));
}

TEST_CASE("a copy of the data under another name is no foreign data") {
    const std::filesystem::path packaged = "/usr/share/datasets/fashion-mnist";
    if (!fashion() || !std::filesystem::exists(packaged)) return;
    RunConfig config = steps("undercomplete", 1);
    const auto copy = data::load_dataset(packaged.string());
    CHECK(copy->info().id != "fashion_mnist");
    const AnalysisResult result = trained(config, "identity", copy);
    CHECK(result.figure("fvu_foreign")->label.find("Fashion") == std::string::npos);
}

TEST_CASE("the U-net reconstructs far better than an honest net and hardly looks at its code") {
    if (!fashion()) return;
    RunConfig cheat = steps("unet_cheat", 120), honest = steps("undercomplete", 400);
    cheat.set("batch_size", std::int64_t(64));
    const AnalysisResult through = trained(cheat, "code_use", fashion()),
                         code = trained(honest, "code_use", fashion());
    MESSAGE("squared error: U-net " << through.figure("squared_error")->value << ", undercomplete "
                                    << code.figure("squared_error")->value);
    CHECK(through.figure("squared_error")->value < 0.2 * code.figure("squared_error")->value);
    CHECK(through.figure("change_zero")->value < 0.05);
    CHECK(code.figure("change_zero")->value > 0.3);
}
