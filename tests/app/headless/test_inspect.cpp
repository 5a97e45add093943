// latent-lab inspect: layers and counts, without training.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

std::int64_t sum_over_layers(const Json& model) {
    std::int64_t sum = 0;
    for (const Json& layer : model["layers"])
        sum += layer["weights"].get<std::int64_t>() + layer["biases"].get<std::int64_t>();
    return sum;
}

const std::vector<std::string> kSmallNet{"inspect",
                                         "--data",
                                         "fashion_mnist",
                                         "--system",
                                         "undercomplete",
                                         "--set",
                                         "architecture.encoder=100",
                                         "--set",
                                         "code.width=20"};

}  // namespace

TEST_CASE("784-100-20-100-784 has 161,804 parameters, and the layers say where") {
    auto arguments = kSmallNet;
    arguments.push_back("--json");
    const Outcome outcome = lab(arguments);
    REQUIRE(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    const Json model = Json::parse(outcome.out);
    CHECK(model["parameters"] == 161804);
    CHECK(sum_over_layers(model) == 161804);

    std::vector<std::int64_t> counts;
    for (const Json& layer : model["layers"]) {
        CHECK(layer["output"].is_array());
        const auto count =
            layer["weights"].get<std::int64_t>() + layer["biases"].get<std::int64_t>();
        if (count > 0) counts.push_back(count);
    }
    CHECK(counts == std::vector<std::int64_t>{78500, 2020, 2100, 79184});
}

TEST_CASE("the table for reading says the same") {
    const Outcome outcome = lab(kSmallNet);
    CHECK(outcome.exit_code == 0);
    CHECK(contains(outcome.out, "161,804"));
    CHECK(contains(outcome.out, "78,400"));
    CHECK(contains(outcome.out, "784"));
}

TEST_CASE("every system can be inspected on the first installed dataset of each kind it accepts") {
    const Json all = Json::parse(lab({"list", "--json"}).out);
    int inspected = 0;
    for (const Json& system : all["systems"]) {
        std::set<std::string> kinds;
        for (const Json& data : all["datasets"]) {
            const auto& accepts = system["accepts"];
            if (!data["installed"] ||
                std::find(accepts.begin(), accepts.end(), data["kind"]) == accepts.end() ||
                !kinds.insert(data["kind"]).second)
                continue;
            CAPTURE(system["id"]);
            CAPTURE(data["id"]);
            const Outcome outcome =
                lab({"inspect", "--data", data["id"], "--system", system["id"], "--json"});
            INFO(outcome.err);
            REQUIRE(outcome.exit_code == 0);
            const Json model = Json::parse(outcome.out);
            CHECK(model["parameters"].get<std::int64_t>() > 0);
            CHECK(model["parameters"] == sum_over_layers(model));
            ++inspected;
        }
    }
    CHECK(inspected >= 26);
}

TEST_CASE("a wider code has more parameters, so the setting arrives") {
    auto wider = kSmallNet;
    wider.back() = "code.width=21";
    wider.push_back("--json");
    const Outcome outcome = lab(wider);
    REQUIRE(outcome.exit_code == 0);
    CHECK(Json::parse(outcome.out)["parameters"] == 161804 + 100 + 1 + 100);
}
