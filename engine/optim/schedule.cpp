#include "optim/schedule.h"

#include <algorithm>
#include <cmath>

namespace latent::optim {

Schedule::Schedule(const Params& optimizer)
    : decay_every_(optimizer.integer("decay_every")),
      decay_factor_(optimizer.number("decay_factor")) {
    const std::string& name = optimizer.text("schedule");
    shape_ = name == "cosine" ? Shape::cosine : name == "step" ? Shape::step : Shape::constant;
}

double Schedule::factor(std::int64_t step, std::int64_t last_step, std::int64_t steps_per_epoch,
                        std::int64_t first_step) const {
    constexpr double kPi = 3.14159265358979323846;
    switch (shape_) {
        case Shape::cosine:
            if (last_step <= first_step) return 1;
            // The last step of a run still moves: t runs from 0 to T - 1.
            return 0.5 *
                   (1 + std::cos(kPi *
                                 double(std::clamp(step, first_step, last_step - 1) - first_step) /
                                 double(last_step - first_step)));
        case Shape::step:
            return std::pow(decay_factor_, double(step / (decay_every_ * steps_per_epoch)));
        case Shape::constant:
            break;
    }
    return 1;
}

std::vector<ParamSpec> Schedule::specs() {
    return {ParamSpec::choice("optimizer.schedule", "constant", {"constant", "cosine", "step"})
                .named("schedule")
                .acts_live()
                .says("How the learning rate changes over the run: not at all, down to nothing "
                      "along a cosine, or by a factor every few epochs."),
            ParamSpec::integer("optimizer.decay_every", 5, 1, 100000)
                .named("decay every")
                .in("epochs")
                .acts_live()
                .says("With schedule 'step': epochs between two cuts of the learning rate."),
            ParamSpec::number("optimizer.decay_factor", 0.5, 0.001, 1)
                .named("decay factor")
                .acts_live()
                .says("With schedule 'step': what the learning rate is multiplied with at a cut."),
            ParamSpec::number("optimizer.clip_norm", 0, 0, 1e6)
                .named("gradient clipping")
                .acts_live()
                .says("Gradients longer than this are scaled down to it; 0: never.")};
}

double clip_gradients(std::vector<torch::Tensor>& gradients, double max_norm) {
    if (max_norm <= 0) return 0;
    double squares = 0;
    for (const torch::Tensor& gradient : gradients)
        if (gradient.defined()) {
            const double norm = gradient.norm().item<double>();
            squares += norm * norm;
        }
    const double norm = std::sqrt(squares);
    if (norm > max_norm)
        for (torch::Tensor& gradient : gradients)
            if (gradient.defined()) gradient = gradient * (max_norm / norm);
    return norm;
}

}  // namespace latent::optim
