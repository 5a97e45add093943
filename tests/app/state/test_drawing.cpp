#include "state/drawing.h"

#include <doctest/doctest.h>

#include <cmath>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

// An L of bright pixels: `size` high and three fifths as wide, its upper left corner there.
void draw_figure(Samples& images, int i, int left, int top, int size) {
    const int width = images.shape.width;
    std::uint8_t* image = images.pixels.data() + std::size_t(i) * std::size_t(images.shape.size());
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size * 3 / 5; ++x)
            if (x < size / 5 || y >= size * 4 / 5) image[(top + y) * width + left + x] = 255;
}

Samples black(int count, int side) {
    Samples images;
    images.count = count;
    images.shape = {1, side, side};
    images.version = 7;
    images.pixels.assign(std::size_t(count) * std::size_t(side) * std::size_t(side), 0);
    return images;
}

// Figures as MNIST has them: 20 high, in the middle.
Samples figures() {
    Samples images = black(6, 28);
    for (int i = 0; i < images.count; ++i) draw_figure(images, i, 8, 4, 20);
    return images;
}

double difference(const Samples& a, const Samples& b) {
    double sum = 0;
    for (std::size_t p = 0; p < a.pixels.size(); ++p)
        sum += std::abs(int(a.pixels[p]) - int(b.pixels[p])) / 255.0;
    return sum;
}

double ink(const Samples& image) {
    double sum = 0;
    for (const std::uint8_t pixel : image.pixels) sum += pixel / 255.0;
    return sum;
}

const std::vector<std::uint8_t> kWhite{255}, kBlack{0};

}  // namespace

TEST_CASE("data of figures on a plain ground are told from others") {
    const DrawingStyle style = drawing_style(figures());
    CHECK(style.figures);
    CHECK(style.box == doctest::Approx(20));
    CHECK(style.blank.pixels[0] == 0);
    CHECK(style.ink == kWhite);

    Samples anywhere = black(6, 28);  // the place of a figure says something
    for (int i = 0; i < 6; ++i) draw_figure(anywhere, i, 1 + i * 3, 2 + i * 2, 10);
    CHECK(!drawing_style(anywhere).figures);

    Samples busy = black(6, 28);  // no plain ground
    for (std::size_t p = 0; p < busy.pixels.size(); ++p)
        busy.pixels[p] = std::uint8_t(p * 2654435761u >> 8);
    CHECK(!drawing_style(busy).figures);

    Samples paper = figures();
    for (std::uint8_t& pixel : paper.pixels) pixel = std::uint8_t(255 - pixel);
    const DrawingStyle on_paper = drawing_style(paper);
    CHECK(on_paper.figures);
    CHECK(on_paper.blank.pixels[0] == 255);
    CHECK(on_paper.ink == kBlack);
}

TEST_CASE("a figure drawn small in a corner is centred and scaled as the data's are") {
    const Samples data = figures();
    const DrawingStyle style = drawing_style(data);
    Samples corner = black(1, 28), wanted = black(1, 28);
    draw_figure(corner, 0, 1, 2, 10);
    draw_figure(wanted, 0, 8, 4, 20);
    const Samples moved = centred(corner, style);
    // Half as large, it covers a quarter; what is left is the edges, which scaling softens.
    CHECK(difference(corner, wanted) > 80);
    CHECK(difference(moved, wanted) < 0.3 * ink(wanted));
    CHECK(moved.version != corner.version);

    CHECK(difference(centred(wanted, style), wanted) < 1);             // what is right stays
    CHECK(difference(centred(style.blank, style), style.blank) == 0);  // nothing stays nothing
}

TEST_CASE("a stroke covers its line, softly at its edge, however often it crosses itself") {
    Drawing drawing;
    const DrawingStyle style = drawing_style(figures());
    drawing.fit(style);
    CHECK(drawing.blank());
    drawing.begin_stroke();
    drawing.brush({4, 14}, {24, 14}, 1.5f, kWhite);
    const Samples once = drawing.sample();
    CHECK(once.pixels[13 * 28 + 14] == 255);
    CHECK(once.pixels[4 * 28 + 14] == 0);
    const std::uint8_t edge = once.pixels[12 * 28 + 14];
    CHECK(edge > 0);
    CHECK(edge < 255);
    drawing.brush({24, 14}, {4, 14}, 1.5f, kWhite);
    CHECK(drawing.sample().pixels == once.pixels);
    CHECK(!drawing.blank());
}

TEST_CASE("strokes are taken back one by one, wiping and clearing too") {
    Drawing drawing;
    const DrawingStyle style = drawing_style(figures());
    drawing.fit(style);
    const auto stroke = [&](float y, const std::vector<std::uint8_t>& with) {
        drawing.begin_stroke();
        drawing.brush({2, y}, {20, y}, 1, with);
        drawing.brush({20, y}, {26, y}, 1, with);
    };
    stroke(6, kWhite);
    const Samples first = drawing.sample();
    stroke(20, kWhite);
    const Samples second = drawing.sample();
    stroke(6, kBlack);
    CHECK(ink(drawing.sample()) < ink(second));
    drawing.clear(style);
    CHECK(ink(drawing.sample()) == 0);
    CHECK(drawing.blank());

    drawing.undo();
    drawing.undo();
    CHECK(drawing.sample().pixels == second.pixels);
    drawing.undo();
    CHECK(drawing.sample().pixels == first.pixels);
    drawing.undo();
    CHECK(drawing.blank());
    CHECK(!drawing.can_undo());
    drawing.undo();
    CHECK(drawing.blank());
}

TEST_CASE("a drawing outlives a change of run, but not of the data's shape") {
    Drawing drawing;
    drawing.fit(drawing_style(figures()));
    drawing.begin_stroke();
    drawing.brush({2, 2}, {9, 9}, 1, kWhite);
    const std::uint64_t version = drawing.version();
    drawing.fit(drawing_style(test::sample_images(4, 3)));
    CHECK(drawing.version() == version);
    drawing.fit(drawing_style(black(3, 32)));
    CHECK(drawing.blank());
    CHECK(drawing.sample().shape.width == 32);
    CHECK(!drawing.can_undo());
}

TEST_CASE("a curve takes the values along the line between two times, in either direction") {
    Samples data;
    data.kind = DataKind::sequences;
    data.count = 1;
    data.shape = {1, 5, 2};
    data.values.assign(10, 0.5f);
    for (const bool backwards : {false, true}) {
        Drawing drawing;
        drawing.fit(drawing_style(data));
        drawing.begin_stroke();
        if (backwards)
            drawing.curve(1, 3, 3, 1, 1);
        else
            drawing.curve(1, 1, 1, 3, 3);
        const auto& values = drawing.sample().values;
        CHECK(values[0 * 2 + 1] == 0.5f);
        CHECK(values[1 * 2 + 1] == doctest::Approx(1));
        CHECK(values[2 * 2 + 1] == doctest::Approx(2));
        CHECK(values[3 * 2 + 1] == doctest::Approx(3));
        CHECK(values[2 * 2] == 0.5f);  // the other feature
    }
}

TEST_CASE("how a drawing stands to the held-out samples is said in words") {
    const Snapshot snapshot = test::running_snapshot();
    CodeCloud cloud = *snapshot.cloud;
    cloud.errors.assign(std::size_t(cloud.count), 1000.0f);
    for (int i = 0; i < cloud.count; ++i)
        if (cloud.probe->held_out[std::size_t(i)]) cloud.errors[std::size_t(i)] = 10;
    Samples drawn = black(1, 28), decoded = black(1, 28);
    for (int p = 0; p < 31; ++p) drawn.pixels[std::size_t(p)] = 255;
    const Likeness far = likeness(drawn, decoded, cloud);
    CHECK(far.error == doctest::Approx(31));
    CHECK(far.usual == doctest::Approx(10));
    CHECK(far.below == 1);
    CHECK(likeness_sentence(far) == "Squared error 31.0, 3.1 times the usual: unlike the data.");
    for (int p = 5; p < 31; ++p) drawn.pixels[std::size_t(p)] = 0;
    CHECK(likeness_sentence(likeness(drawn, decoded, cloud)) ==
          "Squared error 5.00, 0.50 times the usual: like the data.");
    CHECK(nearest_code(cloud, {cloud.code(5)[0], cloud.code(5)[1]}) == 5);
    CHECK(nearest_code(cloud, {1}) == -1);
}
