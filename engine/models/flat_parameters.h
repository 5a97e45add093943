// All parameters of a net, or of several modules that are trained together, in one buffer.
//
// Each parameter becomes a view of a stretch of it, so that an optimiser is one pass over memory,
// publishing weights is one memcpy, and forking is a copy. The order is that of the modules, and in
// each that of Module::parameters().
//
// Thread: the net's owner.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <utility>
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
    explicit FlatParameters(torch::nn::Module& module) : FlatParameters({{"", &module}}) {}
    // Of several modules; a name before the dot tells whose a parameter is.
    explicit FlatParameters(const std::vector<std::pair<std::string, torch::nn::Module*>>& modules);

    std::int64_t size() const { return buffer_.numel(); }
    float* data() { return buffer_.data_ptr<float>(); }
    const float* data() const { return buffer_.data_ptr<float>(); }
    const std::vector<Stretch>& stretches() const { return stretches_; }
    const std::vector<torch::Tensor>& parameters() const { return parameters_; }

    std::vector<float> copy() const { return copy(0, size()); }
    std::vector<float> copy(std::int64_t offset, std::int64_t count) const {
        return {data() + offset, data() + offset + count};
    }
    // Throws std::invalid_argument when the sizes differ.
    void load(const std::vector<float>& values);
    void load(const std::vector<float>& values, std::int64_t offset);
    bool finite() const;

 private:
    torch::Tensor buffer_;  // [P]
    std::vector<Stretch> stretches_;
    std::vector<torch::Tensor> parameters_;
};

}  // namespace latent::models
