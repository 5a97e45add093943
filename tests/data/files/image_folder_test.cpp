#include "data/files/image_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "data/dataset.h"
#include "data/files/jpeg_segments.h"
#include "data/files/own_files.h"
#include "data/files/stb_images.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

// A grey picture of one brightness.
Bytes flat(std::uint32_t width, std::uint32_t height, int grey) {
    return png_bytes(width, height, 1, Bytes(std::size_t(width) * height, std::uint8_t(grey)));
}

// "000.png" ... of one brightness each: `first`, `first` + 1, ...
void fill(const std::filesystem::path& folder, int count, int first) {
    std::filesystem::create_directories(folder);
    for (int i = 0; i < count; ++i) {
        const std::string number = std::to_string(1000 + i).substr(1);
        write(folder / (number + ".png"), flat(30, 28, first + i));
    }
}

}  // namespace

TEST_CASE("sub-folders of pictures are classes, in the order of their names") {
    TempFolder folder;
    fill(folder / "dog", 60, 100);
    fill(folder / "cat", 40, 0);
    std::filesystem::create_directories(folder / "empty");
    write(folder / "README.txt", text("not a picture"));
    const auto dataset = load_dataset(folder.path().string());
    const DatasetInfo described = describe_dataset(folder.path().string());
    for (const DatasetInfo* info : {&described, &dataset->info()}) {
        CHECK(info->class_names == std::vector<std::string>{"cat", "dog"});
        CHECK(info->shape == ImageShape{1, 28, 28});
        CHECK(info->train_count == 90);
        CHECK(info->held_out_count == 10);
        CHECK(info->summary.find("resized to 28x28") != std::string::npos);
        CHECK(!info->licence.empty());
    }
    std::multiset<int> seen;
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i) {
            const Bytes pixels = image(*dataset, split, i);
            CHECK(pixels == Bytes(28 * 28, pixels[0]));  // of one brightness, as it was
            CHECK(dataset->label(split, i) == (pixels[0] >= 100 ? 1 : 0));
            seen.insert(pixels[0]);
        }
    CHECK(seen.size() == 100);
    CHECK(*seen.begin() == 0);
    CHECK(*seen.rbegin() == 159);
}

TEST_CASE("a folder of pictures alone has no classes; hidden and other files are passed over") {
    TempFolder folder;
    fill(folder / "faces", 30, 0);
    write(folder / "faces/.hidden.png", text("no picture at all"));
    write(folder / "faces/notes.txt", text("nor this"));
    write(folder / "faces/A.JPG", jpeg_bytes(40, 28, 1, Bytes(5 * 4, 200)));
    const auto dataset = load_dataset((folder / "faces").string());
    CHECK(dataset->count(Split::train) + dataset->count(Split::held_out) == 31);
    CHECK(dataset->info().class_names.empty());
    CHECK(dataset->label(Split::train, 0) == -1);
    CHECK(load_dataset((folder / "faces/").string())->info().label == "faces");
}

TEST_CASE("one picture in colour makes all of them red, green, blue") {
    TempFolder folder;
    fill(folder.path(), 5, 10);
    Bytes red(32 * 32 * 3, 0);
    for (std::size_t p = 0; p < red.size(); p += 3) red[p] = 250;
    write(folder / "red.png", png_bytes(32, 32, 3, red));
    const auto dataset = load_dataset(folder.path().string());
    REQUIRE(dataset->info().shape == ImageShape{3, 28, 28});
    int found = 0;
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i) {
            const Bytes pixels = image(*dataset, split, i);
            const bool grey = pixels[0] == pixels[784] && pixels[0] == pixels[2 * 784];
            found += !grey;
            if (!grey) CHECK(pixels == with(Bytes(784, 250), Bytes(2 * 784, 0)));
        }
    CHECK(found == 1);
}

TEST_CASE("transparency is laid over white") {
    Bytes pixels;
    for (int alpha : {0, 128, 255, 255}) pixels = with(pixels, {100, 0, 50, std::uint8_t(alpha)});
    const Picture picture = decode_picture(png_bytes(2, 2, 4, pixels), "clear.png");
    CHECK(picture.size.colour);
    CHECK(picture.pixels == Bytes{255, 255, 255, 177, 127, 152, 100, 0, 50, 100, 0, 50});
}

TEST_CASE("a picture is cut to the square in its middle, so that proportions are kept") {
    // Black but for a white square in the middle.
    const int height = 64, width = 128;
    Bytes pixels(height * width, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (x >= 48 && x < 80 && y >= 16 && y < 48) pixels[std::size_t(y * width + x)] = 255;
    for (const bool upright : {false, true}) {
        Bytes turned(pixels.size());
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                turned[std::size_t(x * height + y)] = pixels[std::size_t(y * width + x)];
        const Picture picture = decode_picture(
            upright ? png_bytes(height, width, 1, turned) : png_bytes(width, height, 1, pixels),
            "square.png");
        const Bytes small = small_square(picture, 32, false);
        double in_the_middle = 0, sum = 0;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x) {
                const double pixel = small[std::size_t(y * 32 + x)] / 255.0;
                sum += pixel;
                if (x >= 8 && x < 24 && y >= 8 && y < 24) in_the_middle += pixel;
            }
        CHECK(in_the_middle > 0.97 * 256);
        CHECK(sum < 1.03 * 256);
        CHECK(small_square(picture, 32, true) == with(with(small, small), small));
    }
}

TEST_CASE("the side is the nearest of 28, 32 and 64 to the median of the shorter sides") {
    CHECK(common_side({5}) == 28);
    CHECK(common_side({28, 28, 900}) == 28);
    CHECK(common_side({31}) == 32);
    CHECK(common_side({47}) == 32);
    CHECK(common_side({49}) == 64);
    CHECK(common_side({3000, 4000, 5000}) == 64);
}

TEST_CASE("JPEGs come back as they were, grey or with colours") {
    const Bytes blocks = {0, 200, 30, 255, 128, 90};  // 3 in a row, the last of each cut in two
    for (const int planes : {1, 3}) {
        CAPTURE(planes);
        const Picture picture = decode_picture(jpeg_bytes(20, 16, planes, blocks), "own.jpg");
        CHECK(picture.size.width == 20);
        CHECK(picture.size.height == 16);
        CHECK(picture.size.colour == (planes == 3));
        REQUIRE(picture.pixels.size() == std::size_t(20 * 16 * planes));
        bool equal = true;
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 20 * planes; ++x)
                equal = equal && picture.pixels[std::size_t(y * 20 * planes + x)] ==
                                     blocks[std::size_t(y / 8 * 3 + x / planes / 8)];
        CHECK(equal);
    }
}

TEST_CASE("a JPEG's table of more than 256 codes never reaches the decoder, nor do its notes") {
    const Bytes photo = jpeg_bytes(8, 8, 1, {77});
    const auto with_codes = [&](std::size_t codes) {
        const std::size_t length = 2 + 17 + codes;
        Bytes table = {0xff, 0xc4, std::uint8_t(length >> 8), std::uint8_t(length), 0};
        for (std::size_t left = codes, i = 0; i < 16; ++i) {
            table.push_back(std::uint8_t(std::min<std::size_t>(left, 200)));
            left -= table.back();
        }
        const Bytes rest(photo.begin() + 2, photo.end());
        return with(with(with({0xff, 0xd8}, table), Bytes(codes)), rest);
    };
    CHECK(checked_jpeg(photo, "own.jpg") == photo);
    CHECK(checked_jpeg(with_codes(256), "own.jpg") == with_codes(256));
    CHECK_THROWS_AS(checked_jpeg(with_codes(257), "own.jpg"), DataError);
    const Bytes note = {0xff, 0xfe, 0, 5, 0xff, 0xd9, 0}, rest(photo.begin() + 2, photo.end());
    CHECK(checked_jpeg(with(with({0xff, 0xd8}, note), rest), "own.jpg") == photo);
}

TEST_CASE("one bad picture in a hundred is left out and counted; more are refused by name") {
    TempFolder folder;
    fill(folder.path(), 199, 0);
    write(folder / "bad-1.png", first(flat(30, 28, 1), 40));
    const auto dataset = load_dataset(folder.path().string());
    CHECK(dataset->count(Split::train) + dataset->count(Split::held_out) == 199);
    CHECK(dataset->info().summary.find("1 of 200 could not be read") != std::string::npos);

    write(folder / "bad-2.png", text("not a picture"));  // 2 of 201 are just within
    CHECK(load_dataset(folder.path().string())->info().summary.find("2 of 201") !=
          std::string::npos);
    write(folder / "bad-3.png", {});
    const std::string sentence = complaint_of(folder.path().string());
    CHECK(sentence.find("bad-") != std::string::npos);
}

TEST_CASE("pictures that look alike at the final size stay on one side") {
    TempFolder folder;
    for (int i = 0; i < 100; ++i)
        for (std::uint32_t side : {28u, 30u, 40u})
            write(folder / (std::to_string(i) + "-" + std::to_string(side) + ".png"),
                  flat(side, side, 2 * i));
    const auto dataset = load_dataset(folder.path().string());
    CHECK(dataset->count(Split::held_out) == 30);
    std::set<Bytes> train;
    for (std::int64_t i = 0; i < dataset->count(Split::train); ++i)
        train.insert(image(*dataset, Split::train, i));
    for (std::int64_t i = 0; i < dataset->count(Split::held_out); ++i)
        CHECK(train.count(image(*dataset, Split::held_out, i)) == 0);
}
