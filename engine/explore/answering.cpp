#include "explore/answering.h"

#include <torch/torch.h>

#include <chrono>
#include <stdexcept>

#include "models/autoencoder.h"
#include "models/flat_parameters.h"
#include "models/tensor_errors.h"

namespace latent::explore {
namespace {

constexpr std::int64_t kMostAtOnce = 4096;  // codes or images a question

torch::Tensor codes_tensor(const std::vector<float>& codes, std::int64_t width) {
    if (codes.empty() || std::int64_t(codes.size()) % width != 0 ||
        std::int64_t(codes.size()) / width > kMostAtOnce)
        throw std::invalid_argument("The codes asked for do not fit this net's " +
                                    std::to_string(width) + " dimensions.");
    return torch::tensor(torch::ArrayRef<float>(codes)).view({-1, width});
}

torch::Tensor samples_tensor(const Samples& samples, const models::NetPlan& plan) {
    const std::size_t numbers = std::size_t(samples.count) * std::size_t(plan.sample.size());
    if (samples.kind != plan.kind || samples.shape != plan.sample || samples.count < 1 ||
        samples.count > kMostAtOnce ||
        (plan.kind == DataKind::images ? samples.pixels.size() : samples.values.size()) != numbers)
        throw std::invalid_argument(
            "These samples are not of the size that this net was made for.");
    return models::to_tensor(samples);
}

// What is decoded: codes [count, k], and what flows round them.
struct Decodable {
    torch::Tensor codes;
    models::Bypass bypass;
};

// The skips of one sample, for each of `count` codes.
models::Bypass bypass_of(models::Autoencoder& net, const models::NetPlan& plan,
                         const std::shared_ptr<const Samples>& beside, std::int64_t count) {
    if (!beside || !net.has_skips()) return {};
    models::Bypass bypass = net.encode(samples_tensor(*beside, plan).narrow(0, 0, 1)).bypass;
    for (torch::Tensor& skip : bypass.skips) {
        std::vector<std::int64_t> sizes = skip.sizes().vec();
        sizes[0] = count;
        skip = skip.expand(sizes);
    }
    return bypass;
}

// What each kind of question decodes.
struct Reading {
    models::Autoencoder& net;
    const models::NetPlan& plan;

    Decodable operator()(const DecodeCodes& question) const {
        const torch::Tensor codes = codes_tensor(question.codes, net.code_width());
        return {codes, bypass_of(net, plan, question.beside, codes.size(0))};
    }
    Decodable operator()(const EncodeSamples& question) const {
        models::Encoding encoding = net.encode(samples_tensor(question.samples, plan));
        return {encoding.mean.contiguous(), std::move(encoding.bypass)};
    }
    Decodable operator()(const WalkDimension& question) const {
        if (std::int64_t(question.origin.size()) != net.code_width())
            throw std::invalid_argument("The walk starts from a code of another width.");
        return (*this)(DecodeCodes{walk_codes(question), question.beside});
    }
};

}  // namespace

std::vector<float> walk_codes(const WalkDimension& walk) {
    const int width = int(walk.origin.size());
    if (walk.dimension < 0 || walk.dimension >= width)
        throw std::invalid_argument("The walk is along a dimension that the code does not have.");
    if (walk.count < 1 || walk.count > kMostAtOnce)
        throw std::invalid_argument("A walk has between 1 and 4,096 steps.");
    std::vector<float> codes;
    codes.reserve(std::size_t(walk.count) * walk.origin.size());
    for (int i = 0; i < walk.count; ++i) {
        const float t = walk.count > 1 ? float(i) / float(walk.count - 1) : 0;
        codes.insert(codes.end(), walk.origin.begin(), walk.origin.end());
        codes[std::size_t(i * width + walk.dimension)] = walk.from + t * (walk.to - walk.from);
    }
    return codes;
}

Replica::Replica() = default;
Replica::~Replica() = default;
Replica::Replica(Replica&&) noexcept = default;
Replica& Replica::operator=(Replica&&) noexcept = default;

void Replica::load(const std::shared_ptr<const models::Weights>& newest) {
    if (newest == loaded_) return;
    if (!loaded_ || loaded_->plan != newest->plan) {
        net_ = std::make_shared<models::Autoencoder>(*newest->plan, 0);
        flat_ = std::make_unique<models::FlatParameters>(*net_);
    }
    flat_->load(newest->values);
    loaded_ = newest;
}

Answer Replica::answer(const std::shared_ptr<const models::Weights>& newest,
                       const Question& question, models::VersionCounter& versions) {
    Answer answer;
    try {
        if (!newest) throw std::runtime_error("This run is still being prepared.");
        torch::NoGradGuard no_grad;
        load(newest);
        const auto [codes, bypass] = std::visit(Reading{*net_, *newest->plan}, question);
        answer.samples =
            models::to_samples(net_->decode(codes, bypass).values, newest->plan->kind, ++versions);
        answer.codes.assign(codes.data_ptr<float>(), codes.data_ptr<float>() + codes.numel());
        answer.step = newest->step;
        answer.age =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - newest->published)
                .count();
    } catch (const std::exception& error) {
        answer = {};
        answer.problem = models::sentence_of(error);
    }
    return answer;
}

}  // namespace latent::explore
