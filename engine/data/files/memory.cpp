#include "data/files/memory.h"

#include <unistd.h>

#include "data/dataset.h"
#include "data/wording.h"

namespace latent::data {

std::uint64_t affordable_bytes() {
    const long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
    return pages > 0 && page > 0 ? std::uint64_t(pages) * std::uint64_t(page) / 2 : 1ull << 31;
}

void check_affordable(const std::string& name, std::uint64_t bytes) {
    if (bytes > affordable_bytes())
        throw DataError(
            name + " would take " + bytes_in_words(bytes) +
            " in memory, more than half of what this machine has. Take fewer or smaller "
            "samples.");
}

}  // namespace latent::data
