// What a bottleneck costs and what it buys: the figures that are drawn against the width of the
// code.
//
//   squared error   sum over a sample's values of (x - x^)^2, mean over held-out samples, decoded
//                   from the posterior's mean: what a run's summary says
//   FVU             squared error / variance: of held-out samples, and of foreign images, where a
//                   low one means that the net copies (identity.cpp)
//   active          dimensions with Var_x(mean code) >= 0.01 (Burda, Grosse & Salakhutdinov 2016)
//   rate            bits that the code of one sample takes; with the squared error a point in the
//                   plane of rate and distortion (Shannon 1959; Alemi et al. 2018)
//
// The rate of a gaussian code is what its posterior tells beyond the prior, KL(q(z|x) || N(0, I)) /
// ln 2. A deterministic code has no posterior, and real numbers have no end of digits; what it
// carries is what is left when it is written down as coarsely as the decoder can bear:
//
//   q_j = round((z_j - m_j) / s)       one step s for all dimensions, m_j the mean
//   rate = sum_j H(q_j)                plug-in entropies over the held-out samples, each dimension
//                                      coded by itself
//
// with the coarsest s at which the error, decoded from m + s q, is at most 1.05 of that of the code
// itself: the first of s = 4 d, 4 d / sqrt 2, 4 d / 2, ... (d: the largest deviation of a dimension)
// that does so on 1,000 held-out samples. A dimension whose spread the decoder hardly feels falls
// into one bin and costs nothing.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include "analysis/code_sample.h"
#include "analysis/foreign.h"
#include "analysis/samples.h"

namespace latent::analysis {
namespace {

constexpr std::int64_t kHeldOutAtMost = 10000, kDecodedAtOnce = 256, kStepTriedOn = 1000;
constexpr double kMayRise = 1.05, kInUse = 0.01, kCoarsest = 4, kFinest = 1.0 / 4096;

// The held-out samples that are measured, with their codes: [n, k] single precision.
struct Coded {
    std::vector<std::int64_t> rows;
    torch::Tensor codes, logvars;  // logvars: undefined for a deterministic code
};

torch::Tensor tensor_of(const std::vector<float>& numbers, std::int64_t rows, std::int64_t width) {
    return torch::tensor(torch::ArrayRef<float>(numbers.data(), std::size_t(rows * width)))
        .view({rows, width});
}

// From the codes that other analyses of this net share, where those are of the same samples.
Coded coded(const Subject& subject, const Report& report) {
    Coded found;
    found.rows = chosen(subject.dataset, data::Split::held_out, kHeldOutAtMost);
    const auto count = std::int64_t(found.rows.size());
    if (count < 2) throw NotDefined("There are too few held-out samples to measure.");
    const std::int64_t width = subject.net.code_width();
    if (most_samples(subject.net.describe(), width) >= count) {
        const auto sample = code_sample(subject, report);
        if (sample->held_out == found.rows) {
            found.codes = tensor_of(sample->table.codes, count, width);
            if (!sample->table.logvars.empty())
                found.logvars = tensor_of(sample->table.logvars, count, width);
            return found;
        }
    }
    std::vector<torch::Tensor> codes, logvars;
    for (std::int64_t from = 0; from < count; from += kDecodedAtOnce) {
        report(double(from) / double(count), "Encoding samples.");
        const std::int64_t to = std::min(count, from + kDecodedAtOnce);
        const models::Encoding encoding =
            subject.net.encode(load(subject.dataset, data::Split::held_out,
                                    {found.rows.begin() + from, found.rows.begin() + to}));
        codes.push_back(encoding.mean);
        if (encoding.gaussian()) logvars.push_back(encoding.logvar);
    }
    found.codes = torch::cat(codes);
    if (!logvars.empty()) found.logvars = torch::cat(logvars);
    return found;
}

// Squared errors of outputs that are decoded from `codes` [n, k], and what they are compared with.
struct Decoded {
    double error = 0;     // mean over samples
    double variance = 0;  // of the samples about their mean
};

// Of the first rows of `coded` as many as there are codes. A net with connections round its code is
// given what flows there of each sample.
Decoded decoded(const Subject& subject, const Coded& coded, const torch::Tensor& codes,
                const Report& report) {
    Decoded sums;
    torch::Tensor mean = torch::zeros({subject.dataset.info().shape.size()}, torch::kFloat64);
    const std::int64_t count = codes.size(0);
    double squares = 0;
    for (std::int64_t from = 0; from < count; from += kDecodedAtOnce) {
        report(double(from) / double(count), "Decoding samples.");
        const std::int64_t n = std::min(kDecodedAtOnce, count - from);
        const torch::Tensor x = load(subject.dataset, data::Split::held_out,
                                     {coded.rows.begin() + from, coded.rows.begin() + from + n});
        models::Bypass bypass;
        if (subject.net.has_skips()) bypass = subject.net.encode(x).bypass;
        const torch::Tensor output =
            subject.net.decode(codes.narrow(0, from, n).contiguous(), bypass).values;
        sums.error += (x - output).square().sum(torch::kFloat64).item<double>();
        squares += x.square().sum(torch::kFloat64).item<double>();
        mean += x.reshape({n, -1}).sum(0, false, torch::kFloat64);
    }
    sums.error /= double(count);
    mean /= double(count);
    sums.variance = squares / double(count) - mean.square().sum().item<double>();
    return sums;
}

// Codes on a grid of step s about their mean: whole numbers.
torch::Tensor quantised(const torch::Tensor& codes, const torch::Tensor& mean, double step) {
    return ((codes - mean) / step).round();
}

// sum_j H(q_j) in bits.
double bits_of(const torch::Tensor& symbols) {
    const torch::Tensor columns = symbols.t().contiguous();
    const std::int64_t k = columns.size(0), n = columns.size(1);
    double bits = 0;
    for (std::int64_t j = 0; j < k; ++j) {
        std::map<float, std::int64_t> counts;
        const float* column = columns.data_ptr<float>() + j * n;
        for (std::int64_t i = 0; i < n; ++i) ++counts[column[i]];
        for (const auto& [symbol, count] : counts)
            bits -= double(count) / double(n) * std::log2(double(count) / double(n));
    }
    return bits;
}

struct Rate {
    double bits = 0, error = 0;  // error: decoded from the quantised codes
    double step = 0;
};

Rate quantised_rate(const Subject& subject, const Coded& coded, double error,
                    const Report& report) {
    const torch::Tensor mean = coded.codes.mean(0);
    const double deviation = coded.codes.std(0, true).max().item<double>();
    if (deviation <= 0) return {0, error, 0};
    // Spread over the rows, which stand in the order of their classes.
    const std::int64_t count = coded.codes.size(0), tried = std::min(count, kStepTriedOn);
    Coded few;
    std::vector<std::int64_t> places;
    for (std::int64_t i = 0; i < tried; ++i) {
        places.push_back(i * count / tried);
        few.rows.push_back(coded.rows[std::size_t(places.back())]);
    }
    few.codes = coded.codes.index_select(0, torch::tensor(places));
    const Report silent_steps = [&report](double, const std::string&) {
        report(0, "Finding how coarsely the code can be written.");
    };
    const double bearable = kMayRise * decoded(subject, few, few.codes, silent_steps).error;
    Rate rate;
    for (rate.step = kCoarsest * deviation; rate.step > kFinest * deviation;
         rate.step *= std::sqrt(0.5))
        if (decoded(subject, few, mean + rate.step * quantised(few.codes, mean, rate.step),
                    silent_steps)
                .error <= bearable)
            break;
    const torch::Tensor symbols = quantised(coded.codes, mean, rate.step);
    rate.bits = bits_of(symbols);
    rate.error = decoded(subject, coded, mean + rate.step * symbols, part_of(report, 0, 1)).error;
    return rate;
}

void add_rate(const Subject& subject, const Coded& coded, double error, AnalysisResult& result,
              const Report& report) {
    Figure bits{"rate_bits", "rate", kUnknown, "bits", ""};
    Figure quantised{"quantised_error", "squared error, code written so", kUnknown, "",
                     "Squared error when the samples are decoded from the code as it was counted "
                     "for the rate."};
    if (coded.logvars.defined()) {
        const torch::Tensor mean = coded.codes.to(torch::kFloat64),
                            logvar = coded.logvars.to(torch::kFloat64);
        bits.value =
            (0.5 * (mean.square() + logvar.exp() - logvar - 1)).sum(1).mean().item<double>() /
            std::log(2.0);
        bits.help =
            "What the code of one sample tells beyond the prior: the KL divergence of its "
            "posterior from N(0, I), in bits, mean over held-out samples.";
    } else {
        bits.help =
            "Bits that the code of one sample takes when its numbers are rounded to multiples of "
            "one step, the coarsest at which the error of 1,000 held-out samples rises by no more "
            "than 5 %: the sum of the dimensions' entropies.";
        if (subject.net.has_skips()) {
            bits.undefined = quantised.undefined =
                "The picture flows round this net's code, so the code's bits are not its price.";
        } else {
            const Rate rate = quantised_rate(subject, coded, error, report);
            bits.value = rate.bits;
            quantised.value = rate.error;
        }
        result.figures.push_back(bits);
        result.figures.push_back(quantised);
        return;
    }
    result.figures.push_back(bits);
}

double add_foreign(const Subject& subject, AnalysisResult& result, const Report& report) {
    Figure figure{"fvu_foreign", "unexplained, foreign", kUnknown, "",
                  "Share of the variance of images from another dataset, which the net never saw "
                  "the like of, that it does not reproduce; low: it copies whatever it is given."};
    try {
        report(0, "Loading foreign images.");
        const ForeignImages foreign =
            foreign_images(subject.dataset, most_measured(subject.dataset.info().shape));
        figure.label += " " + foreign.label;
        figure.value = unexplained(foreign.images, reconstruct(subject, foreign.images, report));
        if (!std::isfinite(figure.value)) {
            figure.value = kUnknown;
            figure.undefined = "What the net makes of foreign images is no finite number.";
        }
    } catch (const NotDefined& reason) {
        figure.undefined = reason.what();
    }
    result.figures.push_back(figure);
    return figure.value;
}

AnalysisResult measure_bottleneck(const Subject& subject, const Report& report) {
    const Coded held_out = coded(subject, part_of(report, 0, 0.3));
    if (!torch::isfinite(held_out.codes).all().item<bool>())
        throw NotDefined("Some codes of this net are no finite numbers.");
    const Decoded own = decoded(subject, held_out, held_out.codes, part_of(report, 0.3, 0.5));
    const std::int64_t width = subject.net.code_width();
    const std::int64_t active =
        (held_out.codes.to(torch::kFloat64).var(0, true) >= kInUse).sum().item<std::int64_t>();

    AnalysisResult result;
    result.samples = std::int64_t(held_out.rows.size());
    const double unexplained_own = own.variance > 0 ? own.error / own.variance : 0;
    result.figures = {
        {"squared_error", "squared error", own.error, "",
         "Summed over a sample's values, mean over the held-out samples."},
        {"fvu_held_out", "unexplained, held-out", unexplained_own, "",
         "Share of the variance of held-out samples that the net does not reproduce."}};
    const double foreign = add_foreign(subject, result, part_of(report, 0.5, 0.7));
    result.figures.push_back({"active", "dimensions in use", double(active), "",
                              "Dimensions of the code whose variance over the held-out samples is "
                              "at least 0.01."});
    add_rate(subject, held_out, own.error, result, part_of(report, 0.7, 1));

    char text[256];
    std::snprintf(text, sizeof text,
                  "Through %lld %s (%lld in use) it leaves %.1f %% of held-out samples unexplained",
                  static_cast<long long>(width), width == 1 ? "number" : "numbers",
                  static_cast<long long>(active), 100 * unexplained_own);
    result.verdict = text;
    if (std::isfinite(foreign)) {
        std::snprintf(text, sizeof text, " and %.0f %% of foreign ones", 100 * foreign);
        result.verdict += text;
    }
    const Figure* rate = result.figure("rate_bits");
    if (rate && std::isfinite(rate->value)) {
        std::snprintf(text, sizeof text, "; a sample's code carries about %.0f bits", rate->value);
        result.verdict += text;
    }
    result.verdict += ".";
    return result;
}

}  // namespace

AnalysisEntry describe_bottleneck() {
    PartInfo info{"bottleneck",
                  "Bottleneck",
                  "FVU, rate = KL / ln 2 or sum_j H(round(z_j / s))",
                  "What this width of the code costs, in bits, and what it leaves unexplained.",
                  "Alemi et al. 2018, Fixing a Broken ELBO, arXiv 1711.00464",
                  {}};
    info.family = "net";
    return {info, measure_bottleneck};
}

}  // namespace latent::analysis
