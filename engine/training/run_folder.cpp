#include "training/run_folder.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <system_error>

#include "latent/json.h"
#include "training/saved_net.h"
#include "training/whole_file.h"

namespace latent::training {
namespace {

using Json = nlohmann::ordered_json;

Json figure(double value) { return std::isfinite(value) ? Json(value) : Json(); }

}  // namespace

RunFolder::RunFolder(const std::string& path, const RunConfig& config) : path_(path) {
    if (std::filesystem::exists(path_ / "summary.json"))
        throw std::runtime_error(
            path + " holds a finished run already. Choose another folder, or move that one away.");
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error)
        throw std::runtime_error("The folder " + path + " cannot be made: " + error.message() +
                                 ".");
    write_config(config);
    metrics_.open(path_ / "metrics.jsonl", std::ios::trunc);
    if (!metrics_)
        throw std::runtime_error((path_ / "metrics.jsonl").string() + " cannot be written.");
}

void RunFolder::write_config(const RunConfig& config) {
    write_whole("config.json", to_json(config));
}

void RunFolder::append_metrics(const Progress& progress, const std::vector<NamedValue>& terms,
                               const std::vector<double>& train, const TermValues& held_out) {
    Json line;
    line["step"] = progress.step;
    line["epoch"] = progress.epoch;
    line["seconds"] = progress.seconds;
    Json training = Json::object(), measured = Json::object();
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i < train.size()) training[terms[i].id] = figure(train[i]);
        if (i < held_out.terms.size()) measured[terms[i].id] = figure(held_out.terms[i]);
    }
    if (!train.empty()) training["total"] = figure(train.back());
    if (!held_out.terms.empty()) measured["total"] = figure(held_out.total);
    line["train"] = std::move(training);
    line["held_out"] = std::move(measured);
    line["observing_share"] = progress.observing_share;
    metrics_ << line.dump() << '\n' << std::flush;
    if (!metrics_)
        throw std::runtime_error((path_ / "metrics.jsonl").string() +
                                 " cannot be written: the disk may be full.");
}

void RunFolder::write_summary(const Summary& summary) {
    write_whole("summary.json", to_json(summary));
}

void RunFolder::write_weights(const Trainer& trainer) {
    save_net(path_ / "weights.safetensors", trainer);
}

void RunFolder::write_whole(const std::string& name, const std::string& text) {
    WholeFile file(path_ / name);
    file.write(text.data(), text.size());
    file.keep();
}

}  // namespace latent::training
