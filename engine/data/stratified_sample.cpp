#include "data/stratified_sample.h"

#include <algorithm>
#include <map>

#include "data/shuffle.h"

namespace latent::data {

std::vector<std::int64_t> stratified_sample(const Dataset& dataset, Split split, std::int64_t count,
                                            std::uint64_t seed) {
    const std::int64_t total = dataset.count(split);
    const std::size_t wanted = std::size_t(std::clamp<std::int64_t>(count, 0, total));

    std::map<int, std::vector<std::int64_t>> members;  // ordered, so that the answer is fixed
    for (std::int64_t index = 0; index < total; ++index)
        members[dataset.label(split, index)].push_back(index);

    Rng rng(mix(seed));
    std::vector<std::vector<std::int64_t>> classes;
    for (auto& entry : members) {
        shuffle(entry.second, rng);
        classes.push_back(std::move(entry.second));
    }

    std::vector<std::int64_t> dealt;
    dealt.reserve(wanted);
    for (std::size_t round = 0; dealt.size() < wanted; ++round)
        for (const std::vector<std::int64_t>& own : classes)
            if (round < own.size() && dealt.size() < wanted) dealt.push_back(own[round]);
    return dealt;
}

}  // namespace latent::data
