#include "corruptions/corruption.h"

namespace latent::corruptions {

#define CORRUPTION(id) CorruptionEntry describe_##id();
#include "corruptions/corruptions.inc"
#undef CORRUPTION

const std::vector<CorruptionEntry>& corruptions() {
    static const std::vector<CorruptionEntry> entries{
#define CORRUPTION(id) describe_##id(),
#include "corruptions/corruptions.inc"
#undef CORRUPTION
    };
    return entries;
}

}  // namespace latent::corruptions
