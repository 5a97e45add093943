#include "export/folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "support/temp_folder.h"

using namespace latent::app;
namespace fs = std::filesystem;

namespace {

void write_text(const std::string& path, const std::string& text) { std::ofstream(path) << text; }
std::string text_of(const fs::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}
int files_in(const fs::path& folder) {
    return int(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

// A variable of the environment for a scope.
class Variable {
 public:
    Variable(const char* name, const std::string& value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before, was_there_ = true;
        setenv(name, value.c_str(), 1);
    }
    ~Variable() {
        if (was_there_)
            setenv(name_, before_.c_str(), 1);
        else
            unsetenv(name_);
    }

 private:
    const char* name_;
    std::string before_;
    bool was_there_ = false;
};

}  // namespace

TEST_CASE("a file that is there is never replaced: the next one has a number") {
    const latent::test::TempFolder folder;
    const fs::path exports = folder / "made" / "when" / "missing";
    const auto save = [&](const std::string& text) {
        return save_new(exports, "map.png",
                        [&](const std::string& path) { write_text(path, text); });
    };
    CHECK(save("first") == exports / "map.png");
    CHECK(save("second") == exports / "map-2.png");
    CHECK(save("third") == exports / "map-3.png");
    CHECK(text_of(exports / "map.png") == "first");
    CHECK(text_of(exports / "map-3.png") == "third");
    CHECK(files_in(exports) == 3);
}

TEST_CASE("what fails leaves nothing behind and says why") {
    const latent::test::TempFolder folder;
    CHECK_THROWS_WITH(save_new(folder.path(), "walk.gif",
                               [](const std::string& path) {
                                   write_text(path, "half");
                                   throw std::runtime_error("There is no picture to save.");
                               }),
                      "There is no picture to save.");
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("a folder that cannot be made is named in a sentence") {
    const latent::test::TempFolder folder;
    write_text((folder / "file").string(), "in the way");
    try {
        save_new(folder / "file" / "exports", "map.png",
                 [](const std::string& path) { write_text(path, "x"); });
        FAIL("it was saved");
    } catch (const std::runtime_error& error) {
        const std::string sentence = error.what();
        CAPTURE(sentence);
        CHECK(sentence.find((folder / "file" / "exports").string()) != std::string::npos);
        CHECK(sentence.find("LATENT_EXPORT_DIR") != std::string::npos);
    }
}

TEST_CASE("names from elsewhere cannot leave the folder") {
    const latent::test::TempFolder folder;
    const fs::path path =
        save_new(folder.path(), "../a/b.csv", [](const std::string& at) { write_text(at, "x"); });
    CHECK(path.parent_path() == folder.path());
}

TEST_CASE("exports go where the user wants them, or to the documents") {
    const latent::test::TempFolder home;
    {
        const Variable own("LATENT_EXPORT_DIR", "/somewhere");
        CHECK(export_folder() == "/somewhere");
    }
    const Variable none("LATENT_EXPORT_DIR", ""), documents("XDG_DOCUMENTS_DIR", ""),
        at_home("HOME", home.path().string());
    CHECK(export_folder() == home / "latent-explorer");
    fs::create_directory(home / "Documents");
    CHECK(export_folder() == home / "Documents" / "latent-explorer");
    const Variable chosen("XDG_DOCUMENTS_DIR", "/docs");
    CHECK(export_folder() == "/docs/latent-explorer");
}
