#include "models/gradients.h"

#include <torch/autograd.h>

#include <utility>

#include "models/matrix_product.h"

namespace latent::models {
namespace {

thread_local WeightProducts* collected = nullptr;

class Product final : public torch::autograd::Function<Product> {
 public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& weight) {
        context->save_for_backward({x, weight});
        return matrix_product(x, weight.t());
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const torch::Tensor &x = saved[0], &weight = saved[1], &d = gradients[0];
        torch::Tensor of_x, of_weight;
        const auto by = [](const torch::Tensor& a, const torch::Tensor& b) {
            // One that records how to go back through it, where that is asked for.
            return torch::GradMode::is_enabled() ? torch::mm(a, b) : matrix_product(a, b);
        };
        if (context->needs_input_grad(0)) of_x = by(d, weight);
        if (context->needs_input_grad(1)) {
            if (collected && weight.is_leaf() && !torch::GradMode::is_enabled())
                collected->push_back({weight, d, x});
            else
                of_weight = by(d.t(), x);
        }
        return {of_x, of_weight};
    }
};

}  // namespace

Collecting::Collecting(WeightProducts* products) : before_(std::exchange(collected, products)) {}
Collecting::~Collecting() { collected = before_; }
WeightProducts* Collecting::on_this_thread() { return collected; }

torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight) {
    return Product::apply(x, weight);
}

Gradients::Gradients(std::vector<torch::Tensor> ready)
    : ready_(std::move(ready)), products_(ready_.size()) {
    for (torch::Tensor& each : ready_)
        if (each.defined()) each = each.contiguous();
}

Gradients Gradients::of(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters) {
    WeightProducts products;
    const Collecting collecting(&products);
    Gradients gradients(torch::autograd::grad({loss}, parameters, {}, /*retain_graph=*/c10::nullopt,
                                              /*create_graph=*/false, /*allow_unused=*/true));
    for (WeightProduct& each : products)
        for (std::size_t i = 0; i < parameters.size(); ++i)
            if (parameters[i].is_same(each.weight)) {
                gradients.products_[i].push_back(std::move(each));
                break;
            }
    return gradients;
}

void Gradients::write_rows(std::size_t i, std::int64_t from, std::int64_t to, float* out) const {
    const torch::NoGradGuard no_grad;
    const std::int64_t columns = products_[i][0].x.size(1);
    torch::Tensor rows = torch::from_blob(out, {to - from, columns});
    bool first = true;
    for (const WeightProduct& each : products_[i]) {
        const torch::Tensor d = each.d.narrow(1, from, to - from).t();
        matrix_product(rows, d, each.x, std::exchange(first, false) ? Into::replace : Into::add);
    }
    if (ready_[i].defined()) rows.add_(ready_[i].narrow(0, from, to - from));
}

std::vector<torch::Tensor> Gradients::whole() const {
    std::vector<torch::Tensor> all = ready_;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!is_product(i)) continue;
        all[i] = torch::empty_like(products_[i][0].weight);
        write_rows(i, 0, all[i].size(0), all[i].data_ptr<float>());
    }
    return all;
}

}  // namespace latent::models
