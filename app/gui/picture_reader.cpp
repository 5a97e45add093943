#include "gui/picture_reader.h"

#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

namespace latent::app {

PictureReader::PictureReader(std::shared_ptr<const Engine> engine, std::function<void()> told)
    : engine_(std::move(engine)), told_(std::move(told)) {}

std::shared_ptr<const ReadPicture> PictureReader::read(const std::string& path,
                                                       const DatasetInfo& data) {
    const ImageShape& shape = data.shape;
    const auto known = readings_.find(std::tie(path, shape.channels, shape.height, shape.width));
    if (known != readings_.end()) {
        const std::lock_guard<std::mutex> lock(known->second->mutex);
        return known->second->made;
    }
    auto& place = readings_[{path, shape.channels, shape.height, shape.width}];
    place = std::make_unique<Reading>();
    const auto bytes = path == kept_name_ ? kept_ : nullptr;
    place->thread = std::async(std::launch::async, [this, &reading = *place, path, bytes, data] {
        auto made = std::make_shared<ReadPicture>();
        try {
            made->sample =
                bytes ? engine_->read_picture(*bytes, data) : engine_->read_picture(path, data);
        } catch (const std::exception& error) {
            made->trouble = error.what();
        }
        {
            const std::lock_guard<std::mutex> lock(reading.mutex);
            reading.made = std::move(made);
        }
        told_();
    });
    return nullptr;
}

std::string PictureReader::keep(std::vector<std::uint8_t> bytes) {
    const std::string before = std::exchange(
        kept_name_, "the picture on the clipboard, number " + std::to_string(++pasted_));
    kept_ = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    forget(before);
    return kept_name_;
}

void PictureReader::forget(const std::string& path) {
    for (auto each = readings_.begin(); each != readings_.end();) {
        const bool its = std::get<std::string>(each->first) == path;
        const bool read = its && each->second->thread.wait_for(std::chrono::seconds(0)) ==
                                     std::future_status::ready;
        each = read ? readings_.erase(each) : std::next(each);
    }
}

}  // namespace latent::app
