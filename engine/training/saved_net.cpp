#include "training/saved_net.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "data/view.h"
#include "latent/engine.h"
#include "latent/json.h"
#include "training/safetensors.h"

namespace latent::training {
namespace {

const char* const kWeights = "weights.safetensors";
const char* const kCentre = "input.centre";

RunConfig read_config(const Catalog& catalog, const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream)
        throw std::runtime_error(file.string() +
                                 " cannot be opened: this is not the folder of a run.");
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        RunConfig config = with_defaults(catalog, config_from_json(catalog, text.str()));
        if (auto problems = validate(catalog, config); !problems.empty())
            throw InvalidConfig(std::move(problems));
        return config;
    } catch (const std::invalid_argument& error) {
        throw std::runtime_error(file.string() + ": " + error.what());
    }
}

}  // namespace

void save_net(const std::filesystem::path& file, const Trainer& trainer) {
    Safetensors content;
    for (const auto& stretch : trainer.weights().stretches()) {
        const float* values = trainer.weights().data() + stretch.offset;
        content.tensors[stretch.name] = {stretch.parameter.sizes().vec(),
                                         {values, values + stretch.count}};
    }
    if (const auto& centre = trainer.plan().centre; !centre.empty())
        content.tensors[kCentre] = {{std::int64_t(centre.size())}, centre};
    content.metadata["step"] = std::to_string(trainer.steps());
    write_safetensors(file, content);
}

SavedRun load_run(const Catalog& catalog, const std::filesystem::path& folder) {
    SavedRun run;
    run.config = read_config(catalog, folder / "config.json");
    const std::filesystem::path file = folder / kWeights;
    if (!std::filesystem::exists(file))
        throw std::runtime_error(folder.string() +
                                 " holds no weights.safetensors: the run was not finished.");
    Safetensors saved = read_safetensors(file);
    run.dataset = data::view(data::load_dataset(run.config.text("data")), run.config);
    const DatasetInfo& info = run.dataset->info();
    if (auto problems = validate_for(catalog, run.config, info); !problems.empty())
        throw std::runtime_error(problems.front().sentence);

    models::NetPlan plan{run.config, info.kind, info.shape, {}};
    if (run.config.flag(kCentre)) {
        const auto centre = saved.tensors.find(kCentre);
        if (centre == saved.tensors.end() ||
            std::int64_t(centre->second.values.size()) != info.shape.size())
            throw std::runtime_error(file.string() +
                                     " lacks the tensor 'input.centre' of these data's size, which "
                                     "config.json asks for.");
        plan.centre = std::move(centre->second.values);
    }
    run.net = std::make_shared<models::Autoencoder>(plan, 0);
    torch::NoGradGuard no_grad;
    for (auto& parameter : run.net->named_parameters()) {
        const auto found = saved.tensors.find(parameter.key());
        if (found == saved.tensors.end())
            throw std::runtime_error(file.string() + " lacks the tensor '" + parameter.key() +
                                     "': it belongs to another net than config.json describes.");
        if (parameter.value().sizes() != torch::IntArrayRef(found->second.shape))
            throw std::runtime_error(file.string() + " holds the tensor '" + parameter.key() +
                                     "' in another shape than config.json describes.");
        if (!std::all_of(found->second.values.begin(), found->second.values.end(),
                         [](float value) { return std::isfinite(value); }))
            throw std::runtime_error(file.string() + " holds numbers in the tensor '" +
                                     parameter.key() +
                                     "' that are not finite: the run had diverged, or the file is "
                                     "damaged.");
        std::copy(found->second.values.begin(), found->second.values.end(),
                  parameter.value().data_ptr<float>());
    }
    try {
        run.step = std::stoll(saved.metadata["step"]);
    } catch (const std::exception&) {
        run.step = 0;
    }
    return run;
}

}  // namespace latent::training
