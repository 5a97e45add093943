#include "headless/figures.h"

#include <cmath>
#include <cstdio>
#include <ostream>
#include <string>

#include "headless/table.h"

namespace latent::headless {
namespace {

std::string percent(double share) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f %%", 100 * share);
    return buffer;
}

// A figure with as many decimals as tell two runs apart.
std::string figure(double value) {
    if (!std::isfinite(value)) return "not a number";
    char buffer[48];
    const double size = std::abs(value);
    std::snprintf(buffer, sizeof buffer,
                  value != 0 && (size < 0.1 || size >= 1e6) ? "%.3g" : "%.3f", value);
    return buffer;
}

}  // namespace

void print(std::ostream& out, const Summary& summary, const Catalog& catalog) {
    out << summary.system << " on " << summary.data << ", seed " << summary.seed << ": "
        << with_separators(summary.parameters) << " parameters, " << with_separators(summary.steps)
        << (summary.steps == 1 ? " step (" : " steps (") << readable(summary.epochs)
        << " epochs) in " << readable(summary.seconds) << " s, "
        << with_separators(std::llround(summary.samples_per_second))
        << " samples a second; observing took " << percent(summary.observing_share)
        << " of the time.\n\n"
        << "Held out, never trained on:\n";
    Table table({Align::left, Align::right, Align::left});
    const DatasetInfo* data = find(catalog.datasets, summary.data);
    const bool images = data && data->kind == DataKind::images;  // of a file nobody tells here
    table.row({"squared error", figure(summary.squared_error),
               images ? "summed over the pixels of an image, mean over images"
                      : "summed over the numbers of a sample, mean over samples"});
    if (summary.bce >= 0)  // else the output is no probability
        table.row(
            {"binary cross-entropy", figure(summary.bce), "nats, summed and averaged likewise"});
    if (summary.knn5_accuracy >= 0)
        table.row({"5-nearest-neighbour accuracy", percent(summary.knn5_accuracy),
                   "classes of held-out codes told from the training codes around them"});
    // What is said above is not said again, nor the total of a single term.
    const auto said = [&](double value) {
        return std::abs(value - summary.bce) <= 1e-5 * std::abs(value) ||
               std::abs(value - summary.squared_error) <= 1e-5 * std::abs(value);
    };
    const bool single = summary.terms.size() <= 2;  // with "total"
    for (const auto& [name, value] : summary.terms) {
        if (said(value) || (single && name == "total")) continue;
        const PartInfo* term = find(catalog.terms, name);
        table.row({term ? term->label : name, figure(value),
                   name == "total" ? "the loss: every term times its weight, added up"
                                   : "a term of the loss, unweighted"});
    }
    table.print(out, 2);
}

}  // namespace latent::headless
