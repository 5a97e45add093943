// Pictures of the window that panels asked for (Requests::save_picture): taken some frames later,
// without the list they were chosen from, and written in the background. Thread: UI.
#pragma once

#include <functional>
#include <vector>

#include "gl/pixels.h"
#include "gui/lab_requests.h"
#include "gui/saver.h"
#include "gui/window.h"

namespace latent::app {

class WindowPictures {
 public:
    // None waits to be taken: the mouse may open things again.
    bool empty() const { return wanted_.empty(); }

    // When a frame has been drawn, before it is shown. `asked`: since the last; `size`: of the frame
    // in the panels' own units; `read`: its pixels, called only when a picture is taken.
    void take(std::vector<LabRequests::WantedPicture> asked, Size size,
              const std::function<gl::Pixels()>& read, Saver& saver);

 private:
    std::vector<LabRequests::WantedPicture> wanted_;
    int frames_left_ = 0;  // until what the mouse had opened is gone
};

}  // namespace latent::app
