// A run folder as the lab keeps, opens and watches it: real threads, real files.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "support/folder_bench.h"
#include "support/temp_folder.h"

using namespace latent;
using test::LabBench, test::kept_in, test::leave_run, test::short_run, test::resting;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// The state at the newest checkpoint, but for the curves, which depend on when was looked.
std::map<std::string, std::vector<std::uint8_t>> newest_state(const std::filesystem::path& run) {
    const auto steps = store::checkpoints_in(run);
    REQUIRE_FALSE(steps.empty());
    std::map<std::string, std::vector<std::uint8_t>> state;
    for (const auto& [name, tensor] : store::read_checkpoint(run, steps.back()).content.tensors)
        if (name.compare(0, 8, "history/") != 0) state[name] = tensor.bytes;
    return state;
}

// What opening that folder says: the sentence of the failed run, or "".
std::string complaint_of(const std::filesystem::path& folder) {
    LabBench bench;
    const RunId run = bench.lab().open(folder.string(), resting());
    REQUIRE(bench.opens(run));
    const auto now = bench.lab().snapshot(run);
    return now->state == RunState::failed ? now->message : "";
}

}  // namespace

TEST_CASE("a run that was closed while it trained goes on as if it had never stopped") {
    const test::TempFolder folder;
    RunConfig config = short_run(400, "adversarial");
    leave_run(folder / "whole", config);
    std::int64_t stopped_at = 0;
    {
        LabBench bench;
        const RunId run = bench.lab().create(config, kept_in(folder / "parts"));
        REQUIRE(bench.eventually([&] { return bench.lab().snapshot(run)->progress.step > 10; }));
    }  // closed: nothing is lost
    stopped_at = store::checkpoints_in(folder / "parts").back();
    CHECK(stopped_at > 10);
    {
        LabBench bench;
        const RunId run = bench.lab().open((folder / "parts").string());
        REQUIRE(bench.reaches(run, RunState::finished));
        CHECK(bench.lab().snapshot(run)->progress.step == 400);
    }
    CHECK(newest_state(folder / "parts") == newest_state(folder / "whole"));

    std::istringstream lines(text_of(folder / "parts" / "metrics.jsonl"));
    std::int64_t last = -1;
    for (std::string line; std::getline(lines, line);) {
        const std::int64_t step = std::stoll(line.substr(line.find(':') + 1));
        CHECK(step > last);
        last = step;
    }
    CHECK(last == 400);
}

TEST_CASE("an opened run shows what it was: curves, figures, name and codes; and rests") {
    const test::TempFolder folder;
    std::shared_ptr<const Snapshot> before;
    {
        LabBench bench;
        RunOptions options = kept_in(folder / "run", true);
        options.about.name = "first";
        const RunId run = bench.lab().create(short_run(30), options);
        REQUIRE(bench.eventually([&] { return bench.lab().snapshot(run)->summary != nullptr; }));
        RunAbout about = *bench.lab().snapshot(run)->about;
        CHECK_FALSE(about.created.empty());
        about.note = "blurred";
        bench.lab().post(run, Describe{about});
        REQUIRE(bench.eventually([&] {
            const auto& kept = *bench.lab().snapshot(run)->kept;
            return !kept.checkpoints.empty() && kept.checkpoints.back() == 30;
        }));
        before = bench.lab().snapshot(run);
    }
    LabBench bench;
    const RunId run = bench.lab().open((folder / "run").string(), resting());
    REQUIRE(bench.opens(run));
    const auto now = bench.lab().snapshot(run);
    CHECK(now->state == RunState::finished);
    CHECK(now->message.empty());
    CHECK(now->progress.step == 30);
    CHECK(now->progress.last_step == 30);
    CHECK(*now->config == *before->config);
    CHECK(now->about->note == "blurred");
    CHECK(now->about->name == "first");
    REQUIRE(now->summary);
    CHECK(now->summary->squared_error == before->summary->squared_error);
    CHECK(now->kept->problem.empty());
    CHECK_FALSE(now->kept->watched);
    CHECK(now->kept->checkpoints == std::vector<std::int64_t>{0, 30});
    CHECK(now->cloud->codes == before->cloud->codes);
    CHECK(now->history->series.size() == before->history->series.size());
    CHECK(now->history->series[0].steps == before->history->series[0].steps);
    bench.lab().post(run, TrainSteps{2});
    CHECK(bench.eventually([&] { return bench.lab().snapshot(run)->progress.step == 32; }));
    CHECK(bench.lab().snapshot(run)->summary == nullptr);  // the figures were of another step
}

TEST_CASE("another end may be given, and a finished run is not trained again") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(20));
    {
        LabBench bench;
        RunOptions options;
        options.summarise = true;
        const RunId run = bench.lab().open((folder / "run").string(), options);
        REQUIRE(bench.eventually([&] { return bench.lab().snapshot(run)->summary != nullptr; }));
        CHECK(bench.lab().snapshot(run)->progress.step == 20);
    }
    LabBench bench;
    RunOptions options;
    options.steps = 35;
    const RunId run = bench.lab().open((folder / "run").string(), options);
    REQUIRE(bench.reaches(run, RunState::finished));
    CHECK(bench.lab().snapshot(run)->progress.step == 35);
    CHECK(bench.lab().snapshot(run)->config->integer("steps") == 35);
}

TEST_CASE("a damaged checkpoint is passed over with a sentence, and the next older one taken") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(12));
    const auto newest = store::checkpoint_file(folder / "run", 12);
    std::string bytes = text_of(newest);
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    std::ofstream(newest, std::ios::binary) << bytes;
    {
        LabBench bench;
        const RunId run = bench.lab().open((folder / "run").string(), resting());
        REQUIRE(bench.opens(run));
        const auto now = bench.lab().snapshot(run);
        CHECK(now->state == RunState::paused);
        CHECK(now->progress.step == 0);
        CHECK(has(now->kept->problem, "000000012.safetensors"));
        CHECK(has(now->kept->problem, "checksum"));
        CHECK(has(now->kept->problem, "goes on from step 0"));
        bench.lab().post(run, Train{});
        REQUIRE(bench.reaches(run, RunState::finished));
    }
    CHECK(complaint_of(folder / "run") == "");
    for (const std::int64_t step : store::checkpoints_in(folder / "run"))
        std::filesystem::resize_file(store::checkpoint_file(folder / "run", step), 100);
    const std::string sentence = complaint_of(folder / "run");
    CHECK(has(sentence, "000000012.safetensors"));
    CHECK(has(sentence, "None of the other"));
}

TEST_CASE("a folder that is no run, or no longer one, says so in a sentence; others go on") {
    const test::TempFolder folder;
    CHECK(has(complaint_of(folder.path()), "not the folder of a run"));
    CHECK(has(complaint_of(folder / "none"), "not the folder of a run"));
    const auto with = [&](const std::string& name, const std::function<void()>& spoil) {
        std::filesystem::remove_all(folder / "run");
        leave_run(folder / "run", short_run(3));
        CAPTURE(name);
        spoil();
        const std::string sentence = complaint_of(folder / "run");
        CAPTURE(sentence);
        CHECK(has(sentence, name));
        CHECK(sentence.find('\n') == std::string::npos);
    };
    const auto config = folder / "run" / "config.json";
    with("config.json", [&] { std::ofstream(config) << "{\"data\": "; });
    with("newer Latent Explorer",
         [&] { std::ofstream(folder / "run" / "about.json") << "{\"format\": 9}"; });
    with("older version", [&] { std::filesystem::remove_all(folder / "run" / "checkpoints"); });
    with("another shape", [&] {
        std::string text = text_of(config);
        const std::size_t at = text.find("\"width\": ");
        text.replace(at, text.find_first_of(",\n", at) - at, "\"width\": 9");
        std::ofstream(config) << text;
    });
    with("/no/such/images.gz", [&] {
        std::string text = text_of(config);
        text.replace(text.find("\"sprites\""), 9, "\"/no/such/images.gz\"");
        std::ofstream(config) << text;
    });
}

TEST_CASE("a folder that holds a run, or is being written, is not taken for a new one") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(3));
    LabBench bench;
    const RunId second = bench.lab().create(short_run(3), kept_in(folder / "run"));
    REQUIRE(bench.reaches(second, RunState::failed));
    CHECK(has(bench.lab().snapshot(second)->message, "holds a run already"));
    store::FolderLock lock;
    std::filesystem::create_directory(folder / "busy");
    REQUIRE(lock.take(folder / "busy") == store::FolderLock::Outcome::taken);
    const RunId third = bench.lab().create(short_run(3), kept_in(folder / "busy"));
    REQUIRE(bench.reaches(third, RunState::failed));
    CHECK(has(bench.lab().snapshot(third)->message, "is in use"));
}

TEST_CASE("a run that cannot be written goes on, says why, and is written once it can be") {
    const test::TempFolder folder;
    signal(SIGXFSZ, SIG_IGN);
    LabBench bench;
    Lab& lab = bench.lab();
    const RunId run = lab.create(short_run(0), kept_in(folder / "run"));
    const auto kept = [&] { return lab.snapshot(run)->kept; };
    REQUIRE(bench.eventually([&] { return !kept()->checkpoints.empty(); }));
    rlimit before{}, full{};
    getrlimit(RLIMIT_FSIZE, &before);
    full = before;
    full.rlim_cur = 2000;  // what a full disk looks like: no file grows beyond
    setrlimit(RLIMIT_FSIZE, &full);
    lab.post(run, Save{});
    const bool told = bench.eventually([&] { return !kept()->problem.empty(); });
    const auto state = lab.snapshot(run)->state;
    const auto checkpoints = kept()->checkpoints;
    const std::string problem = kept()->problem;
    setrlimit(RLIMIT_FSIZE, &before);
    CHECK(told);
    CHECK(state == RunState::running);
    CHECK(has(problem, "cannot be written: the disk is full"));
    CHECK(checkpoints == std::vector<std::int64_t>{0});
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "run"))
        CHECK(entry.path().extension() != ".part");
    lab.post(run, Save{});
    CHECK(bench.eventually(
        [&] { return kept()->problem.empty() && kept()->checkpoints.size() == 2; }));

    std::filesystem::rename(folder / "run", folder / "away");
    lab.post(run, Save{});
    CHECK(bench.eventually([&] { return has(kept()->problem, "not there"); }));
    CHECK_FALSE(std::filesystem::exists(folder / "run"));
    CHECK(lab.snapshot(run)->state == RunState::running);
    std::filesystem::rename(folder / "away", folder / "run");
    lab.post(run, Pause{});
    CHECK(bench.eventually([&] { return kept()->problem.empty(); }));
}

TEST_CASE("what somebody left half-written is removed when the run is opened") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(3));
    const std::vector<std::filesystem::path> orphans{
        folder / "run" / "config.json.part",
        folder / "run" / "checkpoints" / "000000004.safetensors.part"};
    for (const auto& orphan : orphans) std::ofstream(orphan) << "half";
    CHECK(complaint_of(folder / "run") == "");
    for (const auto& orphan : orphans) CHECK_FALSE(std::filesystem::exists(orphan));
}

TEST_CASE("a fork may start from any checkpoint of its parent") {
    const test::TempFolder folder;
    LabBench bench;
    Lab& lab = bench.lab();
    const RunId parent = lab.create(short_run(0), kept_in(folder / "run"));
    REQUIRE(bench.eventually([&] { return lab.snapshot(parent)->progress.step > 5; }));
    lab.post(parent, Pause{});
    REQUIRE(bench.reaches(parent, RunState::paused));
    const std::int64_t step = lab.snapshot(parent)->progress.step;
    const auto codes = lab.snapshot(parent)->cloud->codes;
    REQUIRE(
        bench.eventually([&] { return lab.snapshot(parent)->kept->checkpoints.back() == step; }));
    lab.post(parent, TrainSteps{4});
    REQUIRE(bench.eventually([&] { return lab.snapshot(parent)->cloud->step == step + 4; }));
    RunOptions options = resting();
    options.from_step = step;
    const RunId child = lab.fork(parent, *lab.snapshot(parent)->config, options);
    REQUIRE(bench.opens(child));
    CHECK(lab.snapshot(child)->progress.step == step);
    CHECK(lab.snapshot(child)->cloud->codes == codes);
    const RunId unkept = lab.create(short_run(0), resting());
    CHECK_THROWS_WITH_AS(lab.fork(unkept, short_run(0), options),
                         doctest::Contains("no checkpoints"), std::invalid_argument);
}

TEST_CASE("after a reset the life before is gone: its checkpoints, its figures and its metrics") {
    const test::TempFolder folder;
    LabBench bench;
    Lab& lab = bench.lab();
    const RunId run = lab.create(short_run(40), kept_in(folder / "run", true));
    REQUIRE(bench.eventually([&] { return std::filesystem::exists(folder / "run" / "summary.json"); }));
    lab.post(run, Reset{});
    REQUIRE(bench.eventually([&] {
        return lab.snapshot(run)->progress.step == 0 &&
               lab.snapshot(run)->kept->checkpoints == std::vector<std::int64_t>{0};
    }));
    const std::string metrics = text_of(folder / "run" / "metrics.jsonl");
    CHECK(std::count(metrics.begin(), metrics.end(), '\n') == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "run" / "summary.json"));
}

TEST_CASE("figures of a step that was not gone on from do not outlive the next step") {
    const test::TempFolder folder;
    leave_run(folder / "run", short_run(6), true);
    const auto file = folder / "run" / "summary.json";
    std::string text = text_of(file);
    const std::string steps = "\"steps\": 6";
    REQUIRE(text.find(steps) != std::string::npos);
    text.replace(text.find(steps), steps.size(), "\"steps\": 9");
    std::ofstream(file, std::ios::binary) << text;
    LabBench bench;
    Lab& lab = bench.lab();
    const RunId run = lab.open((folder / "run").string(), resting());
    REQUIRE(bench.opens(run));
    CHECK(lab.snapshot(run)->summary == nullptr);
    CHECK(std::filesystem::exists(file));
    lab.post(run, TrainSteps{1});
    CHECK(bench.eventually([&] { return !std::filesystem::exists(file); }));
}

TEST_CASE("a run that another program trains is watched, and becomes ours when it lets go") {
    const test::TempFolder folder;
    test::WatchedRun watched(folder / "run");
    LabBench &theirs = watched.theirs, &ours = watched.ours;
    const RunId original = watched.original, run = watched.run;
    const auto now = [&] { return watched.now(); };
    for (const Command& command : std::vector<Command>{Train{}, Pause{}, Reset{}, Save{}})
        CHECK_THROWS_WITH_AS(ours.lab().post(run, command), doctest::Contains("Another program"),
                             std::invalid_argument);
    // Its lines arrive, then its net.
    CHECK(ours.eventually([&] {
        return now()->progress.step > 0 && now()->state == RunState::running &&
               !now()->history->series[0].steps.empty();
    }));
    theirs.lab().post(original, Pause{});
    REQUIRE(theirs.reaches(original, RunState::paused));
    const auto last = theirs.lab().snapshot(original);
    CHECK(ours.eventually([&] { return now()->cloud->step == last->progress.step; }));
    CHECK(now()->cloud->codes == last->cloud->codes);
    theirs.lab().remove(original);
    CHECK(ours.eventually([&] { return !now()->kept->watched; }));
    CHECK(now()->state == RunState::paused);
    ours.lab().post(run, TrainSteps{1});
    CHECK(ours.eventually([&] { return now()->progress.step == last->progress.step + 1; }));
}
