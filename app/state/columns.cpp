#include "state/columns.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace latent::app {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kEnough = 1000;  // samples that tell which way a direction points

std::string word_at(const RunConfig& config, const std::string& path) {
    return config.has(path) ? to_text(config.at(path)) : std::string();
}

float along_at(const float* code, const WalkDirection& along) {
    float sum = 0;
    for (std::size_t j = 0; j < along.unit.size(); ++j) sum += code[j] * along.unit[j];
    return sum;
}

}  // namespace

double number_at(const RunConfig& config, const std::string& path) {
    if (!config.has(path)) return kNone;
    const ParamValue& value = config.at(path);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return double(*whole);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return kNone;
}

std::vector<int> column_order(const std::vector<const RunConfig*>& configs,
                              const std::string& axis) {
    std::vector<int> order(configs.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](int i) {
        const RunConfig& config = *configs[std::size_t(i)];
        const double value = number_at(config, axis), seed = number_at(config, "seed");
        return std::make_tuple(!std::isfinite(value), std::isfinite(value) ? value : 0,
                               std::isfinite(value) ? std::string() : word_at(config, axis),
                               std::isfinite(seed) ? seed : 0);
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    return order;
}

bool same_samples(const RunConfig& a, const RunConfig& b) {
    for (const char* path : {"data", "probe_points", "samples.classes", "samples.limit"})
        if (a.has(path) != b.has(path) || (a.has(path) && a.at(path) != b.at(path))) return false;
    return true;
}

int held_out_neighbour(const CodeCloud& cloud, int sample, int by) {
    const int count = cloud.count;
    if (count <= 0) return sample;
    const auto held_out = [&](int i) {
        return cloud.probe && std::size_t(i) < cloud.probe->held_out.size() &&
               cloud.probe->held_out[std::size_t(i)];
    };
    const int from = std::clamp(sample, 0, count - 1);
    for (int away = 1; away <= count; ++away) {
        const int i = ((from + by * away) % count + count) % count;
        if (held_out(i)) return i;
    }
    return ((from + by) % count + count) % count;
}

WalkDirection walk_direction(const CodeCloud& cloud, const LatentStats* stats, int number) {
    WalkDirection found;
    if (!stats || int(stats->dimensions.size()) != cloud.width || number < 0) return found;
    if (cloud.width == 1 && number == 0) {
        found.unit = {1};
        found.deviation = stats->dimensions[0].deviation;
    } else if (std::size_t(number) < stats->principal.size() &&
               int(stats->principal[std::size_t(number)].direction.size()) == cloud.width) {
        found.unit = stats->principal[std::size_t(number)].direction;
        found.deviation = stats->principal[std::size_t(number)].deviation;
    }
    return found;
}

float common_sign(const CodeCloud& cloud, const WalkDirection& along, const CodeCloud& reference,
                  const WalkDirection& reference_along) {
    if (int(along.unit.size()) != cloud.width ||
        int(reference_along.unit.size()) != reference.width || cloud.count != reference.count)
        return 1;
    const int stride = std::max(1, cloud.count / kEnough);
    double a_sum = 0, b_sum = 0, product = 0, count = 0;
    for (int i = 0; i < cloud.count; i += stride) {
        const double a = double(along_at(cloud.code(i), along)),
                     b = double(along_at(reference.code(i), reference_along));
        if (!std::isfinite(a) || !std::isfinite(b)) continue;
        a_sum += a;
        b_sum += b;
        product += a * b;
        ++count;
    }
    return count > 0 && product - a_sum * b_sum / count < 0 ? -1.0f : 1.0f;
}

std::vector<float> walked(const CodeCloud& cloud, int sample, const WalkDirection& along,
                          float deviations) {
    if (sample < 0 || sample >= cloud.count || int(along.unit.size()) != cloud.width) return {};
    std::vector<float> code(cloud.code(sample), cloud.code(sample) + cloud.width);
    for (std::size_t j = 0; j < code.size(); ++j) {
        code[j] += deviations * along.deviation * along.unit[j];
        if (!std::isfinite(code[j])) return {};
    }
    return code;
}

std::vector<float> notches(const std::vector<double>& values) {
    if (values.size() < 2 || !(values.back() > values.front()))
        return std::vector<float>(values.size(), 0.5f);
    const bool log = values.front() > 0 && values.back() > 3 * values.front();
    const auto scaled = [&](double value) { return log ? std::log(value) : value; };
    const double low = scaled(values.front()), high = scaled(values.back());
    std::vector<float> places;
    for (const double value : values) places.push_back(float((scaled(value) - low) / (high - low)));
    return places;
}

int nearest_notch(const std::vector<float>& notches, float place) {
    int best = -1;
    for (std::size_t i = 0; i < notches.size(); ++i)
        if (best < 0 ||
            std::fabs(notches[i] - place) < std::fabs(notches[std::size_t(best)] - place))
            best = int(i);
    return best;
}

float squared_error(const Samples& inputs, int j, const Samples& outputs, int i) {
    const auto size = std::size_t(inputs.shape.size());
    const bool bytes = !inputs.pixels.empty() && !outputs.pixels.empty();
    if (inputs.shape != outputs.shape || j < 0 || j >= inputs.count || i < 0 ||
        i >= outputs.count || (!bytes && (inputs.values.empty() || outputs.values.empty())))
        return float(kNone);
    double sum = 0;
    for (std::size_t p = 0; p < size; ++p) {
        const double off = bytes ? (double(outputs.image(i)[p]) - double(inputs.image(j)[p])) / 255
                                 : double(outputs.numbers(i)[p]) - double(inputs.numbers(j)[p]);
        sum += off * off;
    }
    return float(sum);
}

int median_index(const Few<float, 8>& values) {
    if (values.empty()) return -1;
    Few<int, 8> order;
    for (std::size_t i = 0; i < values.size(); ++i) order.push_back(int(i));
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const float left = values[std::size_t(a)], right = values[std::size_t(b)];
        if (std::isfinite(left) != std::isfinite(right)) return std::isfinite(left);
        if (!std::isfinite(left) || left == right) return a < b;
        return left < right;
    });
    const auto known = std::count_if(values.begin(), values.end(),
                                     [](float value) { return std::isfinite(value); });
    return order[std::size_t(known > 0 ? (known - 1) / 2 : 0)];
}

}  // namespace latent::app
