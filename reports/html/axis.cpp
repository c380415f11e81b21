#include "reports/html/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/narrow.hpp"

namespace softplus_bench::html {

double LogScale::operator()(double value) const {
  const double v = std::clamp(value, low, high);
  return from + (to - from) * std::log(v / low) / std::log(high / low);
}

std::string tick_label(double value) {
  const double m = std::abs(value);
  if (!std::isfinite(value)) return value > 0 ? "inf" : "-inf";
  if (value == 0 || (m >= 0.001 && m < 1e4)) return fmt::format("{:g}", value);
  // 1e+06 -> 1e6, 1e-06 -> 1e-6
  std::string text = fmt::format("{:.0e}", value);
  const auto sign = text.find('e') + 1;
  if (text[sign + 1] == '0') text.erase(sign + 1, 1);
  if (text[sign] == '+') text.erase(sign, 1);
  return text;
}

std::vector<Tick> log_ticks(const LogScale& scale, int most) {
  const int first = static_cast<int>(std::floor(std::log10(scale.low)));
  const int last = static_cast<int>(std::ceil(std::log10(scale.high)));
  const int decades = std::max(1, last - first);
  const int step = (decades + most - 1) / most;
  const double span = std::log10(scale.high / scale.low);
  std::vector<double> digits = {1};
  if (decades * 3 <= most * 2) digits = {1, 2, 5};
  if (span < 1) digits = {1, 1.5, 2, 3, 4, 5, 6, 8};
  std::vector<Tick> ticks;
  for (int k = first; k <= last; k += step)
    for (const double digit : digits) {
      const double value = digit * std::pow(10.0, k);
      if (value < scale.low * 0.999 || value > scale.high * 1.001) continue;
      ticks.push_back({scale(value), tick_label(value)});
    }
  return ticks;
}

std::string coordinate(double x) {
  std::string text = fmt::format("{:.1f}", x);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

OrdinalAxis::OrdinalAxis(const FormatTraits& format, std::int64_t first, std::int64_t last, double width)
    : format_(format) {
  const auto place_of = [&](double x) { return static_cast<double>(ordinal(format, narrow_bits(format, x))); };
  // Beyond this e^x overflows and e^-x underflows: (emax + p) log 2, up to a power of two.
  const double huge = place_of(std::exp2(std::ceil(std::log2((format.emax + format.precision) * 0.6931))));
  const double tiny = place_of(std::ldexp(1.0, -format.precision));
  const auto top = static_cast<double>(format.max_finite_bits()) + 1;
  const double cuts[] = {-top, -huge, -tiny, tiny, huge, top};
  const double weights[] = {8, 40, 4, 40, 8};
  double total = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const double low = std::max(cuts[i], static_cast<double>(first));
    const double high = std::min(cuts[i + 1], static_cast<double>(last));
    if (low >= high) continue;
    const bool squeezed = i % 2 == 0;
    stretches_.push_back({low, high, 0, weights[i], squeezed});
    total += weights[i];
  }
  if (stretches_.empty())
    stretches_.push_back({static_cast<double>(first), static_cast<double>(last) + 1, 0, total = 1, false});
  double from = 0;
  for (Stretch& s : stretches_) {
    const double share = s.to;
    s.from = from;
    from = s.to = from + width * share / total;
  }
}

double OrdinalAxis::operator()(double place) const {
  for (const Stretch& s : stretches_)
    if (place <= s.last || &s == &stretches_.back())
      return s.from + (s.to - s.from) * std::clamp((place - s.first) / (s.last - s.first), 0.0, 1.0);
  return 0;
}

std::vector<Tick> OrdinalAxis::ticks() const {
  const auto value_at = [&](double place) {
    return widen(format_, bits_at_ordinal(format_, static_cast<std::int64_t>(place)));
  };
  std::vector<double> candidates = {0};
  for (const Stretch& s : stretches_)
    if (!s.squeezed) candidates.insert(candidates.end(), {s.first < 0 ? value_at(s.first) : value_at(s.last)});
  for (const double m : {1.0, 16.0, 1e-3, 1e-6, 1e-10}) candidates.insert(candidates.end(), {m, -m});
  candidates.insert(candidates.end(), {value_at(stretches_.front().first), value_at(stretches_.back().last)});
  std::vector<Tick> ticks;
  for (const double x : candidates) {
    const auto place = static_cast<double>(ordinal(format_, narrow_bits(format_, x)));
    if (place < stretches_.front().first || place > stretches_.back().last) continue;
    const Tick tick{(*this)(place), tick_label(x)};
    const bool free = std::all_of(ticks.begin(), ticks.end(), [&](const Tick& t) {
      const auto characters = static_cast<double>(t.label.size() + tick.label.size());
      return std::abs(t.place - tick.place) >= 3.1 * characters + 6;
    });
    if (free) ticks.push_back(tick);
  }
  return ticks;
}

}  // namespace softplus_bench::html
