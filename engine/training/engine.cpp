#include "training/engine.h"

#include <atomic>
#include <cstdint>

#include "analysis/analysis.h"
#include "catalog/catalog_builder.h"
#include "data/dataset.h"
#include "data/files/picture_sample.h"
#include "models/autoencoder.h"
#include "store/saved_net.h"
#include "training/lab.h"
#include "training/run_export.h"
#include "training/score.h"
#include "training/sgemm.h"

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
        if (auto problems = validate_for(*catalog_, whole, data); !problems.empty())
            throw InvalidConfig(std::move(problems));
        try {
            return models::Autoencoder({whole, data.kind, data.shape, {}}, 0).describe();
        } catch (const models::NetTooLarge& error) {
            throw InvalidConfig(std::vector<Problem>{{"architecture", error.what()}});
        } catch (const std::invalid_argument& error) {
            throw InvalidConfig(std::vector<Problem>{{"architecture", error.what()}});
        }
    }

    AnalysisResult evaluate(const std::string& run_folder, const std::string& analysis,
                            const Report& report) const override {
        if (!find(catalog_->analyses, analysis)) {
            const std::string nearest = nearest_name(analysis, ids_of(catalog_->analyses));
            throw std::runtime_error("There is no analysis '" + analysis + "'." +
                                     (nearest.empty() ? "" : " Did you mean '" + nearest + "'?"));
        }
        const store::SavedRun saved = store::load_run(*catalog_, run_folder);
        AnalysisResult result = latent::analysis::run(
            analysis, {*saved.net, *saved.dataset, saved.config, nullptr, saved.step},
            [&](double progress, const std::string& doing) {
                if (report && !report(progress, doing)) throw latent::analysis::Cancelled();
            });
        result.step = saved.step;
        return result;
    }

    AnalysisResult score(const ArrayFiles& files, const std::string& metric,
                         const Report& report) const override {
        return score_files(files, metric, report);
    }
    RunExport export_run(const std::string& run_folder, const Report& report) const override {
        return training::export_run(*catalog_, run_folder, report);
    }
    Samples read_picture(const std::string& path, const DatasetInfo& like) const override {
        return numbered(data::picture_sample(path, like));
    }
    Samples read_picture(const std::vector<std::uint8_t>& bytes,
                         const DatasetInfo& like) const override {
        return numbered(data::picture_sample(bytes, like));
    }

    double sgemm_gflops(int n, int threads) const override {
        return training::sgemm_gflops(n, threads);
    }

    std::unique_ptr<Lab> make_lab(const EngineOptions& options) const override {
        return std::make_unique<LabOfRuns>(catalog_, options);
    }

 private:
    // Labs number their batches from 1; the engine's own begin where those will never come.
    Samples numbered(Samples samples) const {
        samples.version = (std::uint64_t(1) << 63) + ++pictures_;
        return samples;
    }

    std::shared_ptr<const Catalog> catalog_;
    mutable std::atomic<std::uint64_t> pictures_{0};
};

}  // namespace

std::unique_ptr<Engine> make_engine() { return std::make_unique<TorchEngine>(); }

}  // namespace latent::training
