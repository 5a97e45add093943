// Values of a setting as they are typed, and spread over a range.
#include <doctest/doctest.h>

#include <stdexcept>

#include "state/value_list.h"

using namespace latent;
using namespace latent::app;

namespace {

const ParamSpec kRate = ParamSpec::number("rate", 0.1, 1e-6, 1).log();
const ParamSpec kWidth = ParamSpec::integer("width", 2, 1, 4096).log();

}  // namespace

TEST_CASE("values are typed with commas or blanks, and one that is repeated counts once") {
    CHECK(text_of(values_from_text(kRate, "0.1, 0.3,1").values) == "0.1, 0.3, 1");
    CHECK(text_of(values_from_text(kRate, "0.1 0.3 0.1").values) == "0.1, 0.3");
    CHECK(values_from_text(kRate, " ").values.empty());
    CHECK(values_from_text(kRate, " ").problem.empty());
}

TEST_CASE("two dots double from the first value to the last, which is always there") {
    CHECK(text_of(values_from_text(kWidth, "1..64").values) == "1, 2, 4, 8, 16, 32, 64");
    CHECK(text_of(values_from_text(kWidth, "3..10, 20").values) == "3, 6, 10, 20");
    CHECK(!values_from_text(kWidth, "8..2").problem.empty());
}

TEST_CASE("what is no value of the setting is refused in a sentence") {
    for (const char* text : {"0.1, two", "5", "0.1..", "..1"}) {
        CAPTURE(text);
        CHECK(!values_from_text(kRate, text).problem.empty());
    }
    const ValueList many = values_from_text(ParamSpec::integer("n", 1, 0, 100000), [] {
        std::string text;
        for (int i = 0; i < 300; ++i) text += std::to_string(i) + " ";
        return text;
    }());
    CHECK(many.problem.find("too many") != std::string::npos);
}

TEST_CASE("lists of widths keep their commas and are told apart by semicolons") {
    const ParamSpec spec = ParamSpec::widths("encoder", {512, 256}, 1, 8192);
    const ValueList list = values_from_text(spec, "512,256; 128");
    REQUIRE(list.values.size() == 2);
    CHECK(std::get<Widths>(list.values[0]) == Widths{512, 256});
    CHECK(text_of(list.values) == "512,256; 128");
    CHECK(values_from_text(spec, text_of(list.values)).values == list.values);
}

TEST_CASE("a range is spread by equal steps or equal factors, with both ends as they were given") {
    CHECK(text_of(spread(kRate, 0.1, 0.5, 5, false)) == "0.1, 0.2, 0.3, 0.4, 0.5");
    CHECK(text_of(spread(kRate, 0.001, 1, 4, true)) == "0.001, 0.01, 0.1, 1");
    CHECK(text_of(spread(kWidth, 1, 64, 7, true)) == "1, 2, 4, 8, 16, 32, 64");
    // Fewer whole numbers than were asked for lie in it.
    CHECK(text_of(spread(kWidth, 1, 3, 9, false)) == "1, 2, 3");
}

TEST_CASE("a range that the setting does not have is refused") {
    CHECK_THROWS_AS(spread(kRate, 0.1, 5, 3, false), std::invalid_argument);
    CHECK_THROWS_AS(spread(kRate, 0.5, 0.1, 3, false), std::invalid_argument);
    CHECK_THROWS_AS(spread(kRate, 0.1, 0.5, 1, false), std::invalid_argument);
    CHECK_THROWS_AS(spread(ParamSpec::number("level", 0.2, 0, 1), 0, 1, 3, true),
                    std::invalid_argument);
    CHECK_THROWS_AS(spread(ParamSpec::flag("nesterov", false), 0, 1, 2, false),
                    std::invalid_argument);
}
