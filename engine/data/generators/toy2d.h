// Toy points: curves and sheets bent through the plane or through space, not images.
//
// What a bottleneck does can be seen whole here: the data are two or three numbers, the truth
// behind them is one or two, and input, code and output fit into one picture each.
//
//   id           coordinates   behind it                classes
//   swiss_roll   3             position, width          five bands along the roll
//   spiral       2             position (and across)    five bands along the arm
//   two_moons    2             moon, position (across)  the moons
//   rings        2             ring, angle (across)     the rings
//   line         2             position (and across)    five bands along the line
//
// p, the position, is uniform in [0, 1), as is w, the width; d, the offset across the curve, is
// uniform in [-h, h): a ribbon of known width rather than noise without end.
//
//   swiss_roll   t = sqrt(t0^2 + p (t1^2 - t0^2)), t0 = 1.5 pi, t1 = 4.5 pi (nearly even along
//                the roll); (t cos t, 21 w - 10.5, t sin t) / t1
//   spiral       t likewise, t0 = pi / 2, t1 = 4.5 pi; r = t / t1 + d, h = 0.025;
//                0.97 r (cos t, sin t)
//   two_moons    v = pi p, r = 1 + d, h = 0.1; (r cos v, r sin v) above and
//                (1 - r cos v, 0.5 - r sin v) below, less (0.5, 0.25), over 1.65
//   rings        r = 0.3, 0.6, 0.9 (first, second, third) + d, h = 0.04; r (cos 2 pi p, sin 2 pi p)
//   line         0.96 (2 p - 1) along 30 degrees, d square to it, h = 0.06
//
// All coordinates lie in [-1, 1]; the set's true extremes stand in its low and high. Each set has
// 4,000 points to train on and 1,000 held out, classes in equal parts, drawn from a fixed seed. No
// two points are equal, so none of those held out is trained on. Factors: the class where it is
// more than a band, position (20 bins; a ring's is cyclic), width or across (5 bins).
//
// Source of the roll: Tenenbaum, de Silva & Langford 2000, Science 290 (Isomap).
// Thread: any. Each id has its line in datasets.inc; there is nothing to call here but what
// source.h says.
#pragma once

namespace latent::data::toy2d {

constexpr int kTrain = 4000, kHeldOut = 1000;
constexpr int kPositions = 20, kAcross = 5, kBands = 5;

}  // namespace latent::data::toy2d
