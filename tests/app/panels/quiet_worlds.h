// Worlds in which every panel of a workspace has something to show, and somebody who answers what
// the panels ask.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/recording_requests.h"
#include "support/sample_compared.h"
#include "support/sample_scores.h"

namespace latent::test {

// Runs of four widths and two seeds on data with known factors, all of them measured.
inline PanelWorld world_of_runs() {
    ComparedRuns of;
    of.factors = true;
    of.widths = {1, 2, 4, 8};
    of.seeds = {1, 2};
    return compared_world(of);
}

// One run whose scores and factor matrix are known.
inline PanelWorld world_of_scores() {
    PanelWorld world = world_with_factors();
    for (const PartInfo& part : world.catalog.analyses)
        world.requests.results[part.id] =
            result_of(part.id, 12340,
                      {score(part.id, part.label, 0.31, 0.9, 0.002),
                       score(part.id + "_x_position", "of the x position", 0.4, 1, 0)});
    auto matrix = result_of("factor_matrix", 12340,
                            {score("carried_shape", "shape, best latent", 0.62, kUnknown, 0.004)});
    matrix->matrices = {sample_matrix()};
    world.requests.results["factor_matrix"] = matrix;
    return world;
}

// One run, a check of which has found all that one can find: figures, a chart, a matrix, pictures.
inline PanelWorld world_of_a_check() {
    PanelWorld world(running_snapshot());
    auto found = std::make_shared<AnalysisResult>(*sample_result(*world.snapshot.data));
    found->matrices = {sample_matrix()};
    found->figures[0].chance = 50.5;
    found->figures[0].ceiling = 0;
    found->figures.push_back({"none", "a figure that is not defined here", kUnknown, "", ""});
    found->figures.back().undefined = "It needs two classes, and there is one.";
    world.requests.results["identity"] = found;
    world.ui.check = "identity";
    world.ui.tabs["checks"] = "checks";
    return world;
}

inline PanelWorld world_for(const std::string& workspace) {
    return workspace == "compare"       ? world_of_runs()
           : workspace == "disentangle" ? world_of_scores()
                                        : PanelWorld(running_snapshot());
}

// Pictures and codes that fit the question; null for one that these panels do not ask.
inline std::shared_ptr<Answer> answer_to(const Question& question) {
    auto answer = std::make_shared<Answer>();
    answer->step = 12340;
    if (const auto* asked = std::get_if<Traverse>(&question)) {
        const std::size_t rows = asked->from.size(), width = asked->origin.size();
        answer->codes.assign(rows * std::size_t(asked->count) * width, 0.5f);
        for (std::size_t row = 0; row < rows; ++row)
            answer->readings.push_back({{{"slant", -0.2f, 0.3f, 2}}, "slant changes", "slant"});
        answer->samples = sample_images(int(rows) * asked->count, 601);
    } else if (const auto* decode = std::get_if<DecodeCodes>(&question)) {
        answer->codes = decode->codes;
        answer->samples = sample_images(5, 602);
    } else if (const auto* encode = std::get_if<EncodeSamples>(&question)) {
        answer->samples = sample_images(encode->samples.count, 603);
    } else if (const auto* effects = std::get_if<Effects>(&question)) {
        // Of codes as wide as those of world_of_scores().
        const std::size_t width = 4, rows = effects->directions.size() / width;
        for (std::size_t row = 0; row < (rows > 0 ? rows : width); ++row)
            answer->effects.push_back(float(row));
    } else if (const auto* match = std::get_if<MatchDimensions>(&question)) {
        answer->correlations.assign(
            std::size_t(match->first->width) * std::size_t(match->second->width), 0.7f);
        for (int row = 0; row < match->first->width; ++row) answer->partners.push_back(row);
    } else {
        return nullptr;
    }
    return answer;
}

// Answers what was asked since the last time.
class Answering {
 public:
    void look(RecordingRequests& requests) {
        for (; of_shown_ < requests.questions.size(); ++of_shown_) {
            const auto& [channel, question] = requests.questions[of_shown_];
            if (const auto answer = answer_to(question)) {
                answer->ticket = of_shown_ + 1;
                requests.answers[channel] = answer;
            }
        }
        for (; of_any_ < requests.questions_to.size(); ++of_any_) {
            const auto& asked = requests.questions_to[of_any_];
            if (const auto answer = answer_to(asked.question)) {
                answer->ticket = of_any_ + 1;
                requests.answers_of[{asked.run, asked.channel}] = answer;
            }
        }
        // What is noted in every frame has its room beforehand.
        requests.redraws.clear();
        requests.redraws.reserve(64);
    }

 private:
    std::size_t of_shown_ = 0, of_any_ = 0;
};

}  // namespace latent::test
