#include "state/kept_fields.h"

#include <utility>

#include "state/kept_writing.h"

namespace latent::app {

const std::vector<KeptField>& kept_fields() {
    static const std::vector<KeptField> all = [] {
        std::vector<KeptField> fields = kept_window_fields();
        const auto add = [&fields](std::vector<KeptField> more) {
            for (KeptField& each : more) fields.push_back(std::move(each));
        };
        add({kept_shown_run()});
        add(kept_sample_fields());
        add(kept_run_fields());
        return fields;
    }();
    return all;
}

const std::vector<std::string>& KeptTexts::of(const UiState& ui) {
    const std::vector<KeptField>& fields = kept_fields();
    const bool first = texts_.empty();
    texts_.resize(fields.size());
    versions_.resize(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::uint64_t version = fields[i].version ? fields[i].version(ui) : 0;
        if (!first && fields[i].version && version == versions_[i]) continue;
        texts_[i] = fields[i].write(ui);
        versions_[i] = version;
    }
    return texts_;
}

}  // namespace latent::app
