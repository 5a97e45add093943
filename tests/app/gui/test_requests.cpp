// The keys and the panels' requests, on a lab that only remembers.
#include <doctest/doctest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <fstream>
#include <thread>

#include "gui/keys.h"
#include "gui/lab_requests.h"
#include "support/headless_imgui.h"
#include "support/sample_snapshots.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

class RememberingLab final : public Lab {
 public:
    RunId create(const RunConfig& config, const RunOptions&) override {
        if (!config.has("data"))
            throw InvalidConfig({{"data", "There is no data."}, {"seed", "A second problem."}});
        Snapshot snapshot = test::running_snapshot();
        snapshot.config = std::make_shared<RunConfig>(config);
        made.push_back(RunId(made.size() + 1));
        snapshots[made.back()] = std::make_shared<Snapshot>(snapshot);
        return made.back();
    }
    RunId fork(RunId, const RunConfig& config, const RunOptions& options) override {
        return create(config, options);
    }
    RunId open(const std::string& folder, const RunOptions&) override {
        opened.push_back(folder);
        return RunId(100 + std::int64_t(opened.size()));
    }
    void post(RunId run, const Command& command) override { posted.emplace_back(run, command); }
    std::shared_ptr<const Snapshot> snapshot(RunId run) const override {
        const auto found = snapshots.find(run);
        return found == snapshots.end() ? nullptr : found->second;
    }
    std::vector<RunId> runs() const override { return made; }
    void remove(RunId run) override {
        snapshots.erase(run);
        made.erase(std::remove(made.begin(), made.end(), run), made.end());
    }
    std::uint64_t ask(RunId, const std::string&, Question) override { return ++tickets; }
    std::shared_ptr<const Answer> answer(RunId, const std::string&) const override {
        return newest;
    }
    void analyse(RunId, const std::string& analysis) override { analysed.push_back(analysis); }
    void cancel_analysis(RunId, const std::string& analysis) override {
        cancelled.push_back(analysis);
    }
    std::shared_ptr<const AnalysisResult> analysis(RunId, const std::string&) const override {
        return result;
    }
    void embed(RunId, const EmbeddingOptions& options) override { embedded.push_back(options); }
    void stop_embedding() override { embedded.clear(); }
    std::shared_ptr<const Embedding> embedding(RunId) const override { return nullptr; }
    void on_news(std::function<void()>) override {}

    void answer_now(std::int64_t step = 0) {
        auto answer = std::make_shared<Answer>();
        answer->ticket = tickets;
        answer->step = step;
        newest = answer;
    }

    std::vector<RunId> made;
    std::vector<std::string> opened;
    std::map<RunId, std::shared_ptr<const Snapshot>> snapshots;
    std::vector<std::pair<RunId, Command>> posted;
    std::vector<std::string> analysed, cancelled;
    std::vector<EmbeddingOptions> embedded;
    std::shared_ptr<const AnalysisResult> result;
    std::uint64_t tickets = 0;
    std::shared_ptr<const Answer> newest;
};

RunConfig config_on(const std::string& data) {
    RunConfig config;
    config.set("data", data);
    return config;
}

struct RequestsWorld {
    RequestsWorld() { requests.connect(lab); }
    RememberingLab lab;
    UiState ui;
    LabRequests requests{ui};
};

WindowEvents pressing(int key, const std::string& name = "", bool shift = false) {
    WindowEvents events;
    events.any = true;
    events.keys.push_back({key, name, shift, false, false});
    return events;
}

template <class Wanted>
bool last_is(const RememberingLab& lab) {
    return !lab.posted.empty() && std::holds_alternative<Wanted>(lab.posted.back().second);
}

}  // namespace

TEST_CASE("before the engine is loaded nothing that is asked does harm") {
    UiState ui;
    LabRequests requests(ui);
    requests.begin_frame(0, -1);
    requests.send(Train{});
    requests.start_run(config_on("a"));
    requests.remove_run(RunId(3));
    CHECK(requests.ask("walk", DecodeCodes{{0, 0}, nullptr}) == 0);
    CHECK(!requests.answer("walk"));
    CHECK(requests.runs().empty());
    CHECK(requests.all_answered(0));
}

TEST_CASE("a config with problems becomes a notice of one line, and the run shown stays") {
    RequestsWorld world;
    world.requests.begin_frame(5, -1);
    world.requests.start_run(config_on("a"));
    CHECK(world.ui.shown == RunId(1));
    world.requests.start_run(RunConfig());
    CHECK(world.ui.shown == RunId(1));
    CHECK(world.ui.notice == "There is no data.");
    CHECK(world.ui.notice_until > 5);
}

TEST_CASE("an embedding goes on while it is looked at, and stops when nobody does") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    EmbeddingOptions options;
    for (int frame = 0; frame < 3; ++frame) {
        world.requests.begin_frame(frame, -1);
        world.requests.embed(options);
    }
    CHECK(world.lab.embedded.size() == 1);  // nothing new was asked for
    world.requests.begin_frame(3, -1);
    options.perplexity = 50;
    world.requests.embed(options);
    CHECK(world.lab.embedded.size() == 2);
    world.requests.begin_frame(4, -1);
    CHECK(world.lab.embedded.size() == 2);
    world.requests.begin_frame(5, -1);
    CHECK(world.lab.embedded.empty());
    world.requests.embed(options);
    CHECK(world.lab.embedded.size() == 1);
}

TEST_CASE("Esc lets go of the selection first, then of both pins") {
    RequestsWorld world;
    world.ui.pinned = 3;
    world.ui.second_pin = 4;
    select(world.ui.selection, 10, {1, 2});
    const Snapshot snapshot = test::running_snapshot();
    act_on_keys(pressing(GLFW_KEY_ESCAPE), snapshot, world.requests, world.ui);
    CHECK(world.ui.selection.count == 0);
    CHECK(world.ui.pinned == 3);
    act_on_keys(pressing(GLFW_KEY_ESCAPE), snapshot, world.requests, world.ui);
    CHECK(world.ui.pinned == -1);
    CHECK(world.ui.second_pin == -1);
}

TEST_CASE("pins outlive a change of run as long as the data is the same") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    world.ui.pinned = 3;
    world.ui.hidden_classes = {1};
    world.requests.start_run(config_on("a"));
    CHECK(world.ui.pinned == 3);
    world.requests.start_run(config_on("b"));
    CHECK(world.ui.pinned == -1);
    CHECK(world.ui.hidden_classes.empty());
}

TEST_CASE("other classes or another number of samples are other samples") {
    const std::pair<const char*, ParamValue> changes[] = {{"samples.classes", std::string("3,8")},
                                                          {"samples.limit", std::int64_t(500)},
                                                          {"probe_points", std::int64_t(64)}};
    for (const auto& [path, value] : changes) {
        RequestsWorld world;
        world.requests.start_run(config_on("a"));
        world.ui.pinned = 3;
        world.ui.hidden_classes = {1};
        RunConfig config = config_on("a");
        config.set(path, value);
        world.requests.start_run(config);
        CAPTURE(path);
        CHECK(world.ui.pinned == -1);
        CHECK(world.ui.hidden_classes.empty());
    }
}

TEST_CASE("when the run shown is removed another one is shown, or none") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    world.requests.start_run(config_on("a"));
    auto score = std::make_shared<AnalysisResult>();
    score->done = true;
    world.ui.measuring.look(RunId(2), "mig", score, 0);
    world.requests.remove_run(RunId(2));
    CHECK(world.ui.shown == RunId(1));
    CHECK((world.ui.measuring.look(RunId(2), "mig", nullptr, 1).last == nullptr));
    world.requests.remove_run(RunId(1));
    CHECK(world.ui.shown == RunId::none);
}

TEST_CASE(
    "the time from an input to its answer on screen counts the oldest input not yet answered") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    world.requests.begin_frame(1.00, 0.99);
    world.requests.ask("walk", DecodeCodes{{0, 0}, nullptr});
    CHECK(world.requests.frame_presented(1.02).empty());
    world.requests.begin_frame(1.03, 1.025);
    world.requests.answer("walk");  // not there yet
    world.requests.ask("walk", DecodeCodes{{0, 1}, nullptr});
    CHECK(world.requests.frame_presented(1.05).empty());
    world.lab.answer_now();
    world.requests.begin_frame(1.06, -1);
    world.requests.answer("walk");
    const auto waits = world.requests.frame_presented(1.08);
    REQUIRE(waits.size() == 1);
    CHECK(waits[0] == doctest::Approx(0.09));
    world.requests.begin_frame(1.10, -1);  // training asks again: nobody waits for that
    world.requests.ask("walk", DecodeCodes{{0, 1}, nullptr});
    world.lab.answer_now();
    world.requests.answer("walk");
    CHECK(world.requests.frame_presented(1.12).empty());
}

TEST_CASE("analyses reach the run shown, and without one nothing is asked") {
    RequestsWorld world;
    world.requests.analyse("identity");
    CHECK(world.lab.analysed.empty());
    CHECK((world.requests.analysis("identity") == nullptr));
    world.requests.start_run(config_on("a"));
    world.lab.result = test::sample_result(test::sample_catalog().datasets[0]);
    world.requests.analyse("identity");
    world.requests.cancel_analysis("identity");
    CHECK(world.lab.analysed == std::vector<std::string>{"identity"});
    CHECK(world.lab.cancelled == std::vector<std::string>{"identity"});
    CHECK((world.requests.analysis("identity") == world.lab.result));
    CHECK((world.requests.describe_data("mnist") == nullptr));  // no engine to ask
}

TEST_CASE("a shot waits for answers of its own step") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    world.requests.ask("walk", DecodeCodes{{0, 0}, nullptr});
    CHECK(!world.requests.all_answered(10));
    world.lab.answer_now(9);
    CHECK(!world.requests.all_answered(10));
    world.lab.answer_now(10);
    CHECK(world.requests.all_answered(10));
}

TEST_CASE("Ctrl S asks for a picture of the whole window, and S alone for nothing") {
    RequestsWorld world;
    test::HeadlessImGui imgui(1280, 800);
    const Snapshot snapshot = test::running_snapshot();
    WindowEvents events = pressing(GLFW_KEY_S, "s");
    act_on_keys(events, snapshot, world.requests, world.ui);
    CHECK(world.requests.take_wanted_pictures().empty());
    events.keys[0].control = true;
    act_on_keys(events, snapshot, world.requests, world.ui);
    const auto wanted = world.requests.take_wanted_pictures();
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].max.x == 1280);
    CHECK(wanted[0].max.y == 800);
    CHECK(world.requests.take_wanted_pictures().empty());
}

TEST_CASE("what was saved is told in the status bar with the next frame") {
    const test::TempFolder folder;
    RequestsWorld world;
    Saver saver(folder.path(), [] {});
    world.requests.connect(&saver);
    world.requests.save_file("codes.csv",
                             [](const std::string& path) { std::ofstream(path) << 1; });
    while (saver.busy()) std::this_thread::yield();
    world.requests.begin_frame(20, -1);
    CHECK(world.ui.notice == "Saved " + (folder / "codes.csv").string());
    CHECK(world.ui.notice_until > 20);
}

TEST_CASE("every key does what the sheet says") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    Snapshot snapshot = test::running_snapshot();
    const auto act = [&](const WindowEvents& events) {
        act_on_keys(events, snapshot, world.requests, world.ui);
    };

    snapshot.state = RunState::running;
    act(pressing(GLFW_KEY_SPACE));
    CHECK(last_is<Pause>(world.lab));
    snapshot.state = RunState::paused;
    act(pressing(GLFW_KEY_SPACE));
    CHECK(last_is<Train>(world.lab));
    act(pressing(GLFW_KEY_PERIOD, "."));
    CHECK(last_is<TrainSteps>(world.lab));
    act(pressing(GLFW_KEY_PERIOD, ".", true));
    CHECK(last_is<TrainEpoch>(world.lab));

    const std::size_t posted = world.lab.posted.size();
    act(pressing(GLFW_KEY_R, "r"));
    CHECK(world.ui.confirm_reset);
    act(pressing(GLFW_KEY_ESCAPE));
    CHECK(!world.ui.confirm_reset);
    act(pressing(GLFW_KEY_TAB));
    CHECK(!world.ui.side_panels);
    world.ui.workspaces = {{"explore", "Explore"}, {"disentangle", "Disentangle"}};
    act(pressing(GLFW_KEY_2, "2"));
    CHECK(world.ui.workspace == "disentangle");
    act(pressing(GLFW_KEY_3, "3"));  // there is no third
    CHECK(world.ui.workspace == "disentangle");
    act(pressing(GLFW_KEY_1, "&"));  // a keyboard that types digits with Shift
    CHECK(world.ui.workspace == "explore");
    act(pressing(GLFW_KEY_F1));
    CHECK(world.ui.show_keys);
    act(pressing(GLFW_KEY_ESCAPE));
    CHECK(!world.ui.show_keys);

    WindowEvents bracket;
    bracket.characters = {']'};
    act(bracket);
    const int first = world.ui.pinned;
    CHECK(first >= 0);
    act(bracket);
    CHECK(world.ui.pinned == first + 1);
    bracket.characters = {'['};
    act(bracket);
    CHECK(world.ui.pinned == first);
    CHECK(world.ui.view().walk.sample == first);
    act(pressing(GLFW_KEY_ESCAPE));
    CHECK(world.ui.pinned == -1);

    WindowEvents held = pressing(GLFW_KEY_R, "r");
    held.keys.front().control = true;
    act(held);
    CHECK(!world.ui.confirm_reset);
    CHECK(world.lab.posted.size() == posted);
}

TEST_CASE("a failed run cannot be trained by keys") {
    RequestsWorld world;
    world.requests.start_run(config_on("a"));
    const Snapshot failed = test::failed_snapshot();
    for (const WindowEvents& events :
         {pressing(GLFW_KEY_SPACE), pressing(GLFW_KEY_PERIOD, "."), pressing(GLFW_KEY_R, "r")})
        act_on_keys(events, failed, world.requests, world.ui);
    CHECK(world.lab.posted.empty());
    CHECK(!world.ui.confirm_reset);
}
