#include "training/safetensors.h"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>
#include <sstream>

#include "support/temp_folder.h"

using namespace latent;
using training::Safetensors;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

std::string file_of(const std::string& header, const std::string& data) {
    std::string bytes(8, '\0');
    const std::uint64_t length = header.size();
    std::memcpy(bytes.data(), &length, 8);
    return bytes + header + data;
}

}  // namespace

TEST_CASE("tensors come back from a file as they were, with the metadata") {
    const test::TempFolder folder;
    Safetensors content;
    content.tensors["decoder.weight"] = {{2, 3}, {1, 2, 3, 4, 5, -6.5f}};
    content.tensors["code.bias"] = {{1}, {0.25f}};
    content.metadata["step"] = "42";
    training::write_safetensors(folder.path() / "w.safetensors", content);
    const Safetensors back = training::read_safetensors(folder.path() / "w.safetensors");
    REQUIRE(back.tensors.size() == 2);
    CHECK(back.tensors.at("decoder.weight").shape == std::vector<std::int64_t>{2, 3});
    CHECK(back.tensors.at("decoder.weight").values == content.tensors["decoder.weight"].values);
    CHECK(back.tensors.at("code.bias").values == std::vector<float>{0.25f});
    CHECK(back.metadata.at("step") == "42");
    CHECK_FALSE(std::filesystem::exists(folder.path() / "w.safetensors.part"));
}

TEST_CASE("a damaged file of weights gives a sentence, wherever it was cut or altered") {
    const test::TempFolder folder;
    const auto file = folder.path() / "w.safetensors";
    Safetensors content;
    content.tensors["w"] = {{4}, {1, 2, 3, 4}};
    training::write_safetensors(file, content);
    const std::string whole = bytes_of(file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        write_bytes(file, whole.substr(0, length));
        CHECK_THROWS_AS(training::read_safetensors(file), std::runtime_error);
    }
    for (const std::string& header :
         {std::string("{}x"), std::string("[1]"), std::string("{\"w\":3}"),
          std::string("{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,99]}}"),
          std::string("{\"w\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}"),
          std::string("{\"w\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],"
                      "\"data_offsets\":[0,16]}}"),
          std::string("{\"w\":{\"dtype\":\"BF16\",\"shape\":[8],\"data_offsets\":[0,16]}}"),
          std::string("{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]}}")}) {
        CAPTURE(header);
        write_bytes(file, file_of(header, std::string(16, '\0')));
        CHECK_THROWS_AS(training::read_safetensors(file), std::runtime_error);
    }
}

TEST_CASE("a file that cannot be written leaves what was there") {
    const test::TempFolder folder;
    Safetensors content;
    content.tensors["w"] = {{1}, {1}};
    CHECK_THROWS_AS(
        training::write_safetensors(folder.path() / "missing" / "w.safetensors", content),
        std::runtime_error);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "missing"));
}
