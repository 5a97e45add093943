// latent-lab list: the catalog, for people and for programs.
#include <doctest/doctest.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

const std::vector<std::string> kKinds{"datasets", "systems",     "architectures", "codes",
                                      "outputs",  "corruptions", "terms",         "optimizers",
                                      "analyses", "settings"};

Json catalog() {
    const Outcome outcome = lab({"list", "--json"});
    REQUIRE(outcome.exit_code == 0);
    return Json::parse(outcome.out);
}

// What an entry is called: parts by id, settings by the path that sets them.
std::string name_of(const Json& entry) {
    return entry.contains("id") ? entry["id"] : entry["path"];
}

std::vector<std::string> names_of(const Json& entries) {
    std::vector<std::string> names;
    for (const Json& entry : entries) names.push_back(name_of(entry));
    return names;
}

bool has(const Json& entries, const std::string& name) {
    const auto names = names_of(entries);
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("list --json holds every kind and what the first slice promises") {
    const Json all = catalog();
    for (const std::string& kind : kKinds) {
        CAPTURE(kind);
        CHECK(all.at(kind).is_array());
    }
    CHECK(has(all["datasets"], "fashion_mnist"));
    CHECK(has(all["datasets"], "sprites"));
    CHECK(has(all["systems"], "undercomplete"));
    CHECK(has(all["systems"], "vae"));
    CHECK(has(all["architectures"], "dense"));
    for (const char* term : {"bce", "mse", "kl_prior"}) CHECK(has(all["terms"], term));
    for (const char* optimizer : {"adam", "rmsprop", "sgd"})
        CHECK(has(all["optimizers"], optimizer));
}

TEST_CASE("list KIND --json is that kind's array alone") {
    const Json all = catalog();
    for (const std::string& kind : kKinds) {
        CAPTURE(kind);
        const Outcome outcome = lab({"list", kind, "--json"});
        CHECK(outcome.exit_code == 0);
        CHECK(Json::parse(outcome.out) == all[kind]);
    }
}

TEST_CASE("every part explains itself, and every parameter says how it is set") {
    const Json all = catalog();
    for (const std::string kind :
         {"architectures", "codes", "corruptions", "terms", "optimizers", "analyses"})
        for (const Json& part : all[kind]) {
            CAPTURE(part["id"]);
            CHECK_FALSE(part["label"].get<std::string>().empty());
            CHECK_FALSE(part["summary"].get<std::string>().empty());
            for (const Json& parameter : part["parameters"]) {
                CAPTURE(parameter["path"]);
                CHECK(parameter.contains("default"));
                CHECK_FALSE(parameter["help"].get<std::string>().empty());
            }
        }
    for (const Json& data : all["datasets"]) {
        CAPTURE(data["id"]);
        CHECK_FALSE(data["source"].get<std::string>().empty());
        CHECK_FALSE(data["licence"].get<std::string>().empty());
    }
    for (const Json& system : all["systems"]) {
        CAPTURE(system["id"]);
        CHECK_FALSE(system["paper"].get<std::string>().empty());
        CHECK_FALSE(system["teaches"].get<std::string>().empty());
    }
}

TEST_CASE("whatever the JSON lists stands in the text too, with its parameters") {
    const Json all = catalog();
    const Outcome everything = lab({"list"});
    CHECK(everything.exit_code == 0);
    CHECK(everything.err.empty());
    for (const std::string& kind : kKinds) {
        const Outcome one = lab({"list", kind});
        CHECK(one.exit_code == 0);
        for (const Json& entry : all[kind]) {
            CAPTURE(name_of(entry));
            CHECK(contains(everything.out, name_of(entry)));
            CHECK(contains(one.out, name_of(entry)));
            if (!entry.contains("parameters")) continue;
            for (const Json& parameter : entry["parameters"])
                CHECK(contains(one.out, parameter["path"].get<std::string>()));
        }
    }
}

TEST_CASE("the data that comes with Debian is counted, with its licence") {
    const Outcome outcome = lab({"list", "datasets"});
    CHECK(contains(outcome.out, "fashion_mnist"));
    CHECK(contains(outcome.out, "60,000"));
    CHECK(contains(outcome.out, "Licence: "));
    CHECK(contains(outcome.out, "Source: "));
}

TEST_CASE("every system says what it is made of, its paper, its family and the data it takes") {
    const Json all = catalog();
    for (const Json& system : all["systems"]) {
        CAPTURE(system["id"]);
        for (const char* group : {"architecture", "code", "output", "corruption", "optimizer"}) {
            const std::string id = system["parts"][group];
            CHECK(has(all[std::string(group) == "optimizer"    ? "optimizers"
                          : std::string(group) == "corruption" ? "corruptions"
                                                               : std::string(group) + "s"],
                      id));
        }
        CHECK(has(all["terms"], system["parts"]["reconstruction"]));
        for (const Json& term : system["parts"]["terms"]) CHECK(has(all["terms"], term));
        CHECK_FALSE(system["family"].get<std::string>().empty());
        CHECK_FALSE(system["paper"].get<std::string>().empty());
        CHECK_FALSE(system["accepts"].empty());
        CHECK_FALSE(system["data"].empty());
        for (const Json& data : system["data"]) CHECK(has(all["datasets"], data));
    }
}

TEST_CASE("every dataset says what kind it is, how large, whose and under which licence") {
    const Json all = catalog();
    const Outcome text = lab({"list", "datasets"});
    for (const Json& data : all["datasets"]) {
        CAPTURE(data["id"]);
        const std::string kind = data["kind"];
        CHECK((kind == "images" || kind == "points" || kind == "sequences"));
        CHECK(data["shape"].size() == 3);
        CHECK_FALSE(data["licence"].get<std::string>().empty());
        CHECK_FALSE(data["source"].get<std::string>().empty());
        CHECK(contains(text.out, kind + " of "));
    }
    CHECK(contains(text.out, "points of 3 numbers"));
    CHECK(contains(text.out, "sequences of 32 steps"));
}
