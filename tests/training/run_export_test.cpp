// A run as it is exported, while it may train on.
#include "training/run_export.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "support/folder_bench.h"
#include "support/temp_folder.h"

using namespace latent;

namespace {

std::string whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE(
    "exported codes are of the exported weights, whatever is written to the folder meanwhile") {
    const test::TempFolder folder;
    test::leave_run(folder / "run", test::short_run(3));
    test::leave_run(folder / "later", test::short_run(6));
    test::LabBench bench;
    const auto quiet = [](double, const std::string&) { return true; };
    const Engine::RunExport alone = bench.engine().export_run((folder / "run").string(), quiet);
    const std::string weights = whole(folder / "run" / "weights.safetensors");
    CHECK(alone.weights == weights);

    int reports = 0;
    const Engine::RunExport made =
        bench.engine().export_run((folder / "run").string(), [&](double, const std::string&) {
            if (reports++ == 0)
                std::filesystem::copy_file(folder / "later" / "weights.safetensors",
                                           folder / "run" / "weights.safetensors",
                                           std::filesystem::copy_options::overwrite_existing);
            return true;
        });
    CHECK(reports > 0);
    CHECK(whole(folder / "run" / "weights.safetensors") != weights);
    CHECK(made.step == 3);
    CHECK(made.weights == weights);
    CHECK(made.codes.codes == alone.codes.codes);
    CHECK(made.outputs == alone.outputs);
}
