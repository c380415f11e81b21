#include "suites/properties/position.hpp"

#include <array>
#include <cstddef>
#include <vector>

#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

constexpr std::size_t most_lanes = 16;
// An array, shifted, with room for what a faulty kernel writes beside it.
constexpr std::size_t margin = 32;
constexpr std::size_t room = 2 * margin + 4 * most_lanes;

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
    for (std::size_t i = 0; i < x.size(); ++i) {
      first_[margin] = from_bits<T>(x[i]);
      if (!x2.empty()) second_[margin] = from_bits<T>(x2[i]);
      call(1, margin, margin, false);
      alone_.push_back(to_bits(output_[margin]));
    }
  }

  PropertyTally tally() {
    const std::size_t lanes = f.bits == 64 ? 8 : most_lanes;
    for (std::size_t n = 1; n <= 2 * lanes + 1; ++n)
      for (std::size_t shift = 0; shift < lanes; ++shift)
        for (const bool in_place : {false, true}) {
          compare(n, shift, in_place, std::nullopt, 0);
          for (const std::uint64_t filler : fillers)
            for (const std::size_t parity : {0, 1}) compare(n, shift, in_place, filler, parity);
        }
    return tally_;
  }

 private:
  static constexpr FormatTraits f = format_traits<T>;
  static constexpr std::uint64_t fillers[] = {f.nan_bits(), f.infinity_bits(), f.infinity_bits() | f.sign_bit(), 3};

  // One call on n elements, those of the parity given filled.
  void compare(std::size_t n, std::size_t shift, bool in_place, std::optional<std::uint64_t> filler,
               std::size_t parity) {
    const std::size_t from = margin + shift;
    const std::size_t to = in_place ? from : margin + (5 * shift + 3) % most_lanes;
    std::array<std::size_t, 2 * most_lanes + 1> probe{};
    for (std::size_t i = 0; i < n; ++i) {
      probe[i] = next_++ % x_.size();
      const bool filled = filler && i % 2 == parity;
      if (filled) probe[i] = none;
      first_[from + i] = from_bits<T>(filled ? *filler : x_[probe[i]]);
      if (!x2_.empty()) second_[from + i] = from_bits<T>(filled ? *filler : x2_[probe[i]]);
    }
    call(n, from, to, in_place);
    const auto& results = in_place ? first_ : output_;
    for (std::size_t i = 0; i < n; ++i)
      if (probe[i] != none) count(probe[i], to_bits(results[to + i]));
  }

  void count(std::size_t probe, std::uint64_t got) {
    Case at;
    at.format = &traits(format_id<T>);
    at.x = at.inputs[here] = x_[probe];
    if (!x2_.empty()) at.x2 = x2_[probe];
    at.due = alone_[probe];
    at.got[here] = got;
    double places = places_between(f, got, at.due);
    if (places == 0 && got != at.due && !at.got_nan()) places = 1;  // zeros of two signs
    tally_.add(position_property, at, tally_.n, places);
  }

  void call(std::size_t n, std::size_t from, std::size_t to, bool in_place) {
    const FloatControls due = float_controls();
    const std::array<double, parameter_count> given = parameters_;
    kernel_(first_.data() + from, x2_.empty() ? nullptr : second_.data() + from,
            (in_place ? first_.data() : output_.data()) + to, n, has_parameters_ ? given.data() : nullptr);
    restore(due);
  }

  static constexpr std::size_t none = ~std::size_t{0};
  Kernel<T> kernel_;
  bool has_parameters_;
  std::array<double, parameter_count> parameters_;
  std::span<const std::uint64_t> x_;
  std::span<const std::uint64_t> x2_;
  std::vector<std::uint64_t> alone_;
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
