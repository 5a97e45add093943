#include "explore/paths.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

using namespace latent;
using explore::codes_of;

namespace {

double length_of(const float* code, int k) {
    double sum = 0;
    for (int j = 0; j < k; ++j) sum += double(code[j]) * double(code[j]);
    return std::sqrt(sum);
}

template <class Question>
std::string refusal(const Question& question, int width) {
    try {
        codes_of(question, width);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a traversal walks every row from its own beginning to its own end in equal steps") {
    Traverse question;
    question.origin = {1, 2, 3};
    question.directions = {1, 0, 0, 0, 0.6f, 0.8f};
    question.from = {-2, 0};
    question.to = {2, 10};
    question.count = 5;
    const std::vector<float> codes = codes_of(question, 3);
    REQUIRE(codes.size() == 2 * 5 * 3);
    for (int i = 0; i < 5; ++i) {
        CHECK(codes[std::size_t(i * 3)] == doctest::Approx(1 + -2 + i));
        CHECK(codes[std::size_t(i * 3 + 1)] == 2);
        CHECK(codes[std::size_t(15 + i * 3)] == 1);
        CHECK(codes[std::size_t(15 + i * 3 + 1)] == doctest::Approx(2 + 0.6 * 2.5 * i));
        CHECK(codes[std::size_t(15 + i * 3 + 2)] == doctest::Approx(3 + 0.8 * 2.5 * i));
    }
}

TEST_CASE("a line from one code to another begins and ends there, and goes on beyond if asked") {
    Interpolate question;
    question.from = {0, 4};
    question.to = {2, 0};
    const std::vector<float> codes = codes_of(question, 2);
    REQUIRE(codes.size() == 22);
    CHECK(codes[0] == 0);
    CHECK(codes[1] == 4);
    CHECK(codes[20] == 2);
    CHECK(codes[21] == 0);
    CHECK(codes[10] == doctest::Approx(1));
    question.first = -0.5f;
    question.last = 1.5f;
    question.count = 3;
    const std::vector<float> beyond = codes_of(question, 2);
    CHECK(beyond == std::vector<float>{-1, 6, 1, 2, 3, -2});
}

TEST_CASE("on the sphere the angle grows evenly and the length goes in proportion") {
    Interpolate question;
    question.from = {1, 0, 0};
    question.to = {0, 3, 0};
    question.spherical = true;
    question.count = 4;
    const std::vector<float> codes = codes_of(question, 3);
    for (int i = 0; i < 4; ++i) {
        const float* code = codes.data() + i * 3;
        CHECK(length_of(code, 3) == doctest::Approx(1 + 2.0 * i / 3));
        CHECK(std::atan2(code[1], code[0]) == doctest::Approx(i * M_PI / 6));
    }
}

TEST_CASE("between parallel, opposite or zero codes the spherical path is the straight one") {
    for (const std::vector<float>& end :
         {std::vector<float>{2, 2}, std::vector<float>{-1, -1}, std::vector<float>{0, 0}}) {
        Interpolate question;
        question.from = {1, 1};
        question.to = end;
        question.spherical = true;
        Interpolate straight = question;
        straight.spherical = false;
        CHECK(codes_of(question, 2) == codes_of(straight, 2));
    }
}

TEST_CASE("a far extrapolation on the sphere does not turn through the origin") {
    Interpolate question;
    question.from = {1, 0};
    question.to = {0, 0.5f};
    question.spherical = true;
    question.last = 4;
    question.count = 2;
    const std::vector<float> codes = codes_of(question, 2);
    CHECK(length_of(codes.data() + 2, 2) == 0);
}

TEST_CASE("paths that do not fit are refused with a sentence") {
    Traverse walk;
    walk.origin = {0, 0};
    CHECK(refusal(walk, 2).find("at least one direction") != std::string::npos);
    walk.directions = {1, 0};
    walk.from = {-1};
    walk.to = {1};
    CHECK(refusal(walk, 2).empty());
    CHECK(refusal(walk, 3).find("3 dimensions") != std::string::npos);
    walk.count = 5000;
    CHECK(refusal(walk, 2).find("4,096") != std::string::npos);
    walk.count = 0;
    CHECK_FALSE(refusal(walk, 2).empty());
    walk.count = 3;
    walk.origin[0] = std::numeric_limits<float>::quiet_NaN();
    CHECK(refusal(walk, 2).find("finite") != std::string::npos);

    Interpolate line;
    line.from = {0, 0};
    line.to = {1};
    CHECK(refusal(line, 2).find("2 dimensions") != std::string::npos);
    line.to = {1, std::numeric_limits<float>::infinity()};
    CHECK(refusal(line, 2).find("finite") != std::string::npos);
}
