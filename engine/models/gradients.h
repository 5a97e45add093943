// Gradients of a loss on their way to the optimiser, those of large weights not yet multiplied out.
//
//   y = x W^T   ->   W_grad [out, in] = sum_i d_i^T x_i       d_i [B_i, out] = y_i_grad, x_i [B_i, in]
//
// The gradient of a weight matrix is as large as the matrix, and is read once, by the optimiser. So
// the way back keeps the two factors of it, and the optimiser asks for a few rows at a time: they are
// computed, used while they are still in the cache, and overwritten by the next. Each thread does so
// for rows of its own; a batch in slices (sliced.h) brings a product a slice, and no gradient is ever
// added up in memory. Of a dense step this saves a third of all memory traffic.
//
// Thread: of() on one; write_rows() on any, at the same time.
#pragma once

#include <torch/types.h>

#include <vector>

namespace latent::models {

// d^T x, a part of the gradient of `weight`.
struct WeightProduct {
    torch::Tensor weight, d, x;
};
using WeightProducts = std::vector<WeightProduct>;

// While it lives, layers whose way back runs on this thread put their products into `products` and
// report no gradient of the weight (product() below), if it is a parameter itself and not computed
// from one. Without one they report the whole gradient.
class Collecting {
 public:
    explicit Collecting(WeightProducts* products);
    ~Collecting();
    Collecting(const Collecting&) = delete;
    Collecting& operator=(const Collecting&) = delete;

    static WeightProducts* on_this_thread();  // null: nobody collects

 private:
    WeightProducts* before_;
};

// x [B, in], weight [out, in] -> x W^T [B, out], whose way back knows Collecting. Gradients of
// gradients are defined.
torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight);

class Gradients {
 public:
    // Gradients that are there already, one a parameter; an undefined one is nothing.
    Gradients(std::vector<torch::Tensor> ready);  // NOLINT: a list of tensors is gradients
    // Of `loss` with respect to each of `parameters`.
    static Gradients of(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters);

    std::size_t size() const { return ready_.size(); }
    bool defined(std::size_t i) const { return ready_[i].defined() || !products_[i].empty(); }
    // Whether gradient i has to be computed by write_rows().
    bool is_product(std::size_t i) const { return !products_[i].empty(); }
    // The numbers of a gradient that is no product.
    const float* data(std::size_t i) const { return ready_[i].data_ptr<float>(); }
    // Rows [from, to) of a product, written to out [to - from, in].
    void write_rows(std::size_t i, std::int64_t from, std::int64_t to, float* out) const;

    // All multiplied out, for whoever needs to see them whole (clipping does).
    std::vector<torch::Tensor> whole() const;

 private:
    std::vector<torch::Tensor> ready_;  // contiguous
    std::vector<WeightProducts> products_;
};

}  // namespace latent::models
