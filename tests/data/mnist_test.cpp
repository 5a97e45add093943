#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/files/idx_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

// Sets a variable, or takes it away, as long as it lives.
class Variable {
 public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* before = std::getenv(name)) was_set_ = true, before_ = before;
        if (value)
            setenv(name, value, 1);
        else
            unsetenv(name);
    }
    ~Variable() {
        if (was_set_)
            setenv(name_, before_.c_str(), 1);
        else
            unsetenv(name_);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

 private:
    const char* name_;
    bool was_set_ = false;
    std::string before_;
};

std::shared_ptr<const Dataset> mnist_or_nothing() {
    try {
        return load_dataset("mnist");
    } catch (const DataError& error) {
        MESSAGE("left out: " << std::string(error.what()));
        return nullptr;
    }
}

}  // namespace

TEST_CASE("MNIST has its published counts, known mean and known variance") {
    const auto dataset = mnist_or_nothing();
    if (!dataset) return;
    CHECK(dataset->info().shape == ImageShape{1, 28, 28});
    CHECK(dataset->count(Split::train) == 60000);
    CHECK(dataset->count(Split::held_out) == 10000);
    CHECK(dataset->label(Split::train, 0) == 5);
    CHECK(dataset->label(Split::held_out, 0) == 7);

    std::vector<int> counts(10);
    std::vector<double> sum(784), squares(784);
    std::vector<float> image(784);
    for (std::int64_t i = 0; i < 60000; ++i) {
        ++counts[std::size_t(dataset->label(Split::train, i))];
        dataset->read(Split::train, &i, 1, image.data());
        for (std::size_t p = 0; p < 784; ++p) {
            sum[p] += double(image[p]);
            squares[p] += double(image[p]) * double(image[p]);
        }
    }
    CHECK(counts == std::vector<int>{5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949});
    double mean = 0, variance = 0;
    int always_black = 0;
    for (std::size_t p = 0; p < 784; ++p) {
        mean += sum[p] / 60000 / 784;
        variance += (squares[p] - sum[p] * sum[p] / 60000) / 60000;
        always_black += sum[p] == 0;
    }
    CHECK(mean == doctest::Approx(0.1306605).epsilon(1e-6));
    CHECK(variance == doctest::Approx(52.72504).epsilon(1e-6));
    CHECK(always_black == 67);
}

TEST_CASE("MNIST is looked for in the user's own folder first, then where ./dev data puts it") {
    TempFolder folder;
    std::filesystem::create_directories(folder / "own/mnist");
    std::filesystem::create_directories(folder / "share/latent-explorer/mnist");
    std::filesystem::create_directories(folder / "home/.local/share/latent-explorer/mnist");
    write_four(folder / "own/mnist", 40, 10);
    write_four(folder / "share/latent-explorer/mnist", 50, 10);
    write_four(folder / "home/.local/share/latent-explorer/mnist", 60, 10);

    const Variable home("HOME", (folder / "home").c_str());
    {
        const Variable none("LATENT_DATA_DIR", nullptr);
        const Variable share("XDG_DATA_HOME", (folder / "share").c_str());
        CHECK(load_dataset("mnist")->count(Split::train) == 50);
        const Variable own("LATENT_DATA_DIR", (folder / "own").c_str());
        CHECK(load_dataset("mnist")->count(Split::train) == 40);
        CHECK(load_dataset("mnist")->info().label == "MNIST");
        CHECK(load_dataset("mnist")->info().class_names.size() == 10);
    }
    const Variable none("LATENT_DATA_DIR", nullptr);
    const Variable unset("XDG_DATA_HOME", nullptr);
    CHECK(load_dataset("mnist")->count(Split::train) == 60);
    const Variable relative("XDG_DATA_HOME", "share");  // does not count, says the specification
    CHECK(describe_dataset("mnist").train_count == 60);
}

TEST_CASE("without MNIST, the message says how to fetch it and how to give an own copy") {
    TempFolder folder;
    const Variable none("LATENT_DATA_DIR", nullptr);
    const Variable share("XDG_DATA_HOME", folder.path().c_str());
    const std::string complaint = complaint_of("mnist");
    CHECK(complaint.find("./dev data mnist") != std::string::npos);
    CHECK(complaint.find("LATENT_DATA_DIR") != std::string::npos);
    bool listed = false;
    for (const DatasetInfo& info : list_datasets())
        if (info.id == "mnist") listed = info.train_count == 0 && info.shape.width == 28;
    CHECK(listed);
    const Variable no_home("HOME", nullptr), no_share("XDG_DATA_HOME", nullptr);
    CHECK(complaint_of("mnist") == complaint);
}
