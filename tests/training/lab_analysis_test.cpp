// Analyses as a front end asks for them: beside a run that trains, and of a folder it left.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/eventually.h"
#include "support/small_config.h"
#include "support/temp_folder.h"
#include "training/engine.h"

using namespace latent;
using test::eventually;

namespace {

RunOptions at_rest() {
    RunOptions options;
    options.start = false;
    return options;
}

RunConfig quick_with_few() {
    RunConfig config = test::small_config("undercomplete");
    config.set("data", std::string("sprites"));
    config.set("samples.limit", std::int64_t(2000));
    return config;
}

}  // namespace

TEST_CASE("an analysis is answered while the run trains, stamped with its step") {
    const auto engine = training::make_engine();
    const auto lab = engine->make_lab();
    const RunId run = lab->create(quick_with_few());
    CHECK_FALSE(lab->analysis(run, "code_use"));
    CHECK_THROWS_AS(lab->analyse(run, "no_such"), std::invalid_argument);
    REQUIRE(eventually([&] { return lab->snapshot(run)->progress.step > 20; }));
    lab->analyse(run, "code_use");
    REQUIRE(lab->analysis(run, "code_use"));  // at once: that it waits
    REQUIRE(eventually([&] { return lab->analysis(run, "code_use")->done; }));
    CHECK(lab->snapshot(run)->state == RunState::running);
    const auto result = lab->analysis(run, "code_use");
    CHECK(result->problem.empty());
    CHECK(result->step > 0);
    lab->post(run, Pause{});
    REQUIRE(eventually([&] { return lab->snapshot(run)->state == RunState::paused; }));
    CHECK(result->step <= lab->snapshot(run)->progress.step);
    CHECK(result->figure("change_other")->value > 0);
}

TEST_CASE("a cancelled analysis leaves the last result, and a removed run none") {
    const auto engine = training::make_engine();
    const auto lab = engine->make_lab();
    const RunId run = lab->create(quick_with_few());
    REQUIRE(eventually([&] { return lab->snapshot(run)->progress.step > 5; }));
    lab->analyse(run, "knn5");
    lab->cancel_analysis(run, "knn5");
    CHECK_FALSE(lab->analysis(run, "knn5"));
    lab->analyse(run, "code_use");
    REQUIRE(eventually([&] { return lab->analysis(run, "code_use")->done; }));
    const auto first = lab->analysis(run, "code_use");
    lab->analyse(run, "code_use");
    lab->cancel_analysis(run, "code_use");
    CHECK(lab->analysis(run, "code_use") == first);
    lab->remove(run);
    CHECK_FALSE(lab->analysis(run, "code_use"));
}

TEST_CASE("an analysis made again and again draws a trend, which a reset begins anew") {
    const auto engine = training::make_engine();
    const auto lab = engine->make_lab();
    RunConfig config = quick_with_few();
    config.set("samples.limit", std::int64_t(256));
    const RunId run = lab->create(config, at_rest());
    REQUIRE(eventually([&] { return lab->snapshot(run)->cloud != nullptr; }));
    const auto made = [&] {
        lab->analyse(run, "pca95");
        REQUIRE(eventually([&] { return lab->analysis(run, "pca95")->done; }));
        return lab->analysis(run, "pca95");
    };
    const auto train = [&](std::int64_t steps) {
        const std::int64_t goal = lab->snapshot(run)->progress.step + steps;
        lab->post(run, TrainSteps{steps});
        REQUIRE(eventually([&] {
            const auto now = lab->snapshot(run);
            return now->state == RunState::paused && now->progress.step == goal;
        }));
    };
    CHECK(made()->trend.size() == made()->figures.size());  // twice at step 0 is one point
    train(10);
    made();
    train(10);
    const auto third = made();
    CHECK(third->samples > 0);
    CHECK(third->seconds > 0);
    for (const Series& series : third->trend) {
        CAPTURE(series.id);
        REQUIRE(third->figure(series.id));
        CHECK(series.steps == std::vector<std::int64_t>{0, 10, 20});
        CHECK(series.values.back() == doctest::Approx(third->figure(series.id)->value));
    }
    lab->post(run, Reset{});
    REQUIRE(eventually([&] { return lab->snapshot(run)->progress.step == 0; }));
    train(30);
    CHECK(made()->trend[0].steps == std::vector<std::int64_t>{30});
}

TEST_CASE("remedies are of the settings as they are now, live changes included") {
    const auto engine = training::make_engine();
    const auto lab = engine->make_lab();
    RunConfig config = test::small_config("vae");
    config.set("data", std::string("sprites"));
    config.set("samples.limit", std::int64_t(256));
    const RunId run = lab->create(config, at_rest());
    REQUIRE(eventually([&] { return lab->snapshot(run)->cloud != nullptr; }));
    lab->post(run, SetParam{"terms.kl_prior.weight", 500.0});
    lab->post(run, TrainSteps{150});
    REQUIRE(eventually([&] { return lab->snapshot(run)->progress.step == 150; }));
    lab->analyse(run, "collapse");
    REQUIRE(eventually([&] { return lab->analysis(run, "collapse")->done; }));
    const auto result = lab->analysis(run, "collapse");
    REQUIRE(result->remedies.size() == 3);
    CHECK(std::get<double>(result->remedies[2].value) == 100);  // a quarter of 500, rounded
}

TEST_CASE("what a finished run left in its folder is the net that was trained") {
    const test::TempFolder folder;
    const auto engine = training::make_engine();
    RunConfig config = quick_with_few();
    config.set("steps", std::int64_t(60));
    RunOptions options;
    options.folder = (folder / "run").string();
    AnalysisResult live;
    {
        const auto lab = engine->make_lab();
        const RunId run = lab->create(config, options);
        REQUIRE(eventually([&] { return lab->snapshot(run)->state == RunState::finished; }));
        lab->analyse(run, "code_use");
        REQUIRE(eventually([&] { return lab->analysis(run, "code_use")->done; }));
        live = *lab->analysis(run, "code_use");
    }
    double furthest = 0;
    const AnalysisResult kept =
        engine->evaluate(options.folder, "code_use", [&](double progress, const std::string&) {
            furthest = std::max(furthest, progress);
            return true;
        });
    REQUIRE(kept.problem.empty());
    CHECK(kept.step == 60);
    CHECK(furthest > 0);
    REQUIRE(kept.figures.size() == live.figures.size());
    for (std::size_t i = 0; i < kept.figures.size(); ++i)
        CHECK(kept.figures[i].value == doctest::Approx(live.figures[i].value));
}

TEST_CASE("a folder that is no run, or whose files do not fit, is refused with a sentence") {
    const test::TempFolder folder;
    const auto engine = training::make_engine();
    const auto sentence = [&](const std::string& path, const std::string& analysis) {
        try {
            engine->evaluate(path, analysis, {});
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(sentence((folder / "none").string(), "code_use").find("not the folder of a run") !=
          std::string::npos);
    CHECK(sentence(folder.path().string(), "code_us").find("Did you mean 'code_use'") !=
          std::string::npos);

    RunConfig config = quick_with_few();
    config.set("steps", std::int64_t(2));
    RunOptions options;
    options.folder = (folder / "run").string();
    {
        const auto lab = engine->make_lab();
        const RunId run = lab->create(config, options);
        REQUIRE(eventually([&] { return lab->snapshot(run)->state == RunState::finished; }));
    }
    const auto weights = folder / "run" / "weights.safetensors";
    std::filesystem::resize_file(weights, std::filesystem::file_size(weights) / 2);
    CHECK(sentence(options.folder, "code_use").find("weights.safetensors") != std::string::npos);
    std::filesystem::remove(weights);
    CHECK(sentence(options.folder, "code_use").find("was not finished") != std::string::npos);
}
