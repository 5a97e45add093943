#include "widgets/typeset.h"

#include <cctype>
#include <map>

namespace latent::app {
namespace {

const std::map<std::string, std::string>& words() {
    static const std::map<std::string, std::string> all{
        {"sum", "Σ"}, {"alpha", "α"}, {"beta", "β"},  {"gamma", "γ"}, {"delta", "δ"},
        {"eps", "ε"}, {"eta", "η"},   {"theta", "θ"}, {"kappa", "κ"}, {"lambda", "λ"},
        {"mu", "μ"},  {"pi", "π"},    {"rho", "ρ"},   {"sigma", "σ"}, {"tau", "τ"},
        {"phi", "φ"}, {"psi", "ψ"},   {"omega", "ω"}};
    return all;
}

// Letters and digits that there are as subscripts.
const std::map<char, std::string>& subscripts() {
    static const std::map<char, std::string> all{
        {'0', "₀"}, {'1', "₁"}, {'2', "₂"}, {'3', "₃"}, {'4', "₄"}, {'5', "₅"}, {'6', "₆"},
        {'7', "₇"}, {'8', "₈"}, {'9', "₉"}, {'a', "ₐ"}, {'e', "ₑ"}, {'h', "ₕ"}, {'i', "ᵢ"},
        {'j', "ⱼ"}, {'k', "ₖ"}, {'l', "ₗ"}, {'m', "ₘ"}, {'n', "ₙ"}, {'o', "ₒ"}, {'p', "ₚ"},
        {'r', "ᵣ"}, {'s', "ₛ"}, {'t', "ₜ"}, {'u', "ᵤ"}, {'v', "ᵥ"}, {'x', "ₓ"}};
    return all;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// The letters and digits from `at` on.
std::string run_of(const std::string& text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    return text.substr(at, end - at);
}

// The run as subscripts, or "" when one of its letters is none.
std::string as_subscript(const std::string& run) {
    std::string text;
    for (const char c : run) {
        const auto sign = subscripts().find(c);
        if (sign == subscripts().end()) return "";
        text += sign->second;
    }
    return text;
}

}  // namespace

std::string typeset(const std::string& formula) {
    struct Sign {
        const char* plain;
        const char* printed;
    };
    static const Sign kSigns[] = {{"1/2", "½"},   {"^2", "²"}, {"||", "‖"},
                                  {"!=", "≠"},    {"<=", "≤"}, {">=", "≥"},
                                  {" - ", " − "}, {"->", "→"}, {" * ", " · "}};
    std::string text;
    for (std::size_t at = 0; at < formula.size();) {
        const Sign* found = nullptr;
        for (const Sign& sign : kSigns)
            if (formula.compare(at, std::char_traits<char>::length(sign.plain), sign.plain) == 0) {
                found = &sign;
                break;
            }
        const char c = formula[at];
        if (found) {
            text += found->printed;
            at += std::char_traits<char>::length(found->plain);
        } else if (c == '_') {
            const std::string run = run_of(formula, at + 1), small = as_subscript(run);
            text += small.empty() ? "_" : small;
            at += small.empty() ? 1 : 1 + run.size();
        } else if (c == '^' && !text.empty() &&
                   (at + 1 == formula.size() || !is_word(formula[at + 1])) && at > 0 &&
                   is_word(formula[at - 1])) {
            text += "\xCC\x82";  // the hat of a reconstruction, x^
            ++at;
        } else if (is_letter(c)) {
            const std::string run = run_of(formula, at);
            const auto word = words().find(run);
            text += word == words().end() ? run : word->second;
            at += run.size();
        } else {
            text += c;
            ++at;
        }
    }
    return text;
}

}  // namespace latent::app
