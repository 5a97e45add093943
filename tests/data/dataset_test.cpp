// What every registered dataset must hold, whichever it is.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <unordered_set>
#include <vector>

#include "data/content_split.h"
#include "data/dataset.h"
#include "data/pixels.h"
#include "data/stratified_sample.h"

using namespace latent;
using namespace latent::data;

namespace {

template <class Check>
void for_every_dataset(Check check) {
    for (const DatasetInfo& info : list_datasets()) {
        CAPTURE(info.id);
        if (info.train_count == 0) {
            MESSAGE(info.id << " is not installed and was left out");
            continue;
        }
        check(info, *load_dataset(info.id));
    }
}

const Split kSplits[] = {Split::train, Split::held_out};

}  // namespace

TEST_CASE("every dataset is listed, described and loaded with the same facts") {
    CHECK(list_datasets().size() >= 2);
    for_every_dataset([](const DatasetInfo& listed, const Dataset& dataset) {
        const DatasetInfo described = describe_dataset(listed.id);
        for (const DatasetInfo* info : {&listed, &described}) {
            CHECK(info->id == dataset.info().id);
            CHECK(info->shape == dataset.info().shape);
            CHECK(info->train_count == dataset.info().train_count);
            CHECK(info->held_out_count == dataset.info().held_out_count);
            CHECK(info->class_names == dataset.info().class_names);
            CHECK(info->factors.size() == dataset.info().factors.size());
        }
        CHECK(listed.held_out_count > 0);
        CHECK(listed.shape.size() > 0);
        for (const std::string* text :
             {&listed.label, &listed.summary, &listed.source, &listed.licence})
            CHECK(!text->empty());
        CHECK(listed.summary.back() == '.');
    });
}

TEST_CASE("every dataset reads the same sample as floats and as bytes, alone and in a batch") {
    for_every_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        if (info.kind != DataKind::images) return;  // what has no bytes: every_dataset_test.cpp
        const std::size_t size = std::size_t(info.shape.size());
        for (Split split : kSplits) {
            const std::int64_t last = dataset.count(split) - 1;
            const std::vector<std::int64_t> indices = {last, 0, last / 2, 0, last / 3};
            const std::size_t n = indices.size();
            std::vector<float> floats(n * size + 1, -7);
            std::vector<std::uint8_t> bytes(n * size + 1, 77), alone(size);
            dataset.read(split, indices.data(), std::int64_t(n), floats.data());
            dataset.read_bytes(split, indices.data(), std::int64_t(n), bytes.data());
            CHECK(floats.back() == -7);  // nothing is written behind the batch
            CHECK(bytes.back() == 77);
            bool agree = true;
            for (std::size_t i = 0; i < n * size; ++i)
                agree = agree && floats[i] == bytes[i] / 255.f;
            CHECK(agree);
            for (std::size_t i = 0; i < n; ++i) {
                dataset.read_bytes(split, &indices[i], 1, alone.data());
                CHECK(std::equal(alone.begin(), alone.end(),
                                 bytes.begin() + std::ptrdiff_t(i * size)));
            }
        }
    });
}

TEST_CASE("every dataset refuses an index that it does not have") {
    for_every_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        std::vector<float> image(std::size_t(info.shape.size()));
        for (Split split : kSplits)
            for (std::int64_t index : {std::int64_t(-1), dataset.count(split)}) {
                CHECK_THROWS_AS(dataset.read(split, &index, 1, image.data()), std::out_of_range);
                CHECK_THROWS_AS(dataset.label(split, index), std::out_of_range);
            }
    });
}

TEST_CASE("every label and factor is in range, and every value occurs in both splits") {
    for_every_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        for (Split split : kSplits) {
            std::vector<std::int64_t> seen(info.class_names.size());
            std::vector<std::vector<std::int64_t>> values;
            for (const FactorInfo& factor : info.factors) values.emplace_back(factor.count);
            std::vector<int> factors(info.factors.size());
            bool in_range = true;
            for (std::int64_t i = 0; i < dataset.count(split); ++i) {
                const int label = dataset.label(split, i);
                if (info.class_names.empty())
                    in_range = in_range && label == -1;
                else if (label < 0 || label >= int(seen.size()))
                    in_range = false;
                else
                    ++seen[std::size_t(label)];
                dataset.factors(split, i, factors.data());
                for (std::size_t k = 0; k < factors.size(); ++k)
                    if (factors[k] < 0 || factors[k] >= info.factors[k].count)
                        in_range = false;
                    else
                        ++values[k][std::size_t(factors[k])];
            }
            CHECK(in_range);
            CHECK(std::count(seen.begin(), seen.end(), 0) == 0);
            for (const auto& counts : values)
                CHECK(std::count(counts.begin(), counts.end(), 0) == 0);
        }
    });
}

TEST_CASE("no dataset holds out an image that it also trains on") {
    for_every_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        if (info.kind != DataKind::images) return;
        const std::int64_t size = info.shape.size();
        std::vector<std::uint8_t> image(std::size_t(size), 0);
        std::unordered_set<std::uint64_t> train;
        for (std::int64_t i = 0; i < dataset.count(Split::train); ++i) {
            dataset.read_bytes(Split::train, &i, 1, image.data());
            train.insert(content_hash(image.data(), size));
        }
        // A tenth of the held-out images, spread over them, against all that is trained on.
        std::int64_t leaked = 0;
        for (std::int64_t i = 0; i < dataset.count(Split::held_out); i += 10) {
            dataset.read_bytes(Split::held_out, &i, 1, image.data());
            leaked += std::int64_t(train.count(content_hash(image.data(), size)));
        }
        CHECK(leaked == 0);
    });
}

TEST_CASE("every dataset gives a fair and repeatable sample of itself") {
    for_every_dataset([](const DatasetInfo& info, const Dataset& dataset) {
        for (Split split : kSplits) {
            const auto sample = stratified_sample(dataset, split, 1000, 5);
            CHECK(sample.size() == 1000);
            CHECK(sample == stratified_sample(dataset, split, 1000, 5));
            CHECK(sample != stratified_sample(dataset, split, 1000, 6));
            CHECK(std::unordered_set<std::int64_t>(sample.begin(), sample.end()).size() == 1000);
            // From all over the split, not its first thousand.
            CHECK(*std::max_element(sample.begin(), sample.end()) > dataset.count(split) * 9 / 10);

            const auto few = stratified_sample(dataset, split, 30, 5);
            CHECK(std::equal(few.begin(), few.end(), sample.begin()));
            std::vector<int> share(std::max<std::size_t>(1, info.class_names.size()));
            for (std::int64_t index : sample)
                ++share[std::size_t(std::max(0, dataset.label(split, index)))];
            const auto [least, most] = std::minmax_element(share.begin(), share.end());
            CHECK(*most - *least <= 1);
        }
    });
}

TEST_CASE("a byte becomes exactly that byte over 255") {
    std::vector<std::uint8_t> bytes(256 + 7);
    std::vector<float> floats(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = std::uint8_t(i);
    bytes_to_floats(bytes.data(), std::int64_t(bytes.size()), floats.data());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        CHECK(floats[i] == float(std::uint8_t(i)) / 255.f);
}

TEST_CASE("Fashion-MNIST has its known mean and variance, and loads quickly") {
    const DatasetInfo info = describe_dataset("fashion_mnist");
    const auto start = std::chrono::steady_clock::now();
    const auto dataset = load_dataset("fashion_mnist");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    MESSAGE("Fashion-MNIST loaded in " << took.count() << " s");
    CHECK(took.count() < 10);  // it takes 0.4 s on an idle machine
    CHECK(info.train_count == 60000);
    CHECK(info.held_out_count == 10000);
    CHECK(info.class_names.at(9) == "Ankle boot");
    CHECK(dataset->label(Split::train, 0) == 9);
    CHECK(dataset->label(Split::held_out, 1) == 2);

    std::vector<double> sum(784), squares(784);
    std::vector<float> image(784);
    for (std::int64_t i = 0; i < 60000; ++i) {
        dataset->read(Split::train, &i, 1, image.data());
        for (std::size_t p = 0; p < 784; ++p) {
            sum[p] += image[p];
            squares[p] += double(image[p]) * image[p];
        }
    }
    double mean = 0, variance = 0;
    for (std::size_t p = 0; p < 784; ++p) {
        mean += sum[p] / 60000 / 784;
        variance += (squares[p] - sum[p] * sum[p] / 60000) / 60000;
    }
    CHECK(mean == doctest::Approx(0.2860406).epsilon(1e-6));
    CHECK(variance == doctest::Approx(68.21626).epsilon(1e-6));
}
