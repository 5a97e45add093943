#include "metrics/references.h"

#include <cmath>
#include <list>
#include <map>
#include <mutex>
#include <optional>

#include "statistics/draws.h"

namespace latent::metrics {
namespace {

constexpr std::size_t kKept = 64;
constexpr std::uint64_t kNoiseSeed = 2018;

using Values = std::map<std::string, double>;  // by id of the figure

class Memory {
 public:
    std::optional<Values> find(const std::string& key) {
        const std::lock_guard<std::mutex> lock(mutex_);
        for (auto entry = entries_.begin(); entry != entries_.end(); ++entry)
            if (entry->first == key) {
                entries_.splice(entries_.begin(), entries_, entry);
                return entry->second;
            }
        return std::nullopt;
    }
    void keep(const std::string& key, const Values& values) {
        const std::lock_guard<std::mutex> lock(mutex_);
        entries_.emplace_front(key, values);
        if (entries_.size() > kKept) entries_.pop_back();
    }

 private:
    std::mutex mutex_;
    std::list<std::pair<std::string, Values>> entries_;  // the last used one first
};

Memory& memory() {
    static Memory the_one;
    return the_one;
}

// FNV-1a over everything the references depend on but the width.
std::string key_of_factors(const CodeTable& table) {
    std::uint64_t hash = 14695981039346656037ull;
    const auto mix = [&hash](std::uint64_t value) {
        for (int byte = 0; byte < 8; ++byte) {
            hash ^= (value >> (8 * byte)) & 0xff;
            hash *= 1099511628211ull;
        }
    };
    mix(std::uint64_t(table.count));
    for (const FactorInfo& factor : table.factors) {
        for (char c : factor.name) mix(std::uint64_t(static_cast<unsigned char>(c)));
        mix(std::uint64_t(factor.count) + 256);
    }
    for (int value : table.values) mix(std::uint64_t(std::int64_t(value)));
    for (int label : table.labels) mix(std::uint64_t(std::int64_t(label)));
    return std::to_string(hash);
}

CodeTable without_codes(const CodeTable& table) {
    CodeTable bare;
    bare.count = table.count;
    bare.factors = table.factors;
    bare.values = table.values;
    bare.labels = table.labels;
    bare.classes = table.classes;
    return bare;
}

Values values_of(const MetricEntry& entry, const std::string& key, const CodeTable& table,
                 CodeTable (*make)(const CodeTable&), const Report& report) {
    if (const auto known = memory().find(key)) return *known;
    Values values;
    try {
        for (const Figure& figure : entry.measure(make(table), report).figures)
            values[figure.id] = figure.value;
    } catch (const NotDefined&) {
        // Then there is no end of the scale to show, and that is remembered as well.
    }
    memory().keep(key, values);
    return values;
}

}  // namespace

CodeTable perfect_code(const CodeTable& table) {
    CodeTable perfect = without_codes(table);
    std::vector<std::vector<float>> columns;
    const auto n = double(table.count);
    for (std::size_t k = 0; k < table.factors.size(); ++k) {
        double mean = 0, squares = 0;
        for (std::int64_t i = 0; i < table.count; ++i) mean += table.value(i, k) / n;
        for (std::int64_t i = 0; i < table.count; ++i)
            squares += (table.value(i, k) - mean) * (table.value(i, k) - mean) / n;
        if (squares < 1e-12) continue;
        columns.emplace_back();
        for (std::int64_t i = 0; i < table.count; ++i)
            columns.back().push_back(float((table.value(i, k) - mean) / std::sqrt(squares)));
    }
    perfect.width = std::int64_t(columns.size());
    for (std::size_t i = 0; i < std::size_t(table.count); ++i)
        for (const auto& column : columns) perfect.codes.push_back(column[i]);
    return perfect;
}

CodeTable noise_code(const CodeTable& table) {
    CodeTable noise = without_codes(table);
    noise.width = table.width;
    statistics::Draws draws(kNoiseSeed);
    for (std::int64_t i = 0; i < table.count * table.width; ++i)
        noise.codes.push_back(float(draws.normal()));
    return noise;
}

void add_references(AnalysisResult& result, const MetricEntry& entry, const CodeTable& table,
                    const Report& report) {
    const Report of_perfect = [&](double progress, const std::string&) {
        report(progress / 2, "Scoring a perfect code on the same samples.");
    };
    const Report of_noise = [&](double progress, const std::string&) {
        report(0.5 + progress / 2, "Scoring pure noise on the same samples.");
    };
    const std::string key = entry.info.id + " " + key_of_factors(table);
    const Values ceiling = values_of(entry, key, table, perfect_code, of_perfect);
    const Values chance =
        values_of(entry, key + " " + std::to_string(table.width), table, noise_code, of_noise);
    for (Figure& figure : result.figures) {
        if (const auto found = ceiling.find(figure.id); found != ceiling.end())
            figure.ceiling = found->second;
        if (const auto found = chance.find(figure.id); found != chance.end())
            figure.chance = found->second;
    }
}

}  // namespace latent::metrics
