#include "panels/latent_map/scene.h"

namespace latent::app {

MapScene::ViewKey MapScene::view_key() const {
    const Bounds shown = box();
    return {points.version(), colours_version, shown.left, shown.right, shown.bottom, shown.top};
}

std::vector<float> MapScene::walk_code() const {
    const auto view = context.ui.views.find(context.ui.shown);
    if (view != context.ui.views.end() && int(view->second.walk.z.size()) == cloud.width)
        return view->second.walk.z;
    std::vector<float> mean(std::size_t(cloud.width), 0.0f);
    if (stats)
        for (std::size_t j = 0; j < mean.size(); ++j) mean[j] = stats->dimensions[j].mean;
    return mean;
}

bool is_among(int i, int count, int most) {
    return count <= most || (jitter_of(i) + 1) / 2 * float(count) < float(most);
}

}  // namespace latent::app
