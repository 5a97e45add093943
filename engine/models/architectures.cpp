#include "models/architecture.h"

namespace latent::models {

#define ARCHITECTURE(id) ArchitectureEntry describe_##id();
#include "models/architectures.inc"
#undef ARCHITECTURE

const std::vector<ArchitectureEntry>& architectures() {
    static const std::vector<ArchitectureEntry> entries{
#define ARCHITECTURE(id) describe_##id(),
#include "models/architectures.inc"
#undef ARCHITECTURE
    };
    return entries;
}

}  // namespace latent::models
