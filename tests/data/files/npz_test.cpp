#include "data/files/npz.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "data/allocation_meter.h"
#include "data/bit_images.h"
#include "data/dataset.h"
#include "data/files/own_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

// [count, 2, 2] bytes that begin with `first`, and a label for each.
Bytes images(int count, int first) {
    Bytes values;
    for (int i = 0; i < count; ++i)
        values = with(values, {std::uint8_t(first + i), 2, 3, std::uint8_t(i)});
    return with(npy_header("'|u1'", "(" + std::to_string(count) + ", 2, 2)"), values);
}
Bytes labels(const std::vector<std::int64_t>& values) {
    return with(npy_header("'<i8'", "(" + std::to_string(values.size()) + ",)"), raw(values));
}

// An archive of dSprites' layout: every combination of 3 shapes, 2 scales, 4 orientations (the last
// looks like the first) and 3x3 places, 5x6 pixels.
struct SmallSprites {
    static constexpr int kCount = 3 * 2 * 4 * 3 * 3, kHeight = 5, kWidth = 6;
    static Bytes picture(int shape, int scale, int orientation, int x, int y) {
        Bytes pixels(kHeight * kWidth, 0);
        pixels[std::size_t(y * kWidth + x)] = 1;
        pixels[std::size_t(3 * kWidth + shape)] = 1;
        pixels[std::size_t(3 * kWidth + 3 + scale)] = 1;
        pixels[std::size_t(4 * kWidth + orientation % 3)] = 1;
        return pixels;
    }
    Bytes archive(bool deflated) const {
        Bytes pixels;
        std::vector<std::int64_t> classes;
        std::vector<double> values;
        for (int i = 0; i < kCount; ++i) {
            const int y = i % 3, x = i / 3 % 3, orientation = i / 9 % 4, scale = i / 36 % 2;
            const int shape = i / 72;
            pixels = with(pixels, picture(shape, scale, orientation, x, y));
            for (int latent : {0, shape, scale, orientation, x, y}) {
                classes.push_back(latent);
                values.push_back(latent * 0.5);
            }
        }
        return zip_bytes(
            {{"metadata.npy", with(npy_header("'|O'", "()"), text("\x80\x04K\x01.")), deflated},
             {"imgs.npy", with(npy_header("'|u1'", "(216, 5, 6)"), pixels), deflated},
             {"latents_classes.npy", with(npy_header("'<i8'", "(216, 6)"), raw(classes)), deflated},
             {"latents_values.npy", with(npy_header("'<f8'", "(216, 6)"), raw(values)), deflated}});
    }
};

}  // namespace

TEST_CASE("an archive's samples, labels and published split are found by their names") {
    TempFolder folder;
    const std::string path = (folder / "own.npz").string();
    for (const bool deflated : {false, true})
        for (const bool wide : {false, true}) {
            CAPTURE(deflated);
            CAPTURE(wide);
            std::vector<ZipEntry> entries = {
                {"y_test.npy", labels({2, 0})},
                {"x_train.npy", images(30, 0)},
                {"x_test.npy", images(2, 100)},
                {"notes.txt", text("not an array")},
                {"y_train.npy", labels(std::vector<std::int64_t>(30, 1))}};
            for (ZipEntry& entry : entries) {
                entry.deflated = deflated;
                entry.wide = wide;
            }
            write(path, zip_bytes(entries));
            const auto dataset = load_dataset(path);
            CHECK(dataset->count(Split::train) == 30);
            CHECK(dataset->count(Split::held_out) == 2);
            CHECK(image(*dataset, Split::train, 29) == Bytes{29, 2, 3, 29});
            CHECK(image(*dataset, Split::held_out, 1) == Bytes{101, 2, 3, 1});
            CHECK(dataset->label(Split::train, 5) == 1);
            CHECK(dataset->label(Split::held_out, 0) == 2);
            const DatasetInfo described = describe_dataset(path);
            for (const DatasetInfo* info : {&described, &dataset->info()}) {
                CHECK(info->train_count == 30);
                CHECK(info->held_out_count == 2);
                CHECK(info->shape == ImageShape{1, 2, 2});
                CHECK(info->class_names == std::vector<std::string>{"0", "1", "2"});
            }
        }
}

TEST_CASE("any of the usual names will do, in capitals too, and a lone array needs none") {
    TempFolder folder;
    for (const char* name : {"imgs", "images", "x", "X", "X_train", "data", "arr_0", "whatever"}) {
        CAPTURE(name);
        write(folder / "own.npz", zip_bytes({{std::string(name) + ".npy", images(40, 0)}}));
        const auto dataset = load_dataset((folder / "own.npz").string());
        CHECK(dataset->count(Split::train) == 36);
        CHECK(dataset->label(Split::train, 0) == -1);
    }
}

TEST_CASE("labels of an archive stay with their samples, points included") {
    TempFolder folder;
    std::vector<float> points;
    std::vector<double> classes;
    for (int i = 0; i < 100; ++i) {
        points.insert(points.end(), {float(i), -2.5f});
        classes.push_back(i % 7);
    }
    write(folder / "own.npz",
          zip_bytes({{"X.npy", with(npy_header("'<f4'", "(100, 2)"), raw(points)), true},
                     {"y.npy", with(npy_header("'<f8'", "(100,)"), raw(classes)), true}}));
    const auto dataset = load_dataset((folder / "own.npz").string());
    CHECK(dataset->info().kind == DataKind::points);
    CHECK(dataset->info().class_names.size() == 7);
    float point[2];
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i) {
            dataset->read(split, &i, 1, point);
            CHECK(dataset->label(split, i) == int(point[0]) % 7);
        }
}

TEST_CASE("an archive of dSprites' layout is read with its factors, and its pickle is let be") {
    TempFolder folder;
    const std::string path = (folder / "dsprites.npz").string();
    for (const bool deflated : {false, true}) {
        write(path, SmallSprites().archive(deflated));
        const auto dataset = load_dataset(path);
        const DatasetInfo& info = dataset->info();
        CHECK(info.shape == ImageShape{1, 5, 6});
        CHECK(info.class_names == std::vector<std::string>{"square", "ellipse", "heart"});
        REQUIRE(info.factors.size() == 5);
        const std::vector<std::pair<std::string, int>> wanted = {
            {"shape", 3}, {"scale", 2}, {"orientation", 4}, {"x", 3}, {"y", 3}};
        for (std::size_t k = 0; k < 5; ++k) {
            CHECK(info.factors[k].name == wanted[k].first);
            CHECK(info.factors[k].count == wanted[k].second);
            CHECK(info.factors[k].cyclic == (k == 2));
        }
        CHECK(info.train_count + info.held_out_count == SmallSprites::kCount);
        CHECK(info.source.find("Matthey") != std::string::npos);

        std::map<Bytes, Split> seen;
        std::set<std::vector<int>> combinations;
        for (Split split : {Split::train, Split::held_out})
            for (std::int64_t i = 0; i < dataset->count(split); ++i) {
                std::vector<int> f(5);
                dataset->factors(split, i, f.data());
                Bytes picture = SmallSprites::picture(f[0], f[1], f[2], f[3], f[4]);
                for (std::uint8_t& pixel : picture) pixel = std::uint8_t(pixel * 255);
                CHECK(image(*dataset, split, i) == picture);
                std::vector<float> floats(30);
                dataset->read(split, &i, 1, floats.data());
                for (std::size_t p = 0; p < 30; ++p) CHECK(floats[p] == picture[p] / 255.f);
                CHECK(dataset->label(split, i) == f[0]);
                combinations.insert(f);
                // Orientations 0 and 3 look alike and must be on one side.
                CHECK(seen.emplace(picture, split).first->second == split);
            }
        CHECK(combinations.size() == SmallSprites::kCount);
        CHECK(seen.size() == 162);

        const DatasetInfo described = describe_dataset(path);
        CHECK(described.factors.size() == 5);
        CHECK(described.class_names == info.class_names);
        CHECK(described.train_count + described.held_out_count == SmallSprites::kCount);
    }
}

TEST_CASE("bits of images whose size is no whole number of bytes are kept apart") {
    BitImageSet set;
    set.shape = {1, 3, 3};
    std::set<Bytes> wanted;
    for (int i = 0; i < 64; ++i) {
        Bytes pixels(9), white(9);
        for (int p = 0; p < 9; ++p) {
            pixels[std::size_t(p)] = std::uint8_t((i * 37 + 1) >> p & 1);
            white[std::size_t(p)] = std::uint8_t(pixels[std::size_t(p)] * 255);
        }
        CHECK(set.append(pixels.data()));
        wanted.insert(white);
    }
    CHECK(!set.append(Bytes(9, 2).data()));
    CHECK(set.count() == 64);
    const auto dataset = make_bit_dataset({}, set);
    std::set<Bytes> found;
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i)
            found.insert(image(*dataset, split, i));
    CHECK(found == wanted);
    const std::int64_t beyond = dataset->count(Split::train);
    CHECK_THROWS_AS(image(*dataset, Split::train, beyond), std::out_of_range);
}

TEST_CASE("an archive of 50 MB of black pixels is described without unpacking it") {
    TempFolder folder;
    const Bytes black = with(npy_header("'|u1'", "(12800, 64, 64)"), Bytes(12800 * 4096, 0));
    write(folder / "black.npz", zip_bytes({{"imgs.npy", black, true}}));
    forget_largest_allocation();
    CHECK(describe_dataset((folder / "black.npz").string()).train_count == 11520);
    CHECK(largest_allocation() < (1 << 20));
}
