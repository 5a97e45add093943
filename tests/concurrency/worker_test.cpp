#include "concurrency/worker.h"

#include <doctest/doctest.h>

#include "concurrency/latest.h"
#include "concurrency/mailbox.h"

using namespace latent::concurrency;

TEST_CASE("a worker that is destroyed is asked to stop, woken and joined") {
    Mailbox<int> box;
    std::atomic<int> sum{0};
    std::atomic<bool> ended{false};
    {
        Worker worker(
            [&](StopToken stop) {
                while (!stop.requested())
                    for (int value : box.wait()) sum += value;
                ended = true;
            },
            [&] { box.close(); });
        box.post(1);
        box.post(2);
        while (sum != 3) std::this_thread::yield();
        CHECK_FALSE(worker.done());
    }
    CHECK(ended);
}

TEST_CASE("a worker says when its body has returned") {
    Worker worker([](StopToken) {}, [] {});
    while (!worker.done()) std::this_thread::yield();
    CHECK(worker.done());
}

TEST_CASE("a hundred workers that hand values back and forth end without a leak or a hang") {
    for (int round = 0; round < 100; ++round) {
        Mailbox<int> inbox;
        Latest<int> outbox;
        Worker worker(
            [&](StopToken stop) {
                while (!stop.requested())
                    for (int value : inbox.wait())
                        outbox.publish(std::make_shared<const int>(value + 1));
            },
            [&] { inbox.close(); });
        inbox.post(round);
        if (round % 2 == 0) {
            std::shared_ptr<const int> answer;
            while (!(answer = outbox.take())) std::this_thread::yield();
            CHECK(*answer == round + 1);
        }  // every other one is destroyed with its message perhaps unread
    }
}
