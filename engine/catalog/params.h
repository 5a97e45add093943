// The parameters of one part, read by name: what stands below "optimizer.", "terms.kl_prior." and
// so on in a config. Errors: a missing name or another kind throws (run_config.h); a validated
// config has every name.
#pragma once

#include <cstdint>
#include <string>

#include "latent/run_config.h"

namespace latent {

class Params {
 public:
    Params(const RunConfig& config, std::string prefix)
        : config_(&config), prefix_(std::move(prefix) + ".") {}

    bool flag(const std::string& id) const { return config_->flag(prefix_ + id); }
    std::int64_t integer(const std::string& id) const { return config_->integer(prefix_ + id); }
    double number(const std::string& id) const { return config_->number(prefix_ + id); }
    const std::string& text(const std::string& id) const { return config_->text(prefix_ + id); }
    const Widths& widths(const std::string& id) const { return config_->widths(prefix_ + id); }

 private:
    const RunConfig* config_;  // borrowed for the duration of a call
    std::string prefix_;
};

}  // namespace latent
