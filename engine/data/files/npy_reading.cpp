#include <algorithm>
#include <cmath>

#include "data/files/npy_source.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr std::int64_t kMostCoordinates = 4096;

struct Range {
    float low = 0, high = 0;
    bool whole = true;  // every value is a whole number
};

Range range_of(const std::vector<const NpyArray*>& arrays) {
    Range range;
    bool first = true;
    const auto see = [&](float value) {
        range.low = first ? value : std::min(range.low, value);
        range.high = first ? value : std::max(range.high, value);
        first = false;
    };
    for (const NpyArray* array : arrays) {
        if (!array->bytes.empty()) {
            const auto [low, high] = std::minmax_element(array->bytes.begin(), array->bytes.end());
            see(float(*low));
            see(float(*high));
        }
        for (float value : array->numbers) {
            see(value);
            range.whole = range.whole && value == std::floor(value);
        }
    }
    return range;
}

// Points and sequences. Too many numbers a sample are a mistake in the order of the sizes.
NpyReading as_floats(DataKind kind, const NpyArray& array, int steps, std::int64_t features,
                     std::string in_words) {
    if (steps > kMostCoordinates || features > kMostCoordinates ||
        steps * features > kMostCoordinates * 16)
        throw DataError(array.name + " holds " + array.header.in_words() +
                        ": too many numbers a sample for points or sequences. Samples come first; "
                        "transpose it if they do not.");
    NpyReading reading;
    reading.kind = kind;
    reading.layout.shape = {1, steps, int(features)};
    reading.in_words = std::move(in_words);
    return reading;
}

}  // namespace

NpyArray read_npy(NpyInput input) {
    NpyArray array;
    array.name = input.name;
    array.header = read_npy_header(input);
    if (array.header.holds_bytes())
        array.bytes = read_npy_bytes(input, array.header);
    else
        array.numbers = read_npy_floats(input, array.header);
    return array;
}

ImageLayout layout_of_bytes(const NpyHeader& header, const std::string& name) {
    return image_layout(IdxHeader{header.sizes}, name);
}

NpyReading reading_of(const std::vector<const NpyArray*>& arrays) {
    const NpyArray& array = *arrays.front();
    const std::vector<std::int64_t>& sizes = array.header.sizes;
    const Range range = range_of(arrays);
    const auto images = [&](float scale, const char* in_words) {
        NpyReading reading;
        reading.layout = layout_of_bytes(array.header, array.name);
        reading.scale = scale;
        reading.in_words = in_words;
        return reading;
    };

    if (array.header.holds_bytes()) {
        if (range.high <= 1) return images(255, "0 is read as black and 1 as white, not centred");
        return images(1, "bytes 0 to 255 are read as 0 to 1, not centred");
    }
    if (sizes.size() < 2)
        throw DataError(array.name + " holds " + array.header.in_words() +
                        ": one number a sample. Give an array with a row for every sample.");
    if (sizes.size() == 2)
        return as_floats(DataKind::points, array, 1, sizes[1],
                         "points of " + grouped(std::uint64_t(sizes[1])) +
                             " coordinates, neither scaled nor centred");
    if (range.low >= 0 && range.high <= 1)
        return images(255, "values in [0, 1] are rounded to 256 levels, not centred");
    const bool in_bytes = range.low >= 0 && range.high <= 255;
    if (in_bytes && range.whole)
        return images(1, "whole values 0 to 255 are read as 0 to 1, not centred");
    if (sizes.size() == 3)
        return as_floats(
            DataKind::sequences, array, int(std::min(sizes[1], kMostCoordinates + 1)), sizes[2],
            "sequences of " + grouped(std::uint64_t(sizes[1])) + " steps with " +
                grouped(std::uint64_t(sizes[2])) + (sizes[2] == 1 ? " feature" : " features") +
                ", neither scaled nor centred");
    if (in_bytes) return images(1, "values 0 to 255 are rounded and read as 0 to 1, not centred");
    char low[32], high[32];
    std::snprintf(low, sizeof low, "%g", double(range.low));
    std::snprintf(high, sizeof high, "%g", double(range.high));
    throw DataError(array.name + " holds " + array.header.in_words() + " from " + low + " to " +
                    high + ", but pixels must lie in [0, 1] or [0, 255]. Undo the centring or " +
                    "scaling and save it again.");
}

}  // namespace latent::data
