#include "models/sliced.h"

#include <torch/autograd.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/functions/utils.h>

#include <algorithm>
#include <utility>

#include "models/gradients.h"

namespace latent::models {
namespace {

using concurrency::Team;
constexpr std::int64_t kFewest = 16, kLarge = 128;  // samples a slice
constexpr std::int64_t kWorthSharing = 1 << 15;     // numbers to be copied or added

std::int64_t samples_of(const Tensors& inputs) {
    for (const torch::Tensor& each : inputs)
        if (each.defined()) return each.size(0);
    return 0;
}

std::int64_t numbers_in(const Tensors& tensors) {
    std::int64_t numbers = 0;
    for (const torch::Tensor& each : tensors)
        if (each.defined()) numbers += each.numel();
    return numbers;
}

// Calls work(0), ..., work(parts - 1); few numbers are sooner done than shared.
void share(Team& team, int parts, std::int64_t numbers, const std::function<void(int)>& work) {
    if (numbers >= kWorthSharing) return team.run(parts, work);
    for (int part = 0; part < parts; ++part) work(part);
}

// The slices' numbers one after the other, each written by its own thread.
Tensors joined(Team& team, int slices, const std::vector<Tensors>& parts, std::int64_t samples) {
    Tensors whole(parts[0].size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (!parts[0][i].defined()) continue;
        auto sizes = parts[0][i].sizes().vec();
        sizes[0] = samples;
        whole[i] = torch::empty(sizes, parts[0][i].options());
    }
    const auto put = [&](int slice) {
        torch::NoGradGuard no_grad;
        const auto [from, to] = Team::stretch(samples, slice, slices);
        for (std::size_t i = 0; i < whole.size(); ++i)
            if (whole[i].defined())
                whole[i].narrow(0, from, to - from).copy_(parts[std::size_t(slice)][i]);
    };
    share(team, slices, numbers_in(whole), put);
    return whole;
}

Tensors slice_of(const Tensors& whole, Team::Stretch stretch) {
    Tensors parts;
    for (const torch::Tensor& each : whole)
        parts.push_back(each.defined() ? each.detach().narrow(0, stretch.from, stretch.size())
                                       : torch::Tensor());
    return parts;
}

// The way back: each slice's own graph, taken on the thread of the slice.
class SlicedBackward final : public torch::autograd::Node {
 public:
    SlicedBackward(torch::autograd::edge_list edges, Team& team, int slices)
        : Node(std::move(edges)),
          team_(&team),
          inputs_(std::size_t(slices)),
          outputs_(std::size_t(slices)) {}

    Tensors apply(Tensors&& gradients) override {
        TORCH_CHECK(!outputs_[0].empty(), "A net in slices can be gone back through only once.");
        TORCH_CHECK(!torch::GradMode::is_enabled(),
                    "Gradients of gradients are not defined of a net in slices.");
        const int slices = int(inputs_.size());
        std::vector<Tensors> found(inputs_.size());
        std::int64_t samples = 0;
        for (const torch::Tensor& each : gradients)
            if (each.defined()) samples = each.size(0);
        WeightProducts* const whole = Collecting::on_this_thread();
        std::vector<WeightProducts> products(inputs_.size());
        team_->run(slices, [&](int slice) {
            const auto mine = std::size_t(slice);
            const Collecting collecting(whole ? &products[mine] : nullptr);
            found[mine] = backward(mine, gradients, Team::stretch(samples, slice, slices));
        });
        for (WeightProducts& each : products)
            if (whole) whole->insert(whole->end(), each.begin(), each.end());
        return put_together(std::move(found), samples);
    }

    void release_variables() override {
        for (Tensors& each : inputs_) each.clear();
        for (Tensors& each : outputs_) each.clear();
    }

    Team* team_;
    std::vector<Tensors> inputs_, outputs_;  // of each slice; inputs that want no gradient too
    std::vector<std::size_t>
        differentiable_;  // the outputs that gradients come for, in their order
    Tensors parameters_;

 private:
    Tensors backward(std::size_t slice, const Tensors& gradients, Team::Stretch stretch) const {
        Tensors roots, of_roots, leaves;
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            if (!gradients[i].defined()) continue;
            roots.push_back(outputs_[slice][differentiable_[i]]);
            of_roots.push_back(gradients[i].narrow(0, stretch.from, stretch.size()));
        }
        for (const torch::Tensor& each : inputs_[slice])
            if (each.defined() && each.requires_grad()) leaves.push_back(each);
        leaves.insert(leaves.end(), parameters_.begin(), parameters_.end());
        return torch::autograd::grad(roots, leaves, of_roots, /*retain_graph=*/true,
                                     /*create_graph=*/false, /*allow_unused=*/true);
    }

    // One gradient for each input and each parameter, in the order of the edges.
    Tensors put_together(std::vector<Tensors> found, std::int64_t samples) const {
        const int slices = int(found.size());
        std::vector<Tensors> of_inputs(found.size()), of_parameters(found.size());
        for (std::size_t slice = 0; slice < found.size(); ++slice) {
            const auto first = found[slice].end() - std::ptrdiff_t(parameters_.size());
            of_inputs[slice].assign(found[slice].begin(), first);
            of_parameters[slice].assign(first, found[slice].end());
        }
        add_up(of_parameters);
        const Tensors whole = joined(*team_, slices, of_inputs, samples);
        Tensors all;
        std::size_t next = 0;
        for (const torch::Tensor& each : inputs_[0])
            all.push_back(each.defined() && each.requires_grad() ? whole[next++] : torch::Tensor());
        all.insert(all.end(), of_parameters[0].begin(), of_parameters[0].end());
        return all;
    }

    // Into those of the first slice; each thread adds its stretch of every parameter.
    void add_up(std::vector<Tensors>& of_parameters) const {
        const int parts = team_->size();
        for (Tensors& slice : of_parameters)
            for (torch::Tensor& each : slice)
                if (each.defined()) each = each.contiguous();
        share(*team_, parts, numbers_in(of_parameters[0]), [&](int part) {
            for (std::size_t i = 0; i < parameters_.size(); ++i) {
                if (!of_parameters[0][i].defined()) continue;  // f does not read it
                float* sum = of_parameters[0][i].data_ptr<float>();
                const auto [from, to] = Team::stretch(of_parameters[0][i].numel(), part, parts);
                for (std::size_t slice = 1; slice < of_parameters.size(); ++slice) {
                    const float* more = of_parameters[slice][i].data_ptr<float>();
                    for (std::int64_t n = from; n < to; ++n) sum[n] += more[n];
                }
            }
        });
    }
};

}  // namespace

int slices_of(std::int64_t samples, const Team& team) {
    const std::int64_t threads = team.size();
    if (threads < 2) return 1;
    const std::int64_t most = std::max<std::int64_t>(1, samples / kFewest);
    // As many as there are threads, and twice or four times as many while they stay large: then a
    // thread that is kept from its core holds up less.
    std::int64_t slices = std::min(threads, most);
    while (slices < 4 * threads && samples / (2 * slices) >= kLarge) slices *= 2;
    return int(slices);
}

Tensors in_slices(Team& team, const std::function<Tensors(const Tensors&)>& f,
                  const Tensors& inputs, const Tensors& parameters) {
    const std::int64_t samples = samples_of(inputs);
    const int slices = slices_of(samples, team);
    if (slices < 2) return f(inputs);

    const bool with_gradients = torch::GradMode::is_enabled();
    const auto count = std::size_t(slices);
    std::vector<Tensors> sliced(count), outputs(count);
    team.run(slices, [&](int slice) {
        torch::AutoGradMode mode(with_gradients);
        Tensors& mine = sliced[std::size_t(slice)];
        mine = slice_of(inputs, Team::stretch(samples, slice, slices));
        for (std::size_t i = 0; i < mine.size(); ++i)
            if (with_gradients && mine[i].defined() && inputs[i].requires_grad())
                mine[i].requires_grad_(true);
        outputs[std::size_t(slice)] = f(mine);
    });
    Tensors whole = joined(team, slices, outputs, samples);
    std::vector<std::size_t> differentiable;
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (whole[i].defined() && outputs[0][i].requires_grad()) differentiable.push_back(i);
    if (differentiable.empty()) return whole;

    torch::autograd::edge_list edges;
    for (const Tensors* list : {&inputs, &parameters})
        for (const torch::Tensor& each : *list)
            edges.push_back(each.defined() && each.requires_grad()
                                ? torch::autograd::impl::gradient_edge(each)
                                : torch::autograd::Edge());
    const std::shared_ptr<SlicedBackward> node(new SlicedBackward(std::move(edges), team, slices),
                                               torch::autograd::deleteNode);
    node->inputs_ = std::move(sliced);
    node->outputs_ = std::move(outputs);
    node->parameters_ = parameters;
    node->differentiable_ = std::move(differentiable);
    for (const std::size_t i : node->differentiable_) torch::autograd::set_history(whole[i], node);
    return whole;
}

}  // namespace latent::models
