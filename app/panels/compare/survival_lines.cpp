#include "panels/compare/survival_lines.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "widgets/format.h"
#include "widgets/score_bar.h"

namespace latent::app {
namespace {

constexpr const char* kPrefix = "survival.";

// What the raw samples tell no better than guessing has no scale to be lost on.
constexpr double kReadable = 0.05;  // as the analysis itself has it

double share_of(const Figure& figure) {
    return figure.ceiling - figure.chance < kReadable ? kUnknown : place_of(figure);
}

// The first place from which on the line is never below half way again.
double survives_from(const std::vector<BandPoint>& share) {
    double from = kUnknown;
    for (auto point = share.rbegin(); point != share.rend(); ++point) {
        if (point->median < kSurvives) break;
        from = point->x;
    }
    return from;
}

// "a", "a and b", "a, b and c"; of many the first, and how many more.
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 3;
    std::string text;
    const std::size_t shown = names.size() > kMost + 1 ? kMost : names.size();
    for (std::size_t i = 0; i < shown; ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    if (shown < names.size())
        text += " and " + grouped(std::int64_t(names.size() - shown)) + " more";
    return text;
}

}  // namespace

std::vector<FactorLine> survival_lines(PanelContext& context, const ChartedRuns& runs) {
    std::vector<FactorLine> lines;
    for (const ChartedRun& run : runs.runs) {
        const auto result = found(context, run.id, "survival");
        if (!result) continue;
        for (const Figure& figure : result->figures) {
            if (figure.id.rfind(kPrefix, 0) != 0) continue;
            auto line = std::find_if(lines.begin(), lines.end(),
                                     [&](const FactorLine& each) { return each.id == figure.id; });
            if (line == lines.end()) {
                line = lines.insert(lines.end(), FactorLine());
                line->id = figure.id;
                line->label = figure.label;
                line->colour = int(lines.size()) - 1;
            }
            if (!figure.undefined.empty() || !std::isfinite(figure.value)) continue;
            line->readings.push_back({run.id, run.x, figure.value, figure.chance, figure.ceiling,
                                      share_of(figure), result->step});
        }
    }
    for (FactorLine& line : lines) {
        std::vector<RunFigure> shares, values;
        for (const FactorReading& reading : line.readings) {
            shares.push_back({reading.x, reading.share});
            values.push_back({reading.x, reading.value});
        }
        line.share = band_of(shares);
        line.value = band_of(values);
        line.survives_from = survives_from(line.share);
    }
    // What survives from the same place on in the order in which more of it is read there.
    std::stable_sort(lines.begin(), lines.end(), [](const FactorLine& a, const FactorLine& b) {
        if (a.survives() != b.survives()) return a.survives();
        if (a.survives() && a.survives_from != b.survives_from)
            return a.survives_from < b.survives_from;
        const auto sum = [](const FactorLine& line) {
            double all = 0;
            for (const BandPoint& point : line.share) all += point.median;
            return all;
        };
        return sum(a) > sum(b);
    });
    return lines;
}

std::string survival_sentence(const ChartedRuns& runs, const std::vector<FactorLine>& lines) {
    struct Level {
        double from;
        std::vector<std::string> names;
    };
    std::vector<Level> groups;
    std::vector<std::string> lost, unreadable;
    for (const FactorLine& line : lines) {
        if (line.share.empty()) {
            if (!line.readings.empty()) unreadable.push_back(line.label);
            continue;
        }
        if (!line.survives())
            lost.push_back(line.label);
        else if (!groups.empty() && groups.back().from == line.survives_from)
            groups.back().names.push_back(line.label);
        else
            groups.push_back({line.survives_from, {line.label}});
    }
    if (groups.empty() && lost.empty() && unreadable.empty()) return "";
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const Level& group = groups[i];
        const bool one = group.names.size() == 1;
        if (i == 0)
            text = capitalised(listed(group.names)) + (one ? " survives" : " survive") + " at " +
                   place_text(runs, group.from);
        else
            text += "; " + listed(group.names) + (one ? " needs " : " need ") +
                    (runs.axis.names.empty() ? setting(group.from) : place_text(runs, group.from));
    }
    if (!lost.empty()) text += (text.empty() ? "All are lost: " : "; lost: ") + listed(lost);
    if (!unreadable.empty())
        text += (text.empty() ? "Not" : "; not") +
                std::string(" to be read even from the samples: ") + listed(unreadable);
    return text + ".";
}

const FactorReading* reading_near(const FactorLine& line, const ChartedRuns& runs, double x) {
    const FactorReading* nearest = nullptr;
    const auto away = [&](double place) {
        return runs.axis.logarithmic && x > 0 && place > 0 ? std::abs(std::log(place / x))
                                                           : std::abs(place - x);
    };
    for (const FactorReading& reading : line.readings) {
        if (x <= 0) {
            const bool lost = !(reading.share >= kSurvives);
            const bool best_lost = nearest && !(nearest->share >= kSurvives);
            if (!nearest || (lost && !best_lost) ||
                (lost == best_lost && (lost ? reading.x > nearest->x : reading.x < nearest->x)))
                nearest = &reading;
        } else if (!nearest || away(reading.x) < away(nearest->x)) {
            nearest = &reading;
        }
    }
    return nearest;
}

LostSamples lost_samples(const AnalysisResult& result, const FactorLine& line) {
    LostSamples lost;
    for (const Gallery& gallery : result.galleries) {
        const std::string_view label = gallery.label;
        if (label.substr(0, line.label.size()) != line.label) continue;
        const std::string_view what = label.substr(line.label.size());
        if (what == ": lost, originals") lost.originals = &gallery.samples;
        if (what == ": lost, what the net makes of them") lost.outputs = &gallery.samples;
    }
    return lost;
}

CsvTable table_of(const ChartedRuns& runs, const std::vector<FactorLine>& lines) {
    CsvTable table;
    table.names = {"factor", "run", runs.path, "value", "chance", "raw samples", "share", "step"};
    const auto number = [](double value) {
        return std::isfinite(value) ? csv_number(float(value)) : std::string();
    };
    for (const FactorLine& line : lines)
        for (const FactorReading& reading : line.readings) {
            const ChartedRun* run = runs.find(reading.run);
            if (!run) continue;
            const RunConfig& config = *run->snapshot->config;
            table.rows.push_back(
                {line.label, run->name, config.has(runs.path) ? to_text(config.at(runs.path)) : "",
                 number(reading.value), number(reading.chance), number(reading.ceiling),
                 number(reading.share), std::to_string(reading.step)});
        }
    return table;
}

}  // namespace latent::app
