// What the window looks up in every frame asks for no memory, however long the names are.
#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "app/panels/allocation_count.h"
#include "gui/lab_requests.h"
#include "latent/named_of_runs.h"
#include "state/comparing.h"
#include "state/measuring.h"

using namespace latent;
using namespace latent::app;

namespace {

const std::string kLongName = "a channel whose name is longer than what lies in a string itself";

// Answers everything at once with the same.
class AnsweringLab final : public Lab {
 public:
    RunId create(const RunConfig&, const RunOptions&) override { return RunId(1); }
    RunId fork(RunId, const RunConfig&, const RunOptions&) override { return RunId(1); }
    RunId open(const std::string&, const RunOptions&) override { return RunId(1); }
    void post(RunId, const Command&) override {}
    std::shared_ptr<const Snapshot> snapshot(RunId) const override { return nullptr; }
    std::vector<RunId> runs() const override { return {RunId(1)}; }
    void list_runs(std::vector<RunId>& into) const override { into.assign(1, RunId(1)); }
    void remove(RunId) override {}
    std::uint64_t ask(RunId, const std::string&, Question) override { return 1; }
    std::shared_ptr<const Answer> answer(RunId, const std::string&) const override {
        return newest;
    }
    void analyse(RunId, const std::string&) override {}
    void cancel_analysis(RunId, const std::string&) override {}
    std::shared_ptr<const AnalysisResult> analysis(RunId, const std::string&) const override {
        return result;
    }
    void embed(RunId, const EmbeddingOptions&) override {}
    void stop_embedding() override {}
    std::shared_ptr<const Embedding> embedding(RunId) const override { return nullptr; }
    void on_news(std::function<void()>) override {}

    std::shared_ptr<const Answer> newest;
    std::shared_ptr<const AnalysisResult> result;
};

}  // namespace

TEST_CASE("what a run has under a name is found without a string being made") {
    NamedOfRuns<int> table;
    entry_of(table, RunId(1), kLongName) = 7;
    entry_of(table, RunId(2), kLongName) = 8;
    entry_of(table, RunId(1), "short") = 9;
    CHECK(table.size() == 3);
    const std::size_t before = test::allocations();
    const auto found = table.find(named_of(RunId(2), kLongName));
    int& entry = entry_of(table, RunId(1), kLongName);
    const bool none = table.find(named_of(RunId(3), kLongName)) == table.end();
    CHECK(test::allocations() == before);
    REQUIRE(found != table.end());
    CHECK(found->second == 8);
    CHECK(entry == 7);
    CHECK(none);
}

TEST_CASE("the window's requests look answers and results up without asking for memory") {
    UiState ui;
    ui.shown = RunId(1);
    LabRequests requests(ui);
    AnsweringLab lab;
    requests.connect(lab);
    auto answer = std::make_shared<Answer>();
    answer->ticket = 1;
    lab.newest = answer;
    lab.result = std::make_shared<AnalysisResult>();
    requests.begin_frame(1, 0.99);
    requests.ask(kLongName, DecodeCodes{});
    requests.answer(kLongName);
    requests.runs();
    CHECK(requests.frame_presented(1.01).size() == 1);  // the first to show the answer
    const std::size_t before = test::allocations();
    requests.begin_frame(2, -1);
    const bool same = requests.answer(kLongName) == lab.newest &&
                      requests.analysis(kLongName) == lab.result && requests.runs().size() == 1;
    requests.redraw_within(0.1);
    const bool shown = !requests.frame_presented(2).empty();
    CHECK(test::allocations() == before);
    CHECK(same);
    CHECK(!shown);
}

TEST_CASE("an analysis that stays fresh is wished for in every frame without asking for memory") {
    auto found = std::make_shared<AnalysisResult>();
    found->done = true;
    found->step = 100;
    found->version = 1;
    Measuring measuring;
    Comparing comparing;
    Comparing::Runs runs;
    Comparing::Run run;
    run.id = RunId(1);
    run.step = 100;
    run.loaded = true;
    runs.push_back(run);
    std::size_t asked = 0;
    const auto frame = [&](double now) {
        const std::size_t before = test::allocations();
        measuring.see(RunId(1), 100, false);
        measuring.look(RunId(1), kLongName, found, now);
        measuring.wish(RunId(1), kLongName, {}, now);
        asked += measuring.due(RunId(1), now).ids.size();
        measuring.catching_up(RunId(1));
        comparing.see(runs);
        comparing.look(RunId(1), kLongName, found, now);
        comparing.wish(kLongName, now);
        asked += comparing.due(now).ids.size();
        return test::allocations() - before;
    };
    for (int i = 0; i < 4; ++i) frame(1 + 0.1 * i);
    CHECK(frame(2) == 0);
    CHECK(asked == 0);
}
