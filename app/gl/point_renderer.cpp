#include "gl/point_renderer.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "widgets/map_camera.h"

namespace latent::gl {
namespace {

struct Rgba {
    float r, g, b, a;
};
Rgba unpacked(ImU32 colour) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
    return {c.x, c.y, c.z, c.w};
}

constexpr std::size_t kMostCanvases = 64;  // more runs than stand side by side

bool same_look(const app::PointsView& a, const app::PointsView& b) {
    return a.centre_x == b.centre_x && a.centre_y == b.centre_y &&
           a.units_per_pixel == b.units_per_pixel && a.width == b.width && a.height == b.height &&
           a.point_size == b.point_size && a.background == b.background && a.rim == b.rim &&
           a.grid == b.grid && a.zero == b.zero && a.grid_x == b.grid_x && a.grid_y == b.grid_y &&
           a.ground == b.ground;
}

}  // namespace

PointRenderer::PointRenderer()
    : program_("points"), ground_program_("ground"), no_vertices_(VertexArray::make()) {}

PointRenderer::Canvas::Canvas()
    : vertices(VertexArray::make()), positions(Buffer::make()), colours(Buffer::make()) {
    glBindVertexArray(vertices.name());
    glBindBuffer(GL_ARRAY_BUFFER, positions.name());
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
    glEnableVertexAttribArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, colours.name());
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, 0, nullptr);
    glEnableVertexAttribArray(1);
    glBindVertexArray(0);
}

PointRenderer::Canvas& PointRenderer::canvas_of(const app::PointsView& view) {
    if (canvases_.size() >= kMostCanvases && !canvases_.count(view.canvas)) {
        const auto oldest =
            std::min_element(canvases_.begin(), canvases_.end(), [](const auto& a, const auto& b) {
                return a.second.last_wanted < b.second.last_wanted;
            });
        canvases_.erase(oldest);
    }
    Canvas& canvas = canvases_[view.canvas];
    canvas.last_wanted = ++draws_;
    return canvas;
}

app::Picture PointRenderer::draw(const app::PointsView& view) {
    if (view.width <= 0 || view.height <= 0) return {};
    Canvas& canvas = canvas_of(view);
    const int count = view.points && view.colours ? view.count : 0;
    const bool moved = upload(canvas.positions, view.points, 2 * sizeof(float),
                              {view.points, view.points_version, count}, canvas.positions_uploaded);
    const bool coloured =
        upload(canvas.colours, view.colours, sizeof(std::uint32_t),
               {view.colours, view.colours_version, count}, canvas.colours_uploaded);
    if (moved || coloured || !canvas.drawn || !same_look(*canvas.drawn, view)) {
        canvas.target.resize(view.width, view.height);
        canvas.target.bind();
        const Rgba ground = unpacked(view.background);
        glDisable(GL_SCISSOR_TEST);
        glClearColor(ground.r, ground.g, ground.b, 1);
        glClear(GL_COLOR_BUFFER_BIT);
        draw_ground(view);
        draw_grid(view);
        draw_points(canvas, view);
        RenderTarget::unbind();
        canvas.drawn = view;
        ++redraws_;
        if (moved && view.canvas == 0) ++moves_;
    }
    // The texture's first row is the lowest.
    return {(ImTextureID)(std::intptr_t)canvas.target.texture(), ImVec2(0, 1), ImVec2(1, 0),
            float(view.width) / float(view.height)};
}

bool PointRenderer::upload(const gl::Buffer& buffer, const void* data, std::size_t bytes_each,
                           const Uploaded& wanted, Uploaded& uploaded) {
    if (wanted == uploaded) return false;
    uploaded = wanted;
    glBindBuffer(GL_ARRAY_BUFFER, buffer.name());
    const std::size_t bytes = std::size_t(wanted.count) * bytes_each;
    glBufferData(GL_ARRAY_BUFFER, GLsizeiptr(bytes), data, GL_STREAM_DRAW);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    ++uploads_;
    uploaded_bytes_ += bytes;
    return true;
}

void PointRenderer::draw_ground(const app::PointsView& view) const {
    if (view.ground.empty()) return;
    const app::MapCamera camera{view.centre_x, view.centre_y, view.units_per_pixel, false, 0, 0};
    const app::MapFrame frame{0, 0, float(view.width), float(view.height)};
    ground_program_.use();
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(no_vertices_.name());
    for (const app::GroundPicture& each : view.ground) {
        if (!each.picture) continue;
        // On whole pixels, so that neighbours meet without a seam.
        const ImVec2 first = app::to_screen(camera, frame, each.left, each.top),
                     last = app::to_screen(camera, frame, each.right, each.bottom);
        const auto clip = [](float pixel, int size) {
            return 2 * std::round(pixel) / float(size) - 1;
        };
        glBindTexture(GL_TEXTURE_2D, GLuint(std::intptr_t(each.picture.texture)));
        ground_program_.set("corners", clip(first.x, view.width), -clip(first.y, view.height),
                            clip(last.x, view.width), -clip(last.y, view.height));
        ground_program_.set("part", each.picture.uv0.x, each.picture.uv0.y, each.picture.uv1.x,
                            each.picture.uv1.y);
        ground_program_.set("opacity", each.opacity);
        ground_program_.set("blended", each.smooth ? 1.0f : 0.0f);
        glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
    }
    glBindTexture(GL_TEXTURE_2D, 0);
    glBindVertexArray(0);
    glDisable(GL_BLEND);
    glUseProgram(0);
}

// A hairline is a cleared strip: exact to the pixel and all but free.
void PointRenderer::draw_grid(const app::PointsView& view) const {
    const app::MapCamera camera{view.centre_x, view.centre_y, view.units_per_pixel, false, 0, 0};
    const app::MapFrame frame{0, 0, float(view.width), float(view.height)};
    const auto strip = [&](float value, int x, int y, int width, int height) {
        const Rgba line = unpacked(value == 0 ? view.zero : view.grid);
        glScissor(x, y, width, height);
        glClearColor(line.r, line.g, line.b, 1);
        glClear(GL_COLOR_BUFFER_BIT);
    };
    glEnable(GL_SCISSOR_TEST);
    for (float x : view.grid_x)
        strip(x, int(std::floor(app::to_screen(camera, frame, x, 0).x)), 0, 1, view.height);
    for (float y : view.grid_y) {
        const int from_top = int(std::floor(app::to_screen(camera, frame, 0, y).y));
        strip(y, 0, view.height - 1 - from_top, view.width, 1);
    }
    glDisable(GL_SCISSOR_TEST);
}

void PointRenderer::draw_points(const Canvas& canvas, const app::PointsView& view) const {
    const int count = canvas.positions_uploaded.count;
    if (count <= 0) return;
    const bool round = view.point_size > 2;
    const float extent =
        round ? std::ceil(view.point_size) + 1 : std::max(1.0f, std::round(view.point_size));
    const Rgba rim = unpacked(view.rim);
    program_.use();
    program_.set("centre", view.centre_x, view.centre_y);
    program_.set("zoom", 2 / (view.units_per_pixel * float(view.width)),
                 2 / (view.units_per_pixel * float(view.height)));
    program_.set("extent", extent);
    program_.set("radius", round ? view.point_size / 2 : 2 * extent);
    program_.set("rim", rim.r, rim.g, rim.b, round ? rim.a : 0);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_PROGRAM_POINT_SIZE);
    glBindVertexArray(canvas.vertices.name());
    const auto pass = [&](bool blended, float above, float up_to) {
        if (blended) {
            glEnable(GL_BLEND);
            glBlendEquation(GL_FUNC_ADD);
            glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE,
                                GL_ONE_MINUS_SRC_ALPHA);
        } else {
            glDisable(GL_BLEND);
        }
        program_.set("opacity", above, up_to);
        glDrawArrays(GL_POINTS, 0, count);
    };
    constexpr float kNearlyOpaque = 0.998f;
    if (view.faint_first) pass(true, 0, kNearlyOpaque);
    pass(round, view.faint_first ? kNearlyOpaque : 0, 1);
    glBindVertexArray(0);
    glDisable(GL_PROGRAM_POINT_SIZE);
    glUseProgram(0);
}

}  // namespace latent::gl
