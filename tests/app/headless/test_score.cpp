// latent-lab score: codes of any program, as NPY files that the tests write.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "app/headless/lab_program.h"

using namespace latent::testing;

namespace {

template <class T>
struct NpyType;
template <>
struct NpyType<float> {
    static constexpr const char* name = "<f4";
};
template <>
struct NpyType<double> {
    static constexpr const char* name = "<f8";
};
template <>
struct NpyType<std::int64_t> {
    static constexpr const char* name = "<i8";
};
template <>
struct NpyType<std::int16_t> {
    static constexpr const char* name = "<i2";
};
template <>
struct NpyType<std::uint8_t> {
    static constexpr const char* name = "|b1";
};

template <class T>
void write_npy(const std::string& file, const std::vector<T>& values, const std::string& shape) {
    std::string header = std::string("{'descr': '") + NpyType<T>::name +
                         "', 'fortran_order': False, 'shape': (" + shape + "), }";
    header.resize((header.size() + 1 + 10 + 63) / 64 * 64 - 11, ' ');
    header += '\n';
    std::ofstream out(file, std::ios::binary);
    out.write("\x93NUMPY\x01\0", 8);
    out.put(char(header.size() & 0xff)).put(char(header.size() >> 8));
    out << header;
    out.write(reinterpret_cast<const char*>(values.data()),
              std::streamsize(values.size() * sizeof(T)));
}

// 400 samples of two factors, of 3 and 5 values with odd numbers for names; the codes are the
// factors' ranks, a little noise, and the class is the first factor.
struct Files {
    static constexpr int kCount = 400;
    Files() {
        std::mt19937 random(4);
        const std::vector<std::int64_t> first{-7, 100, 900}, second{2, 3, 5, 7, 11};
        std::normal_distribution<float> noise(0, 0.01f);
        for (int i = 0; i < kCount; ++i) {
            const std::size_t a = random() % 3, b = random() % 5;
            factors.insert(factors.end(), {first[a], second[b]});
            labels.push_back(std::int16_t(a * 10));
            for (float code : {float(b), float(a), 0.0f}) {
                codes.push_back(code + noise(random));
                wide_codes.push_back(double(codes.back()));
            }
            for (float input : {float(a) * 2, float(b), float(a) + float(b), 1.0f})
                inputs.push_back(input + noise(random));
        }
        write_npy(z(), codes, "400, 3");
        write_npy(v(), factors, "400, 2");
        write_npy(y(), labels, "400,");
        write_npy(x(), inputs, "400, 2, 2");
    }
    std::string z() const { return folder / "z.npy"; }
    std::string v() const { return folder / "v.npy"; }
    std::string y() const { return folder / "y.npy"; }
    std::string x() const { return folder / "x.npy"; }

    TemporaryFolder folder;
    std::vector<float> codes, inputs;
    std::vector<double> wide_codes;
    std::vector<std::int64_t> factors;
    std::vector<std::int16_t> labels;
};

Json scores(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "score");
    arguments.push_back("--json");
    const Outcome outcome = lab(arguments);
    CAPTURE(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    const Json json = Json::parse(outcome.out);
    for (const auto& [key, value] : json.items()) {
        CAPTURE(key);  // what is null has a reason
        CHECK((!value.is_null() || !outcome.err.empty()));
    }
    return json;
}

void check_refusal(const std::vector<std::string>& arguments, int exit_code,
                   const std::vector<std::string>& parts) {
    const Outcome outcome = lab(arguments);
    CAPTURE(outcome.err);
    CHECK(outcome.exit_code == exit_code);
    CHECK(outcome.out.empty());
    CHECK(lines_of(outcome.err).size() == 1);
    for (const std::string& part : parts) {
        CAPTURE(part);
        CHECK(contains(outcome.err, part));
    }
}

}  // namespace

TEST_CASE("score prints one flat object of numbers for codes and factors") {
    const Files files;
    const Json json = scores({"--codes", files.z(), "--factors", files.v()});
    for (const char* key : {"mig", "sap_discrete", "sap_continuous", "factor_vae", "beta_vae",
                            "dci_disentanglement", "dci_completeness", "dci_informativeness",
                            "modularity", "explicitness", "irs", "gaussian_total_correlation"}) {
        CAPTURE(key);
        REQUIRE(json.contains(key));
        CHECK((json[key].is_number() || (json[key].is_null() && std::string(key) == "factor_vae")));
    }
    CHECK(json["mig"].get<double>() > .9);
    CHECK(json["beta_vae"].get<double>() > .95);
    CHECK(json["dci_informativeness"].get<double>() > .98);
    CHECK(json.contains("mig_factor_2"));
    CHECK_FALSE(json.contains("knn5_accuracy"));
    for (const auto& [key, value] : json.items()) {
        CAPTURE(key);
        CHECK((value.is_number() || value.is_null()));
    }
}

TEST_CASE("labels and inputs bring the scores that need them") {
    const Files files;
    const Json json = scores({"--codes", files.z(), "--labels", files.y(), "--inputs", files.x()});
    for (const char* key : {"knn5_accuracy", "silhouette", "trustworthiness", "continuity"}) {
        CAPTURE(key);
        REQUIRE(json.contains(key));
        CHECK(json[key].is_number());
    }
    CHECK(json["knn5_accuracy"].get<double>() > .99);
    CHECK(json["trustworthiness"].get<double>() > .8);
    CHECK_FALSE(json.contains("mig"));
}

TEST_CASE("several names may follow one --analysis, and the files come in any type") {
    const Files files;
    const Json once =
        scores({"--analysis", "mig", "modularity", "--codes", files.z(), "--factors", files.v()});
    CHECK(once.contains("mig"));
    CHECK(once.contains("modularity"));
    CHECK_FALSE(once.contains("irs"));

    write_npy(files.folder / "wide.npy", files.wide_codes, "400, 3");
    std::vector<std::uint8_t> first;
    for (std::size_t i = 0; i < 400; ++i) first.push_back(files.factors[2 * i] == 900);
    write_npy(files.folder / "truth.npy", first, "400,");
    CHECK(scores({"--codes", files.folder / "wide.npy", "--factors", files.v(), "--analysis", "mig",
                  "modularity"}) == once);
    const Json truth = scores(
        {"--codes", files.z(), "--factors", files.folder / "truth.npy", "--analysis", "mig"});
    CHECK(truth["mig"].get<double>() > .9);
}

TEST_CASE("the table shows every figure beside a perfect code and pure noise") {
    const Files files;
    const Outcome outcome =
        lab({"score", "--codes", files.z(), "--factors", files.v(), "--analysis", "mig", "irs"});
    CAPTURE(outcome.out);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    CHECK(contains(outcome.out, "perfect code"));
    CHECK(contains(outcome.out, "pure noise"));
    CHECK(contains(outcome.out, "MIG of factor 2"));
    CHECK(contains(outcome.out, "IRS"));
}

TEST_CASE("a figure that is undefined is null, and the table says why") {
    const Files files;
    write_npy(files.folder / "same.npy", std::vector<float>(800, 1.5f), "400, 2");
    const Json json = scores(
        {"--codes", files.folder / "same.npy", "--factors", files.v(), "--analysis", "mig", "irs"});
    CHECK(json["mig"].is_null());
    CHECK(json["irs"].is_null());
    const Outcome told = lab({"score", "--codes", files.folder / "same.npy", "--factors", files.v(),
                              "--analysis", "mig", "irs", "--json"});
    REQUIRE(lines_of(told.err).size() == 1);  // a line a reason, not a line a figure
    CHECK(contains(told.err, "mig, irs: Every code is the same"));
    const Outcome text = lab({"score", "--codes", files.folder / "same.npy", "--factors", files.v(),
                              "--analysis", "mig", "irs"});
    CHECK(text.exit_code == 0);
    CHECK(contains(text.out, "Every code is the same"));
}

TEST_CASE("a score that gives no figure is null under its own id, with the reason on stderr") {
    const Files files;
    write_npy(files.folder / "same.npy", std::vector<float>(800, 1.5f), "400, 2");
    const std::vector<std::string> all{"score",    "--codes", files.folder / "same.npy",
                                       "--labels", files.y(), "--json"};
    Outcome outcome = lab(all);
    CHECK(outcome.exit_code == 0);
    Json json = Json::parse(outcome.out);
    REQUIRE(json.contains("pca95"));
    CHECK(json["pca95"].is_null());
    CHECK(contains(outcome.err, "Every code is the same, so they spread nowhere"));
    outcome = lab({"score", "--codes", files.folder / "same.npy", "--analysis", "pca95", "--json"});
    CHECK(outcome.exit_code == 1);
    CHECK(Json::parse(outcome.out)["pca95"].is_null());
    CHECK(contains(outcome.err, "spread nowhere"));
    CHECK(lines_of(outcome.err).size() == 1);
}

TEST_CASE("what cannot be scored is refused with one sentence") {
    const Files files;
    const std::string odd = files.folder / "odd.npy";
    check_refusal({"score", "--codes", files.folder / "nowhere.npy"}, 2, {"nowhere.npy"});
    check_refusal({"score", "--factors", files.v()}, 2, {"--codes"});
    check_refusal({"score", "--codes", files.z(), "--analysis", "migg"}, 2, {"'mig'"});
    check_refusal({"score", "--codes", files.z(), "--analysis", "identity"}, 2, {"evaluate"});
    check_refusal({"score", "--codes", files.z(), "--analysis", "mig"}, 1, {"known factors"});

    write_npy(odd, std::vector<std::int64_t>(300, 1), "300, 1");
    check_refusal({"score", "--codes", files.z(), "--factors", odd}, 1, {"odd.npy", "300", "400"});
    check_refusal({"score", "--codes", files.z(), "--labels", odd}, 1, {"odd.npy", "300", "400"});
    check_refusal({"score", "--codes", files.z(), "--inputs", odd, "--analysis", "neighbourhoods"},
                  1, {"odd.npy", "300", "400"});
    check_refusal({"score", "--codes", files.z(), "--labels", files.v()}, 1, {"one label"});
    check_refusal({"score", "--codes", files.x(), "--factors", files.v()}, 1, {"table"});
    check_refusal({"score", "--codes", files.z(), "--factors", files.z()}, 1, {"whole numbers"});

    std::vector<float> codes = files.codes;
    codes[3 * 17 + 2] = std::numeric_limits<float>::quiet_NaN();
    write_npy(odd, codes, "400, 3");
    check_refusal({"score", "--codes", odd, "--factors", files.v()}, 1, {"NaN", "[17, 2]"});
    std::ofstream(odd) << "no array";
    check_refusal({"score", "--codes", odd}, 1, {"odd.npy"});
}
