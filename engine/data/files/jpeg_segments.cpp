#include "data/files/jpeg_segments.h"

#include "data/dataset.h"
#include "data/wording.h"

namespace latent::data {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kMostScans = 64, kMostCodes = 256;

enum Marker : std::uint8_t {
    kHuffman = 0xc4,
    kRestart0 = 0xd0,
    kRestart7 = 0xd7,
    kStart = 0xd8,
    kEnd = 0xd9,
    kScan = 0xda,
    kQuantisation = 0xdb,
    kRestartInterval = 0xdd,
    kJfif = 0xe0,
    kAdobe = 0xee,
};

bool is_frame(std::uint8_t marker) { return marker >= 0xc0 && marker <= 0xc2; }

class Segments {
 public:
    Segments(const Bytes& bytes, const std::string& name) : bytes_(bytes), name_(name) {}

    Bytes checked() {
        if (bytes_.size() < 4 || bytes_[0] != 0xff || bytes_[1] != kStart) refuse();
        emit(0, 2);
        at_ = 2;
        bool framed = false;
        std::size_t scans = 0;
        for (;;) {
            const std::uint8_t marker = next_marker();
            if (marker == kEnd) {
                if (scans == 0) refuse();
                checked_.insert(checked_.end(), {0xff, kEnd});
                return std::move(checked_);
            }
            const std::size_t begins = at_, length = segment_length();
            at_ += length;
            if (is_frame(marker)) {
                if (framed) refuse();
                framed = true;
            }
            if (marker == kHuffman) check_huffman(begins + 2, begins + length);
            if (!is_frame(marker) && marker != kHuffman && marker != kScan &&
                marker != kQuantisation && marker != kRestartInterval && marker != kJfif &&
                marker != kAdobe) {
                if (marker < 0xe0) refuse();  // a way of coding that is not read
                continue;                     // a note
            }
            checked_.insert(checked_.end(), {0xff, marker});
            emit(begins, at_);
            if (marker != kScan) continue;
            if (!framed) refuse();
            if (++scans > kMostScans)
                throw DataError(name_ + " is drawn over more than " + grouped(kMostScans) +
                                " times, where about 10 are usual. It is made to cost time; " +
                                "remove it or save it again.");
            emit_scan();
        }
    }

 private:
    [[noreturn]] void refuse() const {
        throw DataError(name_ + " is a damaged JPEG picture. Remove it or save it again.");
    }
    [[noreturn]] void refuse_cut_off() const {
        throw DataError(name_ + " is a picture that was cut off. Fetch it again or remove it.");
    }

    void emit(std::size_t begin, std::size_t end) {
        checked_.insert(checked_.end(), bytes_.begin() + std::ptrdiff_t(begin),
                        bytes_.begin() + std::ptrdiff_t(end));
    }

    // May be padded with any number of ff.
    std::uint8_t next_marker() {
        if (at_ >= bytes_.size()) refuse_cut_off();
        if (bytes_[at_] != 0xff) refuse();
        while (at_ < bytes_.size() && bytes_[at_] == 0xff) ++at_;
        if (at_ >= bytes_.size()) refuse_cut_off();
        return bytes_[at_++];
    }

    std::size_t segment_length() const {
        if (bytes_.size() - at_ < 2) refuse_cut_off();
        const std::size_t length = std::size_t(bytes_[at_]) << 8 | bytes_[at_ + 1];
        if (length < 2) refuse();
        if (length > bytes_.size() - at_) refuse_cut_off();
        return length;
    }

    // Tables, each of a class, 16 counts of codes by length, and that many values.
    void check_huffman(std::size_t at, std::size_t end) const {
        while (at < end) {
            if (end - at < 17) refuse();
            std::size_t codes = 0;
            for (std::size_t i = 1; i <= 16; ++i) codes += bytes_[at + i];
            if (codes > kMostCodes || codes > end - at - 17) refuse();
            at += 17 + codes;
        }
    }

    void emit_scan() {
        const std::size_t begins = at_;
        for (; at_ + 1 < bytes_.size(); ++at_) {
            const std::uint8_t next = bytes_[at_ + 1];
            if (bytes_[at_] != 0xff || next == 0 || (next >= kRestart0 && next <= kRestart7))
                continue;
            emit(begins, at_);
            return;
        }
        refuse_cut_off();
    }

    const Bytes& bytes_;
    const std::string& name_;
    std::size_t at_ = 0;
    Bytes checked_;
};

}  // namespace

std::optional<JpegFrame> jpeg_frame(const Bytes& bytes, const std::string& name) {
    const auto damaged = [&] {
        return DataError(name + " is a damaged JPEG picture. Remove it or save it again.");
    };
    std::size_t at = 2;
    for (;;) {
        if (at < bytes.size() && bytes[at] != 0xff) throw damaged();
        while (at < bytes.size() && bytes[at] == 0xff) ++at;
        if (bytes.size() - at < 3) return std::nullopt;
        const std::uint8_t marker = bytes[at];
        const std::size_t length = std::size_t(bytes[at + 1]) << 8 | bytes[at + 2];
        if (marker == kScan || marker == kEnd || marker == kStart || length < 2) throw damaged();
        ++at;
        if (length > bytes.size() - at) return std::nullopt;
        if (is_frame(marker)) {
            if (length < 8) throw damaged();
            return JpegFrame{bytes[at + 5] << 8 | bytes[at + 6], bytes[at + 3] << 8 | bytes[at + 4],
                             bytes[at + 7]};
        }
        at += length;
    }
}

Bytes checked_jpeg(const Bytes& bytes, const std::string& name) {
    return Segments(bytes, name).checked();
}

}  // namespace latent::data
