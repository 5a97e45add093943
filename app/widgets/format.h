// Numbers as a student reads them: 12,340; 0.104; 8,950 img/s; 3 %; 0.1 s.
//
// Every panel prints through these, so that one quantity looks the same wherever it stands. Thread:
// any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "widgets/in_place.h"

namespace latent::app {

// Whole numbers with commas between thousands: 12,340; -1,000.
std::string grouped(std::int64_t value);

// Large whole numbers in a few letters: 9,093; 875 k; 1.07 M; 12.3 M.
std::string compact(std::int64_t value);

// A measurement with `digits` significant digits, trailing zeros kept, so that a live number keeps
// its width: 0.104; 26.1; 5.00; 1,240; 1.20e-05. "none" when it is no number, "infinite" when it
// is.
std::string significant(double value, int digits = 3);

// `decimals` digits behind the point; never "-0.00".
std::string fixed(double value, int decimals);

// A setting as shortly as it can be typed again: 0.001; 128; 1e-05.
std::string setting(double value);

// 8,950 img/s; 12.5 img/s below a hundred.
Words per_second(double rate, std::string_view unit);

// A share in [0, 1] in whole per cent: "3 %"; "less than 1 %" between 0 and one half per cent.
std::string percent(double share);

// A span of time: 0.1 s; 12 s; 3 min; 2 h.
std::string duration(double seconds);

// "1 image", "60,000 images"; `many` where an s does not do.
Words counted(std::int64_t count, std::string_view one, std::string_view many = {});

// As a sentence begins: "width 1 is 2 % above it" as "Width 1 ...".
Words capitalised(Words text);

// The text of an axis tick, with as many decimals as the distance between ticks needs: 0.5; 12,000.
std::string tick_text(double value, double step);

}  // namespace latent::app
