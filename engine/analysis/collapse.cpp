// Posterior collapse: do latents say nothing of the sample, because that is the cheapest?
//
//   KL_j = mean_x 1/2 (mu_j^2 + exp(logvar_j) - logvar_j - 1)          nats
//   collapsed        KL_j < 0.05: the posterior of latent j is the prior, whatever the sample
//   active unit      Var_x(mu_j) >= 0.01, unbiased (Burda et al. 2016)
//
// The two agree but near their bounds: latents of plain VAEs that have collapsed show 0.001 to 0.01
// nats, those in use 0.3 and more. Some collapsed latents are no fault in themselves: a code that is
// wider than the data need gives back what it does not need.
//
// Remedies are parameters of the term that taxes the code, found by what they are called: a term
// with free_bits or warm_up is one that taxes it.
#include <algorithm>
#include <cmath>

#include "analysis/code_sample.h"
#include "metrics/pieces.h"

namespace latent::analysis {
namespace {

constexpr double kCollapsedBelow = 0.05, kActiveVariance = 0.01;
constexpr std::int64_t kShortestWarmUp = 2000, kLongestWarmUp = 1'000'000;
constexpr double kHighestCapacity = 200;
constexpr std::size_t kNamed = 6;  // latents called by name in the verdict

using metrics::sentence;

struct LatentUse {
    double kl = 0, variance = 0;
    bool collapsed() const { return kl < kCollapsedBelow; }
};

std::vector<LatentUse> use_of_latents(const metrics::CodeTable& table) {
    std::vector<LatentUse> uses(static_cast<std::size_t>(table.width));
    for (std::size_t j = 0; j < uses.size(); ++j) {
        double sum = 0, squares = 0, kl = 0;
        for (std::int64_t i = 0; i < table.count; ++i) sum += table.code(i)[j];
        const double centre = sum / double(table.count);
        for (std::int64_t i = 0; i < table.count; ++i) {
            const double mean = table.code(i)[j],
                         logvar = table.logvars[std::size_t(i * table.width) + j];
            squares += (mean - centre) * (mean - centre);
            kl += 0.5 * (mean * mean + std::expm1(logvar) - logvar);
        }
        uses[j] = {kl / double(table.count), squares / double(table.count - 1)};
    }
    return uses;
}

// The nearest of 1, 2, 5, 10, 20, ... that is not less (or not more) than `value` > 0.
double round_number(double value, bool up) {
    const double power = std::pow(10, std::floor(std::log10(value) + 1e-9));
    const double digits[] = {1, 2, 5, 10};
    double best = up ? 10 : 1;
    for (double digit : digits)
        if (up ? digit * power >= value * (1 - 1e-9) && digit < best
               : digit * power <= value * (1 + 1e-9) && digit > best)
            best = digit;
    return best * power;
}

std::string with_commas(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto place = std::int64_t(text.size()) - 3; place > 0; place -= 3)
        text.insert(std::size_t(place), ",");
    return text;
}

void propose_warm_up(const std::string& term, const Subject& subject,
                     std::vector<Remedy>& remedies) {
    const std::string path = term + "warm_up";
    if (!subject.config.has(path) || subject.step < subject.config.integer(path)) return;
    const auto steps =
        std::int64_t(round_number(double(std::max(kShortestWarmUp, 4 * subject.step)), true));
    if (steps > kLongestWarmUp) return;
    const double share = double(subject.step) / double(steps);
    remedies.push_back({"warm-up over " + with_commas(steps) + " steps",
                        sentence("The price of the code falls to %.0f %% and is back at its full "
                                 "weight at step %s: a latent is taken into use while it is cheap.",
                                 100 * share, with_commas(steps).c_str()),
                        path, steps});
}

void propose_free_bits(const std::string& term, const Subject& subject,
                       std::vector<Remedy>& remedies) {
    const std::string path = term + "free_bits";
    const double bits = subject.net.code_width() <= 8 ? 0.5 : 0.25;
    if (!subject.config.has(path) || subject.config.number(path) >= bits) return;
    remedies.push_back({sentence("%g free bits a latent", bits),
                        "What each latent says up to there costs nothing, so nothing pushes it "
                        "back onto the prior.",
                        path, bits});
}

void propose_price(const std::string& term, const Subject& subject, bool all,
                   std::vector<Remedy>& remedies) {
    const std::string path = term + "weight", capacity = term + "capacity";
    if (subject.config.has(capacity) && subject.config.number(capacity) > 0) {
        // The weight only holds the KL to its capacity; that is what it may say.
        const double now = subject.config.number(capacity),
                     more = std::min(kHighestCapacity, round_number(2 * now, true));
        if (more > now)
            remedies.push_back({sentence("capacity %g nats", more),
                                sentence("The code is held to %g nats in all; more of them let "
                                         "more latents speak.",
                                         now),
                                capacity, more});
        return;
    }
    if (!subject.config.has(path)) return;
    const double beta = subject.config.number(path);
    // Weight 1 is the evidence bound: below it only when nothing else is left of the code.
    if (!(beta > 1 || (all && beta > 0))) return;
    const double less =
        beta > 1 ? std::max(1.0, round_number(beta / 4, false)) : round_number(beta / 4, false);
    remedies.push_back({sentence("beta %g instead of %g", less, beta),
                        sentence("At a weight of %g a latent costs more than the reconstruction "
                                 "gains by it.",
                                 beta),
                        path, less});
}

std::vector<Remedy> remedies_for(const Subject& subject, bool all) {
    std::vector<Remedy> remedies;
    for (const std::string& name : subject.config.terms()) {
        const std::string term = "terms." + name + ".";
        if (!subject.config.has(term + "free_bits") && !subject.config.has(term + "warm_up"))
            continue;
        propose_warm_up(term, subject, remedies);
        propose_free_bits(term, subject, remedies);
        propose_price(term, subject, all, remedies);
    }
    return remedies;
}

std::string names_of_collapsed(const std::vector<LatentUse>& uses) {
    std::string names;
    std::size_t named = 0, collapsed = 0;
    for (std::size_t j = 0; j < uses.size(); ++j) {
        if (!uses[j].collapsed() || ++collapsed > kNamed) continue;
        names += (named++ ? ", " : "") + metrics::latent_name(std::int64_t(j));
    }
    return collapsed > kNamed ? names + ", ..." : names;
}

Chart kl_chart(const std::vector<LatentUse>& uses) {
    Chart chart{"KL of each latent", "latent", "nats", false, {}};
    chart.curves = {{"KL to the prior", {}, {}}, {"collapsed below", {}, {}}};
    for (std::size_t j = 0; j < uses.size(); ++j) {
        for (Curve& curve : chart.curves) curve.x.push_back(float(j + 1));
        chart.curves[0].y.push_back(float(uses[j].kl));
        chart.curves[1].y.push_back(float(kCollapsedBelow));
    }
    return chart;
}

AnalysisResult measure_collapse(const Subject& subject, const Report& report) {
    report(0, "Encoding samples.");
    const auto sample = code_sample(subject, part_of(report, 0, 0.9));
    const metrics::CodeTable& table = sample->table;
    if (table.logvars.empty())
        throw NotDefined(
            "Only a gaussian code has a posterior that can collapse; this one is "
            "deterministic.");
    if (table.count < 2) throw NotDefined("There are too few samples to measure.");
    const std::vector<LatentUse> uses = use_of_latents(table);
    const auto width = static_cast<long long>(uses.size());
    const long long collapsed =
        std::count_if(uses.begin(), uses.end(), [](const LatentUse& u) { return u.collapsed(); });
    const long long active = std::count_if(
        uses.begin(), uses.end(), [](const LatentUse& u) { return u.variance >= kActiveVariance; });
    double kl = 0;
    for (const LatentUse& use : uses) kl += use.kl;

    AnalysisResult result;
    result.samples = table.count;
    result.figures = {
        {"collapsed_latents", "collapsed latents", double(collapsed), "",
         "Latents whose KL to the prior is below 0.05 nats: their posterior is the prior, whatever "
         "the sample."},
        {"active_units", "active units", double(active), "",
         "Latents whose mean code varies over the samples: variance at least 0.01."},
        {"kl", "KL to the prior", kl, "nats",
         "What the whole code says of a sample, at most: summed over latents, mean over samples."}};
    result.charts = {kl_chart(uses)};
    if (collapsed > 0) result.remedies = remedies_for(subject, collapsed == width);
    result.verdict =
        collapsed == width
            ? sentence(
                  "The posterior has collapsed: every latent's KL is below 0.05 nats, so the "
                  "code says nothing of the sample.")
        : collapsed > 0
            ? sentence(
                  "%lld of %lld latents have collapsed onto the prior (%s); the others carry "
                  "%.1f nats.",
                  collapsed, width, names_of_collapsed(uses).c_str(), kl)
            : sentence("No latent has collapsed: all %lld are in use and carry %.1f nats.", width,
                       kl);
    return result;
}

}  // namespace

AnalysisEntry describe_collapse() {
    PartInfo info{"collapse",
                  "Posterior collapse",
                  "KL_j = mean_x 1/2 (mu_j^2 + sigma_j^2 - ln sigma_j^2 - 1)",
                  "Which latents say nothing of the sample because that is the cheapest, and what "
                  "could be done?",
                  "Bowman et al. 2016, CoNLL; Burda, Grosse & Salakhutdinov 2016 for active units",
                  {}};
    info.family = "representation";
    info.needs_gaussian_code = true;
    return {info, measure_collapse};
}

}  // namespace latent::analysis
