#include "explore/reading.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <optional>

namespace latent::explore {
namespace {

constexpr double kClear = 1;    // units
constexpr double kStays = 0.4;  // units: below, it is said to stay
constexpr double kOther = 1.6;  // units of shape: another picture altogether
// Mean difference of two pictures, as a share of their mean value.
constexpr double kNothing = 0.05;  // below, nothing changes
constexpr double kLittle = 0.12;   // below, little does
constexpr int kManyMain = 5;       // main measures that change clearly: another picture too
constexpr std::size_t kNamed = 3;  // changes named in a sentence
constexpr std::size_t kStaying = 2;

double share_of(const Samples& samples, std::size_t i) {
    return samples.kind == DataKind::images ? samples.pixels[i] / 255.0 : double(samples.values[i]);
}

double deviation_of(const Samples& samples) {
    if (samples.values.empty()) return 1;
    double mean = 0, squares = 0;
    for (float value : samples.values) mean += double(value) / double(samples.values.size());
    for (float value : samples.values) squares += (double(value) - mean) * (double(value) - mean);
    // Where all is still, rounding must not count as change.
    return std::max(std::sqrt(squares / double(samples.values.size())), 0.02 * std::abs(mean));
}

// Ranks from 1, equal values sharing theirs.
std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> found(values.size());
    for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
        while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
        for (std::size_t i = from; i < to; ++i) found[order[i]] = 0.5 * double(from + 1 + to);
    }
    return found;
}

// The rank correlation of the values with their place.
double monotony(const std::vector<double>& values) {
    const std::vector<double> rank = ranks(values);
    const double middle = 0.5 * double(values.size() + 1);
    double product = 0, of_rank = 0, of_place = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double place = double(i + 1) - middle, r = rank[i] - middle;
        product += place * r;
        of_rank += r * r;
        of_place += place * place;
    }
    return of_rank > 0 && of_place > 0 ? product / std::sqrt(of_rank * of_place) : 0;
}

// One measure along a row.
struct Course {
    const Measure* measure = nullptr;
    double first = 0, last = 0;
    double amount = 0;  // units, signed
    double range = 0;   // units: max - min
};

// Nothing where fewer than two pictures have the measure: without a figure there is no slant, and so
// none that changes or stays.
std::optional<Course> course_of(const Measure& measure, std::vector<double> values) {
    Course course;
    course.measure = &measure;
    values.erase(
        std::remove_if(values.begin(), values.end(), [](double v) { return !std::isfinite(v); }),
        values.end());
    if (values.size() < 2) return std::nullopt;
    if (measure.cyclic)  // the shorter way round from each to the next
        for (std::size_t i = 1; i < values.size(); ++i)
            values[i] -= 360 * std::round((values[i] - values[i - 1]) / 360);
    course.first = values.front();
    course.last = values.back();
    if (measure.relative)
        for (double& value : values) value = std::log(std::max(value, 1e-2));
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    course.range = (*most - *least) / measure.clear;
    course.amount = monotony(values) * course.range;
    return course;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, std::abs(value) >= 9.95 ? "%.0f" : "%.1f", value);
    std::string shown = text;
    if (shown.size() > 2 && shown.compare(shown.size() - 2, 2, ".0") == 0)
        shown.resize(shown.size() - 2);
    return shown == "-0" ? "0" : shown;
}

// "slant grows from -12 to 15 degrees"
std::string told(const Course& course) {
    const Measure& measure = *course.measure;
    const std::string& verb = course.amount > 0 ? measure.up : measure.down;
    if (verb == "changes") return measure.name + " changes";
    const std::string unit = measure.unit.empty() ? "" : " " + measure.unit;
    if (verb.compare(0, 6, "moves ") == 0)
        return verb + " by " + number(std::abs(course.last - course.first)) + unit;
    return measure.name + " " + verb + " from " + number(course.first) + " to " +
           number(course.last) + unit;
}

// "slant", "moves right"
std::string named(const Course& course) {
    const std::string& verb = course.amount > 0 ? course.measure->up : course.measure->down;
    return verb.compare(0, 6, "moves ") == 0 ? verb : course.measure->name;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

// " and 2 more": clear changes that the sentence does not name.
std::string rest(std::size_t clear) {
    return clear > kNamed ? ", and " + std::to_string(clear - kNamed) + " more" : "";
}

std::string staying(const std::vector<Course>& courses) {
    std::vector<std::string> names;
    for (const Course& course : courses)
        if (course.measure->stays_told && course.range < kStays && names.size() < kStaying)
            names.push_back(course.measure->name);
    if (names.empty()) return "";
    return "; " + listed(names) + (names.size() > 1 ? " stay" : " stays");
}

// Fills in the words. `courses` by falling |amount|.
void put_in_words(Reading& reading, const std::vector<Course>& courses, double difference) {
    std::vector<Course> clear, restless;
    for (const Course& course : courses) {
        if (std::abs(course.amount) >= kClear)
            clear.push_back(course);
        else if (course.range >= 1.5 * kClear)
            restless.push_back(course);
    }
    if (clear.empty() && difference < kNothing) {
        reading.sentence = reading.brief = "nothing changes";
        return;
    }
    if (clear.empty() && !restless.empty()) {
        std::vector<std::string> names;
        for (const Course& course : restless)
            if (names.size() < kNamed) names.push_back(course.measure->name);
        reading.brief = listed(names) + (names.size() > 1 ? " go" : " goes") + " to and fro";
        reading.sentence = reading.brief + staying(courses);
        return;
    }
    if (clear.empty()) {
        reading.brief = difference < kLittle ? "little changes" : "details change";
        reading.sentence = reading.brief;
        if (!courses.empty() && std::abs(courses.front().amount) > kStays)
            reading.sentence += "; most of all " + told(courses.front());
        return;
    }
    const auto main_changes = std::count_if(clear.begin(), clear.end(), [](const Course& course) {
        return course.measure->stays_told || course.measure->name == "shape";
    });
    const bool another = main_changes >= kManyMain ||
                         std::any_of(clear.begin(), clear.end(), [](const Course& course) {
                             return course.measure->name == "shape" && course.amount >= kOther;
                         });
    if (another) {
        clear.erase(std::remove_if(clear.begin(), clear.end(),
                                   [](const Course& c) { return c.measure->name == "shape"; }),
                    clear.end());
        reading.brief = "another picture";
        reading.sentence = "another picture altogether";
        if (!clear.empty()) reading.sentence += "; " + told(clear.front());
        return;
    }
    std::vector<std::string> others;
    for (std::size_t i = 1; i < clear.size() && i < kNamed; ++i)
        others.push_back(clear[i].measure->name);
    reading.brief = named(clear.front());
    reading.sentence = told(clear.front());
    if (!others.empty()) {
        reading.brief += ", then " + listed(others);
        reading.sentence += ", then " + listed(others) + rest(clear.size());
    }
    reading.sentence += staying(courses);
}

// The largest mean difference of a picture of the row from its first, of the mean ink of the two;
// of other samples in units of their deviation.
double difference_along(const Samples& samples, int first, int count, double spread) {
    const auto size = std::size_t(samples.shape.size());
    double largest = 0;
    for (int i = 1; i < count; ++i) {
        double difference = 0, sum = 0;
        for (std::size_t p = 0; p < size; ++p) {
            const double a = share_of(samples, std::size_t(first) * size + p),
                         b = share_of(samples, std::size_t(first + i) * size + p);
            difference += std::abs(a - b) / double(size);
            sum += (a + b) / 2 / double(size);
        }
        const double scale =
            samples.kind == DataKind::images ? std::max(0.01, std::min(sum, 1 - sum)) : spread;
        largest = std::max(largest, difference / std::max(1e-9, scale));
    }
    return largest;
}

}  // namespace

RowReader::RowReader(const Samples& samples)
    : spread_(deviation_of(samples)),
      measures_(measures_of(samples.kind, samples.shape, spread_)) {}

Reading RowReader::read(const Samples& samples, int first, int count) const {
    Reading reading;
    if (count < 2) return reading;
    std::vector<std::vector<double>> values(measures_.size());
    Appearance beginning;
    for (int i = 0; i < count; ++i) {
        Appearance seen = appearance_of(samples, first + i);
        if (i == 0) beginning = seen;
        if (samples.kind == DataKind::images) {
            seen.values[measures_.size() - 2] = background_change(beginning, seen);
            seen.values[measures_.size() - 1] = shape_change(beginning, seen);
        }
        for (std::size_t m = 0; m < measures_.size(); ++m) values[m].push_back(seen.values[m]);
    }
    std::vector<Course> courses;
    for (std::size_t m = 0; m < measures_.size(); ++m)
        if (const auto course = course_of(measures_[m], values[m])) courses.push_back(*course);
    std::stable_sort(courses.begin(), courses.end(), [](const Course& a, const Course& b) {
        return std::abs(a.amount) > std::abs(b.amount);
    });
    for (const Course& course : courses)
        reading.changes.push_back(
            {course.measure->name, float(course.first), float(course.last), float(course.amount)});
    put_in_words(reading, courses, difference_along(samples, first, count, spread_));
    return reading;
}

}  // namespace latent::explore
