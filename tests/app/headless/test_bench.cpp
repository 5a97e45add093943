// latent-lab bench: figures that other programs can read, of real runs, and refusals in a sentence.
// That the machine is fast enough is asserted nowhere.
#include <doctest/doctest.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

TEST_CASE("bench --json says how many samples a second a net trains, and how that was counted") {
    const Outcome outcome =
        lab({"bench", "vae_128", "--seconds", "0.3", "--threads", "1", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    const Json json = Json::parse(outcome.out);  // throws on anything besides
    REQUIRE(json.size() == 2);                   // the case that was named, and the threads
    CHECK(json["threads"] == 1);
    const Json& figures = json["vae_128"];
    CHECK(figures["samples_per_second"].get<double>() > 0);
    CHECK(figures["median"].get<double>() > 0);
    CHECK(figures["spread"].get<double>() >= 0);
    CHECK(figures["threads"] == 1);
    CHECK(figures["seconds"].get<double>() >= 0.3);
    // A step is a batch of 128; only an epoch's last is smaller.
    CHECK(figures["samples_per_second"].get<double>() * figures["step_ms"].get<double>() / 1000 ==
          doctest::Approx(128).epsilon(0.2));
}

TEST_CASE("bench measures the matrix product that is the ceiling of training") {
    const Outcome outcome = lab({"bench", "sgemm_gflops", "--quick", "--threads", "1", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json json = Json::parse(outcome.out);
    CHECK(json["sgemm_gflops"].get<double>() > 0);
    CHECK(json["threads"] == 1);
}

TEST_CASE("bench holds a sweep's runs side by side against one of them alone") {
    ProgramOptions patient;
    patient.seconds = 120;
    const Outcome outcome =
        lab({"bench", "sweep_7", "--quick", "--seconds", "0.2", "--json"}, patient);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json sweep = Json::parse(outcome.out)["sweep"];
    const double aggregate = sweep["aggregate_samples_per_second"], one_run = sweep["one_run"];
    CHECK(aggregate > 0);
    CHECK(one_run > 0);
    CHECK(sweep["ratio"].get<double>() == doctest::Approx(aggregate / one_run));
    CHECK(sweep["jobs"].get<int>() >= 1);
    CHECK(sweep["jobs"].get<int>() <= 7);
}

TEST_CASE("bench without --json prints a table with a line a case") {
    const Outcome outcome =
        lab({"bench", "sgemm_gflops", "dense_128", "--seconds", "0.2", "--quick"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const auto lines = lines_of(outcome.out);
    REQUIRE(lines.size() == 3);
    CHECK(contains(lines[0], "samples/s"));
    CHECK(contains(lines[1], "dense_128"));
    CHECK(contains(lines[1], "784-500-300-100-2"));
    CHECK(contains(lines[2], "sgemm_gflops"));
}

TEST_CASE("a case, a time or a number of threads that cannot be is refused in a sentence") {
    struct Wrong {
        std::vector<std::string> arguments;
        std::string said;
    };
    const std::vector<Wrong> wrongs{
        {{"bench", "dense_127"}, "Did you mean 'dense_128'?"},
        {{"bench", "dense_128", "speed"}, "There is no case 'speed'"},
        {{"bench", "--seconds", "0"}, "--seconds 0"},
        {{"bench", "--seconds", "nan"}, "--seconds nan"},
        {{"bench", "--seconds", "long"}, "--seconds long"},
        {{"bench", "--threads", "-1"}, "--threads -1"},
        {{"bench", "--threads", "two"}, "--threads two"},
        {{"bench", "--quik"}, "'--quick'"},
    };
    for (const Wrong& wrong : wrongs) {
        const Outcome outcome = lab(wrong.arguments);
        CAPTURE(wrong.said);
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, wrong.said));
    }
}
