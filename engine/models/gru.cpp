#include "models/gru.h"

namespace latent::models {

GruImpl::GruImpl(std::int64_t in, std::int64_t hidden, FreshWeights& fresh) {
    of_input_ = register_parameter("of_input", fresh.scaled({3 * hidden, in}, hidden));
    of_state_ = register_parameter("of_state", fresh.scaled({3 * hidden, hidden}, hidden));
    input_bias_ = register_parameter("input_bias", fresh.scaled({3 * hidden}, hidden));
    state_bias_ = register_parameter("state_bias", fresh.scaled({3 * hidden}, hidden));
}

torch::Tensor GruImpl::sequence(const torch::Tensor& x, const torch::Tensor& h) const {
    return std::get<0>(torch::gru(x, h.unsqueeze(0),
                                  {of_input_, of_state_, input_bias_, state_bias_},
                                  /*has_biases=*/true, /*num_layers=*/1, /*dropout=*/0,
                                  /*train=*/false, /*bidirectional=*/false, /*batch_first=*/true));
}

torch::Tensor GruImpl::step(const torch::Tensor& x, const torch::Tensor& h) const {
    return torch::gru_cell(x, h, of_input_, of_state_, input_bias_, state_bias_);
}

std::string GruImpl::python() const {
    return "Gru(" + std::to_string(of_input_.size(1)) + ", " + std::to_string(hidden()) + ")";
}

const std::string& GruImpl::python_class() {
    static const std::string text = R"(class Gru(nn.Module):
    """A gated recurrent unit that is told its state."""

    def __init__(self, width, hidden):
        super().__init__()
        self.of_input = nn.Parameter(torch.empty(3 * hidden, width))
        self.of_state = nn.Parameter(torch.empty(3 * hidden, hidden))
        self.input_bias = nn.Parameter(torch.empty(3 * hidden))
        self.state_bias = nn.Parameter(torch.empty(3 * hidden))

    def forward(self, x, h):
        return torch.gru_cell(x, h, self.of_input, self.of_state, self.input_bias, self.state_bias)
)";
    return text;
}

LayerInfo GruImpl::describe(const std::string& part, std::int64_t steps) const {
    LayerInfo layer;
    layer.part = part;
    layer.name = "gru " + std::to_string(of_input_.size(1)) + " -> " + std::to_string(hidden()) +
                 ", " + std::to_string(steps) + " steps";
    layer.output = {hidden()};
    layer.weights = of_input_.numel() + of_state_.numel();
    layer.biases = input_bias_.numel() + state_bias_.numel();
    return layer;
}

}  // namespace latent::models
