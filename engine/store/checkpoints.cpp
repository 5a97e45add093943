#include "store/checkpoints.h"

#include <algorithm>
#include <limits>
#include <system_error>

#include "store/run_files.h"
#include "store/sentences.h"
#include "store/step_files.h"

namespace latent::store {
namespace {

constexpr std::size_t kMost = 8;
constexpr std::uint64_t kMostBytes = std::uint64_t(1) << 30;  // beside the newest two

std::filesystem::path folder_of(const std::filesystem::path& run) { return run / "checkpoints"; }

void check_format(const std::filesystem::path& file, const Safetensors& content,
                  std::int64_t step) {
    const auto of = [&](const char* key) {
        const auto found = content.metadata.find(key);
        return found == content.metadata.end() ? std::string() : found->second;
    };
    const std::string format = of("format");
    if (format != std::to_string(kFormat))
        refuse(file, format.empty()
                         ? "is no checkpoint: it does not name its format."
                         : "is a checkpoint of format " + format + "; this program reads format " +
                               std::to_string(kFormat) +
                               ". Open it with the version of Latent Explorer that wrote it.");
    if (of("step") != std::to_string(step))
        refuse(file, "holds step " + of("step") + ", not the one it is named after.");
}

}  // namespace

std::filesystem::path checkpoint_file(const std::filesystem::path& folder, std::int64_t step) {
    return step_file(folder_of(folder), step);
}

std::vector<std::int64_t> checkpoints_in(const std::filesystem::path& folder) {
    return steps_in(folder_of(folder));
}

void write_checkpoint(const std::filesystem::path& folder, const Checkpoint& checkpoint) {
    make_folder(folder_of(folder));
    Safetensors content = checkpoint.content;
    content.metadata["format"] = std::to_string(kFormat);
    content.metadata["step"] = std::to_string(checkpoint.step);
    write_safetensors(checkpoint_file(folder, checkpoint.step), content);
}

Checkpoint read_checkpoint(const std::filesystem::path& folder, std::int64_t step) {
    const auto file = checkpoint_file(folder, step);
    Checkpoint checkpoint{step, read_safetensors(file, true)};
    check_format(file, checkpoint.content, step);
    return checkpoint;
}

Checkpoint read_part_of_checkpoint(const std::filesystem::path& folder, std::int64_t step,
                                   const std::vector<std::string>& prefixes) {
    const auto file = checkpoint_file(folder, step);
    Checkpoint checkpoint{step, read_some_of(file, [&](const std::string& name) {
                              return std::any_of(
                                  prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
                                      return name.compare(0, prefix.size(), prefix) == 0;
                                  });
                          })};
    check_format(file, checkpoint.content, step);
    return checkpoint;
}

Safetensors net_of(const Checkpoint& checkpoint) {
    Safetensors net;
    for (const auto& [name, tensor] : checkpoint.content.tensors)
        if (name.find('/') == std::string::npos) net.tensors[name] = tensor;
    net.metadata["step"] = std::to_string(checkpoint.step);
    return net;
}

std::vector<std::int64_t> superfluous(std::vector<CheckpointSize> kept, std::int64_t newest) {
    std::vector<std::int64_t> gone;
    std::sort(kept.begin(), kept.end(),
              [](const auto& a, const auto& b) { return a.step < b.step; });
    while (!kept.empty() && kept.back().step > newest) {
        gone.push_back(kept.back().step);
        kept.pop_back();
    }
    const auto too_large = [&] {
        std::uint64_t bytes = 0;
        for (std::size_t i = 0; i + 2 < kept.size(); ++i) bytes += kept[i].bytes;
        return bytes > kMostBytes;
    };
    while (kept.size() > 2 && (kept.size() > kMost || too_large())) {
        // The one whose neighbours lie closest together; of the first alone its size may speak.
        std::size_t least = 0;
        std::int64_t closest = std::numeric_limits<std::int64_t>::max();
        for (std::size_t i = 1; i + 2 < kept.size(); ++i)
            if (const std::int64_t gap = kept[i + 1].step - kept[i - 1].step; gap < closest) {
                closest = gap;
                least = i;
            }
        gone.push_back(kept[least].step);
        kept.erase(kept.begin() + std::ptrdiff_t(least));
    }
    std::sort(gone.begin(), gone.end());
    return gone;
}

void thin_checkpoints(const std::filesystem::path& folder, std::int64_t newest) {
    std::vector<CheckpointSize> kept;
    std::error_code ignored;
    for (const std::int64_t step : checkpoints_in(folder)) {
        const auto size = std::filesystem::file_size(checkpoint_file(folder, step), ignored);
        kept.push_back({step, ignored ? 0 : size});
    }
    for (const std::int64_t step : superfluous(std::move(kept), newest))
        std::filesystem::remove(checkpoint_file(folder, step), ignored);
}

}  // namespace latent::store
