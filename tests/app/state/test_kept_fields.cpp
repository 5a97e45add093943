// What is kept of the user's choices: every field comes back, and no text can do harm.
#include <doctest/doctest.h>

#include <limits>
#include <set>

#include "state/kept_fields.h"

using namespace latent;
using namespace latent::app;

namespace {

RunId same(std::int64_t number) { return RunId(number); }

// Something other than the usual in every field.
UiState busy_window() {
    UiState ui;
    ui.shown = RunId(2);
    ui.workspace = "compare";
    ui.tabs = {{"curves", "path"}};
    ui.open_folds = {"code"};
    ui.side_panels = false;
    ui.figures_right = 0.25f;
    ui.figures_down = 1;
    ui.theme = ThemeKind::night;
    ui.splits["explore"] = {0.3f, 0.2f, 0.25f, 0.5f, 0.3f};
    ui.map_colour = "error";
    ui.map.overlays = {"prior"};
    ui.map.clusters = 7;
    ui.hidden_series = {"mse"};
    ui.check = "identity";
    ui.sorted_code = false;
    ui.log_curves = ui.worst_first = true;
    ui.walk.raw_axes = true;
    ui.path.from = "class:3";
    ui.traversals.range = TraversalRange::fixed;
    ui.draw.brush = 2;
    ui.draw.centred = false;
    ui.scores.curves = {{"mig", true}};
    ui.field.arrows = false;
    ui.selection.data = "fashion_mnist";
    ui.selection.total = 2000;
    select(ui.selection, 2000, {1, 2, 3, 900, 1999});
    save_group(ui.selection);
    ui.pinned = 12;
    ui.second_pin = 15;
    ui.hidden_classes = {0, 9};
    RunView& view = ui.views[RunId(2)];
    view.walk.z = {0.25f, -1.5f};
    view.walk.sample = 12;
    view.walk.touched = true;
    view.camera.axes_chosen = true;
    view.camera.axes = MapAxes::principal;
    view.camera.y_direction = 3;
    view.camera.fitted = false;
    view.camera.centre_x = 3.5f;
    view.camera.units_per_pixel = 0.25f;
    view.edits["code.width"] = std::int64_t(16);
    view.edits["optimizer.learning_rate"] = 0.003;
    view.edits["architecture.encoder"] = Widths{256, 128};
    view.edits["input.centre"] = true;
    view.edits["architecture.kind"] = std::string("conv");
    view.removed_terms = {"l1_code"};
    ui.comparison.left_out = {RunId(1)};
    ui.comparison.sort = "error";
    ui.comparison.axis = "seed";
    ui.comparison.width = 8;
    ui.comparison.chart = "rate";
    ui.comparison.log_chart = ui.comparison.raw_survival = true;
    ui.comparison.cursor = 1.5f;
    ui.comparison.second = RunId(2);
    return ui;
}

}  // namespace

TEST_CASE("every field is written when the user has chosen something, and comes back") {
    const UiState ui = busy_window(), untouched;
    UiState back;
    std::set<std::string> ids;
    for (const KeptField& field : kept_fields()) {
        INFO(field.id);
        CHECK(ids.insert(field.id).second);
        CHECK(field.write(ui) != field.write(untouched));
        field.read(back, field.write(ui), same);
    }
    for (const KeptField& field : kept_fields()) {
        INFO(field.id);
        CHECK(field.write(back) == field.write(ui));
    }
    CHECK(selected(back.selection) == std::vector<int>{1, 2, 3, 900, 1999});
    REQUIRE(back.selection.groups.size() == 1);
    CHECK(back.selection.groups[0].samples == std::vector<int>{1, 2, 3, 900, 1999});
    CHECK(back.views[RunId(2)].edits == ui.views.at(RunId(2)).edits);
}

TEST_CASE("a field goes back to nothing as well") {
    UiState ui = busy_window();
    const UiState untouched;
    for (const KeptField& field : kept_fields())
        if (std::string(field.id) != "shown") field.read(ui, field.write(untouched), same);
    for (const KeptField& field : kept_fields()) {
        INFO(field.id);
        if (std::string(field.id) != "shown") CHECK(field.write(ui) == field.write(untouched));
    }
}

TEST_CASE("what is said of runs follows them to their new numbers, or is left out") {
    const UiState ui = busy_window();
    const auto renumbered = [](std::int64_t number) {
        return number == 2 ? RunId(7) : RunId::none;
    };
    UiState back;
    for (const KeptField& field : kept_fields()) field.read(back, field.write(ui), renumbered);
    CHECK(back.shown == RunId(7));
    CHECK(back.views.count(RunId(7)) == 1);
    CHECK(back.views.count(RunId(2)) == 0);
    CHECK(back.views[RunId(7)].walk.z == std::vector<float>{0.25f, -1.5f});
    CHECK(back.comparison.left_out.empty());
    CHECK(back.comparison.second == RunId(7));
}

TEST_CASE("pins and selections of other data are not taken over") {
    const UiState ui = busy_window();
    UiState other;
    follow_data(other.selection, "sprites32", 500);
    for (const KeptField& field : kept_fields()) field.read(other, field.write(ui), same);
    CHECK(other.selection.count == 0);
    CHECK(other.selection.groups.empty());
    CHECK(other.pinned == -1);
    CHECK(other.selection.data == "sprites32");
}

TEST_CASE("no text of a field does harm") {
    const std::vector<std::string> hostile{
        "",
        "nonsense",
        "{",
        "null",
        "true",
        "-1",
        "1e308",
        "99999999999999999999999",
        "\"text\"",
        "[]",
        "[[[[[[]]]]]]",
        "[1,2,3]",
        "[-5,-5,4000000000,1e300]",
        "{}",
        "{\"2\":null}",
        "{\"2\":[]}",
        "{\"-9\":{}}",
        "{\"999999999999999999999999\":{}}",
        "{\"2\":{\"z\":[\"a\",null,1e300],\"sample\":1e12,\"x\":-7,\"y\":1e12,\"kind\":99,"
        "\"chosen\":true,\"units_per_pixel\":0,\"set\":{\"a\":{},\"b\":[1.5],\"c\":"
        "18446744073709551615},\"without\":[1,2]}}",
        "{\"data\":\"d\",\"of\":1e12,\"samples\":[0,1000000000]}",
        "{\"data\":\"d\",\"of\":50,\"samples\":[0,1000000000,-3,2,60,1,40,3,10,5,\"x\"],"
        "\"groups\":[{\"name\":\"g\",\"samples\":[49,2147483647]},{\"name\":7},null,8]}",
        "{\"explore\":[9,9,9,9,9],\"other\":[1],\"third\":{}}",
        "{\"order\":-1,\"origin\":77,\"range\":2.5e9,\"clusters\":1e9,\"perplexity\":-1,"
        "\"brush\":1e9,\"row\":-70,\"cursor\":1e99,\"sample\":-4,\"width\":1e300,\"first\":-2,"
        "\"left_out\":[{},null,-1,1e30],\"curves\":{\"a\":1},\"overlays\":{},\"colour\":[]}"};
    for (const std::string& text : hostile)
        for (const KeptField& field : kept_fields()) {
            INFO(field.id, " reads ", text);
            UiState ui = busy_window();
            ui.selection.data = "d";
            ui.selection.total = 50;
            select(ui.selection, 50, {});
            field.read(ui, text, same);
            CHECK(ui.map.clusters <= 20);
            CHECK(ui.map.clusters >= 2);
            CHECK(ui.map.embedding.perplexity >= 5);
            CHECK(int(ui.traversals.origin) < 4);
            CHECK(int(ui.traversals.range) < 3);
            CHECK(ui.selection.chosen.size() <= 50);
            for (const Group& group : ui.selection.groups)
                for (const int sample : group.samples) CHECK(sample < 2000);
            for (const auto& [workspace, at] : ui.splits) CHECK(at.left <= 0.98f);
            for (const auto& [run, view] : ui.views) {
                CHECK(view.camera.units_per_pixel > 0);
                CHECK(view.camera.x_axis >= 0);
                CHECK(view.walk.sample <= 10000000);
                for (const float z : view.walk.z) CHECK(std::abs(z) <= 1e30f);
            }
            CHECK(ui.comparison.sample >= 0);
        }
}
