// Every listed system, trained from the command line as a student would type it: whole nets, a few
// steps, a small file of images with labels.
#include <doctest/doctest.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

// The labels that belong beside an images file of `count`.
void write_labels(const std::string& file, int count) {
    std::string bytes{0,          0, 8, 1, char(count >> 24), char(count >> 16), char(count >> 8),
                      char(count)};
    for (int i = 0; i < count; ++i) bytes += char(i % 3);
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("latent-lab train --system X runs for every system there is") {
    const TemporaryFolder folder;
    const std::string images = write_idx(folder / "train-images-idx3-ubyte", 120, 28);
    write_labels(folder / "train-labels-idx1-ubyte", 120);
    const Json systems = Json::parse(lab({"list", "systems", "--json"}).out);
    REQUIRE(systems.size() == 26);
    for (const Json& system : systems) {
        const std::string id = system["id"];
        CAPTURE(id);
        bool takes_images = false;
        for (const std::string kind : system["accepts"]) takes_images |= kind == "images";
        CHECK(takes_images);
        const Outcome outcome = lab({"train", "--data", images, "--system", id, "--steps", "3",
                                     "--threads", "1", "--json", "--out", folder / id});
        CAPTURE(outcome.err);
        REQUIRE(outcome.exit_code == 0);
        const Json summary = Json::parse(outcome.out);
        CHECK(summary["system"] == id);
        CHECK(summary["steps"] == 3);
        CHECK(summary["held_out"]["total"].is_number());
        CHECK(std::filesystem::exists(folder / (id + "/weights.safetensors")));
    }
}
