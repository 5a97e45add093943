#include "headless/export_command.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "export/codes.h"
#include "export/npy.h"
#include "headless/doorbell.h"
#include "headless/exit_code.h"
#include "headless/progress_bar.h"
#include "latent/engine.h"

namespace latent::headless {
namespace {

namespace fs = std::filesystem;

struct Flags {
    std::string folder, target;
    bool json = false;
};

void check(const Flags& flags) {
    std::error_code ignored;
    if (!fs::exists(flags.folder, ignored))
        throw Refusal("There is no folder " + flags.folder + ".");
    if (!fs::is_directory(flags.folder, ignored))
        throw Refusal(flags.folder + " is a file; name the folder of a run (train --out).");
    if (!fs::exists(flags.target, ignored)) return;
    if (!fs::is_directory(flags.target, ignored))
        throw Refusal("--to " + flags.target + ": there is a file of that name; name a folder.");
    if (!fs::is_empty(flags.target, ignored))
        throw Refusal("--to " + flags.target +
                      ": the folder is not empty; name a new one, or remove it first.");
}

// Files are made in a folder beside the target, which takes its name when all are there.
class NewFolder {
 public:
    explicit NewFolder(fs::path target)
        : target_(std::move(target)), made_(target_.string() + ".part" + std::to_string(getpid())) {
        std::error_code error;
        fs::create_directories(made_, error);
        if (error)
            throw std::runtime_error("The folder " + target_.string() +
                                     " cannot be made: " + error.message() + ".");
    }
    ~NewFolder() {
        std::error_code ignored;
        if (!made_.empty()) fs::remove_all(made_, ignored);
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    std::string file(const std::string& name) {
        files_.push_back(name);
        return (made_ / name).string();
    }
    const std::vector<std::string>& files() const { return files_; }
    void keep() {
        std::error_code error;
        fs::remove(target_, error);  // an empty folder
        fs::rename(made_, target_, error);
        if (error)
            throw std::runtime_error("The folder " + target_.string() +
                                     " cannot be made: " + error.message() + ".");
        made_.clear();
    }

 private:
    fs::path target_, made_;
    std::vector<std::string> files_;
};

void write_text(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw std::runtime_error(path + " cannot be written: the disk may be full.");
}

void copy(const fs::path& from, const std::string& to) {
    std::error_code error;
    fs::copy_file(from, to, error);
    if (error)
        throw std::runtime_error(from.string() + " cannot be copied: " + error.message() + ".");
}

void write(NewFolder& folder, const Engine::RunExport& made, const fs::path& run) {
    write_text(folder.file("model.py"), made.python);
    write_text(folder.file("weights.safetensors"), made.weights);
    copy(run / "config.json", folder.file("config.json"));
    app::write_codes_npy(folder.file("codes.npy"), made.codes);
    app::write_codes_csv(folder.file("codes.csv"), made.codes, &made.data);
    const ImageShape& shape = made.data.shape;
    const std::vector<std::int64_t> sides{made.shown, shape.channels, shape.height, shape.width};
    app::write_npy(folder.file("inputs.npy"), made.inputs, sides);
    app::write_npy(folder.file("outputs.npy"), made.outputs, sides);
}

int export_run(Flags flags) {
    if (flags.target.empty()) flags.target = (fs::path(flags.folder) / "export").string();
    check(flags);
    Doorbell doorbell;  // before the first thread of the engine
    const auto engine = open_engine();
    int signal = 0;
    Engine::RunExport made;
    {
        ProgressBar bar;
        try {
            made = engine->export_run(flags.folder, [&](double progress, const std::string& doing) {
                bar.show(progress, doing);
                if (signal == 0) signal = doorbell.wait(0);
                return signal == 0;
            });
        } catch (...) {
            // An engine that was told to stop does so by an exception of its own.
            if (signal == 0) throw;
        }
        bar.finish();
    }
    if (signal != 0) {
        complain("Stopped: nothing was exported.");
        return kSignalled + signal;
    }
    NewFolder folder(flags.target);
    write(folder, made, flags.folder);
    folder.keep();

    if (flags.json) {
        nlohmann::ordered_json json;
        json["folder"] = flags.target;
        json["step"] = made.step;
        json["codes"] = made.codes.count;
        json["files"] = folder.files();
        std::cout << json.dump(2) << '\n';
        return kDone;
    }
    std::cout << "Exported step " << made.step << " to " << flags.target << ":\n";
    for (const std::string& file : folder.files()) std::cout << "  " << file << '\n';
    std::cout << "In Python: import model; net = model.load(); z = net.encode(x)\n"
              << "Check it:  python3 " << (fs::path(flags.target) / "model.py").string() << '\n';
    return kDone;
}

}  // namespace

void add_export_command(CLI::App& app, std::function<int()>& chosen) {
    auto flags = std::make_shared<Flags>();
    CLI::App* command =
        app.add_subcommand("export", "write a run's net as PyTorch, and its codes as NPY and CSV");
    command->add_option("folder", flags->folder, "run folder, as train --out wrote it")
        ->type_name("RUN_FOLDER")
        ->required();
    command->add_option("--to", flags->target, "the new folder (otherwise RUN_FOLDER/export)")
        ->type_name("DIR");
    command->add_flag("--json", flags->json, "print JSON, and nothing else on stdout");
    command->callback([flags, &chosen] { chosen = [flags] { return export_run(*flags); }; });
}

}  // namespace latent::headless
