#include "data/files/fuzzed_readers.h"

#include <cmath>
#include <stdexcept>

#include "data/dataset.h"
#include "data/files/file_formats.h"
#include "data/files/stb_images.h"

namespace latent::test {
namespace {

void require(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

void look_at(const data::Dataset& dataset) {
    const DatasetInfo& info = dataset.info();
    const std::size_t size = std::size_t(info.shape.size());
    require(info.train_count > 0 && info.held_out_count > 0 && size > 0, "a side is empty");
    std::vector<float> sample(size);
    std::vector<int> factors(info.factors.size());
    for (data::Split split : {data::Split::train, data::Split::held_out}) {
        const std::int64_t step = std::max<std::int64_t>(1, dataset.count(split) / 100);
        for (std::int64_t i = 0; i < dataset.count(split); i += step) {
            dataset.read(split, &i, 1, sample.data());
            for (float value : sample)
                require(value >= info.low && value <= info.high, "a value is out of range");
            const int label = dataset.label(split, i), classes = int(info.class_names.size());
            require(classes == 0 ? label == -1 : label >= 0 && label < classes, "a wild label");
            dataset.factors(split, i, factors.data());
            for (std::size_t k = 0; k < factors.size(); ++k)
                require(factors[k] >= 0 && factors[k] < info.factors[k].count, "a wild factor");
        }
    }
}

void read_file(const std::filesystem::path& path) {
    const data::FileFormat format = data::format_of(path);
    const DatasetInfo described = format.describe(path);
    const auto dataset = format.load(path);
    require(described.shape == dataset->info().shape, "described with another shape");
    require(described.train_count + described.held_out_count ==
                dataset->info().train_count + dataset->info().held_out_count,
            "described with another count");
    look_at(*dataset);
}

void read_picture(const Bytes& bytes) {
    const data::Picture picture = data::decode_picture(bytes, "picture");
    for (const bool colour : {false, true})
        require(data::small_square(picture, 28, colour).size() == (colour ? 3 : 1) * 28 * 28,
                "a square of another size");
}

}  // namespace

const std::vector<FuzzedReader>& fuzzed_readers() {
    static const std::vector<FuzzedReader> readers = {{"idx", "own-idx3"},
                                                      {"npy", "own.npy"},
                                                      {"npz", "own.npz"},
                                                      {"csv", "own.csv"},
                                                      {"image", ""}};
    return readers;
}

std::string read_as(const FuzzedReader& reader, const Bytes& bytes,
                    const std::filesystem::path& scratch) try {
    if (!*reader.file_name) {
        read_picture(bytes);
        return "";
    }
    write(scratch / reader.file_name, bytes);
    read_file(scratch / reader.file_name);
    return "";
} catch (const data::DataError& error) {
    return error.what();
}

}  // namespace latent::test
