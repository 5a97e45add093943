#include "models/tensor_errors.h"

#include <torch/types.h>

#include <new>

namespace latent::models {

std::string sentence_of(const std::exception& error) {
    static const std::string kNoMemory =
        "There is not enough memory for this. Make the net narrower, the batches smaller, or close "
        "other runs.";
    if (dynamic_cast<const std::bad_alloc*>(&error)) return kNoMemory;
    const auto* tensor_error = dynamic_cast<const c10::Error*>(&error);
    if (!tensor_error) return error.what();
    const std::string text = tensor_error->what_without_backtrace();
    if (text.find("alloc") != std::string::npos) return kNoMemory;
    return text.substr(0, text.find('\n'));
}

}  // namespace latent::models
