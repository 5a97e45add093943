// Sequence to sequence: one GRU reads, another writes (Cho et al. 2014; Srivastava et al. 2015).
//
//   x [B, C, H, W] is read as H steps x_1, ..., x_H of I = C W numbers: an image row by row.
//
//   encoder   h_t = GRU(x_t, h_{t-1}), h_0 = 0                            features: h_H [B, hidden]
//   decoder   g_0 = tanh(A z + a)
//             g_t = GRU([p_t, z], g_{t-1})      y_t = V g_t + v           y [B, C, H, W]
//
// p_t is what stood at the step before, 0 at the first:
//
//   free running (default)   p_t = f(y_{t-1}), the decoder's own output in the units of x
//   teacher forcing          p_t = x_{t-1}, the truth, while training; free running otherwise
//
// f is the output's function (output.h). Teacher forcing usually learns in fewer steps: an early
// mistake does not spoil the rows behind it; but the decoder learns to lean on a row that it will
// not have when it decodes a code, and less on z. Hence not by default: the loss then measures what
// the code alone can do. z is given at every step, so that it need not survive H of them in the
// state.
//
// Parameters, without the code's own (hidden + 1) k, h = hidden:
//   3 h (I + h + 2)  +  (k + 1) h  +  3 h (I + k + h + 2)  +  (h + 1) I
#include "models/activation_names.h"
#include "models/affine.h"
#include "models/architecture.h"
#include "models/gru.h"
#include "models/steps.h"

namespace latent::models {
namespace {

class Recurrent final : public Architecture {
 public:
    Recurrent(const Params& params, const Blueprint& blueprint)
        : sample_(blueprint.sample),
          output_(blueprint.output),
          teacher_forcing_(params.flag("teacher_forcing")) {
        const std::int64_t hidden = params.integer("hidden"), k = blueprint.code_width;
        FreshWeights& fresh = blueprint.fresh;
        reader_ = register_module("reader", Gru(features_a_step(), hidden, fresh));
        start_ = register_module("start", Affine(k, hidden, Activation::tanh, fresh));
        writer_ = register_module("writer", Gru(features_a_step() + k, hidden, fresh));
        to_step_ = register_module("to_step",
                                   Affine(hidden, features_a_step(), Activation::linear, fresh));
    }

    torch::Tensor features(const torch::Tensor& x, Bypass&) override {
        const torch::Tensor nothing = torch::zeros({x.size(0), reader_->hidden()}, x.options());
        return reader_->sequence(steps_of(x), nothing).select(1, sample_.height - 1);
    }
    std::int64_t feature_width() const override { return reader_->hidden(); }

    torch::Tensor decode(const torch::Tensor& z, const Bypass& bypass) override {
        const bool forced = teacher_forcing_ && bypass.target.defined();
        return sample_of(forced ? write_after(steps_of(bypass.target), z) : write(z), sample_);
    }

    std::vector<LayerInfo> encoder_layers() const override {
        return {reader_->describe("encoder", sample_.height)};
    }
    std::vector<LayerInfo> decoder_layers() const override {
        LayerInfo rows = to_step_->describe("decoder");
        rows.name += ", each step";
        rows.output = {sample_.channels, sample_.height, sample_.width};
        return {start_->describe("decoder"), writer_->describe("decoder", sample_.height), rows};
    }
    PythonText python() const override {
        return {{GruImpl::python_class(), kPythonSteps},
                filled(R"(class Architecture(nn.Module):
    """One recurrent net reads the sample step by step, another writes it from the code."""

    def __init__(self):
        super().__init__()
        self.reader = {reader}
        self.start = {start}
        self.writer = {writer}
        self.to_step = {to_step}

    def features(self, x):
        h = x.new_zeros(x.shape[0], {hidden})
        for step in steps_of(x).unbind(1):
            h = self.reader(step, h)
        return h

    def decode(self, z):
        state = torch.tanh(self.start(z))
        before = z.new_zeros(z.shape[0], {numbers})
        steps = []
        for _ in range({H}):
            state = self.writer(torch.cat([before, z], dim=1), state)
            steps.append(self.to_step(state))
            before = {output}
        return sample_of(torch.stack(steps, dim=1), {C}, {H}, {W})
)",
                       {{"reader", reader_->python()},
                        {"start", start_->python()},
                        {"writer", writer_->python()},
                        {"to_step", to_step_->python()},
                        {"hidden", std::to_string(reader_->hidden())},
                        {"numbers", std::to_string(features_a_step())},
                        {"output", python_of(output_, "steps[-1]")},
                        {"C", std::to_string(sample_.channels)},
                        {"H", std::to_string(sample_.height)},
                        {"W", std::to_string(sample_.width)}})};
    }

 private:
    std::int64_t features_a_step() const { return std::int64_t(sample_.channels) * sample_.width; }

    // steps: the truth [B, H, I]; all inputs are known, so the steps need not wait for each other.
    torch::Tensor write_after(const torch::Tensor& steps, const torch::Tensor& z) {
        const torch::Tensor before = torch::constant_pad_nd(
            steps.narrow(1, 0, sample_.height - 1), {0, 0, 1, 0});  // a row of zeros, then x_1 ...
        const torch::Tensor inputs =
            torch::cat({before, z.unsqueeze(1).expand({-1, sample_.height, -1})}, 2);
        const torch::Tensor states = writer_->sequence(inputs, start_->forward(z));
        return to_step_->forward(states.reshape({-1, writer_->hidden()}))
            .view({z.size(0), sample_.height, features_a_step()});
    }

    torch::Tensor write(const torch::Tensor& z) {
        torch::Tensor state = start_->forward(z);
        torch::Tensor before = torch::zeros({z.size(0), features_a_step()}, z.options());
        std::vector<torch::Tensor> steps;
        for (int t = 0; t < sample_.height; ++t) {
            state = writer_->step(torch::cat({before, z}, 1), state);
            steps.push_back(to_step_->forward(state));
            before = activate(output_, steps.back());
        }
        return torch::stack(steps, 1);
    }

    ImageShape sample_;
    Activation output_;
    bool teacher_forcing_;
    Gru reader_{nullptr}, writer_{nullptr};
    Affine start_{nullptr}, to_step_{nullptr};
};

}  // namespace

ArchitectureEntry describe_recurrent() {
    PartInfo info{
        "recurrent",
        "Recurrent",
        "h_t = GRU(x_t, h_{t-1})",
        "Reads a sample step by step, an image row by row, and writes it anew from the "
        "code.",
        "Cho et al. 2014, arXiv 1406.1078; Srivastava et al. 2015, arXiv 1502.04681",
        {ParamSpec::integer("hidden", 64, 1, 2048)
             .named("hidden units")
             .log()
             .says("Width of the state that is carried from step to step."),
         ParamSpec::flag("teacher_forcing", false)
             .named("teacher forcing")
             .says("While training, each step sees the true step before it and not the "
                   "net's own: it usually learns in fewer steps, but comes to rely on it.")}};
    info.accepts = {DataKind::images, DataKind::sequences};
    return {info,
            [](const Params& params, const Blueprint& blueprint) -> std::unique_ptr<Architecture> {
                return std::make_unique<Recurrent>(params, blueprint);
            }};
}

}  // namespace latent::models
