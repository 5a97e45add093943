// The engine as a front end gets it: opened at run time, so that neither the window's first frame
// nor its build waits for the tensor library.
//
// The engine is a shared object beside the program. prepare_process() sets what its libraries read
// only when they are loaded (OpenMP's waiting policy, see concurrency/process_setup.h);
// open_engine() loads it: about half a second for LibTorch's three hundred shared objects. In a
// window, call that from a background thread.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "latent/analysis.h"
#include "latent/catalog.h"
#include "latent/lab.h"
#include "latent/run_config.h"

namespace latent {

// A config that cannot be trained. what() lists every problem, a line each.
class InvalidConfig : public std::invalid_argument {
 public:
    explicit InvalidConfig(std::vector<Problem> problems);
    const std::vector<Problem>& problems() const { return problems_; }

 private:
    std::vector<Problem> problems_;
};

struct EngineOptions {
    int reserved_cores = 0;  // cores kept free for others: 1 with a window, 0 on the command line
};

class Engine {
 public:
    virtual ~Engine() = default;

    // Everything registered; datasets that are not installed are listed too (train_count 0).
    virtual const Catalog& catalog() const = 0;

    // Describes a dataset, by id or by path, reading no more of it than its header. Throws
    // std::runtime_error with a sentence.
    virtual DatasetInfo describe_data(const std::string& id_or_path) const = 0;

    // Layers, shapes and parameter counts of the config's net. Throws InvalidConfig, or
    // std::runtime_error for data.
    virtual ModelInfo inspect(const RunConfig& config) const = 0;

    // Runs an analysis on what a run left in a folder (config.json and weights.safetensors), here
    // and now. `report` is told progress in [0, 1] and what is being done, and answers false to
    // cancel. What cannot be said of this net is in AnalysisResult::problem. Throws
    // std::runtime_error with a sentence for a folder or a name that does not serve.
    using Report = std::function<bool(double progress, const std::string& doing)>;
    virtual AnalysisResult evaluate(const std::string& run_folder, const std::string& analysis,
                                    const Report& report) const = 0;

    // Analyses (those with PartInfo::of_arrays) of codes that come from elsewhere, read from NPY
    // files: codes [N, k] float32 or float64, factors [N, K] and labels [N] integers, inputs
    // [N, ...] numbers. What is not given is "". Progress, refusals and errors as in evaluate().
    struct ArrayFiles {
        std::string codes, factors, labels, inputs;
    };
    virtual AnalysisResult score(const ArrayFiles& files, const std::string& analysis,
                                 const Report& report) const = 0;

    // What a run folder holds, for other programs: the net as a PyTorch program that loads the
    // folder's weights.safetensors, the codes of the held-out samples (at most 10,000, in equal parts
    // from each class), and what the net makes of the first hundred of them. Progress, refusals and
    // errors as in evaluate().
    struct RunExport {
        std::string python;   // model.py, whole
        std::string weights;  // weights.safetensors, whole, as it was when all below was computed
        DatasetInfo data;
        std::int64_t step = 0;
        CodeCloud codes;
        std::vector<float> inputs, outputs;  // [shown, C, H, W]
        int shown = 0;
    };
    virtual RunExport export_run(const std::string& run_folder, const Report& report) const = 0;

    // One picture (a PNG or JPEG file, or such a file's bytes) as a sample in the shape of `data`,
    // which are images: the largest square in the middle, resized, grey where the data are. Throws
    // std::runtime_error with a sentence.
    virtual Samples read_picture(const std::string& path, const DatasetInfo& data) const = 0;
    virtual Samples read_picture(const std::vector<std::uint8_t>& bytes,
                                 const DatasetInfo& data) const = 0;

    // What this machine's matrix product reaches on so many threads, in 1e9 operations a second: the
    // best of several n x n products of floats by the library that the nets compute with (2 n^3
    // operations each). Computes here and now, for a second or two at n = 2048. Throws
    // std::invalid_argument unless both are above 0. 0: a stand-in that computes nothing.
    virtual double sgemm_gflops([[maybe_unused]] int n, [[maybe_unused]] int threads) const {
        return 0;
    }

    // A lab of its own, with threads of its own.
    virtual std::unique_ptr<Lab> make_lab(const EngineOptions& options = {}) const = 0;
};

// Sets what the numerical libraries read when they are loaded. Call it first thing in main(),
// before any thread exists. With `argv`, main()'s, it may start the program anew from its beginning,
// once, because the C library reads its own settings earlier (concurrency/process_setup.h).
void prepare_process(char** argv = nullptr);

// Loads the engine, after prepare_process(). Throws std::runtime_error with a sentence when the
// shared object cannot be found or loaded.
std::shared_ptr<const Engine> open_engine();

}  // namespace latent
