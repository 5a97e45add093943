// The seam as the compiler sees it. Each refusal stands beside a control that differs in one line
// and compiles, so that nothing here passes because of a wrong flag, a missing compiler or a
// missing tensor library.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/subprocess.h"

namespace {

namespace fs = std::filesystem;
using latent::testing::Outcome;

// Checks `source` as a file that is compiled with those include folders (separated by colons).
Outcome compile(const std::string& source, const std::string& folders) {
    std::string pattern = (fs::temp_directory_path() / "latent-seam-XXXXXX.cpp").string();
    close(mkstemps(pattern.data(), 4));
    std::ofstream(pattern) << source;
    std::vector<std::string> command{LATENT_COMPILER, "-std=c++17", "-fsyntax-only",
                                     "-Wfatal-errors"};
    std::istringstream list(folders);
    for (std::string folder; std::getline(list, folder, ':');)
        if (!folder.empty()) command.push_back("-I" + folder);
    command.push_back(pattern);
    latent::testing::ProgramOptions options;
    options.seconds = 120;
    options.variables = {{"LC_ALL", "C"}};
    const Outcome outcome = latent::testing::run_program(command, options);
    fs::remove(pattern);
    return outcome;
}

const std::string kOrdinaryFileOfTheApp = R"(
#include "latent/lab.h"
#include "panels/panel.h"
int threads_of(const latent::Snapshot& snapshot) { return snapshot.progress.threads; }
)";

}  // namespace

TEST_CASE("an ordinary file of the app compiles") {
    const Outcome outcome = compile(kOrdinaryFileOfTheApp, LATENT_APP_FOLDERS);
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
}

TEST_CASE("the same file does not compile once it includes a tensor") {
    for (const std::string header : {"torch/torch.h", "torch/script.h", "ATen/ATen.h",
                                     "ATen/core/Tensor.h", "c10/core/TensorImpl.h"}) {
        CAPTURE(header);
        const std::string source = "#include <" + header + ">\n" + kOrdinaryFileOfTheApp;
        const Outcome outcome = compile(source, LATENT_APP_FOLDERS);
        CHECK(outcome.exit_code == 1);
        const bool not_found =
            outcome.err.find(header + ": No such file") != std::string::npos ||
            outcome.err.find("'" + header + "' file not found") != std::string::npos;
        const bool refused = outcome.err.find("Tensors stay in the engine") != std::string::npos;
        INFO(outcome.err);
        CHECK((not_found || refused));
    }
}

TEST_CASE("the tensor library is there, and the engine finds it") {
    const Outcome outcome = compile(
        "#if !__has_include(<torch/torch.h>) || !__has_include(<ATen/ATen.h>)\n#error not "
        "there\n#endif\n"
        "#include <c10/core/Device.h>\n",
        LATENT_CORE_FOLDERS);
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
}

TEST_CASE("the app finds nothing of the engine but the seam") {
    for (const std::string header :
         {"terms/term.h", "models/autoencoder.h", "data/dataset.h", "concurrency/latest.h"}) {
        CAPTURE(header);
        REQUIRE(fs::exists(fs::path(LATENT_SOURCE_DIR) / "engine" / header));
        const std::string check =
            "#if !__has_include(\"" + header + "\")\n#error not there\n#endif\n";
        CHECK(compile(check, LATENT_APP_FOLDERS).exit_code == 1);
        CHECK(compile(check, LATENT_CORE_FOLDERS).exit_code == 0);
    }
}

TEST_CASE("each header of the seam compiles on its own") {
    const fs::path api = fs::path(LATENT_SOURCE_DIR) / "engine/api";
    for (const auto& entry : fs::directory_iterator(api / "latent")) {
        const std::string header = "latent/" + entry.path().filename().string();
        CAPTURE(header);
        const Outcome outcome = compile("#include \"" + header + "\"\n", api.string());
        INFO(outcome.err);
        CHECK(outcome.exit_code == 0);
    }
}
