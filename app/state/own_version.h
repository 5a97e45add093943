// Versions of samples that the window makes itself: a texture is known by its batch's version alone
// (widgets/textures.h), and those of the engine count up from one.
//
// Thread: UI.
#pragma once

#include <cstdint>

namespace latent::app {

// Another number at every call, which the engine never gives.
inline std::uint64_t own_version() {
    static std::uint64_t last = std::uint64_t(1) << 62;
    return ++last;
}

}  // namespace latent::app
