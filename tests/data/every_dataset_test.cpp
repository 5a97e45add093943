// What every registered dataset must hold, whichever it is and whatever its kind.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <unordered_set>
#include <vector>

#include "data/content_split.h"
#include "data/dataset.h"
#include "data/stratified_sample.h"

using namespace latent;
using namespace latent::data;

namespace {

const Split kSplits[] = {Split::train, Split::held_out};

// Each dataset that is installed, loaded once for all the tests of this file.
template <class Check>
void for_every_installed_dataset(Check check) {
    static const std::vector<DatasetInfo> listed = list_datasets();
    static std::map<std::string, std::shared_ptr<const Dataset>> loaded;
    for (const DatasetInfo& info : listed) {
        CAPTURE(info.id);
        if (info.train_count == 0) {
            MESSAGE(info.id << " is not installed and was left out");
            continue;
        }
        auto& dataset = loaded[info.id];
        if (!dataset) dataset = load_dataset(info.id);
        check(info, *dataset);
    }
}

std::vector<float> sample_of(const Dataset& dataset, Split split, std::int64_t index) {
    std::vector<float> values(std::size_t(dataset.info().shape.size()));
    dataset.read(split, &index, 1, values.data());
    return values;
}

std::uint64_t hash_of(const std::vector<float>& values) {
    return content_hash(reinterpret_cast<const std::uint8_t*>(values.data()),
                        std::int64_t(values.size() * sizeof(float)));
}

// At most `most` indices, spread over the split.
std::vector<std::int64_t> spread(const Dataset& dataset, Split split, std::int64_t most) {
    const std::int64_t count = dataset.count(split), n = std::min(most, count);
    std::vector<std::int64_t> indices;
    for (std::int64_t i = 0; i < n; ++i) indices.push_back(i * count / n);
    return indices;
}

bool is_sentence(const std::string& text) {
    return text.size() > 20 && text.back() == '.' && !std::islower(text.front());
}

bool same_factors(const std::vector<FactorInfo>& a, const std::vector<FactorInfo>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const FactorInfo& x, const FactorInfo& y) {
                          return x.name == y.name && x.count == y.count && x.cyclic == y.cyclic;
                      });
}

}  // namespace

TEST_CASE("listing, describing and loading a dataset tell the same of it") {
    for_every_installed_dataset([](const DatasetInfo& listed, const Dataset& dataset) {
        const DatasetInfo described = describe_dataset(listed.id);
        for (const DatasetInfo* info : {&listed, &described}) {
            CHECK(info->id == dataset.info().id);
            CHECK(info->label == dataset.info().label);
            CHECK(info->kind == dataset.info().kind);
            CHECK(info->shape == dataset.info().shape);
            CHECK(info->low == dataset.info().low);
            CHECK(info->high == dataset.info().high);
            CHECK(info->train_count == dataset.info().train_count);
            CHECK(info->held_out_count == dataset.info().held_out_count);
            CHECK(info->class_names == dataset.info().class_names);
            CHECK(same_factors(info->factors, dataset.info().factors));
        }
    });
}

TEST_CASE("every dataset says what it is, where it comes from and under which licence") {
    for (const DatasetInfo& info : list_datasets()) {  // those that are not installed too
        CAPTURE(info.id);
        CHECK(!info.label.empty());
        CHECK(is_sentence(info.summary));
        CHECK(info.source.size() > 10);
        CHECK(info.licence.size() > 2);
        CHECK(info.shape.size() > 0);
        for (const FactorInfo& factor : info.factors) {
            CHECK(!factor.name.empty());
            CHECK(factor.count > 1);
        }
    }
}

TEST_CASE("a dataset's shape is one of its kind") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset&) {
        CHECK(info.held_out_count > 0);
        switch (info.kind) {
            case DataKind::images:
                CHECK((info.shape.channels == 1 || info.shape.channels == 3));
                CHECK(info.low == 0);
                CHECK(info.high == 1);
                break;
            case DataKind::points:
                CHECK(info.shape.channels == 1);
                CHECK(info.shape.height == 1);
                break;
            case DataKind::sequences:
                CHECK(info.shape.channels == 1);
                CHECK(info.shape.height > 1);
                break;
        }
    });
}

TEST_CASE("every value lies within the range that is promised, and uses most of it") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        for (Split split : kSplits) {
            float low = 1e9f, high = -1e9f;
            bool finite = true;
            for (std::int64_t index : spread(dataset, split, 1000))
                for (float value : sample_of(dataset, split, index)) {
                    finite = finite && std::isfinite(value);
                    low = std::min(low, value);
                    high = std::max(high, value);
                }
            CHECK(finite);
            CHECK(low >= info.low);
            CHECK(high <= info.high);
            CHECK(high - low > 0.8f * (info.high - info.low));
        }
    });
}

TEST_CASE("a batch is its samples, one after the other, and nothing is written behind it") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        const std::size_t size = std::size_t(info.shape.size());
        for (Split split : kSplits) {
            const std::int64_t last = dataset.count(split) - 1;
            const std::vector<std::int64_t> indices = {last, 0, last / 2, 0, last / 3};
            std::vector<float> floats(indices.size() * size + 1, -7);
            dataset.read(split, indices.data(), std::int64_t(indices.size()), floats.data());
            CHECK(floats.back() == -7);
            for (std::size_t i = 0; i < indices.size(); ++i) {
                const std::vector<float> alone = sample_of(dataset, split, indices[i]);
                CHECK(std::equal(alone.begin(), alone.end(),
                                 floats.begin() + std::ptrdiff_t(i * size)));
            }
        }
    });
}

TEST_CASE("images are the same as floats and as bytes; what is no image has no bytes") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        const std::size_t size = std::size_t(info.shape.size());
        std::vector<std::uint8_t> bytes(size + 1, 77);
        for (Split split : kSplits)
            for (std::int64_t index : spread(dataset, split, 20)) {
                if (info.kind != DataKind::images) {
                    CHECK_THROWS_AS(dataset.read_bytes(split, &index, 1, bytes.data()),
                                    std::logic_error);
                    continue;
                }
                const std::vector<float> floats = sample_of(dataset, split, index);
                dataset.read_bytes(split, &index, 1, bytes.data());
                bool agree = true;
                for (std::size_t i = 0; i < size; ++i)
                    agree = agree && floats[i] == float(bytes[i]) / 255.0f;
                CHECK(agree);
                CHECK(bytes.back() == 77);
            }
    });
}

TEST_CASE("an index that a split does not have is refused, whatever is asked of it") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        std::vector<float> floats(std::size_t(info.shape.size()));
        std::vector<std::uint8_t> bytes(floats.size());
        std::vector<int> factors(info.factors.size() + 1);
        for (Split split : kSplits)
            for (std::int64_t index : {std::int64_t(-1), dataset.count(split)}) {
                CHECK_THROWS_AS(dataset.read(split, &index, 1, floats.data()), std::out_of_range);
                CHECK_THROWS_AS(dataset.label(split, index), std::out_of_range);
                CHECK_THROWS_AS(dataset.factors(split, index, factors.data()), std::out_of_range);
                if (info.kind == DataKind::images)
                    CHECK_THROWS_AS(dataset.read_bytes(split, &index, 1, bytes.data()),
                                    std::out_of_range);
            }
    });
}

TEST_CASE("labels and factors are in range, and each of their values occurs in both splits") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        for (Split split : kSplits) {
            std::vector<std::int64_t> seen(info.class_names.size());
            std::vector<std::vector<std::int64_t>> values;
            for (const FactorInfo& factor : info.factors)
                values.emplace_back(std::size_t(factor.count));
            std::vector<int> factors(info.factors.size() + 1, -99);
            bool in_range = true;
            for (std::int64_t i = 0; i < dataset.count(split) && in_range; ++i) {
                const int label = dataset.label(split, i);
                if (info.class_names.empty())
                    in_range = label == -1;
                else if (label < 0 || label >= int(seen.size()))
                    in_range = false;
                else
                    ++seen[std::size_t(label)];
                dataset.factors(split, i, factors.data());
                for (std::size_t k = 0; k < values.size(); ++k)
                    if (factors[k] < 0 || factors[k] >= info.factors[k].count)
                        in_range = false;
                    else
                        ++values[k][std::size_t(factors[k])];
            }
            CHECK(in_range);
            CHECK(factors.back() == -99);
            CHECK(std::count(seen.begin(), seen.end(), 0) == 0);
            for (const auto& counts : values)
                CHECK(std::count(counts.begin(), counts.end(), 0) == 0);
        }
    });
}

TEST_CASE("what is held out is nowhere among what is trained on") {
    for_every_installed_dataset([](const DatasetInfo&, const Dataset& dataset) {
        std::unordered_set<std::uint64_t> train;
        for (std::int64_t index : spread(dataset, Split::train, 2000))
            train.insert(hash_of(sample_of(dataset, Split::train, index)));
        std::int64_t leaked = 0;
        for (std::int64_t index : spread(dataset, Split::held_out, 10000))
            leaked +=
                std::int64_t(train.count(hash_of(sample_of(dataset, Split::held_out, index))));
        CHECK(leaked == 0);
    });
}

TEST_CASE("loading a dataset twice gives the same samples") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        const auto again = load_dataset(info.id);
        for (Split split : kSplits) {
            bool same = again->count(split) == dataset.count(split);
            for (std::int64_t index : spread(dataset, split, 200))
                same = same &&
                       sample_of(dataset, split, index) == sample_of(*again, split, index) &&
                       dataset.label(split, index) == again->label(split, index);
            CHECK(same);
        }
    });
}

TEST_CASE("a fair sample of any dataset is repeatable and has the classes in equal parts") {
    for_every_installed_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        for (Split split : kSplits) {
            const auto sample = stratified_sample(dataset, split, 500, 5);
            CHECK(sample.size() == 500);
            CHECK(sample == stratified_sample(dataset, split, 500, 5));
            CHECK(sample != stratified_sample(dataset, split, 500, 6));
            CHECK(std::unordered_set<std::int64_t>(sample.begin(), sample.end()).size() == 500);
            std::vector<int> share(std::max<std::size_t>(1, info.class_names.size()));
            for (std::int64_t index : sample)
                ++share[std::size_t(std::max(0, dataset.label(split, index)))];
            const auto [least, most] = std::minmax_element(share.begin(), share.end());
            CHECK(*most - *least <= 1);
        }
    });
}
