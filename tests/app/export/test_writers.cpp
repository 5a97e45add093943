// What is exported is read back, by the library or byte by byte.
#include <doctest/doctest.h>
#include <gif_lib.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

#include "export/codes.h"
#include "export/csv.h"
#include "export/gif.h"
#include "export/npy.h"
#include "support/sample_snapshots.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> lines_of(const std::string& path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

// A GIF as giflib reads it.
struct ReadGif {
    explicit ReadGif(const std::string& path) {
        int error = 0;
        file = DGifOpenFileName(path.c_str(), &error);
        REQUIRE(file);
        REQUIRE(DGifSlurp(file) == GIF_OK);
    }
    ~ReadGif() {
        int error = 0;
        DGifCloseFile(file, &error);
    }
    GifColorType at(int frame, int x, int y) const {
        const SavedImage& image = file->SavedImages[frame];
        return image.ImageDesc.ColorMap->Colors[image.RasterBits[y * image.ImageDesc.Width + x]];
    }
    int delay(int frame) const {
        GraphicsControlBlock control;
        REQUIRE(DGifSavedExtensionToGCB(file, frame, &control) == GIF_OK);
        return control.DelayTime;
    }
    bool repeats() const {
        const SavedImage& first = file->SavedImages[0];
        for (int i = 0; i < first.ExtensionBlockCount; ++i) {
            const ExtensionBlock& block = first.ExtensionBlocks[i];
            if (block.Function == APPLICATION_EXT_FUNC_CODE && block.ByteCount == 11 &&
                std::memcmp(block.Bytes, "NETSCAPE2.0", 11) == 0) {
                const ExtensionBlock& times = first.ExtensionBlocks[i + 1];
                return times.ByteCount == 3 && times.Bytes[1] == 0 && times.Bytes[2] == 0;
            }
        }
        return false;
    }
    GifFileType* file;
};

}  // namespace

TEST_CASE("a GIF holds every frame's pixels, enlarged without smoothing, and repeats for ever") {
    test::TempFolder folder;
    const std::string path = (folder / "walk.gif").string();
    const Samples images = test::sample_images(3, 5);
    GifOptions options;
    options.scale = 3;
    options.seconds_a_frame = 0.25;
    write_gif(path, frames_of(images), options);

    const ReadGif gif(path);
    const int width = images.shape.width, height = images.shape.height;
    CHECK(gif.file->ImageCount == 3);
    CHECK(gif.file->SWidth == width * 3);
    CHECK(gif.file->SHeight == height * 3);
    CHECK(gif.repeats());
    CHECK(gif.delay(1) == 25);
    int wrong = 0;
    for (int i = 0; i < 3; ++i)
        for (int y = 0; y < height * 3; ++y)
            for (int x = 0; x < width * 3; ++x)
                wrong += gif.at(i, x, y).Green != images.image(i)[y / 3 * width + x / 3];
    CHECK(wrong == 0);
}

TEST_CASE("a GIF that goes there and back has its ends once") {
    test::TempFolder folder;
    const std::string path = (folder / "walk.gif").string();
    const Samples images = test::sample_images(4, 5);
    GifOptions options;
    options.there_and_back = true;
    write_gif(path, frames_of(images), options);
    const ReadGif gif(path);
    REQUIRE(gif.file->ImageCount == 6);
    const auto first_pixels = [&](int frame) { return gif.at(frame, 3, 3).Red; };
    CHECK(first_pixels(4) == images.image(2)[3 * images.shape.width + 3]);
    CHECK(first_pixels(5) == images.image(1)[3 * images.shape.width + 3]);
}

TEST_CASE("a GIF of many colours keeps 256 that are near them") {
    test::TempFolder folder;
    const std::string path = (folder / "colours.gif").string();
    Frames frames;
    frames.width = frames.height = 64;
    frames.rgb.emplace_back(64 * 64 * 3);
    for (int p = 0; p < 64 * 64; ++p) {
        frames.rgb[0][std::size_t(p * 3)] = std::uint8_t(p % 64 * 4);
        frames.rgb[0][std::size_t(p * 3 + 1)] = std::uint8_t(p / 64 * 4);
        frames.rgb[0][std::size_t(p * 3 + 2)] = 90;
    }
    write_gif(path, frames);
    const ReadGif gif(path);
    double off = 0;
    for (int p = 0; p < 64 * 64; ++p) {
        const GifColorType colour = gif.at(0, p % 64, p / 64);
        off += std::abs(int(colour.Red) - p % 64 * 4) + std::abs(int(colour.Green) - p / 64 * 4) +
               std::abs(int(colour.Blue) - 90);
    }
    CHECK(off / (64 * 64 * 3) < 8);  // of 255
}

TEST_CASE("rows of a traversal move together in one GIF, beside each other") {
    const Samples images = test::sample_images(6, 9);  // 2 rows of 3
    const Frames frames = frames_of_rows(images, 2, 3);
    const int width = images.shape.width;
    REQUIRE(frames.rgb.size() == 3);
    CHECK(frames.width == width * 2 + 1);
    CHECK(frames.height == images.shape.height);
    const auto red = [&](int frame, int x, int y) {
        return frames.rgb[std::size_t(frame)][std::size_t((y * frames.width + x) * 3)];
    };
    CHECK(red(1, 2, 2) == images.image(1)[2 * width + 2]);
    CHECK(red(1, width + 1 + 2, 2) == images.image(4)[2 * width + 2]);
}

TEST_CASE("what cannot be a GIF says so") {
    CHECK_THROWS_WITH(write_gif("/tmp/x.gif", {}), "There is no picture to save.");
    CHECK(frames_of(test::numbers_snapshot("waves").cloud->probe->images).rgb.empty());
}

TEST_CASE("an NPY file has the header of format 1.0 and the numbers behind it") {
    test::TempFolder folder;
    const std::string path = (folder / "codes.npy").string();
    write_npy(path, std::vector<float>{1, 2.5f, -3, 4, 5, 6}, {3, 2});
    std::string bytes = bytes_of(path);
    REQUIRE(bytes.size() > 10);
    CHECK(bytes.substr(0, 8) == std::string("\x93NUMPY\x01\x00", 8));
    const std::size_t length = std::size_t(static_cast<unsigned char>(bytes[8])) +
                               std::size_t(static_cast<unsigned char>(bytes[9])) * 256;
    CHECK((10 + length) % 64 == 0);
    CHECK(bytes.substr(10, length)
              .find("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }") == 0);
    REQUIRE(bytes.size() == 10 + length + 6 * 4);
    float values[6];
    std::memcpy(values, bytes.data() + 10 + length, sizeof values);
    CHECK(values[1] == 2.5f);
    CHECK(values[2] == -3);

    write_npy(path, std::vector<int>{7, 8}, {2});
    bytes = bytes_of(path);
    CHECK(bytes.find("'descr': '<i4'") != std::string::npos);
    CHECK(bytes.find("'shape': (2,)") != std::string::npos);
    CHECK_THROWS_WITH(write_npy(path, std::vector<float>{1, 2}, {3}),
                      "The array has 2 numbers, but its shape has room for 3.");
}

TEST_CASE("a CSV file quotes what needs it and gives every float back") {
    test::TempFolder folder;
    const std::string path = (folder / "table.csv").string();
    write_csv(path, {{"name", "value"}, {{"T-shirt, \"top\"", csv_number(0.1f)}}});
    CHECK(bytes_of(path) == "name,value\n\"T-shirt, \"\"top\"\"\",0.100000001\n");
    CHECK(std::stof(csv_number(0.1f)) == 0.1f);
    CHECK(csv_number(std::nanf("")) == "nan");
}

TEST_CASE("the codes of a run are a table with the samples' classes") {
    test::TempFolder folder;
    const std::string path = (folder / "codes.csv").string();
    const Snapshot snapshot = test::running_snapshot();
    const CodeCloud& cloud = *snapshot.cloud;
    write_codes_csv(path, cloud, snapshot.data.get());
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == std::size_t(cloud.count) + 1);
    CHECK(lines[0].find("sample,split,class,z1,z2") == 0);
    const std::string name = snapshot.data->class_names[std::size_t(cloud.probe->labels[1])];
    CHECK(lines[2].find("7,train," + name + "," + csv_number(cloud.code(1)[0])) == 0);
    write_codes_npy((folder / "codes.npy").string(), cloud);
    CHECK(bytes_of((folder / "codes.npy").string())
              .find("(" + std::to_string(cloud.count) + ", 2)") != std::string::npos);
}

TEST_CASE("a full disk is noticed by every writer") {
    const char* const full = "/dev/full";
    const Samples images = test::sample_images(2, 5);
    CHECK_THROWS_AS(write_gif(full, frames_of(images)), std::runtime_error);
    CHECK_THROWS_AS(write_npy(full, std::vector<float>{1, 2}, {2}), std::runtime_error);
    CHECK_THROWS_AS(write_csv(full, {{"a"}, {{"1"}}}), std::runtime_error);
}

TEST_CASE("some of the codes keep what is known of each of them") {
    Snapshot snapshot = test::running_snapshot();
    auto probe = std::make_shared<Probe>(*snapshot.cloud->probe);
    for (int i = 0; i < snapshot.cloud->count; ++i)
        for (int f = 0; f < 2; ++f) probe->factors.push_back(i * 10 + f);
    CodeCloud cloud = *snapshot.cloud;
    cloud.probe = probe;
    const CodeCloud some = codes_of(cloud, {3, 5, 99999});
    REQUIRE(some.count == 2);
    CHECK(some.code(1)[1] == cloud.code(5)[1]);
    CHECK(some.probe->indices == std::vector<std::int64_t>{21, 35});
    CHECK(some.probe->labels[1] == probe->labels[5]);
    CHECK(some.probe->factors == std::vector<int>{30, 31, 50, 51});
    test::TempFolder folder;
    const std::string path = (folder / "codes.csv").string();
    write_codes_csv(path, some, nullptr);
    const auto lines = lines_of(path);
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].find("sample,split,class,factor1,factor2,z1,z2") == 0);
    CHECK(lines[2].find(",50,51,") != std::string::npos);
}
