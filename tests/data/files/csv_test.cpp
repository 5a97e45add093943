#include "data/files/csv.h"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "data/files/csv_source.h"
#include "data/dataset.h"
#include "data/files/own_files.h"
#include "support/temp_folder.h"

using namespace latent;
using namespace latent::data;
using namespace latent::test;

namespace {

CsvTable table_of(const std::string& words) {
    TempFolder folder;
    write(folder / "own.csv", text(words));
    return read_csv(folder / "own.csv");
}

}  // namespace

TEST_CASE("a table is its columns of numbers, and one column of classes") {
    const CsvTable table = table_of("sepal,Species,petal\n5.1,setosa,1e-1\n-4,virginica,+2\n");
    CHECK(table.columns == std::vector<std::string>{"sepal", "petal"});
    CHECK(table.values == std::vector<float>{5.1f, 0.1f, -4, 2});
    CHECK(table.rows == 2);
    CHECK(table.label_column == "Species");
    CHECK(table.class_names == std::vector<std::string>{"setosa", "virginica"});
    CHECK(table.labels == std::vector<int>{0, 1});
}

TEST_CASE("commas, semicolons and tabs are told apart, and quotes hide them") {
    for (const std::string delimiter : {",", ";", "\t"}) {
        CAPTURE(delimiter);
        const CsvTable table =
            table_of("\"a,b;c\td\"" + delimiter + "\"e \"\"f\"\"\"\n1" + delimiter + "\"2\"\n");
        CHECK(table.columns == std::vector<std::string>{"a,b;c d", "e \"f\""});
        CHECK(table.values == std::vector<float>{1, 2});
    }
}

TEST_CASE("byte order marks, carriage returns, missing and trailing ends of lines are no matter") {
    for (const std::string words :
         {"x,y\n1,2\n", "x,y\n1,2", "x,y\r\n1,2\r\n", "\xEF\xBB\xBFx,y\n1,2\n",
          "x,y\n1,2\n\n \r\n\n", "x , y\n 1,\t2\n", "x,y\r\n1,2\r"}) {
        CAPTURE(words);
        const CsvTable table = table_of(words);
        CHECK(table.columns == std::vector<std::string>{"x", "y"});
        CHECK(table.values == std::vector<float>{1, 2});
    }
}

TEST_CASE("a quoted field may go over lines, and lines are counted on") {
    const CsvTable table = table_of("label,x\n\"two\nlines\",1\nb,2\n");
    CHECK(table.class_names == std::vector<std::string>{"b", "two lines"});
    try {
        table_of("label,x\n\"two\nlines\",1\nb,oops\n");
        FAIL("not refused");
    } catch (const DataError& error) {
        CHECK(std::string(error.what()).find("line 4") != std::string::npos);
    }
}

TEST_CASE("classes that are whole numbers are sorted as numbers") {
    const CsvTable table = table_of("x,class\n0,10\n0,9\n0,-1\n0,10\n");
    CHECK(table.class_names == std::vector<std::string>{"-1", "9", "10"});
    CHECK(table.labels == std::vector<int>{2, 1, 0, 2});
}

TEST_CASE("label goes before class, and the other is then a number like any") {
    const CsvTable table = table_of("class,label,x\n3,a,1\n4,b,2\n");
    CHECK(table.label_column == "label");
    CHECK(table.columns == std::vector<std::string>{"class", "x"});
}

TEST_CASE("names are made fit to be shown, whatever bytes they have") {
    const CsvTable table = table_of("x\xff,label\n1,a\x80\n2,\xc3\xa4\n");
    CHECK(table.columns == std::vector<std::string>{"x?"});
    CHECK(table.class_names == std::vector<std::string>{"a?", "\xc3\xa4"});
}

TEST_CASE("columns get mean 0 and deviation 1 of the training rows, constant ones only mean 0") {
    std::vector<float> train = {1, 5, 1000, 3, 5, 3000}, held_out = {2, 6, 4000};
    standardise(3, train, held_out);
    CHECK(train == std::vector<float>{-1, 0, -1, 1, 0, 1});
    CHECK(held_out == std::vector<float>{0, 1, 2});
}

TEST_CASE("a table becomes points, scaled by what is trained on, and says so") {
    TempFolder folder;
    std::string words = "metres,grams,label\n";
    for (int i = 0; i < 200; ++i)
        words += std::to_string(1.5 + 0.001 * i) + "," +
                 std::to_string(50000 + 100 * (i * 7 % 200)) + "," + (i % 2 ? "odd" : "even") +
                 "\n";
    for (const char* name : {"own.csv", "own.csv.gz", "own.TSV"}) {
        CAPTURE(name);
        const bool packed = std::string(name).find(".gz") != std::string::npos;
        write(folder / name, packed ? gzipped(text(words)) : text(words));
        const auto dataset = load_dataset((folder / name).string());
        const DatasetInfo& info = dataset->info();
        CHECK(info.kind == DataKind::points);
        CHECK(info.shape == ImageShape{1, 1, 2});
        CHECK(info.class_names == std::vector<std::string>{"even", "odd"});
        CHECK(info.summary.find("mean 0 and deviation 1") != std::string::npos);
        CHECK(!info.licence.empty());
        CHECK(dataset->count(Split::train) == 180);
        CHECK(dataset->count(Split::held_out) == 20);
        for (int c = 0; c < 2; ++c) {
            double sum = 0, squares = 0;
            for (std::int64_t i = 0; i < 180; ++i) {
                float point[2];
                dataset->read(Split::train, &i, 1, point);
                sum += point[c];
                squares += double(point[c]) * point[c];
            }
            CHECK(sum / 180 == doctest::Approx(0).epsilon(1e-5));
            CHECK(squares / 180 == doctest::Approx(1).epsilon(1e-5));
        }
        const DatasetInfo described = describe_dataset((folder / name).string());
        CHECK(described.train_count == 180);
        CHECK(described.low == info.low);
    }
}

TEST_CASE("equal rows of a table stay on one side") {
    TempFolder folder;
    std::string words = "x,y\n";
    for (int copy = 0; copy < 3; ++copy)
        for (int i = 0; i < 100; ++i) words += std::to_string(i) + "," + std::to_string(-i) + "\n";
    write(folder / "own.csv", text(words));
    const auto dataset = load_dataset((folder / "own.csv").string());
    CHECK(dataset->count(Split::held_out) == 30);
    std::set<float> train;
    float point[2];
    for (std::int64_t i = 0; i < dataset->count(Split::train); ++i) {
        dataset->read(Split::train, &i, 1, point);
        train.insert(point[0]);
    }
    CHECK(train.size() == 90);
    for (std::int64_t i = 0; i < dataset->count(Split::held_out); ++i) {
        dataset->read(Split::held_out, &i, 1, point);
        CHECK(train.count(point[0]) == 0);
    }
}
