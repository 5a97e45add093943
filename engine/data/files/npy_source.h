// Datasets out of NumPy arrays: which array is what, and how its numbers are read.
//
// An .npy is all samples; a tenth is held out by content. In an .npz the arrays are told by name,
// in small letters or capitals, the first that is there:
//
//   samples      x_train, images, imgs, x, data, arr_0; or the only array there is
//   labels       y_train, labels, label, y, latents_classes; whole numbers 0 to 99, one a sample
//   held out     x_test (labels y_test); then the published split is kept
//
// An archive of dSprites' layout is read with its factors (dsprites_file.h).
//
//   bytes, truth values   [N, H, W], [N, H, W, C], [N, C, H, W], [N, D] with D a square: images.
//                         0 to 255 are read as 0 to 1; where nothing exceeds 1, 1 is white
//   other numbers
//     [N, D]              points of D coordinates, as they are
//     [N, a, b(, c)]      images when all lie in [0, 1], or all are whole and in [0, 255];
//                         with four sizes also fractions in [0, 255]. Kept as bytes, rounded
//     [N, T, F]           otherwise sequences of T steps with F features, as they are
//
// Nothing is centred, and what was done is said in the dataset's summary. Describing images of
// bytes reads headers (and labels); other arrays have to be read to be told apart.
//
// Thread: any. Errors: DataError.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/files/idx.h"
#include "data/files/npy.h"

namespace latent::data {

struct NpyArray {
    std::string name;  // as sentences call it
    NpyHeader header;
    std::vector<std::uint8_t> bytes;  // of bytes and truth values
    std::vector<float> numbers;       // of everything else
};
NpyArray read_npy(NpyInput input);

// How the numbers of arrays are to be understood; one decision for training and held-out data.
struct NpyReading {
    DataKind kind = DataKind::images;
    ImageLayout layout;  // the shape of points and sequences, too
    float scale = 1;     // images: times this, then rounded to a byte
    std::string in_words;
};
NpyReading reading_of(const std::vector<const NpyArray*>& arrays);

// What the header alone can tell: only for arrays of bytes.
ImageLayout layout_of_bytes(const NpyHeader& header, const std::string& name);

}  // namespace latent::data
