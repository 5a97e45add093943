// What is known of runs, in the order and in the groups in which they are shown.
#include <doctest/doctest.h>

#include <cmath>

#include "state/run_list.h"
#include "support/sample_runs.h"

using namespace latent;
using namespace latent::app;

namespace {

struct Runs {
    std::map<RunId, std::shared_ptr<const Snapshot>> all;
    Catalog catalog = test::sample_catalog();
    RunReader reader;

    std::vector<RunRow> rows() {
        std::vector<RunId> ids;
        for (const auto& each : all) ids.push_back(each.first);
        return reader.read(
            catalog, ids, [this](RunId run) { return all[run]; }, nullptr);
    }
};

std::string names(const std::vector<RunRow>& rows) {
    std::string text;
    for (const RunRow& row : rows) text += row.name + " ";
    return text;
}

}  // namespace

TEST_CASE("the error is that of the held-out samples of the probe until the summary is there") {
    Runs runs;
    auto run = test::sample_run(2, "a");
    auto cloud = std::make_shared<CodeCloud>(*run->cloud);
    auto probe = std::make_shared<Probe>();
    cloud->count = 3;
    cloud->errors = {10, 20, 300};  // the last is of a training sample
    probe->held_out = {1, 1, 0};
    cloud->probe = probe;
    run->cloud = cloud;
    runs.all[RunId(1)] = run;
    CHECK(runs.rows()[0].error == doctest::Approx(15));
    auto done = std::make_shared<Snapshot>(*run);
    auto summary = std::make_shared<Summary>();
    summary->squared_error = 17.5;
    summary->knn5_accuracy = 0.8;
    done->summary = summary;
    runs.all[RunId(1)] = done;
    CHECK(runs.rows()[0].error == 17.5);
    CHECK(runs.rows()[0].accuracy == 0.8);
}

TEST_CASE("samples that were never decoded do not count towards the error") {
    Runs runs;
    auto run = test::sample_run(2, "a");
    auto cloud = std::make_shared<CodeCloud>(*run->cloud);
    cloud->probe = nullptr;
    cloud->errors = {4, NAN, 8};
    run->cloud = cloud;
    runs.all[RunId(1)] = run;
    CHECK(runs.rows()[0].error == doctest::Approx(6));
    cloud = std::make_shared<CodeCloud>(*cloud);
    cloud->errors.clear();
    auto none = std::make_shared<Snapshot>(*run);
    none->cloud = cloud;
    runs.all[RunId(1)] = none;
    CHECK(std::isnan(runs.rows()[0].error));
}

TEST_CASE("a run without a name is called after system and data, and equals are numbered") {
    Runs runs;
    runs.all[RunId(1)] = test::sample_run(2, "");
    CHECK(runs.rows()[0].name == "Undercomplete on Fashion-MNIST");
    runs.all[RunId(2)] = test::sample_run(2, "");
    const auto rows = runs.rows();
    CHECK(rows[0].name != rows[1].name);
    CHECK(rows[1].name.find("(2)") != std::string::npos);
    runs.all[RunId(2)] = test::sample_run(2, "mine");
    CHECK(runs.rows()[1].name == "mine");
}

TEST_CASE("rows are sorted by any column both ways, and what is not known stands last") {
    Runs runs;
    const float errors[] = {30, 10, 20};
    for (int i = 0; i < 3; ++i) {
        auto run = test::sample_run(8 >> i, std::string(1, char('b' + (i + 1) % 3)));
        test::give_error(*run, errors[i]);
        runs.all[RunId(i + 1)] = run;
    }
    auto unknown = test::sample_run(1, "z");
    unknown->cloud = nullptr;
    runs.all[RunId(4)] = unknown;
    auto rows = runs.rows();
    sort_rows(rows, "error", false);
    CHECK(names(rows) == "d b c z ");
    sort_rows(rows, "error", true);
    CHECK(names(rows) == "c b d z ");
    sort_rows(rows, "width", false);
    CHECK(names(rows) == "z b d c ");
    sort_rows(rows, "name", false);
    CHECK(names(rows) == "b c d z ");
    sort_rows(rows, "", false);
    CHECK(names(rows) == "c d b z ");
    for (const SortKey& key : sort_keys()) {  // none is forgotten
        CAPTURE(key.id);
        sort_rows(rows, key.id, false);
        CHECK(rows.size() == 4);
    }
}

TEST_CASE("runs of a sweep stand together after those of none, and are counted together") {
    Runs runs;
    runs.all[RunId(1)] = test::sample_run(2, "first");
    runs.all[RunId(2)] = test::sample_run(1, "w1", "Sweep 1: width", RunState::finished);
    runs.all[RunId(3)] = test::sample_run(2, "w2", "Sweep 1: width");
    runs.all[RunId(4)] = test::sample_run(2, "loose");
    const auto groups = grouped_rows(runs.rows());
    REQUIRE(groups.size() == 2);
    CHECK(names(groups[0].rows) == "first loose ");
    CHECK(groups[1].name == "Sweep 1: width");
    CHECK(groups[1].finished == 1);
    CHECK(groups[1].training == 1);
    CHECK(groups[1].share == doctest::Approx((1 + 0.25) / 2));
    CHECK(count_text(runs.rows()) == "1 of 4 finished");
}

TEST_CASE("the arrow keys pass over folded groups and stop at the ends") {
    Runs runs;
    runs.all[RunId(1)] = test::sample_run(2, "first");
    runs.all[RunId(2)] = test::sample_run(1, "w1", "S");
    runs.all[RunId(3)] = test::sample_run(1, "t1", "T");
    const auto groups = grouped_rows(runs.rows());
    CHECK(neighbour(groups, {}, RunId(1), 1) == RunId(2));
    CHECK(neighbour(groups, {"S"}, RunId(1), 1) == RunId(3));
    CHECK(neighbour(groups, {}, RunId(3), 1) == RunId(3));
    CHECK(neighbour(groups, {}, RunId(1), -1) == RunId(1));
    CHECK(neighbour(groups, {}, RunId::none, 1) == RunId(1));
    CHECK(neighbour({}, {}, RunId(1), 1) == RunId::none);
}

TEST_CASE("what was said of a run is shown until its snapshot says so, or never will") {
    Runs runs;
    runs.all[RunId(1)] = test::sample_run(2, "old");
    RunAbout about = *runs.all[RunId(1)]->about;
    about.name = "new";
    runs.reader.said(RunId(1), about, 100);
    CHECK(runs.rows()[0].name == "new");
    runs.reader.forget_arrived(101);
    CHECK(runs.rows()[0].name == "new");
    runs.reader.forget_arrived(102);
    CHECK(runs.rows()[0].name == "old");
}

TEST_CASE("a run that another program trains is watched and cannot be paused") {
    Runs runs;
    auto run = test::sample_run(2, "a");
    auto kept = std::make_shared<Kept>();
    kept->watched = true;
    kept->problem = "The disk is full.";
    run->kept = kept;
    runs.all[RunId(1)] = run;
    const RunRow row = runs.rows()[0];
    CHECK(row.state == "watched");
    CHECK(!row.obeys());
    CHECK(row.problem == "The disk is full.");
}
