// latent-lab train: what it prints, what it keeps, and that a run can be repeated.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

std::vector<std::string> joined(std::vector<std::string> first,
                                const std::vector<std::string>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// A run on a little file of images, which takes a moment rather than seconds.
std::vector<std::string> small_run(const std::string& data, const std::vector<std::string>& more) {
    return joined({"train", "--data", data, "--system", "vae", "--set", "architecture.encoder=32",
                   "--threads", "1"},
                  more);
}

std::vector<Json> json_lines(const std::string& file) {
    std::vector<Json> lines;
    for (const std::string& line : lines_of(contents_of(file))) lines.push_back(Json::parse(line));
    return lines;
}

}  // namespace

TEST_CASE("train --json prints the summary and nothing else") {
    const Outcome outcome =
        lab({"train", "--data", "fashion_mnist", "--system", "undercomplete", "--steps", "30",
             "--seed", "7", "--set", "architecture.encoder=64", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    const Json summary = Json::parse(outcome.out);  // throws on anything besides
    CHECK(summary["system"] == "undercomplete");
    CHECK(summary["data"] == "fashion_mnist");
    CHECK(summary["seed"] == 7);
    CHECK(summary["steps"] == 30);
    CHECK(summary["epochs"].get<double>() == doctest::Approx(30 * 128 / 60000.0).epsilon(0.01));
    CHECK(summary["seconds"].get<double>() > 0);
    CHECK(summary["samples_per_second"].get<double>() > 0);
    CHECK(summary["parameters"] == 784 * 64 + 64 + 64 * 2 + 2 + 2 * 64 + 64 + 64 * 784 + 784);
    CHECK(summary.contains("observed_step"));
    CHECK(summary["observing_share"].get<double>() <= 1);
    const Json& held_out = summary["held_out"];
    // Untrained, all pixels at a half: 784 x 0.25 = 196 and 784 x ln 2 = 543. Thirty steps do
    // better than that.
    CHECK(held_out["squared_error"].get<double>() < 120);
    CHECK(held_out["squared_error"].get<double>() > 5);
    CHECK(held_out["bce"].get<double>() < 500);
    CHECK(held_out["knn5_accuracy"].get<double>() > 0.15);  // chance is 0.1
    CHECK(held_out["knn5_accuracy"].get<double>() <= 1);
}

TEST_CASE("three epochs with a code of two numbers beat what any linear code of two can reach") {
    ProgramOptions patient;
    patient.seconds = 240;
    const Outcome outcome =
        lab({"train", "--data", "fashion_mnist", "--system", "undercomplete", "--set",
             "architecture.encoder=512,256", "--set", "code.width=2", "--epochs", "3", "--json"},
            patient);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json summary = Json::parse(outcome.out);
    const double squared_error = summary["held_out"]["squared_error"];
    MESSAGE("held-out squared error " << squared_error << " at " << summary["samples_per_second"]
                                      << " samples a second; PCA with two components: 36.139");
    CHECK(squared_error < 26);
}

TEST_CASE("the figures for reading are a table in words") {
    const TemporaryFolder folder;
    const Outcome outcome = lab(small_run(write_idx(folder / "squares", 300), {"--steps", "10"}));
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(outcome.err.empty());  // no progress bar where stderr is no terminal
    for (const char* part :
         {"vae", "10 steps", "squared error", "cross-entropy", "KL", "parameters"}) {
        CAPTURE(part);
        CHECK(contains(outcome.out, part));
    }
}

TEST_CASE("a run folder holds the whole config, a line a look, and the summary that was printed") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), run = folder / "runs/first";
    const Outcome outcome = lab(small_run(data, {"--steps", "40", "--out", run, "--json"}));
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(Json::parse(contents_of(run + "/summary.json")) == Json::parse(outcome.out));

    const Json config = Json::parse(contents_of(run + "/config.json"));
    CHECK(config["data"] == data);
    CHECK(config["system"] == "vae");
    CHECK(config["steps"] == 40);
    CHECK(config["architecture"]["kind"] == "dense");
    CHECK(config["architecture"]["encoder"] == Json::array({32}));
    CHECK(config["code"]["kind"] == "gaussian");
    CHECK(config["terms"]["kl_prior"]["weight"] == 1.0);
    for (const char* given_by_default : {"seed", "batch_size", "epochs"})
        CHECK(config.contains(given_by_default));
    CHECK(config["optimizer"].contains("learning_rate"));

    const auto lines = json_lines(run + "/metrics.jsonl");
    REQUIRE_FALSE(lines.empty());
    std::int64_t step = -1;
    for (const Json& line : lines) {
        CHECK(line["step"].get<std::int64_t>() > step);
        step = line["step"];
        CHECK(line["epoch"].get<double>() >= 0);
        CHECK(line["seconds"].get<double>() >= 0);
        for (const char* term : {"bce", "kl_prior"})
            CHECK(line["held_out"][term].get<double>() > 0);
    }
    CHECK(lines.back()["step"] == 40);
    for (const char* term : {"bce", "kl_prior"})
        CHECK(lines.back()["train"][term].get<double>() > 0);
}

TEST_CASE("a file of one's own gets the system's parts for what it holds") {
    const TemporaryFolder folder;
    const std::string table = folder / "points.csv", array = folder / "waves.npy";
    {
        std::ofstream points(table);
        points << "x,y,z\n";
        for (int i = 0; i < 200; ++i)
            points << 3 * std::sin(i * 0.1) << ',' << 3 * std::cos(i * 0.1) << ',' << i * 0.02
                   << '\n';
        std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (200, 3), }";
        header.resize(118 - 1, ' ');
        header += '\n';
        std::ofstream numbers(array, std::ios::binary);
        numbers << std::string("\x93NUMPY\x01\x00", 8) << char(118) << char(0) << header;
        for (int i = 0; i < 600; ++i) {
            const float value = 3 * std::sin(float(i) * 0.1f);
            numbers.write(reinterpret_cast<const char*>(&value), sizeof value);
        }
    }
    for (const std::string& data : {table, array}) {
        const std::string run = data + ".run";
        const Outcome outcome = lab({"train", "--data", data, "--system", "undercomplete",
                                     "--steps", "3", "--threads", "1", "--out", run});
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const Json config = Json::parse(contents_of(run + "/config.json"));
        CHECK(config["data"] == data);
        CHECK(config["reconstruction"] == "mse");
        CHECK(config["output"]["kind"] == "linear");
        CHECK(config["architecture"]["encoder"] == Json::array({64, 64}));
    }
}

TEST_CASE("a folder that holds a run is refused and stays as it was") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 200), run = folder / "run";
    REQUIRE(lab(small_run(data, {"--steps", "3", "--out", run})).exit_code == 0);
    const std::string before =
        contents_of(run + "/summary.json") + contents_of(run + "/metrics.jsonl");
    const Outcome again = lab(small_run(data, {"--steps", "4", "--out", run}));
    CHECK(again.exit_code == 2);
    CHECK(lines_of(again.err).size() == 1);
    CHECK(contains(again.err, run));
    CHECK(contents_of(run + "/summary.json") + contents_of(run + "/metrics.jsonl") == before);
    CHECK(lab(small_run(data, {"--steps", "3", "--out", data})).exit_code ==
          2);  // a file is no folder
}

TEST_CASE("the same seed gives the same run bit for bit, another seed another") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300);
    const auto held_out_of = [&](const std::string& seed, const std::string& run) {
        const Outcome outcome =
            lab(small_run(data, {"--steps", "60", "--seed", seed, "--out", run, "--json"}));
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        return Json::parse(outcome.out)["held_out"];
    };
    const Json first = held_out_of("3", folder / "a"), second = held_out_of("3", folder / "b");
    CHECK(first.dump() ==
          second.dump());  // numbers are written so that equal text means equal bits
    CHECK(first.dump() != held_out_of("4", folder / "c").dump());

    // Looks come by the clock; where both runs looked, they saw the same.
    std::map<std::int64_t, std::string> seen;
    for (const Json& line : json_lines(folder / "a/metrics.jsonl"))
        seen[line["step"]] = line["held_out"].dump();
    int compared = 0;
    for (const Json& line : json_lines(folder / "b/metrics.jsonl")) {
        const auto found = seen.find(line["step"]);
        if (found == seen.end()) continue;
        CHECK(found->second == line["held_out"].dump());
        ++compared;
    }
    CHECK(compared >= 1);
}

TEST_CASE("config.json alone repeats the run") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), run = folder / "run";
    const Outcome first =
        lab(small_run(data, {"--steps", "50", "--seed", "11", "--set", "terms.kl_prior.weight=0.3",
                             "--set", "optimizer.kind=rmsprop", "--out", run, "--json"}));
    INFO(first.err);
    REQUIRE(first.exit_code == 0);
    const Outcome second =
        lab({"train", "--config", run + "/config.json", "--threads", "1", "--json"});
    INFO(second.err);
    REQUIRE(second.exit_code == 0);
    const Json a = Json::parse(first.out), b = Json::parse(second.out);
    for (const char* key : {"system", "data", "seed", "steps", "parameters", "held_out"}) {
        CAPTURE(key);
        CHECK(a[key].dump() == b[key].dump());
    }
}

TEST_CASE("on a terminal a bar says how far it is, how fast, and for how long" *
          doctest::skip(!latent::testing::detail::terminals_exist())) {
    const TemporaryFolder folder;
    ProgramOptions terminal;
    terminal.terminal = true;
    const Outcome outcome =
        lab(small_run(write_idx(folder / "squares", 300), {"--steps", "6000", "--json"}), terminal);
    REQUIRE(outcome.exit_code == 0);
    CHECK_NOTHROW(Json::parse(outcome.out));  // the bar keeps out of stdout
    for (const char* part : {" of 6,000", "samples/s", "left", "loss", "%"}) {
        CAPTURE(part);
        CHECK(contains(outcome.err, part));
    }
}

TEST_CASE("Ctrl-C ends the step that is under way and says where it stopped" *
          doctest::skip(!latent::testing::detail::terminals_exist())) {
    const TemporaryFolder folder;
    ProgramOptions options;
    options.terminal = true;
    options.interrupt_after = "step ";
    const std::string run = folder / "run";
    const Outcome outcome = lab(small_run(write_idx(folder / "squares", 300),
                                          {"--steps", "100000000", "--out", run, "--json"}),
                                options);
    CAPTURE(outcome.err);
    CHECK_FALSE(outcome.timed_out);
    CHECK(outcome.exit_code == 130);
    CHECK(outcome.out.empty());
    CHECK(contains(outcome.err, "Stopped at step"));
    CHECK(contains(outcome.err, run));
    CHECK(std::filesystem::exists(run + "/config.json"));
    CHECK_FALSE(std::filesystem::exists(run + "/summary.json"));
}

TEST_CASE("a run that diverges fails with a sentence") {
    const TemporaryFolder folder;
    const Outcome outcome = lab(small_run(
        write_idx(folder / "squares", 300),
        {"--steps", "2000", "--set", "optimizer.kind=sgd", "--set", "optimizer.learning_rate=10",
         "--set", "reconstruction=mse", "--set", "architecture.activation=linear"}));
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
}

TEST_CASE(
    "threads that wait for each other sleep, so that a busy machine does not slow training "
    "thirty-fold") {
    ProgramOptions options;
    options.variables = {{"OMP_DISPLAY_ENV", "verbose"}};
    options.without_variables = {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT"};
    const Outcome outcome = lab({"list", "terms"}, options);
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.err, "GOMP_SPINCOUNT = '0'"));
}
