#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <vector>

#include "data/content_split.h"
#include "data/dataset.h"
#include "data/files/idx_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

// Points LATENT_DATA_DIR at a folder as long as it lives.
struct DataDir {
    explicit DataDir(const std::filesystem::path& folder) {
        setenv("LATENT_DATA_DIR", folder.c_str(), 1);
    }
    ~DataDir() { unsetenv("LATENT_DATA_DIR"); }
};

}  // namespace

TEST_CASE("a folder with the four usual files is read as published, packed or not") {
    TempFolder folder;
    write_four(folder.path(), 40, 10);
    for (const std::string& path : {folder.path().string(), folder.path().string() + "/",
                                    (folder / "train-images-idx3-ubyte").string()}) {
        CAPTURE(path);
        const auto dataset = load_dataset(path);
        CHECK(dataset->info().id == path);
        CHECK(!dataset->info().label.empty());
        CHECK(dataset->info().shape == ImageShape{1, 2, 3});
        CHECK(dataset->count(Split::train) == 40);
        CHECK(dataset->count(Split::held_out) == 10);
        CHECK(dataset->info().class_names == std::vector<std::string>{"0", "1", "2"});
        CHECK(image(*dataset, Split::train, 7) == Bytes{7, 0, 0, 0, 0, 0});
        CHECK(dataset->label(Split::held_out, 8) == 2);
    }
}

TEST_CASE("a lone images file is split by content, and equal images stay on one side") {
    TempFolder folder;
    Bytes bytes = idx_header({600, 2, 2});
    for (int copy = 0; copy < 3; ++copy)
        for (int i = 0; i < 200; ++i) bytes = with(bytes, {std::uint8_t(i), 1, 2, 3});
    write(folder / "own.gz", gzipped(bytes));
    const auto dataset = load_dataset((folder / "own.gz").string());
    CHECK(dataset->count(Split::train) + dataset->count(Split::held_out) == 600);
    CHECK(dataset->count(Split::held_out) == 60);
    CHECK(dataset->info().class_names.empty());
    CHECK(dataset->label(Split::train, 0) == -1);

    std::set<Bytes> train;
    for (std::int64_t i = 0; i < dataset->count(Split::train); ++i)
        train.insert(image(*dataset, Split::train, i));
    CHECK(train.size() == 180);
    for (std::int64_t i = 0; i < dataset->count(Split::held_out); ++i)
        CHECK(train.count(image(*dataset, Split::held_out, i)) == 0);
}

TEST_CASE("labels stay with their images when a lone file is split") {
    TempFolder folder;
    write(folder / "my-images.idx3", idx_bytes({300, 2, 2}));
    write(folder / "my-labels.idx1.gz", gzipped(idx_bytes({300})));
    const auto dataset = load_dataset((folder / "my-images.idx3").string());
    for (Split split : {Split::train, Split::held_out})
        for (std::int64_t i = 0; i < dataset->count(split); ++i) {
            const Bytes pixels = image(*dataset, split, i);
            CHECK(dataset->label(split, i) == (pixels[0] + 256 * pixels[1]) % 3);
        }
}

TEST_CASE("describing a lone file gives the counts that loading it gives") {
    TempFolder folder;
    for (std::uint32_t count : {2u, 3u, 19u, 20u, 255u}) {
        CAPTURE(count);
        write(folder / "few", idx_bytes({count, 2, 2}));
        const std::string path = (folder / "few").string();
        const DatasetInfo described = describe_dataset(path), loaded = load_dataset(path)->info();
        CHECK(described.train_count == loaded.train_count);
        CHECK(described.held_out_count == loaded.held_out_count);
        CHECK(loaded.train_count > 0);
        CHECK(loaded.held_out_count > 0);
        CHECK(described.shape == loaded.shape);
    }
}

TEST_CASE("neither side of a content split is empty unless all images are equal") {
    CHECK(held_out_by_content({5, 5}) == std::vector<bool>{false, false});
    CHECK(held_out_by_content({5, 6}) == std::vector<bool>{true, false});
    CHECK(held_out_by_content({6, 5, 5, 5}) == std::vector<bool>{false, true, true, true});
    CHECK(held_out_by_content({7}) == std::vector<bool>{false});
    CHECK(held_out_by_content({}) == std::vector<bool>{});
}

TEST_CASE("four dimensions are read with the channels last or first, two as squares") {
    TempFolder folder;
    const auto load = [&](const std::vector<std::uint32_t>& sizes) {
        write(folder / "some", idx_bytes(sizes));
        return load_dataset((folder / "some").string());
    };
    CHECK(load({20, 4, 5, 1})->info().shape == ImageShape{1, 4, 5});
    CHECK(load({20, 3, 4, 5})->info().shape == ImageShape{3, 4, 5});
    CHECK(load({20, 16})->info().shape == ImageShape{1, 4, 4});

    // Interleaved: red, green, blue of the upper pixel, then of the lower one. Two images.
    const Bytes values = {1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16};
    write(folder / "colour", with(idx_header({2, 2, 1, 3}), values));
    const auto dataset = load_dataset((folder / "colour").string());
    REQUIRE(dataset->info().shape == ImageShape{3, 2, 1});
    std::set<Bytes> both = {image(*dataset, Split::train, 0), image(*dataset, Split::held_out, 0)};
    CHECK(both == std::set<Bytes>{{1, 4, 2, 5, 3, 6}, {11, 14, 12, 15, 13, 16}});
}

TEST_CASE("gzip files that were joined are read as one") {
    TempFolder folder;
    const Bytes whole = idx_bytes({200, 5, 5});
    Bytes joined = gzipped(first(whole, 1000));
    joined = with(joined, gzipped(Bytes(whole.begin() + 1000, whole.end())));
    write(folder / "joined.gz", joined);
    CHECK(load_dataset((folder / "joined.gz").string())->count(Split::train) == 180);
}

TEST_CASE("a misspelt dataset is answered with the nearest name, and nonsense with all of them") {
    CHECK(complaint_of("fashion_mnits").find("fashion_mnist") != std::string::npos);
    CHECK(complaint_of("sprite").find("\"sprites\"") != std::string::npos);
    const std::string nonsense = complaint_of("zzzzzzzzzzzzzzzzzzzz");
    CHECK(nonsense.find("fashion_mnist") != std::string::npos);
    CHECK(nonsense.find("sprites") != std::string::npos);
    CHECK(complaint_of("").find("sprites") != std::string::npos);
    CHECK_THROWS_AS(describe_dataset("zzzzzzzz"), DataError);
}

TEST_CASE("files in LATENT_DATA_DIR go before the system's, and damage there hides nothing else") {
    TempFolder folder;
    std::filesystem::create_directory(folder / "fashion_mnist");
    write_four(folder / "fashion_mnist", 40, 10);
    const DataDir here(folder.path());
    CHECK(load_dataset("fashion_mnist")->count(Split::train) == 40);
    CHECK(describe_dataset("fashion_mnist").held_out_count == 10);

    write(folder / "fashion_mnist/train-labels-idx1-ubyte", with(idx_header({40}), Bytes(40, 10)));
    CHECK(complaint_of("fashion_mnist").find("label 10") != std::string::npos);
    CHECK(complaint_of("fashion_mnist").find("0 to 9") != std::string::npos);

    const auto before = list_datasets();  // MNIST may not be installed
    write(folder / "fashion_mnist/train-images-idx3-ubyte", {});
    const auto after = list_datasets();
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        CAPTURE(after[i].id);
        CHECK(after[i].train_count == (after[i].id == "fashion_mnist" ? 0 : before[i].train_count));
    }
}
