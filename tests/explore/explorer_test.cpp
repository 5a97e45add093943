#include "latent/explorer.h"

#include <doctest/doctest.h>

#include <torch/autograd.h>
#include <chrono>
#include <cmath>
#include <set>
#include <thread>

#include "explore/answering.h"
#include "explore/explorer_thread.h"
#include "support/small_config.h"
#include "support/tiny_dataset.h"
#include "training/trainer.h"

using namespace latent;

namespace {

// A net of a kind, after a few steps, and who answers questions about it.
struct Desk {
    training::Trainer trainer;
    explicit Desk(const std::string& architecture = "dense", std::int64_t width = 2)
        : trainer(config_of(architecture, width), test::tiny_dataset(64, {1, 16, 16})) {
        for (int i = 0; i < 5; ++i) trainer.step();
    }
    static RunConfig config_of(const std::string& architecture, std::int64_t width) {
        RunConfig config = test::small_config("vae");
        config.set("architecture.kind", architecture);
        config = with_defaults(test::catalog(), config);
        config.set("code.width", width);
        return config;
    }
    models::Autoencoder& net() { return trainer.net(); }
    models::VersionCounter versions{0};
    explore::Replica replica;
    Answer ask(const Question& question) {
        return replica.answer(trainer.publish_weights(), question, versions);
    }
};

}  // namespace

TEST_CASE("a decoded code is the picture that the trainer's own net makes of it") {
    Desk desk;
    const Answer answer = desk.ask(DecodeCodes{{0.5f, -1.0f, 2.0f, 0.0f}});
    REQUIRE(answer.problem.empty());
    CHECK(answer.samples.count == 2);
    CHECK(answer.step == 5);
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
    images.shape = {1, 16, 16};
    images.pixels.resize(256);
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

TEST_CASE("questions that do not fit the net are answered with a sentence") {
    Desk desk;
    CHECK(desk.ask(DecodeCodes{{1, 2, 3}}).problem.find("2 dimensions") != std::string::npos);
    CHECK(desk.ask(DecodeCodes{}).problem.find("do not fit") != std::string::npos);
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

TEST_CASE("a traversal's pictures are those of its codes, row by row") {
    Desk desk;
    Traverse question;
    question.origin = {0.5f, -0.5f};
    question.directions = {1, 0, 0, 1};
    question.from = {-2, -1};
    question.to = {2, 1};
    question.count = 3;
    const Answer answer = desk.ask(question);
    REQUIRE(answer.problem.empty());
    CHECK(answer.codes == std::vector<float>{-1.5f, -0.5f, 0.5f, -0.5f, 2.5f, -0.5f,  //
                                             0.5f, -1.5f, 0.5f, -0.5f, 0.5f, 0.5f});
    CHECK(answer.samples.pixels == desk.ask(DecodeCodes{answer.codes}).samples.pixels);
    CHECK(answer.readings.empty());
}

TEST_CASE("every frame of a path says how far it comes back changed, and how many codes are near") {
    Desk desk;
    auto cloud = std::make_shared<CodeCloud>();
    cloud->count = 100;
    cloud->width = 2;
    for (int i = 0; i < 100; ++i) {  // a square grid, a tenth apart
        cloud->codes.push_back(0.1f * float(i % 10));
        cloud->codes.push_back(0.1f * float(i / 10));
    }
    Interpolate question;
    question.from = {0.45f, 0.45f};
    question.to = {9, 9};
    question.count = 3;
    question.cloud = cloud;
    const Answer answer = desk.ask(question);
    REQUIRE(answer.problem.empty());
    // Inside the grid four neighbours lie at 0.1, the fifth on the diagonal.
    CHECK(answer.radius == doctest::Approx(0.1 * std::sqrt(2.0)).epsilon(1e-4));
    // From the middle of a cell: four corners at 0.071; the next ones at 0.158.
    CHECK(answer.neighbours == std::vector<int>{4, 0, 0});
    REQUIRE(answer.cycle_errors.size() == 3);
    torch::NoGradGuard no_grad;
    const torch::Tensor code = torch::tensor({9.0f, 9.0f}).view({1, 2});
    const torch::Tensor back = desk.net().encode(desk.net().decode(code).values).mean;
    CHECK(answer.cycle_errors[2] == doctest::Approx((back - code).norm().item<float>()));

    auto wrong = std::make_shared<CodeCloud>(*cloud);
    wrong->width = 4;
    wrong->count = 50;
    question.cloud = wrong;
    CHECK(desk.ask(question).problem.find("width") != std::string::npos);
    question.cloud = nullptr;
    CHECK(desk.ask(question).cycle_errors.empty());
}

TEST_CASE("the stretch in a plane is the metric that the decoder's exact Jacobian gives") {
    for (const std::string architecture : {"dense", "conv"}) {
        CAPTURE(architecture);
        Desk desk(architecture, 3);
        Stretch question;
        const int count = 6;
        for (int i = 0; i < count * 3; ++i)
            question.codes.push_back(float(std::sin(2.3 * i)) * 1.5f);
        question.plane = {0.6f, 0.8f, 0, 0, 0, 2};
        const Answer answer = desk.ask(question);
        REQUIRE(answer.problem.empty());
        REQUIRE(answer.stretch.size() == count * 3);
        const torch::Tensor plane =
            torch::tensor(torch::ArrayRef<float>(question.plane)).view({2, 3});
        for (int i = 0; i < count; ++i) {
            torch::Tensor z =
                torch::tensor(torch::ArrayRef<float>(question.codes.data() + 3 * i, 3))
                    .view({1, 3})
                    .requires_grad_();
            const torch::Tensor out = desk.net().decode(z).values.flatten();
            std::vector<torch::Tensor> rows;
            for (std::int64_t p = 0; p < out.numel(); ++p)
                rows.push_back(torch::autograd::grad({out[p]}, {z}, {}, true)[0].flatten());
            const torch::Tensor along = torch::mm(torch::stack(rows), plane.t());  // [D, 2]
            const torch::Tensor exact = torch::mm(along.t(), along);
            const double scale = exact.diagonal().sum().item<double>();
            REQUIRE(scale > 0);
            CHECK(std::abs(answer.stretch[std::size_t(i * 3)] - exact[0][0].item<double>()) <
                  0.01 * scale);
            CHECK(std::abs(answer.stretch[std::size_t(i * 3 + 1)] - exact[0][1].item<double>()) <
                  0.01 * scale);
            CHECK(std::abs(answer.stretch[std::size_t(i * 3 + 2)] - exact[1][1].item<double>()) <
                  0.01 * scale);
        }
    }
}

TEST_CASE("stretch is asked for in a plane of two directions") {
    Desk desk;
    CHECK(desk.ask(Stretch{{0, 0}, {1, 0}, nullptr}).problem.find("two directions") !=
          std::string::npos);
    CHECK(desk.ask(Stretch{{0, 0}, {1, 0, 0, 0}, nullptr}).problem.find("zero") !=
          std::string::npos);
    const Answer alone = desk.ask(Stretch{{0, 0}, {1, 0, 0, 1}, nullptr});
    CHECK(alone.problem.empty());
    CHECK(alone.stretch[0] > 0);
}

TEST_CASE("an effect is the mean length of the decoder's derivative; a cut dimension has none") {
    for (const std::string architecture : {"dense", "conv"}) {
        CAPTURE(architecture);
        Desk desk(architecture, 3);
        Effects question;
        const int count = 5;
        for (int i = 0; i < count * 3; ++i) question.codes.push_back(float(std::sin(1.7 * i)));
        {  // the decoder no longer looks at the second dimension
            torch::NoGradGuard no_grad;
            int cut = 0;
            for (torch::Tensor& weight : desk.net().parameters())
                if (weight.dim() == 2 && weight.size(1) == 3) {
                    weight.select(1, 1).zero_();
                    ++cut;
                }
            REQUIRE(cut == 1);
        }
        const Answer answer = desk.ask(question);
        REQUIRE(answer.problem.empty());
        REQUIRE(answer.effects.size() == 3);
        std::vector<double> exact(3, 0.0);
        for (int i = 0; i < count; ++i) {
            torch::Tensor z =
                torch::tensor(torch::ArrayRef<float>(question.codes.data() + 3 * i, 3))
                    .view({1, 3})
                    .requires_grad_();
            const torch::Tensor out = desk.net().decode(z).values.flatten();
            torch::Tensor squares = torch::zeros({3});
            for (std::int64_t p = 0; p < out.numel(); ++p)
                squares += torch::autograd::grad({out[p]}, {z}, {}, true)[0].flatten().square();
            for (int j = 0; j < 3; ++j)
                exact[std::size_t(j)] += std::sqrt(squares[j].item<double>()) / count;
        }
        CHECK(exact[1] == 0);
        CHECK(answer.effects[1] < 1e-3 * exact[0]);
        for (std::size_t j : {0u, 2u})
            CHECK(answer.effects[j] == doctest::Approx(exact[j]).epsilon(0.01));
    }
}

TEST_CASE("an effect along a direction is the derivative that way, a unit of it as it is given") {
    Desk desk("dense", 3);
    Effects axes;
    for (int i = 0; i < 15; ++i) axes.codes.push_back(float(std::sin(1.7 * i)));
    Effects given = axes;
    given.directions = {0, 0, 1, 2, 0, 0, 0.6f, 0.8f, 0, 0, 1, 0};
    const Answer of_axes = desk.ask(axes), of_given = desk.ask(given);
    REQUIRE(of_given.problem.empty());
    REQUIRE(of_given.effects.size() == 4);
    CHECK(of_given.effects[0] == doctest::Approx(of_axes.effects[2]).epsilon(0.01));
    CHECK(of_given.effects[1] == doctest::Approx(2 * of_axes.effects[0]).epsilon(0.01));
    CHECK(of_given.effects[3] == doctest::Approx(of_axes.effects[1]).epsilon(0.01));
    double oblique = 0;  // the decoder's own derivative along (0.6, 0.8, 0)
    for (int i = 0; i < 5; ++i) {
        torch::Tensor z = torch::tensor(torch::ArrayRef<float>(axes.codes.data() + 3 * i, 3))
                              .view({1, 3})
                              .requires_grad_();
        const torch::Tensor out = desk.net().decode(z).values.flatten();
        double squares = 0;
        for (std::int64_t p = 0; p < out.numel(); ++p) {
            const auto slope = torch::autograd::grad({out[p]}, {z}, {}, true)[0].flatten();
            const double along = 0.6 * slope[0].item<double>() + 0.8 * slope[1].item<double>();
            squares += along * along;
        }
        oblique += std::sqrt(squares) / 5;
    }
    CHECK(of_given.effects[2] == doctest::Approx(oblique).epsilon(0.01));
}

TEST_CASE("directions that are none have no effect, and that is said") {
    Desk desk("dense", 3);
    CHECK(desk.ask(Effects{{1, 2, 3}, {1, 0}}).problem.find("3 numbers each") != std::string::npos);
    CHECK(desk.ask(Effects{{1, 2, 3}, {0, 0, 0}}).problem.find("zero") != std::string::npos);
    CHECK(desk.ask(Effects{{1, 2, 3}, {0, NAN, 0}}).problem.find("finite") != std::string::npos);
}

TEST_CASE("effects of many codes are measured at evenly spaced ones of them") {
    Desk desk;  // k = 2: four decodes a code, so 1,024 codes of them
    Effects question;
    for (int i = 0; i < 3000; ++i) {
        question.codes.push_back(float(i));
        question.codes.push_back(0.25f * float(i % 7));
    }
    const Answer answer = desk.ask(question);
    REQUIRE(answer.problem.empty());
    REQUIRE(answer.codes.size() == 2 * 1024);
    CHECK(answer.codes[2] == 2);
    CHECK(answer.codes[2 * 1023] == float(1023 * 3000 / 1024));
}

TEST_CASE("the singular values of the encoder are those of its exact Jacobian, in any batch") {
    for (const std::string architecture : {"dense", "conv"}) {
        CAPTURE(architecture);
        Desk desk(architecture, 3);
        Samples images;
        images.count = 5;
        images.shape = {1, 16, 16};
        images.pixels.resize(5 * 256);
        const std::int64_t indices[5] = {1, 2, 3, 5, 8};
        desk.trainer.dataset().read_bytes(data::Split::train, indices, 5, images.pixels.data());
        const Answer answer = desk.ask(EncodeSamples{images, true});
        REQUIRE(answer.problem.empty());
        REQUIRE(answer.singular_values.size() == 15);
        for (int i = 0; i < 5; ++i) {
            torch::Tensor x = models::to_tensor(images).narrow(0, i, 1).clone().requires_grad_();
            const torch::Tensor code = desk.net().encode(x).mean;
            std::vector<torch::Tensor> rows;
            for (int j = 0; j < 3; ++j)
                rows.push_back(torch::autograd::grad({code[0][j]}, {x}, {}, true)[0].flatten());
            const torch::Tensor exact =
                torch::linalg_svdvals(torch::stack(rows).to(torch::kFloat64));
            for (int j = 0; j < 3; ++j)
                CHECK(answer.singular_values[std::size_t(i * 3 + j)] ==
                      doctest::Approx(exact[j].item<double>()).epsilon(1e-3));
        }
        CHECK(desk.ask(EncodeSamples{images}).singular_values.empty());
    }
    Desk wide("dense", 65);
    Samples image;
    image.count = 1;
    image.shape = {1, 16, 16};
    image.pixels.resize(256);
    CHECK(wide.ask(EncodeSamples{image, true}).problem.find("at most 64") != std::string::npos);
}

TEST_CASE("a question under way keeps the weights that it began with") {
    Desk desk;
    DecodeCodes large;
    for (int i = 0; i < 4096; ++i) {
        large.codes.push_back(float(i % 64) / 16);
        large.codes.push_back(float(i / 64) / 16);
    }
    const auto before = desk.trainer.publish_weights();
    const Answer whole = desk.replica.answer(before, large, desk.versions);
    explore::Task task = desk.replica.begin(before, large, desk.versions);
    desk.replica.advance(task, desk.versions);
    REQUIRE_FALSE(task.done());
    for (int i = 0; i < 20; ++i) desk.trainer.step();
    const auto after = desk.trainer.publish_weights();
    const Answer other = desk.replica.answer(after, DecodeCodes{{0, 0}}, desk.versions);
    CHECK(other.step == 25);
    while (!task.done()) desk.replica.advance(task, desk.versions);
    CHECK(task.answer.step == 5);
    REQUIRE(task.answer.samples.count == 4096);
    int different = 0;  // batches of another size may round the last bit the other way
    for (std::size_t i = 0; i < whole.samples.pixels.size(); ++i)
        different += std::abs(whole.samples.pixels[i] - task.answer.samples.pixels[i]) > 1;
    CHECK(different == 0);
}

TEST_CASE("a slider's question overtakes a large one that is under way") {
    Desk desk("conv");
    const auto weights = desk.trainer.publish_weights();
    models::VersionCounter versions{0};
    explore::ExplorerThread explorer([&](RunId) { return weights; }, {}, versions);
    const RunId run{1};
    Stretch large;
    for (int i = 0; i < 4096; ++i) {
        large.codes.push_back(float(i % 64) / 16);
        large.codes.push_back(float(i / 64) / 16);
    }
    large.plane = {1, 0, 0, 1};
    const auto stretch = explorer.ask(run, "stretch", large);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    const auto waiting = [&] { return std::chrono::steady_clock::now() < deadline; };
    int walks = 0;
    while (!explorer.answer(run, "stretch") && waiting()) {
        const std::uint64_t ticket = explorer.ask(run, "walk", DecodeCodes{{float(walks), 0}});
        const auto answered = [&] {
            const auto answer = explorer.answer(run, "walk");
            return answer && answer->ticket == ticket;
        };
        while (!answered() && waiting()) std::this_thread::yield();
        REQUIRE(answered());
        ++walks;
    }
    CHECK(walks > 2);  // several were answered before the large one was
    REQUIRE(bool(explorer.answer(run, "stretch")));
    CHECK(explorer.answer(run, "stretch")->ticket == stretch);
    CHECK(explorer.answer(run, "stretch")->stretch.size() == 3 * 4096);
}
