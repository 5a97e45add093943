#include "training/trainer.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace latent::training {
namespace {

// Streams of noise that must not be the same: each is seeded with the run's seed and a number of
// its own.
enum class Stream : std::uint64_t { weights = 0, batches = 1, noise = 2, evaluation = 3 };

std::uint64_t seed_of(const RunConfig& config, Stream stream) {
    return std::uint64_t(config.integer("seed")) * 4 + std::uint64_t(stream);
}

torch::Generator generator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

}  // namespace

bool TermValues::finite() const {
    return std::isfinite(total) &&
           std::all_of(terms.begin(), terms.end(), [](float v) { return std::isfinite(v); });
}

Trainer::Trainer(const RunConfig& config, std::shared_ptr<const data::Dataset> dataset)
    : config_(config),
      dataset_(std::move(dataset)),
      plan_(std::make_shared<models::NetPlan>(models::NetPlan{config, dataset_->info().shape})),
      net_(std::make_shared<models::Autoencoder>(config, dataset_->info().shape,
                                                 seed_of(config, Stream::weights))),
      weights_(std::make_unique<models::FlatParameters>(*net_)),
      batcher_(dataset_->count(data::Split::train), config.integer("batch_size"),
               seed_of(config, Stream::batches)),
      noise_(generator(seed_of(config, Stream::noise))) {
    build_parts();
    optimizer_ = entry_of(optim::optimizers(), config_.text("optimizer.kind"))
                     .make(Params(config_, "optimizer"));
    const ImageShape& shape = dataset_->info().shape;
    const std::int64_t largest =
        std::min(config_.integer("batch_size"), dataset_->count(data::Split::train));
    batch_ = torch::empty({largest, shape.channels, shape.height, shape.width});
}

void Trainer::build_parts() {
    corruption_ = entry_of(corruptions::corruptions(), config_.text("corruption.kind"))
                      .make(Params(config_, "corruption"));
    terms_.clear();
    const auto add = [this](const std::string& id, double weight) {
        const auto& entry = entry_of(terms::terms(), id);
        terms_.push_back(
            {id, entry.info.label, weight, entry.make(Params(config_, "terms." + id))});
    };
    add(config_.text("reconstruction"), 1.0);
    for (const std::string& id : config_.terms())
        add(id, config_.number("terms." + id + ".weight"));
}

torch::Tensor Trainer::load(data::Split split, const std::int64_t* indices,
                            std::int64_t count) const {
    const ImageShape& shape = dataset_->info().shape;
    torch::Tensor x = torch::empty({count, shape.channels, shape.height, shape.width});
    dataset_->read(split, indices, count, x.data_ptr<float>());
    return x;
}

terms::Pass Trainer::forward(const torch::Tensor& x, torch::Generator& noise) {
    terms::Pass pass;
    pass.input = x;
    pass.corrupted = corruption_->apply(x, noise);
    pass.encoding = net_->encode(pass.corrupted, &noise);
    pass.output = net_->decode(pass.encoding.z);
    pass.step = step_;
    return pass;
}

torch::Tensor Trainer::total_loss(const terms::Pass& pass, TermValues& values) const {
    torch::Tensor total;
    values.terms.clear();
    for (const NamedTerm& named : terms_) {
        const torch::Tensor value = named.term->loss(pass);
        const torch::Tensor weighted = named.weight == 1.0 ? value : value * named.weight;
        total = total.defined() ? total + weighted : weighted;
        values.terms.push_back(value.data_ptr<float>()[0]);
    }
    values.total = total.data_ptr<float>()[0];
    return total;
}

const TermValues& Trainer::step() {
    const data::Batch batch = batcher_.next();
    last_batch_ = batch.count;
    const torch::Tensor x = batch_.narrow(0, 0, batch.count);
    dataset_->read(data::Split::train, batch.indices, batch.count, x.data_ptr<float>());

    const terms::Pass pass = forward(x, noise_);
    const torch::Tensor total = total_loss(pass, values_);
    if (!values_.finite()) return values_;
    const auto gradients =
        torch::autograd::grad({total}, weights_->parameters(), {}, c10::nullopt, false, true);
    torch::NoGradGuard no_grad;
    optimizer_->step(*weights_, gradients);
    ++step_;
    return values_;
}

void Trainer::configure(const RunConfig& changed) {
    config_ = changed;
    build_parts();
    optimizer_->configure(Params(config_, "optimizer"));
}

void Trainer::adopt(const models::Weights& weights) {
    models::Autoencoder other(weights.plan->config, weights.plan->sample, 0);
    models::FlatParameters flat(other);
    flat.load(weights.values);
    torch::NoGradGuard no_grad;
    for (const auto& theirs : flat.stretches())
        for (const auto& mine : weights_->stretches())
            if (mine.name == theirs.name && mine.parameter.sizes() == theirs.parameter.sizes())
                mine.parameter.data().copy_(theirs.parameter);
    go_on_from(weights.step);
}

// With the batches that would have come next, had this been the run from the start, and an
// optimiser that remembers nothing.
void Trainer::go_on_from(std::int64_t step) {
    step_ = step;
    const std::int64_t epoch = step_ / steps_per_epoch(), within = step_ % steps_per_epoch();
    batcher_.resume({batcher_.state().seed, epoch, within * config_.integer("batch_size")});
    optimizer_ = entry_of(optim::optimizers(), config_.text("optimizer.kind"))
                     .make(Params(config_, "optimizer"));
}

void Trainer::restore(const models::Weights& weights) {
    weights_->load(weights.values);
    go_on_from(weights.step);
}

std::shared_ptr<const models::Weights> Trainer::publish_weights() const {
    auto published = std::make_shared<models::Weights>();
    published->plan = plan_;
    published->values = weights_->copy();
    published->step = step_;
    published->published = std::chrono::steady_clock::now();
    return published;
}

TermValues Trainer::evaluate(const torch::Tensor& x, models::Encoding encoding,
                             models::Decoding output) const {
    torch::NoGradGuard no_grad;
    terms::Pass pass;
    pass.input = pass.corrupted = x;
    pass.encoding = std::move(encoding);
    pass.output = std::move(output);
    pass.step = step_;
    TermValues values;
    total_loss(pass, values);
    return values;
}

torch::Generator Trainer::evaluation_noise() const {
    return generator(seed_of(config_, Stream::evaluation));
}

}  // namespace latent::training
