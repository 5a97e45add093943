#include "data/view.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "data/stratified_sample.h"
#include "data/wording.h"
#include "latent/param_spec.h"

namespace latent::data {
namespace {

// Always the same, so that two models trained on 1,000 samples are trained on the same 1,000.
constexpr std::uint64_t kSampleSeed = 1;

using Indices = std::vector<std::int64_t>;

class View final : public Dataset {
 public:
    // Ascending indices of `whole`: then reading a view goes forward through memory.
    View(std::shared_ptr<const Dataset> whole, Indices train, Indices held_out)
        : whole_(std::move(whole)),
          info_(whole_->info()),
          train_(std::move(train)),
          held_out_(std::move(held_out)) {
        info_.train_count = std::int64_t(train_.size());
        info_.held_out_count = std::int64_t(held_out_.size());
    }

    const DatasetInfo& info() const override { return info_; }

    void read(Split split, const std::int64_t* indices, std::int64_t count,
              float* out) const override {
        whole_->read(split, mapped(split, indices, count).data(), count, out);
    }

    void read_bytes(Split split, const std::int64_t* indices, std::int64_t count,
                    std::uint8_t* out) const override {
        whole_->read_bytes(split, mapped(split, indices, count).data(), count, out);
    }

    int label(Split split, std::int64_t index) const override {
        return whole_->label(split, mapped(split, index));
    }

    void factors(Split split, std::int64_t index, int* out) const override {
        whole_->factors(split, mapped(split, index), out);
    }

    std::int64_t mapped(Split split, std::int64_t index) const {
        const Indices& own = split == Split::train ? train_ : held_out_;
        if (index < 0 || index >= std::int64_t(own.size()))
            throw std::out_of_range("This part of " + info_.label + " has no sample " +
                                    std::to_string(index) + ".");
        return own[std::size_t(index)];
    }

 private:
    Indices mapped(Split split, const std::int64_t* indices, std::int64_t count) const {
        Indices result(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; ++i) result[std::size_t(i)] = mapped(split, indices[i]);
        return result;
    }

    std::shared_ptr<const Dataset> whole_;
    DatasetInfo info_;
    Indices train_, held_out_;
};

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::string lower(std::string text) {
    for (char& c : text) c = char(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        if (std::string word = trimmed(text.substr(from, comma - from)); !word.empty())
            words.push_back(std::move(word));
        from = comma + 1;
    }
    return words;
}

[[noreturn]] void refuse_class(const std::string& word, const DatasetInfo& info) {
    const std::vector<std::string>& names = info.class_names;
    std::vector<std::string> lowered;
    for (const std::string& name : names) lowered.push_back(lower(name));
    const std::string start = info.label + " has no class \"" + word + "\". ";
    const std::string nearest = nearest_name(lower(word), lowered);
    const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
    if (!nearest.empty() && !is_number) {
        const auto at = std::find(lowered.begin(), lowered.end(), nearest) - lowered.begin();
        throw DataError(start + "Did you mean \"" + names[std::size_t(at)] + "\"?");
    }
    constexpr std::size_t kMostNamed = 12;
    std::string listed;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
        listed += (i ? ", " : "") + names[i];
    if (names.size() > kMostNamed) listed += ", ...";
    throw DataError(start + "It has: " + listed + "; numbers from 0 to " +
                    std::to_string(names.size() - 1) + " serve as well.");
}

// A name goes before a number: where classes are named "3" and "8", 3 is the class of that name.
std::size_t class_of(const std::string& word, const DatasetInfo& info) {
    for (std::size_t i = 0; i < info.class_names.size(); ++i)
        if (lower(info.class_names[i]) == lower(word)) return i;
    if (word.size() <= 6 && word.find_first_not_of("0123456789") == std::string::npos)
        if (const std::size_t number = std::stoul(word); number < info.class_names.size())
            return number;
    refuse_class(word, info);
}

// For each class whether it stays; empty when all do.
std::vector<bool> chosen_classes(const std::string& text, const DatasetInfo& info) {
    const std::vector<std::string> words = words_of(text);
    if (words.empty()) return {};
    if (info.class_names.empty())
        throw DataError(info.label + " has no classes to choose from, so \"" + trimmed(text) +
                        "\" means nothing here. Leave the classes empty.");
    std::vector<bool> chosen(info.class_names.size(), false);
    for (const std::string& word : words) chosen[class_of(word, info)] = true;
    if (std::find(chosen.begin(), chosen.end(), false) == chosen.end()) return {};
    return chosen;
}

Indices members(const Dataset& dataset, Split split, const std::vector<bool>& chosen) {
    Indices indices;
    for (std::int64_t i = 0; i < dataset.count(split); ++i)
        if (const int label = dataset.label(split, i); label >= 0 && chosen[std::size_t(label)])
            indices.push_back(i);
    return indices;
}

std::shared_ptr<const View> only_classes(std::shared_ptr<const Dataset> dataset,
                                         const std::vector<bool>& chosen) {
    Indices train = members(*dataset, Split::train, chosen),
            held_out = members(*dataset, Split::held_out, chosen);
    for (const auto& [indices, name] :
         {std::make_pair(&train, "training sample"), std::make_pair(&held_out, "held-out sample")})
        if (indices->empty())
            throw DataError("No " + std::string(name) + " of " + dataset->info().label +
                            " is left with these classes. Choose more of them.");
    return std::make_shared<View>(std::move(dataset), std::move(train), std::move(held_out));
}

Indices all_of(const Dataset& dataset, Split split) {
    Indices indices(static_cast<std::size_t>(dataset.count(split)));
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = std::int64_t(i);
    return indices;
}

}  // namespace

std::shared_ptr<const Dataset> view(std::shared_ptr<const Dataset> dataset,
                                    const RunConfig& config) {
    const std::string classes =
        config.has("samples.classes") ? config.text("samples.classes") : std::string();
    const std::int64_t limit = config.has("samples.limit") ? config.integer("samples.limit") : 0;

    const std::shared_ptr<const Dataset> whole = dataset;
    std::shared_ptr<const View> part;
    if (const auto chosen = chosen_classes(classes, whole->info()); !chosen.empty())
        dataset = part = only_classes(whole, chosen);

    const std::int64_t there = dataset->count(Split::train);
    if (limit <= 0 || limit >= there) return dataset;
    Indices train = stratified_sample(*dataset, Split::train, limit, kSampleSeed),
            held_out = all_of(*dataset, Split::held_out);
    if (part) {  // one step from index to sample, however the view came about
        for (std::int64_t& index : train) index = part->mapped(Split::train, index);
        for (std::int64_t& index : held_out) index = part->mapped(Split::held_out, index);
    }
    std::sort(train.begin(), train.end());
    return std::make_shared<View>(whole, std::move(train), std::move(held_out));
}

}  // namespace latent::data
