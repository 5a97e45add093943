#include "store/safetensors.h"

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "store/sentences.h"
#include "store/whole_file.h"

namespace latent::store {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kLongestHeader = 100 << 20;
const char* const kChecksum = "checksum";
const std::string kChecksumField = "\"checksum\":\"";  // as dump() writes it
const std::string kNoChecksum = "00000000";

// crc32() counts in 32 bits.
std::uint32_t crc_on(std::uint32_t crc, const void* bytes, std::size_t count) {
    const auto* at = static_cast<const Bytef*>(bytes);
    while (count > 0) {
        const auto some = uInt(std::min<std::size_t>(count, 1 << 30));
        crc = std::uint32_t(crc32(crc, at, some));
        at += some;
        count -= some;
    }
    return crc;
}

std::string in_hexadecimal(std::uint32_t value) {
    char text[9];
    std::snprintf(text, sizeof text, "%08x", value);
    return text;
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

DType dtype_called(const std::filesystem::path& path, const std::string& tensor,
                   const std::string& name) {
    for (DType dtype : {DType::f32, DType::f64, DType::f16, DType::u8, DType::i64})
        if (name == name_of(dtype)) return dtype;
    refuse(path, "holds the tensor '" + tensor + "' as " + name +
                     "; F32, F64, F16, U8 or I64 was expected.");
}

struct Place {
    std::string name;
    std::uint64_t from = 0, to = 0;
    StoredTensor tensor;  // without its numbers
};

// The file, and what its header says; every place lies within the file.
struct Opened {
    std::ifstream file;
    std::string header;
    std::uint64_t data = 0, length = 0;  // where the numbers begin, and how many bytes they are
    std::vector<Place> places;           // by rising offset
    std::map<std::string, std::string> metadata;
};

Opened open_file(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t size = std::filesystem::file_size(path, error);
    if (error) refuse(path, "cannot be read: " + error.message() + ".");
    Opened opened;
    opened.file.open(path, std::ios::binary);
    std::uint64_t length = 0;
    if (!opened.file.read(reinterpret_cast<char*>(&length), sizeof length) ||
        length > kLongestHeader || length > size - sizeof length)
        refuse(path, "is no safetensors file, or it was cut off.");
    opened.header.resize(length);
    opened.file.read(opened.header.data(), std::streamsize(length));
    const Json header = Json::parse(opened.header, nullptr, false);
    if (!opened.file || !header.is_object())
        refuse(path, "has a header that cannot be read; the file is damaged.");
    opened.data = sizeof length + length;
    opened.length = size - opened.data;
    try {
        for (const auto& [name, entry] : header.items()) {
            if (name == "__metadata__") {
                opened.metadata = entry.get<std::map<std::string, std::string>>();
                continue;
            }
            Place place{name, entry.at("data_offsets").at(0), entry.at("data_offsets").at(1), {}};
            place.tensor.dtype = dtype_called(path, name, entry.at("dtype").get<std::string>());
            place.tensor.shape = entry.at("shape").get<std::vector<std::int64_t>>();
            const std::uint64_t width = size_of(place.tensor.dtype),
                                count =
                                    count_of(path, name, place.tensor.shape, opened.length / width);
            if (place.from > place.to || place.to > opened.length ||
                place.to - place.from != count * width)
                refuse(path, "ends before the tensor '" + name + "' does; it was cut off.");
            opened.places.push_back(std::move(place));
        }
    } catch (const Json::exception&) {
        refuse(path, "has a header that is not as the format says; the file is damaged.");
    }
    std::sort(opened.places.begin(), opened.places.end(), [](const Place& a, const Place& b) {
        return std::pair(a.from, a.to) < std::pair(b.from, b.to);
    });
    return opened;
}

void read_numbers(const std::filesystem::path& path, Opened& opened, Place& place) {
    place.tensor.bytes.resize(place.to - place.from);
    opened.file.seekg(std::streamoff(opened.data + place.from));
    if (!opened.file.read(reinterpret_cast<char*>(place.tensor.bytes.data()),
                          std::streamsize(place.tensor.bytes.size())))
        refuse(path, "cannot be read to its end.");
}

// A file's beginning, and the tensors behind it in their order.
struct Laid {
    std::string head;  // length and header
    std::vector<const StoredTensor*> order;
};

Laid lay_out(const Safetensors& content) {
    Json header = Json::object();
    // The widest numbers first, so that each tensor begins where its kind may be read in place.
    std::vector<const std::pair<const std::string, StoredTensor>*> order;
    for (const auto& entry : content.tensors) order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        return size_of(a->second.dtype) > size_of(b->second.dtype);
    });
    std::uint64_t offset = 0;
    Laid laid;
    for (const auto* entry : order) {
        const auto& [name, tensor] = *entry;
        header[name] = {{"dtype", name_of(tensor.dtype)},
                        {"shape", tensor.shape},
                        {"data_offsets", {offset, offset + tensor.bytes.size()}}};
        offset += tensor.bytes.size();
        laid.order.push_back(&tensor);
    }
    header["__metadata__"] = content.metadata;
    header["__metadata__"][kChecksum] = kNoChecksum;
    std::string text = header.dump(-1, ' ', true);
    text.resize((text.size() + 7) / 8 * 8, ' ');  // the numbers begin aligned
    const std::uint64_t length = text.size();
    std::uint32_t crc = crc_on(0, text.data(), text.size());
    for (const StoredTensor* tensor : laid.order)
        crc = crc_on(crc, tensor->bytes.data(), tensor->bytes.size());
    text.replace(text.find(kChecksumField) + kChecksumField.size(), kNoChecksum.size(),
                 in_hexadecimal(crc));
    laid.head.assign(reinterpret_cast<const char*>(&length), sizeof length);
    laid.head += text;
    return laid;
}

}  // namespace

const char* name_of(DType dtype) {
    switch (dtype) {
        case DType::f32:
            return "F32";
        case DType::f64:
            return "F64";
        case DType::f16:
            return "F16";
        case DType::u8:
            return "U8";
        case DType::i64:
            return "I64";
    }
    return "";
}

std::size_t size_of(DType dtype) {
    switch (dtype) {
        case DType::f32:
            return 4;
        case DType::f16:
            return 2;
        case DType::u8:
            return 1;
        case DType::f64:
        case DType::i64:
            return 8;
    }
    return 1;
}

void write_safetensors(const std::filesystem::path& path, const Safetensors& content) {
    const Laid laid = lay_out(content);
    WholeFile file(path);
    file.write(laid.head.data(), laid.head.size());
    for (const StoredTensor* tensor : laid.order)
        file.write(tensor->bytes.data(), tensor->bytes.size());
    file.keep();
}

std::string bytes_of(const Safetensors& content) {
    const Laid laid = lay_out(content);
    std::string bytes = laid.head;
    for (const StoredTensor* tensor : laid.order)
        bytes.append(reinterpret_cast<const char*>(tensor->bytes.data()), tensor->bytes.size());
    return bytes;
}

Safetensors read_safetensors(const std::filesystem::path& path, bool checksum_needed) {
    Opened opened = open_file(path);
    Safetensors content;
    content.metadata = std::move(opened.metadata);
    const auto found = content.metadata.find(kChecksum);
    if (found == content.metadata.end() && checksum_needed)
        refuse(path, "has no checksum; the file is damaged, or it is another program's.");
    std::uint32_t crc = 0;
    if (found != content.metadata.end()) {
        const std::size_t at = opened.header.find(kChecksumField);
        if (at != std::string::npos && at + kChecksumField.size() + 8 <= opened.header.size())
            opened.header.replace(at + kChecksumField.size(), kNoChecksum.size(), kNoChecksum);
        crc = crc_on(0, opened.header.data(), opened.header.size());
    }
    std::uint64_t end = 0;
    for (Place& place : opened.places) {
        if (place.from != end)
            refuse(path, "has a header that is not as the format says; the file is damaged.");
        end = place.to;
        read_numbers(path, opened, place);
        if (found != content.metadata.end())
            crc = crc_on(crc, place.tensor.bytes.data(), place.tensor.bytes.size());
        content.tensors.emplace(place.name, std::move(place.tensor));
    }
    if (end != opened.length) refuse(path, "holds more than its header says; the file is damaged.");
    if (found != content.metadata.end()) {
        if (found->second != in_hexadecimal(crc))
            refuse(path, "does not match its checksum; the file is damaged.");
        content.metadata.erase(found);
    }
    return content;
}

Safetensors read_some_of(const std::filesystem::path& path,
                         const std::function<bool(const std::string&)>& wanted) {
    Opened opened = open_file(path);
    Safetensors content;
    for (Place& place : opened.places) {
        if (!wanted(place.name)) continue;
        read_numbers(path, opened, place);
        content.tensors.emplace(place.name, std::move(place.tensor));
    }
    content.metadata = std::move(opened.metadata);
    content.metadata.erase(kChecksum);
    return content;
}

}  // namespace latent::store
