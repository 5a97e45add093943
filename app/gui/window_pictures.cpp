#include "gui/window_pictures.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "export/folder.h"

namespace latent::app {
namespace {

constexpr int kFramesToPicture = 2;  // popups and tooltips are gone after as many

}  // namespace

void WindowPictures::take(std::vector<LabRequests::WantedPicture> asked, Size size,
                          const std::function<gl::Pixels()>& read, Saver& saver) {
    for (auto& wanted : asked) {
        wanted_.push_back(std::move(wanted));
        frames_left_ = kFramesToPicture;
    }
    if (wanted_.empty() || frames_left_-- > 0) return;
    const auto drawn = std::make_shared<const gl::Pixels>(read());
    const float x = float(drawn->width) / float(std::max(1, size.width)),
                y = float(drawn->height) / float(std::max(1, size.height));
    for (const auto& wanted : std::exchange(wanted_, {}))
        saver.save(wanted.name + ".png", [=](const std::string& path) {
            const gl::Pixels part = gl::cropped(
                *drawn, int(std::floor(wanted.min.x * x)), int(std::floor(wanted.min.y * y)),
                int(std::ceil(wanted.max.x * x)), int(std::ceil(wanted.max.y * y)));
            if (part.rgba.empty()) throw std::runtime_error("There is nothing to see of it.");
            try {
                gl::write_png(path, part);
            } catch (const std::runtime_error&) {
                throw std::runtime_error(not_written(path));  // its own name says nothing
            }
        });
}

}  // namespace latent::app
