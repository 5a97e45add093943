#include "training/observer.h"

#include <algorithm>
#include <limits>

#include "data/stratified_sample.h"
#include "models/pictures.h"
#include "training/code_statistics.h"

namespace latent::training {
namespace {

constexpr int kShown = 16;                       // reconstructions shown
constexpr std::int64_t kSamplesAtOnce = 512;     // the activations stay in cache
constexpr std::int64_t kProbeFloats = 64 << 20;  // the probe as floats is at most 256 MB

}  // namespace

Observer::Observer(const data::Dataset& dataset, const RunConfig& config,
                   models::VersionCounter& versions)
    : versions_(versions) {
    // The same probe for every run on this dataset, whatever its seed: runs are compared on equal
    // samples.
    constexpr std::uint64_t kProbeSeed = 20;
    const std::int64_t wanted = std::max<std::int64_t>(
        16, std::min(config.integer("probe_points"),
                     kProbeFloats / std::max(1, dataset.info().shape.size())));
    const auto held_out =
        data::stratified_sample(dataset, data::Split::held_out, wanted / 2, kProbeSeed);
    const auto train = data::stratified_sample(dataset, data::Split::train,
                                               wanted - std::int64_t(held_out.size()), kProbeSeed);
    held_out_count_ = std::int64_t(held_out.size());
    train_count_ = std::int64_t(train.size());

    // Held-out samples first: their stretch is contiguous for the held-out loss.
    auto probe = std::make_shared<Probe>();
    const DatasetInfo& info = dataset.info();
    const std::int64_t count = held_out_count_ + train_count_;
    probe->indices = held_out;
    probe->indices.insert(probe->indices.end(), train.begin(), train.end());
    probe->held_out.assign(std::size_t(count), 0);
    std::fill_n(probe->held_out.begin(), held_out_count_, std::uint8_t(1));
    probe->images.kind = info.kind;
    probe->images.count = int(count);
    probe->images.shape = info.shape;
    probe->images.version = ++versions_;
    if (info.kind == DataKind::images)
        probe->images.pixels.resize(std::size_t(count) * std::size_t(info.shape.size()));
    inputs_ = torch::empty({count, info.shape.channels, info.shape.height, info.shape.width});
    const auto fill = [&](data::Split split, std::int64_t from, std::int64_t n) {
        const std::int64_t* indices = probe->indices.data() + from;
        if (info.kind == DataKind::images)
            dataset.read_bytes(split, indices, n,
                               probe->images.pixels.data() + from * info.shape.size());
        dataset.read(split, indices, n, inputs_.data_ptr<float>() + from * info.shape.size());
        for (std::int64_t i = 0; i < n; ++i) {
            if (!info.class_names.empty())
                probe->labels.push_back(dataset.label(split, indices[i]));
            if (info.factors.empty()) continue;
            probe->factors.resize(probe->factors.size() + info.factors.size());
            dataset.factors(split, indices[i],
                            probe->factors.data() + probe->factors.size() - info.factors.size());
        }
    };
    fill(data::Split::held_out, 0, held_out_count_);
    fill(data::Split::train, held_out_count_, train_count_);
    if (info.kind != DataKind::images)
        probe->images.values.assign(inputs_.data_ptr<float>(),
                                    inputs_.data_ptr<float>() + inputs_.numel());
    kind_ = info.kind;
    probe_ = probe;
    // Spread over the classes: the stratified sample lists them in random order, so the first few
    // will do.
    for (int i = 0; i < std::min<std::int64_t>(kShown, held_out_count_ ? held_out_count_ : count);
         ++i)
        shown_.push_back(i);
}

// What one pass over the probe gathers.
struct Observer::Gathered {
    std::vector<torch::Tensor> means, logvars;
    std::vector<float> errors;  // [n], NaN where nothing was decoded
    torch::Tensor pictures;     // outputs of the samples shown, which are the first
    std::vector<double> sums;   // of each term over the held-out samples, total last
    bool finite = true;
};

// The held-out samples, or a few training ones when there are none, are decoded too. The held-out
// loss is that of training, at a sampled code where the code is stochastic.
Observer::Gathered Observer::gather(Trainer& trainer) {
    models::Autoencoder& net = trainer.net();
    const std::int64_t count = inputs_.size(0);
    const std::int64_t decoded =
        held_out_count_ ? held_out_count_ : std::min<std::int64_t>(count, kShown);
    Gathered seen;
    seen.errors.assign(std::size_t(count), std::numeric_limits<float>::quiet_NaN());
    seen.sums.assign(trainer.terms().size() + 1, 0.0);
    torch::Generator noise = trainer.evaluation_noise();
    for (std::int64_t from = 0, n = 0; from < count; from += n) {
        // A chunk lies wholly on one side of what is decoded.
        n = std::min(kSamplesAtOnce, (from < decoded ? decoded : count) - from);
        const torch::Tensor x = inputs_.narrow(0, from, n);
        models::Encoding encoding = net.encode(x);
        seen.means.push_back(encoding.mean);
        if (encoding.gaussian()) seen.logvars.push_back(encoding.logvar);
        seen.finite = seen.finite && encoding.mean.isfinite().all().item<bool>();
        if (!seen.finite) return seen;
        if (from >= decoded) continue;
        models::Decoding output = net.decode_mean(encoding);
        if (from == 0) seen.pictures = output.values.narrow(0, 0, std::int64_t(shown_.size()));
        const torch::Tensor errors = (output.values - x).square().sum({1, 2, 3}).contiguous();
        std::copy_n(errors.data_ptr<float>(), n, seen.errors.begin() + from);
        if (!held_out_count_) continue;
        if (encoding.gaussian()) {
            encoding.z = models::sample(encoding, noise);
            output = net.decode(encoding.z, encoding.bypass);
        }
        const TermValues values = trainer.evaluate(
            x, trainer.labels(data::Split::held_out, probe_->indices.data() + from, n), encoding,
            output);
        for (std::size_t i = 0; i < values.terms.size(); ++i)
            seen.sums[i] += double(values.terms[i]) * double(n);
        seen.sums.back() += double(values.total) * double(n);
    }
    return seen;
}

Observation Observer::look(Trainer& trainer) {
    torch::NoGradGuard no_grad;
    const std::int64_t count = inputs_.size(0);
    Gathered seen = gather(trainer);
    Observation observation;
    observation.finite = seen.finite;
    if (!seen.finite) return observation;

    const torch::Tensor means = torch::cat(seen.means).contiguous();
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = int(count);
    cloud->width = int(means.size(1));
    cloud->codes.assign(means.data_ptr<float>(), means.data_ptr<float>() + means.numel());
    cloud->errors = std::move(seen.errors);
    cloud->probe = probe_;
    cloud->step = trainer.steps();
    cloud->version = ++versions_;

    auto latents = std::make_shared<LatentStats>();
    latents->gaussian = !seen.logvars.empty();
    latents->step = trainer.steps();
    latents->version = cloud->version;
    for (int j = 0; j < cloud->width; ++j)
        latents->dimensions.push_back(describe_dimension(*cloud, j));
    latents->principal = principal_directions(*cloud, last_principal_);
    last_principal_ = latents->principal;
    if (latents->gaussian) {
        const torch::Tensor logvars = torch::cat(seen.logvars);
        const torch::Tensor deviations = (logvars / 2).exp().contiguous();
        cloud->deviations.assign(deviations.data_ptr<float>(),
                                 deviations.data_ptr<float>() + deviations.numel());
        const torch::Tensor kl =
            (0.5 * (means.square() + logvars.expm1() - logvars)).mean(0);  // [k]
        for (int j = 0; j < cloud->width; ++j)
            latents->dimensions[std::size_t(j)].kl = kl.data_ptr<float>()[j];
    }
    if (held_out_count_) {
        for (std::size_t i = 0; i + 1 < seen.sums.size(); ++i)
            observation.held_out.terms.push_back(float(seen.sums[i] / double(held_out_count_)));
        observation.held_out.total = float(seen.sums.back() / double(held_out_count_));
        observation.finite = observation.held_out.finite();
        if (!observation.finite) return observation;
    }

    auto reconstructions = std::make_shared<Reconstructions>();
    reconstructions->samples = shown_;
    reconstructions->outputs = models::to_samples(seen.pictures, kind_, ++versions_);
    for (int sample : shown_)
        reconstructions->squared_errors.push_back(cloud->errors[std::size_t(sample)]);
    reconstructions->step = trainer.steps();
    reconstructions->version = reconstructions->outputs.version;

    observation.cloud = std::move(cloud);
    observation.reconstructions = std::move(reconstructions);
    observation.latents = std::move(latents);
    return observation;
}

}  // namespace latent::training
