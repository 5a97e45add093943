// A small catalog and snapshots of invented runs, for tests of what is drawn from them: no engine,
// no data.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/snapshot.h"

namespace latent::test {

inline Catalog sample_catalog() {
    Catalog catalog;
    catalog.general = {
        ParamSpec::integer("code.width", 2, 1, 4096)
            .named("width of the code")
            .log()
            .says("How many numbers a sample is squeezed into."),
        ParamSpec::integer("batch_size", 128, 1, 4096)
            .log()
            .in("samples")
            .says("Samples a step learns from."),
        ParamSpec::integer("seed", 1, 0, 1000000).says("Where the random numbers begin."),
        ParamSpec::integer("epochs", 20, 0, 1000).says("When it finishes; 0: never."),
    };

    PartInfo dense;
    dense.id = dense.label = "dense";
    dense.summary = "Every unit sees every unit of the layer before.";
    dense.params = {ParamSpec::widths("encoder", {512, 256}, 1, 8192)
                        .says("Widths of the encoder's hidden layers."),
                    ParamSpec::choice("activation", "relu", {"relu", "tanh", "sigmoid"})
                        .says("What a unit does with its sum.")};
    PartInfo linear;
    linear.id = linear.label = "linear";
    linear.summary = "No hidden layers.";
    catalog.architectures = {dense, linear};

    PartInfo deterministic, gaussian;
    deterministic.id = deterministic.label = "deterministic";
    deterministic.summary = "A sample has one code.";
    gaussian.id = gaussian.label = "gaussian";
    gaussian.summary = "A sample has a cloud of codes.";
    gaussian.is_gaussian = true;
    catalog.codes = {deterministic, gaussian};

    PartInfo sigmoid, free;
    sigmoid.id = sigmoid.label = "sigmoid";
    sigmoid.gives_probabilities = true;
    free.id = "linear";
    free.label = "Linear";
    catalog.outputs = {sigmoid, free};

    PartInfo none, noise;
    none.id = none.label = "none";
    noise.id = "gaussian_noise";
    noise.label = "gaussian noise";
    noise.params = {
        ParamSpec::number("level", 0.2, 0, 1).acts_live().says("Standard deviation of the noise.")};
    catalog.corruptions = {none, noise};

    PartInfo bce, mse, kl;
    bce.id = "bce";
    bce.label = "Binary cross-entropy";
    bce.formula = "-sum_i (x_i ln y_i + (1 - x_i) ln(1 - y_i))";
    bce.summary = "How surprised the output is by each pixel.";
    bce.is_reconstruction = true;
    bce.needs_probabilities = true;
    mse.id = "mse";
    mse.label = "Squared error";
    mse.formula = "sum_i (x_i - y_i)^2";
    mse.summary = "How far each pixel is off, squared.";
    mse.is_reconstruction = true;
    kl.id = "kl_prior";
    kl.label = "KL to the prior";
    kl.formula = "sum_j 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)";
    kl.summary = "Pulls every code towards a standard normal.";
    kl.source = "Kingma & Welling 2014, arXiv 1312.6114";
    kl.needs_gaussian_code = true;
    kl.params = {ParamSpec::number("weight", 1, 0.01, 100)
                     .named("beta")
                     .log()
                     .acts_live()
                     .says("What a nat of code costs."),
                 ParamSpec::integer("warm_up", 0, 0, 100000)
                     .named("warm-up")
                     .in("steps")
                     .says("Steps over which beta grows from 0.")};
    PartInfo l1, supervised;
    l1.id = "l1_code";
    l1.label = "L1 of the code";
    l1.formula = "sum_j |z_j|";
    l1.summary = "Pulls every number of a code towards zero.";
    l1.params = {
        ParamSpec::number("weight", 0.01, 1e-6, 100).log().acts_live().says("What it counts for.")};
    supervised.id = "supervised";
    supervised.label = "Class from the code";
    supervised.summary = "A small classifier reads the class from the code.";
    supervised.needs_labels = true;
    supervised.params = l1.params;
    catalog.terms = {bce, mse, kl, l1, supervised};

    PartInfo identity, slow;
    identity.id = "identity";
    identity.label = "Has it learnt to copy?";
    identity.summary =
        "Gives the net what it has never seen and looks whether it copies that, too.";
    slow.id = "code_use";
    slow.label = "How is the code used?";
    slow.summary = "Counts the dimensions that carry something.";
    catalog.analyses = {identity, slow};

    PartInfo adam, sgd;
    adam.id = adam.label = "adam";
    adam.params = {ParamSpec::number("learning_rate", 1e-3, 1e-6, 1)
                       .log()
                       .acts_live()
                       .says("How far a step goes.")};
    sgd.id = sgd.label = "sgd";
    sgd.params = {adam.params[0],
                  ParamSpec::flag("nesterov", false).says("Looks ahead before it steps.")};
    catalog.optimizers = {adam, sgd};

    DatasetInfo fashion;
    fashion.id = "fashion_mnist";
    fashion.label = "Fashion-MNIST";
    fashion.summary = "Small grey pictures of clothes in ten classes.";
    fashion.source = "Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747";
    fashion.shape = {1, 28, 28};
    fashion.train_count = 60000;
    fashion.held_out_count = 10000;
    fashion.class_names = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat",
                           "Sandal",  "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    DatasetInfo sprites;
    sprites.id = "sprites";
    sprites.label = "Sprites";
    sprites.shape = {1, 64, 64};
    sprites.train_count = 600000;
    sprites.held_out_count = 137280;
    DatasetInfo mnist;
    mnist.id = "mnist";
    mnist.label = "MNIST";
    mnist.source = "package dataset-mnist";
    mnist.shape = {1, 28, 28};
    DatasetInfo roll;
    roll.id = "swiss_roll";
    roll.label = "Swiss roll";
    roll.summary = "A sheet rolled up in space.";
    roll.licence = "CC0";
    roll.kind = DataKind::points;
    roll.shape = {1, 1, 3};
    roll.low = -1;
    roll.train_count = 4000;
    roll.held_out_count = 1000;
    roll.class_names = {"first", "second", "third", "fourth", "fifth"};
    DatasetInfo waves = roll;
    waves.id = "waves";
    waves.label = "Waves";
    waves.kind = DataKind::sequences;
    waves.shape = {1, 32, 1};
    waves.class_names.clear();
    catalog.datasets = {fashion, sprites, mnist, roll, waves};

    SystemInfo undercomplete, vae;
    undercomplete.id = "undercomplete";
    undercomplete.label = "Undercomplete";
    undercomplete.teaches = "A narrow code must keep what matters.";
    undercomplete.family = "plain";
    undercomplete.accepts = {DataKind::images, DataKind::points};
    undercomplete.config.set("architecture.kind", std::string("dense"));
    undercomplete.config.set("code.kind", std::string("deterministic"));
    undercomplete.config.set("reconstruction", std::string("mse"));
    vae.id = "vae";
    vae.label = "VAE";
    vae.teaches = "The space between codes can be decoded, too.";
    vae.paper = "Kingma & Welling 2014, arXiv 1312.6114";
    vae.family = "variational";
    vae.accepts = {DataKind::images};
    vae.config.set("architecture.kind", std::string("dense"));
    vae.config.set("code.kind", std::string("gaussian"));
    vae.config.set("reconstruction", std::string("bce"));
    vae.config.set("terms.kl_prior.weight", 1.0);
    SystemInfo recurrent = undercomplete;
    recurrent.id = "recurrent";
    recurrent.label = "Recurrent autoencoder";
    recurrent.family = "sequences";
    recurrent.teaches = "A net with a memory reads a sequence into one code.";
    recurrent.paper = "Srivastava et al. 2015, arXiv 1502.04681";
    recurrent.accepts = {DataKind::sequences};
    recurrent.config.set("output.kind", std::string("linear"));
    // Other parts for points, which leave [0, 1].
    RunConfig on_points = undercomplete.config;
    on_points.set("output.kind", std::string("linear"));
    on_points.set("architecture.encoder", Widths{64, 64});
    undercomplete.config_on = {{DataKind::points, on_points}};
    catalog.systems = {undercomplete, vae, recurrent};
    return catalog;
}

// What it is before anything is known: no parts at all.
inline Snapshot empty_snapshot() { return {}; }

// A shape for each class: a frame whose proportions differ.
inline Samples sample_images(int count, std::uint64_t version, int softness = 0) {
    Samples images;
    images.count = count;
    images.shape = {1, 28, 28};
    images.version = version;
    images.pixels.resize(std::size_t(count) * 784);
    for (int i = 0; i < count; ++i) {
        const int label = i % 10;
        const float w = 4 + float(label % 5) * 2, h = 4 + float(label / 5) * 5,
                    cut = float((i / 10) % 4);
        for (int y = 0; y < 28; ++y)
            for (int x = 0; x < 28; ++x) {
                const float dx = std::abs(float(x) - 13.5f) - w,
                            dy = std::abs(float(y) - 13.5f) - h + cut;
                const float outside = std::max(dx, dy);
                const float value = softness      ? 1 / (1 + std::exp(outside / float(softness)))
                                    : outside < 0 ? 1.0f
                                                  : 0.0f;
                images.pixels[std::size_t(i) * 784 + std::size_t(y * 28 + x)] =
                    std::uint8_t(value * (150 + 10 * label) * (0.7f + 0.3f * float(y) / 28));
            }
    }
    return images;
}

// Points and sequences: `values` as the data's description says, each sample a little different.
inline Samples sample_numbers(const DatasetInfo& data, int count, std::uint64_t version,
                              float off = 0) {
    Samples samples;
    samples.kind = data.kind;
    samples.count = count;
    samples.shape = data.shape;
    samples.version = version;
    for (int i = 0; i < count; ++i)
        for (int n = 0; n < data.shape.size(); ++n)
            samples.values.push_back(off + 0.8f * std::sin(float(i) * 0.1f + float(n) * 0.7f));
    return samples;
}

// A result with everything that a result can have.
inline std::shared_ptr<const AnalysisResult> sample_result(const DatasetInfo& data,
                                                           std::int64_t step = 1400) {
    auto result = std::make_shared<AnalysisResult>();
    result->analysis = "identity";
    result->step = step;
    result->done = true;
    result->progress = 1;
    result->version = 5;
    result->verdict = "It has learnt the data and not to copy: foreign samples come out wrong.";
    result->figures = {{"own", "error on its own data", 23.125, "", "Squared, summed."},
                       {"foreign", "error on foreign data", 812, "", "The same."},
                       {"angle", "largest angle", 12.3, "degrees", "Between two subspaces."}};
    Chart chart;
    chart.title = "Error against noise";
    chart.x_label = "noise";
    chart.y_label = "squared error";
    chart.log_y = true;
    chart.curves = {{"this net", {0, 0.5f, 1}, {20, 60, 200}},
                    {"identity", {0, 0.5f, 1}, {1, 2, 3}}};
    result->charts = {chart};
    const Samples samples =
        data.kind == DataKind::images ? sample_images(6, 900) : sample_numbers(data, 6, 900);
    result->galleries = {{"foreign samples", samples}, {"what the net makes of them", samples}};
    return result;
}

inline std::shared_ptr<const LatentStats> sample_stats(int width, bool gaussian) {
    auto stats = std::make_shared<LatentStats>();
    stats->gaussian = gaussian;
    stats->version = 5;
    for (int j = 0; j < width; ++j) {
        LatentDimension dimension;
        const bool dead = width > 4 && j % 4 == 3;
        dimension.deviation = dead ? 0.004f : 1.2f / float(1 + j % 3);
        dimension.mean = dead ? 0 : 0.2f * float(j % 3) - 0.1f;
        dimension.low = dimension.mean - 2.6f * dimension.deviation;
        dimension.high = dimension.mean + 2.6f * dimension.deviation;
        dimension.kl = dead ? 0.0008f : 3.4f / float(1 + j);
        dimension.active = !dead;
        for (int b = 0; b < 32; ++b) {
            const float x = (float(b) - 15.5f) / 6;
            dimension.histogram.push_back(std::exp(-0.5f * x * x) *
                                          (0.8f + 0.2f * std::sin(float(b * (j + 1)))));
        }
        stats->dimensions.push_back(dimension);
    }
    return stats;
}

inline std::shared_ptr<const ModelInfo> sample_model(std::int64_t width) {
    auto model = std::make_shared<ModelInfo>();
    const std::vector<std::int64_t> sizes{784, 512, 256, width, 256, 512, 784};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        LayerInfo layer;
        layer.part = i == 0 ? "input" : i < 3 ? "encoder" : i == 3 ? "code" : "decoder";
        layer.name =
            i == 0 ? "image"
                   : "linear " + std::to_string(sizes[i - 1]) + " -> " + std::to_string(sizes[i]);
        layer.output = {sizes[i]};
        layer.weights = i == 0 ? 0 : sizes[i - 1] * sizes[i];
        layer.biases = i == 0 ? 0 : sizes[i];
        model->parameters += layer.weights + layer.biases;
        model->layers.push_back(layer);
    }
    return model;
}

inline std::shared_ptr<const TermHistory> sample_history(std::int64_t steps, bool gaussian) {
    auto history = std::make_shared<TermHistory>();
    history->version = 3;
    const auto add = [&](const char* id, const char* label, double from, double to, bool held_out) {
        Series series;
        series.id = id;
        series.label = label;
        series.held_out = held_out;
        const std::int64_t stride = held_out ? 200 : 10;
        for (std::int64_t step = held_out ? 0 : 1; step <= steps; step += stride) {
            const double t = double(step) / 800;
            const double wobble = held_out ? 0.01 * to : 0.04 * to * std::sin(double(step) * 1.7);
            series.steps.push_back(step);
            series.values.push_back(float(to + (from - to) * std::exp(-t) + wobble));
        }
        history->series.push_back(std::move(series));
    };
    for (const bool held_out : {false, true}) {
        add("total", "total", 543, gaussian ? 262 : 23.1, held_out);
        add(gaussian ? "bce" : "mse", gaussian ? "Binary cross-entropy" : "Squared error", 543,
            gaussian ? 255 : 23.1, held_out);
        if (gaussian) add("kl_prior", "KL to the prior", 0.4, 6.8, held_out);
    }
    history->changes.push_back({steps / 2, "learning rate 0.001 -> 0.0003"});
    return history;
}

// A run in the middle of its training. width: of the code.
inline Snapshot running_snapshot(int width = 2, bool gaussian = false, std::int64_t step = 12340) {
    Snapshot snapshot;
    const Catalog catalog = sample_catalog();
    snapshot.state = RunState::running;
    snapshot.progress = {step, 469, 9380 * 4, 60000, 128, double(step) / 469, 8950, 0.031, 180, 1};
    RunConfig config = preset(catalog, gaussian ? "vae" : "undercomplete", "fashion_mnist");
    config.set("code.width", std::int64_t(width));
    snapshot.config = std::make_shared<RunConfig>(config);
    snapshot.data = std::make_shared<DatasetInfo>(catalog.datasets[0]);
    snapshot.model = sample_model(width);
    snapshot.history = sample_history(step, gaussian);
    snapshot.latents = sample_stats(width, gaussian);

    const int count = 400;
    auto probe = std::make_shared<Probe>();
    probe->images = sample_images(count, 1);
    for (int i = 0; i < count; ++i) {
        probe->indices.push_back(i * 7);
        probe->held_out.push_back(i >= count / 2);
        probe->labels.push_back(i % 10);
    }
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = count;
    cloud->width = width;
    cloud->probe = probe;
    cloud->step = step;
    cloud->version = 7;
    for (int i = 0; i < count; ++i) {
        cloud->errors.push_back(10 + float(i % 17));
        for (int j = 0; j < width; ++j) {
            const float angle = float(i % 10) * 0.628f + float(j) * 1.571f;
            cloud->codes.push_back(2 * std::cos(angle) + 0.4f * std::sin(float(i * (j + 3))));
        }
    }
    auto made = std::make_shared<Reconstructions>();
    for (int i = 0; i < 24; ++i) {
        made->samples.push_back(count / 2 + i);
        made->squared_errors.push_back(12 + float((i * 7) % 23));
    }
    made->outputs = sample_images(24, 9, 2);
    made->step = step;
    made->version = 11;
    snapshot.cloud = cloud;
    snapshot.reconstructions = made;
    return snapshot;
}

// The same with principal directions: of z1 and z2 the sum and the difference, then the other axes.
inline Snapshot with_principal(Snapshot snapshot) {
    auto stats = std::make_shared<LatentStats>(*snapshot.latents);
    const std::size_t k = stats->dimensions.size();
    for (std::size_t i = 0; i < std::min<std::size_t>(k, 32); ++i) {
        PrincipalDirection known;
        known.direction.assign(k, 0.0f);
        if (i < 2 && k > 1) {
            known.direction[0] = std::sqrt(0.5f);
            known.direction[1] = i == 0 ? std::sqrt(0.5f) : -std::sqrt(0.5f);
        } else {
            known.direction[i] = 1;
        }
        known.deviation = 2.0f / float(1 + i);
        known.share = 0.5f / float(1 + i);
        known.low = -2.5f * known.deviation;
        known.high = 2.5f * known.deviation;
        known.histogram = stats->dimensions[i].histogram;
        stats->principal.push_back(known);
    }
    ++stats->version;
    snapshot.latents = stats;
    return snapshot;
}

// The same run on points or sequences.
inline Snapshot numbers_snapshot(const std::string& data_id, int width = 2) {
    Snapshot snapshot = running_snapshot(width);
    const Catalog catalog = sample_catalog();
    const DatasetInfo data = *find(catalog.datasets, data_id);
    RunConfig config =
        preset(catalog, data.kind == DataKind::sequences ? "recurrent" : "undercomplete", data_id);
    config.set("code.width", std::int64_t(width));
    snapshot.config = std::make_shared<RunConfig>(config);
    snapshot.data = std::make_shared<DatasetInfo>(data);
    auto probe = std::make_shared<Probe>(*snapshot.cloud->probe);
    probe->images = sample_numbers(data, snapshot.cloud->count, 21);
    for (int& label : probe->labels) label %= 5;
    auto cloud = std::make_shared<CodeCloud>(*snapshot.cloud);
    cloud->probe = probe;
    snapshot.cloud = cloud;
    auto made = std::make_shared<Reconstructions>(*snapshot.reconstructions);
    made->outputs = sample_numbers(data, 24, 22, 0.1f);
    snapshot.reconstructions = made;
    return snapshot;
}

inline Snapshot paused(Snapshot snapshot) {
    snapshot.state = RunState::paused;
    return snapshot;
}

inline Snapshot failed_snapshot() {
    Snapshot snapshot;
    const Catalog catalog = sample_catalog();
    snapshot.state = RunState::failed;
    snapshot.message =
        "train-images.gz says it holds 60,000 images of 28x28, but ends after 41,213. The download "
        "was probably cut "
        "off; fetch it again.";
    snapshot.config =
        std::make_shared<RunConfig>(preset(catalog, "undercomplete", "fashion_mnist"));
    return snapshot;
}

}  // namespace latent::test
