// A folder of pictures, with sub-folders as classes:
//
//   pets/cat/1.jpg  pets/cat/2.png  pets/dog/7.jpeg        classes "cat" and "dog"
//   faces/001.png   faces/002.png                          no classes
//
// Pictures are PNG and JPEG (stb_images.h). Each is cut to the largest square in its middle, so
// that proportions are kept, and resized to one common side: the nearest of 28, 32 and 64 to the
// median of the pictures' shorter sides. Grey when every file is stored grey, otherwise red, green,
// blue. Bytes are read as 0 to 1, not centred.
//
// Classes and files are taken in the order of their names' bytes; hidden ones and files that are no
// pictures by their name are passed over. Up to 1 % of the pictures may be unreadable: those are
// left out, and the summary says how many; where there are more, the first is named and nothing is
// read. A tenth is held out by content, compared after resizing: of two pictures that look the same
// to the net, none is trained on while the other is held out.
//
// Describing counts the files and reads their headers.
//
// Thread: any. Errors: DataError with the folder's or the picture's name.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace latent::data {

struct PictureFiles {
    std::vector<std::string> class_names;      // empty: no classes
    std::vector<std::filesystem::path> paths;  // class by class, by name within
    std::vector<int> classes;                  // of each; empty when there are none
};

// The pictures of a folder; none when it holds no pictures where they are looked for.
PictureFiles find_pictures(const std::filesystem::path& folder);

// The side that pictures with these shorter sides are resized to.
int common_side(std::vector<int> shorter_sides);

}  // namespace latent::data
