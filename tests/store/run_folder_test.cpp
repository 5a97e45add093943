// The parts of a run folder: its lock, its metrics, its checkpoints, its frames.
#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "store/checkpoints.h"
#include "store/folder_lock.h"
#include "store/frames.h"
#include "store/metrics_log.h"
#include "store/run_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::store;

namespace {

std::string text_in(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

MetricsLine line_at(std::int64_t step) {
    return {step, double(step) / 10, double(step) / 100, 0.01, {{"mse", 1.5}}, {{"mse", 2.5}}};
}

Checkpoint checkpoint_at(std::int64_t step) {
    Checkpoint checkpoint{step, {}};
    checkpoint.content.tensors["encoder.weight"] = stored<float>({1, 2});
    checkpoint.content.tensors["trainer/steps"] = stored<std::int64_t>({step, 0, 0});
    return checkpoint;
}

template <class Act>
std::string sentence_of(const Act& act) {
    try {
        act();
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<std::int64_t> steps_of(const std::vector<MetricsLine>& lines) {
    std::vector<std::int64_t> steps;
    for (const MetricsLine& line : lines) steps.push_back(line.step);
    return steps;
}

}  // namespace

TEST_CASE("a folder's lock is held by one, and free when its holder is gone") {
    const test::TempFolder folder;
    FolderLock second;
    {
        FolderLock first;
        CHECK(first.take(folder.path()) == FolderLock::Outcome::taken);
        CHECK(first.take(folder.path()) == FolderLock::Outcome::taken);
        CHECK(second.take(folder.path()) == FolderLock::Outcome::busy);
        CHECK_FALSE(second.held());
    }
    CHECK(second.take(folder.path()) == FolderLock::Outcome::taken);
    FolderLock third = std::move(second);
    CHECK(third.held());
    CHECK(FolderLock().take(folder / "no") == FolderLock::Outcome::unwritable);
}

TEST_CASE(
    "metrics beyond a step are cut off, a torn last line with them, and no step comes twice") {
    const test::TempFolder folder;
    const auto file = folder / "metrics.jsonl";
    {
        MetricsLog log;
        log.open(file, -1);
        for (int step = 0; step <= 3000; step += 3) log.append(line_at(step));
        log.append(line_at(2000));  // it is behind already
    }
    const std::string whole = text_in(file);
    std::ofstream(file, std::ios::app) << "{\"step\":3003,\"epoch\":0.";
    for (const std::int64_t step : {3000L, 2999L, 1500L, 4L, 0L}) {
        CAPTURE(step);
        MetricsLog log;
        log.open(file, step);
        const std::string kept = text_in(file);
        CHECK(whole.compare(0, kept.size(), kept) == 0);
        CHECK(std::count(kept.begin(), kept.end(), '\n') == step / 3 + 1);
        CHECK(kept.back() == '\n');
    }
    MetricsLog log;
    log.open(file, -1);
    CHECK(text_in(file).empty());
    log.append(line_at(5));
    log.append(line_at(5));
    log.append(line_at(9));
    log.cut_after(5);
    log.append(line_at(7));
    bool cut = false;
    CHECK(steps_of(MetricsTail(file, -1).read(cut)) == std::vector<std::int64_t>{5, 7});
}

TEST_CASE("a reader gets the lines that have come since, a half line when its end has come") {
    const test::TempFolder folder;
    const auto file = folder / "metrics.jsonl";
    MetricsLog log;
    log.open(file, -1);
    for (int step : {10, 20, 30}) log.append(line_at(step));
    MetricsTail tail(file, 20);
    bool cut = true;
    const auto lines = tail.read(cut);
    CHECK_FALSE(cut);
    REQUIRE(steps_of(lines) == std::vector<std::int64_t>{30});
    CHECK(lines[0].train.at("mse") == 1.5);
    CHECK(lines[0].held_out.at("mse") == 2.5);
    CHECK(tail.read(cut).empty());
    const std::string before = text_in(file);
    log.append(line_at(40));
    const std::string after = text_in(file);
    std::filesystem::resize_file(file, before.size() + 12);
    CHECK(tail.read(cut).empty());
    std::ofstream(file, std::ios::app) << after.substr(before.size() + 12);
    CHECK(steps_of(tail.read(cut)) == std::vector<std::int64_t>{40});
    log.cut_after(10);
    CHECK(tail.read(cut).empty());
    CHECK(cut);
}

TEST_CASE("of many checkpoints the newest two, the first and some evenly between stay") {
    std::vector<CheckpointSize> kept;
    for (int step = 0; step <= 10000; step += 100) {
        kept.push_back({step, 1000});
        for (const std::int64_t gone : superfluous(kept, step))
            kept.erase(std::find_if(kept.begin(), kept.end(),
                                    [&](const auto& one) { return one.step == gone; }));
        CHECK(kept.size() <= 8);
        CHECK(kept.front().step == 0);
        CHECK(kept.back().step == step);
        if (kept.size() > 1) CHECK(kept[kept.size() - 2].step == step - 100);
    }
    REQUIRE(kept.size() == 8);
    std::int64_t widest = 0;
    for (std::size_t i = 1; i < kept.size(); ++i)
        widest = std::max(widest, kept[i].step - kept[i - 1].step);
    CHECK(widest <= 3500);  // of 10,000 in seven gaps
    // Gigabytes are kept twice, not eight times.
    const std::uint64_t large = std::uint64_t(3) << 30;
    CHECK(superfluous({{0, large}, {1, large}, {2, large}, {3, large}}, 3) ==
          std::vector<std::int64_t>{0, 1});
    // What lies beyond the newest belongs to a past that was left.
    CHECK(superfluous({{0, 1}, {10, 1}, {20, 1}}, 10) == std::vector<std::int64_t>{20});
}

TEST_CASE("a checkpoint that cannot serve is refused in a sentence that names the file") {
    const test::TempFolder folder;
    write_checkpoint(folder.path(), checkpoint_at(400));
    CHECK(checkpoints_in(folder.path()) == std::vector<std::int64_t>{400});
    const auto file = checkpoint_file(folder.path(), 400);
    CHECK(file.filename() == "000000400.safetensors");
    CHECK(read_checkpoint(folder.path(), 400).content.tensors.size() == 2);
    CHECK(net_of(read_checkpoint(folder.path(), 400)).tensors.size() == 1);
    const auto reading = [&] { read_checkpoint(folder.path(), 400); };

    Safetensors other = read_safetensors(file);
    other.metadata["format"] = "7";
    write_safetensors(file, other);
    CHECK(has(sentence_of(reading), file.string()));
    CHECK(has(sentence_of(reading), "format 7"));

    other.metadata["format"] = "1";
    other.metadata["step"] = "500";
    write_safetensors(file, other);
    CHECK(has(sentence_of(reading), "step 500"));

    std::ofstream(folder.path() / "checkpoints" / "notes.txt") << "mine";
    std::ofstream(folder.path() / "checkpoints" / "000000900.safetensors.part") << "half";
    CHECK(checkpoints_in(folder.path()) == std::vector<std::int64_t>{400});
    CHECK(checkpoints_in(folder / "none").empty());
}

TEST_CASE("what a person says of a run and its figures come back as they were") {
    const test::TempFolder folder;
    RunAbout about;
    about.name = "narrow \"two\"";
    about.note = "line one\nline two, \xc3\xa9";
    about.group = "widths";
    about.colour = 3;
    about.parent = "wide";
    about.parent_step = 1200;
    about.created = "2026-11-21T18:50:00Z";
    std::ofstream(folder / "about.json") << to_json(about);
    CHECK(read_about(folder.path()) == about);
    CHECK(read_about(folder / "none") == RunAbout());
    std::ofstream(folder / "about.json") << R"({"format": 2})";
    CHECK(has(sentence_of([&] { read_about(folder.path()); }), "newer Latent Explorer"));
    std::ofstream(folder / "about.json") << "{\"name\": 3}";
    CHECK(has(sentence_of([&] { read_about(folder.path()); }), "about.json"));
    CHECK_FALSE(read_summary(folder.path()));
    std::ofstream(folder / "summary.json")
        << R"({"system":"vae","steps":40,"seconds":1.5,"held_out":{"squared_error":20.5,)"
        << R"("bce":231.0,"knn5_accuracy":null,"kl_prior":3.5,"total":234.5}})";
    const auto summary = read_summary(folder.path());
    REQUIRE(summary);
    CHECK(summary->steps == 40);
    CHECK(summary->squared_error == 20.5);
    CHECK(summary->knn5_accuracy == -1);
    CHECK(summary->terms.size() == 3);
    std::ofstream(folder / "summary.json") << "{";
    CHECK(has(sentence_of([&] { read_summary(folder.path()); }), "damaged"));
}

TEST_CASE("a frame of the past comes back as it was") {
    const test::TempFolder folder;
    auto shown = std::make_shared<Reconstructions>();
    shown->samples = {0, 2};
    shown->outputs.count = 2;
    shown->outputs.shape = {1, 1, 3};
    shown->outputs.pixels = {0, 1, 2, 253, 254, 255};
    shown->squared_errors = {1.5f, 2.5f};
    auto latents = std::make_shared<LatentStats>();
    latents->gaussian = true;
    latents->dimensions = {{0, 1, -2, 2, 0.5f, true, {0.25f, 1}}, {3, 0, 3, 3, 0, false, {1, 0}}};
    latents->principal = {{{1, 0}, 0.9f, 1, -2, 2, {1, 0.5f}}, {{0, 1}, 0.1f, 0, 0, 0, {1, 0}}};
    Frame frame;
    frame.step = 120;
    frame.width = 2;
    frame.samples = {0, 1, 5};
    frame.codes = {0x3c00, 0, 0xbc00, 0x7c00, 1, 2};
    frame.reconstructions = shown;
    frame.latents = latents;
    write_frame(folder.path(), frame);
    REQUIRE(frames_in(folder.path()) == std::vector<std::int64_t>{120});
    std::uint64_t version = 40;
    const auto back = read_frame(folder.path(), 120, [&] { return ++version; });
    CHECK(back->step == 120);
    CHECK(back->width == 2);
    CHECK(back->samples == frame.samples);
    CHECK(back->codes == frame.codes);
    REQUIRE(back->reconstructions);
    CHECK(back->reconstructions->outputs.pixels == shown->outputs.pixels);
    CHECK(back->reconstructions->outputs.shape == shown->outputs.shape);
    CHECK(back->reconstructions->version > 40);
    CHECK(back->reconstructions->step == 120);
    REQUIRE(back->latents);
    CHECK(back->latents->gaussian);
    CHECK(back->latents->dimensions[1].histogram == std::vector<float>{1, 0});
    CHECK_FALSE(back->latents->dimensions[1].active);
    CHECK(back->latents->principal[1].direction == std::vector<float>{0, 1});
    CHECK(back->latents->principal[0].share == 0.9f);

    frame.step = 130;
    write_frame(folder.path(), frame);
    const auto next = [&] { return ++version; };
    CHECK(read_frames(folder.path(), 125, next).size() == 1);
    CHECK(read_frames(folder.path(), 130, next).size() == 2);
    remove_frame(folder.path(), 130);
    const auto file = folder.path() / "codes" / "000000120.safetensors";
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    CHECK(
        has(sentence_of([&] { read_frame(folder.path(), 120, [] { return 1; }); }), file.string()));
    CHECK(read_frames(folder.path(), 130, next).empty());
    remove_frame(folder.path(), 120);
    CHECK(frames_in(folder.path()).empty());
}
