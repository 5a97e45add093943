#include "training/observer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "support/small_config.h"
#include "support/tiny_dataset.h"

using namespace latent;

namespace {

struct Watched {
    RunConfig config;
    models::VersionCounter versions{0};
    training::Trainer trainer;
    training::Observer observer;
    explicit Watched(const std::string& system)
        : config(test::small_config(system)),
          trainer(config, test::tiny_dataset()),
          observer(trainer.dataset(), config, versions) {}
};

}  // namespace

TEST_CASE(
    "every system's cloud holds the codes of the probe, held-out samples first, and statistics "
    "that follow from them") {
    for (const SystemInfo& system : test::catalog().systems) {
        CAPTURE(system.id);
        Watched run(system.id);
        for (int i = 0; i < 5; ++i) run.trainer.step();
        const auto seen = run.observer.look(run.trainer);
        REQUIRE(seen.cloud->count == 64);
        CHECK(seen.cloud->step == 5);
        CHECK(seen.cloud->codes.size() == std::size_t(64 * seen.cloud->width));
        const Probe& probe = *seen.cloud->probe;
        CHECK(probe.held_out.front() == 1);
        CHECK(probe.held_out.back() == 0);
        CHECK(std::set<int>(probe.labels.begin(), probe.labels.end()).size() == 4);
        CHECK(probe.factors.size() == 64);

        for (int i : {0, 40}) {  // the code of a sample is what the net says of its image
            torch::NoGradGuard no_grad;
            const auto split =
                probe.held_out[std::size_t(i)] ? data::Split::held_out : data::Split::train;
            const auto code =
                run.trainer.net()
                    .encode(run.trainer.load(split, &probe.indices[std::size_t(i)], 1))
                    .mean;
            for (int j = 0; j < seen.cloud->width; ++j)
                CHECK(seen.cloud->code(i)[j] ==
                      doctest::Approx(code[0][j].item<float>()).epsilon(1e-4));
        }
        REQUIRE(int(seen.latents->dimensions.size()) == seen.cloud->width);
        for (int j = 0; j < seen.cloud->width; ++j) {
            const LatentDimension& dimension = seen.latents->dimensions[std::size_t(j)];
            double mean = 0;
            for (int i = 0; i < 64; ++i) mean += seen.cloud->code(i)[j] / 64;
            CHECK(dimension.mean == doctest::Approx(mean).epsilon(1e-3));
            CHECK(dimension.low <= dimension.high);
            CHECK(dimension.active == (dimension.deviation * dimension.deviation >= 0.01f));
            CHECK((dimension.kl > 0) == seen.latents->gaussian);
        }
        const auto width = std::size_t(seen.cloud->width);
        CHECK(seen.latents->principal.size() == (width < 2 ? 0 : std::min<std::size_t>(width, 32)));
        CHECK(seen.cloud->deviations.size() == (seen.latents->gaussian ? 64 * width : 0));
    }
}

TEST_CASE("a reconstruction's error is that of its picture, and unmeasured samples say so") {
    Watched run("undercomplete");
    const auto seen = run.observer.look(run.trainer);
    REQUIRE(seen.reconstructions->outputs.count == int(seen.reconstructions->samples.size()));
    const Samples& inputs = seen.cloud->probe->images;
    for (std::size_t i = 0; i < seen.reconstructions->samples.size(); ++i) {
        const int sample = seen.reconstructions->samples[i];
        CHECK(seen.cloud->probe->held_out[std::size_t(sample)] == 1);
        double error = 0;
        for (int p = 0; p < inputs.shape.size(); ++p)
            error += std::pow(
                (inputs.image(sample)[p] - seen.reconstructions->outputs.image(int(i))[p]) / 255.0,
                2);
        CHECK(seen.reconstructions->squared_errors[i] == doctest::Approx(error).epsilon(0.05));
    }
    CHECK(std::isnan(seen.cloud->errors.back()));
}

TEST_CASE("two looks at the same weights agree, and their versions differ") {
    Watched run("vae");
    const auto first = run.observer.look(run.trainer), second = run.observer.look(run.trainer);
    CHECK(first.held_out.terms == second.held_out.terms);
    CHECK(first.cloud->codes == second.cloud->codes);
    CHECK(first.cloud->version != second.cloud->version);
    CHECK((first.cloud->probe == second.cloud->probe));
}

TEST_CASE("a gaussian code's deviations are those of the posterior") {
    Watched run("vae");
    const auto seen = run.observer.look(run.trainer);
    torch::NoGradGuard no_grad;
    const std::int64_t index = seen.cloud->probe->indices[0];
    const auto encoding =
        run.trainer.net().encode(run.trainer.load(data::Split::held_out, &index, 1));
    for (int j = 0; j < seen.cloud->width; ++j)
        CHECK(seen.cloud->deviations[std::size_t(j)] ==
              doctest::Approx(std::exp(0.5 * encoding.logvar[0][j].item<double>())));
}
