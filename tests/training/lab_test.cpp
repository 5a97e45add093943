// The lab as a front end uses it: real threads, real data (sprites, which need no file).
#include "latent/lab.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <functional>
#include <mutex>
#include <random>
#include <thread>

#include "support/lab_bench.h"
#include "support/small_config.h"
#include "support/temp_folder.h"
#include "training/engine.h"

using namespace latent;

namespace {

RunConfig quick(const std::string& system = "undercomplete") {
    RunConfig config = test::small_config(system);
    config.set("data", std::string("sprites"));
    config.set("epochs", std::int64_t(0));
    return config;
}

int threads_of_this_process() {
    int count = 0;
    for ([[maybe_unused]] const auto& entry :
         std::filesystem::directory_iterator("/proc/self/task"))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("untrained codes are there at step 0, before training starts") {
    test::LabBench bench;
    const RunId run = bench.lab().create(quick(), test::resting());
    REQUIRE(bench.eventually([&] { return bench.lab().snapshot(run)->cloud != nullptr; }));
    const auto snapshot = bench.lab().snapshot(run);
    CHECK(snapshot->state == RunState::idle);
    CHECK(snapshot->progress.step == 0);
    CHECK(snapshot->cloud->step == 0);
    CHECK(snapshot->data->shape == ImageShape{1, 64, 64});
    CHECK(snapshot->model->parameters > 0);
}

TEST_CASE("a run trains, pauses, steps, finishes an epoch's steps and is reset") {
    test::LabBench bench;
    Lab& lab = bench.lab();
    const RunId run = lab.create(quick());
    REQUIRE(bench.eventually([&] { return lab.snapshot(run)->progress.step > 5; }));
    lab.post(run, Pause{});
    REQUIRE(bench.reaches(run, RunState::paused));
    const std::int64_t paused_at = lab.snapshot(run)->progress.step;
    CHECK(lab.snapshot(run)->cloud->step == paused_at);  // what is shown is this very step

    lab.post(run, TrainSteps{3});
    REQUIRE(bench.eventually([&] { return lab.snapshot(run)->progress.step == paused_at + 3; }));
    REQUIRE(bench.reaches(run, RunState::paused));
    CHECK(lab.snapshot(run)->reconstructions->step == paused_at + 3);

    const auto history = lab.snapshot(run)->history;
    CHECK(history->series.front().steps.back() == paused_at + 3);

    lab.post(run, Reset{});
    REQUIRE(bench.eventually([&] { return lab.snapshot(run)->progress.step == 0; }));
    CHECK(lab.snapshot(run)->cloud->step == 0);
    CHECK(lab.snapshot(run)->history->series.front().steps.empty());
}

TEST_CASE("a run of so many steps finishes there, and Train goes on as far again") {
    test::LabBench bench;
    RunConfig config = quick();
    config.set("steps", std::int64_t(12));
    const RunId run = bench.lab().create(config);
    REQUIRE(bench.reaches(run, RunState::finished));
    CHECK(bench.lab().snapshot(run)->progress.step == 12);
    bench.lab().post(run, Train{});
    REQUIRE(bench.eventually([&] { return bench.lab().snapshot(run)->progress.step == 24; }));
    CHECK(bench.reaches(run, RunState::finished));
}

TEST_CASE("the same config gives the same figures, whatever the user did meanwhile") {
    test::LabBench bench;
    const auto figures = [&](bool disturbed) {
        RunConfig config = quick("vae");
        config.set("steps", std::int64_t(300));
        config.set("threads", std::int64_t(1));
        const RunId run = bench.lab().create(config);
        if (disturbed)
            for (int i = 0; i < 20; ++i) {
                bench.lab().post(run, Pause{});
                bench.lab().post(run, Train{});
                bench.lab().ask(run, "walk", DecodeCodes{{0.0f, float(i)}});
            }
        REQUIRE(bench.reaches(run, RunState::finished));
        return bench.lab().snapshot(run)->cloud->codes;
    };
    CHECK(figures(false) == figures(true));
}

TEST_CASE(
    "live parameters act and are marked; others are refused in a sentence and nothing is lost") {
    test::LabBench bench;
    Lab& lab = bench.lab();
    const RunId run = lab.create(quick("vae"));
    REQUIRE(bench.eventually([&] { return lab.snapshot(run)->progress.step > 2; }));
    lab.post(run, SetParam{"optimizer.learning_rate", 0.0005});
    REQUIRE(bench.eventually([&] { return !lab.snapshot(run)->history->changes.empty(); }));
    CHECK(lab.snapshot(run)->config->number("optimizer.learning_rate") == 0.0005);
    CHECK_THROWS_WITH_AS(lab.post(run, SetParam{"code.width", std::int64_t(3)}),
                         doctest::Contains("needs a new run"), std::invalid_argument);
    CHECK_THROWS_WITH_AS(lab.post(run, SetParam{"optimizer.learning_rate", -1.0}),
                         doctest::Contains("goes from"), std::invalid_argument);
    CHECK_THROWS_AS(lab.post(run, SetParam{"optimizer.speed", 1.0}), std::invalid_argument);
    CHECK(lab.snapshot(run)->state == RunState::running);
}

TEST_CASE("a config with problems is refused at once, with all of them") {
    test::LabBench bench;
    RunConfig config = quick();
    config.set("code.width", std::int64_t(0));
    config.set("batch_size", std::int64_t(0));
    try {
        bench.lab().create(config);
        FAIL("it was accepted");
    } catch (const InvalidConfig& error) {
        CHECK(error.problems().size() == 2);
    }
    CHECK(bench.lab().runs().empty());
}

TEST_CASE("data that is not there makes a failed run with a sentence, and the other runs go on") {
    test::LabBench bench;
    RunConfig config = quick();
    config.set("data", std::string("no/such/train-images.gz"));
    const RunId good = bench.lab().create(quick()), bad = bench.lab().create(config);
    REQUIRE(bench.reaches(bad, RunState::failed));
    CHECK(bench.lab().snapshot(bad)->message.find("no/such/train-images.gz") != std::string::npos);
    bench.lab().post(bad, Train{});
    const std::int64_t step = bench.lab().snapshot(good)->progress.step;
    CHECK(bench.eventually([&] { return bench.lab().snapshot(good)->progress.step > step; }));
}

TEST_CASE(
    "a loss that explodes stops the run as diverged, names the term and keeps finite weights") {
    test::LabBench bench;
    RunConfig config = quick();
    set_from_text(test::catalog(), config, "optimizer.kind", "sgd");
    config.set("optimizer.learning_rate", 10.0);
    config.set("reconstruction", std::string("bce"));
    const RunId run = bench.lab().create(config);
    REQUIRE(bench.reaches(run, RunState::diverged));
    const auto snapshot = bench.lab().snapshot(run);
    CHECK(snapshot->message.find("Binary cross-entropy") != std::string::npos);
    for (float code : snapshot->cloud->codes) REQUIRE(std::isfinite(code));
    bench.lab().ask(run, "walk", DecodeCodes{{0.0f, 0.0f}});
    CHECK(bench.eventually([&] { return bench.lab().answer(run, "walk") != nullptr; }));
    CHECK(bench.lab().answer(run, "walk")->problem.empty());
}

TEST_CASE(
    "stepping into an explosion never shows a code that is no number, and a lower rate goes on "
    "from the last good step") {
    test::LabBench bench;
    Lab& lab = bench.lab();
    RunConfig config = quick();
    set_from_text(test::catalog(), config, "optimizer.kind", "sgd");
    config.set("optimizer.learning_rate", 10.0);
    const RunId run = lab.create(config, test::resting());
    REQUIRE(bench.eventually([&] { return lab.snapshot(run)->cloud != nullptr; }));
    for (int i = 0; i < 60 && lab.snapshot(run)->state != RunState::diverged; ++i) {
        const std::int64_t step = lab.snapshot(run)->progress.step;
        lab.post(run, TrainSteps{1});
        REQUIRE(bench.eventually([&] {
            const auto now = lab.snapshot(run);
            return now->state == RunState::diverged ||
                   (now->state == RunState::paused && now->progress.step == step + 1);
        }));
        for (float code : lab.snapshot(run)->cloud->codes) REQUIRE(std::isfinite(code));
    }
    REQUIRE(lab.snapshot(run)->state == RunState::diverged);
    const std::int64_t kept = lab.snapshot(run)->progress.step;
    CHECK(lab.snapshot(run)->cloud->step == kept);
    CHECK(lab.snapshot(run)->message.find("of step " + std::to_string(kept)) != std::string::npos);
    lab.post(run, Reset{});
    lab.post(run, SetParam{"optimizer.learning_rate", 1e-6});
    lab.post(run, Train{});
    CHECK(bench.eventually([&] { return lab.snapshot(run)->progress.step > 20; }));
    CHECK(lab.snapshot(run)->state == RunState::running);
}

TEST_CASE("a net too large for any machine here is refused before it is built") {
    const auto engine = training::make_engine();
    RunConfig config = quick();
    config.set("architecture.encoder", Widths{8192, 8192, 8192, 8192});
    CHECK_THROWS_WITH_AS(engine->inspect(config), doctest::Contains("64 million"), InvalidConfig);
    test::LabBench bench;
    const RunId run = bench.lab().create(config);
    REQUIRE(bench.reaches(run, RunState::failed));
    CHECK(bench.lab().snapshot(run)->message.find("64 million") != std::string::npos);
}

TEST_CASE("a fork starts at its parent's step while the parent trains on") {
    test::LabBench bench;
    Lab& lab = bench.lab();
    const RunId parent = lab.create(quick());
    REQUIRE(bench.eventually([&] { return lab.snapshot(parent)->progress.step > 10; }));
    RunConfig changed = *lab.snapshot(parent)->config;
    changed.set("optimizer.learning_rate", 0.01);
    const RunId child = lab.fork(parent, changed, test::resting());
    REQUIRE(bench.eventually([&] { return lab.snapshot(child)->cloud != nullptr; }));
    CHECK(lab.snapshot(child)->progress.step > 0);
    const std::int64_t step = lab.snapshot(parent)->progress.step;
    CHECK(bench.eventually([&] { return lab.snapshot(parent)->progress.step > step; }));
}

TEST_CASE("a run folder holds the whole config, metrics of both splits and the summary") {
    test::LabBench bench;
    const test::TempFolder folder;
    RunConfig config = quick("vae");
    config.set("steps", std::int64_t(5));
    RunOptions options;
    options.folder = (folder.path() / "run").string();
    const RunId run = bench.lab().create(config, options);
    REQUIRE(bench.reaches(run, RunState::finished));
    const auto text_of = [&](const char* name) {
        std::ifstream file(folder.path() / "run" / name);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    CHECK(text_of("config.json").find("\"learning_rate\"") != std::string::npos);
    CHECK(text_of("metrics.jsonl").find("\"held_out\":{\"bce\":") != std::string::npos);
    CHECK(text_of("metrics.jsonl").find("\"kl_prior\":") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "run" / "config.json.part"));
}

TEST_CASE(
    "pausing, stepping, resetting and removing a hundred times in random order leaves no hang and "
    "no thread behind") {
    const int before = threads_of_this_process();
    {
        test::LabBench bench;
        Lab& lab = bench.lab();
        std::mt19937 random(11);
        std::vector<RunId> runs{lab.create(quick()), lab.create(quick("vae"))};
        REQUIRE(bench.eventually(
            [&] { return lab.snapshot(runs[0])->cloud && lab.snapshot(runs[1])->cloud; }));
        for (int i = 0; i < 100; ++i) {
            const RunId run = runs[random() % runs.size()];
            switch (random() % 7) {
                case 0:
                    lab.post(run, Pause{});
                    break;
                case 1:
                    lab.post(run, Train{});
                    break;
                case 2:
                    lab.post(run, TrainSteps{int(random() % 3) + 1});
                    break;
                case 3:
                    lab.post(run, Reset{});
                    break;
                case 4:
                    lab.post(run, TrainEpoch{});
                    break;
                case 5:
                    lab.post(run, SetParam{"optimizer.learning_rate",
                                           0.001 + 0.0001 * double(random() % 9)});
                    break;
                case 6:
                    lab.ask(run, "walk", DecodeCodes{{0.1f, 0.2f}, {}});
                    break;
            }
            if (i % 25 == 24) {
                lab.remove(runs.back());
                runs.back() = lab.create(quick());
            }
        }
        for (RunId run : runs) {
            lab.post(run, Pause{});
            lab.post(run, TrainSteps{1});
            REQUIRE(bench.eventually([&] {
                return lab.snapshot(run)->state == RunState::paused &&
                       lab.snapshot(run)->progress.step > 0;
            }));
        }
    }
    CHECK(threads_of_this_process() <=
          before + 1);  // the tensor library may have started a pool thread of its own
}
