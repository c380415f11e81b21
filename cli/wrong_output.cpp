#include "cli/wrong_output.hpp"

#include <algorithm>

#include "cli/eval_results.hpp"
#include "cli/gate_run.hpp"
#include "cli/session.hpp"
#include "core/text.hpp"
#include "suites/peers.hpp"

namespace softplus_bench::cli {
namespace {

constexpr std::array<OutputVerdict, wrong_verdicts.size()> verdicts{
    wrong_nan, wrong_infinity, early_overflow, missed_overflow, wrong_sign, zero_sign, flushed};

// Some of the inputs of another sampler.
class Part final : public Sampler {
 public:
  Part(std::shared_ptr<const Sampler> whole, std::uint64_t first, std::uint64_t n)
      : whole_(std::move(whole)), first_(first), n_(n) {}
  std::uint64_t size() const override { return n_; }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t> x2) const override {
    whole_->fill(first_ + first, x, x2);
  }

 private:
  std::shared_ptr<const Sampler> whole_;
  std::uint64_t first_;
  std::uint64_t n_;
};

class Search {
 public:
  Search(AccuracyJob job, OutputVerdict verdict) : job_(std::move(job)), verdict_(verdict) {
    job_.per_region = false;
    job_.with_envelope = false;
  }
  // By halves: the inputs are measured twice in all.
  std::optional<std::uint64_t> first() const {
    std::uint64_t begin = 0;
    std::uint64_t n = job_.sampler->size();
    if (!any(begin, n)) return std::nullopt;
    while (n > 1) {
      const std::uint64_t half = n / 2;
      if (any(begin, half)) {
        n = half;
      } else {
        begin += half;
        n -= half;
      }
    }
    return begin;
  }

 private:
  bool any(std::uint64_t begin, std::uint64_t n) const {
    AccuracyJob part = job_;
    part.sampler = std::make_shared<Part>(job_.sampler, begin, n);
    const AccuracyResult result = measure_accuracy(part, {});
    return result.implementations.front().overall(traits(job_.format)).count(verdict_) > 0;
  }

  AccuracyJob job_;
  OutputVerdict verdict_;
};

}  // namespace

std::optional<WrongOutput> first_wrong_output(const RequestOptions& options, const AccuracyEntry& measured,
                                              std::string_view column) {
  RequestOptions row = options;
  row.filters = {measured.id};
  row.plugins.clear();  // they are loaded
  const Request request = gate_request(row);
  const Plan plan = make_plan(request, implementation_catalogue());
  const auto job = std::find_if(plan.accuracy.begin(), plan.accuracy.end(),
                                [&](const AccuracyJob& each) { return each.inputs == measured.inputs; });
  if (job == plan.accuracy.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(std::find(wrong_verdicts.begin(), wrong_verdicts.end(), column) -
                                              wrong_verdicts.begin());
  const auto first = Search(*job, verdicts.at(place)).first();
  if (!first) return std::nullopt;
  InputBits input;
  job->sampler->fill(*first, {&input.x, 1}, {&input.x2, 1});
  const FormatTraits& f = traits(job->format);
  Evaluator evaluator(*job->function, f, Rounding::nearest, job->parameters);
  const Evaluation evaluation = evaluator.with_implementations(input, Filter({measured.id}));
  if (evaluation.answers.empty() || !evaluation.answers.front().failure.empty()) return std::nullopt;
  const std::string x = bits_text(f, input.x);
  return WrongOutput{job->function->inputs == 2 ? x + ";" + bits_text(f, input.x2) : x,
                     bits_text(f, evaluation.answers.front().got), bits_text(f, evaluation.expected.rounded)};
}

}  // namespace softplus_bench::cli
