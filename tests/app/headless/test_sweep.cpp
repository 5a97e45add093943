// latent-lab sweep: which runs it makes, what it says of them, and that it goes on with what is there.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "app/headless/lab_program.h"

using namespace latent::testing;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> small_sweep(const std::string& data, const std::string& out,
                                     const std::vector<std::string>& more) {
    std::vector<std::string> words{"sweep",
                                   "--data",
                                   data,
                                   "--system",
                                   "undercomplete",
                                   "--set",
                                   "architecture.encoder=32",
                                   "--set",
                                   "probe_points=64",
                                   "--out",
                                   out};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a sweep makes a run folder for each combination and says what they show") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), out = folder / "sweep";
    const Words words = small_sweep(
        data, out, {"--over", "code.width=1,4", "--over", "seed=0,1", "--steps", "60", "--json"});
    const Outcome outcome = lab(words);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    const Json json = Json::parse(outcome.out);
    REQUIRE(json["runs"].size() == 4);
    CHECK(json["runs"][1]["name"] == "width 1, seed 1");
    CHECK(json["runs"][1]["settings"]["seed"] == "1");
    CHECK(json["training_seconds"].get<double>() > 0);
    for (const Json& run : json["runs"]) {
        CHECK(run["state"] == "finished");
        CHECK(run["figures"]["squared_error"].get<double>() > 0);
        CHECK(run["figures"]["parameters"].get<double>() > 1000);
        CHECK(run["figures"]["fvu_held_out"].get<double>() > 0);
        const fs::path place = fs::path(out) / run["folder"].get<std::string>();
        CHECK(fs::exists(place / "summary.json"));
        const Json config = Json::parse(contents_of(place / "config.json"));
        CHECK(config["batch_seed"] == 0);         // one order of batches for both seeds
        CHECK(config["threads"].get<int>() > 0);  // settled: needed to go on bit for bit
    }
    // Its figures are those of the run's summary, and of `evaluate` on its folder.
    for (const Json& run : json["runs"]) {
        const fs::path place = fs::path(out) / run["folder"].get<std::string>();
        const Json& figures = run["figures"];
        const Json summary = Json::parse(contents_of(place / "summary.json"));
        CHECK(figures["squared_error"] == summary["held_out"]["squared_error"]);
        CHECK(figures["steps"] == summary["steps"]);
        CHECK(figures["parameters"] == summary["parameters"]);
        const Outcome measured =
            lab({"evaluate", place.string(), "--analysis", "bottleneck", "pca_baseline", "--json"});
        REQUIRE(measured.exit_code == 0);
        const Json evaluated = Json::parse(measured.out);
        const auto figure = [&](const char* analysis, const std::string& id) {
            return evaluated[analysis]["figures"].value(id, -1.0);
        };
        CHECK(figures["fvu_held_out"].get<double>() ==
              doctest::Approx(figure("bottleneck", "fvu_held_out")).epsilon(1e-6));
        CHECK(figures["rate_bits"].get<double>() ==
              doctest::Approx(figure("bottleneck", "rate_bits")).epsilon(1e-6));
        CHECK(figures["pca_squared_error"].get<double>() ==
              doctest::Approx(
                  figure("pca_baseline", "pca_" + run["settings"]["code.width"].get<std::string>()))
                  .epsilon(1e-6));
    }
    REQUIRE(json["by_width"].size() == 1);
    CHECK(json["by_width"][0]["figures"]["rate_bits"].size() == 2);
    CHECK(json["by_width"][0]["figures"]["pca_squared_error"].size() == 2);
    const Json& band = json["by_width"][0]["figures"]["squared_error"];
    REQUIRE(band.size() == 2);
    CHECK(band[1]["width"] == 4);
    CHECK(band[1]["runs"] == 2);
    CHECK(band[1]["low"].get<double>() <= band[1]["median"].get<double>());
    REQUIRE(json["sweet_spots"].size() == 1);
    CHECK_FALSE(json["sweet_spots"][0]["sentence"].get<std::string>().empty());

    // The same again computes nothing: not a file of a run is touched.
    const fs::path weights = fs::path(out) / "code.width=4,seed=1" / "weights.safetensors";
    const auto before = fs::last_write_time(weights);
    const Outcome again = lab(words);
    CHECK(again.exit_code == 0);
    CHECK(fs::last_write_time(weights) == before);
    Json repeated = Json::parse(again.out);
    CHECK(repeated["runs"] == json["runs"]);

    // A value more is a run more for each seed.
    const Outcome wider = lab(small_sweep(
        data, out,
        {"--over", "code.width=1,4,8", "--over", "seed=0,1", "--steps", "60", "--json"}));
    INFO(wider.err);
    CHECK(wider.exit_code == 0);
    CHECK(fs::last_write_time(weights) == before);
    CHECK(Json::parse(wider.out)["runs"].size() == 6);
    // And now one less is another sweep.
    const Outcome less = lab(words);
    CHECK(less.exit_code == 2);
    CHECK(contains(less.err, "code.width=8"));
}

TEST_CASE("a person reads a table, the spread over seeds and the sweet spot") {
    const TemporaryFolder folder;
    const Outcome outcome =
        lab(small_sweep(write_idx(folder / "squares", 300), folder / "sweep",
                        {"--over", "code.width=1,4", "--over", "seed=0,1", "--steps", "60"}));
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(contains(outcome.out, "squared error"));
    CHECK(contains(outcome.out, "width 4"));
    CHECK(contains(outcome.out, " to "));  // the spread
    CHECK(contains(outcome.out, "PCA's"));
    CHECK(contains(outcome.out, "parameters"));
    CHECK(contains(outcome.out, "unexplained"));
    CHECK(contains(outcome.out, "Kept in "));
}

TEST_CASE("another sweep, or anything else, in the folder is refused in one sentence") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), out = folder / "sweep";
    const auto sweep = [&](const std::string& place, const Words& more) {
        return lab(small_sweep(data, place, more));
    };
    REQUIRE(sweep(out, {"--over", "code.width=1", "--steps", "5"}).exit_code == 0);
    std::ofstream(folder / "a file") << "text";
    fs::create_directories(folder / "holiday");
    std::ofstream(folder / "holiday/photo.txt") << "text";
    std::ofstream(folder / "broken.json") << "{";
    fs::create_directories(folder / "broken");
    std::ofstream(folder / "broken/sweep.json") << "{\"format\": 1";
    const struct {
        std::string place;
        Words more;
        int code;
        std::string says;
    } cases[] = {
        {out, {"--over", "code.width=1", "--steps", "6"}, 2, "steps was '5', now it is '6'"},
        {out, {"--over", "code.width=2", "--steps", "5"}, 2, "code.width=1"},
        {out, {"--over", "seed=1", "--steps", "5"}, 2, "a sweep over code.width"},
        {folder / "a file", {"--over", "code.width=1", "--steps", "5"}, 2, "a file of that name"},
        {folder / "holiday", {"--over", "code.width=1", "--steps", "5"}, 2, "no sweep"},
        {folder / "broken", {"--over", "code.width=1", "--steps", "5"}, 1, "damaged"},
        {folder / "new", {"--over", "code.wdith=1", "--steps", "5"}, 2, "code.width"},
        {folder / "new", {"--over", "code.width=1", "--epochs", "0"}, 2, "never end"},
        {folder / "new", {"--steps", "5"}, 2, "--over is missing"},
        {folder / "new", {"--over", "terms.supervised.weight=1", "--steps", "5"}, 2, "labels"},
    };
    for (const auto& each : cases) {
        CAPTURE(each.says);
        const Outcome outcome = sweep(each.place, each.more);
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == each.code);
        CHECK(outcome.out.empty());
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, each.says));
    }
    CHECK_FALSE(fs::exists(folder / "new"));  // what is refused leaves nothing behind
}

TEST_CASE("a run that fails is named, and the others finish") {
    const TemporaryFolder folder;
    const std::string out = folder / "sweep";
    const Outcome outcome =
        lab(small_sweep(write_idx(folder / "squares", 300), out,
                        {"--set", "optimizer.kind=sgd", "--set", "reconstruction=mse", "--set",
                         "output.kind=linear", "--set", "architecture.activation=linear", "--over",
                         "optimizer.learning_rate=0.0001,10", "--steps", "400"}));
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 1);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, "learning rate 10: "));
    CHECK(contains(outcome.out, "learning rate 0.0001"));
    CHECK(fs::exists(out + "/optimizer.learning_rate=0.0001/summary.json"));
    CHECK_FALSE(fs::exists(out + "/optimizer.learning_rate=10/summary.json"));
}

TEST_CASE("a sweep over systems needs no system besides, and tells them by name") {
    const TemporaryFolder folder;
    const Outcome outcome = lab({"sweep", "--data", write_idx(folder / "squares", 300), "--out",
                                 folder / "sweep", "--over", "system=undercomplete,vae", "--set",
                                 "architecture.encoder=32", "--steps", "5", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json json = Json::parse(outcome.out);
    REQUIRE(json["runs"].size() == 2);
    CHECK(json["runs"][1]["folder"] == "system=vae");
    const Json config = Json::parse(contents_of(folder / "sweep/system=vae/config.json"));
    CHECK(config["code"]["kind"] == "gaussian");
    CHECK(config["architecture"]["encoder"] == Json::array({32}));
}

TEST_CASE("Ctrl-C stops all runs of a sweep and says how to go on" *
          doctest::skip(!detail::terminals_exist())) {
    const TemporaryFolder folder;
    ProgramOptions options;
    options.terminal = true;
    options.interrupt_after = "width 2 ";  // in the progress line
    const Outcome outcome =
        lab(small_sweep(write_idx(folder / "squares", 300), folder / "sweep",
                        {"--over", "code.width=1,2,4", "--jobs", "2", "--steps", "100000000"}),
            options);
    CAPTURE(outcome.err);
    CHECK_FALSE(outcome.timed_out);
    CHECK(outcome.exit_code == 130);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "0 of 3 runs finished"));
    CHECK(contains(outcome.err, "The same command goes on"));
    CHECK(fs::exists(folder / "sweep/sweep.json"));
    CHECK(fs::exists(folder / "sweep/code.width=2/config.json"));
    CHECK_FALSE(fs::exists(folder / "sweep/code.width=4/config.json"));
}
