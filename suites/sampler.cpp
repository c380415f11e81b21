#include "suites/sampler.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/narrow.hpp"
#include "core/wide.hpp"
#include "suites/random.hpp"

namespace softplus_bench {
namespace {

enum Stream : std::uint64_t {
  strata_stream,
  normal_stream,
  logits_stream,
  uniform_stream,
  mamba_stream,
  second_stream,
};

class Patterns final : public Sampler {
 public:
  Patterns(const FormatTraits& f, std::uint64_t first, std::uint64_t last) : f_(f), first_(first), last_(last) {}
  // All 2^64 patterns of binary64 count as 2^64 - 1: nobody gets there.
  std::uint64_t size() const override {
    const std::uint64_t span = last_ - first_;
    return span == std::numeric_limits<std::uint64_t>::max() ? span : span + 1;
  }
  bool consecutive() const override { return true; }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t>) const override {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = bits_at_index(f_, first_ + first + k);
  }

 private:
  const FormatTraits& f_;
  std::uint64_t first_;
  std::uint64_t last_;
};

// Strata of one interval: inputs first_input .. first_input + count - 1 of the sampler.
struct Strata {
  OrdinalInterval interval;
  std::uint64_t first_input;
  std::uint64_t count;
};

class Stratified final : public Sampler {
 public:
  Stratified(const FormatTraits& f, std::uint64_t seed, std::vector<Strata> strata, std::vector<std::uint64_t> points)
      : f_(f), seed_(seed), strata_(std::move(strata)), points_(std::move(points)) {
    for (const Strata& each : strata_) n_ = each.first_input + each.count;
  }
  std::uint64_t size() const override { return n_ + points_.size(); }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t>) const override {
    for (std::size_t k = 0; k < x.size(); ++k) {
      const std::uint64_t i = first + k;
      x[k] = i < n_ ? draw(i) : points_[i - n_];
    }
  }

 private:
  std::uint64_t draw(std::uint64_t i) const {
    const auto found =
        std::find_if(strata_.begin(), strata_.end(), [&](const Strata& s) { return i < s.first_input + s.count; });
    const auto low = static_cast<std::uint64_t>(found->interval.first);
    const uint128 places = static_cast<uint128>(static_cast<std::uint64_t>(found->interval.last) - low) + 1;
    const std::uint64_t stratum = i - found->first_input;
    const auto begin = static_cast<std::uint64_t>(places * stratum / found->count);
    const auto end = static_cast<std::uint64_t>(places * (stratum + 1) / found->count);
    const auto offset =
        static_cast<std::uint64_t>((static_cast<uint128>(random_bits(seed_, strata_stream, i)) * (end - begin)) >> 64);
    return bits_at_ordinal(f_, static_cast<std::int64_t>(low + begin + offset));
  }

  const FormatTraits& f_;
  std::uint64_t seed_;
  std::uint64_t n_ = 0;
  std::vector<Strata> strata_;
  std::vector<std::uint64_t> points_;
};

class Listed final : public Sampler {
 public:
  explicit Listed(std::vector<std::uint64_t> inputs) : inputs_(std::move(inputs)) {}
  std::uint64_t size() const override { return inputs_.size(); }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t>) const override {
    std::copy_n(inputs_.begin() + static_cast<std::ptrdiff_t>(first), x.size(), x.begin());
  }

 private:
  std::vector<std::uint64_t> inputs_;
};

// Twelve uniforms minus six: mean 0, variance 1, tails to +-6, and the same bits on every machine,
// which a logarithm and a cosine would not give.
double normal(std::uint64_t seed, std::uint64_t stream, std::uint64_t i) {
  double sum = -6;
  for (std::uint64_t k = 0; k < 12; ++k) sum += random_unit(seed, stream, 12 * i + k);
  return sum;
}

struct Weighting {
  std::string_view name;
  double (*draw)(std::uint64_t seed, std::uint64_t i);
};
constexpr std::array<Weighting, 4> weightings{{
    {"normal", [](std::uint64_t seed, std::uint64_t i) { return normal(seed, normal_stream, i); }},
    {"logits", [](std::uint64_t seed, std::uint64_t i) { return 2 * normal(seed, logits_stream, i); }},
    {"uniform", [](std::uint64_t seed, std::uint64_t i) { return -20 + 40 * random_unit(seed, uniform_stream, i); }},
    {"mamba", [](std::uint64_t seed, std::uint64_t i) { return -20 + 17 * random_unit(seed, mamba_stream, i); }},
}};

class Weighted final : public Sampler {
 public:
  Weighted(const FormatTraits& f, const Weighting& weighting, std::uint64_t n, std::uint64_t seed)
      : f_(f), weighting_(weighting), n_(n), seed_(seed) {}
  std::uint64_t size() const override { return n_; }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t>) const override {
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = narrow_bits(f_, weighting_.draw(seed_, first + k));
  }

 private:
  const FormatTraits& f_;
  const Weighting& weighting_;
  std::uint64_t n_;
  std::uint64_t seed_;
};

// Pairs whose two inputs are those of two samplers, all with all: the second one's change first.
class AllPairs final : public Sampler {
 public:
  AllPairs(std::unique_ptr<Sampler> first, std::unique_ptr<Sampler> second)
      : first_(std::move(first)), second_(std::move(second)) {}
  std::uint64_t size() const override {
    const uint128 pairs = static_cast<uint128>(first_->size()) * second_->size();
    return static_cast<std::uint64_t>(std::min<uint128>(pairs, std::numeric_limits<std::uint64_t>::max()));
  }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t> x2) const override {
    for (std::size_t k = 0; k < x.size(); ++k) {
      first_->Sampler::fill((first + k) / second_->size(), x.subspan(k, 1));
      second_->Sampler::fill((first + k) % second_->size(), x2.subspan(k, 1));
    }
  }

 private:
  std::unique_ptr<Sampler> first_;
  std::unique_ptr<Sampler> second_;
};

// Those of one sampler, each with one of another.
class Zipped final : public Sampler {
 public:
  Zipped(std::unique_ptr<Sampler> first, std::unique_ptr<Sampler> second)
      : first_(std::move(first)), second_(std::move(second)) {}
  std::uint64_t size() const override { return first_->size(); }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t> x2) const override {
    first_->Sampler::fill(first, x);
    second_->Sampler::fill(first, x2);
  }

 private:
  std::unique_ptr<Sampler> first_;
  std::unique_ptr<Sampler> second_;
};

class StratifiedPairs final : public Sampler {
 public:
  StratifiedPairs(const FormatTraits& f, std::uint64_t seed, std::unique_ptr<Sampler> first, double (*partner)(double),
                  std::optional<InputRange> range, std::vector<std::uint64_t> special)
      : f_(f), seed_(seed), first_(std::move(first)), partner_(partner), special_(std::move(special)) {
    low_ = -static_cast<std::int64_t>(f.max_finite_bits());
    high_ = static_cast<std::int64_t>(f.max_finite_bits());
    if (!range) return;
    low_ = ordinal(f, narrow_bits(f, range->lower));
    high_ = ordinal(f, narrow_bits(f, range->upper));
  }
  std::uint64_t size() const override { return first_->size() + special_.size() * special_.size(); }
  void fill(std::uint64_t first, std::span<std::uint64_t> x, std::span<std::uint64_t> x2) const override {
    for (std::size_t k = 0; k < x.size(); ++k) {
      const std::uint64_t i = first + k;
      if (i >= first_->size()) {
        x[k] = special_[(i - first_->size()) / special_.size()];
        x2[k] = special_[(i - first_->size()) % special_.size()];
        continue;
      }
      first_->Sampler::fill(i, x.subspan(k, 1));
      x2[k] = clamped(second(i, widen(f_, x[k])));
    }
  }

 private:
  static constexpr std::int64_t beside = 64;

  std::uint64_t anywhere(std::uint64_t i) const {
    const auto places = static_cast<uint128>(static_cast<std::uint64_t>(high_) - static_cast<std::uint64_t>(low_)) + 1;
    const auto offset = static_cast<std::uint64_t>((random_bits(seed_, second_stream, 2 * i + 1) * places) >> 64);
    return bits_at_ordinal(f_, static_cast<std::int64_t>(static_cast<std::uint64_t>(low_) + offset));
  }
  std::uint64_t second(std::uint64_t i, double x) const {
    const double unit = random_unit(seed_, second_stream, 2 * i);
    switch (i % 4) {
      case 0: return anywhere(i);
      case 1: return narrow_bits(f_, std::isfinite(x) ? x + 80 * (unit - 0.5) : 80 * (unit - 0.5));
      case 2: return narrow_bits(f_, 40 * (unit - 0.5));
      default: break;
    }
    const double partner = partner_ == nullptr ? std::nan("") : partner_(x);
    if (!std::isfinite(partner)) return anywhere(i);
    const auto distance = static_cast<std::int64_t>((2 * beside + 1) * unit) - beside;
    return bits_at_ordinal(f_, std::clamp(ordinal(f_, narrow_bits(f_, partner)) + distance, low_, high_));
  }
  std::uint64_t clamped(std::uint64_t bits) const {
    if (is_nan(f_, bits)) return bits;
    return ordinal(f_, bits) < low_    ? bits_at_ordinal(f_, low_)
           : ordinal(f_, bits) > high_ ? bits_at_ordinal(f_, high_)
                                       : bits;
  }

  const FormatTraits& f_;
  std::uint64_t seed_;
  std::unique_ptr<Sampler> first_;
  double (*partner_)(double);
  std::vector<std::uint64_t> special_;
  std::int64_t low_;
  std::int64_t high_;
};

void add_neighbours(const FormatTraits& f, std::int64_t place, std::vector<std::int64_t>& places) {
  const auto limit = static_cast<std::int64_t>(f.max_finite_bits());
  const auto add = [&](std::int64_t distance) {
    if (place + distance <= limit) places.push_back(place + distance);
    if (place - distance >= -limit) places.push_back(place - distance);
  };
  for (std::int64_t distance = 0; distance <= 64; ++distance) add(distance);
  for (std::int64_t distance = 128; distance <= 100'000'000; distance *= 2) add(distance);
}

std::vector<std::uint64_t> special_bits(const FormatTraits& f) {
  const std::uint64_t normal = f.fraction_mask() + 1;
  std::vector<std::uint64_t> bits;
  for (const std::uint64_t m : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, f.fraction_mask(), normal,
                                normal + 1, narrow_bits(f, 1), f.max_finite_bits() - 1, f.max_finite_bits(),
                                f.infinity_bits(), f.nan_bits(), f.nan_bits() + 1, f.sign_bit() - 1})
    for (const std::uint64_t sign : {std::uint64_t{0}, f.sign_bit()}) bits.push_back(m | sign);
  return bits;
}

}  // namespace

std::unique_ptr<Sampler> exhaustive(const FormatTraits& f, std::optional<InputRange> range) {
  if (!range) return std::make_unique<Patterns>(f, 0, f.sign_bit() + (f.sign_bit() - 1));
  // Both zeros belong to a range that touches zero.
  const std::uint64_t low = narrow_bits(f, range->lower);
  const std::uint64_t high = narrow_bits(f, range->upper);
  return std::make_unique<Patterns>(f, index_of_bits(f, is_zero(f, low) ? f.sign_bit() : low),
                                    index_of_bits(f, is_zero(f, high) ? 0 : high));
}

std::unique_ptr<Sampler> bit_patterns(const FormatTraits& f, std::uint64_t first, std::uint64_t n) {
  const std::uint64_t index = index_of_bits(f, first);
  return std::make_unique<Patterns>(f, index, index + n - 1);
}

std::unique_ptr<Sampler> stratified(const FormatTraits& f, std::uint64_t n, std::uint64_t seed,
                                    std::span<const OrdinalInterval> intervals, std::span<const double> cutoffs,
                                    std::optional<InputRange> range) {
  auto low = -static_cast<std::int64_t>(f.max_finite_bits());
  auto high = static_cast<std::int64_t>(f.max_finite_bits());
  if (range) {
    low = std::max(low, ordinal(f, narrow_bits(f, range->lower)));
    high = std::min(high, ordinal(f, narrow_bits(f, range->upper)));
  }
  std::vector<OrdinalInterval> inside;
  for (const OrdinalInterval& interval : intervals) {
    const OrdinalInterval clipped{std::max(low, interval.first), std::min(high, interval.last)};
    if (clipped.first <= clipped.last) inside.push_back(clipped);
  }
  std::vector<Strata> strata;
  std::uint64_t first_input = 0;
  for (const OrdinalInterval& interval : inside) {
    // The width less one: that of all of binary64's finite numbers still fits.
    const std::uint64_t width = static_cast<std::uint64_t>(interval.last) - static_cast<std::uint64_t>(interval.first);
    const std::uint64_t count = std::min((n + inside.size() - 1) / inside.size() - 1, width) + 1;
    strata.push_back({interval, first_input, count});
    first_input += count;
  }
  std::vector<std::int64_t> places;
  for (const double cutoff : cutoffs) add_neighbours(f, ordinal(f, narrow_bits(f, cutoff)), places);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::vector<std::uint64_t> points;
  for (const std::int64_t place : places)
    if (low <= place && place <= high) points.push_back(bits_at_ordinal(f, place));
  if (!range) {
    const auto special = special_bits(f);
    points.insert(points.end(), special.begin(), special.end());
  }
  return std::make_unique<Stratified>(f, seed, std::move(strata), std::move(points));
}

std::unique_ptr<Sampler> exhaustive_pairs(const FormatTraits& f, std::optional<InputRange> range) {
  return std::make_unique<AllPairs>(exhaustive(f, range), exhaustive(f, range));
}

std::unique_ptr<Sampler> stratified_pairs(const FormatTraits& f, std::uint64_t n, std::uint64_t seed,
                                          std::span<const OrdinalInterval> intervals, std::span<const double> cutoffs,
                                          double (*partner)(double x), std::optional<InputRange> range) {
  return std::make_unique<StratifiedPairs>(f, seed, stratified(f, n, seed, intervals, cutoffs, range), partner, range,
                                           range ? std::vector<std::uint64_t>() : special_bits(f));
}

std::unique_ptr<Sampler> weighted_pairs(const FormatTraits& f, std::string_view name, std::uint64_t n,
                                        std::uint64_t seed) {
  return std::make_unique<Zipped>(weighted(f, name, n, seed), weighted(f, name, n, ~seed));
}

std::unique_ptr<Sampler> listed(std::vector<std::uint64_t> inputs) {
  return std::make_unique<Listed>(std::move(inputs));
}

std::unique_ptr<Sampler> weighted(const FormatTraits& f, std::string_view name, std::uint64_t n, std::uint64_t seed) {
  for (const Weighting& weighting : weightings)
    if (weighting.name == name) return std::make_unique<Weighted>(f, weighting, n, seed);
  return nullptr;
}

std::span<const std::string_view> weighting_names() {
  static constexpr std::array<std::string_view, weightings.size()> names{weightings[0].name, weightings[1].name,
                                                                         weightings[2].name, weightings[3].name};
  return names;
}

}  // namespace softplus_bench
