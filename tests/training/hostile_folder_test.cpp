// Run folders that somebody moved, renamed, altered or is still writing: nothing is lost, and what is
// refused is refused in one sentence.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "latent/timeline.h"
#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "store/metrics_log.h"
#include "support/folder_bench.h"
#include "support/temp_folder.h"

using namespace latent;
using test::LabBench, test::kept_in, test::leave_run, test::short_run, test::resting;

namespace {

std::string bytes_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void put(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

bool is_a_sentence(const std::string& text) {
    return text.size() > 10 && text.find('\n') == std::string::npos &&
           (text.back() == '.' || text.back() == '?');
}

}  // namespace

TEST_CASE("moments of the past come back when a run is opened, and new ones follow them") {
    const test::TempFolder folder;
    std::vector<std::int64_t> steps;
    {
        LabBench bench;
        const RunId run = bench.lab().create(short_run(0), kept_in(folder / "run"));
        const auto frames = [&]() -> std::size_t {
            const auto timeline = bench.lab().snapshot(run)->timeline;
            return timeline ? timeline->frames.size() : 0;
        };
        REQUIRE(bench.eventually([&] { return frames() >= 3; }));
        bench.lab().post(run, Pause{});
        REQUIRE(bench.reaches(run, RunState::paused));
        for (const auto& frame : bench.lab().snapshot(run)->timeline->frames)
            steps.push_back(frame->step);
    }
    LabBench bench;
    const RunId run = bench.lab().open((folder / "run").string(), resting());
    REQUIRE(bench.opens(run));
    const auto timeline = bench.lab().snapshot(run)->timeline;
    REQUIRE(timeline);
    std::vector<std::int64_t> after;
    for (const auto& frame : timeline->frames) {
        after.push_back(frame->step);
        CHECK_FALSE(frame->codes.empty());
        CHECK(frame->reconstructions);
        CHECK(frame->latents);
    }
    CHECK(after == steps);
    bench.lab().post(run, TrainSteps{3});
    REQUIRE(bench.eventually([&] {
        const auto now = bench.lab().snapshot(run)->timeline;
        return now && now->frames.back()->step == steps.back() + 3;
    }));
    CHECK(bench.lab().snapshot(run)->timeline->frames.front()->step == steps.front());
}

TEST_CASE("a watched run can be named; where that cannot be written it says so and is watched on") {
    const test::TempFolder folder;
    test::WatchedRun watched(folder / "run");
    LabBench &theirs = watched.theirs, &ours = watched.ours;
    const RunId original = watched.original, run = watched.run;
    const auto now = [&] { return watched.now(); };
    RunAbout about = *now()->about;
    about.name = "the teacher's";
    ours.lab().post(run, Describe{about});
    CHECK(ours.eventually([&] {
        return bytes_in(folder / "run" / "about.json").find("the teacher's") != std::string::npos;
    }));
    // A folder in the way of the half-written file: as unwritable as a full disk.
    std::filesystem::create_directory(folder / "run" / "about.json.part");
    about.name = "never written";
    ours.lab().post(run, Describe{about});
    CHECK(ours.eventually([&] { return !now()->kept->problem.empty(); }));
    CHECK(is_a_sentence(now()->kept->problem));
    CHECK(now()->state != RunState::failed);
    CHECK(now()->kept->watched);
    std::filesystem::remove(folder / "run" / "about.json.part");
    theirs.lab().remove(original);
    CHECK(ours.eventually([&] { return !now()->kept->watched; }));
}

TEST_CASE("what the other program changed live holds when the run becomes ours") {
    const test::TempFolder folder;
    const std::string rate = "optimizer.learning_rate";
    test::WatchedRun watched(folder / "run");
    LabBench &theirs = watched.theirs, &ours = watched.ours;
    const RunId original = watched.original, run = watched.run;
    theirs.lab().post(original, SetParam{rate, 0.125});
    REQUIRE(theirs.eventually(
        [&] { return theirs.lab().snapshot(original)->config->number(rate) == 0.125; }));
    theirs.lab().remove(original);
    REQUIRE(ours.eventually([&] { return !ours.lab().snapshot(run)->kept->watched; }));
    CHECK(ours.lab().snapshot(run)->config->number(rate) == 0.125);
}

TEST_CASE("a run that could not be opened leaves its folder to whoever mends it") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(3));
    const auto config = folder / "run" / "config.json";
    const std::string good = bytes_in(config);
    std::string bad = good;
    bad.replace(bad.find("\"sprites\""), 9, "\"/no/such/images.gz\"");
    put(config, bad);
    LabBench bench;
    const RunId failed = bench.lab().open((folder / "run").string(), resting());
    REQUIRE(bench.reaches(failed, RunState::failed));
    put(config, good);
    const RunId again = bench.lab().open((folder / "run").string(), resting());
    REQUIRE(bench.opens(again));
    CHECK_FALSE(bench.lab().snapshot(again)->kept->watched);
    CHECK(bench.lab().snapshot(again)->state == RunState::finished);
}

TEST_CASE("an end that lies behind the run is refused, and its config keeps the true one") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(20));
    const std::string before = bytes_in(folder / "run" / "config.json");
    LabBench bench;
    RunOptions options;
    options.steps = 5;
    const RunId run = bench.lab().open((folder / "run").string(), options);
    REQUIRE(bench.reaches(run, RunState::failed));
    CHECK(bench.lab().snapshot(run)->message.find("20 steps already") != std::string::npos);
    CHECK(bytes_in(folder / "run" / "config.json") == before);
}

TEST_CASE("a config with several faults is refused in one sentence") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(3));
    const auto config = folder / "run" / "config.json";
    std::string text = bytes_in(config);
    for (const std::string setting : {"\"batch_size\": ", "\"probe_points\": "}) {
        const std::size_t at = text.find(setting);
        REQUIRE(at != std::string::npos);
        text.replace(at, text.find_first_of(",\n", at) - at, setting + "-7");
    }
    put(config, text);
    LabBench bench;
    const RunId run = bench.lab().open((folder / "run").string(), resting());
    REQUIRE(bench.reaches(run, RunState::failed));
    CAPTURE(bench.lab().snapshot(run)->message);
    CHECK(is_a_sentence(bench.lab().snapshot(run)->message));
}

TEST_CASE("a folder altered at any byte is opened, or refused in a sentence that names a file") {
    const test::TempFolder folder;
    leave_run(folder / "good", short_run(3), true);
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "good"))
        if (entry.is_regular_file() && entry.file_size() > 0)
            files.push_back(std::filesystem::relative(entry.path(), folder / "good"));
    REQUIRE(files.size() >= 7);
    std::sort(files.begin(), files.end());
    std::mt19937 random(11);
    LabBench bench;
    int refused = 0;
    for (int round = 0; round < 10; ++round)
        for (const auto& file : files) {
            const auto copy = folder / "copy";
            std::filesystem::remove_all(copy);
            std::filesystem::copy(folder / "good", copy, std::filesystem::copy_options::recursive);
            std::string bytes = bytes_in(copy / file);
            switch (round % 5) {
                case 0:  // one bit
                    bytes[random() % bytes.size()] ^= char(1 << random() % 8);
                    break;
                case 1:  // near the start, where headers are
                    bytes[random() % std::min<std::size_t>(bytes.size(), 200)] = char(random());
                    break;
                case 2:
                    bytes.resize(random() % bytes.size());
                    break;
                case 3:  // a number in its text becomes another
                    if (const auto at = bytes.find_first_of("123456789", random() % bytes.size());
                        at != std::string::npos)
                        bytes.replace(at, 1, "-99999999999999999999");
                    break;
                default:
                    bytes = std::string(random() % 300, char(random()));
            }
            put(copy / file, bytes);
            CAPTURE(file.string());
            CAPTURE(round);
            const RunId run = bench.lab().open(copy.string(), resting());
            REQUIRE(bench.opens(run));
            const auto now = bench.lab().snapshot(run);
            if (now->state == RunState::failed) {
                ++refused;
                CAPTURE(now->message);
                CHECK(is_a_sentence(now->message));
                CHECK(now->message.find(copy.string()) != std::string::npos);
            } else {
                CAPTURE(now->kept->problem);
                CHECK(now->kept->problem.find('\n') == std::string::npos);
            }
            bench.lab().remove(run);
            REQUIRE(bench.eventually([&] { return !bench.lab().any_leaving(); }));
        }
    CHECK(refused > 0);
}

TEST_CASE("a line of metrics without an end is not read to its start") {
    const test::TempFolder folder;
    const auto file = folder / "metrics.jsonl";
    std::string line = R"({"step":1,"epoch":0,"seconds":0,"train":{},"held_out":{}})";
    line += '\n';
    put(file, line + std::string(std::size_t(40) << 20, 'x') + '\n');
    store::MetricsLog log;
    log.open(file, 10);
    CHECK(std::filesystem::file_size(file) == line.size());
}
