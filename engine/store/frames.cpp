#include "store/frames.h"

#include <algorithm>
#include <limits>
#include <system_error>
#include <utility>

#include "store/run_files.h"
#include "store/safetensors.h"
#include "store/sentences.h"
#include "store/step_files.h"

namespace latent::store {
namespace {

const std::string kFolder = "codes";
const char* const kKinds[] = {"images", "points", "sequences"};

// Rows of equal length from parts of each item; shorter ones are filled up with zeros.
template <class Item, class Part>
StoredTensor table(const std::vector<Item>& items, const Part& part) {
    std::size_t width = 0;
    for (const Item& item : items) width = std::max(width, part(item).size());
    std::vector<float> values;
    for (const Item& item : items) {
        const std::vector<float> row = part(item);
        values.insert(values.end(), row.begin(), row.end());
        values.resize(values.size() + width - row.size());
    }
    return stored({std::int64_t(items.size()), std::int64_t(width)}, values);
}

StoredTensor indices(const std::vector<int>& values) {
    return stored(std::vector<std::int64_t>(values.begin(), values.end()));
}

void save(Safetensors& content, const Reconstructions& shown) {
    const Samples& outputs = shown.outputs;
    content.metadata["kind"] = kKinds[int(outputs.kind)];
    content.tensors["reconstructions/samples"] = indices(shown.samples);
    content.tensors["reconstructions/squared_errors"] = stored(shown.squared_errors);
    const std::vector<std::int64_t> shape{outputs.count, outputs.shape.channels,
                                          outputs.shape.height, outputs.shape.width};
    content.tensors["reconstructions/outputs"] =
        outputs.values.empty() ? stored(shape, outputs.pixels) : stored(shape, outputs.values);
}

void save(Safetensors& content, const LatentStats& latents) {
    content.metadata["gaussian"] = latents.gaussian ? "yes" : "no";
    const auto& dimensions = latents.dimensions;
    content.tensors["latents/dimensions"] = table(dimensions, [](const LatentDimension& d) {
        return std::vector<float>{d.mean, d.deviation, d.low, d.high, d.kl, d.active ? 1.0f : 0.0f};
    });
    content.tensors["latents/histograms"] =
        table(dimensions, [](const LatentDimension& d) { return d.histogram; });
    const auto& principal = latents.principal;
    content.tensors["latents/directions"] =
        table(principal, [](const PrincipalDirection& d) { return d.direction; });
    content.tensors["latents/spreads"] = table(principal, [](const PrincipalDirection& d) {
        return std::vector<float>{d.share, d.deviation, d.low, d.high};
    });
    content.tensors["latents/direction_histograms"] =
        table(principal, [](const PrincipalDirection& d) { return d.histogram; });
}

// A tensor of that many dimensions; throws the end of a sentence.
const StoredTensor& part(const Safetensors& content, const std::string& name,
                         std::size_t dimensions) {
    const auto found = content.tensors.find(name);
    if (found == content.tensors.end() || found->second.shape.size() != dimensions)
        throw std::runtime_error("lacks the tensor '" + name + "'; it is no frame of a run.");
    return found->second;
}

std::vector<int> read_indices(const Safetensors& content, const std::string& name) {
    std::vector<int> all;
    for (const std::int64_t value : part(content, name, 1).values<std::int64_t>()) {
        if (value < 0 || value > std::numeric_limits<int>::max())
            throw std::runtime_error("names samples that cannot be; the file is damaged.");
        all.push_back(int(value));
    }
    return all;
}

std::vector<std::vector<float>> rows(const Safetensors& content, const std::string& name,
                                     std::size_t count) {
    const StoredTensor& tensor = part(content, name, 2);
    if (tensor.shape[0] != std::int64_t(count))
        throw std::runtime_error("holds tensors that do not fit each other; the file is damaged.");
    const std::vector<float> values = tensor.values<float>();
    const auto width = std::ptrdiff_t(tensor.shape[1]);
    std::vector<std::vector<float>> all;
    for (std::size_t i = 0; i < count; ++i)
        all.emplace_back(values.begin() + std::ptrdiff_t(i) * width,
                         values.begin() + std::ptrdiff_t(i + 1) * width);
    return all;
}

std::shared_ptr<const Reconstructions> read_reconstructions(const Safetensors& content,
                                                            std::int64_t step,
                                                            std::uint64_t version) {
    auto shown = std::make_shared<Reconstructions>();
    shown->samples = read_indices(content, "reconstructions/samples");
    shown->squared_errors = part(content, "reconstructions/squared_errors", 1).values<float>();
    const StoredTensor& outputs = part(content, "reconstructions/outputs", 4);
    if (outputs.shape[0] != std::int64_t(shown->samples.size()) ||
        shown->squared_errors.size() != shown->samples.size())
        throw std::runtime_error("holds tensors that do not fit each other; the file is damaged.");
    const std::string& kind = content.metadata.at("kind");
    const auto found = std::find(std::begin(kKinds), std::end(kKinds), kind);
    shown->outputs.kind = DataKind(found == std::end(kKinds) ? 0 : found - std::begin(kKinds));
    shown->outputs.count = int(outputs.shape[0]);
    shown->outputs.shape = {int(outputs.shape[1]), int(outputs.shape[2]), int(outputs.shape[3])};
    if (outputs.dtype == DType::u8)
        shown->outputs.pixels = outputs.values<std::uint8_t>();
    else
        shown->outputs.values = outputs.values<float>();
    shown->step = step;
    shown->version = shown->outputs.version = version;
    return shown;
}

std::shared_ptr<const LatentStats> read_latents(const Safetensors& content, std::int64_t step,
                                                std::uint64_t version) {
    auto latents = std::make_shared<LatentStats>();
    latents->gaussian = content.metadata.at("gaussian") == "yes";
    latents->step = step;
    latents->version = version;
    const auto count = std::size_t(part(content, "latents/dimensions", 2).shape[0]);
    const auto figures = rows(content, "latents/dimensions", count);
    auto histograms = rows(content, "latents/histograms", count);
    for (std::size_t j = 0; j < count; ++j) {
        const auto& f = figures[j];
        latents->dimensions.push_back({f.at(0), f.at(1), f.at(2), f.at(3), f.at(4), f.at(5) > 0.5f,
                                       std::move(histograms[j])});
    }
    const auto directions_count = std::size_t(part(content, "latents/directions", 2).shape[0]);
    auto directions = rows(content, "latents/directions", directions_count);
    const auto spreads = rows(content, "latents/spreads", directions_count);
    auto shapes = rows(content, "latents/direction_histograms", directions_count);
    for (std::size_t i = 0; i < directions_count; ++i) {
        const auto& s = spreads[i];
        latents->principal.push_back(
            {std::move(directions[i]), s.at(0), s.at(1), s.at(2), s.at(3), std::move(shapes[i])});
    }
    return latents;
}

}  // namespace

std::vector<std::int64_t> frames_in(const std::filesystem::path& folder) {
    return steps_in(folder / kFolder);
}

void write_frame(const std::filesystem::path& folder, const Frame& frame) {
    make_folder(folder / kFolder);
    Safetensors content;
    content.metadata["format"] = std::to_string(kFormat);
    content.metadata["step"] = std::to_string(frame.step);
    content.tensors["codes"] =
        stored({std::int64_t(frame.samples.size()), std::int64_t(frame.width)}, frame.codes);
    content.tensors["samples"] = indices(frame.samples);
    if (frame.reconstructions) save(content, *frame.reconstructions);
    if (frame.latents) save(content, *frame.latents);
    write_safetensors(step_file(folder / kFolder, frame.step), content);
}

std::shared_ptr<const Frame> read_frame(const std::filesystem::path& folder, std::int64_t step,
                                        const std::function<std::uint64_t()>& next_version) {
    const auto file = step_file(folder / kFolder, step);
    const Safetensors content = read_safetensors(file, true);
    try {
        if (content.metadata.at("format") != std::to_string(kFormat))
            throw std::runtime_error("is a frame of format " + content.metadata.at("format") +
                                     ", which this program does not read.");
        auto frame = std::make_shared<Frame>();
        frame->step = step;
        const StoredTensor& codes = part(content, "codes", 2);
        frame->samples = read_indices(content, "samples");
        if (codes.shape[0] != std::int64_t(frame->samples.size()))
            throw std::runtime_error(
                "holds tensors that do not fit each other; the file is damaged.");
        frame->width = int(codes.shape[1]);
        frame->codes = codes.values<std::uint16_t>();
        if (content.tensors.count("reconstructions/outputs"))
            frame->reconstructions = read_reconstructions(content, step, next_version());
        if (content.tensors.count("latents/dimensions"))
            frame->latents = read_latents(content, step, next_version());
        return frame;
    } catch (const std::out_of_range&) {
        refuse(file, "is no frame of a run; the file is damaged.");
    } catch (const std::runtime_error& error) {
        refuse(file, error.what());
    }
}

std::vector<std::shared_ptr<const Frame>> read_frames(
    const std::filesystem::path& folder, std::int64_t last_step,
    const std::function<std::uint64_t()>& next_version) {
    std::vector<std::shared_ptr<const Frame>> frames;
    for (const std::int64_t step : frames_in(folder)) {
        if (step > last_step) break;
        try {
            frames.push_back(read_frame(folder, step, next_version));
        } catch (const std::runtime_error&) {
            // One moment of the past less.
        }
    }
    return frames;
}

void remove_frame(const std::filesystem::path& folder, std::int64_t step) {
    std::error_code ignored;
    std::filesystem::remove(step_file(folder / kFolder, step), ignored);
}

}  // namespace latent::store
