#include "concurrency/mailbox.h"

#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <utility>
#include <vector>

using latent::concurrency::Mailbox;

TEST_CASE("messages are drained in the order in which they were posted, once") {
    Mailbox<int> box;
    box.post(1);
    box.post(2);
    CHECK(box.drain() == std::vector<int>{1, 2});
    CHECK(box.drain().empty());
}

TEST_CASE("every message of every poster arrives, each poster's in order") {
    Mailbox<std::pair<int, int>> box;
    constexpr int kPosters = 4, kEach = 5000;
    std::vector<std::thread> posters;
    for (int p = 0; p < kPosters; ++p)
        posters.emplace_back([&box, p] {
            for (int i = 0; i < kEach; ++i) box.post({p, i});
        });
    std::vector<int> next(kPosters, 0);
    int received = 0;
    bool in_order = true;
    while (received < kPosters * kEach)
        for (const auto& [poster, i] : box.wait()) {
            in_order = in_order && next[std::size_t(poster)] == i;
            ++next[std::size_t(poster)];
            ++received;
        }
    for (auto& poster : posters) poster.join();
    CHECK(in_order);
    CHECK(box.drain().empty());
}

TEST_CASE("closing wakes a waiting owner for good and drops what is posted afterwards") {
    Mailbox<int> box;
    std::thread owner([&] { CHECK(box.wait().empty()); });
    box.close();
    owner.join();
    box.post(3);
    CHECK(box.wait().empty());
    CHECK(box.closed());
}

TEST_CASE("messages need not be copyable") {
    Mailbox<std::unique_ptr<int>> box;
    box.post(std::make_unique<int>(7));
    CHECK(*box.drain().front() == 7);
}
