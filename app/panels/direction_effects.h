// How much the output changes as a code moves along each direction, a unit of the way:
//
//   effect_i = mean over a few codes of the data of ||dD/dz v_i||
//
// (Euclidean over the sample's values, images from 0 to 1): the engine's answer to Effects, of the
// code's own axes or of principal directions of length 1. Asked again now and then while it trains.
// Thread: UI.
#pragma once

#include <string>
#include <vector>

#include "panels/live_question.h"
#include "state/directions.h"
#include "widgets/text.h"

namespace latent::app {

class DirectionEffects {
 public:
    explicit DirectionEffects(const std::string& channel) : question_(channel, 2.0) {}

    // Once a frame in which effects are wanted. `sample`: of the probe, whose skips flow round.
    void update(PanelContext& context, const Directions& directions, int sample);

    // [directions.count()], or empty while they are not known.
    const std::vector<float>& values() const { return values_; }
    float largest() const { return largest_; }
    std::uint64_t version() const { return read_ticket_; }  // differs whenever the values do

 private:
    struct About {
        bool principal = false;
        int width = 0;
    };
    void read(const Answer& answer);

    LiveQuestion question_;
    Abouts<About> abouts_;
    BesideSample beside_;
    std::uint64_t read_ticket_ = 0;
    bool principal_ = false;
    int width_ = 0;
    std::vector<float> values_;
    float largest_ = 0;
};

Help about_effect();

}  // namespace latent::app
