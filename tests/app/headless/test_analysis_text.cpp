// What a terminal shows of a result: figures beside noise and a perfect code, matrices as tables.
#include "headless/analysis_text.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

using namespace latent;

namespace {

std::string printed(const AnalysisResult& result) {
    PartInfo part;
    part.id = "mig";
    part.label = "MIG";
    std::ostringstream out;
    headless::print(out, part, result);
    return out.str();
}

// The words of the first line that holds `word`.
std::vector<std::string> line_with(const std::string& text, const std::string& word) {
    std::istringstream lines(text);
    std::vector<std::string> words;
    for (std::string line; std::getline(lines, line);)
        if (line.find(word) != std::string::npos) {
            std::istringstream in(line);
            for (std::string each; in >> each;) words.push_back(each);
            return words;
        }
    return words;
}

AnalysisResult measured() {
    AnalysisResult result;
    result.step = 1200;
    result.done = true;
    result.verdict = "It was measured.";
    result.figures = {{"mig", "gap", 0.31, "", "", 0.896, 0.002}, {"n", "samples", 10000, "", ""}};
    return result;
}

}  // namespace

TEST_CASE("noise and a perfect code stand beside each figure, where they are known") {
    const std::string text = printed(measured());
    CHECK(line_with(text, "noise") ==
          std::vector<std::string>{"figure", "value", "perfect", "code", "pure", "noise"});
    CHECK(line_with(text, "gap") == std::vector<std::string>{"gap", "0.31", "0.896", "0.002"});
    CHECK(line_with(text, "samples") == std::vector<std::string>{"samples", "10,000"});
    AnalysisResult plain = measured();
    plain.figures.erase(plain.figures.begin());
    CHECK(printed(plain).find("noise") == std::string::npos);
}

TEST_CASE("an undefined figure is no number, and below the table it says why") {
    AnalysisResult result = measured();
    result.figures[0].value = kUnknown;
    result.figures[0].undefined = "Every code is the same.";
    const std::string text = printed(result);
    CHECK(line_with(text, "gap")[1] == "undefined");
    CHECK(text.find("Undefined: Every code is the same.") != std::string::npos);
    CHECK(text.find("nan") == std::string::npos);
}

TEST_CASE("a matrix is a table with its names, and columns that do not fit are counted") {
    AnalysisResult result = measured();
    Matrix matrix{
        "latent x factor", {"z1", "z2"}, {"shape", "scale"}, {0.5f, 0.25f, 0, 1}, 0, 1, ""};
    matrix.values[2] = float(kUnknown);
    result.matrices = {matrix};
    std::string text = printed(result);
    CHECK(line_with(text, "shape") == std::vector<std::string>{"shape", "scale"});
    CHECK(line_with(text, "z1") == std::vector<std::string>{"z1", "0.50", "0.25"});
    CHECK(line_with(text, "z2") == std::vector<std::string>{"z2", "-", "1.00"});
    Matrix wide{"wide", {"z1"}, {}, {}, 0, 1, ""};
    for (int c = 0; c < 200; ++c) {
        wide.columns.push_back("factor" + std::to_string(c));
        wide.values.push_back(0);
    }
    result.matrices = {wide};
    text = printed(result);
    CHECK(text.find("more columns do not fit") != std::string::npos);
}
