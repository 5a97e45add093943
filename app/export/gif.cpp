#include "export/gif.h"

#include <gif_lib.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "export/folder.h"

namespace latent::app {
namespace {

constexpr int kMostPixels = 65535;  // a GIF's sides are two bytes each
constexpr int kMostColours = 256;

using ColourMap = std::unique_ptr<ColorMapObject, void (*)(ColorMapObject*)>;

ColourMap colour_map(int count, const GifColorType* colours) {
    // The table's length is a power of two.
    return {GifMakeMapObject(1 << std::max(1, GifBitSize(count)), colours), GifFreeMapObject};
}

// A frame as indices into a table of its own.
struct Indexed {
    std::vector<GifByteType> indices;
    std::vector<GifColorType> colours;  // 256
};

bool exactly(const std::vector<std::uint8_t>& rgb, Indexed& made) {
    std::unordered_map<std::uint32_t, GifByteType> known;
    for (std::size_t p = 0; p < made.indices.size(); ++p) {
        const std::uint8_t* at = rgb.data() + p * 3;
        const std::uint32_t colour = std::uint32_t(at[0]) << 16 | std::uint32_t(at[1]) << 8 | at[2];
        const auto found = known.find(colour);
        if (found != known.end()) {
            made.indices[p] = found->second;
            continue;
        }
        const std::size_t index = known.size();
        if (index >= std::size_t(kMostColours)) return false;
        made.colours[index] = {at[0], at[1], at[2]};
        made.indices[p] = known[colour] = GifByteType(index);
    }
    return true;
}

Indexed indexed(const std::vector<std::uint8_t>& rgb, int width, int height) {
    const std::size_t pixels = std::size_t(width) * std::size_t(height);
    Indexed made{std::vector<GifByteType>(pixels), std::vector<GifColorType>(kMostColours)};
    if (exactly(rgb, made)) return made;
    std::vector<GifByteType> planes[3];
    for (std::size_t c = 0; c < 3; ++c) {
        planes[c].resize(pixels);
        for (std::size_t p = 0; p < pixels; ++p) planes[c][p] = rgb[p * 3 + c];
    }
    int colours = kMostColours;
    if (GifQuantizeBuffer(unsigned(width), unsigned(height), &colours, planes[0].data(),
                          planes[1].data(), planes[2].data(), made.indices.data(),
                          made.colours.data()) != GIF_OK)
        throw std::runtime_error("The colours of a picture could not be reduced to 256.");
    return made;
}

// An open file; giflib says with GIF_ERROR that it could not write.
class GifFile {
 public:
    explicit GifFile(const std::string& path) : path_(path) {
        int reason = 0;
        constexpr bool kMayExist = false;
        file_ = EGifOpenFileName(path.c_str(), kMayExist, &reason);
        if (!file_) throw std::runtime_error(not_written(path));
        EGifSetGifVersion(file_, true);  // GIF89a, which can move
    }
    ~GifFile() {
        int ignored = 0;
        if (file_) EGifCloseFile(file_, &ignored);
    }
    GifFile(const GifFile&) = delete;
    GifFile& operator=(const GifFile&) = delete;

    void check(int result) const {
        if (result != GIF_OK) throw std::runtime_error(not_written(path_));
    }
    void close() {
        int reason = 0;
        GifFileType* file = file_;
        file_ = nullptr;
        check(EGifCloseFile(file, &reason));
    }
    GifFileType* get() const { return file_; }

 private:
    std::string path_;
    GifFileType* file_ = nullptr;
};

void repeat_for_ever(const GifFile& file) {
    const GifByteType times[] = {1, 0, 0};
    file.check(EGifPutExtensionLeader(file.get(), APPLICATION_EXT_FUNC_CODE));
    file.check(EGifPutExtensionBlock(file.get(), 11, "NETSCAPE2.0"));
    file.check(EGifPutExtensionBlock(file.get(), 3, times));
    file.check(EGifPutExtensionTrailer(file.get()));
}

void put_frame(const GifFile& file, const Indexed& frame, int width, int height, int scale,
               int hundredths) {
    GraphicsControlBlock control{};
    control.DisposalMode = DISPOSE_DO_NOT;
    control.DelayTime = hundredths;
    control.TransparentColor = NO_TRANSPARENT_COLOR;
    GifByteType bytes[4];
    EGifGCBToExtension(&control, bytes);
    file.check(EGifPutExtension(file.get(), GRAPHICS_EXT_FUNC_CODE, 4, bytes));
    const ColourMap colours = colour_map(kMostColours, frame.colours.data());
    file.check(
        EGifPutImageDesc(file.get(), 0, 0, width * scale, height * scale, false, colours.get()));
    std::vector<GifByteType> line(std::size_t(width * scale));
    for (int y = 0; y < height * scale; ++y) {
        const GifByteType* from =
            frame.indices.data() + std::size_t(y / scale) * std::size_t(width);
        for (int x = 0; x < width * scale; ++x) line[std::size_t(x)] = from[x / scale];
        file.check(EGifPutLine(file.get(), line.data(), width * scale));  // may change the line
    }
}

// Puts image i with its upper left corner at (left, top) of a frame.
void paste(const Samples& images, int i, std::vector<std::uint8_t>& rgb, int stride, int left,
           int top) {
    const ImageShape& shape = images.shape;
    const std::uint8_t* from = images.image(i);
    const int plane = shape.width * shape.height;
    for (int y = 0; y < shape.height; ++y)
        for (int x = 0; x < shape.width; ++x)
            for (int c = 0; c < 3; ++c)
                rgb[(std::size_t(top + y) * std::size_t(stride) + std::size_t(left + x)) * 3 +
                    std::size_t(c)] =
                    from[(shape.channels >= 3 ? c : 0) * plane + y * shape.width + x];
}

}  // namespace

Frames frames_of(const Samples& images) { return frames_of_rows(images, 1, images.count); }

Frames frames_of_rows(const Samples& images, int rows, int count) {
    Frames frames;
    const ImageShape& shape = images.shape;
    if (images.pixels.empty() || rows <= 0 || count <= 0 || rows * count > images.count)
        return frames;
    constexpr int kGap = 1;  // between two pictures, grey
    const int columns = int(std::ceil(std::sqrt(double(rows)))),
              lines = (rows + columns - 1) / columns;
    frames.width = columns * (shape.width + kGap) - kGap;
    frames.height = lines * (shape.height + kGap) - kGap;
    for (int i = 0; i < count; ++i) {
        std::vector<std::uint8_t> rgb(std::size_t(frames.width) * std::size_t(frames.height) * 3,
                                      128);
        for (int row = 0; row < rows; ++row)
            paste(images, row * count + i, rgb, frames.width, row % columns * (shape.width + kGap),
                  row / columns * (shape.height + kGap));
        frames.rgb.push_back(std::move(rgb));
    }
    return frames;
}

int fitting_scale(int width, int height) {
    return std::clamp(256 / std::max({1, width, height}), 1, 16);
}

void write_gif(const std::string& path, const Frames& frames, const GifOptions& options) {
    const int width = frames.width, height = frames.height, scale = std::max(1, options.scale);
    if (frames.rgb.empty() || width <= 0 || height <= 0)
        throw std::runtime_error("There is no picture to save.");
    if (width > kMostPixels / scale || height > kMostPixels / scale)
        throw std::runtime_error("A GIF has at most 65,535 pixels a side.");
    const std::size_t bytes = std::size_t(width) * std::size_t(height) * 3;
    for (const auto& rgb : frames.rgb)
        if (rgb.size() != bytes)
            throw std::runtime_error("The pictures of a GIF must all be of one size.");

    GifFile file(path);
    constexpr int kBitsOfColour = 8;
    file.check(
        EGifPutScreenDesc(file.get(), width * scale, height * scale, kBitsOfColour, 0, nullptr));
    repeat_for_ever(file);
    const int count = int(frames.rgb.size());
    const int shown = options.there_and_back && count > 2 ? count * 2 - 2 : count;
    const int hundredths = std::clamp(int(std::lround(options.seconds_a_frame * 100)), 2, 6000);
    for (int i = 0; i < shown; ++i) {
        const auto& rgb = frames.rgb[std::size_t(i < count ? i : shown - i)];
        put_frame(file, indexed(rgb, width, height), width, height, scale, hundredths);
    }
    file.close();
}

}  // namespace latent::app
