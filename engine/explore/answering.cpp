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

torch::Tensor images_tensor(const Images& images, const ImageShape& shape) {
    if (images.shape != shape || images.count < 1 || images.count > kMostAtOnce ||
        images.pixels.size() != std::size_t(images.count) * std::size_t(shape.size()))
        throw std::invalid_argument("These images are not of the size that this net was made for.");
    return torch::from_blob(const_cast<std::uint8_t*>(images.pixels.data()),
                            {images.count, shape.channels, shape.height, shape.width},
                            torch::kUInt8)
               .to(torch::kFloat32) /
           255;
}

// What each kind of question decodes: codes [count, k].
struct Codes {
    models::Autoencoder& net;

    torch::Tensor operator()(const DecodeCodes& question) const {
        return codes_tensor(question.codes, net.code_width());
    }
    torch::Tensor operator()(const EncodeImages& question) const {
        return net.encode(images_tensor(question.images, net.sample())).mean.contiguous();
    }
    torch::Tensor operator()(const WalkDimension& question) const {
        if (std::int64_t(question.origin.size()) != net.code_width())
            throw std::invalid_argument("The walk starts from a code of another width.");
        return codes_tensor(walk_codes(question), net.code_width());
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
        net_ = std::make_shared<models::Autoencoder>(newest->plan->config, newest->plan->sample, 0);
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
        const torch::Tensor codes = std::visit(Codes{*net_}, question);
        answer.images = models::to_images(net_->decode(codes).values, ++versions);
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
