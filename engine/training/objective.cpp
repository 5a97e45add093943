#include "training/objective.h"

#include <torch/autograd.h>
#include <algorithm>
#include <cmath>

#include "training/saved_player.h"

namespace latent::training {
namespace {

const char* const kOpponent = ".opponent";

terms::Pass detached(const terms::Pass& pass) {
    terms::Pass copy = pass;
    const auto cut = [](torch::Tensor& tensor) {
        if (tensor.defined()) tensor = tensor.detach();
    };
    cut(copy.input);
    cut(copy.corrupted);
    cut(copy.encoding.z);
    cut(copy.encoding.mean);
    cut(copy.encoding.logvar);
    cut(copy.output.logits);
    cut(copy.output.values);
    copy.encoding.bypass = {};
    return copy;
}

std::unique_ptr<optim::Optimizer> adam(const terms::Opponent& opponent) {
    RunConfig settings;
    settings.set("optimizer.learning_rate", opponent.learning_rate);
    settings.set("optimizer.beta1", opponent.beta1);
    settings.set("optimizer.beta2", opponent.beta2);
    return entry_of(optim::optimizers(), "adam").make(Params(settings, "optimizer"));
}

}  // namespace

bool TermValues::finite() const {
    return std::isfinite(total) &&
           std::all_of(terms.begin(), terms.end(), [](float v) { return std::isfinite(v); });
}

// The parameters and the optimiser of one opponent.
class Objective::SecondPlayer {
 public:
    explicit SecondPlayer(const terms::Opponent& opponent)
        : weights_(*opponent.module), optimizer_(adam(opponent)) {}

    void face(const torch::Tensor& loss) {
        gradients_ =
            torch::autograd::grad({loss}, weights_.parameters(), {}, c10::nullopt, false, true);
    }
    void move() {
        if (gradients_.empty()) return;
        optimizer_->step(weights_, gradients_);
        gradients_.clear();
    }
    models::FlatParameters& weights() { return weights_; }
    optim::Optimizer& optimizer() { return *optimizer_; }
    void forget(const terms::Opponent& opponent) { optimizer_ = adam(opponent); }

 private:
    models::FlatParameters weights_;
    std::unique_ptr<optim::Optimizer> optimizer_;
    std::vector<torch::Tensor> gradients_;
};

Objective::Objective(const RunConfig& config, const terms::TermBlueprint& blueprint) {
    std::vector<NamedValue> opponents;
    const auto add = [&](const std::string& id, double weight) {
        const auto& entry = entry_of(terms::terms(), id);
        needs_labels_ = needs_labels_ || entry.info.needs_labels;
        Part part{id, entry.make(Params(config, "terms." + id), blueprint), nullptr};
        if (const terms::Opponent* opponent = part.term->opponent()) {
            part.opponent = std::make_unique<SecondPlayer>(*opponent);
            opponents.push_back({id + kOpponent, "Opponent's loss", 0});
        }
        heads_.push_back(part.term->head());
        parts_.push_back(std::move(part));
        const std::string variant = parts_.back().term->variant();
        names_.push_back(
            {id, entry.info.label + (variant.empty() ? "" : " (" + variant + ")"), weight});
    };
    add(config.text("reconstruction"), 1.0);
    for (const std::string& id : config.terms()) add(id, config.number("terms." + id + ".weight"));
    if (opponents.size() > 1)
        for (NamedValue& opponent : opponents) opponent.label += " (" + opponent.id + ")";
    names_.insert(names_.end(), opponents.begin(), opponents.end());
}

Objective::~Objective() = default;

torch::Tensor Objective::total(const terms::Pass& pass, TermValues& values) {
    torch::Tensor total;
    values.terms.assign(names_.size(), 0.0f);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const torch::Tensor value = parts_[i].term->loss(pass);
        const double weight = names_[i].weight;
        const torch::Tensor weighted = weight == 1.0 ? value : value * weight;
        total = total.defined() ? total + weighted : weighted;
        values.terms[i] = value.data_ptr<float>()[0];
    }
    values.total = total.data_ptr<float>()[0];
    return total;
}

void Objective::face_opponents(const terms::Pass& pass, TermValues& values) {
    if (names_.size() == parts_.size()) return;
    const terms::Pass codes = detached(pass);
    std::size_t place = parts_.size();
    for (Part& part : parts_) {
        if (!part.opponent) continue;
        const torch::Tensor loss = part.term->opponent_loss(codes);
        values.terms[place++] = loss.data_ptr<float>()[0];
        if (pass.training) part.opponent->face(loss);
    }
}

void Objective::move_opponents() {
    for (Part& part : parts_)
        if (part.opponent) part.opponent->move();
}

TermValues Objective::measure(const terms::Pass& pass) {
    torch::NoGradGuard no_grad;
    TermValues values;
    total(pass, values);
    face_opponents(pass, values);
    return values;
}

void Objective::configure(const RunConfig& config) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const std::string path = "terms." + parts_[i].id;
        if (!config.has(path + ".weight")) continue;  // the reconstruction: nothing to set
        names_[i].weight = config.number(path + ".weight");
        parts_[i].term->configure(Params(config, path));
    }
}

bool Objective::needs_input_gradient() const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [](const Part& part) { return part.term->needs_input_gradient(); });
}

bool Objective::reads_values() const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [](const Part& part) { return part.term->reads_values(); });
}

std::vector<std::pair<std::string, torch::nn::Module*>> Objective::heads() const {
    std::vector<std::pair<std::string, torch::nn::Module*>> heads;
    for (std::size_t i = 0; i < parts_.size(); ++i)
        if (heads_[i]) heads.emplace_back(parts_[i].id, heads_[i].get());
    return heads;
}

std::vector<std::pair<std::string, std::vector<float>>> Objective::opponents() const {
    std::vector<std::pair<std::string, std::vector<float>>> all;
    for (const Part& part : parts_)
        if (part.opponent) all.emplace_back(part.id + kOpponent, part.opponent->weights().copy());
    return all;
}

void Objective::restore_opponent(const std::string& name, const std::vector<float>& values) {
    for (Part& part : parts_) {
        if (!part.opponent || part.id + kOpponent != name ||
            part.opponent->weights().size() != std::int64_t(values.size()))
            continue;
        part.opponent->weights().load(values);
        part.opponent->forget(*part.term->opponent());
    }
}

void Objective::save(store::Tensors& tensors) const {
    for (const Part& part : parts_)
        if (part.opponent)
            save_player(tensors, "opponents/" + part.id + "/", part.opponent->weights(),
                        part.opponent->optimizer());
}

void Objective::adopt(const store::Tensors& tensors) {
    for (const Part& part : parts_)
        if (part.opponent)
            adopt_weights(tensors, "opponents/" + part.id + "/", part.opponent->weights());
}

void Objective::load(const store::Tensors& tensors) {
    for (const Part& part : parts_) {
        if (!part.opponent) continue;
        part.opponent->forget(*part.term->opponent());
        load_player(tensors, "opponents/" + part.id + "/", part.opponent->weights(),
                    part.opponent->optimizer());
    }
}

}  // namespace latent::training
