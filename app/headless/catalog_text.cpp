#include "headless/catalog_text.h"

#include <algorithm>
#include <ostream>
#include <string>

#include "headless/exit_code.h"
#include "headless/table.h"

namespace latent::headless {
namespace {

constexpr int kEntryIndent = 6;  // of what is said about an entry, below its id

void print_about(std::ostream& out, const std::string& text) {
    for (const std::string& line : wrapped(text, output_width() - kEntryIndent))
        out << std::string(kEntryIndent, ' ') << line << '\n';
}

std::string values_of(const ParamSpec& spec) {
    // Ends of ranges that are whole are written in full, 1000 rather than 1e+03.
    const auto number = [](double value) {
        const auto whole = std::int64_t(value);
        return double(whole) == value ? std::to_string(whole) : to_text(ParamValue(value));
    };
    switch (spec.kind) {
        case ParamKind::flag:
            return "true or false";
        case ParamKind::choice:
            return comma_separated(spec.choices);
        case ParamKind::text:
            return "text";
        case ParamKind::integer:
        case ParamKind::number:
            break;
        case ParamKind::widths:
            return "list of " + number(spec.low) + " to " + number(spec.high);
    }
    return number(spec.low) + " to " + number(spec.high) +
           (spec.unit.empty() ? "" : " " + spec.unit);
}

// path = default, what it may be, and whether it acts while training.
void add_row(Table& table, const std::string& path, const ParamSpec& spec) {
    const std::string value = to_text(spec.default_value);
    table.row({path, "= " + (value.empty() ? "(none)" : value),
               values_of(spec) + (spec.live ? ", live" : "")});
}

void print_part(std::ostream& out, const Kind& kind, const PartInfo& part) {
    out << "  " << part.id << "  (" << part.label << ")\n";
    if (!part.formula.empty()) print_about(out, part.formula);
    print_about(out, part.summary);
    if (!part.source.empty()) print_about(out, part.source);
    Table table({Align::left, Align::left, Align::left});
    for (const ParamSpec& spec : part.params) add_row(table, path_of(kind, part, spec), spec);
    table.print(out, kEntryIndent);
}

// "images of 1x28x28", "points of 3 numbers", "sequences of 32 steps"
std::string form_of(const DatasetInfo& data) {
    const ImageShape& shape = data.shape;
    const std::string kind = std::string(name_of(data.kind)) + " of ";
    switch (data.kind) {
        case DataKind::points:
            return kind + std::to_string(shape.size()) +
                   (shape.size() == 1 ? " number" : " numbers");
        case DataKind::sequences:
            return kind + std::to_string(shape.height) + " steps" +
                   (shape.width > 1 ? " of " + std::to_string(shape.width) + " numbers" : "");
        case DataKind::images:
            break;
    }
    return kind + shape_text({shape.channels, shape.height, shape.width});
}

std::string size_of(const DatasetInfo& data) {
    if (data.train_count == 0) return "not installed; " + form_of(data);
    std::string text = with_separators(data.train_count) + " to train on, " +
                       with_separators(data.held_out_count) + " held out; " + form_of(data);
    if (!data.class_names.empty())
        text += "; " + std::to_string(data.class_names.size()) + " classes";
    std::string factors;
    for (const FactorInfo& factor : data.factors)
        factors += (factors.empty() ? "" : ", ") + factor.name + " " + std::to_string(factor.count);
    return factors.empty() ? text : text + "; factors " + factors;
}

void print_dataset(std::ostream& out, const DatasetInfo& data) {
    out << "  " << data.id << "  (" << data.label << ")\n";
    print_about(out, size_of(data));
    print_about(out, data.summary);
    if (!data.licence.empty()) print_about(out, "Licence: " + data.licence);
    if (!data.source.empty()) print_about(out, "Source: " + data.source);
}

void print_system(std::ostream& out, const SystemInfo& system) {
    out << "  " << system.id << "  (" << system.label << ")\n";
    print_about(out, system.teaches);
    print_about(out, system.paper);
    std::vector<std::string> kinds;
    for (DataKind kind : system.accepts) kinds.emplace_back(name_of(kind));
    print_about(out, "Family: " + system.family + ". Data: " + comma_separated(kinds) + ".");
    Table table({Align::left, Align::left});
    for (const auto& [path, value] : system.config.values())
        table.row({path, "= " + to_text(value)});
    table.print(out, kEntryIndent);
}

void print_settings(std::ostream& out, const Catalog& catalog) {
    Table table({Align::left, Align::left, Align::left});
    for (const ParamSpec& spec : catalog.general) add_row(table, spec.id, spec);
    table.print(out, 2);
}

// Calls print_entry for each, with a blank line after each.
template <class Entry, class PrintEntry>
void print_entries(std::ostream& out, const std::vector<Entry>& entries, PrintEntry print_entry) {
    for (const Entry& entry : entries) {
        print_entry(entry);
        out << '\n';
    }
    if (entries.empty()) out << "  none\n\n";
}

}  // namespace

void print(std::ostream& out, const Catalog& catalog, const Kind& kind) {
    out << kind.title << '\n';
    if (kind.parts) {
        print_entries(out, catalog.*kind.parts,
                      [&](const PartInfo& part) { print_part(out, kind, part); });
    } else if (kind.id == "datasets") {
        print_entries(out, catalog.datasets,
                      [&](const DatasetInfo& data) { print_dataset(out, data); });
    } else if (kind.id == "systems") {
        print_entries(out, catalog.systems,
                      [&](const SystemInfo& system) { print_system(out, system); });
    } else {
        print_settings(out, catalog);
        out << '\n';
    }
}

}  // namespace latent::headless
