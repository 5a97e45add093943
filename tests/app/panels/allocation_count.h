// How often something asked for memory: through `new`, or as Dear ImGui.
#pragma once

#include <cstddef>

namespace latent::test {

// Of this thread, through `new`, since the program began.
std::size_t allocations();

// While it exists, contexts of Dear ImGui that are made count as well. Make it first, and let it go
// last: memory goes back to where it came from.
class CountImGui {
 public:
    CountImGui();
    ~CountImGui();
    CountImGui(const CountImGui&) = delete;
    CountImGui& operator=(const CountImGui&) = delete;
};

}  // namespace latent::test
