// Every sample gets the same code: the weights of the code's layer are zero.
#pragma once

#include "training/trainer.h"

namespace latent::test {

// Of a trainer with a deterministic code.
inline void forget_the_code(training::Trainer& trainer) {
    torch::NoGradGuard no_grad;
    for (auto& parameter : trainer.net().named_parameters())
        if (parameter.key().find("code.code.weight") != std::string::npos)
            parameter.value().zero_();
}

}  // namespace latent::test
