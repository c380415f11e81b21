#include "suites/hunt_probe.hpp"

#include <algorithm>
#include <cmath>

#include "core/ulp.hpp"
#include "core/wide.hpp"
#include "suites/random.hpp"

namespace softplus_bench {
namespace {

// Apart from the samplers' streams, which are small numbers.
constexpr std::uint64_t hunt_stream = 0x68756e74;

// A step of a bisection looks at the ends of this many parts at once: four halvings for one call of the kernel.
constexpr std::int64_t parts_a_step = 16;
// And then at so many on either side of the jump.
constexpr std::int64_t neighbours = 16;

Claim claim_of(const HuntJob& job) {
  return visit_format(job.format,
                      [&]<class T>(std::type_identity<T>) { return job.implementation->variant<T>().claim; });
}

double magnitude_of(const Score& score) {
  if (!score.scored) return std::numeric_limits<double>::quiet_NaN();
  return score.error.scale != 0 ? infinity : std::abs(score.error.value);
}

// How much the error changes from one input to the next. Below an ulp everything counts the same, and an output without
// a figure is beyond all others.
double jump_between(double a, double b) {
  const auto level = [](double m) { return std::isnan(m) ? infinity : std::max(m, 1.0); };
  const double low = std::min(level(a), level(b));
  const double high = std::max(level(a), level(b));
  return low == high ? 1 : high / low;
}

}  // namespace

Prober::Prober(const HuntJob& job, const RegionMap& regions, std::uint64_t seed)
    : f_(traits(job.format)),
      regions_(regions),
      seed_(seed),
      executor_(*job.implementation, f_, reference_block),
      scorer_(f_, regions.names().size(), claim_of(job), default_envelope_grid(f_)) {}

void Prober::evaluate(Probe& probe, CertifiedReference& reference) {
  if (probe.kind == ProbeKind::bisect) {
    bisect(probe, reference);
    return;
  }
  if (probe.kind == ProbeKind::draw) draw(probe);
  // In number order inputs beside each other are counted in one place.
  else
    std::sort(probe.inputs.begin(), probe.inputs.end(),
              [&](std::uint64_t a, std::uint64_t b) { return index_of_bits(f_, a) < index_of_bits(f_, b); });
  measure(probe, 0, reference);
}

void Prober::draw(Probe& probe) const {
  const auto [first, last] = probe.places;
  const std::uint64_t width = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first) + 1;
  const std::uint64_t n = std::min<std::uint64_t>(probe.draws, width);
  probe.inputs.resize(n);
  for (std::uint64_t i = 0; i < n; ++i) {
    const auto begin = static_cast<std::uint64_t>(static_cast<uint128>(width) * i / n);
    const auto end = static_cast<std::uint64_t>(static_cast<uint128>(width) * (i + 1) / n);
    const std::uint64_t random = random_bits(seed_, hunt_stream + probe.serial, i);
    const auto offset = begin + static_cast<std::uint64_t>((static_cast<uint128>(random) * (end - begin)) >> 64);
    probe.inputs[i] = bits_at_ordinal(f_, first + static_cast<std::int64_t>(offset));
  }
}

void Prober::measure(Probe& probe, std::size_t first, CertifiedReference& reference) {
  probe.magnitudes.resize(probe.inputs.size());
  for (; first < probe.inputs.size() && failure_.empty(); first += reference_block) {
    const std::span x(probe.inputs.data() + first, std::min(reference_block, probe.inputs.size() - first));
    const std::span got(got_.data(), x.size());
    block_.place(x, {}, regions_, &scorer_.envelope(), false);
    reference.fill(x, block_.reference);
    failure_ = executor_.run(x, got);
    if (!failure_.empty()) return;
    scorer_.score(block_, got, reference, false);
    const BlockReference& r = block_.reference;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double hardness = std::abs(r.tail[i]);
      probe.magnitudes[first + i] =
          got[i] == r.rounded[i] && is_finite(f_, got[i]) ? hardness : magnitude_of(score(f_, got[i], r.expected(i)));
      if (is_finite(f_, r.rounded[i]) && hardness > probe.hardness) {
        probe.hardness = hardness;
        probe.hardest = x[i];
      }
    }
  }
}

void Prober::bisect(Probe& probe, CertifiedReference& reference) {
  std::int64_t low = probe.places.first;
  std::int64_t high = probe.places.last;
  const auto look = [&](std::int64_t from, std::int64_t to, std::uint64_t parts) {
    const std::size_t first = probe.inputs.size();
    const std::uint64_t width = static_cast<std::uint64_t>(to) - static_cast<std::uint64_t>(from);
    for (std::uint64_t k = 0; k <= parts; ++k)
      probe.inputs.push_back(bits_at_ordinal(
          f_, from + static_cast<std::int64_t>(static_cast<std::uint64_t>(static_cast<uint128>(width) * k / parts))));
    measure(probe, first, reference);
    return first;
  };
  while (high - low > 1 && failure_.empty()) {
    std::size_t best = look(low, high, static_cast<std::uint64_t>(std::min(parts_a_step, high - low)));
    const auto jump_after = [&](std::size_t i) { return jump_between(probe.magnitudes[i], probe.magnitudes[i + 1]); };
    for (std::size_t i = best + 1; i + 1 < probe.inputs.size(); ++i)
      if (jump_after(i) > jump_after(best)) best = i;
    low = ordinal(f_, probe.inputs[best]);
    high = ordinal(f_, probe.inputs[best + 1]);
  }
  const auto limit = static_cast<std::int64_t>(f_.infinity_bits());
  const std::int64_t from = std::max(-limit, low - neighbours);
  const std::int64_t to = std::min(limit, high + neighbours);
  if (failure_.empty()) look(from, to, static_cast<std::uint64_t>(to - from));
  probe.places = {low, high};
}

}  // namespace softplus_bench
