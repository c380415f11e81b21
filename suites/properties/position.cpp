#include "suites/properties/position.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "suites/float_environment.hpp"
#include "suites/properties/arrangement.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_lanes = 16;
// An array, shifted, with room for what a faulty kernel writes beside it.
constexpr std::size_t margin = 32;
constexpr std::size_t room = 2 * margin + 4 * most_lanes;
// How often every input is tried before where it lies is looked at.
constexpr int trials = 4;

template <FloatFormat T>
class PositionProbe {
 public:
  PositionProbe(const Implementation& implementation, const std::optional<Parameters>& parameters,
                std::span<const std::uint64_t> x, std::span<const std::uint64_t> x2)
      : kernel_(implementation.variant<T>().kernel),
        has_parameters_(parameters.has_value()),
        parameters_(parameters.value_or(Parameters()).values_in(f)),
        x_(x),
        x2_(x2) {
    for (std::size_t i = 0; i < x.size(); ++i) usual_.push_back(usual_of(i));
  }

  PropertyTally tally() {
    const std::size_t lanes = f.bits == 64 ? 8 : most_lanes;
    for (std::size_t n = 1; n <= 2 * lanes + 1 && repeats_; ++n)
      for (std::size_t shift = 0; shift < lanes; ++shift)
        for (const bool in_place : {false, true}) {
          Arrangement a{n, shift, in_place ? shift : (5 * shift + 3) % most_lanes, in_place, {}};
          compare(a);
          a.neighbours = Neighbours::filled;
          for (a.filler = 0; a.filler < std::size(fillers); ++a.filler)
            for (a.parity = 0; a.parity < 2; ++a.parity) compare(a);
        }
    return tally_;
  }

 private:
  static constexpr FormatTraits f = format_traits<T>;
  static constexpr std::uint64_t fillers[] = {f.nan_bits(), f.infinity_bits(), f.infinity_bits() | f.sign_bit(), 3};

  // What most elements of an array full of the input get: the first or last of them may be treated otherwise.
  std::uint64_t usual_of(std::size_t probe) {
    const std::vector<std::uint64_t> results = results_of(copies(2 * most_lanes, probe));
    for (int trial = 1; trial < trials; ++trial)
      repeats_ = repeats_ && results == results_of(copies(2 * most_lanes, probe));
    const auto times = [&](std::uint64_t bits) { return std::count(results.begin(), results.end(), bits); };
    return *std::max_element(results.begin(), results.end(), [&](auto a, auto b) { return times(a) < times(b); });
  }

  static Arrangement copies(std::size_t n, std::size_t probe) {
    Arrangement a{n, 0, 0, false, Neighbours::copies};
    a.first_probe = probe;
    return a;
  }

  std::size_t probe_of(const Arrangement& a, std::size_t i) const {
    return a.neighbours == Neighbours::copies ? a.first_probe : (a.first_probe + i) % x_.size();
  }

  void compare(Arrangement a) {
    a.first_probe = next_;
    next_ = (next_ + a.n) % x_.size();
    const std::vector<std::uint64_t> results = results_of(a);
    for (std::size_t i = 0; i < a.n; ++i)
      if (!a.is_filled(i)) count(a, i, results[i]);
  }

  void count(const Arrangement& a, std::size_t i, std::uint64_t got) {
    const std::size_t probe = probe_of(a, i);
    Case at;
    at.format = &traits(format_id<T>);
    at.x = at.inputs[here] = x_[probe];
    if (!x2_.empty()) at.x2 = x2_[probe];
    at.due = usual_[probe];
    at.got[here] = got;
    const double places = places_apart(f, got, at.due);
    const bool first = places > 0 && !tally_.any();
    tally_.add(position_property, at, tally_.n, places);
    if (!first) return;
    tally_.conditions = cause_of(
        a, i, sizeof(T),
        [&](const Arrangement& other, std::size_t element) {
          return places_apart(f, results_of(other)[element], usual_[probe]) > 0;
        },
        probe);
  }

  // The kernel's results for one arrangement.
  std::vector<std::uint64_t> results_of(const Arrangement& a) {
    const std::size_t from = margin + a.x_shift;
    const std::size_t to = margin + a.y_shift;
    for (std::size_t i = 0; i < a.n; ++i) {
      const bool filled = a.is_filled(i);
      first_[from + i] = from_bits<T>(filled ? fillers[a.filler] : x_[probe_of(a, i)]);
      if (!x2_.empty()) second_[from + i] = from_bits<T>(filled ? fillers[a.filler] : x2_[probe_of(a, i)]);
    }
    auto& results = a.in_place ? first_ : output_;
    const FloatControls due = float_controls();
    const std::array<double, parameter_count> given = parameters_;
    kernel_(first_.data() + from, x2_.empty() ? nullptr : second_.data() + from, results.data() + to, a.n,
            has_parameters_ ? given.data() : nullptr);
    restore(due);
    std::vector<std::uint64_t> bits(a.n);
    for (std::size_t i = 0; i < a.n; ++i) bits[i] = to_bits(results[to + i]);
    return bits;
  }

  Kernel<T> kernel_;
  bool has_parameters_;
  std::array<double, parameter_count> parameters_;
  std::span<const std::uint64_t> x_;
  std::span<const std::uint64_t> x2_;
  std::vector<std::uint64_t> usual_;
  bool repeats_ = true;  // else nothing can be said of positions
  std::size_t next_ = 0;
  PropertyTally tally_;
  alignas(64) std::array<T, room> first_{};
  alignas(64) std::array<T, room> second_{};
  alignas(64) std::array<T, room> output_{};
};

}  // namespace

PropertyTally measure_position(const Implementation& implementation, const FormatTraits& format,
                               const std::optional<Parameters>& parameters, std::span<const std::uint64_t> x,
                               std::span<const std::uint64_t> x2) {
  return visit_format(format.id, [&]<class T>(std::type_identity<T>) {
    return PositionProbe<T>(implementation, parameters, x, x2).tally();
  });
}

}  // namespace softplus_bench
