// Data is described in the background: nobody waits for a file that is read to its end.
#include "gui/describer.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "support/sample_snapshots.h"

using namespace latent;
using namespace latent::app;

namespace {

// Describes nothing before it is let.
class SlowEngine final : public Engine {
 public:
    const Catalog& catalog() const override { return catalog_; }
    DatasetInfo describe_data(const std::string& data) const override {
        ++asked;
        on = std::this_thread::get_id();
        let.get_future().wait();
        if (data == "broken.csv") throw std::runtime_error("broken.csv ends in the middle.");
        DatasetInfo info;
        info.id = data;
        info.kind = DataKind::points;
        return info;
    }
    ModelInfo inspect(const RunConfig&) const override { return {}; }
    AnalysisResult evaluate(const std::string&, const std::string&, const Report&) const override {
        return {};
    }
    AnalysisResult score(const ArrayFiles&, const std::string&, const Report&) const override {
        return {};
    }
    Samples read_picture(const std::string&, const DatasetInfo&) const override { return {}; }
    Samples read_picture(const std::vector<std::uint8_t>&, const DatasetInfo&) const override {
        return {};
    }
    RunExport export_run(const std::string&, const Report&) const override { return {}; }
    std::unique_ptr<Lab> make_lab(const EngineOptions&) const override { return nullptr; }

    mutable std::promise<void> let;
    mutable std::atomic<int> asked{0};
    mutable std::thread::id on;

 private:
    Catalog catalog_ = test::sample_catalog();
};

struct DescriberWorld {
    std::shared_ptr<SlowEngine> engine = std::make_shared<SlowEngine>();
    std::promise<void> rung;
    Describer describer{engine, [this] { rung.set_value(); }};
};

}  // namespace

TEST_CASE("a file is described on another thread, once, and the loop is woken when it is known") {
    DescriberWorld world;
    CHECK((world.describer.describe("big.csv", 10) == nullptr));
    CHECK((world.describer.describe("big.csv", 11) == nullptr));
    CHECK(world.describer.looking().data == "big.csv");
    CHECK(world.describer.looking().since == 10);
    CHECK(looking_at("/home/me/big.csv") == "Looking at big.csv ...");
    world.engine->let.set_value();
    world.rung.get_future().wait();
    const auto known = world.describer.describe("big.csv", 12);
    REQUIRE((known && known->info));
    CHECK((known->info->kind == DataKind::points));
    CHECK(world.describer.looking().data.empty());
    CHECK(world.engine->asked == 1);
    CHECK((world.engine->on != std::this_thread::get_id()));
}

TEST_CASE("what is wrong with a file is known like anything else, and can be asked anew") {
    DescriberWorld world;
    world.describer.describe("broken.csv", 0);
    world.describer.forget("broken.csv");  // still being looked at: nothing to forget
    CHECK(world.describer.looking().data == "broken.csv");
    world.engine->let.set_value();
    world.rung.get_future().wait();
    const auto known = world.describer.describe("broken.csv", 1);
    REQUIRE((known != nullptr));
    CHECK_FALSE(known->info.has_value());
    CHECK(known->trouble == "broken.csv ends in the middle.");
    world.engine->let = {};
    world.engine->let.set_value();
    world.rung = {};
    world.describer.forget("broken.csv");
    CHECK((world.describer.describe("broken.csv", 2) == nullptr));
    world.rung.get_future().wait();
    CHECK(world.engine->asked == 2);
}

TEST_CASE("registered data is known from the catalog at once") {
    DescriberWorld world;
    const auto known = world.describer.describe("swiss_roll", 0);
    REQUIRE((known && known->info));
    CHECK(known->info->label == "Swiss roll");
    CHECK(world.engine->asked == 0);
    world.engine->let.set_value();
}

TEST_CASE("a window that is closed waits for what is being looked at") {
    auto engine = std::make_shared<SlowEngine>();
    std::atomic<int> rung{0};
    {
        Describer describer(engine, [&] { ++rung; });
        describer.describe("big.csv", 0);
        engine->let.set_value();
    }
    CHECK(rung == 1);
}
