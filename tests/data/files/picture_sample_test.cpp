#include "data/files/picture_sample.h"

#include <doctest/doctest.h>

#include <fstream>

#include "data/dataset.h"
#include "data/files/own_files.h"
#include "support/temp_folder.h"

using namespace latent;
using test::Bytes;

namespace {

DatasetInfo images(ImageShape shape) {
    DatasetInfo info;
    info.label = "Some images";
    info.shape = shape;
    return info;
}

template <class Source>
std::string refusal(const Source& source, const DatasetInfo& like) {
    try {
        data::picture_sample(source, like);
    } catch (const data::DataError& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a picture of the samples' size comes through pixel by pixel") {
    Bytes pixels;
    for (int i = 0; i < 64; ++i) pixels.push_back(std::uint8_t(4 * i));
    const Samples sample =
        data::picture_sample(test::png_bytes(8, 8, 1, pixels), images({1, 8, 8}));
    CHECK(sample.count == 1);
    CHECK(sample.shape == ImageShape{1, 8, 8});
    CHECK(sample.pixels == pixels);
}

TEST_CASE("a wide photo is cut to its middle, made small and grey; dark on bright stays so") {
    // A white sheet 80x40 with a black stroke down the middle.
    Bytes pixels;
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 80; ++x)
            for (int c = 0; c < 3; ++c) pixels.push_back(x >= 36 && x < 44 ? 0 : 255);
    const Samples sample =
        data::picture_sample(test::png_bytes(80, 40, 3, pixels), images({1, 10, 10}));
    REQUIRE(sample.pixels.size() == 100);
    CHECK(sample.pixels[50] > 200);      // paper
    CHECK(sample.pixels[50 + 5] < 100);  // the stroke, at 16..24 of 40
}

TEST_CASE("colour samples get colour, and samples that are not square the middle") {
    Bytes pixels;
    for (int y = 0; y < 12; ++y)
        for (int x = 0; x < 12; ++x)
            for (int c = 0; c < 3; ++c) pixels.push_back(std::uint8_t(c == 0 ? 20 * y : 100 * c));
    const Samples sample =
        data::picture_sample(test::png_bytes(12, 12, 3, pixels), images({3, 6, 12}));
    REQUIRE(sample.pixels.size() == 3 * 6 * 12);
    CHECK(sample.pixels[0] == 60);        // red of the fourth row
    CHECK(sample.pixels[5 * 12] == 160);  // of the ninth
    CHECK(sample.pixels[6 * 12] == 100);  // green
    CHECK(sample.pixels[2 * 6 * 12] == 200);
}

TEST_CASE("what is no picture, or no data for one, is told in a sentence") {
    CHECK(refusal(test::text("not a picture"), images({1, 8, 8})).find("This picture is damaged") !=
          std::string::npos);
    const Bytes good = test::png_bytes(8, 8, 1, Bytes(64));
    DatasetInfo points = images({1, 1, 2});
    points.kind = DataKind::points;
    CHECK(refusal(good, points).find("learns from points") != std::string::npos);
    CHECK(refusal(good, images({2, 8, 8})).find("2 channels") != std::string::npos);

    const test::TempFolder folder;
    const std::filesystem::path path = folder.path() / "digit.png";
    CHECK(refusal(path, images({1, 8, 8})).find("digit.png") != std::string::npos);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(good.data()), std::streamsize(good.size()));
    CHECK(refusal(path, images({1, 8, 8})).empty());
}
