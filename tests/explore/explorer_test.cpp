#include "latent/explorer.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "explore/answering.h"
#include "explore/explorer_thread.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

struct Desk {
    training::Trainer trainer{test::small_config("vae"), test::tiny_dataset()};
    models::VersionCounter versions{0};
    explore::Replica replica;
    Answer ask(const Question& question) {
        return replica.answer(trainer.publish_weights(), question, versions);
    }
};

}  // namespace

TEST_CASE("a decoded code is the picture that the trainer's own net makes of it") {
    Desk desk;
    for (int i = 0; i < 3; ++i) desk.trainer.step();
    const Answer answer = desk.ask(DecodeCodes{{0.5f, -1.0f, 2.0f, 0.0f}});
    REQUIRE(answer.problem.empty());
    CHECK(answer.samples.count == 2);
    CHECK(answer.step == 3);
    torch::NoGradGuard no_grad;
    const auto values =
        desk.trainer.net().decode(torch::tensor({0.5f, -1.0f, 2.0f, 0.0f}).view({2, 2})).values;
    CHECK(models::to_samples(values, DataKind::images, 0).pixels == answer.samples.pixels);
}

TEST_CASE("an encoded image comes back with its code and its reconstruction") {
    Desk desk;
    std::int64_t index = 3;
    Samples images;
    images.count = 1;
    images.shape = {1, 8, 8};
    images.pixels.resize(64);
    desk.trainer.dataset().read_bytes(data::Split::train, &index, 1, images.pixels.data());
    const Answer answer = desk.ask(EncodeSamples{images});
    REQUIRE(answer.problem.empty());
    torch::NoGradGuard no_grad;
    const auto code =
        desk.trainer.net().encode(desk.trainer.load(data::Split::train, &index, 1)).mean;
    for (int j = 0; j < 2; ++j)
        CHECK(answer.codes[std::size_t(j)] == doctest::Approx(code[0][j].item<float>()));
    CHECK(answer.samples.count == 1);
}

TEST_CASE("a walk moves one dimension in equal steps and leaves the others") {
    const auto codes = explore::walk_codes({{0.5f, -0.25f, 1.0f}, 1, -2, 2, 5});
    REQUIRE(codes.size() == 15);
    for (int i = 0; i < 5; ++i) {
        CHECK(codes[std::size_t(3 * i)] == 0.5f);
        CHECK(codes[std::size_t(3 * i + 1)] == doctest::Approx(-2 + i));
        CHECK(codes[std::size_t(3 * i + 2)] == 1.0f);
    }
    Desk desk;
    CHECK(desk.ask(WalkDimension{{0, 0}, 1, -2, 2, 5}).samples.count == 5);
}

TEST_CASE("questions that do not fit the net are answered with a sentence") {
    Desk desk;
    CHECK(desk.ask(DecodeCodes{{1, 2, 3}}).problem.find("2 dimensions") != std::string::npos);
    CHECK(desk.ask(DecodeCodes{}).problem.find("do not fit") != std::string::npos);
    CHECK(desk.ask(WalkDimension{{0, 0}, 2, -1, 1, 3}).problem.find("does not have") !=
          std::string::npos);
    CHECK(desk.ask(WalkDimension{{0, 0, 0}, 0, -1, 1, 3}).problem.find("another width") !=
          std::string::npos);
    Samples wrong;
    wrong.count = 1;
    wrong.shape = {1, 9, 9};
    wrong.pixels.resize(81);
    CHECK(desk.ask(EncodeSamples{wrong}).problem.find("size") != std::string::npos);
    models::VersionCounter versions{0};
    CHECK(explore::Replica()
              .answer(nullptr, DecodeCodes{{0, 0}}, versions)
              .problem.find("being prepared") != std::string::npos);
}

TEST_CASE("the newest question of a channel wins, and channels do not displace each other") {
    training::Trainer trainer(test::small_config("vae"), test::tiny_dataset());
    const auto weights = trainer.publish_weights();
    models::VersionCounter versions{0};
    explore::ExplorerThread explorer([&](RunId) { return weights; }, {}, versions);
    const RunId run{1};
    std::uint64_t last = 0;
    const std::uint64_t other = explorer.ask(run, "hover", DecodeCodes{{1, 1}});
    for (int i = 0; i < 500; ++i) last = explorer.ask(run, "walk", DecodeCodes{{float(i), 0}});
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    const auto ticket_of = [&](const char* channel) {
        const auto answer = explorer.answer(run, channel);
        return answer ? answer->ticket : 0;
    };
    while ((ticket_of("walk") != last || ticket_of("hover") != other) &&
           std::chrono::steady_clock::now() < deadline)
        std::this_thread::yield();
    CHECK(ticket_of("walk") == last);
    CHECK(ticket_of("hover") == other);
    CHECK(explorer.answer(run, "walk")->codes == std::vector<float>{499, 0});
    explorer.forget(run);
    CHECK_FALSE(bool(explorer.answer(run, "walk")));
}
