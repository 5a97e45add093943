#include "concurrency/latest.h"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using latent::concurrency::Latest;

TEST_CASE("a slot is empty before the first value") { CHECK_FALSE(bool(Latest<int>().take())); }

TEST_CASE("a reader keeps what it took while newer values are published") {
    Latest<int> slot;
    slot.publish(std::make_shared<const int>(1));
    const auto held = slot.take();
    slot.publish(std::make_shared<const int>(2));
    CHECK(*held == 1);
    CHECK(*slot.take() == 2);
}

TEST_CASE("readers only ever see whole values, and never an older one after a newer") {
    struct Pair {
        long a, b;
    };
    Latest<Pair> slot;
    std::atomic<bool> stop{false}, torn{false}, backwards{false};
    std::vector<std::thread> readers;
    for (int r = 0; r < 3; ++r)
        readers.emplace_back([&] {
            long last = 0;
            while (!stop) {
                const auto seen = slot.take();
                if (!seen) continue;
                if (seen->a != -seen->b) torn = true;
                if (seen->a < last) backwards = true;
                last = seen->a;
            }
        });
    for (long i = 1; i <= 20000; ++i) slot.publish(std::make_shared<const Pair>(Pair{i, -i}));
    stop = true;
    for (auto& reader : readers) reader.join();
    CHECK_FALSE(torn);
    CHECK_FALSE(backwards);
    CHECK(slot.take()->a == 20000);
}

TEST_CASE("an old value dies as soon as nobody holds it") {
    Latest<int> slot;
    auto value = std::make_shared<const int>(1);
    const std::weak_ptr<const int> watch = value;
    slot.publish(std::move(value));
    CHECK_FALSE(watch.expired());
    slot.publish(nullptr);
    CHECK(watch.expired());
}
