// The session's file: what is written comes back, and no file of that name can do harm.
#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "export/whole_file.h"
#include "gui/session.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::app;

namespace {

namespace fs = std::filesystem;

Session busy_session(const fs::path& library) {
    UiState ui;
    ui.shown = RunId(3);
    ui.theme = ThemeKind::night;
    ui.pinned = 7;
    ui.selection.data = "fashion_mnist";
    ui.selection.total = 100;
    select(ui.selection, 100, {7, 8, 9});
    Session session;
    session.runs = {{1, (library / "runs" / "a run").string()}, {3, "/elsewhere/width 2"}};
    session.width = 1440;
    session.height = 900;
    KeptTexts texts;
    put_choices(session, texts.of(ui));
    return session;
}

}  // namespace

TEST_CASE("a session comes back as it was, also from a library that was moved") {
    const Session session = busy_session("/home/ada/lib");
    const std::string text = session_text(session, "/home/ada/lib");
    CHECK(text.find("/home/ada") == std::string::npos);
    CHECK(session_from(text, "/home/ada/lib") == session);
    const Session moved = session_from(text, "/media/stick");
    REQUIRE(moved.runs.size() == 2);
    CHECK(moved.runs[0].folder == "/media/stick/runs/a run");
    CHECK(moved.runs[1].folder == "/elsewhere/width 2");

    UiState ui;
    take_choices(
        moved, ui, [](std::int64_t number) { return RunId(number * 10); },
        [](KeptScope) { return true; });
    CHECK(ui.shown == RunId(30));
    CHECK(ui.theme == ThemeKind::night);
    CHECK(ui.pinned == 7);
    CHECK(ui.selection.count == 3);

    UiState plain;
    take_choices(
        moved, plain, [](std::int64_t) { return RunId::none; },
        [](KeptScope scope) { return scope == KeptScope::window; });
    CHECK(plain.theme == ThemeKind::night);
    CHECK(plain.pinned == -1);
    CHECK(plain.shown == RunId::none);
}

TEST_CASE("a session that cannot be read is put aside, and said so in one sentence") {
    test::TempFolder library;
    const std::string good = session_text(busy_session(library.path()), library.path());
    const std::vector<std::string> hostile{"",
                                           "\xff\xfe",
                                           "{",
                                           "null",
                                           "7",
                                           "[]",
                                           "{}",
                                           good.substr(0, good.size() / 2),
                                           "{\"latent_explorer_session\":\"1\"}",
                                           "{\"latent_explorer_session\":-1}",
                                           "{\"latent_explorer_session\":1e999}",
                                           "{\"latent_explorer_session\":2}",
                                           std::string(3000000, '['),
                                           std::string(17 << 20, ' ')};
    for (std::size_t i = 0; i < hostile.size(); ++i) {
        INFO("case ", i);
        std::ofstream(library / "session.json") << hostile[i];
        SessionFile file(library.path());
        const SessionFile::Read read = file.read();
        CHECK_FALSE(read.session);
        CHECK(read.sentence.rfind("The last session", 0) == 0);
        CHECK(read.sentence.find('\n') == std::string::npos);
        CHECK_FALSE(fs::exists(library / "session.json"));
        const std::string aside = "session-put-aside-" + std::to_string(i + 1) + ".json";
        CHECK(read.sentence.find(aside) != std::string::npos);
        CHECK(fs::file_size(library / aside) == hostile[i].size());
    }
    SessionFile file(library.path());
    CHECK_FALSE(file.read().session);
    CHECK(file.read().sentence.empty());  // there is none at all: a first start
}

TEST_CASE("what is wrong within a session is left out, and the rest comes back") {
    const std::string text =
        "{\"latent_explorer_session\":1,\"window\":[1e9,-3],\"runs\":[null,7,{},"
        "{\"number\":\"x\",\"folder\":[]},{\"number\":1e300,\"folder\":\"runs/one\"},"
        "{\"number\":4,\"folder\":\"runs/two\"}],\"choices\":{\"theme\":\"night\",\"pins\":[1],"
        "\"nobody knows\":1,\"selection\":" +
        std::string(200, '[') + std::string(200, ']') + ",\"map\":{\"clusters\":99999999}}}";
    const Session session = session_from(text, "/lib");
    CHECK(session.width == 0);
    REQUIRE(session.runs.size() == 2);
    CHECK(session.runs[0].number == 0);
    CHECK(session.runs[1].folder == "/lib/runs/two");
    UiState ui;
    take_choices(
        session, ui, [](std::int64_t number) { return RunId(number); },
        [](KeptScope) { return true; });
    CHECK(ui.theme == ThemeKind::night);
    CHECK(ui.map.clusters == 10);
    CHECK(ui.pinned == -1);
}

TEST_CASE("two windows do not write one session") {
    test::TempFolder library;
    auto first = std::make_unique<SessionFile>(library.path());
    REQUIRE(first->ours());
    CHECK(first->save(busy_session(library.path())));
    {
        SessionFile second(library.path());
        CHECK_FALSE(second.ours());
        CHECK(second.taken());
        CHECK_FALSE(second.read().session);
        second.save_now({});
    }
    first->save_now(busy_session(library.path()));
    first.reset();
    SessionFile third(library.path());
    REQUIRE(third.ours());
    const auto read = third.read();
    REQUIRE(read.session);
    CHECK(*read.session == busy_session(library.path()));
}

TEST_CASE("a session is written in the background, the newest in the end") {
    test::TempFolder library;
    Session session = busy_session(library.path());
    {
        SessionFile file(library.path());
        for (int i = 0; i < 50; ++i) {
            session.width = 1000 + i;
            while (!file.save(session)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    const Session back =
        session_from(text_of_file(library / "session.json", 1 << 20), library.path());
    CHECK(back.width == 1049);
}

TEST_CASE("a library that cannot be made leaves the window without a session") {
    test::TempFolder library;
    std::ofstream(library / "file") << "in the way";
    SessionFile file(library / "file");
    CHECK_FALSE(file.ours());
    CHECK_FALSE(file.taken());
    CHECK_FALSE(file.read().session);
    CHECK(file.save({}));
    file.save_now({});
}
