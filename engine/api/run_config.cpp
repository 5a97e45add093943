#include "latent/run_config.h"

#include <stdexcept>
#include <utility>

namespace latent {
namespace {

const std::string kOfTerms = "terms.";
const std::string kWeight = ".weight";

template <class T>
const T& as(const RunConfig& config, const std::string& path, const char* kind) {
    const T* value = std::get_if<T>(&config.at(path));
    if (!value) throw std::invalid_argument("'" + path + "' is not " + kind + ".");
    return *value;
}

}  // namespace

const ParamValue& RunConfig::at(const std::string& path) const {
    const auto found = values_.find(path);
    if (found == values_.end()) throw std::out_of_range("The config has no '" + path + "'.");
    return found->second;
}

bool RunConfig::flag(const std::string& path) const {
    return as<bool>(*this, path, "true or false");
}

std::int64_t RunConfig::integer(const std::string& path) const {
    return as<std::int64_t>(*this, path, "a whole number");
}

double RunConfig::number(const std::string& path) const {
    if (const auto* integer = std::get_if<std::int64_t>(&at(path))) return double(*integer);
    return as<double>(*this, path, "a number");
}

const std::string& RunConfig::text(const std::string& path) const {
    return as<std::string>(*this, path, "a text");
}

const Widths& RunConfig::widths(const std::string& path) const {
    return as<Widths>(*this, path, "a list of layer widths");
}

void RunConfig::set(const std::string& path, ParamValue value) { values_[path] = std::move(value); }

std::vector<std::string> RunConfig::terms() const {
    std::vector<std::string> names;
    for (auto entry = values_.lower_bound(kOfTerms); entry != values_.end(); ++entry) {
        const std::string& path = entry->first;
        if (path.compare(0, kOfTerms.size(), kOfTerms) != 0) break;
        if (path.size() <= kOfTerms.size() + kWeight.size()) continue;
        const std::size_t end = path.size() - kWeight.size();
        if (path.compare(end, kWeight.size(), kWeight) == 0)
            names.push_back(path.substr(kOfTerms.size(), end - kOfTerms.size()));
    }
    return names;
}

std::map<std::string, ParamValue> RunConfig::below(const std::string& prefix) const {
    std::map<std::string, ParamValue> found;
    const std::string start = prefix + ".";
    for (auto entry = values_.lower_bound(start); entry != values_.end(); ++entry) {
        if (entry->first.compare(0, start.size(), start) != 0) break;
        found[entry->first.substr(start.size())] = entry->second;
    }
    return found;
}

std::vector<std::string> differences(const RunConfig& a, const RunConfig& b) {
    std::vector<std::string> paths;
    for (const auto& [path, value] : a.values())
        if (!b.has(path) || b.at(path) != value) paths.push_back(path);
    for (const auto& [path, value] : b.values())
        if (!a.has(path)) paths.push_back(path);
    return paths;
}

}  // namespace latent
