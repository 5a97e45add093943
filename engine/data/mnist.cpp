// MNIST: 70,000 grey pictures of handwritten digits, 28x28, from which autoencoders were learned
// first.
//
// 60,000 images train and 10,000 are held out, as published; the two halves come from different
// writers. A digit fills a box of 20x20 and is centred by its mass. Nobody packages it for Debian,
// so it is fetched once by `./dev data mnist`, which checks every file by its SHA-256.
// Known values of the training images: mean pixel 0.1306605, total variance 52.72504, and of the
// digits 0 to 9 there are 5923 6742 5958 6131 5842 5421 5918 6265 5851 5949.
//
// Source: LeCun, Bottou, Bengio & Haffner 1998, "Gradient-based learning applied to document
// recognition", Proceedings of the IEEE 86.
#include <cstdlib>

#include "data/files/idx_source.h"
#include "data/source.h"

namespace latent::data {
namespace fs = std::filesystem;

namespace {

DatasetInfo mnist_info() {
    DatasetInfo info;
    info.id = "mnist";
    info.label = "MNIST";
    info.summary =
        "70,000 small grey pictures of handwritten digits: learned within a minute or two, and "
        "measured in every textbook.";
    info.source = "LeCun, Bottou, Bengio & Haffner 1998, after NIST's forms";
    info.licence = "CC BY-SA 3.0, Yann LeCun and Corinna Cortes";
    info.shape = {1, 28, 28};
    info.class_names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    return info;
}

// Where `./dev data mnist` puts the files; "" when nothing tells where this user's files lie.
fs::path fetched_folder() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return fs::path(value ? value : "");
    };
    fs::path root = variable("XDG_DATA_HOME");
    if (root.is_relative()) {  // the XDG specification: what is not absolute does not count
        root = variable("HOME");
        if (root.empty()) return {};
        root = root / ".local" / "share";
    }
    return root / "latent-explorer" / "mnist";
}

IdxFiles mnist_files() {
    const fs::path folder = source_folder("mnist", fetched_folder());
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        throw DataError(
            "MNIST is not installed. Fetch it with \"./dev data mnist\"; or, if you have its four "
            "files, give their folder in place of the name, or set LATENT_DATA_DIR and put them "
            "into $LATENT_DATA_DIR/mnist.");
    return find_idx_files(folder);
}

}  // namespace

SourceEntry source_mnist() {
    SourceEntry entry;
    entry.info = mnist_info();
    entry.describe = [] { return describe_idx(mnist_files(), mnist_info()); };
    entry.load = [] { return load_idx(mnist_files(), mnist_info()); };
    return entry;
}

}  // namespace latent::data
