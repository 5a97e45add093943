// One reader under libFuzzer; which one is compiled in (LATENT_FUZZED_READER). A crash, a hang, an
// exception that is no DataError and data that contradict their description are all findings.
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "data/files/fuzzed_readers.h"

namespace {

using latent::test::FuzzedReader;

const FuzzedReader& this_reader() {
    for (const FuzzedReader& reader : latent::test::fuzzed_readers())
        if (std::strcmp(reader.name, LATENT_FUZZED_READER) == 0) return reader;
    throw std::logic_error("there is no reader " LATENT_FUZZED_READER);
}

// In memory where there is such a folder: thousands of files a second are written.
class Scratch {
 public:
    Scratch() {
        std::error_code ignored;
        const std::filesystem::path memory = "/dev/shm";
        const auto root = std::filesystem::is_directory(memory, ignored)
                              ? memory
                              : std::filesystem::temp_directory_path();
        path_ = root / ("latent-fuzz-" + std::to_string(getpid()));
        std::filesystem::create_directories(path_);
    }
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
    static const FuzzedReader& reader = this_reader();
    static const Scratch scratch;
    latent::test::read_as(reader, latent::test::Bytes(bytes, bytes + count), scratch.path());
    return 0;
}
