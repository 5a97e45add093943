// How a face is drawn from its factors: what each shape is, from back to front. All measures in
// 32nds of the picture's side (faces_canvas.h).
#include <cmath>

#include "data/generators/faces.h"
#include "data/generators/faces_canvas.h"

namespace latent::data::faces {
namespace {

constexpr Colour kSkin[kSkinTones] = {{253, 224, 200}, {243, 201, 165}, {224, 172, 128},
                                      {192, 138, 96},  {158, 106, 74},  {124, 80, 58}};
constexpr Colour kHair[kHairColours] = {
    {44, 36, 42}, {92, 50, 26}, {196, 84, 38}, {236, 190, 92}, {206, 210, 220}};
constexpr Colour kBackground[kBackgrounds] = {
    {132, 196, 240}, {140, 214, 172}, {186, 158, 236}, {246, 150, 172}, {244, 236, 216}};
constexpr Colour kShirt{60, 84, 130}, kCollar{84, 112, 164};
constexpr Colour kWhite{255, 255, 255}, kPupil{36, 28, 34}, kFrame{24, 24, 34}, kRed{214, 70, 80},
    kBlack{20, 10, 14};

constexpr float kMiddle = 16, kHeadY = 17.2f, kHeadHalfHeight = 10.2f;
constexpr float kRadius = 9.0f;  // of the ball on which eyes, nose and mouth sit
constexpr float kDegree = 0.017453292519943f;

// A place on the face, when the head has turned: features lie on a ball.
struct Turned {
    float x;         // where the place has gone
    float narrower;  // how much narrower things look there
};

class Face {
 public:
    Face(const Factors& f, Canvas& canvas)
        : f_(f),
          canvas_(canvas),
          skin_(kSkin[f.skin_tone]),
          hair_(kHair[f.hair_colour]),
          angle_(float(f.turn - kTurns / 2) * 7.5f * kDegree),
          half_width_(8.8f + 0.5f * float(f.head_width)),
          eye_y_(14.8f + 0.7f * float(f.eye_height)),
          eye_apart_(3.0f + 0.4f * float(f.eye_spacing)),
          head_{kMiddle, kHeadY, half_width_, kHeadHalfHeight} {}

    void draw() {
        hair_behind();
        shoulders();
        ears(false);
        canvas_.paint(head_, skin_);
        cheeks();
        nose();
        mouth();
        eyes();
        hair_in_front();
        ears(true);
        if (f_.glasses) glasses();
    }

 private:
    Turned turned(float x) const {
        const float angle = std::asin(x / kRadius) + angle_;
        return {kMiddle + kRadius * std::sin(angle), std::cos(angle)};
    }
    float side_shift() const { return kRadius * std::sin(angle_); }

    // What lies on the skin ends where the head does, when a turn brings it to the edge.
    void on_the_head(const Ellipse& shape, Colour colour, float opacity = 1) {
        canvas_.paint(shape.box(), colour, opacity,
                      [&](float x, float y) { return std::max(shape(x, y), head_(x, y)); });
    }

    Colour shade() const { return mixed(skin_, {120, 40, 30}, 0.28f); }

    void shoulders() {
        canvas_.paint(Ellipse{kMiddle, 37.4f, 14.0f, 9.0f}, kShirt);
        canvas_.paint(Ellipse{kMiddle, 29.2f, 5.6f, 3.2f}, kCollar);
        canvas_.paint(Stroke{kMiddle, 24, kMiddle, 28.2f, 3.6f}, shade());
    }

    // The far ear lies behind the head, the near one before it; straight ahead both lie behind.
    // Long and curly hair hides them.
    void ears(bool in_front) {
        if (f_.hair_type == 1 || f_.hair_type == 2) return;
        for (float side : {-1.0f, 1.0f}) {
            const float comes = -side * angle_ / (22.5f * kDegree);  // 1: turned fully to us
            if ((comes > 0) != in_front) continue;
            const float x = kMiddle + side * (half_width_ + 0.1f - 2.4f * std::abs(comes));
            canvas_.paint(Ellipse{x, 18.0f, 1.6f, 2.3f}, skin_);
            canvas_.paint(Ellipse{x, 18.1f, 0.75f, 1.3f}, shade());
        }
    }

    void cheeks() {
        for (float side : {-1.0f, 1.0f}) {
            const Turned at = turned(side * 5.4f);
            on_the_head(Ellipse{at.x, 21.3f, 2.1f * at.narrower, 1.4f}, kRed, 0.24f);
        }
    }

    void nose() {
        const float x = kMiddle + 1.16f * side_shift();
        canvas_.paint(Ellipse{x, 20.0f, 1.1f, 0.85f}, shade());
    }

    void mouth() {
        const Turned at = turned(0);
        const float bend = 1.35f * float(f_.mouth_curve - kMouthCurves / 2);
        canvas_.paint(Bow{at.x, 23.7f, 3.5f * at.narrower, bend, 0.62f},
                      mixed(skin_, {96, 8, 22}, 0.88f));
    }

    void eyes() {
        for (float side : {-1.0f, 1.0f}) {
            const Turned at = turned(side * eye_apart_);
            on_the_head(Ellipse{at.x, eye_y_, 1.85f * at.narrower, 1.95f}, kWhite);
            const float looks = at.x + 1.2f * std::sin(angle_);
            on_the_head(Ellipse{looks, eye_y_ + 0.1f, 1.25f * at.narrower, 1.45f}, kPupil);
            canvas_.paint(Ellipse{looks + 0.4f, eye_y_ - 0.5f, 0.36f, 0.36f}, kWhite);
            canvas_.paint(Bow{at.x, eye_y_ - 3.1f, 1.9f * at.narrower, -0.8f, 0.45f},
                          mixed(hair_, kBlack, 0.35f));
        }
    }

    void glasses() {
        constexpr float kLens = 2.55f, kWire = 0.45f;
        const Turned at[2] = {turned(-eye_apart_), turned(eye_apart_)};
        for (const Turned& eye : at)
            canvas_.paint(Ring{{eye.x, eye_y_, kLens * eye.narrower, 2.7f}, kWire}, kFrame);
        const float left = at[0].x + kLens * at[0].narrower,
                    right = at[1].x - kLens * at[1].narrower;
        if (left < right) canvas_.paint(Stroke{left, eye_y_, right, eye_y_, kWire}, kFrame);
        for (int i : {0, 1}) {  // the arms, towards the ears
            const float side = i ? 1.0f : -1.0f;
            const float from = at[i].x + side * kLens * at[i].narrower,
                        to = kMiddle + side * (half_width_ - 0.3f);
            if (side * (to - from) > 0)
                canvas_.paint(Stroke{from, eye_y_, to, eye_y_ + 0.4f, 0.3f}, kFrame);
        }
    }

    // ---- hair ----------------------------------------------------------------------------------
    void hair_behind() {
        const Colour dark = mixed(hair_, kBlack, 0.22f);
        const float back =
            kMiddle - 0.35f * side_shift();  // the back of the head goes the other way
        switch (f_.hair_type) {
            case 1: {  // a dome that goes over into a curtain with rounded corners
                const float half = half_width_ + 1.9f, corner = 3;
                const Ellipse dome{back, 16, half, 12.2f};
                const Box box{back - half, 3.8f, back + half, 29};
                canvas_.paint(box, dark, 1, [&](float x, float y) {
                    const float u = std::abs(x - back) - (half - corner), v = y - (29 - corner);
                    const float curtain = u > 0 && v > 0 ? std::sqrt(u * u + v * v) - corner
                                                         : std::max(u, v) - corner;
                    return y < 16 ? dome(x, y) : curtain;
                });
                break;
            }
            case 2:
                for (int i = 0; i < 11; ++i) {
                    const float angle = (160 + 22 * float(i)) * kDegree;
                    const float x = back + (half_width_ + 0.5f) * std::cos(angle);
                    canvas_.paint(Ellipse{x, 15.4f + 9.0f * std::sin(angle), 3.5f, 3.5f}, dark);
                }
                break;
            case 3:
                canvas_.paint(Ellipse{back, 4.6f, 3.9f, 3.6f}, dark);
                canvas_.paint(Ellipse{back - 0.5f, 4.0f, 2.6f, 2.3f}, hair_);
                break;
            default:
                break;
        }
    }

    void hair_in_front() {
        const float shift = side_shift();
        const auto cap_of = [&](float more, float up) {
            return Egg{kMiddle - 0.1f * shift, kHeadY - up, half_width_ + more,
                       kHeadHalfHeight + more};
        };
        switch (f_.hair_type) {
            case 0: {  // short at the sides, a fringe combed over the forehead
                const Egg cap = cap_of(0.6f, 0.8f);
                const Ellipse face{kMiddle + 0.75f * shift, 22.0f, half_width_ - 0.3f, 11.2f};
                const Ellipse comb{kMiddle + 0.75f * shift - 3.6f, 6.6f, 8.4f, 4.9f};
                canvas_.paint(cap.box(), hair_, 1, [&](float x, float y) {
                    const float sides = std::max(-face(x, y), y - 17);
                    return std::max(cap(x, y), std::min(sides, comb(x, y)));
                });
                break;
            }
            case 1: {  // parted in the middle, falling to the shoulders
                const Egg cap = cap_of(1.2f, 0.6f);
                const float part = kMiddle + 0.8f * shift, half = half_width_ - 3.6f;
                const Ellipse left{part - 3.6f, 19.5f, half, 10.0f},
                    right{part + 3.6f, 19.5f, half, 10.0f};
                canvas_.paint(cap.box(), hair_, 1, [&](float x, float y) {
                    const float between = std::max(std::abs(x - part) - 3.6f, 16 - y);
                    const float face = std::min(std::min(left(x, y), right(x, y)), between);
                    return std::max(std::max(cap(x, y), -face), y - 25);
                });
                break;
            }
            case 2:  // a row of curls over the forehead
                for (int i = -3; i <= 3; ++i) {
                    const float x = kMiddle + 0.45f * shift + float(i) * (half_width_ - 0.9f) / 3;
                    canvas_.paint(Ellipse{x, 8.1f + 0.36f * float(i * i), 2.8f, 2.6f}, hair_);
                }
                break;
            default: {  // combed back tightly
                const Egg cap = cap_of(0.45f, 0.3f);
                const Ellipse face{kMiddle + 0.8f * shift, 21.4f, half_width_ - 0.2f, 11.9f};
                canvas_.paint(cap.box(), hair_, 1, [&](float x, float y) {
                    return std::max(std::max(cap(x, y), -face(x, y)), y - 15.5f);
                });
                break;
            }
        }
    }

    const Factors& f_;
    Canvas& canvas_;
    Colour skin_, hair_;
    float angle_, half_width_, eye_y_, eye_apart_;
    Egg head_;
};

}  // namespace

void render(const Factors& factors, int side, std::uint8_t* out) {
    Canvas canvas(side, kBackground[factors.background]);
    Face(factors, canvas).draw();
    canvas.write(out);
}

}  // namespace latent::data::faces
