#include "widgets/difference.h"

#include <algorithm>
#include <cmath>

namespace latent::app {

PictureSheet difference_sheet(const Theme& theme, const Samples& inputs,
                              const std::vector<int>& inputs_of, const Samples& outputs) {
    PictureSheet sheet;
    const int count = std::min(outputs.count, int(inputs_of.size()));
    const ImageShape& shape = outputs.shape;
    if (count <= 0 || shape.size() <= 0 || inputs.shape != shape) return sheet;
    if (inputs.pixels.empty() || outputs.pixels.empty()) return sheet;
    sheet.columns = int(std::ceil(std::sqrt(double(count))));
    sheet.rows = (count + sheet.columns - 1) / sheet.columns;
    sheet.cell_width = shape.width;
    sheet.cell_height = shape.height;
    sheet.rgba.assign(std::size_t(sheet.width()) * std::size_t(sheet.height()) * 4, 0);

    ImU32 colours[511];  // differences -255 .. 255
    for (int d = -255; d <= 255; ++d) colours[d + 255] = theme.diverging(float(d) / 255);

    const int plane = shape.width * shape.height;
    for (int i = 0; i < count; ++i) {
        const int sample = inputs_of[std::size_t(i)];
        const std::uint8_t* in =
            sample >= 0 && sample < inputs.count ? inputs.image(sample) : nullptr;
        const std::uint8_t* out = outputs.image(i);
        for (int p = 0; p < plane; ++p) {
            int sum = 0;
            for (int c = 0; in && c < shape.channels; ++c)
                sum += int(out[c * plane + p]) - int(in[c * plane + p]);
            const ImU32 colour = colours[sum / shape.channels + 255];
            const int x = (i % sheet.columns) * shape.width + p % shape.width;
            const int y = (i / sheet.columns) * shape.height + p / shape.width;
            std::uint8_t* pixel =
                sheet.rgba.data() +
                (std::size_t(y) * std::size_t(sheet.width()) + std::size_t(x)) * 4;
            pixel[0] = std::uint8_t(colour >> IM_COL32_R_SHIFT);
            pixel[1] = std::uint8_t(colour >> IM_COL32_G_SHIFT);
            pixel[2] = std::uint8_t(colour >> IM_COL32_B_SHIFT);
            pixel[3] = 255;
        }
    }
    return sheet;
}

}  // namespace latent::app
