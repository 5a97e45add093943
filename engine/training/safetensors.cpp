#include "training/safetensors.h"

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "training/whole_file.h"

namespace latent::training {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kLongestHeader = 100 << 20;

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& what) {
    throw std::runtime_error(path.string() + " " + what);
}

// The number of values of a shape; refuses negative sizes and products beyond the file.
std::uint64_t count_of(const std::filesystem::path& path, const std::string& name,
                       const std::vector<std::int64_t>& shape, std::uint64_t most) {
    std::uint64_t count = 1;
    for (std::int64_t size : shape) {
        if (size < 0 || (size > 0 && count > most / std::uint64_t(size)))
            refuse(path, "gives the tensor '" + name + "' a size that the file cannot hold.");
        count *= std::uint64_t(size);
    }
    return count;
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, const Safetensors& content) {
    Json header = Json::object();
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : content.tensors) {
        const std::uint64_t bytes = tensor.values.size() * sizeof(float);
        header[name] = {
            {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, offset + bytes}}};
        offset += bytes;
    }
    if (!content.metadata.empty()) header["__metadata__"] = content.metadata;
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the numbers begin aligned
    const std::uint64_t length = text.size();

    WholeFile file(path);
    file.write(&length, sizeof length);
    file.write(text.data(), text.size());
    for (const auto& entry : content.tensors)
        file.write(entry.second.values.data(), entry.second.values.size() * sizeof(float));
    file.keep();
}

Safetensors read_safetensors(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (error) refuse(path, "cannot be read: " + error.message() + ".");
    std::ifstream file(path, std::ios::binary);
    std::uint64_t length = 0;
    if (!file.read(reinterpret_cast<char*>(&length), sizeof length) || length > kLongestHeader ||
        length > size - sizeof length)
        refuse(path, "is no safetensors file, or it was cut off.");
    std::string text(length, '\0');
    file.read(text.data(), std::streamsize(length));
    const Json header = Json::parse(text, nullptr, false);
    if (!file || !header.is_object())
        refuse(path, "has a header that cannot be read; the file is damaged.");

    const std::uint64_t data = size - sizeof length - length;
    Safetensors content;
    try {
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__") {
                content.metadata = entry.get<std::map<std::string, std::string>>();
                continue;
            }
            if (entry.at("dtype") != "F32")
                refuse(path, "holds the tensor '" + name + "' as " +
                                 entry.at("dtype").get<std::string>() + "; F32 was expected.");
            StoredTensor tensor;
            tensor.shape = entry.at("shape").get<std::vector<std::int64_t>>();
            const std::uint64_t from = entry.at("data_offsets").at(0),
                                to = entry.at("data_offsets").at(1),
                                count = count_of(path, name, tensor.shape, data / sizeof(float));
            if (from > to || to > data || to - from != count * sizeof(float))
                refuse(path, "ends before the tensor '" + name + "' does; it was cut off.");
            tensor.values.resize(count);
            file.seekg(std::streamoff(sizeof length + length + from));
            if (!file.read(reinterpret_cast<char*>(tensor.values.data()),
                           std::streamsize(to - from)))
                refuse(path, "cannot be read to its end.");
            content.tensors.emplace(name, std::move(tensor));
        }
    } catch (const Json::exception&) {
        refuse(path, "has a header that is not as the format says; the file is damaged.");
    }
    return content;
}

}  // namespace latent::training
