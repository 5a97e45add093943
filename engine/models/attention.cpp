#include "models/attention.h"

#include <cmath>

namespace latent::models {
namespace {

void count_in(LayerInfo& total, const LayerInfo& part) {
    total.weights += part.weights;
    total.biases += part.biases;
}

}  // namespace

torch::Tensor at_each_token(const Affine& layer, const torch::Tensor& tokens) {
    return layer->forward(tokens.reshape({-1, tokens.size(2)}))
        .view({tokens.size(0), tokens.size(1), layer->weight.size(0)});
}

const std::vector<std::string>& python_of_attention() {
    static const std::vector<std::string> classes{R"(class LayerNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.gain = nn.Parameter(torch.ones(width))
        self.offset = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        return functional.layer_norm(x, self.gain.shape, self.gain, self.offset)
)",
                                                  R"(class Attention(nn.Module):
    """Tokens x [B, T, d] look at a memory [B, M, d], or at themselves."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm = LayerNorm(width)
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def split(self, tokens):
        """[B, T, d] -> [B, heads, T, d / heads]."""
        return tokens.unflatten(2, (self.heads, -1)).transpose(1, 2)

    def forward(self, x, memory=None):
        normed = self.norm(x)
        memory = normed if memory is None else memory
        query, key, value = self.split(self.query(normed)), self.split(self.key(memory)), self.split(self.value(memory))
        shares = torch.softmax(query @ key.transpose(2, 3) / query.shape[3] ** 0.5, dim=-1)
        return x + self.out((shares @ value).transpose(1, 2).flatten(2))
)",
                                                  R"(class FeedForward(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.norm = LayerNorm(width)
        self.add_module("in", nn.Linear(width, inner))  # "in" is a word of Python's own
        self.out = nn.Linear(inner, width)

    def forward(self, x):
        return x + self.out(functional.gelu(self.get_submodule("in")(self.norm(x))))
)"};
    return classes;
}

LayerNormImpl::LayerNormImpl(std::int64_t width, FreshWeights& fresh)
    : gain_(register_parameter("gain", fresh.constant({width}, 1))),
      offset_(register_parameter("offset", fresh.constant({width}, 0))) {}

torch::Tensor LayerNormImpl::forward(const torch::Tensor& x) const {
    return torch::layer_norm(x, gain_.sizes(), gain_, offset_);
}

LayerInfo LayerNormImpl::describe(const std::string& part, std::int64_t tokens) const {
    return {part, "layer norm", {tokens, gain_.size(0)}, gain_.numel(), offset_.numel()};
}

AttentionImpl::AttentionImpl(std::int64_t width, std::int64_t heads, FreshWeights& fresh)
    : heads_(heads),
      norm_(register_module("norm", LayerNorm(width, fresh))),
      query_(register_module("query", Affine(width, width, Activation::linear, fresh))),
      key_(register_module("key", Affine(width, width, Activation::linear, fresh))),
      value_(register_module("value", Affine(width, width, Activation::linear, fresh))),
      out_(register_module("out", Affine(width, width, Activation::linear, fresh))) {}

torch::Tensor AttentionImpl::to_itself(const torch::Tensor& x) const {
    const torch::Tensor normed = norm_->forward(x);
    return attend(x, normed, normed);
}

torch::Tensor AttentionImpl::to_memory(const torch::Tensor& x, const torch::Tensor& memory) const {
    return attend(x, norm_->forward(x), memory);
}

// [B, T, d] -> [B n, T, d / n]
torch::Tensor AttentionImpl::heads_of(const torch::Tensor& tokens, const Affine& projection) const {
    const std::int64_t batch = tokens.size(0), length = tokens.size(1), width = tokens.size(2);
    return at_each_token(projection, tokens)
        .view({batch, length, heads_, width / heads_})
        .transpose(1, 2)
        .reshape({batch * heads_, length, width / heads_});
}

torch::Tensor AttentionImpl::attend(const torch::Tensor& x, const torch::Tensor& normed,
                                    const torch::Tensor& memory) const {
    const torch::Tensor query = heads_of(normed, query_), key = heads_of(memory, key_),
                        value = heads_of(memory, value_);
    const double scale = 1 / std::sqrt(double(query.size(2)));
    const torch::Tensor shares =
        torch::softmax(torch::bmm(query * scale, key.transpose(1, 2)), /*dim=*/-1);
    const torch::Tensor heads = torch::bmm(shares, value)
                                    .view({x.size(0), heads_, x.size(1), query.size(2)})
                                    .transpose(1, 2)
                                    .reshape(x.sizes());
    return x + at_each_token(out_, heads);
}

LayerInfo AttentionImpl::describe(const std::string& part, const std::string& what,
                                  std::int64_t tokens) const {
    LayerInfo layer = norm_->describe(part, tokens);
    layer.name =
        "attention to " + what + ", " + std::to_string(heads_) + (heads_ == 1 ? " head" : " heads");
    for (const Affine& projection : {query_, key_, value_, out_})
        count_in(layer, projection->describe(part));
    return layer;
}

FeedForwardImpl::FeedForwardImpl(std::int64_t width, std::int64_t inner, FreshWeights& fresh)
    : norm_(register_module("norm", LayerNorm(width, fresh))),
      in_(register_module("in", Affine(width, inner, Activation::gelu, fresh))),
      out_(register_module("out", Affine(inner, width, Activation::linear, fresh))) {}

torch::Tensor FeedForwardImpl::forward(const torch::Tensor& x) const {
    return x + at_each_token(out_, at_each_token(in_, norm_->forward(x)));
}

LayerInfo FeedForwardImpl::describe(const std::string& part, std::int64_t tokens) const {
    LayerInfo layer = norm_->describe(part, tokens);
    layer.name = "feed forward " + std::to_string(out_->weight.size(0)) + " -> " +
                 std::to_string(in_->weight.size(0)) + " -> " +
                 std::to_string(out_->weight.size(0)) + ", gelu";
    for (const Affine& affine : {in_, out_}) count_in(layer, affine->describe(part));
    return layer;
}

}  // namespace latent::models
