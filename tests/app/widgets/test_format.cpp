#include "widgets/format.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace latent::app;

TEST_CASE("whole numbers have commas between thousands") {
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(12340) == "12,340");
    CHECK(grouped(-1000) == "-1,000");
    CHECK(grouped(1234567890) == "1,234,567,890");
}

TEST_CASE("a measurement keeps its number of digits") {
    CHECK(significant(0.10423) == "0.104");
    CHECK(significant(26.139) == "26.1");
    CHECK(significant(5) == "5.00");
    CHECK(significant(9.996) == "10.0");
    CHECK(significant(1240.4) == "1,240");
    CHECK(significant(-0.5) == "-0.500");
    CHECK(significant(0) == "0.00");
    CHECK(significant(0.000012) == "1.20e-05");
    CHECK(significant(std::nan("")) == "none");
    CHECK(significant(INFINITY) == "infinite");
}

TEST_CASE("a fixed number of decimals never shows a negative zero") {
    CHECK(fixed(1.2, 2) == "1.20");
    CHECK(fixed(-0.001, 2) == "0.00");
    CHECK(fixed(-0.31, 2) == "-0.31");
    CHECK(fixed(12340.56, 1) == "12,340.6");
}

TEST_CASE("a setting is printed as it would be typed") {
    CHECK(setting(0.001) == "0.001");
    CHECK(setting(128) == "128");
    CHECK(setting(0.1) == "0.1");
    CHECK(setting(1e-5) == "1e-05");
    CHECK(setting(100) == "100");
    CHECK(setting(0) == "0");
}

TEST_CASE("speeds, shares and times carry their unit") {
    CHECK(per_second(8950.3, "img") == "8,950 img/s");
    CHECK(per_second(12.53, "img") == "12.5 img/s");
    CHECK(per_second(0, "img") == "0 img/s");
    CHECK(percent(0.031) == "3 %");
    CHECK(percent(0.001) == "less than 1 %");
    CHECK(percent(0) == "0 %");
    CHECK(duration(0.1) == "0.1 s");
    CHECK(duration(12) == "12 s");
    CHECK(duration(180) == "3 min");
    CHECK(duration(7200) == "2 h");
    CHECK(counted(1, "image") == "1 image");
    CHECK(counted(60000, "image") == "60,000 images");
    CHECK(counted(469, "batch", "batches") == "469 batches");
}

TEST_CASE("ticks have as many decimals as their distance needs") {
    CHECK(tick_text(0.5, 0.5) == "0.5");
    CHECK(tick_text(1, 0.25) == "1.0");
    CHECK(tick_text(12000, 2000) == "12,000");
    CHECK(tick_text(0, 0.5) == "0.0");
}

TEST_CASE("large counts are said in a few letters") {
    CHECK(compact(128) == "128");
    CHECK(compact(9093) == "9,093");
    CHECK(compact(27141) == "27.1 k");
    CHECK(compact(875467) == "875 k");
    CHECK(compact(999999) == "1.00 M");
    CHECK(compact(1068306) == "1.07 M");
    CHECK(compact(12345678) == "12.3 M");
}
