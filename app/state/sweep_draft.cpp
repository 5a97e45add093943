#include "state/sweep_draft.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "latent/engine.h"
#include "state/drafts.h"
#include "state/run_text.h"
#include "state/value_list.h"
#include "widgets/format.h"

namespace latent::app {
namespace {

// A number in the sentence of a group: short, because a hundred runs carry it.
std::string short_label(const std::string& path, const std::string& label) {
    if (path == "code.width") return "width";
    return label;
}

const ParamSpec* spec_of(const std::vector<std::pair<std::string, ParamSpec>>& specs,
                         const std::string& path) {
    for (const auto& [known, spec] : specs)
        if (known == path) return &spec;
    return nullptr;
}

class Planner {
 public:
    Planner(const Catalog& catalog, const RunConfig& base)
        : catalog_(catalog), specs_(specs_of(catalog, base)) {}

    void systems(const std::set<std::string>& ids) {
        if (ids.empty()) return;
        SweepAxis axis{"system", {}};
        std::string names;
        for (const SystemInfo& system : catalog_.systems)  // in the order of the catalog
            if (ids.count(system.id)) {
                axis.values.push_back(system.id);
                names +=
                    (names.empty() ? "" : ", ") + (system.label.empty() ? system.id : system.label);
            }
        add(std::move(axis), "system", names);
    }

    void numbers(const std::string& path, const std::vector<std::int64_t>& chosen,
                 const std::string& typed) {
        const ParamSpec* spec = spec_of(specs_, path);
        if (!spec) return;
        ValueList list = values_from_text(*spec, typed);
        for (const std::int64_t value : chosen) list.values.push_back(value);
        std::sort(list.values.begin(), list.values.end(), [](const auto& a, const auto& b) {
            return std::get<std::int64_t>(a) < std::get<std::int64_t>(b);
        });
        list.values.erase(std::unique(list.values.begin(), list.values.end()), list.values.end());
        refuse(*spec, list.problem);
        if (list.values.empty()) return;
        const std::string text = text_of(list.values);
        add({path, std::move(list.values)}, spec->label, text);
    }

    void other(const SweepDraft::Axis& typed) {
        const ParamSpec* spec = spec_of(specs_, typed.path);
        if (!spec) {
            if (plan_.problem.empty())
                plan_.problem = "The run shown has no setting " + typed.path + ".";
            return;
        }
        ValueList list = values_from_text(*spec, typed.text);
        refuse(*spec, list.problem);
        if (list.values.empty()) return;
        const std::string text = text_of(list.values);
        add({typed.path, std::move(list.values)}, spec->label, text);
    }

    SweepPlan take(const RunConfig& base, std::int64_t epochs) {
        expand_on(base, epochs);
        return std::move(plan_);
    }

 private:
    void refuse(const ParamSpec& spec, const std::string& why) {
        if (plan_.problem.empty() && !why.empty())
            plan_.problem =
                why.find(spec.label) == std::string::npos ? spec.label + ": " + why : why;
    }

    void add(SweepAxis axis, const std::string& label, const std::string& values) {
        const std::string name = short_label(axis.path, label);
        if (axis.values.size() > 1) plan_.group += (plan_.group.empty() ? "" : ", ") + name;
        plan_.varied.push_back({axis.path, label, values, axis.values.size()});
        plan_.axes.push_back(std::move(axis));
    }

    void expand_on(const RunConfig& base, std::int64_t epochs) {
        if (!plan_.problem.empty()) return;
        if (plan_.axes.empty()) {
            plan_.problem = "Pick the values that are to be compared.";
            return;
        }
        double count = 1;
        for (const SweepAxis& axis : plan_.axes) count *= double(axis.values.size());
        if (count > kMostRunsOfASweep) {
            plan_.problem = "That would be " + grouped(std::int64_t(count)) +
                            " runs; the window trains up to " + std::to_string(kMostRunsOfASweep) +
                            " beside one another. Take fewer values, or latent-lab sweep.";
            return;
        }
        RunConfig config = base;
        const bool has_epochs = std::any_of(plan_.axes.begin(), plan_.axes.end(),
                                            [](const auto& axis) { return axis.path == "epochs"; });
        if (!has_epochs && spec_of(specs_, "epochs")) config.set("epochs", epochs);
        // A count of steps would end the runs earlier or later than the epochs that are promised.
        if (config.has("steps")) config.set("steps", std::int64_t(0));
        // One value is a setting of all runs and sets none apart; it is no part of their names. A
        // system comes with parts of its own, which only expand() knows to exchange.
        std::vector<SweepAxis> varying;
        for (const SweepAxis& axis : plan_.axes)
            if (axis.values.size() > 1 || axis.path == "system")
                varying.push_back(axis);
            else
                config = with_edits(catalog_, config, {{axis.path, axis.values.front()}});
        if (varying.empty()) varying = plan_.axes;
        try {
            plan_.runs = expand(catalog_, config, varying);
        } catch (const InvalidConfig& invalid) {
            const std::size_t problems = invalid.problems().size();
            plan_.problem =
                problems > 0 ? invalid.problems().front().sentence : first_line(invalid.what());
            if (problems > 1)
                plan_.problem += " (And " + counted(std::int64_t(problems) - 1, "more problem") +
                                 " of that sort.)";
        } catch (const std::exception& error) {
            plan_.problem = first_line(error.what());
        }
        if (plan_.group.empty())
            plan_.group = short_label(plan_.varied.front().path, plan_.varied.front().label) + " " +
                          plan_.varied.front().values;
    }

    const Catalog& catalog_;
    std::vector<std::pair<std::string, ParamSpec>> specs_;
    SweepPlan plan_;
};

}  // namespace

bool SweepDraft::operator==(const SweepDraft& o) const {
    const auto all = [](const SweepDraft& d) {
        return std::tie(d.widths, d.more_widths, d.seeds, d.more_seeds, d.systems, d.others,
                        d.epochs);
    };
    return all(*this) == all(o);
}

SweepPlan plan_of(const Catalog& catalog, const RunConfig& base, const SweepDraft& draft) {
    Planner planner(catalog, base);
    // The last varies fastest: the seeds of one width stand together.
    planner.systems(draft.systems);
    planner.numbers("code.width", draft.widths, draft.more_widths);
    for (const SweepDraft::Axis& axis : draft.others) planner.other(axis);
    planner.numbers("seed", draft.seeds, draft.more_seeds);
    return planner.take(base, draft.epochs);
}

Words sentence_of(const SweepPlan& plan) {
    std::size_t count = 1;
    bool data_alike = true;
    for (const Varied& each : plan.varied) {
        count *= each.count;
        // These decide which samples there are or how they are dealt out.
        data_alike = data_alike && each.path != "batch_size" && each.path != "batch_seed" &&
                     each.path.compare(0, 8, "samples.") != 0;
    }
    const Words runs = counted(std::int64_t(count), "run");
    if (count < 2) return runs + ".";
    return runs + (data_alike ? ". All see the same batches in the same order and the same "
                                "held-out samples; nothing else differs."
                              : ". Their batches differ, because what is varied decides them; the "
                                "held-out samples are the same.");
}

std::string group_name(const std::string& what, const std::vector<std::string>& taken) {
    for (int number = 1;; ++number) {
        const std::string start = "Sweep " + std::to_string(number) + ":";
        const bool used = std::any_of(taken.begin(), taken.end(), [&](const std::string& name) {
            return name.compare(0, start.size(), start) == 0;
        });
        if (!used) return start + " " + what;
    }
}

double samples_of(const SweepPlan& plan, std::int64_t train_count) {
    double samples = 0;
    for (const SweepRun& run : plan.runs) {
        double each = double(train_count);
        if (run.config.has("samples.limit") && run.config.integer("samples.limit") > 0)
            each = std::min(each, double(run.config.integer("samples.limit")));
        const bool by_steps = run.config.has("steps") && run.config.integer("steps") > 0;
        if (by_steps && run.config.has("batch_size"))
            samples += run.config.number("steps") * run.config.number("batch_size");
        else if (run.config.has("epochs"))
            samples += each * run.config.number("epochs");
    }
    return samples;
}

const SweepPlan& SweepPlanner::plan(const Catalog& catalog,
                                    const std::shared_ptr<const RunConfig>& base,
                                    const SweepDraft& draft) {
    if (base != base_ || !(draft == draft_)) {
        plan_ = plan_of(catalog, *base, draft);
        base_ = base;
        draft_ = draft;
    }
    return plan_;
}

}  // namespace latent::app
