// Where runs are kept: names of folders, the trash, and finding them again.
#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>

#include "export/whole_file.h"
#include "gui/open_sheet.h"
#include "gui/run_finder.h"
#include "gui/run_library.h"
#include "support/sample_snapshots.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

namespace fs = std::filesystem;

void make_run(const fs::path& folder, const std::string& metrics = "",
              const std::string& about = "") {
    fs::create_directories(folder);
    std::ofstream(folder / "config.json") << "{}";
    if (!metrics.empty()) std::ofstream(folder / "metrics.jsonl") << metrics;
    if (!about.empty()) std::ofstream(folder / "about.json") << about;
}

bool within(double seconds, const std::function<bool()>& so) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    while (!so() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return so();
}

const auto kSilent = [] {};

}  // namespace

TEST_CASE("the library is where the user says, or among the programs' data of the user") {
    const char* const names[] = {"LATENT_HOME", "XDG_DATA_HOME", "HOME"};
    std::map<std::string, std::string> before;
    for (const char* name : names)
        if (const char* value = std::getenv(name)) before[name] = value;
    setenv("HOME", "/home/ada", 1);
    unsetenv("XDG_DATA_HOME");
    unsetenv("LATENT_HOME");
    CHECK(usual_library() == "/home/ada/.local/share/latent-explorer");
    setenv("XDG_DATA_HOME", "/data", 1);
    CHECK(usual_library() == "/data/latent-explorer");
    setenv("LATENT_HOME", "/lessons", 1);
    CHECK(usual_library() == "/lessons");
    for (const char* name : names)
        before.count(name) ? setenv(name, before[name].c_str(), 1) : unsetenv(name);
}

TEST_CASE("a run's folder is called after what it trains, or as the user calls it") {
    Catalog catalog;
    DatasetInfo fashion;
    fashion.id = "fashion_mnist";
    fashion.label = "Fashion-MNIST";
    catalog.datasets.push_back(fashion);
    RunConfig config;
    config.set("system", std::string("beta_vae"));
    config.set("data", std::string("fashion_mnist"));
    config.set("code.width", std::int64_t(2));
    CHECK(folder_name(catalog, config, {}) == "beta vae, Fashion-MNIST, width 2");
    RunAbout about;
    about.name = "my/own: run?";
    CHECK(folder_name(catalog, config, about) == "my-own- run-");
    about.name.clear();
    for (int i = 0; i < 200; ++i) about.name += "\xc3\xa9";
    const std::string cut = folder_name(catalog, config, about);
    CHECK(cut.size() <= 100);
    CHECK(cut.size() % 2 == 0);  // no half letter
    about.name = " . ";
    CHECK(folder_name(catalog, config, about) == "run");
    config.set("data", std::string("/home/ada/pictures.csv"));
    CHECK(folder_name(catalog, config, {}) == "beta vae, pictures.csv, width 2");
}

TEST_CASE("no two runs get the same folder, and a minute may see many") {
    test::TempFolder home;
    RunLibrary library(home / "lib", kSilent);
    std::set<std::string> folders;
    for (int i = 0; i < 20; ++i) folders.insert(library.new_folder("a run", 1800000000));
    CHECK(folders.size() == 20);
    for (const std::string& folder : folders) CHECK(fs::is_directory(folder));
    CHECK(fs::path(*folders.begin()).parent_path() == library.runs());
    CHECK(fs::path(*folders.begin()).filename().string() == date_for_folder(1800000000) + " a run");
}

TEST_CASE("a library that cannot be written says so in one sentence") {
    test::TempFolder home;
    std::ofstream(home / "file") << "in the way";
    RunLibrary library(home / "file", kSilent);
    std::string sentence;
    try {
        library.new_folder("a run", 0);
    } catch (const std::exception& error) {
        sentence = error.what();
    }
    CHECK(sentence.rfind("This run is not kept", 0) == 0);
    CHECK(sentence.find('\n') == std::string::npos);
}

TEST_CASE("deleted runs go to the trash of their place, under names of their own") {
    test::TempFolder home;
    const fs::path elsewhere = home / "elsewhere" / "width 2";
    make_run(elsewhere);
    fs::path first, second, untrained;
    {
        RunLibrary library(home / "lib", kSilent);
        first = library.new_folder("a run", 0);
        make_run(first);
        library.put_away({{first.string(), true}});
        REQUIRE(within(5, [&] { return !fs::exists(first); }));
        second = library.new_folder("a run", 0);
        REQUIRE(second == first);
        make_run(second);
        untrained = library.new_folder("untrained", 0);
        library.put_away({{second.string(), true},
                          {elsewhere.string(), true},
                          {untrained.string(), false},
                          {(home / "never there").string(), true}});
    }  // waits
    CHECK_FALSE(fs::exists(second));
    CHECK_FALSE(fs::exists(untrained));
    CHECK_FALSE(fs::exists(elsewhere));
    const fs::path trash = home / "lib" / "trash";
    const std::string name = first.filename().string();
    CHECK(fs::exists(trash / name / "config.json"));
    CHECK(fs::exists(trash / (name + " (2)") / "config.json"));
    CHECK(fs::exists(home / "elsewhere" / "trash" / "width 2" / "config.json"));
    CHECK_FALSE(fs::exists(trash / "untrained"));
}

TEST_CASE("a folder is one run, or all those directly inside it, narrow before wide") {
    test::TempFolder home;
    for (const char* name : {"width 16", "width 2", "width 1", "seed 03", "seed 2"})
        make_run(home / "sweep" / name);
    fs::create_directories(home / "sweep" / "notes");
    make_run(home / "sweep" / "notes" / "deeper");
    std::vector<std::string> names;
    for (const std::string& folder : run_folders_in(home / "sweep"))
        names.push_back(fs::path(folder).filename().string());
    CHECK(names == std::vector<std::string>{"seed 2", "seed 03", "width 1", "width 2", "width 16"});
    const auto one = run_folders_in((home / "sweep").string() + "/width 2/");
    REQUIRE(one.size() == 1);
    CHECK(fs::path(one[0]).filename() == "width 2");
    CHECK(run_folders_in(home / "not there").empty());
    CHECK(run_folders_in(home / "sweep" / "width 2" / "config.json").empty());
}

TEST_CASE(
    "kept runs are listed with their figures, the last one first, whatever is in their files") {
    test::TempFolder home;
    make_run(home / "2026-01-02 10.00 old",
             "{\"step\":10,\"held_out\":{\"total\":99}}\n"
             "{\"step\":12340,\"held_out\":{\"total\":20.3125}}\n{\"step\":123",
             "{\"name\":\"\",\"note\":\"of the lecture\"}");
    make_run(home / "broken", "nonsense\n[]\n{\"step\":\"x\"}\n", "{\"name\":7");
    make_run(home / "empty");
    const fs::file_time_type now = fs::file_time_type::clock::now();
    int hours = 0;
    for (const char* name : {"broken", "empty", "2026-01-02 10.00 old"}) {
        ++hours;
        for (const char* file : {"config.json", "metrics.jsonl", "."})
            if (fs::exists(home / name / file))
                fs::last_write_time(home / name / file, now - std::chrono::hours(hours * 30));
    }
    const auto runs = kept_runs_in(home.path());
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].name == "broken");
    CHECK(runs[0].figures == "not trained yet");
    CHECK(runs[1].name == "empty");
    CHECK(runs[2].figures == "step 12,340, held-out loss 20.31");
    CHECK(runs[2].note == "of the lecture");
    CHECK(runs[2].date.size() == 10);

    const auto entries = kept_entries(runs, {runs[1].folder});
    REQUIRE(entries.size() == 3);
    CHECK(entries[2].label == "old");
    CHECK(entries[2].aside == "step 12,340, held-out loss 20.31");
    CHECK(entries[1].aside == "open; not trained yet");
    CHECK(found(entries, "old 12").empty());
    CHECK(found(entries, "2026-01 old").size() == 1);
    REQUIRE(kept_entries({}, {}).size() == 1);
    CHECK_FALSE(kept_entries({}, {})[0].available);
}

TEST_CASE("folders are found in the background, and the window is told") {
    test::TempFolder home;
    make_run(home / "runs" / "one");
    std::atomic<int> told{0};
    RunFinder finder(home / "runs", [&] { ++told; });
    CHECK(finder.kept() == nullptr);
    REQUIRE(within(5, [&] { return finder.kept() != nullptr; }));
    CHECK(finder.kept()->size() == 1);
    finder.look((home / "runs").string(), true);
    std::vector<RunFinder::Found> seen;
    REQUIRE(within(5, [&] {
        for (auto& each : finder.take_found()) seen.push_back(std::move(each));
        return !seen.empty();
    }));
    CHECK(seen[0].dropped);
    CHECK(seen[0].folders.size() == 1);
    CHECK(told >= 2);
    finder.forget();
    CHECK(finder.kept() == nullptr);
}

TEST_CASE("a file is replaced as a whole, and nothing stays beside it") {
    test::TempFolder home;
    replace_file(home / "session.json", "one");
    replace_file(home / "session.json", std::string(100000, 'x'));
    CHECK(text_of_file(home / "session.json", 1 << 20).size() == 100000);
    CHECK(text_of_file(home / "session.json", 10).size() == 10);
    CHECK(text_of_file(home / "missing", 10).empty());
    CHECK_THROWS_AS(replace_file(home / "no folder" / "file", "text"), std::runtime_error);
    int files = 0;
    for (const auto& entry : fs::directory_iterator(home.path())) files += entry.exists();
    CHECK(files == 1);
}
