// Draws the codes of the latent map into a framebuffer of its own (the PointCanvas of
// widgets/textures.h).
//
// On a software renderer 10,000 blended points cost some milliseconds and 1,000,000 a second, so
// the picture is kept and drawn again only when points, view or style changed. Positions are
// uploaded when the cloud or the axes changed, colours when their version did. Points two pixels
// wide or less are drawn as plain squares, without blending. Each PointsView::canvas has buffers and
// a picture of its own, so that small maps side by side do not displace each other; those that were
// not drawn for long are dropped.
//
// Thread: UI, with the context current. Errors: the constructor throws std::runtime_error when a
// shader does not compile.
#pragma once

#include <map>
#include <optional>

#include "gl/handles.h"
#include "gl/program.h"
#include "gl/render_target.h"
#include "widgets/textures.h"

namespace latent::gl {

class PointRenderer final : public app::PointCanvas {
 public:
    PointRenderer();

    app::Picture draw(const app::PointsView& view) override;

    std::size_t redraws() const { return redraws_; }  // so far
    // Those of them that showed other positions on the first canvas, the latent map's.
    std::size_t moves() const { return moves_; }
    std::size_t uploads() const { return uploads_; }  // of positions or colours, so far
    std::size_t uploaded_bytes() const { return uploaded_bytes_; }
    std::size_t canvases() const { return canvases_.size(); }

 private:
    // What is in a buffer.
    struct Uploaded {
        const void* from = nullptr;
        std::uint64_t version = 0;
        int count = -1;
        bool operator==(const Uploaded& o) const {
            return from == o.from && version == o.version && count == o.count;
        }
    };
    struct Canvas {
        Canvas();
        VertexArray vertices;
        Buffer positions, colours;
        RenderTarget target;
        Uploaded positions_uploaded, colours_uploaded;
        std::optional<app::PointsView> drawn;  // its pointers are not followed
        std::size_t last_wanted = 0;           // draws counted until then
    };
    Canvas& canvas_of(const app::PointsView& view);
    bool upload(const gl::Buffer& buffer, const void* data, std::size_t bytes_each,
                const Uploaded& wanted, Uploaded& uploaded);
    void draw_ground(const app::PointsView& view) const;
    void draw_grid(const app::PointsView& view) const;
    void draw_points(const Canvas& canvas, const app::PointsView& view) const;

    Program program_, ground_program_;
    VertexArray no_vertices_;
    std::map<std::uint64_t, Canvas> canvases_;
    std::size_t draws_ = 0, redraws_ = 0, moves_ = 0;
    std::size_t uploads_ = 0, uploaded_bytes_ = 0;
};

}  // namespace latent::gl
