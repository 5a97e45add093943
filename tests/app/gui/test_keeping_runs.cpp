// What the window's requests do with folders: every run gets one, deleted runs go to the trash when
// they have stopped, and folders of runs are opened.
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "gui/lab_requests.h"
#include "support/sample_snapshots.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

namespace fs = std::filesystem;

// A lab whose runs are folders with a config.json and nothing else.
class FolderLab final : public Lab {
 public:
    RunId create(const RunConfig& config, const RunOptions& options) override {
        if (!config.has("data"))
            throw InvalidConfig(std::vector<Problem>{{"data", "There is no data."}});
        return add(options.folder, options);
    }
    RunId fork(RunId, const RunConfig&, const RunOptions& options) override {
        return add(options.folder, options);
    }
    RunId open(const std::string& folder, const RunOptions& options) override {
        ++opened;
        return add(folder, options);
    }
    void post(RunId, const Command&) override {}
    std::shared_ptr<const Snapshot> snapshot(RunId run) const override {
        const auto found = snapshots.find(run);
        return found == snapshots.end() ? nullptr : found->second;
    }
    std::vector<RunId> runs() const override {
        std::vector<RunId> all;
        for (const auto& each : snapshots) all.push_back(each.first);
        return all;
    }
    void remove(RunId run) override { snapshots.erase(run); }
    bool any_leaving() const override { return leaving; }
    std::uint64_t ask(RunId, const std::string&, Question) override { return 1; }
    std::shared_ptr<const Answer> answer(RunId, const std::string&) const override { return {}; }
    void analyse(RunId, const std::string&) override {}
    void cancel_analysis(RunId, const std::string&) override {}
    std::shared_ptr<const AnalysisResult> analysis(RunId, const std::string&) const override {
        return {};
    }
    void embed(RunId, const EmbeddingOptions&) override {}
    void stop_embedding() override {}
    std::shared_ptr<const Embedding> embedding(RunId) const override { return {}; }
    void on_news(std::function<void()>) override {}

    void train(RunId run, std::int64_t step) { snapshots[run]->progress.step = step; }

    std::map<RunId, std::shared_ptr<Snapshot>> snapshots;
    std::vector<RunOptions> asked;
    int opened = 0;
    bool leaving = false;

 private:
    RunId add(const std::string& folder, const RunOptions& options) {
        const auto run = RunId(++count_);
        auto snapshot = std::make_shared<Snapshot>(test::running_snapshot());
        snapshot->progress.step = 0;
        auto config = std::make_shared<RunConfig>();
        config->set("data", std::string("a"));
        config->set("optimizer.learning_rate", 0.001);
        snapshot->config = config;
        auto kept = std::make_shared<Kept>();
        kept->folder = folder;
        snapshot->kept = kept;
        snapshots[run] = snapshot;
        asked.push_back(options);
        if (!folder.empty()) std::ofstream(fs::path(folder) / "config.json") << "{}";
        return run;
    }
    std::int64_t count_ = 0;
};

struct World {
    explicit World(const std::string& inside = "lib")
        : library(home / inside, [] {}),
          finder(library.runs(), [] {}, std::chrono::milliseconds(5)) {
        requests.connect(lab);
        requests.connect(&library, &finder, &catalog);
    }
    // Frames until it is so.
    bool until(const std::function<bool()>& so) {
        for (int i = 0; i < 500 && !so(); ++i) {
            requests.begin_frame(i * 0.01, -1);
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return so();
    }
    static RunConfig config() {
        RunConfig config;
        config.set("data", std::string("a"));
        return config;
    }
    test::TempFolder home;
    Catalog catalog;
    FolderLab lab;
    UiState ui;
    RunLibrary library;
    RunFinder finder;
    LabRequests requests{ui};
};

}  // namespace

TEST_CASE("every run that is started gets a folder of its own and says when it was made") {
    World world;
    world.requests.start_run(World::config());
    NewRun named{World::config(), {}};
    named.about.name = "my run";
    named.about.group = "widths";
    CHECK(world.requests.start_runs({named, {RunConfig(), {}}, named}).size() == 2);
    world.requests.fork_run(RunId(1), World::config(), 500);
    REQUIRE(world.lab.asked.size() == 4);
    for (const RunOptions& options : world.lab.asked) {
        CHECK(fs::is_directory(options.folder));
        CHECK(options.about.created.size() == 20);
    }
    CHECK(world.lab.asked[1].about.group == "widths");
    CHECK(fs::path(world.lab.asked[1].folder).filename().string().find("my run") !=
          std::string::npos);
    CHECK(world.lab.asked[3].from_step == 500);
    CHECK(world.lab.asked[3].about.parent_step == 500);
    CHECK_FALSE(world.lab.asked[3].about.parent.empty());
    // The one that could not be started leaves nothing behind.
    CHECK(world.until(
        [&] { return std::distance(fs::directory_iterator(world.library.runs()), {}) == 4; }));
}

TEST_CASE("where nothing can be written the run goes on unkept, and a notice says so") {
    World world;
    std::ofstream(world.home / "lib") << "in the way";
    world.requests.begin_frame(1, -1);
    world.requests.start_run(World::config());
    REQUIRE(world.lab.asked.size() == 1);
    CHECK(world.lab.asked[0].folder.empty());
    CHECK(world.ui.shown == RunId(1));
    CHECK(world.ui.notice.rfind("This run is not kept", 0) == 0);
    world.requests.delete_run(RunId(1));
    CHECK(world.lab.runs().empty());
}

TEST_CASE("a deleted run goes to the trash once nothing writes to it any more") {
    World world;
    world.requests.start_run(World::config());
    const std::string folder = world.lab.asked[0].folder;
    world.lab.train(RunId(1), 100);
    world.lab.leaving = true;
    world.requests.delete_run(RunId(1));
    world.requests.begin_frame(1, -1);
    CHECK(world.requests.wanted_redraw() >= 0);
    CHECK(fs::exists(folder));
    world.lab.leaving = false;
    CHECK(world.until([&] { return !fs::exists(folder); }));
    CHECK(world.until(
        [&] { return fs::exists(world.home / "lib" / "trash" / fs::path(folder).filename()); }));
}

TEST_CASE("a closed run stays on disk, unless it has never been trained here") {
    World world;
    world.requests.start_run(World::config());
    world.requests.start_run(World::config());
    const std::string trained = world.lab.asked[0].folder, fresh = world.lab.asked[1].folder;
    world.lab.train(RunId(1), 1);
    world.requests.remove_run(RunId(1));
    world.requests.remove_run(RunId(2));
    CHECK(world.until([&] { return !fs::exists(fresh); }));
    CHECK(fs::exists(trained));
    CHECK_FALSE(fs::exists(world.home / "lib" / "trash"));

    // One of another program, at whatever step, is not ours to throw away.
    fs::create_directories(world.home / "other");
    std::ofstream(world.home / "other" / "config.json") << "{}";
    world.requests.open_runs((world.home / "other").string());
    REQUIRE(world.until([&] { return world.lab.opened == 1; }));
    world.requests.remove_run(world.ui.shown);
    world.until([&] { return world.requests.take_left().empty(); });
    CHECK(fs::exists(world.home / "other" / "config.json"));
}

TEST_CASE("a folder of runs opens them all, none of them twice") {
    World world;
    for (const char* name : {"width 1", "width 2", "width 4"}) {
        fs::create_directories(world.home / "sweep" / name);
        std::ofstream(world.home / "sweep" / name / "config.json") << "{}";
    }
    world.requests.open_runs((world.home / "sweep" / "width 2").string());
    REQUIRE(world.until([&] { return world.lab.opened == 1; }));
    CHECK_FALSE(world.lab.asked[0].start);
    world.requests.open_runs((world.home / "sweep").string());
    REQUIRE(world.until([&] { return world.lab.opened == 3; }));
    CHECK(world.lab.runs().size() == 3);
    CHECK(world.ui.notice.rfind("Opened 2 runs", 0) == 0);
    world.requests.open_runs(world.home.path().string() + "/nowhere");
    REQUIRE(world.until([&] { return world.ui.notice.rfind("There is no run in", 0) == 0; }));
    // What was dropped may be something else.
    world.requests.open_dropped(world.home.path().string() + "/pictures");
    std::vector<std::string> others;
    REQUIRE(world.until([&] {
        for (const std::string& each : world.requests.take_others()) others.push_back(each);
        return !others.empty();
    }));
    CHECK(others[0] == world.home.path().string() + "/pictures");
}

TEST_CASE("runs that come into a folder that was opened are opened beside the others") {
    World world;
    const fs::path sweep = world.home / "sweep";
    const auto add_run = [&](const std::string& name) {
        fs::create_directories(sweep / name / "checkpoints");
        std::ofstream(sweep / name / "config.json") << "{}";
    };
    const auto add_checkpoint = [&](const std::string& name) {
        std::ofstream(sweep / name / "checkpoints" / "step-0.safetensors") << "x";
    };
    add_run("width=1");
    add_checkpoint("width=1");
    world.requests.open_runs(sweep.string());
    REQUIRE(world.until([&] { return world.lab.opened == 1; }));
    const RunId shown = world.ui.shown;

    add_run("width=2");  // begun, but there is nothing of it yet
    add_run("width=4");
    add_checkpoint("width=4");
    REQUIRE(world.until([&] { return world.lab.opened == 2; }));
    CHECK(world.ui.notice == "Opened 1 more run of " + sweep.string() + ".");
    CHECK(fs::path(world.requests.folder_of(RunId(2))).filename() == "width=4");
    CHECK((world.ui.shown == shown));  // what is looked at stays
    add_checkpoint("width=2");
    REQUIRE(world.until([&] { return world.lab.opened == 3; }));

    // One that is closed does not come back; nor does anything when all are closed.
    world.requests.remove_run(RunId(2));
    add_run("width=8");
    add_checkpoint("width=8");
    REQUIRE(world.until([&] { return world.lab.opened == 4; }));
    CHECK(world.lab.runs().size() == 3);
    for (const RunId run : world.lab.runs()) world.requests.remove_run(run);
    add_run("width=16");
    add_checkpoint("width=16");
    world.until([&] { return world.lab.opened > 4; });
    CHECK(world.lab.opened == 4);
}

TEST_CASE("a name, a note and a colour are remembered with what they were, and taken back") {
    World world;
    world.requests.start_run(World::config());
    world.requests.begin_frame(1, -1);
    RunAbout first;
    first.name = "width 2";
    world.lab.snapshots[RunId(1)]->about = std::make_shared<const RunAbout>(first);
    RunAbout about = first;
    about.name = "narrow";
    about.colour = 7;
    world.requests.send(RunId(1), Describe{about});
    about.note = "for the lesson";
    world.requests.send(RunId(1), Describe{about});  // before the first has arrived
    const auto sent = world.requests.take_sent();
    REQUIRE(sent.size() == 3);
    for (auto back = sent.rbegin(); back != sent.rend(); ++back)
        world.requests.take_back(back->run, back->path, back->before);
    const auto last = world.requests.take_sent();
    REQUIRE(last.size() == 3);
    CHECK(to_text(last[0].after) == to_text(sent[2].before));
    CHECK(to_text(sent[2].before) == "");
    CHECK(to_text(last[1].after) == std::to_string(first.colour));
    CHECK(to_text(last[2].after) == first.name);
}

TEST_CASE("a live setting is remembered with what it was") {
    World world;
    world.requests.start_run(World::config());
    world.requests.begin_frame(1, -1);
    world.requests.send(RunId(1), SetParam{"optimizer.learning_rate", 0.01});
    world.ui.views[RunId(1)].sent["optimizer.learning_rate"] = {0.01, 3};  // on its way
    world.requests.send(RunId(1), SetParam{"optimizer.learning_rate", 0.02});
    world.requests.send(RunId(1), Train{});
    const auto sent = world.requests.take_sent();
    REQUIRE(sent.size() == 2);
    CHECK(to_text(sent[0].before) == "0.001");
    CHECK(to_text(sent[1].before) == "0.01");
    CHECK(to_text(sent[1].after) == "0.02");
    CHECK(world.requests.take_sent().empty());
}
