#include "latent/param_spec.h"

#include <doctest/doctest.h>

#include <limits>
#include <stdexcept>

using namespace latent;

TEST_CASE("a number's text reads back as the same number") {
    const ParamSpec spec = ParamSpec::number("rate", 0, -1e300, 1e300);
    for (double value : {0.1, 1e-3, 1.0 / 3.0, 123456789.125, -2.5e-17, 0.0}) {
        CAPTURE(value);
        CHECK(std::get<double>(parse(spec, to_text(value))) == value);
    }
    CHECK(to_text(0.001) == "0.001");
}

TEST_CASE("widths are written and read as a list with commas") {
    const ParamSpec spec = ParamSpec::widths("encoder", {}, 1, 8192);
    CHECK(std::get<Widths>(parse(spec, "512,256")) == Widths{512, 256});
    CHECK(std::get<Widths>(parse(spec, "")).empty());
    CHECK(to_text(Widths{512, 256}) == "512,256");
    CHECK_THROWS_AS(parse(spec, "512,0"), std::invalid_argument);
    CHECK_THROWS_AS(parse(spec, "512;256"), std::invalid_argument);
}

TEST_CASE("flags, whole numbers and choices refuse everything else") {
    CHECK(std::get<bool>(parse(ParamSpec::flag("on", false), "true")));
    CHECK_THROWS_AS(parse(ParamSpec::flag("on", false), "yes"), std::invalid_argument);
    CHECK_THROWS_AS(parse(ParamSpec::integer("n", 1, 0, 10), "11"), std::invalid_argument);
    CHECK_THROWS_AS(parse(ParamSpec::integer("n", 1, 0, 10), "3.5"), std::invalid_argument);
    CHECK_THROWS_AS(parse(ParamSpec::integer("n", 1, 0, 10), "99999999999999999999"),
                    std::invalid_argument);
    CHECK_THROWS_AS(parse(ParamSpec::choice("c", "a", {"a", "b"}), "c"), std::invalid_argument);
}

TEST_CASE("a number that is not finite is never in range") {
    const ParamSpec spec = ParamSpec::number("rate", 1, 0, 10);
    CHECK_FALSE(complaint(spec, std::numeric_limits<double>::quiet_NaN()).empty());
    CHECK_FALSE(complaint(spec, std::numeric_limits<double>::infinity()).empty());
    CHECK(complaint(spec, 10.0).empty());
}

TEST_CASE("the nearest name is found, and nothing is offered where nothing is near") {
    const std::vector<std::string> names{"undercomplete", "vae", "fashion_mnist"};
    CHECK(nearest_name("undrcomplete", names) == "undercomplete");
    CHECK(nearest_name("fashion", names) == "fashion_mnist");
    CHECK(nearest_name("vea", names) == "vae");  // two letters swapped are one slip
    CHECK(nearest_name("quantum", names).empty());
}
