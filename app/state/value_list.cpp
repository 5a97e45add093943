#include "state/value_list.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "widgets/format.h"

namespace latent::app {
namespace {

constexpr int kMost = 100;

std::vector<std::string> parts_of(const ParamSpec& spec, const std::string& text) {
    const char* between = spec.kind == ParamKind::widths ? ";" : ",; \t\n";
    std::vector<std::string> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find_first_of(between, from), text.size());
        std::string part = text.substr(from, end - from);
        while (!part.empty() && part.front() == ' ') part.erase(0, 1);
        while (!part.empty() && part.back() == ' ') part.pop_back();
        if (!part.empty()) parts.push_back(part);
        from = end + 1;
    }
    return parts;
}

bool is_number(const ParamSpec& spec) {
    return spec.kind == ParamKind::integer || spec.kind == ParamKind::number;
}

double number_of(const ParamValue& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return double(*whole);
    const auto* number = std::get_if<double>(&value);
    return number ? *number : 0;
}

ParamValue as_value(const ParamSpec& spec, double value) {
    if (spec.kind == ParamKind::integer) return std::int64_t(std::llround(value));
    return value;
}

void add(std::vector<ParamValue>& values, const ParamValue& value) {
    for (const ParamValue& other : values)
        if (to_text(other) == to_text(value)) return;
    values.push_back(value);
}

// What parse() says, and for a value that it took, whether it is in range.
ParamValue checked(const ParamSpec& spec, const std::string& text) {
    const ParamValue value = parse(spec, text);
    if (const std::string why = complaint(spec, value); !why.empty())
        throw std::invalid_argument(why);
    return value;
}

}  // namespace

ValueList values_from_text(const ParamSpec& spec, const std::string& text) {
    ValueList list;
    try {
        for (const std::string& part : parts_of(spec, text)) {
            const std::size_t dots = is_number(spec) ? part.find("..") : std::string::npos;
            if (dots == std::string::npos) {
                add(list.values, checked(spec, part));
            } else {
                const double from = number_of(checked(spec, part.substr(0, dots))),
                             to = number_of(checked(spec, part.substr(dots + 2)));
                if (!(from > 0) || !(to > from))
                    throw std::invalid_argument(
                        "A range doubles from its first value to its last: \"" + part +
                        "\" must begin above zero and rise.");
                for (double value = from; value < to; value *= 2)
                    add(list.values, as_value(spec, value));
                add(list.values, as_value(spec, to));
            }
            if (list.values.size() > std::size_t(kMost))
                throw std::invalid_argument("More than " + std::to_string(kMost) +
                                            " values of one setting are too many.");
        }
    } catch (const std::invalid_argument& error) {
        list.problem = error.what();
    }
    return list;
}

std::string text_of(const std::vector<ParamValue>& values) {
    bool lists = false;
    for (const ParamValue& value : values) lists = lists || std::get_if<Widths>(&value);
    std::string text;
    for (const ParamValue& value : values) {
        const auto* number = std::get_if<double>(&value);
        text += (text.empty() ? ""
                 : lists      ? "; "
                              : ", ") +
                (number ? setting(*number) : to_text(value));
    }
    return text;
}

std::vector<ParamValue> spread(const ParamSpec& spec, double low, double high, int count,
                               bool factors) {
    if (!is_number(spec)) throw std::invalid_argument("Only numbers have a range.");
    for (const double end : {low, high})
        if (const std::string why = complaint(spec, as_value(spec, end)); !why.empty())
            throw std::invalid_argument(why);
    if (count < 2 || count > kMost)
        throw std::invalid_argument("A range needs 2 to " + std::to_string(kMost) + " values.");
    if (!(low < high)) throw std::invalid_argument("A range must rise.");
    if (factors && !(low > 0))
        throw std::invalid_argument("Equal factors cannot begin at zero; take equal steps.");
    std::vector<ParamValue> values;
    for (int i = 0; i < count; ++i) {
        const double t = double(i) / double(count - 1);
        double value = factors ? low * std::pow(high / low, t) : low + t * (high - low);
        // Three digits are what a student can read back; the ends stay as they were given.
        if (i > 0 && i < count - 1 && value != 0) {
            const double digit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
            value = std::strtod(setting(std::round(value / digit) * digit).c_str(), nullptr);
        } else if (i == count - 1) {
            value = high;
        }
        add(values, as_value(spec, value));
    }
    return values;
}

}  // namespace latent::app
