#include "data/files/idx_files.h"

#include <zlib.h>

#include <fstream>
#include <stdexcept>

#include "data/dataset.h"

namespace latent::test {

Bytes idx_header(const std::vector<std::uint32_t>& sizes, std::uint8_t type) {
    Bytes bytes = {0, 0, type, std::uint8_t(sizes.size())};
    for (std::uint32_t size : sizes)
        for (int shift : {24, 16, 8, 0}) bytes.push_back(std::uint8_t(size >> shift));
    return bytes;
}

Bytes idx_bytes(const std::vector<std::uint32_t>& sizes) {
    Bytes bytes = idx_header(sizes);
    std::uint64_t item = 1;
    for (std::size_t d = 1; d < sizes.size(); ++d) item *= sizes[d];
    for (std::uint64_t i = 0; i < sizes[0]; ++i)
        for (std::uint64_t j = 0; j < item; ++j)
            bytes.push_back(std::uint8_t(sizes.size() == 1 ? i % 3 : j < 8 ? i >> (8 * j) : i * j));
    return bytes;
}

Bytes with(Bytes front, const Bytes& back) {
    front.insert(front.end(), back.begin(), back.end());
    return front;
}

Bytes first(Bytes bytes, std::size_t count) {
    bytes.resize(count);
    return bytes;
}

Bytes deflated(const Bytes& bytes, int window) {
    z_stream z = {};
    if (deflateInit2(&z, 9, Z_DEFLATED, window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib does not start");
    Bytes out(deflateBound(&z, bytes.size()) + 16);
    z.next_in = const_cast<Bytef*>(bytes.data());
    z.avail_in = uInt(bytes.size());
    z.next_out = out.data();
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

Bytes gzipped(const Bytes& bytes) { return deflated(bytes, 16 + MAX_WBITS); }

Bytes image(const data::Dataset& dataset, data::Split split, std::int64_t index) {
    Bytes bytes(std::size_t(dataset.info().shape.size()));
    dataset.read_bytes(split, &index, 1, bytes.data());
    return bytes;
}

void write(const std::filesystem::path& path, const Bytes& bytes) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    if (!file) throw std::runtime_error("cannot write " + path.string());
}

void write_four(const std::filesystem::path& folder, std::uint32_t train, std::uint32_t held_out) {
    write(folder / "train-images-idx3-ubyte", idx_bytes({train, 2, 3}));
    write(folder / "train-labels-idx1-ubyte", idx_bytes({train}));
    write(folder / "t10k-images-idx3-ubyte.gz", gzipped(idx_bytes({held_out, 2, 3})));
    write(folder / "t10k-labels-idx1-ubyte.gz", gzipped(idx_bytes({held_out})));
}

std::string complaint_of(const std::string& path) {
    try {
        data::load_dataset(path);
        return "";
    } catch (const data::DataError& error) {
        return error.what();
    }
}

}  // namespace latent::test
