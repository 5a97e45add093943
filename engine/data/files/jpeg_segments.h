// A JPEG file taken apart into its segments and put together again with nothing but what a decoder
// needs, so that a decoder which trusts its input never meets what it should not trust.
//
//   ff d8                 start
//   ff MARKER, length     a segment: tables (db, c4, dd), the frame header (c0, c1, c2), notes
//   ff da, length, data   a scan; within its data ff is followed by 00 or a restart mark (d0..d7)
//   ff d9                 end
//
// Refused are: segments that reach beyond the file, Huffman tables with more than 256 codes, more
// than one frame, more than 64 scans (about 10 are usual; thousands cost minutes), and files that
// end before their end mark, which decoders silently fill up with grey. Left out are comments,
// previews, colour profiles and whatever follows the end.
//
// Source: ITU-T T.81, annex B. Thread: any. Errors: DataError with the picture's name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace latent::data {

struct JpegFrame {
    int width = 0, height = 0, planes = 0;  // planes: 1 grey, 3 with colours, 4 for printing
};

// From the first bytes of a file; nothing when they end before the frame header.
std::optional<JpegFrame> jpeg_frame(const std::vector<std::uint8_t>& bytes,
                                    const std::string& name);

std::vector<std::uint8_t> checked_jpeg(const std::vector<std::uint8_t>& bytes,
                                       const std::string& name);

}  // namespace latent::data
