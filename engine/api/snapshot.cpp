#include "latent/snapshot.h"

#include "latent/analysis.h"

namespace latent {

const char* name_of(RunState state) {
    switch (state) {
        case RunState::idle:
            return "idle";
        case RunState::running:
            return "running";
        case RunState::paused:
            return "paused";
        case RunState::finished:
            return "finished";
        case RunState::failed:
            return "failed";
        case RunState::diverged:
            return "diverged";
    }
    return "";
}

std::vector<std::int64_t> ModelInfo::widths() const {
    std::vector<std::int64_t> widths;
    for (const LayerInfo& layer : layers) {
        std::int64_t units = 1;
        for (std::int64_t size : layer.output) units *= size;
        widths.push_back(units);
    }
    return widths;
}

const Figure* AnalysisResult::figure(const std::string& id) const {
    for (const Figure& figure : figures)
        if (figure.id == id) return &figure;
    return nullptr;
}

const Matrix* AnalysisResult::matrix(const std::string& title) const {
    for (const Matrix& matrix : matrices)
        if (matrix.title == title) return &matrix;
    return nullptr;
}

}  // namespace latent
