// What cannot be: exit code 2, one line a problem on stderr, nothing on stdout, and a name that
// exists.
#include <doctest/doctest.h>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

std::vector<std::string> training(std::vector<std::string> more) {
    std::vector<std::string> arguments{
        "train", "--data", "fashion_mnist", "--system", "undercomplete", "--steps", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += word + " ";
    return text;
}

}  // namespace

TEST_CASE("a misspelt name is refused in one line that offers the nearest") {
    struct Slip {
        std::vector<std::string> arguments;
        std::string offered;
    };
    const std::vector<Slip> slips{
        {{"trian"}, "'train'"},
        {{"lst"}, "'list'"},
        {{"list", "system"}, "'systems'"},
        {{"list", "optimisers"}, "'optimizers'"},
        {{"train", "--stepz", "3"}, "'--steps'"},
        {{"inspect", "--jason"}, "'--json'"},
        {{"inspect", "--data", "fashion_mnst", "--system", "vae"}, "fashion_mnist"},
        {{"inspect", "--data", "fashion", "--system", "vae"}, "fashion_mnist"},
        {{"inspect", "--data", "fashion_mnist", "--system", "vea"}, "'vae'"},
        {{"inspect", "--data", "fashion_mnist", "--system", "undercomplet"}, "'undercomplete'"},
        {training({"--set", "code.widht=3"}), "'code.width'"},
        {training({"--set", "optimizer.learningrate=0.1"}), "'optimizer.learning_rate'"},
        {training({"--set", "optimizer.kind=adma"}), "'adam'"},
        {training({"--set", "terms.kl_prio.weight=1"}), "'kl_prior'"},
        {training({"--set", "reconstruction=bec"}), "'bce'"},
    };
    for (const Slip& slip : slips) {
        const Outcome outcome = lab(slip.arguments);
        CAPTURE(joined(slip.arguments));
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, slip.offered));
    }
}

TEST_CASE("a value that cannot be is refused in one line that says what can") {
    struct Wrong {
        std::vector<std::string> arguments;
        std::string said;
    };
    const std::vector<Wrong> wrongs{
        {{"train"}, "--data is missing"},
        {{"train", "--data", "fashion_mnist"}, "--system is missing"},
        {{"train", "--steps"}, "--steps needs a value"},
        {training({"--epochs", "2"}), "--steps and --epochs cannot both be given"},
        {training({"--set", "code.width"}), "path=value"},
        {training({"--set", "code.width=two"}), "'two'"},
        {training({"--set", "code.width=-1"}), "'-1'"},
        {training({"--set", "optimizer.learning_rate=nan"}), "nan"},
        {training({"--set", "architecture.encoder=512,x"}), "512,x"},
        {training({"--seed", "dice"}), "'dice'"},
        {training({"--threads", "-3"}), "--threads -3"},
        {training({"--set", "terms.kl_prior.weight=1"}), "gaussian"},
        {training({"now"}), "'now'"},
    };
    for (const Wrong& wrong : wrongs) {
        const Outcome outcome = lab(wrong.arguments);
        CAPTURE(joined(wrong.arguments));
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.out.empty());
        CHECK(contains(outcome.err, wrong.said));
    }
}

TEST_CASE("every problem of a config is told at once, a line each") {
    const Outcome outcome = lab({"train", "--data", "fashion_mnst", "--system", "undercomplete",
                                 "--set", "code.widht=3", "--set", "batch_size=0", "--set",
                                 "optimizer.kind=adem", "--steps", "many"});
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 5);
    for (const char* part : {"fashion_mnist", "code.width", "batch_size=0", "adam", "many"}) {
        CAPTURE(part);
        CHECK(contains(outcome.err, part));
    }
}

TEST_CASE("a damaged data file ends it in one line with the file's name, at once") {
    const TemporaryFolder folder;
    const std::string whole = contents_of(write_idx(folder / "whole", 40));
    const std::vector<std::pair<std::string, std::string>> damaged{
        {"empty-images-idx3-ubyte", ""},
        {"header-images-idx3-ubyte", whole.substr(0, 9)},
        {"cut-images-idx3-ubyte", whole.substr(0, whole.size() / 2)},
        {"text-images-idx3-ubyte", "This is a letter, not a file of images.\n"},
        {"huge-images-idx3-ubyte",
         whole.substr(0, 4) + std::string("\x80\0\0\0", 4) + whole.substr(8)},
        {"endless-images-idx3-ubyte",
         whole.substr(0, 4) + std::string(12, '\xff') + whole.substr(16)},
    };
    for (const auto& [name, bytes] : damaged)
        for (const char* command : {"train", "inspect"}) {
            CAPTURE(name);
            CAPTURE(command);
            const std::string file = folder / name;
            std::ofstream(file, std::ios::binary) << bytes;
            const Outcome outcome = lab({command, "--data", file, "--system", "undercomplete"});
            CAPTURE(outcome.err);
            CHECK(outcome.exit_code == 1);
            CHECK(outcome.out.empty());
            CHECK(lines_of(outcome.err).size() == 1);
            CHECK(contains(outcome.err, name));
            CHECK(outcome.seconds < 20);
        }
}

TEST_CASE("a config that is none is refused with its file's name") {
    const TemporaryFolder folder;
    const std::string file = folder / "config.json";
    for (const char* text : {"", "[1, 2]", "{\"code\": ", "{\"version\": 99}"}) {
        CAPTURE(text);
        std::ofstream(file) << text;
        const Outcome outcome = lab({"train", "--config", file, "--steps", "1"});
        CAPTURE(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(lines_of(outcome.err).size() == 1);
        CHECK(contains(outcome.err, "config.json"));
    }
    const Outcome missing = lab({"train", "--config", folder / "nowhere.json"});
    CHECK(missing.exit_code == 2);
    CHECK(contains(missing.err, "nowhere.json"));
}

TEST_CASE("help is no error") {
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {}, {"--help"}, {"train", "--help"}, {"list", "--help"}}) {
        const Outcome outcome = lab(arguments);
        CHECK(outcome.exit_code == 0);
        CHECK(outcome.err.empty());
        CHECK(contains(outcome.out, "latent-lab"));
    }
}
