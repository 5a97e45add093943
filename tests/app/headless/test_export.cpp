// latent-lab export: the net as a PyTorch program, codes and pictures as arrays.
// (tests/bench/compare_with_pytorch.py runs the programs of all systems.)
#include <doctest/doctest.h>

#include <algorithm>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

Outcome trained(const std::string& data, const std::string& out) {
    return lab({"train", "--data", data, "--system", "vae", "--set", "architecture.encoder=32",
                "--set", "code.width=3", "--steps", "5", "--out", out});
}

// "(30, 3)" of an NPY file's header.
std::string shape_in(const std::string& file) {
    const std::string bytes = contents_of(file);
    const std::size_t at = bytes.find('('), end = bytes.find(')', at);
    return end == std::string::npos ? "" : bytes.substr(at, end - at + 1);
}

bool python_there() {
    try {
        return run_program({"python3", "-c", ""}, {}).exit_code == 0;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

TEST_CASE("an export is a folder that Python can use without us") {
    const TemporaryFolder folder;
    // What a person may call a file must not end the program's opening comment.
    const std::string data = write_idx(folder / "odd\"\"\" {k} \\N idx3-ubyte", 300);
    const Outcome run = trained(data, folder / "run");
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const Outcome outcome = lab({"export", folder / "run", "--to", folder / "made", "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json json = Json::parse(outcome.out);
    CHECK(json["step"] == 5);
    const int codes = json["codes"];
    CHECK(codes > 0);
    for (const char* file : {"model.py", "weights.safetensors", "config.json", "codes.npy",
                             "codes.csv", "inputs.npy", "outputs.npy"}) {
        CAPTURE(file);
        CHECK(std::find(json["files"].begin(), json["files"].end(), file) != json["files"].end());
        CHECK(std::filesystem::file_size(folder / ("made/" + std::string(file))) > 0);
    }
    CHECK(shape_in(folder / "made/codes.npy") == "(" + std::to_string(codes) + ", 3)");
    const std::string pictures = "(" + std::to_string(std::min(codes, 100)) + ", 1, 12, 12)";
    CHECK(shape_in(folder / "made/inputs.npy") == pictures);
    CHECK(shape_in(folder / "made/outputs.npy") == pictures);
    CHECK(lines_of(contents_of(folder / "made/codes.csv")).size() == std::size_t(codes) + 1);
    CHECK(contents_of(folder / "made/weights.safetensors") ==
          contents_of(folder / "run/weights.safetensors"));
    const std::string program = contents_of(folder / "made/model.py");
    CHECK(contains(program, "class Autoencoder(nn.Module)"));
    if (python_there()) {
        const Outcome compiled = run_program(
            {"python3", "-c", "import sys; compile(open(sys.argv[1]).read(), 'model.py', 'exec')",
             folder / "made/model.py"},
            {});
        CAPTURE(compiled.err);
        CHECK(compiled.exit_code == 0);
    }

    // A person reads what to type next; without --to it lies in the run's own folder.
    const Outcome said = lab({"export", folder / "run"});
    CHECK(said.exit_code == 0);
    CHECK(contains(said.out, "model.load()"));
    CHECK(std::filesystem::exists(folder / "run/export/model.py"));
}

TEST_CASE("an export that cannot be made is refused in a sentence and leaves nothing behind") {
    const TemporaryFolder folder;
    const std::string data = write_idx(folder / "squares", 200);
    REQUIRE(trained(data, folder / "run").exit_code == 0);
    std::filesystem::create_directories(folder / "full");
    std::ofstream(folder / "full/photo.txt") << "text";
    std::ofstream(folder / "file") << "text";
    const std::string run = folder / "run", to = folder / "made";
    check_refused({"export", folder / "none", "--to", to}, "no folder");
    check_refused({"export", folder / "full", "--to", to}, "not the folder of a run");
    check_refused({"export", folder / "file", "--to", to}, "is a file");
    check_refused({"export", run, "--to", folder / "full"}, "not empty");
    check_refused({"export", run, "--to", folder / "file"}, "a file of that name");
    std::filesystem::resize_file(run + "/weights.safetensors", 500);
    check_refused({"export", run, "--to", to}, "weights.safetensors");
    std::filesystem::remove(run + "/weights.safetensors");
    check_refused({"export", run, "--to", to}, "weights.safetensors");
    for (const auto& entry : std::filesystem::directory_iterator(folder / ""))
        CHECK(entry.path().filename().string().find("made") == std::string::npos);
}
