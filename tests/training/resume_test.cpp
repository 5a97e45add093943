// Going on from a checkpoint: bit for bit what the run would have been that never stopped.
#include <doctest/doctest.h>

#include "store/checkpoints.h"
#include "support/small_config.h"
#include "support/temp_folder.h"
#include "support/tiny_dataset.h"
#include "training/history.h"
#include "training/trainer.h"

using namespace latent;
using training::Trainer;

namespace {

constexpr int kSteps = 5;  // before and after; the tiny data's epoch is eight

RunConfig changed(RunConfig config, const std::string& path, const std::string& text) {
    set_from_text(test::catalog(), config, path, text);
    return config;
}

std::shared_ptr<const data::Dataset> data_of(DataKind kind) {
    return test::tiny_dataset_of(kind, 250);
}

// Through a file, as a program that was killed would have left it.
store::Tensors through_a_file(const Trainer& trainer) {
    const test::TempFolder folder;
    store::Checkpoint checkpoint{trainer.steps(), {}};
    trainer.save(checkpoint.content.tensors);
    store::write_checkpoint(folder.path(), checkpoint);
    return store::read_checkpoint(folder.path(), trainer.steps()).content.tensors;
}

// Names of what differs between two trainers; empty when every byte is the same.
std::vector<std::string> what_differs(const Trainer& a, const Trainer& b) {
    store::Tensors left, right;
    a.save(left);
    b.save(right);
    std::vector<std::string> names;
    for (const auto& [name, tensor] : left) {
        const auto found = right.find(name);
        if (found == right.end() || found->second.bytes != tensor.bytes ||
            found->second.shape != tensor.shape)
            names.push_back(name);
    }
    if (left.size() != right.size()) names.push_back("their number");
    return names;
}

void check_resuming(const RunConfig& config, DataKind kind, const RunConfig* changed = nullptr) {
    Trainer whole(config, data_of(kind)), stopped(config, data_of(kind));
    for (int i = 0; i < kSteps; ++i) {
        whole.step();
        stopped.step();
    }
    const store::Tensors kept = through_a_file(stopped);
    if (changed) whole.configure(*changed);
    Trainer resumed(changed ? *changed : config, data_of(kind));
    resumed.load(kept);
    CHECK(resumed.steps() == kSteps);
    CHECK(resumed.last_step() == whole.last_step());
    for (int i = 0; i < kSteps; ++i) {
        const training::TermValues expected = whole.step(), got = resumed.step();
        CHECK(expected.total == got.total);
        CHECK(expected.terms == got.terms);
    }
    CHECK(what_differs(whole, resumed) == std::vector<std::string>{});
}

}  // namespace

TEST_CASE("every system goes on from a checkpoint as if it had never stopped") {
    for (const SystemInfo& system : test::catalog().systems)
        for (DataKind kind : system.accepts) {
            const std::string on = name_of(kind);
            CAPTURE(system.id);
            CAPTURE(on);
            check_resuming(test::small_config(system.id, kind), kind);
        }
}

TEST_CASE("every optimiser goes on from a checkpoint with all that it remembers") {
    for (const PartInfo& optimizer : test::catalog().optimizers) {
        CAPTURE(optimizer.id);
        RunConfig config =
            changed(test::small_config("adversarial"), "optimizer.kind", optimizer.id);
        check_resuming(config, DataKind::images);
        // A fresh one would not: the test would see it.
        Trainer whole(config, data_of(DataKind::images)), fresh(config, data_of(DataKind::images));
        for (int i = 0; i < kSteps; ++i) whole.step();
        store::Tensors kept = through_a_file(whole);
        kept["optimizer/steps"] = store::stored<std::int64_t>({0});
        fresh.load(kept);
        whole.step();
        fresh.step();
        CHECK_FALSE(what_differs(whole, fresh).empty());
    }
}

TEST_CASE("a falling learning rate, corrupted inputs, a centre and a live change go on too") {
    RunConfig config = changed(test::small_config("vae"), "optimizer.schedule", "cosine");
    config.set("steps", std::int64_t(2 * kSteps));
    config = changed(config, "corruption.kind", "masking");
    config = changed(config, "input.centre", "true");
    check_resuming(config, DataKind::images);
    RunConfig changed = config;
    changed.set("optimizer.learning_rate", 0.0003);
    changed.set("terms.kl_prior.weight", 2.5);
    check_resuming(config, DataKind::images, &changed);

    // Trained on behind its end: the cosine falls anew from there.
    Trainer whole(config, data_of(DataKind::images)), resumed(config, data_of(DataKind::images));
    for (int i = 0; i < 2 * kSteps; ++i) whole.step();
    whole.extend();
    whole.step();
    resumed.load(through_a_file(whole));
    whole.step();
    resumed.step();
    CHECK(what_differs(whole, resumed).empty());
}

TEST_CASE("a checkpoint of another net is refused, and says which tensor") {
    const RunConfig config = test::small_config("adversarial");
    Trainer trainer(config, data_of(DataKind::images));
    trainer.step();
    store::Tensors kept;
    trainer.save(kept);
    for (const auto& [name, tensor] : kept) {
        CAPTURE(name);
        Trainer other(config, data_of(DataKind::images));
        if (name != "input.centre") {
            store::Tensors lacking = kept;
            lacking.erase(name);
            CHECK_THROWS_AS(other.load(lacking), std::runtime_error);
        }
        store::Tensors bent = kept;
        bent[name].shape.push_back(1);
        CHECK_THROWS_AS(other.load(bent), std::runtime_error);
    }
    Trainer wider(changed(config, "code.width", "5"), data_of(DataKind::images));
    CHECK_THROWS_WITH_AS(wider.load(kept), doctest::Contains("another shape"), std::runtime_error);
    Trainer fewer(config, test::tiny_dataset(20));
    store::Tensors far = kept;
    far["trainer/batches"] = store::stored<std::int64_t>({1, 0, 200});
    CHECK_THROWS_WITH_AS(fewer.load(far), doctest::Contains("data"), std::runtime_error);
}

TEST_CASE("curves come back from a checkpoint as they were and grow on alike") {
    const RunConfig config = test::small_config("vae");
    Trainer trainer(config, data_of(DataKind::images));
    training::HistoryRecorder whole(trainer.terms());
    const auto grow = [&](training::HistoryRecorder& recorder, int from, int to) {
        for (int step = from; step < to; ++step) {
            training::TermValues values;
            for (std::size_t i = 0; i < trainer.terms().size(); ++i)
                values.terms.push_back(float(step % 17) + float(i));
            values.total = float(step % 13);
            recorder.add_training(values);
            if (step % 3 == 0) recorder.mark(step);
            if (step % 6 == 0) recorder.add_held_out(step, values);
        }
    };
    grow(whole, 0, 20000);
    whole.add_change(500, "learning rate: 0.001 to 0.0003");
    store::Safetensors content;
    whole.save(content);
    training::HistoryRecorder back = training::HistoryRecorder::load(content);
    CHECK(back.is_of(trainer.terms()));
    grow(whole, 20000, 50000);
    grow(back, 20000, 50000);
    const auto expected = whole.publish(), got = back.publish();
    REQUIRE(got->series.size() == expected->series.size());
    for (std::size_t i = 0; i < got->series.size(); ++i) {
        CHECK(got->series[i].label == expected->series[i].label);
        CHECK(got->series[i].held_out == expected->series[i].held_out);
        CHECK(got->series[i].steps == expected->series[i].steps);
        CHECK(got->series[i].values == expected->series[i].values);
    }
    REQUIRE(got->changes.size() == 1);
    CHECK(got->changes[0].text == expected->changes[0].text);
    for (const std::string& gone : {std::string("history/sums"), std::string("history/0/steps")}) {
        store::Safetensors broken = content;
        broken.tensors.erase(gone);
        CHECK_THROWS_AS(training::HistoryRecorder::load(broken), std::runtime_error);
    }
    store::Safetensors broken = content;
    broken.metadata["history"] = "{";
    CHECK_THROWS_AS(training::HistoryRecorder::load(broken), std::runtime_error);
}
