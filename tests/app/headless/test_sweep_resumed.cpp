// A sweep that was killed: the same command goes on where it stopped.
#include <doctest/doctest.h>

#include "app/headless/killed_lab.h"

using namespace latent::testing;

TEST_CASE("a killed sweep leaves alone what is finished and goes on from its checkpoints") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300);
    const auto sweep = [&](const std::string& out) {
        return std::vector<std::string>{"sweep",
                                        "--data",
                                        data,
                                        "--system",
                                        "vae",
                                        "--set",
                                        "architecture.encoder=32",
                                        "--over",
                                        "code.width=1,2",
                                        "--steps",
                                        "1500",
                                        "--jobs",
                                        "1",
                                        "--save-every",
                                        "0.01",
                                        "--out",
                                        out,
                                        "--json"};
    };
    const Outcome whole = lab(sweep(folder / "whole"));
    INFO(whole.err);
    REQUIRE(whole.exit_code == 0);

    const std::string out = folder / "killed", first = out + "/code.width=1",
                      second = out + "/code.width=2";
    REQUIRE(killed_when(sweep(out), [&] {
        return std::filesystem::exists(second + "/metrics.jsonl") &&
               checkpoints_in(second).size() > 2;
    }));
    REQUIRE(std::filesystem::exists(first + "/summary.json"));
    REQUIRE_FALSE(std::filesystem::exists(second + "/summary.json"));
    const auto finished = std::filesystem::last_write_time(first + "/weights.safetensors");
    const std::string metrics = contents_of(second + "/metrics.jsonl");
    const std::string begun = metrics.substr(0, metrics.find('\n') + 1);  // says how long it took

    const Outcome resumed = lab(sweep(out));
    INFO(resumed.err);
    REQUIRE(resumed.exit_code == 0);
    CHECK(std::filesystem::last_write_time(first + "/weights.safetensors") == finished);
    CHECK(contents_of(second + "/metrics.jsonl").compare(0, begun.size(), begun) == 0);
    for (const std::string run : {"/code.width=1", "/code.width=2"})
        CHECK(newest_state(out + run) == newest_state(folder / ("whole" + run)));
    const Json a = Json::parse(whole.out), b = Json::parse(resumed.out);
    for (const std::size_t i : {0, 1}) {
        CHECK(b["runs"][i]["state"] == "finished");
        for (const char* figure : {"squared_error", "bce", "fvu_held_out"})
            CHECK(b["runs"][i]["figures"][figure] == a["runs"][i]["figures"][figure]);
    }
    const Outcome soon = lab({"sweep", "--out", out, "--over", "seed=1", "--save-every", "0"});
    CHECK(soon.exit_code == 2);
    CHECK(contains(soon.err, "--save-every"));
}
