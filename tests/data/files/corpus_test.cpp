// What fuzzing found and what it began with (tests/fuzz), read again by every test run.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "data/files/fuzzed_readers.h"
#include "support/temp_folder.h"

using namespace latent::test;

TEST_CASE("every kept case of the fuzzers is read or refused with a sentence") {
    namespace fs = std::filesystem;
    TempFolder folder;
    for (const FuzzedReader& reader : fuzzed_readers()) {
        CAPTURE(reader.name);
        std::vector<fs::path> cases;
        for (const auto& entry : fs::directory_iterator(fs::path(LATENT_SOURCE_DIR) /
                                                        "tests/fuzz/corpus" / reader.name))
            cases.push_back(entry.path());
        std::sort(cases.begin(), cases.end());
        int were_read = 0;
        for (const fs::path& path : cases) {
            CAPTURE(path.string());
            std::ifstream file(path, std::ios::binary);
            const Bytes bytes{std::istreambuf_iterator<char>(file), {}};
            std::string sentence;
            CHECK_NOTHROW(sentence = read_as(reader, bytes, folder.path()));
            CHECK((sentence.empty() || sentence.find(' ') != std::string::npos));
            were_read += sentence.empty();
        }
        CHECK(cases.size() > 3);
        CHECK(were_read > 0);
    }
}
