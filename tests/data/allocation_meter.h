// The largest single request for memory that this program made through `new` since a mark.
#pragma once

#include <cstddef>

namespace latent::test {

void forget_largest_allocation();
std::size_t largest_allocation();

}  // namespace latent::test
