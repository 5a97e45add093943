// Fashion-MNIST: 70,000 grey photographs of clothes, 28x28, ten classes of equal size.
//
// Made to replace MNIST's digits where those are too easy. 60,000 images train and 10,000 are held
// out, as published; no image occurs twice. Debian packages it, so that no download is needed.
// Known values of the training images: mean pixel 0.2860406, total variance 68.21626.
//
// Source: Xiao, Rasul & Vollgraf 2017, arXiv 1708.07747.
#include "data/files/idx_source.h"
#include "data/source.h"

namespace latent::data {
namespace {

DatasetInfo fashion_info() {
    DatasetInfo info;
    info.id = "fashion_mnist";
    info.label = "Fashion-MNIST";
    info.summary =
        "70,000 small grey photographs of clothes in ten kinds: harder than digits, and still "
        "learned within minutes.";
    info.source = "Xiao, Rasul & Vollgraf 2017, arXiv 1708.07747";
    info.licence = "MIT, Zalando Research";
    info.shape = {1, 28, 28};
    info.class_names = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                        "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
    return info;
}

IdxFiles fashion_files() {
    const std::filesystem::path folder =
        source_folder("fashion_mnist", "/usr/share/datasets/fashion-mnist");
    std::error_code ignored;
    if (!std::filesystem::exists(folder, ignored))
        throw DataError(
            "Fashion-MNIST is not installed. Install it with \"sudo apt install "
            "dataset-fashion-mnist\", or set LATENT_DATA_DIR and put its four files into "
            "$LATENT_DATA_DIR/fashion_mnist.");
    return find_idx_files(folder);
}

}  // namespace

SourceEntry source_fashion_mnist() {
    SourceEntry entry;
    entry.info = fashion_info();
    entry.describe = [] { return describe_idx(fashion_files(), fashion_info()); };
    entry.load = [] { return load_idx(fashion_files(), fashion_info()); };
    return entry;
}

}  // namespace latent::data
