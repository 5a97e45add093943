#include "latent/param_spec.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace latent {
namespace {

ParamSpec make(std::string id, ParamKind kind, ParamValue value, double low, double high) {
    ParamSpec spec;
    spec.label = id;
    std::replace(spec.label.begin(), spec.label.end(), '_', ' ');
    spec.id = std::move(id);
    spec.kind = kind;
    spec.default_value = std::move(value);
    spec.low = low;
    spec.high = high;
    return spec;
}

std::string number_text(double value) {
    std::array<char, 32> buffer{};
    if (std::abs(value) < 1e15 && value == std::trunc(value)) {  // 1000 rather than 1e+03
        std::snprintf(buffer.data(), buffer.size(), "%.0f", value);
        return buffer.data();
    }
    // The shortest text that reads back as the same number.
    for (int digits = 1; digits <= 17; ++digits) {
        std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
        if (std::strtod(buffer.data(), nullptr) == value) break;
    }
    return buffer.data();
}

std::string range_text(const ParamSpec& spec) {
    return number_text(spec.low) + " to " + number_text(spec.high);
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

bool read_integer(const std::string& text, std::int64_t& value) {
    char* end = nullptr;
    errno = 0;
    value = std::strtoll(text.c_str(), &end, 10);
    return !text.empty() && *end == '\0' && errno == 0;
}

bool read_number(const std::string& text, double& value) {
    char* end = nullptr;
    value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' && std::isfinite(value);
}

[[noreturn]] void refuse(const ParamSpec& spec, const std::string& text,
                         const std::string& wanted) {
    throw std::invalid_argument(spec.label + " is " + wanted + ", not '" + text + "'.");
}

// Edit distance in which two neighbouring letters that changed places ("vea") count as one slip, as
// a typist makes it.
std::size_t slips_between(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min(
                {above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

}  // namespace

ParamSpec ParamSpec::flag(std::string id, bool value) {
    return make(std::move(id), ParamKind::flag, value, 0, 1);
}
ParamSpec ParamSpec::integer(std::string id, std::int64_t value, std::int64_t low,
                             std::int64_t high) {
    return make(std::move(id), ParamKind::integer, value, double(low), double(high));
}
ParamSpec ParamSpec::number(std::string id, double value, double low, double high) {
    return make(std::move(id), ParamKind::number, value, low, high);
}
ParamSpec ParamSpec::choice(std::string id, std::string value, std::vector<std::string> choices) {
    ParamSpec spec = make(std::move(id), ParamKind::choice, std::move(value), 0, 0);
    spec.choices = std::move(choices);
    return spec;
}
ParamSpec ParamSpec::text(std::string id, std::string value) {
    return make(std::move(id), ParamKind::text, std::move(value), 0, 0);
}
ParamSpec ParamSpec::widths(std::string id, Widths value, std::int64_t low, std::int64_t high) {
    return make(std::move(id), ParamKind::widths, std::move(value), double(low), double(high));
}
ParamSpec ParamSpec::named(std::string text) && {
    label = std::move(text);
    return std::move(*this);
}
ParamSpec ParamSpec::in(std::string unit_text) && {
    unit = std::move(unit_text);
    return std::move(*this);
}
ParamSpec ParamSpec::says(std::string sentence) && {
    help = std::move(sentence);
    return std::move(*this);
}
ParamSpec ParamSpec::log() && {
    scale = ParamScale::logarithmic;
    return std::move(*this);
}
ParamSpec ParamSpec::acts_live() && {
    live = true;
    return std::move(*this);
}

std::string to_text(const ParamValue& value) {
    struct Visitor {
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
        std::string operator()(double number) const { return number_text(number); }
        std::string operator()(const std::string& text) const { return text; }
        std::string operator()(const Widths& widths) const {
            std::string text;
            for (std::int64_t width : widths)
                text += (text.empty() ? "" : ",") + std::to_string(width);
            return text;
        }
    };
    return std::visit(Visitor{}, value);
}

ParamValue parse(const ParamSpec& spec, const std::string& text) {
    ParamValue value;
    switch (spec.kind) {
        case ParamKind::flag:
            if (text != "true" && text != "false") refuse(spec, text, "true or false");
            value = text == "true";
            break;
        case ParamKind::integer: {
            std::int64_t integer = 0;
            if (!read_integer(text, integer)) refuse(spec, text, "a whole number");
            value = integer;
            break;
        }
        case ParamKind::number: {
            double number = 0;
            if (!read_number(text, number)) refuse(spec, text, "a number");
            value = number;
            break;
        }
        case ParamKind::choice:
        case ParamKind::text:
            value = text;
            break;
        case ParamKind::widths: {
            Widths widths;
            std::stringstream stream(text);
            for (std::string entry; std::getline(stream, entry, ',');) {
                std::int64_t width = 0;
                if (!read_integer(entry, width))
                    refuse(spec, text, "a list of layer widths such as 512,256");
                widths.push_back(width);
            }
            value = std::move(widths);
            break;
        }
    }
    if (std::string sentence = complaint(spec, value); !sentence.empty())
        throw std::invalid_argument(sentence);
    return value;
}

std::string complaint(const ParamSpec& spec, const ParamValue& value) {
    const auto outside = [&](double number) {
        return !(number >= spec.low && number <= spec.high);
    };
    const std::string start = spec.label + " is '" + to_text(value) + "'";
    switch (spec.kind) {
        case ParamKind::flag:
            return std::holds_alternative<bool>(value) ? "" : start + ", but it is true or false.";
        case ParamKind::integer: {
            const auto* integer = std::get_if<std::int64_t>(&value);
            if (!integer) return start + ", but it is a whole number.";
            return outside(double(*integer))
                       ? start + ", but it goes from " + range_text(spec) + "."
                       : "";
        }
        case ParamKind::number: {
            const auto* integer = std::get_if<std::int64_t>(&value);
            const auto* number = std::get_if<double>(&value);
            if (!integer && !number) return start + ", but it is a number.";
            return outside(number ? *number : double(*integer))
                       ? start + ", but it goes from " + range_text(spec) + "."
                       : "";
        }
        case ParamKind::choice: {
            const auto* text = std::get_if<std::string>(&value);
            if (text &&
                std::find(spec.choices.begin(), spec.choices.end(), *text) != spec.choices.end())
                return "";
            const std::string nearest = text ? nearest_name(*text, spec.choices) : "";
            return start + ", but it is one of " + joined(spec.choices) + "." +
                   (nearest.empty() ? "" : " Did you mean '" + nearest + "'?");
        }
        case ParamKind::text:
            return std::holds_alternative<std::string>(value) ? "" : start + ", but it is a text.";
        case ParamKind::widths: {
            const auto* widths = std::get_if<Widths>(&value);
            if (!widths) return start + ", but it is a list of layer widths such as 512,256.";
            if (widths->size() > 16) return spec.label + " lists more than 16 layers.";
            for (std::int64_t width : *widths)
                if (outside(double(width)))
                    return start + ", but each width goes from " + range_text(spec) + ".";
            return "";
        }
    }
    return "";
}

std::string nearest_name(const std::string& word, const std::vector<std::string>& names) {
    // A name counts as near when at most a third of it, and one slip at the least, differs.
    std::string best;
    std::size_t best_distance = ~std::size_t{0};
    for (const std::string& name : names) {
        std::size_t distance = slips_between(word, name);
        // "fashion" for "fashion_mnist": what was typed is the beginning of the name.
        if (word.size() >= 3 && name.compare(0, word.size(), word) == 0) distance = 1;
        if (distance < best_distance) best_distance = distance, best = name;
    }
    const std::size_t limit = std::max<std::size_t>(1, std::max(word.size(), best.size()) / 3);
    return best_distance <= limit ? best : "";
}

}  // namespace latent
