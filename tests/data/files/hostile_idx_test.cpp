// Files that lie. Every one is refused with a sentence that names it and says what is wrong, at
// once, and without memory for what it claims.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/files/hostile.h"
#include "data/files/own_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::test;

namespace {

std::vector<Hostile> hostile_files() {
    const Bytes good = idx_bytes({100, 28, 28}), packed = gzipped(good);
    const std::uint32_t all = 0xffffffffu;
    return {
        {"empty", {}, {"is empty", "fetch it again"}},
        {"one byte", {0}, {"ends inside its header"}},
        {"magic and nothing else", {0, 0, 8, 3}, {"ends inside its header", "fetch it again"}},
        {"sizes cut off", first(good, 11), {"ends inside its header"}},
        {"a picture", {0x89, 'P', 'N', 'G', 13, 10, 26, 10}, {"not an IDX file", "89 50 4e 47"}},
        {"a web page", text("<!DOCTYPE html>"), {"not an IDX file", "web page"}},
        {"wrong byte order", {3, 8, 0, 0, 0, 0, 0, 1}, {"not an IDX file", "03 08 00 00"}},
        {"unknown type", idx_header({1, 2, 2}, 0x42), {"not an IDX file", "00 00 42 03"}},
        {"floats", with(idx_header({1, 1, 1}, 0x0D), {0, 0, 0, 0}), {"32-bit floats", "bytes"}},
        {"no dimensions", {0, 0, 8, 0, 1}, {"0 dimensions"}},
        {"200 dimensions", {0, 0, 8, 200, 1}, {"200 dimensions"}},
        {"no images", idx_header({0, 28, 28}), {"0 images of 28x28", "nothing"}},
        {"images without width", idx_header({10, 28, 0}), {"10 images of 28x0", "nothing"}},
        {"2^31 images",
         with(idx_header({1u << 31, 28, 28}), Bytes(784)),
         {"2,147,483,648 images of 28x28", "1.7 TB", "800 bytes", "header is damaged"}},
        {"2^31 images, packed",
         gzipped(with(idx_header({1u << 31, 28, 28}), Bytes(784))),
         {"2,147,483,648 images of 28x28", "1.7 TB", "packed", "header is damaged"}},
        {"sizes whose product overflows",
         with(idx_header({all, all, all, all}), Bytes(64)),
         {"4,294,967,295 images", "header is damaged"}},
        {"sizes whose product overflows to 0",
         with(idx_header({1u << 31, 1u << 31, 1u << 2}), Bytes(64)),
         {"2,147,483,648 images", "header is damaged"}},
        {"overflow, packed", gzipped(idx_header({all, all, all})), {"4,294,967,295", "damaged"}},
        {"cut off",
         first(good, 16 + 41 * 784 + 5),
         {"100 images of 28x28", "ends after 41.", "cut off", "fetch it again"}},
        {"cut off, packed",
         first(packed, packed.size() / 2),
         {"100 images of 28x28", "ends after", "cut off", "fetch it again"}},
        {"cut off before packing",
         gzipped(first(good, 16 + 41 * 784 + 5)),
         {"100 images of 28x28", "ends after 41.", "cut off"}},
        {"cut off in its checksum", first(packed, packed.size() - 3), {"cut off at its very end"}},
        {"gzip's magic alone", {0x1f, 0x8b}, {"ends inside its header"}},
        {"spoilt packing", spoilt(packed, packed.size() / 2), {"damaged", "etch it again"}},
        {"spoilt checksum", spoilt(packed, packed.size() - 6), {"damaged", "etch it again"}},
        {"more than it says", with(good, text("garbage")), {"100 images", "another 7 bytes"}},
        {"more than it says, packed", gzipped(with(good, {1})), {"100 images", "goes on"}},
        {"garbage behind the packing", with(packed, text("garbage")), {"something else after"}},
        {"a small file that claims what it could unpack to",
         gzipped(with(idx_header({80000, 28, 28}), noise(84 * 784))),
         {"80,000 images of 28x28", "ends after 84."}},
        {"labels in place of images", idx_bytes({100}), {"100 labels", "images file"}},
        {"rows that are no square", idx_bytes({10, 12}), {"rows of 12", "no square"}},
        {"four channels", idx_bytes({5, 8, 8, 4}), {"5 images of 8x8x4", "1 or 3"}},
        {"channels first or last",
         idx_bytes({5, 3, 8, 3}),
         {"5 images of 3x8x3", "first or the last"}},
        {"a side of 5000", idx_bytes({2, 1, 5000}), {"2 images of 1x5000", "4,096 pixels"}},
        {"a single image", idx_bytes({1, 4, 4}), {"only one image"}},
        {"one image, repeated", with(idx_header({30, 4, 4}), Bytes(480, 7)), {"only one image"}},
    };
}

}  // namespace

TEST_CASE("a file that lies is refused with a sentence, at once and without memory") {
    TempFolder folder;
    for (const Hostile& file : hostile_files()) {
        CAPTURE(file.what);
        write(folder / "spoilt-idx3.bin", file.content);
        check_refused(folder / "spoilt-idx3.bin", file.parts);
    }
}

TEST_CASE("describing refuses an absurd header as well") {
    TempFolder folder;
    write(folder / "many.gz", gzipped(idx_header({1u << 31, 28, 28})));
    CHECK_THROWS_AS(data::describe_dataset((folder / "many.gz").string()), data::DataError);
}

TEST_CASE("a file as large as its absurd header says is refused without being read") {
    TempFolder folder;
    const std::filesystem::path path = folder / "hollow-images.bin";
    write(path, idx_header({1u << 31, 28, 28}));
    // A file with a hole takes no room on disk, but not every file system makes one this large.
    if (truncate(path.c_str(), off_t(16 + (1LL << 31) * 784)) != 0) return;
    check_refused(path, {"2,147,483,648 images", "1.7 TB of memory", "at most"});
}

TEST_CASE("what is no file at all is refused with a sentence") {
    TempFolder folder;
    check_refused(folder / "absent.gz", "absent.gz", {"There is no file"});

    std::filesystem::create_directory(folder / "hollow");
    check_refused(folder / "hollow", "hollow", {"holds no images file", "train-images"});

    std::filesystem::create_directories(folder / "nested" / "train-images-idx3-ubyte");
    check_refused(folder / "nested", "train-images-idx3-ubyte", {"is a folder"});

    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);  // opening it would wait for ever
    check_refused(folder / "pipe", "pipe", {"no regular file"});

    write(folder / "secret", idx_bytes({20, 2, 2}));
    std::filesystem::permissions(folder / "secret", std::filesystem::perms::none);
    if (access((folder / "secret").c_str(), R_OK) != 0)  // root may read everything
        check_refused(folder / "secret", "secret", {"cannot be read", "may read it"});
}

TEST_CASE("files that do not belong together are refused with a sentence") {
    TempFolder folder;
    const auto spoil = [&](const std::string& name, const Bytes& content,
                           const std::vector<std::string>& parts) {
        CAPTURE(name);
        write_four(folder.path(), 40, 10);
        write(folder / name, content);
        check_refused(folder.path(), name, parts);
    };
    spoil("train-labels-idx1-ubyte", idx_bytes({39}),
          {"39 labels", "40 images", "belong together"});
    spoil("train-labels-idx1-ubyte", idx_bytes({40, 2, 3}), {"40 images of 2x3", "swapped"});
    spoil("train-labels-idx1-ubyte", with(idx_header({40}), Bytes(40, 201)),
          {"label 201", "0 to 99", "image 0"});
    spoil("train-labels-idx1-ubyte", first(idx_bytes({40}), 30), {"40 labels", "ends after 22"});
    spoil("t10k-labels-idx1-ubyte.gz", gzipped(idx_bytes({11})), {"11 labels", "10 images"});
    spoil("t10k-images-idx3-ubyte.gz", gzipped(idx_bytes({10, 3, 2})), {"3x2", "2x3", "belong"});
}

TEST_CASE("a half without labels is refused when the other half has them") {
    TempFolder folder;
    write_four(folder.path(), 40, 10);
    std::filesystem::remove(folder / "t10k-labels-idx1-ubyte.gz");
    check_refused(folder.path(), "t10k-images-idx3-ubyte.gz", {"no labels", "t10k-labels-idx1"});
}

TEST_CASE("a folder with several images files asks which one is meant") {
    TempFolder folder;
    write(folder / "a-images", idx_bytes({20, 2, 2}));
    write(folder / "b-images", idx_bytes({20, 2, 2}));
    check_refused(folder.path(), folder.path().string(), {"several", "a-images", "b-images"});
}
