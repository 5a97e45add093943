#include "widgets/parameter_editor.h"

#include <doctest/doctest.h>

#include "support/headless_imgui.h"
#include "widgets/theme.h"

using namespace latent;
using namespace latent::app;

namespace {

// A row of 300 pixels in a window, whose value is taken over as a panel would.
struct Row {
    test::HeadlessImGui imgui{300, 100};
    Theme theme = make_theme(ThemeKind::paper, 1);
    TypedText typed;
    ParameterRow row;
    int changes = 0;

    explicit Row(ParamSpec spec) {
        row.path = "optimizer." + spec.id;
        row.value = row.usual = spec.default_value;
        row.spec = std::move(spec);
    }
    void draw() {
        if (const auto value = edit_parameter(theme, row, typed)) {
            row.value = *value;
            ++changes;
        }
    }
    std::function<void()> drawn() {
        return [this] { draw(); };
    }
};

const ParamSpec kRate = ParamSpec::number("learning_rate", 1e-3, 1e-6, 1).log().acts_live();
const ImVec2 kLeft{12, 32}, kMiddle{155, 32};  // on the track

}  // namespace

TEST_CASE("the share of a track and its value belong together for every kind of number") {
    for (const ParamSpec& spec : {kRate, ParamSpec::number("level", 0.2, 0, 1),
                                  ParamSpec::integer("width", 2, 1, 512).log()})
        for (double share : {0.0, 0.3, 0.5, 1.0}) {
            CAPTURE(spec.id);
            CHECK(share_of(spec, value_at(spec, share)) == doctest::Approx(share).epsilon(0.02));
            CHECK(complaint(spec, value_at(spec, share)).empty());
        }
    CHECK(std::holds_alternative<std::int64_t>(value_at(ParamSpec::integer("n", 1, 0, 9), 0.5)));
}

TEST_CASE("dragging a track changes the value in every frame on the way") {
    Row row(kRate);
    row.imgui.drag(kMiddle, {280, 32}, row.drawn());
    CHECK(row.changes >= 3);
    CHECK(std::get<double>(row.row.value) > 0.1);
    row.imgui.drag({280, 32}, {0, 32}, row.drawn());
    CHECK(std::get<double>(row.row.value) == doctest::Approx(1e-6));
}

TEST_CASE("a right-click takes a changed value back") {
    Row row(kRate);
    row.row.value = 0.5;
    row.imgui.click(kMiddle, row.drawn(), 1);
    CHECK(std::get<double>(row.row.value) == doctest::Approx(1e-3));
}

TEST_CASE("Ctrl-click types a value, and one that is not valid is not taken") {
    Row row(kRate);
    row.imgui.control(true);
    row.imgui.click(kLeft, row.drawn());
    row.imgui.control(false);
    CHECK(row.typed.path == "optimizer.learning_rate");
    CHECK(row.changes == 0);
    row.imgui.frame(row.drawn());
    row.imgui.type("0.05");
    row.imgui.frame(row.drawn());
    row.imgui.enter(row.drawn());
    CHECK(std::get<double>(row.row.value) == doctest::Approx(0.05));
    CHECK(row.typed.path.empty());

    row.imgui.click({280, 12}, row.drawn());  // a click on the value does the same
    CHECK(row.typed.path == "optimizer.learning_rate");
    row.imgui.frame(row.drawn());
    row.imgui.type("77");
    row.imgui.frame(row.drawn());
    row.imgui.enter(row.drawn());
    CHECK(std::get<double>(row.row.value) == doctest::Approx(0.05));
}

TEST_CASE("every kind of parameter can be drawn") {
    for (const ParamSpec& spec :
         {ParamSpec::flag("nesterov", true), ParamSpec::integer("k", 2, 1, 512), kRate,
          ParamSpec::text("name", "x"), ParamSpec::choice("kind", "a", {"a", "b"}),
          ParamSpec::widths("encoder", {512, 256}, 1, 8192)}) {
        CAPTURE(spec.id);
        Row row(spec);
        CHECK(row.imgui.frame(row.drawn()) > 20);
        CHECK(row.changes == 0);
    }
}

TEST_CASE("a click throws a switch") {
    Row row(ParamSpec::flag("nesterov", false));
    row.imgui.click({290, 12}, row.drawn());
    CHECK(std::get<bool>(row.row.value));
}
