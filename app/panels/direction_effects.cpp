#include "panels/direction_effects.h"

#include <algorithm>
#include <cmath>

#include "state/known_code.h"

namespace latent::app {
namespace {

constexpr int kMostCodes = 16;      // of the data, whose effects are averaged
constexpr int kMostDecoded = 2048;  // half of what a question may decode
constexpr int kWidest = 512;        // wider codes would cost too much to be asked again and again

// Codes of the data, spread evenly over the probe: [count, k].
std::vector<float> some_codes(const CodeCloud& cloud, int count) {
    std::vector<float> codes;
    for (int i = 0; i < count; ++i) {
        const int sample = int(std::int64_t(i) * cloud.count / count);
        if (!has_code(cloud, sample)) continue;
        const float* code = cloud.code(sample);
        codes.insert(codes.end(), code, code + cloud.width);
    }
    return codes;
}

}  // namespace

void DirectionEffects::update(PanelContext& context, const Directions& directions, int sample) {
    if (question_.look(context) || directions.principal != principal_ ||
        directions.width != width_) {
        values_.clear();
        largest_ = 0;
    }
    const bool other = directions.principal != principal_ || directions.width != width_;
    principal_ = directions.principal;
    width_ = directions.width;
    if (const About* about = abouts_.of(question_.good()))
        if (about->principal == principal_ && about->width == width_ &&
            question_.answer()->ticket != read_ticket_) {
            read(*question_.answer());
            read_ticket_ = question_.answer()->ticket;
        }

    const CodeCloud& cloud = *context.snapshot.cloud;
    if (cloud.width > kWidest || !question_.due(context, other)) return;
    About about;
    about.principal = principal_;
    about.width = width_;
    const int rows = std::max(1, directions.count());
    const int some = std::clamp(kMostDecoded / (2 * rows), 1, std::min(kMostCodes, cloud.count));
    Effects question{some_codes(cloud, some), {}, beside_.of(cloud, sample)};
    if (principal_)
        for (int r = 0; r < rows; ++r) {
            const std::vector<float> direction = directions.vector(r);
            question.directions.insert(question.directions.end(), direction.begin(),
                                       direction.end());
        }
    abouts_.put(question_.ask(context, std::move(question)), about);
}

void DirectionEffects::read(const Answer& answer) {
    values_ = answer.effects;
    largest_ = 0;
    for (float& value : values_) {
        if (!std::isfinite(value)) value = 0;
        largest_ = std::max(largest_, value);
    }
}

Help about_effect() {
    return {"Effect on the output",
            "How much the decoded sample changes when the code moves one unit this way.",
            "mean over codes of the data of ||dD/dz||",
            "Arvanitidis, Hansen & Hauberg 2018, arXiv 1710.11379",
            "A direction that carries much should also change much."};
}

}  // namespace latent::app
