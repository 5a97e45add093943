// latent-lab train --resume: what was killed goes on, bit for bit.
#include <doctest/doctest.h>

#include <random>

#include "app/headless/killed_lab.h"

using namespace latent::testing;

namespace {

std::vector<std::string> run_in(const std::string& data, const std::string& folder,
                                const std::string& steps) {
    return {
        "train",   "--data", data,        "--system", "vae",   "--set", "architecture.encoder=32",
        "--steps", steps,    "--threads", "1",        "--out", folder,  "--save-every",
        "0.01",    "--json"};
}

}  // namespace

TEST_CASE("a run killed again and again at any moment ends as if it had never been") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), steps = "3000";
    const Outcome whole = lab(run_in(data, folder / "whole", steps));
    INFO(whole.err);
    REQUIRE(whole.exit_code == 0);
    const std::string run = folder / "killed";
    std::mt19937 random(5);
    std::vector<std::string> command = run_in(data, run, steps);
    std::int64_t reached = -1;
    int kills = 0;
    while (kills < 15 && killed_on_the_way(command, run, reached, double(random() % 1000) * 5e-5)) {
        ++kills;
        const std::int64_t now = checkpoints_in(run).back();
        CHECK(now >= reached);
        reached = now;
        command = {"train", "--resume", run, "--save-every", "0.01", "--json"};
    }
    CHECK(kills > 0);
    const Outcome last = lab({"train", "--resume", run, "--json"});
    INFO(last.err);
    REQUIRE(last.exit_code == 0);
    CHECK(newest_state(run) == newest_state(folder / "whole"));
    CHECK(Json::parse(last.out)["held_out"].dump() == Json::parse(whole.out)["held_out"].dump());
    for (const auto& entry : std::filesystem::recursive_directory_iterator(run))
        CHECK(entry.path().extension() != ".part");
    MESSAGE(kills << " kills");

    // It is finished: it prints its figures again, and goes on when told how far.
    const Outcome again = lab({"train", "--resume", run, "--json"});
    CHECK(again.exit_code == 0);
    CHECK(Json::parse(again.out)["held_out"] == Json::parse(last.out)["held_out"]);
    const Outcome further = lab({"train", "--resume", run, "--steps", "3010", "--json"});
    CHECK(Json::parse(further.out)["steps"] == 3010);
    CHECK(lab({"evaluate", run, "--analysis", "code_use"}).exit_code == 0);
}

TEST_CASE("--resume refuses what it cannot go on with, in a sentence") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 200), run = folder / "run";
    check_refused({"train", "--resume", folder / "none"}, "not the folder of a run");
    REQUIRE(lab(run_in(data, run, "3")).exit_code == 0);
    check_refused({"train", "--resume", run, "--out", run}, "--out");
    check_refused({"train", "--resume", run, "--system", "vae"}, "--system");
    check_refused({"train", "--resume", run, "--steps", "-1"}, "--steps");
    check_refused({"train", "--resume", run, "--save-every", "soon"}, "--save-every");
    check_refused(run_in(data, run, "3"), "--resume " + run);
    std::ofstream(run + "/config.json") << "{";
    check_refused({"train", "--resume", run}, "config.json");
}
