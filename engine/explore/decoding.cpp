// Questions whose answer is decoded codes: DecodeCodes, Traverse, Interpolate.
#include <optional>
#include <stdexcept>

#include "explore/paths.h"
#include "explore/questions.h"
#include "explore/reading.h"

namespace latent::explore {
namespace {

class Decoding : public Work {
 public:
    Decoding(torch::Tensor codes, const Beside& beside, const Bench& bench)
        : codes_(std::move(codes)), skips_(bench, beside) {}

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        const std::int64_t n = slice_of(codes_.size(0) - decoded_, bench);
        values_.push_back(bench.net->decode(codes_.narrow(0, decoded_, n), skips_.of(n)).values);
        decoded_ += n;
        if (!all_decoded()) return n;
        outputs_ = torch::cat(values_);
        values_.clear();
        answer.samples = models::to_samples(outputs_, bench.plan->kind, ++bench.versions);
        answer.codes.assign(codes_.data_ptr<float>(), codes_.data_ptr<float>() + codes_.numel());
        return n;
    }
    bool done() const override { return all_decoded(); }

 protected:
    bool all_decoded() const { return decoded_ == codes_.size(0); }
    const torch::Tensor& codes() const { return codes_; }
    const torch::Tensor& outputs() const { return outputs_; }  // once all are decoded

 private:
    torch::Tensor codes_;  // [N, k]
    Skips skips_;
    std::int64_t decoded_ = 0;
    std::vector<torch::Tensor> values_;
    torch::Tensor outputs_;  // [N, C, H, W]
};

// Decodes, then reads the rows.
class Traversing final : public Decoding {
 public:
    Traversing(const Traverse& question, const Bench& bench)
        : Decoding(codes_tensor(codes_of(question, int(bench.net->code_width())),
                                bench.net->code_width()),
                   question.beside, bench),
          steps_(question.count),
          rows_(question.read ? int(question.from.size()) : 0) {}

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        if (!all_decoded()) return Decoding::advance(bench, answer);
        if (!reader_) reader_.emplace(answer.samples);  // measures its units on all rows
        const auto n = int(slice_of(rows_ - read_, bench, steps_));
        for (int i = 0; i < n; ++i, ++read_)
            answer.readings.push_back(reader_->read(answer.samples, read_ * steps_, steps_));
        return std::int64_t(n) * steps_;
    }
    bool done() const override { return all_decoded() && read_ == rows_; }

 private:
    int steps_, rows_, read_ = 0;
    std::optional<RowReader> reader_;
};

// Decodes, encodes what came out, and compares with the codes that there are.
class Interpolating final : public Decoding {
 public:
    Interpolating(const Interpolate& question, const Bench& bench,
                  std::shared_ptr<Neighbourhood> neighbourhood)
        : Decoding(codes_tensor(codes_of(question, int(bench.net->code_width())),
                                bench.net->code_width()),
                   question.beside, bench),
          cloud_(question.cloud),
          neighbourhood_(std::move(neighbourhood)) {
        if (cloud_ && (cloud_->width != bench.net->code_width() || cloud_->count < 1))
            throw std::invalid_argument(
                "The codes to compare with are not of this net's width; ask again when it has "
                "been observed.");
    }

    std::int64_t advance(const Bench& bench, Answer& answer) override {
        if (!all_decoded()) return Decoding::advance(bench, answer);
        if (answer.neighbours.empty()) {
            if (!counting_)
                counting_.emplace(*cloud_, answer.codes, neighbourhood_->radius(cloud_));
            counting_->advance();
            if (!counting_->done()) return 0;
            answer.radius = *counting_->radius();
            answer.neighbours = counting_->counts();
            neighbourhood_->keep(cloud_, answer.radius);
            counting_.reset();
            return 0;
        }
        // The outputs themselves, not the bytes they are shown as.
        const std::int64_t n = slice_of(codes().size(0) - encoded_, bench);
        const torch::Tensor back = bench.net->encode(outputs().narrow(0, encoded_, n)).mean;
        const torch::Tensor errors =
            (back - codes().narrow(0, encoded_, n)).square().sum(1).sqrt().contiguous();
        answer.cycle_errors.insert(answer.cycle_errors.end(), errors.data_ptr<float>(),
                                   errors.data_ptr<float>() + n);
        encoded_ += n;
        return n;
    }
    bool done() const override { return all_decoded() && (!cloud_ || encoded_ == codes().size(0)); }

 private:
    std::shared_ptr<const CodeCloud> cloud_;
    std::shared_ptr<Neighbourhood> neighbourhood_;
    std::optional<NeighbourCount> counting_;
    std::int64_t encoded_ = 0;
};

}  // namespace

std::unique_ptr<Work> work_on(const DecodeCodes& question, const Bench& bench) {
    return std::make_unique<Decoding>(codes_tensor(question.codes, bench.net->code_width()),
                                      question.beside, bench);
}

std::unique_ptr<Work> work_on(const Traverse& question, const Bench& bench) {
    return std::make_unique<Traversing>(question, bench);
}

std::unique_ptr<Work> work_on(const Interpolate& question, const Bench& bench,
                              const std::shared_ptr<Neighbourhood>& neighbourhood) {
    return std::make_unique<Interpolating>(question, bench, neighbourhood);
}

}  // namespace latent::explore
