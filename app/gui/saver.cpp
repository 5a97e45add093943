#include "gui/saver.h"

#include <exception>
#include <utility>

#include "export/folder.h"

namespace latent::app {

Saver::Saver(std::filesystem::path folder, std::function<void()> told)
    : folder_(std::move(folder)), writing_(std::move(told)) {}

void Saver::save(const std::string& name, std::function<void(const std::string& path)> write) {
    writing_.begin([this, name, write = std::move(write)]() -> ReportingWork::Sentences {
        try {
            return {"Saved " + save_new(folder_, name, write).string()};
        } catch (const std::exception& error) {
            return {name + " was not saved. " + error.what()};
        }
    });
}

}  // namespace latent::app
