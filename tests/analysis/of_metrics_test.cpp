// Metrics of tables of codes as analyses of a net: which samples are encoded, and how often.
#include "analysis/of_metrics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "analysis/code_sample.h"
#include "analysis/samples.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

const Report silent = [](double, const std::string&) {};

struct SmallRun {
    explicit SmallRun(const char* system = "undercomplete", std::int64_t samples = 256)
        : config(test::small_config(system)), trainer(config, test::tiny_dataset(samples)) {}
    analysis::Subject subject(analysis::CodeCache* cache = nullptr) {
        return {trainer.net(), trainer.dataset(), config, cache};
    }
    RunConfig config;
    training::Trainer trainer;
};

}  // namespace

TEST_CASE("every metric is an analysis under its own name, listed once") {
    std::set<std::string> seen;
    for (const auto& entry : analysis::analyses()) CHECK(seen.insert(entry.info.id).second);
    for (const auto& metric : metrics::metrics()) {
        CAPTURE(metric.info.id);
        CHECK(seen.count(metric.info.id) == 1);
        const PartInfo* listed = find(test::catalog().analyses, metric.info.id);
        REQUIRE(listed);
        CHECK(listed->of_arrays);
        CHECK(listed->family == metric.info.family);
    }
    for (const PartInfo& info : test::catalog().analyses) {
        CAPTURE(info.id);
        CHECK((info.family == "net" || info.family == "disentanglement" ||
               info.family == "representation"));
    }
}

TEST_CASE("held-out samples are encoded first, training ones where factors need more") {
    SmallRun run("undercomplete", 2048);
    torch::NoGradGuard no_grad;
    const auto sample = analysis::code_sample(run.subject(), silent);
    CHECK(sample->held_out.size() == 512);
    CHECK(sample->train.size() == 2048);
    REQUIRE(sample->table.count == 2560);
    // Row by row the code, the class and the factor of that very sample.
    for (std::int64_t row :
         {std::int64_t(3), std::int64_t(511), std::int64_t(512), std::int64_t(2559)}) {
        CAPTURE(row);
        const bool held_out = row < 512;
        const auto split = held_out ? data::Split::held_out : data::Split::train;
        const std::int64_t index =
            held_out ? sample->held_out[std::size_t(row)] : sample->train[std::size_t(row - 512)];
        const torch::Tensor code =
            run.trainer.net().encode(analysis::load(run.trainer.dataset(), split, {index})).mean;
        for (std::int64_t j = 0; j < sample->table.width; ++j)
            CHECK(sample->table.code(row)[j] == doctest::Approx(code[0][j].item<float>()));
        CHECK(sample->table.labels[std::size_t(row)] == run.trainer.dataset().label(split, index));
        CHECK(sample->table.value(row, 0) == sample->table.labels[std::size_t(row)]);
    }
    const metrics::CodeTable compared = analysis::with_inputs(run.subject(), *sample);
    CHECK(compared.count == 2000);
    const torch::Tensor x =
        analysis::load(run.trainer.dataset(), data::Split::train, {sample->train[7]});
    CHECK(std::equal(x.data_ptr<float>(), x.data_ptr<float>() + 64,
                     compared.inputs.data() + (512 + 7) * 64));
}

TEST_CASE("a dear encoder encodes fewer samples, but enough") {
    ModelInfo model;
    model.layers = {{"encoder", "linear", {100}, 500'000, 0},
                    {"decoder", "linear", {9}, 1 << 30, 0}};
    CHECK(analysis::most_samples(model, 10) == 10000);
    model.layers[0] = {"encoder", "convolution", {32, 16, 16}, 20'000, 0};  // 5.12 million
    CHECK(analysis::most_samples(model, 10) == 3906);
    model.layers[0].output = {32, 512, 512};
    CHECK(analysis::most_samples(model, 10) == 2000);
    model.layers[0] = {"encoder", "linear", {4096}, 1000, 0};
    CHECK(analysis::most_samples(model, 4096) == 4096);
}

TEST_CASE("analyses that share a cache encode once, and find what each would find alone") {
    SmallRun run("vae");
    analysis::CodeCache cache;
    int encoded = 0;
    const Report counting = [&](double, const std::string& doing) {
        encoded += doing == "Encoding samples.";
    };
    const AnalysisResult first = analysis::run("pca95", run.subject(&cache), counting);
    CHECK(encoded > 0);
    CHECK(cache.sample);
    encoded = 0;
    const AnalysisResult second = analysis::run("knn5", run.subject(), counting),
                         shared = analysis::run("unsupervised", run.subject(&cache), counting),
                         alone = analysis::run("unsupervised", run.subject(), silent);
    (void)second;
    REQUIRE(shared.figures.size() == alone.figures.size());
    for (std::size_t i = 0; i < alone.figures.size(); ++i)
        CHECK(shared.figures[i].value == alone.figures[i].value);
    CHECK(shared.samples == 320);
    CHECK(shared.seconds > 0);
    encoded = 0;
    analysis::run("silhouette", run.subject(&cache), counting);
    CHECK(encoded == 0);
}
