// The net again, from what a run's folder keeps of it.
//
//   weights.safetensors   every parameter of the net by name, those of its heads as HEAD.NAME, and
//                         what centring subtracts as input.centre; metadata: step
//
// Thread: any. Errors: std::runtime_error with a sentence that names the file.
#pragma once

#include <filesystem>
#include <memory>

#include "data/dataset.h"
#include "latent/catalog.h"
#include "models/autoencoder.h"
#include "store/safetensors.h"

namespace latent::store {

struct SavedRun {
    RunConfig config;
    std::shared_ptr<const data::Dataset> dataset;
    std::shared_ptr<models::Autoencoder> net;
    Safetensors weights;  // the file that the net was read from, whole
    std::int64_t step = 0;
};
SavedRun load_run(const Catalog& catalog, const std::filesystem::path& folder);

}  // namespace latent::store
