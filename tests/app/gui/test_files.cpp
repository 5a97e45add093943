// What goes out to files and comes in from the clipboard, without a window.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <stdexcept>
#include <thread>

#include "gl/pixels.h"
#include "gui/clipboard.h"
#include "gui/picture_reader.h"
#include "gui/saver.h"
#include "support/sample_snapshots.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

void write_text(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

// Reads a picture as soon as it is let, and says what it was given.
class ReadingEngine final : public Engine {
 public:
    const Catalog& catalog() const override { return catalog_; }
    DatasetInfo describe_data(const std::string&) const override { return {}; }
    ModelInfo inspect(const RunConfig&) const override { return {}; }
    AnalysisResult evaluate(const std::string&, const std::string&, const Report&) const override {
        return {};
    }
    AnalysisResult score(const ArrayFiles&, const std::string&, const Report&) const override {
        return {};
    }
    Samples read_picture(const std::string& path, const DatasetInfo& data) const override {
        ++files;
        if (path == "broken.png") throw std::runtime_error("broken.png ends in the middle.");
        return of(data, 1);
    }
    Samples read_picture(const std::vector<std::uint8_t>& bytes,
                         const DatasetInfo& data) const override {
        return of(data, bytes[0]);
    }
    RunExport export_run(const std::string&, const Report&) const override { return {}; }
    std::unique_ptr<Lab> make_lab(const EngineOptions&) const override { return nullptr; }

    mutable std::atomic<int> files{0};

 private:
    static Samples of(const DatasetInfo& data, std::uint8_t value) {
        Samples samples;
        samples.count = 1;
        samples.shape = data.shape;
        samples.pixels.assign(std::size_t(data.shape.size()), value);
        return samples;
    }
    Catalog catalog_;
};

std::shared_ptr<const ReadPicture> read(PictureReader& reader, const std::string& path,
                                        const DatasetInfo& data) {
    for (int i = 0; i < 2000; ++i) {
        if (auto picture = reader.read(path, data)) return picture;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return nullptr;
}

}  // namespace

TEST_CASE("what is saved is named in a sentence, and so is what could not be") {
    const test::TempFolder folder;
    std::atomic<int> rung{0};
    Saver saver(folder / "exports", [&] { ++rung; });
    saver.save("walk.gif", [](const std::string& path) { write_text(path, "moving"); });
    while (saver.busy()) std::this_thread::yield();
    CHECK(saver.take_sentences() ==
          std::vector<std::string>{"Saved " + (folder / "exports" / "walk.gif").string()});
    saver.save("walk.gif",
               [](const std::string&) { throw std::runtime_error("There is no picture."); });
    while (saver.busy()) std::this_thread::yield();
    CHECK(saver.take_sentences() ==
          std::vector<std::string>{"walk.gif was not saved. There is no picture."});
    CHECK(saver.take_sentences().empty());
    CHECK(rung == 2);
}

TEST_CASE("closing waits for what is being written") {
    const test::TempFolder folder;
    {
        Saver saver(folder.path(), [] {});
        saver.save("slow.csv", [](const std::string& path) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            write_text(path, "whole");
        });
    }
    CHECK(std::filesystem::file_size(folder / "slow.csv") == 5);
}

TEST_CASE("a picture is read once for data of one shape, and anew after it was forgotten") {
    const auto engine = std::make_shared<ReadingEngine>();
    PictureReader reader(engine, [] {});
    const DatasetInfo data = test::sample_catalog().datasets[0];
    CHECK((reader.read("digit.png", data) == nullptr));
    const auto first = read(reader, "digit.png", data);
    REQUIRE(first);
    CHECK(first->sample.shape == data.shape);
    CHECK((read(reader, "digit.png", data) == first));
    CHECK(engine->files == 1);
    DatasetInfo other = data;
    other.shape = {3, 64, 64};
    CHECK(read(reader, "digit.png", other)->sample.shape == other.shape);
    reader.forget("digit.png");
    read(reader, "digit.png", data);
    CHECK(engine->files == 3);
    CHECK(read(reader, "broken.png", data)->trouble == "broken.png ends in the middle.");
}

TEST_CASE("pasted bytes are read as a file is, the newest under a name of its own") {
    PictureReader reader(std::make_shared<ReadingEngine>(), [] {});
    const DatasetInfo data = test::sample_catalog().datasets[0];
    const std::string one = reader.keep({7}), two = reader.keep({9});
    CHECK(one != two);
    CHECK(read(reader, two, data)->sample.pixels[0] == 9);
}

TEST_CASE("a copied text names a picture by its path or its address") {
    const test::TempFolder folder;
    const std::string path = (folder / "my digit.PNG").string();
    write_text(path, "x");
    CHECK(picture_named_in(path) == path);
    CHECK(picture_named_in("  \"" + path + "\"\n") == path);
    std::string address = "file://" + path;
    address.replace(address.find(' '), 1, "%20");
    CHECK(picture_named_in(address) == path);
    CHECK(picture_named_in("copy\n" + address + "\r\n") == path);
    CHECK(picture_named_in("file://localhost" + address.substr(7)) == path);
    CHECK(picture_named_in((folder / "none.png").string()).empty());
    CHECK(picture_named_in("a sentence").empty());
    CHECK(picture_named_in("").empty());
    write_text((folder / "table.csv").string(), "x");
    CHECK(!is_picture_file((folder / "table.csv").string()));
    std::filesystem::create_directory(folder / "folder.png");
    CHECK(!is_picture_file((folder / "folder.png").string()));
}

TEST_CASE("a program is asked without a shell, and neither waited for nor listened to for ever") {
    using End = Printed::End;
    const Printed well = printed_by({"printf", "%s", "$HOME; a b"}, 5, 100);
    CHECK(well.end == End::well);
    CHECK(std::string(well.bytes.begin(), well.bytes.end()) == "$HOME; a b");
    CHECK(printed_by({"false"}, 5, 100).end == End::badly);
    CHECK(printed_by({"no-program-has-this-name"}, 5, 100).end == End::missing);
    CHECK(printed_by({"sleep", "60"}, 0.05, 100).end == End::late);
    const Printed endless = printed_by({"yes"}, 5, 100000);
    CHECK(endless.end == End::too_much);
    CHECK(endless.bytes.empty());
}

TEST_CASE("a part of a picture has its own pixels, and nothing beyond the edge") {
    gl::Pixels picture{3, 2, {}};
    for (std::uint8_t p = 0; p < 6; ++p) picture.rgba.insert(picture.rgba.end(), {p, p, p, 255});
    const gl::Pixels part = gl::cropped(picture, 1, 0, 3, 2);
    CHECK(part.width == 2);
    CHECK(part.height == 2);
    CHECK(part.rgba[0] == 1);
    CHECK(part.rgba[3 * 4] == 5);
    CHECK(gl::cropped(picture, -5, 1, 99, 99).width == 3);
    CHECK(gl::cropped(picture, 2, 2, 1, 1).rgba.empty());
}
