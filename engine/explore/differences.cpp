// Stretch and Effects: the decoder's derivatives by central differences.
//
//   dD/dz . v  ~  (D(z + h v) - D(z - h v)) / 2h
//
// They need two decodes and no graph of the decoder, whatever it is made of. The length of a step,
// h |v|, is 0.3 % of the codes' own scale L. What leaving out the third derivative costs goes with
// (h / L)^2, some 1e-5 of the derivative of a decoder that bends over the scale of the codes; single
// precision costs some 6e-8 L / h, 2e-5. The two are least together near 0.5 %; a little less than
// that crosses fewer of the kinks that rectified units have.
#include <stdexcept>

#include "explore/questions.h"

namespace latent::explore {
namespace {

constexpr double kStep = 0.003;     // of the codes' scale
constexpr double kNarrowest = 0.1;  // of it: the step of a dimension that hardly varies

// The codes' deviation in each dimension [k], in doubles.
torch::Tensor deviations(const torch::Tensor& codes) {
    const torch::Tensor exact = codes.to(torch::kFloat64);
    return (exact - exact.mean(0)).square().mean(0).sqrt();
}

// The scale of the codes in a direction where they do not vary: that of the directions in which
// they do; of a single code its distance from the origin; of the origin itself 1.
double fallback_scale(const torch::Tensor& codes) {
    const torch::Tensor spread = deviations(codes);
    const double varying = spread.square().mean().sqrt().item<double>();
    if (varying > 1e-6) return varying;
    const double distance = codes.to(torch::kFloat64).square().mean().sqrt().item<double>();
    return distance > 1e-6 ? distance : 1.0;
}

void require_finite(const torch::Tensor& numbers, const char* sentence) {
    if (!numbers.isfinite().all().item<bool>()) throw std::invalid_argument(sentence);
}

// Differences along the two directions of the plane at each code.
class Stretching final : public Work {
 public:
    Stretching(const Stretch& question, const Bench& bench)
        : codes_(codes_tensor(question.codes, bench.net->code_width())),
          skips_(bench, question.beside) {
        const std::int64_t k = bench.net->code_width();
        if (std::int64_t(question.plane.size()) != 2 * k)
            throw std::invalid_argument(
                "The plane in which to measure the stretch needs two directions of " +
                std::to_string(k) + " numbers.");
        plane_ = torch::tensor(torch::ArrayRef<float>(question.plane)).view({2, k});
        require_finite(codes_, "Stretch can only be measured at codes that are finite numbers.");
        require_finite(plane_, "The directions of the plane must be finite numbers.");
        const torch::Tensor lengths = plane_.to(torch::kFloat64).square().sum(1).sqrt();
        for (int a = 0; a < 2; ++a) {
            const double length = lengths[a].item<double>();
            if (length == 0)
                throw std::invalid_argument("A direction of the plane is zero: choose another.");
            // The codes' deviation along the direction.
            const torch::Tensor along =
                torch::mv(codes_.to(torch::kFloat64), plane_[a].to(torch::kFloat64)) / length;
            const double spread = (along - along.mean()).square().mean().sqrt().item<double>();
            const double scale = spread > 1e-6 ? spread : fallback_scale(codes_);
            steps_[a] = kStep * scale / length;
        }
    }

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        const std::int64_t n = slice_of(codes_.size(0) - measured_, bench, 4);
        const torch::Tensor at = codes_.narrow(0, measured_, n);
        torch::Tensor derivatives[2];  // [n, C H W]
        for (int a = 0; a < 2; ++a) {
            const torch::Tensor offset = plane_[a] * steps_[a];
            const torch::Tensor both = torch::cat({at + offset, at - offset});
            const torch::Tensor out =
                bench.net->decode(both, skips_.of(2 * n)).values.flatten(1).to(torch::kFloat64);
            derivatives[a] = (out.narrow(0, 0, n) - out.narrow(0, n, n)) / (2 * steps_[a]);
        }
        const torch::Tensor entries =
            torch::stack({derivatives[0].square().sum(1), (derivatives[0] * derivatives[1]).sum(1),
                          derivatives[1].square().sum(1)},
                         1)
                .to(torch::kFloat32)
                .contiguous();
        answer.stretch.insert(answer.stretch.end(), entries.data_ptr<float>(),
                              entries.data_ptr<float>() + entries.numel());
        measured_ += n;
        if (done())
            answer.codes.assign(codes_.data_ptr<float>(),
                                codes_.data_ptr<float>() + codes_.numel());
        return 4 * n;
    }
    bool done() const override { return measured_ == codes_.size(0); }

 private:
    torch::Tensor codes_, plane_;  // [N, k], [2, k]
    Skips skips_;
    double steps_[2] = {0, 0};  // h of each direction
    std::int64_t measured_ = 0;
};

// Differences along every direction at each code, a pair (code, direction) at a time.
class Effecting final : public Work {
 public:
    Effecting(const Effects& question, const Bench& bench)
        : codes_(codes_tensor(question.codes, bench.net->code_width())),
          skips_(bench, question.beside) {
        require_finite(codes_, "Effects can only be measured at codes that are finite numbers.");
        const double scale = fallback_scale(codes_);
        const torch::Tensor narrowest = torch::tensor(kNarrowest * scale, torch::kFloat64);
        if (question.directions.empty()) {
            steps_ = kStep * torch::maximum(deviations(codes_), narrowest);
        } else {
            directions_ = directions_of(question.directions, codes_.size(1));
            const torch::Tensor v = directions_.to(torch::kFloat64);
            const torch::Tensor lengths = v.square().sum(1).sqrt();
            if (!(lengths > 0).all().item<bool>())
                throw std::invalid_argument(
                    "A direction whose effect is asked for is zero: choose another.");
            const torch::Tensor along =
                deviations(torch::mm(codes_.to(torch::kFloat64), v.t()) / lengths);
            steps_ = kStep * torch::maximum(along, narrowest) / lengths;
        }
        steps_ = steps_.to(torch::kFloat32);
        const std::int64_t all = codes_.size(0),
                           kept = std::clamp<std::int64_t>(kMostAtOnce / (2 * count()), 1, all);
        std::vector<std::int64_t> evenly;
        for (std::int64_t i = 0; i < kept; ++i) evenly.push_back(i * all / kept);
        codes_ = codes_.index_select(0, torch::tensor(evenly));
        sums_ = torch::zeros({count()}, torch::kFloat64);
    }

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        const std::int64_t n = slice_of(codes_.size(0) * count() - measured_, bench, 2);
        const torch::Tensor pair = torch::arange(measured_, measured_ + n, torch::kInt64);
        const torch::Tensor direction = pair.remainder(count()),
                            row = pair.div(count(), /*rounding_mode=*/"floor");
        const torch::Tensor at = codes_.index_select(0, row);
        const torch::Tensor step = steps_.index_select(0, direction);
        const torch::Tensor offset =
            directions_.defined()
                ? directions_.index_select(0, direction) * step.unsqueeze(1)
                : torch::zeros_like(at).scatter_(1, direction.unsqueeze(1), step.unsqueeze(1));
        const torch::Tensor out =
            bench.net->decode(torch::cat({at + offset, at - offset}), skips_.of(2 * n))
                .values.flatten(1)
                .to(torch::kFloat64);
        const torch::Tensor lengths =
            (out.narrow(0, 0, n) - out.narrow(0, n, n)).square().sum(1).sqrt() / (2 * step);
        sums_.index_add_(0, direction, lengths);
        measured_ += n;
        if (done()) {
            const torch::Tensor means =
                (sums_ / double(codes_.size(0))).to(torch::kFloat32).contiguous();
            answer.effects.assign(means.data_ptr<float>(), means.data_ptr<float>() + count());
            answer.codes.assign(codes_.data_ptr<float>(),
                                codes_.data_ptr<float>() + codes_.numel());
        }
        return 2 * n;
    }
    bool done() const override { return measured_ == codes_.size(0) * count(); }

 private:
    std::int64_t count() const { return steps_.size(0); }  // directions

    static torch::Tensor directions_of(const std::vector<float>& given, std::int64_t k) {
        const auto numbers = std::int64_t(given.size());
        if (numbers % k != 0)
            throw std::invalid_argument("Directions whose effect is asked for need " +
                                        std::to_string(k) + " numbers each.");
        if (numbers / k > kMostAtOnce)
            throw std::invalid_argument("Effects of at most 4,096 directions can be asked for.");
        const torch::Tensor directions = torch::tensor(torch::ArrayRef<float>(given)).view({-1, k});
        require_finite(directions, "Directions whose effect is asked for must be finite numbers.");
        return directions;
    }

    torch::Tensor codes_;  // [n, k] those that are measured at
    Skips skips_;
    torch::Tensor directions_;  // [R, k]; undefined: the axes
    torch::Tensor steps_;       // [R]
    torch::Tensor sums_;        // [R] of the lengths so far
    std::int64_t measured_ = 0;
};

}  // namespace

std::unique_ptr<Work> work_on(const Stretch& question, const Bench& bench) {
    return std::make_unique<Stretching>(question, bench);
}

std::unique_ptr<Work> work_on(const Effects& question, const Bench& bench) {
    return std::make_unique<Effecting>(question, bench);
}

}  // namespace latent::explore
