#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "data/dataset.h"
#include "data/files/own_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

struct Scratch {
    std::shared_ptr<const Dataset> load(const Bytes& bytes, const std::string& name = "own.npy") {
        write(folder / name, bytes);
        return load_dataset((folder / name).string());
    }
    DatasetInfo describe(const std::string& name = "own.npy") {
        return describe_dataset((folder / name).string());
    }
    TempFolder folder;
};

// Every sample of both splits, in no order.
std::multiset<std::vector<float>> samples(const Dataset& dataset) {
    std::multiset<std::vector<float>> all;
    std::vector<float> sample(std::size_t(dataset.info().shape.size()));
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset.count(split); ++i) {
            dataset.read(split, &i, 1, sample.data());
            all.insert(sample);
        }
    return all;
}

bool says(const DatasetInfo& info, const std::string& words) {
    return info.summary.find(words) != std::string::npos;
}

template <class Value>
Bytes npy(const std::string& descr, const std::string& shape, const std::vector<Value>& values) {
    return with(npy_header(descr, shape), raw(values));
}

// The numbers 0 .. 5 as [3, 2] of any type, in either order of the bytes.
template <class Value>
Bytes six(const std::string& code) {
    std::vector<Value> values;
    for (int i = 0; i < 6; ++i) values.push_back(Value(i));
    Bytes bytes = raw(values);
    if (code[0] == '>')
        for (std::size_t i = 0; i < bytes.size(); i += sizeof(Value))
            std::reverse(bytes.begin() + std::ptrdiff_t(i),
                         bytes.begin() + std::ptrdiff_t(i + sizeof(Value)));
    return with(npy_header("'" + code + "'", "(3, 2)"), bytes);
}

}  // namespace

TEST_CASE("an array of bytes is images, and says how its pixels are read") {
    Scratch scratch;
    const auto dataset = scratch.load(with(npy_header("'|u1'", "(200, 3, 5)"), noise(3000)));
    CHECK(dataset->info().kind == DataKind::images);
    CHECK(dataset->info().shape == ImageShape{1, 3, 5});
    CHECK(dataset->count(Split::train) == 180);
    CHECK(dataset->count(Split::held_out) == 20);
    CHECK(says(dataset->info(), "0 to 255 are read as 0 to 1"));
    CHECK(!dataset->info().licence.empty());
    CHECK(dataset->info().source.find("own.npy") != std::string::npos);
    const DatasetInfo described = scratch.describe();
    CHECK(described.train_count == 180);
    CHECK(described.held_out_count == 20);
    CHECK(described.shape == dataset->info().shape);
}

TEST_CASE("colours may come last or first, and a packed array is read as well") {
    Scratch scratch;
    CHECK(scratch.load(with(npy_header("'|u1'", "(9, 4, 5, 3)"), noise(540)))->info().shape ==
          ImageShape{3, 4, 5});
    CHECK(scratch.load(with(npy_header("'|u1'", "(9, 3, 4, 5)"), noise(540)))->info().shape ==
          ImageShape{3, 4, 5});
    const Bytes packed = gzipped(with(npy_header("'|u1'", "(9, 16)"), noise(144)));
    CHECK(scratch.load(packed, "own.npy.gz")->info().shape == ImageShape{1, 4, 4});
}

TEST_CASE("masks are white where they are 1, whether truth values, bytes or floats") {
    Scratch scratch;
    const std::multiset<std::vector<float>> wanted = {{0, 1}, {1, 0}, {1, 1}};
    for (const char* descr : {"'|b1'", "'|u1'"}) {
        const auto dataset =
            scratch.load(npy<std::uint8_t>(descr, "(3, 1, 2)", {0, 1, 1, 0, 1, 1}));
        CHECK(samples(*dataset) == wanted);
        CHECK(says(dataset->info(), "1 as white"));
    }
    CHECK(samples(*scratch.load(npy<float>("'<f4'", "(3, 1, 2)", {0, 1, 1, 0, 1, 1}))) == wanted);
}

TEST_CASE("floats in [0, 1] are images of 256 levels") {
    Scratch scratch;
    const auto dataset = scratch.load(npy<double>("'<f8'", "(2, 2, 1)", {0, 1, 0.25, 100.4 / 255}));
    CHECK(dataset->info().kind == DataKind::images);
    CHECK(samples(*dataset) ==
          std::multiset<std::vector<float>>{{0, 1}, {64 / 255.f, 100 / 255.f}});
    CHECK(says(dataset->info(), "rounded to 256 levels"));
}

TEST_CASE("whole numbers up to 255 are pixels whatever their type; fractions are sequences") {
    Scratch scratch;
    const auto whole = scratch.load(npy<float>("'<f4'", "(2, 1, 2)", {0, 255, 7, 0}));
    CHECK(whole->info().kind == DataKind::images);
    CHECK(samples(*whole) == std::multiset<std::vector<float>>{{0, 1}, {7 / 255.f, 0}});
    CHECK(says(whole->info(), "whole values 0 to 255"));

    const auto fractions = scratch.load(npy<float>("'<f4'", "(2, 1, 2)", {0, 255, 7, 0.5}));
    CHECK(fractions->info().kind == DataKind::sequences);
    CHECK(fractions->info().shape == ImageShape{1, 1, 2});
    CHECK(fractions->info().high == 255);
    CHECK(says(fractions->info(), "sequences of 1 steps with 2 features"));

    const auto colours = scratch.load(
        npy<float>("'<f4'", "(2, 2, 1, 3)", {0, 255, 7, 0.6f, 0, 0, 9, 9, 9, 9, 9, 9}));
    CHECK(colours->info().kind == DataKind::images);
    CHECK(says(colours->info(), "rounded"));
}

TEST_CASE("rows of numbers are points and stay as they are, in every type and order of bytes") {
    Scratch scratch;
    const std::multiset<std::vector<float>> wanted = {{0, 1}, {2, 3}, {4, 5}};
    const auto check = [&](const Bytes& bytes) {
        const auto dataset = scratch.load(bytes);
        CHECK(dataset->info().kind == DataKind::points);
        CHECK(dataset->info().shape == ImageShape{1, 1, 2});
        CHECK(dataset->info().low == 0);
        CHECK(dataset->info().high == 5);
        CHECK(samples(*dataset) == wanted);
    };
    for (const std::string order : {"<", ">"}) {
        CAPTURE(order);
        check(six<float>(order + "f4"));
        check(six<double>(order + "f8"));
        check(six<std::int8_t>(order + "i1"));
        check(six<std::int16_t>(order + "i2"));
        check(six<std::int32_t>(order + "i4"));
        check(six<std::int64_t>(order + "i8"));
        check(six<std::uint16_t>(order + "u2"));
        check(six<std::uint32_t>(order + "u4"));
        check(six<std::uint64_t>(order + "u8"));
    }
    CHECK(scratch.describe().train_count == 2);
}

TEST_CASE("column-major arrays are turned") {
    Scratch scratch;
    const Bytes points = with(npy_header("'<f4'", "(3, 2)", true), raw<float>({0, 2, 4, 1, 3, 5}));
    CHECK(samples(*scratch.load(points)) ==
          std::multiset<std::vector<float>>{{0, 1}, {2, 3}, {4, 5}});
    // [2, 2, 3]: value 100 i + 10 j + k lies at i + 2 (j + 2 k).
    Bytes values(12);
    for (int i = 0; i < 2; ++i)
        for (int j = 0; j < 2; ++j)
            for (int k = 0; k < 3; ++k)
                values[std::size_t(i + 2 * (j + 2 * k))] = std::uint8_t(100 * i + 10 * j + k);
    const auto images = scratch.load(with(npy_header("'|u1'", "(2, 2, 3)", true), values));
    std::multiset<std::vector<float>> wanted;
    for (int i = 0; i < 2; ++i) {
        std::vector<float> image;
        for (int j = 0; j < 2; ++j)
            for (int k = 0; k < 3; ++k) image.push_back(float(100 * i + 10 * j + k) / 255.f);
        wanted.insert(image);
    }
    CHECK(samples(*images) == wanted);
}

TEST_CASE("versions 2 and 3 of the format differ in nothing that matters") {
    Scratch scratch;
    const std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 2, 2)}\n";
    for (int version : {1, 2, 3}) {
        CAPTURE(version);
        CHECK(scratch.load(with(npy_with(header, version), noise(16)))->count(Split::train) == 3);
    }
}

TEST_CASE("equal samples of an array stay on one side of the split") {
    Scratch scratch;
    std::vector<float> values;
    for (int copy = 0; copy < 3; ++copy)
        for (int i = 0; i < 200; ++i) values.insert(values.end(), {float(i) + 0.5f, float(-i)});
    const auto dataset = scratch.load(npy("'<f4'", "(600, 2)", values));
    CHECK(dataset->count(Split::held_out) == 60);
    std::set<std::vector<float>> train;
    std::vector<float> sample(2);
    for (std::int64_t i = 0; i < dataset->count(Split::train); ++i) {
        dataset->read(Split::train, &i, 1, sample.data());
        train.insert(sample);
    }
    CHECK(train.size() == 180);
    for (std::int64_t i = 0; i < dataset->count(Split::held_out); ++i) {
        dataset->read(Split::held_out, &i, 1, sample.data());
        CHECK(train.count(sample) == 0);
    }
}
