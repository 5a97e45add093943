#include "gui/bringing_in.h"

#include <chrono>
#include <exception>
#include <utility>

#include "state/drafts.h"
#include "state/run_text.h"

namespace latent::app {

BringingIn::BringingIn(LabRequests& requests, UiState& ui, const std::vector<Workspace>& workspaces,
                       std::function<void()> told)
    : requests_(requests), ui_(ui), workspaces_(workspaces), told_(std::move(told)) {}

void BringingIn::dropped(const std::vector<std::string>& paths, const Snapshot& snapshot,
                         double now) {
    if (!catalog_) return;
    take(paths, snapshot, now);
    open(snapshot, now);
}

void BringingIn::take(const std::vector<std::string>& paths, const Snapshot& snapshot, double now) {
    for (const std::string& path : requests_.take_others()) {
        describer_->forget(waiting_ = path);
        describer_->describe(path, now);
    }
    if (!snapshot.config || paths.empty()) return;
    const std::string& path = paths.front();
    if (is_picture_file(path) && bring_picture(path, snapshot)) return;
    requests_.open_dropped(path);
}

void BringingIn::open(const Snapshot& snapshot, double now) {
    if (!snapshot.config || waiting_.empty()) return;
    const auto known = describer_->describe(waiting_, now);
    if (!known) return;
    const std::string path = std::exchange(waiting_, {});
    if (!known->info) return requests_.notice(first_line(known->trouble));
    try {
        const Fitted fitted = on_other_data(*catalog_, *snapshot.config,
                                            kind_of_data(*catalog_, snapshot), *known->info);
        if (fitted.problem.empty()) {
            if (!fitted.changed.empty()) requests_.notice(fitted.changed);
            return requests_.start_run(fitted.config);
        }
        ui_.view().wanted_data = path;  // the system panel says what can be done
        ui_.side_panels = true;
    } catch (const std::exception& error) {
        requests_.notice(first_line(error.what()));
    }
}

// False when the data shown are no pictures.
bool BringingIn::bring_picture(const std::string& picture, const Snapshot& snapshot) {
    if (!pictures_ || !snapshot.data || snapshot.data->kind != DataKind::images) return false;
    pictures_->forget(picture);
    ui_.draw.brought = picture;
    return show_panel(workspaces_, ui_, "draw");
}

void BringingIn::pasted(bool wanted, const std::function<const char*()>& text,
                        const Snapshot& snapshot) {
    const char* const no_canvas = "A picture can be pasted while the data are images.";
    if (wanted && !pasting_.valid()) {
        const char* copied = text();
        const std::string path = picture_named_in(copied ? copied : "");
        if (!snapshot.data || snapshot.data->kind != DataKind::images)
            requests_.notice(no_canvas);
        else if (!path.empty())
            bring_picture(path, snapshot);
        else
            pasting_ = std::async(std::launch::async, [this] {
                ClipboardPicture picture = picture_on_clipboard();
                told_();
                return picture;
            });
    }
    if (!pasting_.valid()) return;
    // The thread rings before it ends: until it has, look again soon.
    if (pasting_.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        return requests_.redraw_within(0.1);
    ClipboardPicture picture = pasting_.get();
    if (!picture.trouble.empty()) return requests_.notice(picture.trouble);
    if (pictures_ && !bring_picture(pictures_->keep(std::move(picture.bytes)), snapshot))
        requests_.notice(no_canvas);
}

}  // namespace latent::app
