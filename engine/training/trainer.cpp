#include "training/trainer.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>

#include <torch/autograd.h>
#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "data/mean_sample.h"
#include "training/saved_player.h"

namespace latent::training {
namespace {

// Streams of noise that must not be the same: each is seeded with the run's seed and a number of
// its own.
enum class Stream : std::uint64_t { weights, batches, noise, evaluation, players };
constexpr std::uint64_t kStreams = 5;

std::uint64_t seed_of(const RunConfig& config, Stream stream) {
    return std::uint64_t(config.integer("seed")) * kStreams + std::uint64_t(stream);
}

// Names in a checkpoint (store/README.md).
const char* const kNoise = "trainer/noise";
const char* const kSteps = "trainer/steps";
const char* const kBatches = "trainer/batches";
const char* const kCentre = "input.centre";

// Runs of a sweep over seeds differ in their weights and noise, not in what they are shown.
std::uint64_t seed_of_batches(const RunConfig& config) {
    const std::int64_t own = config.integer("batch_seed");
    return own < 0 ? seed_of(config, Stream::batches)
                   : std::uint64_t(own) * kStreams + std::uint64_t(Stream::batches);
}

torch::Generator generator(std::uint64_t seed) {
    return at::make_generator<at::CPUGeneratorImpl>(seed);
}

// The gradient of a one-layer encoder is then known from its output (terms/contractive.cpp).
bool has_closed_form(const models::AffineImpl* encoder) {
    return encoder && encoder->activation() != models::Activation::gelu;
}

// While it lives, this thread computes like those of its team: the last bits of a product depend on the
// number of threads, and who of the team takes which is chance.
class OneThreadAnOperation {
 public:
    OneThreadAnOperation() : before_(at::get_num_threads()) { set(1); }
    ~OneThreadAnOperation() { set(before_); }
    OneThreadAnOperation(const OneThreadAnOperation&) = delete;
    OneThreadAnOperation& operator=(const OneThreadAnOperation&) = delete;

 private:
    static void set(int threads) {
        if (at::get_num_threads() != threads) at::set_num_threads(threads);
    }
    const int before_;
};

}  // namespace

Trainer::Trainer(const RunConfig& config, std::shared_ptr<const data::Dataset> dataset)
    : config_(config),
      dataset_(std::move(dataset)),
      plan_(std::make_shared<models::NetPlan>(models::NetPlan{
          config, dataset_->info().kind, dataset_->info().shape,
          config.flag("input.centre") ? data::mean_sample(*dataset_) : std::vector<float>()})),
      net_(std::make_shared<models::Autoencoder>(*plan_, seed_of(config, Stream::weights))),
      batcher_(dataset_->count(data::Split::train), config.integer("batch_size"),
               seed_of_batches(config)),
      noise_(generator(seed_of(config, Stream::noise))) {
    build_parts();
    const ImageShape& shape = dataset_->info().shape;
    const std::int64_t largest =
        std::min(config.integer("batch_size"), dataset_->count(data::Split::train));
    batch_ = torch::empty({largest, shape.channels, shape.height, shape.width});
}

void Trainer::build_parts() {
    corruption_ = entry_of(corruptions::corruptions(), config_.text("corruption.kind"))
                      .make(Params(config_, "corruption"));
    models::FreshWeights fresh(seed_of(config_, Stream::players));
    objective_ = std::make_unique<Objective>(
        config_, terms::TermBlueprint{dataset_->info().shape, net_->code_width(),
                                      std::int64_t(dataset_->info().class_names.size()),
                                      dataset_->count(data::Split::train), fresh,
                                      has_closed_form(net_->single_layer_encoder())});
    std::vector<std::pair<std::string, torch::nn::Module*>> modules{{"", net_.get()}};
    for (const torch::Tensor& parameter : net_->parameters()) net_size_ += parameter.numel();
    for (const auto& head : objective_->heads()) modules.push_back(head);
    weights_ = std::make_unique<models::FlatParameters>(modules);
    optimizer_ = entry_of(optim::optimizers(), config_.text("optimizer.kind"))
                     .make(Params(config_, "optimizer"));
    schedule_.emplace(Params(config_, "optimizer"));
    last_step_ = length();
}

void Trainer::use_threads(int threads) {
    // Slices know no gradients of gradients: there each operation shares its own work instead.
    const bool in_slices = !objective_->needs_input_gradient();
    const int alone = in_slices ? 1 : threads;
    if (at::get_num_threads() != alone) at::set_num_threads(alone);
    at::globalContext().setFlushDenormal(true);
    if (threads == (team_ ? team_->size() : 1)) return;
    net_->work_with(nullptr);
    team_.reset();  // first: the new threads inherit what this one may use, undisturbed
    team_ = threads < 2 ? nullptr : std::make_unique<concurrency::Team>(threads, [] {
        at::set_num_threads(1);
        at::globalContext().setFlushDenormal(true);
    });
    if (in_slices) net_->work_with(team_.get());
}

std::int64_t Trainer::length() const {
    if (config_.integer("steps") > 0) return config_.integer("steps");
    return config_.integer("epochs") * steps_per_epoch();
}

void Trainer::extend() {
    if (length() == 0) return;
    first_step_ = step_;
    last_step_ = step_ + length();
}

torch::Tensor Trainer::load(data::Split split, const std::int64_t* indices,
                            std::int64_t count) const {
    const ImageShape& shape = dataset_->info().shape;
    torch::Tensor x = torch::empty({count, shape.channels, shape.height, shape.width});
    dataset_->read(split, indices, count, x.data_ptr<float>());
    return x;
}

torch::Tensor Trainer::labels(data::Split split, const std::int64_t* indices,
                              std::int64_t count) const {
    if (!objective_->needs_labels()) return {};
    torch::Tensor labels = torch::empty({count}, torch::kInt64);
    std::int64_t* values = labels.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < count; ++i) values[i] = dataset_->label(split, indices[i]);
    return labels;
}

terms::Pass Trainer::forward(const torch::Tensor& x, torch::Generator& noise) {
    terms::Pass pass;
    pass.input = x;
    pass.corrupted = corruption_->apply(x, noise);
    if (objective_->needs_input_gradient())
        pass.corrupted = pass.corrupted.detach().requires_grad_(true);
    pass.encoding = net_->encode(pass.corrupted, &noise);
    pass.encoding.bypass.target = x;
    pass.output = net_->decode(pass.encoding.z, pass.encoding.bypass, objective_->reads_values());
    pass.step = step_;
    pass.net = net_.get();
    pass.noise = &noise;
    return pass;
}

void Trainer::read_batch(const data::Batch& batch, const torch::Tensor& x) {
    float* numbers = x.data_ptr<float>();
    const auto read = [&](int part, int parts) {
        const auto [from, to] = concurrency::Team::stretch(batch.count, part, parts);
        dataset_->read(data::Split::train, batch.indices + from, to - from,
                       numbers + from * dataset_->info().shape.size());
    };
    if (!team_) return read(0, 1);
    team_->run(team_->size(), [&](int part) { read(part, team_->size()); });
}

const TermValues& Trainer::step() {
    const auto began = std::chrono::steady_clock::now();
    const data::Batch batch = batcher_.next();
    last_batch_ = batch.count;
    const torch::Tensor x = batch_.narrow(0, 0, batch.count);
    read_batch(batch, x);

    terms::Pass pass = forward(x, noise_);
    pass.labels = labels(data::Split::train, batch.indices, batch.count);
    const torch::Tensor total = objective_->total(pass, values_);
    if (!values_.finite()) return values_;
    auto gradients = models::Gradients::of(total, weights_->parameters());
    objective_->face_opponents(pass, values_);
    if (!values_.finite()) return values_;
    torch::NoGradGuard no_grad;
    if (const double longest = config_.number("optimizer.clip_norm"); longest > 0) {
        auto whole = gradients.whole();
        optim::clip_gradients(whole, longest);
        gradients = std::move(whole);
    }
    {
        const OneThreadAnOperation alike;
        optimizer_->step(*weights_, gradients,
                         schedule_->factor(step_, last_step_, steps_per_epoch(), first_step_),
                         team_.get());
    }
    objective_->move_opponents();
    ++step_;
    if (team_) team_->took(std::chrono::steady_clock::now() - began);
    return values_;
}

void Trainer::configure(const RunConfig& changed) {
    config_ = changed;
    corruption_ = entry_of(corruptions::corruptions(), config_.text("corruption.kind"))
                      .make(Params(config_, "corruption"));
    objective_->configure(config_);
    optimizer_->configure(Params(config_, "optimizer"));
    schedule_.emplace(Params(config_, "optimizer"));
}

void Trainer::adopt(const models::Weights& weights) {
    models::Autoencoder other(*weights.plan, 0);
    models::FlatParameters flat(other);
    flat.load(weights.values);
    torch::NoGradGuard no_grad;
    for (const auto& theirs : flat.stretches())
        for (const auto& mine : weights_->stretches())
            if (mine.name == theirs.name && mine.parameter.sizes() == theirs.parameter.sizes())
                mine.parameter.data().copy_(theirs.parameter);
    load_players(weights);
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
    weights_->load(weights.values, 0);
    load_players(weights);
    go_on_from(weights.step);
}

// Heads and second players of the same name and size.
void Trainer::load_players(const models::Weights& weights) {
    for (const auto& [name, values] : weights.players) {
        for (const auto& mine : weights_->stretches())
            if (mine.offset >= net_size_ && mine.name == name &&
                mine.count == std::int64_t(values.size()))
                weights_->load(values, mine.offset);
        objective_->restore_opponent(name, values);
    }
}

std::shared_ptr<const models::Weights> Trainer::publish_weights() const {
    auto published = std::make_shared<models::Weights>();
    published->plan = plan_;
    published->values = weights_->copy(0, net_size_);
    for (const auto& stretch : weights_->stretches())
        if (stretch.offset >= net_size_)
            published->players.emplace_back(stretch.name,
                                            weights_->copy(stretch.offset, stretch.count));
    for (auto& opponent : objective_->opponents())
        published->players.push_back(std::move(opponent));
    published->step = step_;
    published->published = std::chrono::steady_clock::now();
    return published;
}

void Trainer::save(store::Tensors& tensors) const {
    save_player(tensors, "", *weights_, *optimizer_);
    objective_->save(tensors);
    torch::Generator noise = noise_;
    const torch::Tensor state = noise.get_state();
    tensors[kNoise] =
        store::stored({state.numel()}, state.data_ptr<std::uint8_t>(), std::size_t(state.numel()));
    tensors[kSteps] = store::stored<std::int64_t>({step_, first_step_, last_step_});
    const data::Batcher::State& place = batcher_.state();
    tensors[kBatches] =
        store::stored<std::int64_t>({std::int64_t(place.seed), place.epoch, place.position});
    if (!plan_->centre.empty()) tensors[kCentre] = store::stored(plan_->centre);
}

void Trainer::load(const store::Tensors& tensors) {
    load_player(tensors, "", *weights_, *optimizer_);
    objective_->load(tensors);
    const auto steps = tensor_of(tensors, kSteps, {3}).values<std::int64_t>(),
               place = tensor_of(tensors, kBatches, {3}).values<std::int64_t>();
    if (steps[0] < 0) throw std::runtime_error("counts steps below zero.");
    // The data may have become other ones; then there is no such place in them.
    try {
        batcher_.resume({std::uint64_t(place[0]), place[1], place[2]});
    } catch (const std::invalid_argument&) {
        throw std::runtime_error(
            "stands at a place that these data do not have: they are no longer "
            "what the run was trained on.");
    }
    torch::Tensor state = noise_.get_state().clone();
    const auto bytes = tensor_of(tensors, kNoise, {state.numel()}).values<std::uint8_t>();
    std::copy(bytes.begin(), bytes.end(), state.data_ptr<std::uint8_t>());
    noise_.set_state(state);
    step_ = steps[0];
    first_step_ = steps[1];
    last_step_ = steps[2];
}

void Trainer::adopt(const store::Tensors& tensors) {
    adopt_weights(tensors, "", *weights_);
    objective_->adopt(tensors);
    const auto steps = tensor_of(tensors, kSteps, {3}).values<std::int64_t>();
    go_on_from(std::max<std::int64_t>(0, steps[0]));
}

TermValues Trainer::evaluate(const torch::Tensor& x, const torch::Tensor& labels,
                             models::Encoding encoding, models::Decoding output) {
    torch::Generator noise = evaluation_noise();
    terms::Pass pass;
    pass.input = pass.corrupted = x;
    pass.labels = labels;
    pass.encoding = std::move(encoding);
    pass.output = std::move(output);
    pass.step = step_;
    pass.training = false;
    pass.net = net_.get();
    pass.noise = &noise;
    return objective_->measure(pass);
}

torch::Generator Trainer::evaluation_noise() const {
    return generator(seed_of(config_, Stream::evaluation));
}

}  // namespace latent::training
