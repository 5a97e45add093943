// Files that lie, of every format but IDX (hostile_idx_test.cpp): each is refused with a sentence
// that names it and says what is wrong, at once and without memory for what it claims.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/files/hostile.h"
#include "data/files/own_files.h"
#include "data/files/stb_images.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::test;

namespace {

void check_all(const std::string& name, const std::vector<Hostile>& files) {
    TempFolder folder;
    for (const Hostile& file : files) {
        CAPTURE(file.what);
        write(folder / name, file.content);
        check_refused(folder / name, file.parts);
    }
}

Bytes npy(const std::string& descr, const std::string& shape, const Bytes& values) {
    return with(npy_header("'" + descr + "'", shape), values);
}

Bytes images(int count = 100) {
    return npy("|u1", "(" + std::to_string(count) + ", 4, 4)", noise(std::size_t(count) * 16));
}

Bytes floats(const std::string& shape, const std::vector<float>& values) {
    return npy("<f4", shape, raw(values));
}

Bytes npz(const std::vector<ZipEntry>& entries) { return zip_bytes(entries); }

ZipEntry lying(const std::string& name, const Bytes& content, std::uint64_t claim) {
    ZipEntry entry{name, content, true};
    entry.claims_bytes = claim;
    return entry;
}

ZipEntry odd(std::uint32_t flags, std::uint32_t packing, bool bad_checksum = false) {
    ZipEntry entry{"x.npy", images(), true};
    entry.flags = flags;
    entry.packing = packing;
    entry.bad_checksum = bad_checksum;
    return entry;
}

// dSprites' layout with other contents.
Bytes sprites(const Bytes& imgs, const Bytes& classes) {
    return npz({{"imgs.npy", imgs, true}, {"latents_classes.npy", classes, true}});
}

Bytes latents(int count, std::int64_t value = 0) {
    return npy("<i8", "(" + std::to_string(count) + ", 6)",
               raw(std::vector<std::int64_t>(std::size_t(count) * 6, value)));
}

}  // namespace

TEST_CASE("NumPy arrays that lie are refused") {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::string big(70000, ' ');
    const Bytes packed = gzipped(images());
    check_all(
        "own.npy",
        {
            {"empty", {}, {"is empty"}},
            {"a web page", text("<!DOCTYPE html>"), {"not a NumPy array", "web page"}},
            {"magic alone", text("\x93NUMPY"), {"ends inside its header"}},
            {"header cut off", first(images(), 40), {"ends inside its header", "fetch it again"}},
            {"version 9", npy_with("{}", 9), {"version 9"}},
            {"a header of 70 kB", npy_with(big, 2), {"header alone takes 70 kB"}},
            {"no dictionary", npy_with("import os\n"), {"damaged header"}},
            {"a key twice", npy_with("{'descr': '|u1', 'descr': '|u1'}"), {"damaged header"}},
            {"no shape", npy_with("{'descr': '|u1', 'fortran_order': False}"), {"damaged header"}},
            {"a negative size", npy("|u1", "(-3, 4)", {}), {"damaged header"}},
            {"an expression", npy("|u1", "(10**9, 4)", {}), {"damaged header"}},
            {"a pickle", npy("|O", "(3,)", text("\x80\x04K\x01.")), {"a pickle", "never runs"}},
            {"records",
             npy_with("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': ()}"),
             {"structured array"}},
            {"text", npy("<U5", "(3,)", Bytes(60)), {"text", "<U5"}},
            {"complex numbers", npy("<c8", "(3, 1)", Bytes(24)), {"complex numbers"}},
            {"dates", npy("<M8[ns]", "(3,)", Bytes(24)), {"dates or times"}},
            {"halves", npy("<f2", "(3, 2)", Bytes(12)), {"unusual width", "float32"}},
            {"a single number", npy("<f4", "()", Bytes(4)), {"single number"}},
            {"a row of numbers", floats("(4,)", {1, 2, 3, 4}), {"one number a sample"}},
            {"five sizes", npy("|u1", "(1, 1, 1, 1, 1)", {1}), {"5 dimensions"}},
            {"no samples", npy("|u1", "(0, 4, 4)", {}), {"which is nothing"}},
            {"2^60 samples", npy("|u1", "(1152921504606846976, 1, 1)", Bytes(9)), {"damaged"}},
            {"sizes that overflow",
             npy("<f8", "(4294967296, 4294967296, 4)", Bytes(9)),
             {"4,294,967,296", "damaged"}},
            {"a size of 40 digits",
             npy("|u1", "(" + std::string(40, '9') + ", 1)", Bytes(9)),
             {"damaged"}},
            {"2^31 samples, packed",
             gzipped(npy("|u1", "(2147483648, 28, 28)", Bytes(784))),
             {"2,147,483,648x28x28 bytes", "1.7 TB", "damaged"}},
            {"cut off",
             first(images(), 128 + 41 * 16 + 3),
             {"100x4x4 bytes", "ends after 41 of 100 samples", "cut off"}},
            {"cut off, packed", first(packed, packed.size() / 2), {"cut off"}},
            {"cut off before packing",
             gzipped(first(images(), 128 + 41 * 16)),
             {"ends after 41 of 100 samples"}},
            {"more than it says", with(images(), {1, 2, 3}), {"another 3 bytes"}},
            {"more than it says, packed", gzipped(with(images(), {1})), {"goes on after them"}},
            {"NaN", floats("(3, 2)", {1, 2, 3, nan, 5, 6}), {"NaN", "[1, 1]"}},
            {"infinity", floats("(2, 2)", {1, 2, -1 / 0.f, 3}), {"infinite", "[1, 0]"}},
            {"a double beyond float",
             npy("<f8", "(2, 1)", raw<double>({1, 1e200})),
             {"beyond 3.4e38", "[1, 0]"}},
            {"centred images",
             floats("(2, 1, 1, 3)", {-1, 0, 1, 0, 0, 1}),
             {"from -1 to 1", "[0, 1]", "centring"}},
            {"four channels", npy("|u1", "(5, 8, 8, 4)", Bytes(1280)), {"1 or 3"}},
            {"rows that are no square", npy("|u1", "(5, 12)", Bytes(60)), {"no square"}},
            {"samples last", floats("(1, 5000)", std::vector<float>(5000, 2)), {"transpose"}},
            {"one sample", floats("(1, 2)", {1, 2}), {"only one sample"}},
            {"one sample, repeated", floats("(3, 2)", {1, 2, 1, 2, 1, 2}), {"only one sample"}},
            {"one image, repeated", npy("|u1", "(30, 4, 4)", Bytes(480, 7)), {"only one sample"}},
        });
}

TEST_CASE("NumPy archives that lie are refused") {
    const Bytes good = npz({{"x.npy", images(), true}});
    const Bytes black = npy("|u1", "(100000, 64, 64)", {});
    const Bytes labels = npy("<i8", "(100,)", raw(std::vector<std::int64_t>(100, 3)));
    const auto with_labels = [&](const Bytes& bytes) {
        return npz({{"x.npy", images()}, {"y.npy", bytes}});
    };
    check_all(
        "own.npz",
        {
            {"empty", {}, {"is empty"}},
            {"not an archive", text("<html> this is a page"), {"not an .npz", "web page"}},
            {"two letters", text("PK"), {"without an end", "cut off"}},
            {"cut off", first(good, good.size() / 2), {"without an end", "cut off"}},
            {"cut off in its end", first(good, good.size() - 5), {"without an end"}},
            {"no members", npz({}), {"no array"}},
            {"another kind of archive", npz({{"word/document.xml", text("<xml>")}}), {"no array"}},
            {"spoilt directory", spoilt(good, good.size() - 73), {"damaged directory"}},
            {"a directory elsewhere", spoilt(good, good.size() - 4), {"damaged directory"}},
            {"more entries than fit", spoilt(good, good.size() - 11), {"damaged directory"}},
            {"spoilt member", spoilt(good, 200), {"own.npz (x.npy)", "damaged"}},
            {"spoilt local header", spoilt(good, 0), {"own.npz"}},
            {"a wrong checksum", npz({odd(0, 8, true)}), {"x.npy", "checksum is wrong"}},
            {"encrypted", npz({odd(1, 8)}), {"x.npy", "encrypted"}},
            {"packed with LZMA", npz({odd(0, 14)}), {"x.npy", "packed in a way (14)"}},
            {"two arrays of one name",
             npz({{"x.npy", images()}, {"x.npy", images()}}),
             {"two arrays named x.npy"}},
            {"a bomb by its own word",
             npz({lying("x.npy", images(), std::uint64_t(3) << 30)}),
             {"x.npy", "3.2 GB", "made to do harm"}},
            {"a bomb that hides",
             npz({lying("x.npy", with(images(), Bytes(1 << 20)), 1728)}),
             {"x.npy", "unpacks to more than the 1.7 kB", "made to do harm"}},
            {"a member shorter than it says", npz({lying("x.npy", images(), 5000)}), {"x.npy"}},
            {"an array larger than its member",
             npz({{"x.npy", black, true}}),
             {"100,000x64x64", "410 MB", "damaged"}},
            {"an array cut off in its member",
             npz({{"x.npy", first(images(), 1000), true}}),
             {"damaged"}},
            {"a pickle",
             npz({{"x.npy", npy("|O", "(2,)", text("\x80\x04K\x01."))}}),
             {"x.npy", "a pickle", "never runs"}},
            {"nothing that is known by name",
             npz({{"a.npy", images()}, {"b.npy", images()}}),
             {"it has a, b", "Name the samples"}},
            {"too few labels", with_labels(npy("|i1", "(99,)", Bytes(99))), {"99 labels", "100"}},
            {"one-hot labels", with_labels(npy("|i1", "(100, 10)", Bytes(1000))), {"one label a"}},
            {"a label of 1000",
             with_labels(npy("<i2", "(100,)", Bytes(200, 3))),
             {"label 771", "0 to 99"}},
            {"a label of -1", with_labels(npy("|i1", "(100,)", Bytes(100, 255))), {"label -1"}},
            {"a label of half",
             with_labels(npy("<f4", "(100,)", raw(std::vector<float>(100, .5f)))),
             {"label 0.5"}},
            {"text as labels", with_labels(npy("<U3", "(100,)", Bytes(1200))), {"y.npy", "text"}},
            {"halves of two shapes",
             npz({{"x_train.npy", images()}, {"x_test.npy", npy("|u1", "(9, 4, 5)", Bytes(180))}}),
             {"x_test.npy", "9x4x5", "belong together"}},
            {"labels for one half",
             npz({{"x_train.npy", images()}, {"y_train.npy", labels}, {"x_test.npy", images(9)}}),
             {"only one of x_train and x_test"}},
            {"sprites with too few latents", sprites(images(), latents(99)), {"99"}},
            {"sprites with seven latents",
             sprites(images(), npy("|i1", "(100, 7)", Bytes(700))),
             {"six an image"}},
            {"sprites with a wild latent", sprites(images(), latents(100, 300)), {"0 to 255"}},
            {"sprites in grey", sprites(images(), latents(100)), {"above 1 in image 0"}},
            {"one sprite, repeated",
             sprites(npy("|u1", "(100, 4, 4)", Bytes(1600)), latents(100)),
             {"only one image"}},
        });
}

TEST_CASE("tables that lie are refused with the line") {
    std::string many = "x,label\n";
    for (int i = 0; i < 101; ++i) many += "1,c" + std::to_string(i) + "\n";
    std::string wide = "x";
    for (int i = 0; i < 5000; ++i) wide += ",x";
    const Bytes packed = gzipped(text("x,y\n1,2\n3,4\n"));
    check_all(
        "own.csv",
        {
            {"empty", {}, {"is empty"}},
            {"an empty line", text("\n"), {"column names"}},
            {"a web page", text("<!DOCTYPE html>\n<html>\n"), {"web page"}},
            {"no header", text("1,2\n3,4\n"), {"begins with numbers", "first line"}},
            {"names alone", text("x,y\n"), {"no rows"}},
            {"a column without a name", text(",x\n0,1\n"), {"line 1", "column 1 has no name"}},
            {"labels alone", text("label\na\nb\n"), {"no column of numbers"}},
            {"a short row", text("x,y\n1,2\n3\n"), {"line 3", "1 cell,", "2 columns"}},
            {"a long row", text("x,y\n1,2,3\n"), {"line 2", "3 cells", "2 columns"}},
            {"an empty cell", text("x,y\n1,\n"), {"line 2", "\"y\" is empty"}},
            {"an empty label", text("x,label\n1,\n"), {"line 2", "\"label\" is empty"}},
            {"NaN", text("x,y\n1,nan\n"), {"line 2", "\"y\"", "no finite number"}},
            {"infinity", text("x,y\n1,-inf\n"), {"\"-inf\"", "no finite number"}},
            {"too large a number", text("x,y\n1,1e400\n"), {"\"1e400\"", "no finite number"}},
            {"beyond float", text("x,y\n1,1e39\n"), {"no finite number"}},
            {"text among numbers",
             text("x,city\n1,Paris\n"),
             {"line 2", "\"city\"", "\"Paris\"", "no number", "name it label"}},
            {"decimal commas", text("x;y\n1,5;2\n"), {"line 2", "\"1,5\"", "with a point"}},
            {"hexadecimal", text("x\n0x1F\n"), {"\"0x1F\"", "no number"}},
            {"101 classes", text(many), {"line 102", "101st different value", "100 classes"}},
            {"an empty line amid", text("x\n1\n\n2\n"), {"line 3 is empty"}},
            {"a quote never closed", text("x,y\n1,\"2\n3,4\n"), {"line 2", "never closed"}},
            {"text behind a quote", text("x\n\"1\"2\n"), {"line 2", "closing quote"}},
            {"a lone carriage return", text("x\r1\r2\r"), {"carriage return"}},
            {"zero bytes", with(text("x,y\n1,2\n"), {0, 0, 0}), {"a zero byte"}},
            {"UTF-16", {0xff, 0xfe, 'x', 0, '\n', 0}, {"UTF-16", "CSV UTF-8"}},
            {"5,001 columns", text(wide + "\n"), {"more than 4,096 columns"}},
            {"a line of 2 MB", with(text("x"), Bytes(2 << 20, 'y')), {"a row of more than"}},
            {"a quote of 2 MB", with(text("x\n\""), Bytes(2 << 20, '1')), {"a row of more than"}},
            {"cut off, packed", first(packed, packed.size() - 6), {"end too early", "cut off"}},
            {"one row", text("x\n1\n"), {"only one row"}},
            {"one row, repeated", text("x,y\n1,2\n1,2\n1,2\n"), {"only one row"}},
        });
}

TEST_CASE("pictures that lie are refused by their name") {
    const Bytes good = png_bytes(40, 30, 1, noise(1200));
    const Bytes photo = jpeg_bytes(40, 30, 3, noise(20));
    Bytes many_scans = first(photo, photo.size() - 2);
    const Bytes mark = {0xff, 0xda};
    const auto scan = std::search(photo.begin(), photo.end(), mark.begin(), mark.end());
    for (int i = 0; i < 80; ++i) many_scans.insert(many_scans.end(), scan, photo.end() - 2);
    many_scans = with(many_scans, {0xff, 0xd9});
    const std::vector<Hostile> files = {
        {"empty", {}, {"is empty"}},
        {"text", text("not a picture"), {"no PNG or JPEG"}},
        {"another kind of picture", text("GIF89a......"), {"no PNG or JPEG"}},
        {"magic alone", first(good, 8), {"bad.png"}},
        {"header alone", first(good, 33), {"cut off"}},
        {"cut off", first(good, good.size() / 2), {"cut off"}},
        {"cut off at its end", first(good, good.size() - 12), {"cut off"}},
        {"spoilt pixels", spoilt(good, 60), {"damaged"}},
        {"a bomb by its header",
         png_claiming(16000, 16000, 3, {}),
         {"16,000x16,000", "50,000,000"}},
        {"a side of 2^31", png_claiming(1u << 31, 1, 1, {}), {"2,147,483,648x1"}},
        {"no width", png_claiming(0, 10, 1, {}), {"damaged"}},
        {"fewer pixels than it says", png_claiming(5000, 5000, 1, Bytes(100)), {"damaged"}},
        {"a bomb in its pixels", png_claiming(4, 4, 1, Bytes(50 << 20)), {"bad.png"}},
        {"JPEG magic alone", first(photo, 4), {"bad.png"}},
        {"JPEG cut off", first(photo, photo.size() - 10), {"cut off"}},
        {"JPEG cut off in its header", first(photo, 60), {"bad.png"}},
        {"JPEG without a picture", {0xff, 0xd8, 0xff, 0xd9}, {"damaged"}},
        {"JPEG of 81 scans", many_scans, {"more than 64 times"}},
    };
    TempFolder folder;
    for (int i = 0; i < 3; ++i)
        write(folder / (std::to_string(i) + ".png"),
              png_bytes(30, 30, 1, Bytes(900, std::uint8_t(i))));
    for (const Hostile& file : files) {
        CAPTURE(file.what);
        write(folder / "bad.png", file.content);
        check_refused(folder.path(), "bad.png", file.parts);
    }
}

TEST_CASE("folders that are none of pictures are refused with what was looked for") {
    TempFolder folder;
    std::filesystem::create_directories(folder / "hollow");
    check_refused(folder / "hollow", {"no PNG or JPEG pictures", "sub-folders"});

    std::filesystem::create_directories(folder / "run");
    write(folder / "run/config.json", text("{}"));
    write(folder / "run/metrics.jsonl", text("{}"));
    check_refused(folder / "run", {"holds a run and no data"});

    std::filesystem::create_directories(folder / "mixed/cat");
    const Bytes picture = png_bytes(4, 4, 1, Bytes(16));
    write(folder / "mixed/a.png", picture);
    write(folder / "mixed/cat/b.png", picture);
    check_refused(folder / "mixed", {"a.png", "beside sub-folders", "cat"});

    std::filesystem::create_directories(folder / "alike");
    write(folder / "alike/a.png", picture);
    write(folder / "alike/b.png", picture);
    check_refused(folder / "alike", {"only one picture"});

    for (int i = 0; i < 101; ++i) {
        const auto inside = folder / "many" / std::to_string(i);
        std::filesystem::create_directories(inside);
        write(inside / "a.png", picture);
    }
    check_refused(folder / "many", {"more than 100 sub-folders"});

    check_refused(folder / "alike/a.png", {"single picture", "folder"});
}

TEST_CASE("a file of no known kind is answered with the kinds that there are") {
    TempFolder folder;
    write(folder / "song.mp3", text("ID3 noise noise"));
    check_refused(folder / "song.mp3", {".npy", ".npz", ".csv", "IDX", "PNG or JPEG"});
    write(folder / "page", text("<html>"));
    check_refused(folder / "page", {"web page"});
    write(folder / "report.xlsx", zip_bytes({{"xl/workbook.xml", text("<xml>")}}));
    check_refused(folder / "report.xlsx", {"no array"});
    // What a file is decides, where its bytes tell; not how it is called.
    write(folder / "digits.bin", images());
    CHECK(data::load_dataset((folder / "digits.bin").string())->info().train_count == 90);
}
