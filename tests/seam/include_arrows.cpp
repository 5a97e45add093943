// Which folder may include which. The table below is the diagram of the README; an arrow that is
// not in it is a failing test, so that a part can be named, tested and replaced alone.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "seam/include_scan.h"

namespace {

namespace fs = std::filesystem;
using latent::testing::Include;
using latent::testing::includes_below;

struct Box {
    std::string folder;                 // below the source tree
    std::set<std::string> may_include;  // folders, or single headers, of the project
    bool may_use_tensors = false;
    bool may_use_json = false;
    bool may_use_graphics = false;  // OpenGL and the window system
};

std::vector<Box> boxes() {
    std::vector<Box> all{
        {"engine/api/latent", {"latent"}},
        {"engine/api", {"api", "latent", "concurrency"}},
        {"engine/concurrency", {"concurrency"}},
        // Loops over plain floats.
        {"engine/kernels", {"kernels"}},
        {"engine/data", {"data", "kernels", "latent"}},
        {"engine/models", {"models", "kernels", "concurrency", "catalog", "latent"}},
        {"engine/terms", {"terms", "models", "kernels", "catalog", "latent"}},
        {"engine/corruptions", {"corruptions", "catalog", "latent"}},
        {"engine/optim", {"optim", "models", "kernels", "concurrency", "catalog", "latent"}},
        // Arrays of numbers: no nets, no data sets.
        {"engine/statistics", {"statistics", "latent"}},
        {"engine/metrics", {"metrics", "statistics", "catalog", "latent"}},
        {"engine/embedding", {"embedding", "statistics", "concurrency", "latent"}},
        {"engine/analysis",
         {"analysis", "metrics", "statistics", "models", "data", "concurrency", "catalog",
          "latent"}},
        {"engine/explore", {"explore", "statistics", "models", "concurrency", "catalog", "latent"}},
        // What a run leaves on disk; knows values, not who trains.
        {"engine/store", {"store", "models", "data", "catalog", "latent"}},
        {"engine/training",
         {"training", "store", "explore", "embedding", "analysis", "metrics", "statistics", "terms",
          "models", "optim", "corruptions", "data", "concurrency", "catalog", "latent"}},
        // Collects what every family registered; the families see only its small headers.
        {"engine/catalog",
         {"catalog", "analysis", "terms", "models", "optim", "corruptions", "data", "latent"}},
        {"app/headless", {"headless", "export", "latent"}},
        // gl/ makes the pictures that widgets/ only names: of widgets it sees those names and no
        // widget.
        {"app/gl",
         {"gl", "widgets/textures.h", "widgets/theme.h", "widgets/map_camera.h", "latent"}},
        {"app/export", {"export", "latent"}},
        {"app/widgets", {"widgets", "state", "latent"}},
        {"app/state", {"state", "widgets", "latent"}},
        {"app/panels", {"panels", "export", "widgets", "state", "latent"}},
        {"app/workspaces", {"workspaces", "panels", "widgets", "state", "latent"}},
        {"app/gui", {"gui", "workspaces", "panels", "export", "widgets", "gl", "state", "latent"}},
    };
    const auto grant = [&](bool Box::*right, const std::set<std::string>& folders) {
        for (Box& box : all)
            if (folders.count(box.folder)) box.*right = true;
    };
    grant(&Box::may_use_tensors,
          {"engine/models", "engine/terms", "engine/corruptions", "engine/optim", "engine/training",
           "engine/explore", "engine/analysis", "engine/statistics", "engine/metrics",
           "engine/store"});
    grant(&Box::may_use_json, {"engine/api", "engine/catalog", "engine/training", "engine/store",
                               "app/headless", "app/state", "app/gui"});
    grant(&Box::may_use_graphics, {"app/gl", "app/gui"});
    return all;
}

bool starts_with(const std::string& text, const std::string& beginning) {
    return text.compare(0, beginning.size(), beginning) == 0;
}
bool starts_with_any(const std::string& text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const auto& b) { return starts_with(text, b); });
}

bool is_tensor_library(const std::string& header) {
    return starts_with_any(header, {"torch/", "ATen/", "c10/", "caffe2/"});
}
bool is_json_library(const std::string& header) { return starts_with(header, "nlohmann/"); }
bool is_graphics(const std::string& header) {
    return starts_with_any(header,
                           {"epoxy/", "GL/", "GLES", "EGL/", "GLFW/", "X11/", "imgui_impl_"});
}

// What is wrong with one #include of that box; "" when nothing is.
std::string objection(const Box& box, const Include& include) {
    const std::string& target = include.target;
    if (target.find("..") != std::string::npos) return "climbs out of its folder";
    if (!box.may_use_tensors && is_tensor_library(target)) return "brings in the tensor library";
    if (!box.may_use_json && is_json_library(target)) return "brings in JSON";
    if (!box.may_use_graphics && is_graphics(target))
        return "brings in OpenGL or the window system";
    if (!include.quoted) return "";
    const std::string folder = target.substr(0, target.find('/'));
    if (box.may_include.count(folder) || box.may_include.count(target)) return "";
    return "is an arrow that the diagram does not have";
}

// A file belongs to the deepest box that holds it.
bool is_in(const Box& box, const std::vector<Box>& all, const fs::path& root,
           const fs::path& file) {
    const std::string path = file.lexically_relative(root).string();
    if (!starts_with(path, box.folder + "/")) return false;
    return std::none_of(all.begin(), all.end(), [&](const Box& other) {
        return other.folder.size() > box.folder.size() && starts_with(path, other.folder + "/");
    });
}

std::vector<std::string> objections(const fs::path& root) {
    std::vector<std::string> found;
    const auto all = boxes();
    for (const Box& box : all) {
        if (!fs::is_directory(root / box.folder)) continue;
        for (const Include& include : includes_below(root / box.folder)) {
            if (!is_in(box, all, root, include.file)) continue;
            if (const std::string text = objection(box, include); !text.empty())
                found.push_back(to_text(include) + " " + text);
        }
    }
    return found;
}

// A little tree with one file of one line, gone with the object.
class PlantedTree {
 public:
    PlantedTree(const std::string& file, const std::string& line) {
        std::string pattern = (fs::temp_directory_path() / "latent-seam-XXXXXX").string();
        root_ = mkdtemp(pattern.data());
        fs::create_directories((root_ / file).parent_path());
        std::ofstream(root_ / file) << "// a comment\n" << line << '\n';
    }
    ~PlantedTree() { fs::remove_all(root_); }
    PlantedTree(const PlantedTree&) = delete;
    PlantedTree& operator=(const PlantedTree&) = delete;

    const fs::path& root() const { return root_; }

 private:
    fs::path root_;
};

}  // namespace

TEST_CASE("no file includes against the arrows") {
    for (const std::string& sentence : objections(LATENT_SOURCE_DIR)) FAIL_CHECK(sentence);
}

TEST_CASE("every box of the diagram is there and has been read") {
    const fs::path root = LATENT_SOURCE_DIR;
    const auto all = boxes();
    for (const Box& box : all) {
        CAPTURE(box.folder);
        REQUIRE(fs::is_directory(root / box.folder));
        const auto includes = includes_below(root / box.folder);
        CHECK(std::any_of(includes.begin(), includes.end(), [&](const Include& include) {
            return is_in(box, all, root, include.file);
        }));
    }
}

TEST_CASE("every folder of the engine and of the app is a box of the diagram") {
    const auto all = boxes();
    for (const char* side : {"engine", "app"})
        for (const auto& entry : fs::directory_iterator(fs::path(LATENT_SOURCE_DIR) / side)) {
            if (!entry.is_directory()) continue;
            const std::string folder = std::string(side) + "/" + entry.path().filename().string();
            CAPTURE(folder);
            CHECK((folder == "app/no_tensors" ||
                   std::any_of(all.begin(), all.end(),
                               [&](const Box& box) { return box.folder == folder; })));
        }
}

TEST_CASE("each kind of include against the arrows is noticed") {
    const std::vector<std::pair<const char*, const char*>> planted{
        {"engine/api/latent/lab.h", "#include <torch/torch.h>"},
        {"engine/api/latent/lab.h", "#include <nlohmann/json.hpp>"},
        {"engine/api/latent/lab.h", "#include \"concurrency/latest.h\""},
        {"engine/concurrency/latest.h", "#include <ATen/ATen.h>"},
        {"engine/data/files/idx.cpp", "  #  include <c10/core/Device.h>"},
        {"engine/terms/bce.cpp", "#include \"training/trainer.h\""},
        {"engine/models/dense.cpp", "#include \"terms/term.h\""},
        {"engine/training/trainer.cpp", "#include \"panels/panel.h\""},
        {"app/panels/curves_panel.cpp", "#include <epoxy/gl.h>"},
        {"app/panels/curves_panel.cpp", "#include \"gl/program.h\""},
        {"app/panels/curves_panel.cpp", "#include \"training/trainer.h\""},
        {"app/panels/curves_panel.cpp", "#include \"../../engine/training/trainer.h\""},
        {"app/widgets/picker.cpp", "#include \"panels/panel.h\""},
        {"app/gl/program.cpp", "#include \"widgets/picker.h\""},
        {"app/headless/main.cpp", "#include \"widgets/theme.h\""},
        {"app/gui/window.cpp", "#include \"headless/table.h\""},
    };
    for (const auto& [file, line] : planted) {
        CAPTURE(file);
        CAPTURE(line);
        const PlantedTree tree(file, line);
        CHECK(objections(tree.root()).size() == 1);
    }
}

TEST_CASE("an include along the arrows is not objected to, nor one in a comment") {
    for (const auto& [file, line] : std::vector<std::pair<const char*, const char*>>{
             {"engine/api/latent/lab.h", "#include \"latent/snapshot.h\""},
             {"engine/terms/bce.cpp", "#include <torch/torch.h>"},
             {"app/gl/program.cpp", "#include \"widgets/textures.h\""},
             {"app/panels/curves_panel.cpp", "// #include <torch/torch.h>"}}) {
        CAPTURE(file);
        const PlantedTree tree(file, line);
        CHECK(objections(tree.root()).empty());
    }
}

TEST_CASE("the seam's headers include each other and the standard library only") {
    for (const Include& include :
         includes_below(fs::path(LATENT_SOURCE_DIR) / "engine/api/latent")) {
        CAPTURE(to_text(include));
        // A header of the C++ standard library has neither a folder nor an ending.
        CHECK((include.quoted ? starts_with(include.target, "latent/")
                              : include.target.find_first_of("/.") == std::string::npos));
    }
}
