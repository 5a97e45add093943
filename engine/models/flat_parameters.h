// All parameters of a net in one buffer.
//
// Each parameter becomes a view of a stretch of it, so that an optimiser is one pass over memory,
// publishing weights is one memcpy, and forking is a copy. The order is that of
// Module::parameters().
//
// Thread: the net's owner.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <vector>

namespace latent::models {

class FlatParameters {
 public:
    struct Stretch {
        std::string name;
        torch::Tensor parameter;  // the net's own, now a view of the buffer
        std::int64_t offset = 0, count = 0;
    };

    // Moves the module's parameters into the buffer, values kept.
    explicit FlatParameters(torch::nn::Module& module);

    std::int64_t size() const { return buffer_.numel(); }
    float* data() { return buffer_.data_ptr<float>(); }
    const float* data() const { return buffer_.data_ptr<float>(); }
    const std::vector<Stretch>& stretches() const { return stretches_; }
    const std::vector<torch::Tensor>& parameters() const { return parameters_; }

    std::vector<float> copy() const { return {data(), data() + size()}; }
    // Throws std::invalid_argument when the sizes differ.
    void load(const std::vector<float>& values);
    bool finite() const;

 private:
    torch::Tensor buffer_;  // [P]
    std::vector<Stretch> stretches_;
    std::vector<torch::Tensor> parameters_;
};

}  // namespace latent::models
