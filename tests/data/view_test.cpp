#include "data/view.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "data/float_dataset.h"
#include "support/tiny_dataset.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

RunConfig config_of(const std::string& classes, std::int64_t limit = 0) {
    RunConfig config;
    config.set("samples.classes", classes);
    config.set("samples.limit", limit);
    return config;
}

std::shared_ptr<const Dataset> part_of(const std::shared_ptr<const Dataset>& whole,
                                       const std::string& classes, std::int64_t limit = 0) {
    return view(whole, config_of(classes, limit));
}

std::string complaint_of_view(const std::shared_ptr<const Dataset>& whole,
                              const std::string& classes) {
    try {
        part_of(whole, classes);
        return "";
    } catch (const DataError& error) {
        return error.what();
    }
}

using Sample = std::vector<float>;

Sample sample_of(const Dataset& dataset, Split split, std::int64_t index) {
    Sample sample(std::size_t(dataset.info().shape.size()));
    dataset.read(split, &index, 1, sample.data());
    return sample;
}

std::vector<Sample> all_of(const Dataset& dataset, Split split) {
    std::vector<Sample> samples;
    for (std::int64_t i = 0; i < dataset.count(split); ++i)
        samples.push_back(sample_of(dataset, split, i));
    return samples;
}

std::vector<int> shares_of(const Dataset& dataset, Split split) {
    std::vector<int> shares(dataset.info().class_names.size());
    for (std::int64_t i = 0; i < dataset.count(split); ++i)
        ++shares[std::size_t(dataset.label(split, i))];
    return shares;
}

// Points 0, 1, 2, ... 299 in classes of very unequal size: 5, 27 and 238 of them train.
std::shared_ptr<const Dataset> uneven() {
    FloatSet train, held_out;
    train.shape = held_out.shape = {1, 1, 1};
    for (std::int64_t i = 0; i < 300; ++i) {
        FloatSet& set = i % 10 == 5 ? held_out : train;
        set.values.push_back(float(i));
        set.labels.push_back(i < 6 ? 0 : i < 36 ? 1 : 2);
    }
    DatasetInfo info;
    info.label = "Uneven";
    info.kind = DataKind::points;
    info.class_names = {"Few", "some", "8"};
    return make_float_dataset(info, train, held_out);
}

}  // namespace

TEST_CASE("a view that leaves nothing out is the dataset itself") {
    const auto whole = tiny_dataset(256);
    CHECK((view(whole, RunConfig()) == whole));
    CHECK((part_of(whole, "") == whole));
    CHECK((part_of(whole, " , ") == whole));
    CHECK((part_of(whole, "0,1,2,3") == whole));
    CHECK((part_of(whole, "", 256) == whole));
    CHECK((part_of(whole, "", 1000) == whole));
}

TEST_CASE("classes are chosen by name in any case, by number, with or without spaces") {
    const auto whole = tiny_dataset(256);
    const auto chosen = all_of(*part_of(whole, "1,2"), Split::train);
    CHECK(!chosen.empty());
    for (const char* text :
         {"top right,bottom left", " Bottom Left ,\ttop RIGHT,", "2, 1 ,1", "1,bottom left"}) {
        CAPTURE(text);
        CHECK(all_of(*part_of(whole, text), Split::train) == chosen);
    }
    // A name goes before a number.
    CHECK(shares_of(*part_of(uneven(), "8"), Split::train) == std::vector<int>{0, 0, 238});
    CHECK(shares_of(*part_of(uneven(), "few"), Split::train) == std::vector<int>{5, 0, 0});
}

TEST_CASE("a view of some classes holds all of their samples and no others, on both sides") {
    const auto whole = tiny_dataset(256);
    const auto part = part_of(whole, "3,0");
    for (Split split : {Split::train, Split::held_out}) {
        std::vector<Sample> expected;
        for (std::int64_t i = 0; i < whole->count(split); ++i)
            if (const int label = whole->label(split, i); label == 3 || label == 0)
                expected.push_back(sample_of(*whole, split, i));
        CHECK(!expected.empty());
        CHECK(part->count(split) == std::int64_t(expected.size()));
        CHECK(all_of(*part, split) == expected);  // in the order of the whole
        for (std::int64_t i = 0; i < part->count(split); ++i) {
            const int label = part->label(split, i);
            int factor = -1;
            part->factors(split, i, &factor);
            CHECK((label == 3 || label == 0));
            CHECK(factor == label);
        }
    }
    CHECK(part->info().class_names == whole->info().class_names);
    CHECK(part->info().label == whole->info().label);
}

TEST_CASE("a view reads a batch like its whole, as floats and as bytes") {
    const auto whole = tiny_dataset(256);
    const auto part = part_of(whole, "1");
    const std::vector<std::int64_t> indices = {part->count(Split::train) - 1, 0, 3, 0};
    const std::size_t size = 64;
    std::vector<float> floats(indices.size() * size + 1, -7);
    std::vector<std::uint8_t> bytes(indices.size() * size + 1, 77);
    part->read(Split::train, indices.data(), 4, floats.data());
    part->read_bytes(Split::train, indices.data(), 4, bytes.data());
    CHECK(floats.back() == -7);
    CHECK(bytes.back() == 77);
    bool same = true;
    for (std::size_t i = 0; i < indices.size(); ++i) {
        const Sample alone = sample_of(*part, Split::train, indices[i]);
        for (std::size_t p = 0; p < size; ++p)
            same = same && floats[i * size + p] == alone[p] &&
                   float(bytes[i * size + p]) / 255.0f == alone[p];
    }
    CHECK(same);
    for (std::int64_t index : {std::int64_t(-1), part->count(Split::train)}) {
        int factor;
        CHECK_THROWS_AS(part->read(Split::train, &index, 1, floats.data()), std::out_of_range);
        CHECK_THROWS_AS(part->read_bytes(Split::train, &index, 1, bytes.data()), std::out_of_range);
        CHECK_THROWS_AS(part->label(Split::train, index), std::out_of_range);
        CHECK_THROWS_AS(part->factors(Split::train, index, &factor), std::out_of_range);
    }
}

TEST_CASE("a limit takes equal parts of each class and leaves what is held out alone") {
    const auto whole = uneven();
    for (std::int64_t limit : {3, 30, 100}) {
        const auto part = part_of(whole, "", limit);
        CHECK(part->count(Split::train) == limit);
        CHECK(all_of(*part, Split::held_out) == all_of(*whole, Split::held_out));
    }
    CHECK(shares_of(*part_of(whole, "", 3), Split::train) == std::vector<int>{1, 1, 1});
    CHECK(shares_of(*part_of(whole, "", 9), Split::train) == std::vector<int>{3, 3, 3});
    CHECK(shares_of(*part_of(whole, "", 45), Split::train) == std::vector<int>{5, 20, 20});
    CHECK(shares_of(*part_of(whole, "", 100), Split::train) == std::vector<int>{5, 27, 68});
}

TEST_CASE("a limit takes the same samples each time, and a smaller one some of them") {
    const auto whole = uneven();
    const auto samples = [&](std::int64_t limit) {
        const auto list = all_of(*part_of(whole, "", limit), Split::train);
        CHECK(std::is_sorted(list.begin(), list.end()));  // the order of the whole
        return std::set<Sample>(list.begin(), list.end());
    };
    const auto many = samples(100), few = samples(40);
    CHECK(many.size() == 100);
    CHECK(samples(100) == many);
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
    CHECK(*many.rbegin() > Sample{250});  // from all over the set, not its beginning
}

TEST_CASE("a limit counts after the classes were chosen") {
    const auto whole = uneven();
    const auto part = part_of(whole, "some, 8", 20);
    CHECK(shares_of(*part, Split::train) == std::vector<int>{0, 10, 10});
    CHECK(shares_of(*part, Split::held_out) == std::vector<int>{0, 3, 26});
    CHECK(part_of(whole, "some", 20)->count(Split::train) == 20);
    CHECK(part_of(whole, "some", 2000)->count(Split::train) == 27);
}

TEST_CASE("no sample of a view changes sides") {
    const auto whole = load_dataset("two_moons");
    const auto part = part_of(whole, "upper moon", 500);
    const auto train = all_of(*whole, Split::train), held_out = all_of(*whole, Split::held_out);
    const std::set<Sample> train_set(train.begin(), train.end()),
        held_out_set(held_out.begin(), held_out.end());
    for (const Sample& sample : all_of(*part, Split::train)) CHECK(train_set.count(sample) == 1);
    for (const Sample& sample : all_of(*part, Split::held_out))
        CHECK(held_out_set.count(sample) == 1);
    CHECK(part->info().kind == DataKind::points);
}

TEST_CASE("a class that does not exist is answered with the nearest, or with what there is") {
    const auto whole = tiny_dataset();
    const std::string near = complaint_of_view(whole, "0, Botom left");
    CHECK(near.find("\"Botom left\"") != std::string::npos);
    CHECK(near.find("Did you mean \"bottom left\"?") != std::string::npos);
    for (const char* nonsense : {"zebra", "4", "99999999999999999999", "-1", "3 8"}) {
        CAPTURE(nonsense);
        const std::string complaint = complaint_of_view(whole, nonsense);
        CHECK(complaint.find(nonsense) != std::string::npos);
        CHECK(complaint.find("top left, top right") != std::string::npos);
        CHECK(complaint.find("0 to 3") != std::string::npos);
    }
}

TEST_CASE("data without classes, and classes without samples, are told in a sentence") {
    FloatSet set;
    set.shape = {1, 1, 1};
    set.values = {1, 2, 3};
    DatasetInfo info;
    info.label = "Bare numbers";
    info.kind = DataKind::points;
    const std::string bare = complaint_of_view(make_float_dataset(info, set, set), "7");
    CHECK(bare.find("Bare numbers has no classes") != std::string::npos);

    set.labels = {1, 1, 0};
    FloatSet held_out = set;
    held_out.labels = {1, 1, 1};
    info.class_names = {"seen", "held", "never"};
    const auto partial = make_float_dataset(info, set, held_out);
    CHECK(complaint_of_view(partial, "never").find("training sample") != std::string::npos);
    CHECK(complaint_of_view(partial, "seen").find("held-out sample") != std::string::npos);
    CHECK(complaint_of_view(partial, "held").empty());
}

TEST_CASE("a view of the largest dataset is made at once and copies nothing") {
    const auto sprites = load_dataset("sprites");
    const auto start = std::chrono::steady_clock::now();
    const auto part = part_of(sprites, "heart", 10000);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    MESSAGE("a view of sprites took " << 1000 * took.count() << " ms");
    CHECK(took.count() < 2);  // some 20 ms on an idle machine
    CHECK(part->count(Split::train) == 10000);
    CHECK(shares_of(*part, Split::train) == std::vector<int>{0, 0, 10000});
}
