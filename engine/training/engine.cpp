#include "training/engine.h"

#include "catalog/catalog_builder.h"
#include "data/dataset.h"
#include "models/autoencoder.h"
#include "training/lab.h"

namespace latent::training {
namespace {

class TorchEngine final : public Engine {
 public:
    TorchEngine() : catalog_(std::make_shared<const Catalog>(build_catalog())) {}

    const Catalog& catalog() const override { return *catalog_; }

    DatasetInfo describe_data(const std::string& id_or_path) const override {
        return data::describe_dataset(id_or_path);
    }

    ModelInfo inspect(const RunConfig& config) const override {
        const RunConfig whole = with_defaults(*catalog_, config);
        if (auto problems = validate(*catalog_, whole); !problems.empty())
            throw InvalidConfig(std::move(problems));
        const DatasetInfo data = data::describe_dataset(whole.text("data"));
        try {
            return models::Autoencoder(whole, data.shape, 0).describe();
        } catch (const models::NetTooLarge& error) {
            throw InvalidConfig(std::vector<Problem>{{"architecture", error.what()}});
        }
    }

    std::unique_ptr<Lab> make_lab(const EngineOptions& options) const override {
        return std::make_unique<LabOfRuns>(catalog_, options);
    }

 private:
    std::shared_ptr<const Catalog> catalog_;
};

}  // namespace

std::unique_ptr<Engine> make_engine() { return std::make_unique<TorchEngine>(); }

}  // namespace latent::training
