#include "explore/answering.h"

#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "explore/questions.h"
#include "models/flat_parameters.h"
#include "models/tensor_errors.h"

namespace latent::explore {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kSliceSeconds = 0.02;
constexpr std::int64_t kFirstPasses = 64, kMostPasses = 512;  // beyond, activations leave the cache

double seconds_since(Clock::time_point then) {
    return std::chrono::duration<double>(Clock::now() - then).count();
}

}  // namespace

Task::Task() = default;
Task::~Task() = default;
Task::Task(Task&&) noexcept = default;
Task& Task::operator=(Task&&) noexcept = default;

Replica::Replica() : neighbourhood_(std::make_shared<Neighbourhood>()), passes_(kFirstPasses) {}
Replica::~Replica() = default;
Replica::Replica(Replica&&) noexcept = default;
Replica& Replica::operator=(Replica&&) noexcept = default;

void Replica::load(const std::shared_ptr<const models::Weights>& wanted) {
    if (wanted == loaded_) return;
    if (!loaded_ || loaded_->plan != wanted->plan) {
        net_ = std::make_shared<models::Autoencoder>(*wanted->plan, 0);
        flat_ = std::make_unique<models::FlatParameters>(*net_);
        passes_ = kFirstPasses;
    }
    flat_->load(wanted->values);
    loaded_ = wanted;
}

Task Replica::begin(const std::shared_ptr<const models::Weights>& newest, const Question& question,
                    models::VersionCounter& versions) {
    Task task;
    try {
        torch::NoGradGuard no_grad;
        if (const auto* cluster = std::get_if<Cluster>(&question)) {
            task.work = work_on(*cluster);  // refuses a question without a cloud
            task.answer.step = cluster->cloud->step;
            return task;
        }
        if (const auto* match = std::get_if<MatchDimensions>(&question)) {
            task.work = work_on(*match);
            task.answer.step = match->first->step;
            return task;
        }
        if (!newest) throw std::runtime_error("This run is still being prepared.");
        load(newest);
        const Bench bench{net_.get(), newest->plan.get(), versions, passes_};
        task.weights = newest;
        task.answer.step = newest->step;
        task.work = std::visit(
            [&](const auto& asked) -> std::unique_ptr<Work> {
                using Asked = std::decay_t<decltype(asked)>;
                if constexpr (std::is_same_v<Asked, Interpolate>)
                    return work_on(asked, bench, neighbourhood_);
                else if constexpr (std::is_same_v<Asked, Cluster> ||
                                   std::is_same_v<Asked, MatchDimensions>)
                    return work_on(asked);
                else
                    return work_on(asked, bench);
            },
            question);
    } catch (const std::exception& error) {
        task.work.reset();
        task.answer = {};
        task.answer.problem = models::sentence_of(error);
    }
    return task;
}

void Replica::advance(Task& task, models::VersionCounter& versions) {
    if (task.done()) return;
    try {
        torch::NoGradGuard no_grad;
        Bench bench{nullptr, nullptr, versions, passes_};
        if (task.weights) {
            load(task.weights);
            bench.net = net_.get();
            bench.plan = task.weights->plan.get();
        }
        const auto began = Clock::now();
        const std::int64_t made = task.work->advance(bench, task.answer);
        const double took = seconds_since(began);
        // Small slices say little about large ones: they only ever make the next one shorter.
        const auto fitting = std::int64_t(double(made) * kSliceSeconds / std::max(1e-6, took));
        if (task.weights && made > 0 && (made >= passes_ / 2 || fitting < passes_))
            passes_ = std::clamp<std::int64_t>((passes_ + fitting) / 2, 4, kMostPasses);
        if (!task.work->done()) return;
        task.work.reset();
        if (task.weights) task.answer.age = seconds_since(task.weights->published);
    } catch (const std::exception& error) {
        task.work.reset();
        task.answer = {};
        task.answer.problem = models::sentence_of(error);
    }
}

Answer Replica::answer(const std::shared_ptr<const models::Weights>& newest,
                       const Question& question, models::VersionCounter& versions) {
    Task task = begin(newest, question, versions);
    while (!task.done()) advance(task, versions);
    return std::move(task.answer);
}

}  // namespace latent::explore
