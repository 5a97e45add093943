#include "data/files/npy.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <new>

#include "data/dataset.h"
#include "data/files/byte_stream.h"
#include "data/files/memory.h"
#include "data/wording.h"

namespace latent::data {
namespace {

constexpr std::size_t kValuesAtOnce = 1 << 16;

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "values are read as little-endian");

// One value, which may lie the other way round.
template <class T>
T value_at(const std::uint8_t* bytes, bool big_endian) {
    std::uint8_t value[sizeof(T)];
    std::memcpy(value, bytes, sizeof(T));
    if (big_endian) std::reverse(value, value + sizeof(T));
    T number;
    std::memcpy(&number, value, sizeof(T));
    return number;
}

// Values of type T, which may lie the other way round, as floats.
template <class T>
void append_as(const std::uint8_t* bytes, std::size_t values, bool big_endian,
               std::vector<float>& out) {
    constexpr double kMost = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < values; ++i) {
        const T number = value_at<T>(bytes + i * sizeof(T), big_endian);
        // What a float cannot hold becomes infinite, and is refused as that.
        const double wide = double(number);
        out.push_back(wide > kMost    ? std::numeric_limits<float>::infinity()
                      : wide < -kMost ? -std::numeric_limits<float>::infinity()
                                      : float(number));
    }
}

void append(const std::uint8_t* bytes, std::size_t values, const NpyHeader& header,
            std::vector<float>& out) {
    const auto as = [&](auto zero) {
        append_as<decltype(zero)>(bytes, values, header.big_endian, out);
    };
    const bool is_signed = header.kind == NpyKind::signed_integer;
    if (header.kind == NpyKind::floating)
        return header.value_bytes == 4 ? as(float()) : as(double());
    switch (header.value_bytes) {
        case 1:
            return is_signed ? as(std::int8_t()) : as(std::uint8_t());
        case 2:
            return is_signed ? as(std::int16_t()) : as(std::uint16_t());
        case 4:
            return is_signed ? as(std::int32_t()) : as(std::uint32_t());
        default:
            return is_signed ? as(std::int64_t()) : as(std::uint64_t());
    }
}

// Column-major [a, b, c] put in row-major order.
template <class T>
void to_row_major(std::vector<T>& values, const std::vector<std::int64_t>& sizes) {
    std::vector<T> turned;
    turned.reserve(values.size());
    std::vector<std::int64_t> at(sizes.size(), 0), stride(sizes.size(), 1);
    for (std::size_t d = 1; d < sizes.size(); ++d) stride[d] = stride[d - 1] * sizes[d - 1];
    std::int64_t from = 0;
    while (turned.size() < values.size()) {
        turned.push_back(values[std::size_t(from)]);
        // Counts up like an odometer, the last dimension fastest.
        for (std::size_t d = sizes.size(); d-- > 0;) {
            from += stride[d];
            if (++at[d] < sizes[d]) break;
            from -= at[d] * stride[d];
            at[d] = 0;
        }
    }
    values = std::move(turned);
}

// "[3, 0, 17]", counted from 0 as NumPy counts.
std::string position(std::uint64_t index, const std::vector<std::int64_t>& sizes) {
    std::string words;
    for (std::size_t d = sizes.size(); d-- > 0;) {
        words =
            std::to_string(index % std::uint64_t(sizes[d])) + (words.empty() ? "" : ", ") + words;
        index /= std::uint64_t(sizes[d]);
    }
    return "[" + words + "]";
}

// Of 8 unsigned bytes, those beyond the signed range turn negative: the caller refuses them.
std::int64_t integer_at(const std::uint8_t* bytes, const NpyHeader& header) {
    const bool turned = header.big_endian, is_signed = header.kind == NpyKind::signed_integer;
    switch (header.value_bytes) {
        case 1:
            return is_signed ? std::int64_t(std::int8_t(*bytes)) : std::int64_t(*bytes);
        case 2:
            return is_signed ? value_at<std::int16_t>(bytes, turned)
                             : value_at<std::uint16_t>(bytes, turned);
        case 4:
            return is_signed ? std::int64_t(value_at<std::int32_t>(bytes, turned))
                             : std::int64_t(value_at<std::uint32_t>(bytes, turned));
        default:
            return value_at<std::int64_t>(bytes, turned);
    }
}

}  // namespace

NpyInput open_npy(const std::filesystem::path& path) {
    auto stream = std::make_shared<ByteStream>(path);
    NpyInput input;
    input.name = path.string();
    input.most_bytes = stream->most_bytes();
    input.exact = !stream->packed();
    input.read = [stream, name = input.name](std::uint8_t* out, std::size_t count) {
        const std::size_t got = stream->read(out, count);
        if (got < count && stream->cut_off())
            throw DataError(name + " is cut off: its packed data end too early. Fetch it again.");
        return got;
    };
    return input;
}

void read_npy_pieces(NpyInput& input, const NpyHeader& header, std::size_t at_once,
                     const NpyPiece& take) {
    const std::size_t width = std::size_t(header.value_bytes);
    const std::uint64_t count = header.values();
    at_once = std::size_t(std::min<std::uint64_t>(at_once, count));
    std::vector<std::uint8_t> piece(at_once * width);
    for (std::uint64_t done = 0; done < count;) {
        const std::size_t values = std::size_t(std::min<std::uint64_t>(at_once, count - done));
        const std::size_t got = input.read(piece.data(), values * width) / width;
        if (got < values) {
            const std::uint64_t a_sample = count / std::uint64_t(header.sizes[0]);
            throw DataError(input.name + " says it holds " + header.in_words() +
                            ", but ends after " + grouped((done + got) / a_sample) + " of " +
                            grouped(std::uint64_t(header.sizes[0])) +
                            " samples. The download was probably cut off; fetch it again.");
        }
        take(piece.data(), values);
        done += values;
    }
    // One byte more: that brings a checksum to be compared, and there must be none.
    std::uint8_t extra;
    if (input.read(&extra, 1) > 0)
        throw DataError(input.name + " says it holds " + header.in_words() +
                        ", but goes on after them. It is damaged, or several arrays were saved " +
                        "into one file.");
}

std::vector<std::uint8_t> read_npy_bytes(NpyInput& input, const NpyHeader& header) try {
    check_affordable(input.name, header.values());
    std::vector<std::uint8_t> values;
    if (input.exact) values.reserve(std::size_t(header.values()));  // its length agrees
    read_npy_pieces(input, header, kValuesAtOnce, [&](const std::uint8_t* bytes, std::size_t n) {
        values.insert(values.end(), bytes, bytes + n);
    });
    if (header.kind == NpyKind::boolean)
        for (std::uint8_t& value : values) value = value != 0;
    if (header.column_major) to_row_major(values, header.sizes);
    return values;
} catch (const std::bad_alloc&) {
    throw DataError(input.name + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

std::vector<float> read_npy_floats(NpyInput& input, const NpyHeader& header) try {
    check_affordable(input.name, header.values() * sizeof(float));
    std::vector<float> values;
    if (input.exact) values.reserve(std::size_t(header.values()));
    read_npy_pieces(input, header, kValuesAtOnce, [&](const std::uint8_t* bytes, std::size_t n) {
        append(bytes, n, header, values);
    });
    if (header.column_major) to_row_major(values, header.sizes);
    const auto odd =
        std::find_if(values.begin(), values.end(), [](float v) { return !std::isfinite(v); });
    if (odd != values.end())
        throw DataError(
            input.name + " holds " +
            (std::isnan(*odd) ? "NaN (no number)" : "a value that is infinite or beyond 3.4e38") +
            " at " + position(std::uint64_t(odd - values.begin()), header.sizes) +
            ". Remove or replace such values, for instance with numpy.nan_to_num.");
    return values;
} catch (const std::bad_alloc&) {
    throw DataError(input.name + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

std::vector<std::int64_t> read_npy_integers(NpyInput& input, const NpyHeader& header) try {
    if (!header.holds_integers())
        throw DataError(input.name + " holds " + header.in_words() +
                        " where whole numbers were expected. Save it as integers, for instance "
                        "with numpy.save(name, array.astype(int)).");
    check_affordable(input.name, header.values() * sizeof(std::int64_t));
    std::vector<std::int64_t> values;
    if (input.exact) values.reserve(std::size_t(header.values()));
    const bool unsigned_wide = header.kind == NpyKind::unsigned_integer && header.value_bytes == 8;
    read_npy_pieces(input, header, kValuesAtOnce, [&](const std::uint8_t* bytes, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) {
            const auto width = std::size_t(header.value_bytes);
            std::int64_t value = integer_at(bytes + i * width, header);
            if (unsigned_wide && value < 0)
                throw DataError(input.name + " holds a whole number beyond 9.2e18 at " +
                                position(values.size(), header.sizes) + ". Number from 0.");
            if (header.kind == NpyKind::boolean) value = value != 0;
            values.push_back(value);
        }
    });
    if (header.column_major) to_row_major(values, header.sizes);
    return values;
} catch (const std::bad_alloc&) {
    throw DataError(input.name + " does not fit into memory. Close other programs, or take a " +
                    "smaller file.");
}

}  // namespace latent::data
