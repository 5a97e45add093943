// How a part is registered: its description as data, and how to make one.
//
// Every family (architectures, codes, corruptions, terms, optimizers) keeps a visible list,
// `family.inc`, included twice: once to declare `describe_ID()`, once to tabulate. There is no
// hidden registration.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "latent/catalog.h"

namespace latent {

template <class Interface, class... Arguments>
struct Entry {
    PartInfo info;
    std::function<std::unique_ptr<Interface>(Arguments...)> make;
};

template <class E>
const E& entry_of(const std::vector<E>& entries, const std::string& id) {
    for (const E& entry : entries)
        if (entry.info.id == id) return entry;
    throw std::invalid_argument("There is no part called '" + id + "'.");
}

template <class E>
std::vector<PartInfo> infos_of(const std::vector<E>& entries) {
    std::vector<PartInfo> infos;
    for (const E& entry : entries) infos.push_back(entry.info);
    return infos;
}

}  // namespace latent
