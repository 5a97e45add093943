// Folders that cannot be written: a full disk and a read-only one, mounted for the test alone.
#include <doctest/doctest.h>
#include <unistd.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

// A shell script in which mounts are its own; $1, $2, ... are the arguments.
Outcome with_mounts(const std::string& script, std::vector<std::string> arguments) {
    std::vector<std::string> words{"unshare", geteuid() == 0 ? "-m" : "-rm", "sh", "-c",
                                   script,    LATENT_BUILD_DIR "/latent-lab"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    ProgramOptions options;
    options.without_variables = {"DISPLAY", "WAYLAND_DISPLAY"};
    return run_program(words, options);
}

bool can_mount() {
    const TemporaryFolder folder;
    try {
        return with_mounts("mount -t tmpfs none \"$1\"", {folder / ""}).exit_code == 0;
    } catch (const std::exception&) {
        return false;
    }
}

const char* const kReadOnly =
    "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" && shift && exec \"$0\" \"$@\"";

}  // namespace

TEST_CASE("on a full disk a run trains on, says so in a sentence, and keeps what was whole" *
          doctest::skip(!can_mount())) {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), disk = folder / "disk";
    std::filesystem::create_directory(disk);
    // Room for about two checkpoints.
    const Outcome outcome = with_mounts(
        "disk=$1; shift; mount -t tmpfs -o size=400k none \"$disk\" || exit 99; \"$0\" \"$@\"; "
        "code=$?; find \"$disk\" -name '*.part' >&2; "
        "\"$0\" evaluate \"$disk/run\" --analysis code_use > \"$disk/../evaluated\" || exit 98; "
        "exit $code",
        {disk, "train", "--data", data, "--system", "vae", "--set", "architecture.encoder=32",
         "--steps", "1500", "--out", disk + "/run", "--save-every", "0.01", "--json"});
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 1);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK(contains(outcome.err, "the disk is full"));
    CHECK(Json::parse(outcome.out)["steps"] == 1500);  // its figures are not lost
    CHECK_FALSE(contents_of(folder / "evaluated").empty());

    const Outcome none = with_mounts(
        "disk=$1; shift; mount -t tmpfs -o size=8k none \"$disk\" || exit 99; "
        "head -c 20000 /dev/zero > \"$disk/full\" 2> /dev/null; \"$0\" \"$@\"",
        {disk, "sweep", "--data", data, "--system", "vae", "--over", "code.width=1,2", "--steps",
         "5", "--out", disk + "/sweep"});
    CAPTURE(none.err);
    CHECK(none.exit_code == 1);
    CHECK(none.out.empty());
    CHECK(lines_of(none.err).size() == 1);
    CHECK(contains(none.err, "full"));
}

TEST_CASE("a read-only folder can be looked at, and refuses what would write, in a sentence" *
          doctest::skip(!can_mount())) {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 300), disk = folder / "disk",
                      run = disk + "/run";
    std::filesystem::create_directory(disk);
    const std::vector<std::string> words{"--data",        data,    "--system",
                                         "undercomplete", "--set", "architecture.encoder=32",
                                         "--steps",       "5"};
    const auto with = [&](std::vector<std::string> begin, const std::vector<std::string>& end) {
        begin.insert(begin.end(), words.begin(), words.end());
        begin.insert(begin.end(), end.begin(), end.end());
        return begin;
    };
    REQUIRE(lab(with({"train"}, {"--out", run})).exit_code == 0);
    const auto read_only = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), disk);
        return with_mounts(kReadOnly, arguments);
    };
    CHECK(read_only({"evaluate", run, "--analysis", "code_use"}).exit_code == 0);
    CHECK(read_only({"export", run, "--to", folder / "made"}).exit_code == 0);
    CHECK(read_only({"train", "--resume", run, "--json"}).exit_code == 0);  // its figures again
    const auto refused = [&](const std::vector<std::string>& arguments) {
        const Outcome outcome = read_only(arguments);
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 1);
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK((contains(outcome.err, "read-only") || contains(outcome.err, "Read-only")));
    };
    refused(with({"train"}, {"--out", disk + "/new"}));
    refused(with({"sweep"}, {"--over", "seed=1,2", "--out", disk + "/sweep"}));
    refused({"export", run});
    refused({"train", "--resume", run, "--steps", "10"});
}
