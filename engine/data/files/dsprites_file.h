// The published archive of dSprites, or one of the same layout:
//
//   imgs              [N, 64, 64] bytes, 0 or 1; read as black and white
//   latents_classes   [N, 6] integers: colour, shape, scale, orientation, x, y
//   latents_values    [N, 6] floats, not needed
//   metadata          a pickle, never touched
//
// 737,280 images in the published one, dsprites_ndarray_co1sh3sc6or40x32y32_64x64.npz: every
// combination of 3 shapes, 6 scales, 40 orientations and 32x32 places once. The colour has one
// value and is dropped. The images are kept as bits (bit_images.h).
//
// The 40 orientations divide 2 pi by 39 with both ends, so that index 39 repeats index 0: 18,432
// images occur twice. The split is by content and keeps such pairs on one side.
//
// Source: Matthey, Higgins, Hassabis & Lerchner 2017, github.com/deepmind/dsprites-dataset.
// Thread: any. Errors: DataError.
#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/files/npz.h"

namespace latent::data {

// Whether the archive holds images with the classes of their six latents.
bool has_dsprites_layout(const NpzFile& file);

// `info` as info_of_path() gives it. Describing reads the latents, but of the images the header.
DatasetInfo describe_dsprites(const NpzFile& file, DatasetInfo info);
std::shared_ptr<const Dataset> load_dsprites(const NpzFile& file, DatasetInfo info);

}  // namespace latent::data
