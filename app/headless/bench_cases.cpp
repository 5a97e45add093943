#include "headless/bench_cases.h"

namespace latent::headless {
namespace {

BenchCase training(const char* id, const char* what, const char* system, const char* data,
                   std::vector<std::string> settings) {
    return {id, what, BenchKind::training, system, data, std::move(settings), true};
}

std::vector<std::string> deep_dense(const char* batch) {
    return {"architecture.encoder=500,300,100",
            "architecture.activation=tanh",
            "code.kind=deterministic",
            "code.width=2",
            "reconstruction=bce",
            "optimizer.kind=adam",
            "optimizer.learning_rate=0.001",
            batch};
}

std::vector<BenchCase> list_cases() {
    return {
        training("dense_128", "784-500-300-100-2 and back, tanh, batch 128", "deep_dense",
                 "fashion_mnist", deep_dense("batch_size=128")),
        training("dense_512", "784-500-300-100-2 and back, tanh, batch 512", "deep_dense",
                 "fashion_mnist", deep_dense("batch_size=512")),
        training("conv_64", "beta-VAE of 64x64 images, 32-32-64-64, 256, z 10, batch 64",
                 "conv_vae", "sprites",
                 {"architecture.channels=32,32,64,64", "architecture.resample=strided",
                  "architecture.hidden=256", "architecture.activation=relu", "code.width=10",
                  "reconstruction=bce", "terms.kl_prior.weight=4", "optimizer.kind=adam",
                  "optimizer.learning_rate=0.001", "batch_size=64", "samples.limit=4000"}),
        training("vae_128", "VAE 784-400-20 and back, batch 128", "vae", "fashion_mnist",
                 {"architecture.encoder=400", "architecture.activation=relu", "code.width=20",
                  "reconstruction=bce", "terms.kl_prior.weight=1", "optimizer.kind=adam",
                  "optimizer.learning_rate=0.001", "batch_size=128"}),
        {"sweep_7",
         "seven widths of 784-256-128-k, one thread each, a run a core",
         BenchKind::sweep,
         "undercomplete",
         "fashion_mnist",
         {"architecture.encoder=256,128", "optimizer.kind=adam", "batch_size=128", "threads=1"},
         false},
        {"sgemm_gflops", "product of 2048x2048 floats", BenchKind::sgemm, "", "", {}, true},
    };
}

}  // namespace

const std::vector<BenchCase>& bench_cases() {
    static const std::vector<BenchCase> cases = list_cases();
    return cases;
}

const std::vector<int>& bench_widths() {
    static const std::vector<int> widths{1, 2, 4, 8, 16, 32, 64};
    return widths;
}

}  // namespace latent::headless
