#include "terms/term.h"

#include <stdexcept>

namespace latent::terms {

#define TERM(id) TermEntry describe_##id();
#include "terms/terms.inc"
#undef TERM

const std::vector<TermEntry>& terms() {
    static const std::vector<TermEntry> entries{
#define TERM(id) describe_##id(),
#include "terms/terms.inc"
#undef TERM
    };
    return entries;
}

torch::Tensor Term::opponent_loss(const Pass&) {
    throw std::logic_error("This term has no second player.");
}

ParamSpec weight_spec(double default_value, double low, double high, const std::string& label) {
    return ParamSpec::number("weight", default_value, low, high)
        .named(label)
        .log()
        .acts_live()
        .says("How much this term counts in the loss.");
}

}  // namespace latent::terms
