// A supervised head: a classifier on the code, trained with the net.
//
//   h    = dropout(z)                     or dropout(relu(W_1 z + b_1)) with `hidden` units
//   CE   = - mean_{labelled samples} ln softmax(W h + b)_y                      nats
//
//   z [B, k]   y [B], -1 where the class is unknown: such samples do not count
//
// At first CE is about ln(number of classes). The reconstruction is a sum over pixels and CE a
// single number (some 135 against 0.2 nats on MNIST), so a weight of 10 to 100 makes the two
// equals: with 30 a code of two dimensions gets ten clusters (5-NN 0.77 -> 0.96) for about one nat
// of reconstruction.
//
// Dropout (Srivastava et al. 2014) silences each unit that the last layer reads with that
// probability while training, and scales the others by 1 / (1 - p); with a code of two dimensions
// there is little to spare.
//
// Source: Le, Patterson & White 2018, Supervised autoencoders, NeurIPS.
#include <algorithm>

#include "models/affine.h"
#include "terms/term.h"

namespace latent::terms {
namespace {

class ClassifierHead final : public torch::nn::Module {
 public:
    ClassifierHead(std::int64_t width, std::int64_t hidden, std::int64_t classes,
                   models::FreshWeights& fresh) {
        if (hidden > 0) {
            hidden_ = register_module(
                "hidden", models::Affine(width, hidden, models::Activation::relu, fresh));
            width = hidden;
        }
        last_ = register_module("classes",
                                models::Affine(width, classes, models::Activation::linear, fresh));
    }

    // dropout > 0: draws from `noise`. Returns logits [B, classes].
    torch::Tensor forward(const torch::Tensor& z, double dropout, torch::Generator* noise) const {
        torch::Tensor h = hidden_ ? hidden_->forward(z) : z;
        if (dropout > 0) {
            const torch::Tensor kept = torch::empty_like(h, h.options().requires_grad(false))
                                           .bernoulli_(1 - dropout, *noise);
            h = h * kept / (1 - dropout);
        }
        return last_->forward(h);
    }

 private:
    models::Affine hidden_{nullptr}, last_{nullptr};
};

class Supervised final : public Term {
 public:
    Supervised(const Params& params, const TermBlueprint& blueprint)
        : head_(std::make_shared<ClassifierHead>(blueprint.code_width, params.integer("hidden"),
                                                 std::max<std::int64_t>(1, blueprint.classes),
                                                 blueprint.fresh)) {
        configure(params);
    }

    void configure(const Params& params) override { dropout_ = params.number("dropout"); }

    std::shared_ptr<torch::nn::Module> head() const override { return head_; }

    torch::Tensor loss(const Pass& pass) override {
        const torch::Tensor logits =
            head_->forward(pass.encoding.z, pass.training ? dropout_ : 0, pass.noise);
        if (!pass.labels.defined()) return logits.sum() * 0;
        constexpr std::int64_t kUnknown = -1;
        const torch::Tensor labelled = pass.labels.ne(kUnknown).sum().clamp_min(1);
        return torch::nll_loss(logits.log_softmax(1), pass.labels, {}, at::Reduction::Sum,
                               kUnknown) /
               labelled;
    }

 private:
    std::shared_ptr<ClassifierHead> head_;
    double dropout_ = 0;
};

}  // namespace

TermEntry describe_supervised() {
    PartInfo info{
        "supervised",
        "Supervised head",
        "-ln softmax(W z + b)_y",
        "A classifier on the code, trained with the net, draws samples of one class together.",
        "Le, Patterson & White 2018, Supervised autoencoders, NeurIPS",
        {weight_spec(30, 0, 1000),
         ParamSpec::number("dropout", 0, 0, 0.9)
             .acts_live()
             .says("Share of the units before the last layer that is silenced at random in each "
                   "step of training."),
         ParamSpec::integer("hidden", 0, 0, 4096)
             .named("hidden units")
             .in("units")
             .says("Width of a hidden layer between code and classes; 0: none, the classifier is "
                   "linear.")}};
    info.needs_labels = true;
    return {info, [](const Params& params, const TermBlueprint& made) -> std::unique_ptr<Term> {
                return std::make_unique<Supervised>(params, made);
            }};
}

}  // namespace latent::terms
