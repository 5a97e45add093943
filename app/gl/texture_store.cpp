#include "gl/texture_store.h"

#include <algorithm>
#include <cstring>

namespace latent::gl {
namespace {

constexpr int kPageSide = 1024;  // texels
constexpr double kSecondsUnused = 4.0;

ImTextureID id_of(const Texture& texture) { return (ImTextureID)(std::intptr_t)texture.name(); }

void nearest_and_clamped() {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

template <class Map>
void drop_unused(Map& entries, double now) {
    for (auto entry = entries.begin(); entry != entries.end();)
        entry = now - entry->second.last_drawn > kSecondsUnused ? entries.erase(entry)
                                                                : std::next(entry);
}

}  // namespace

void TextureStore::begin_frame(double now) {
    now_ = now;
    drop_unused(batches_, now);
    drop_unused(computed_, now);
}

app::Picture TextureStore::image(const Samples& batch, int i) {
    const int width = batch.shape.width, height = batch.shape.height;
    if (i < 0 || i >= batch.count || width <= 0 || height <= 0) return {};
    if (batch.kind != DataKind::images) return {};  // SamplePainter draws those

    const auto [found, is_new] = batches_.try_emplace(batch.version);
    Batch& layout = found->second;
    layout.last_drawn = now_;
    if (is_new) {
        layout.columns = std::clamp(kPageSide / width, 1, batch.count);
        const int rows = std::max(1, kPageSide / height);
        layout.per_page = layout.columns * rows;
        layout.pages.resize(std::size_t((batch.count + layout.per_page - 1) / layout.per_page));
    }
    const int page = i / layout.per_page, slot = i % layout.per_page;
    if (std::size_t(page) >= layout.pages.size()) return {};
    Texture& texture = layout.pages[std::size_t(page)];
    if (!texture) texture = upload(batch, layout, page);

    const int on_page = std::min(layout.per_page, batch.count - page * layout.per_page);
    const int rows = (on_page + layout.columns - 1) / layout.columns;
    const float u = 1.0f / float(layout.columns), v = 1.0f / float(rows);
    const int column = slot % layout.columns, row = slot / layout.columns;
    return {id_of(texture), ImVec2(float(column) * u, float(row) * v),
            ImVec2(float(column + 1) * u, float(row + 1) * v), float(width) / float(height)};
}

Texture TextureStore::upload(const Samples& batch, const Batch& layout, int page) {
    const int width = batch.shape.width, height = batch.shape.height;
    const int channels = batch.shape.channels >= 3 ? 3 : 1;  // two channels: the first is shown
    const int first = page * layout.per_page;
    const int on_page = std::min(layout.per_page, batch.count - first);
    const int rows = (on_page + layout.columns - 1) / layout.columns;
    const std::size_t stride = std::size_t(layout.columns * width * channels);

    // From [image, channel, row, column] to texels of an atlas.
    std::vector<std::uint8_t> texels(stride * std::size_t(rows * height), 0);
    for (int slot = 0; slot < on_page; ++slot) {
        const std::uint8_t* from = batch.image(first + slot);
        std::uint8_t* to = texels.data() + std::size_t(slot / layout.columns * height) * stride +
                           std::size_t(slot % layout.columns * width * channels);
        for (int y = 0; y < height; ++y, to += stride) {
            if (channels == 1) {
                std::memcpy(to, from + y * width, std::size_t(width));
                continue;
            }
            for (int x = 0; x < width; ++x)
                for (int c = 0; c < 3; ++c) to[x * 3 + c] = from[(c * height + y) * width + x];
        }
    }

    Texture texture = Texture::make();
    glBindTexture(GL_TEXTURE_2D, texture.name());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, channels == 1 ? GL_R8 : GL_RGB8, layout.columns * width,
                 rows * height, 0, channels == 1 ? GL_RED : GL_RGB, GL_UNSIGNED_BYTE,
                 texels.data());
    nearest_and_clamped();
    if (channels == 1) {
        const GLint grey[] = {GL_RED, GL_RED, GL_RED, GL_ONE};
        glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, grey);
    }
    glBindTexture(GL_TEXTURE_2D, 0);
    ++uploads_;
    uploaded_bytes_ += texels.size();
    return texture;
}

app::Picture TextureStore::computed(const std::string& name, std::uint64_t version, int width,
                                    int height, const std::uint8_t* rgba) {
    if (width <= 0 || height <= 0) return {};
    Computed& entry = computed_[name];
    entry.last_drawn = now_;
    if (!entry.texture || entry.version != version || entry.width != width ||
        entry.height != height) {
        if (!entry.texture) entry.texture = Texture::make();
        glBindTexture(GL_TEXTURE_2D, entry.texture.name());
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
        nearest_and_clamped();
        glBindTexture(GL_TEXTURE_2D, 0);
        entry.version = version;
        entry.width = width;
        entry.height = height;
        ++uploads_;
        uploaded_bytes_ += std::size_t(width) * std::size_t(height) * 4;
    }
    return {id_of(entry.texture), ImVec2(0, 0), ImVec2(1, 1), float(width) / float(height)};
}

}  // namespace latent::gl
