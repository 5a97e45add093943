#include "store/safetensors.h"

#include <doctest/doctest.h>

#include <cstring>
#include <fstream>
#include <sstream>

#include "support/temp_folder.h"

using namespace latent;
using store::Safetensors;
using store::stored;

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
    content.tensors["decoder.weight"] = stored<float>({2, 3}, {1, 2, 3, 4, 5, -6.5f});
    content.tensors["noise"] = stored<std::uint8_t>({7, 0, 255});
    content.tensors["steps"] = stored<std::int64_t>({-1, std::int64_t(1) << 40});
    content.tensors["sums"] = stored<double>({0.1});
    content.tensors["codes"] = stored<std::uint16_t>({1, 65535});
    content.tensors["nothing"] = stored(std::vector<float>());
    content.tensors["code.bias"] = stored<float>({0.25f});
    content.metadata["step"] = "42";
    store::write_safetensors(folder.path() / "w.safetensors", content);
    const Safetensors back = store::read_safetensors(folder.path() / "w.safetensors");
    REQUIRE(back.tensors.size() == 7);
    CHECK(back.tensors.at("decoder.weight").shape == std::vector<std::int64_t>{2, 3});
    for (const auto& [name, tensor] : content.tensors) {
        CAPTURE(name);
        CHECK(back.tensors.at(name).dtype == tensor.dtype);
        CHECK(back.tensors.at(name).bytes == tensor.bytes);
    }
    CHECK(back.tensors.at("steps").values<std::int64_t>()[1] == std::int64_t(1) << 40);
    CHECK_THROWS_AS(back.tensors.at("steps").values<float>(), std::runtime_error);
    CHECK(back.metadata.at("step") == "42");
    CHECK_FALSE(std::filesystem::exists(folder.path() / "w.safetensors.part"));
}

TEST_CASE("a damaged file of weights gives a sentence, wherever it was cut or altered") {
    const test::TempFolder folder;
    const auto file = folder.path() / "w.safetensors";
    Safetensors content;
    content.tensors["w"] = stored<float>({1, 2, 3, 4});
    store::write_safetensors(file, content);
    const std::string whole = bytes_of(file);
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        write_bytes(file, whole.substr(0, length));
        CHECK_THROWS_AS(store::read_safetensors(file), std::runtime_error);
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
        CHECK_THROWS_AS(store::read_safetensors(file), std::runtime_error);
    }
}

TEST_CASE("a file that cannot be written leaves what was there") {
    const test::TempFolder folder;
    Safetensors content;
    content.tensors["w"] = stored<float>({1});
    CHECK_THROWS_AS(store::write_safetensors(folder.path() / "missing" / "w.safetensors", content),
                    std::runtime_error);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "missing"));
}

TEST_CASE("one altered byte is found wherever it is") {
    const test::TempFolder folder;
    const auto file = folder.path() / "w.safetensors";
    Safetensors content;
    content.tensors["w"] = stored<float>({1, 2, 3, 4});
    content.tensors["n"] = stored<std::uint8_t>({9});
    content.metadata["step"] = "42";
    store::write_safetensors(file, content);
    const std::string whole = bytes_of(file);
    for (std::size_t i = 0; i < whole.size(); ++i)
        for (const int bit : {1, 64}) {
            CAPTURE(i);
            std::string altered = whole;
            altered[i] = char(altered[i] ^ bit);
            write_bytes(file, altered);
            CHECK_THROWS_AS(store::read_safetensors(file, true), std::runtime_error);
        }
    write_bytes(file, whole);
    CHECK_NOTHROW(store::read_safetensors(file, true));
}

TEST_CASE("a file of another program has no checksum and is read, unless one is asked for") {
    const test::TempFolder folder;
    const auto file = folder.path() / "w.safetensors";
    write_bytes(file, file_of(R"({"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                              std::string(8, '\0')));
    CHECK(store::read_safetensors(file).tensors.at("w").values<float>().size() == 2);
    CHECK_THROWS_WITH_AS(store::read_safetensors(file, true), doctest::Contains("no checksum"),
                         std::runtime_error);
}

TEST_CASE("a part of a file is read without the rest") {
    const test::TempFolder folder;
    const auto file = folder.path() / "w.safetensors";
    Safetensors content;
    content.tensors["a/x"] = stored<float>({1});
    content.tensors["b/y"] = stored<float>({2, 3});
    content.metadata["step"] = "7";
    store::write_safetensors(file, content);
    const Safetensors some =
        store::read_some_of(file, [](const std::string& name) { return name[0] == 'b'; });
    CHECK(some.tensors.size() == 1);
    CHECK(some.tensors.at("b/y").values<float>() == std::vector<float>{2, 3});
    CHECK(some.metadata.at("step") == "7");
}
