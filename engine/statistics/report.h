// How anything that takes longer than a moment tells how far it is, and learns that nobody wants it
// any more. Thread: any.
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

namespace latent {

// Told progress in [0, 1] and what is being done. May throw Cancelled.
using Report = std::function<void(double progress, const std::string& doing)>;

// Thrown out of a Report when what it reports on was cancelled.
struct Cancelled : std::exception {
    const char* what() const noexcept override { return "The analysis was cancelled."; }
};

// Thrown by what has nothing to say of this net or these data: a sentence that says why.
struct NotDefined : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The same, but reporting between `from` and `to` of the whole. Copies nothing: `report` must live
// as long.
inline Report part_of(const Report& report, double from, double to) {
    return [&report, from, to](double progress, const std::string& doing) {
        if (report) report(from + (to - from) * progress, doing);
    };
}

}  // namespace latent
