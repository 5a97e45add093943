#include "store/saved_net.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "data/view.h"
#include "latent/engine.h"
#include "store/run_files.h"

namespace latent::store {
namespace {

const char* const kCentre = "input.centre";

}  // namespace

SavedRun load_run(const Catalog& catalog, const std::filesystem::path& folder) {
    SavedRun run;
    run.config = read_config(catalog, folder);
    const std::filesystem::path file = folder / kWeightsFile;
    if (!std::filesystem::exists(file))
        throw std::runtime_error(folder.string() +
                                 " holds no weights.safetensors: the run was not finished.");
    run.weights = read_safetensors(file);
    const Safetensors& saved = run.weights;
    for (const auto& [name, tensor] : saved.tensors)
        if (tensor.dtype != DType::f32)
            throw std::runtime_error(file.string() + " holds the tensor '" + name + "' as " +
                                     name_of(tensor.dtype) + "; F32 was expected.");
    run.dataset = data::view(data::load_dataset(run.config.text("data")), run.config);
    const DatasetInfo& info = run.dataset->info();
    if (auto problems = validate_for(catalog, run.config, info); !problems.empty())
        throw std::runtime_error(problems.front().sentence);

    models::NetPlan plan{run.config, info.kind, info.shape, {}};
    if (run.config.flag(kCentre)) {
        const auto centre = saved.tensors.find(kCentre);
        if (centre == saved.tensors.end() ||
            std::int64_t(centre->second.values<float>().size()) != info.shape.size())
            throw std::runtime_error(file.string() +
                                     " lacks the tensor 'input.centre' of these data's size, which "
                                     "config.json asks for.");
        plan.centre = centre->second.values<float>();
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
        const std::vector<float> numbers = found->second.values<float>();
        if (!std::all_of(numbers.begin(), numbers.end(),
                         [](float value) { return std::isfinite(value); }))
            throw std::runtime_error(file.string() + " holds numbers in the tensor '" +
                                     parameter.key() +
                                     "' that are not finite: the run had diverged, or the file is "
                                     "damaged.");
        std::copy(numbers.begin(), numbers.end(), parameter.value().data_ptr<float>());
    }
    try {
        run.step = std::stoll(saved.metadata.at("step"));
    } catch (const std::exception&) {
        run.step = 0;
    }
    return run;
}

}  // namespace latent::store
