#include "reports/display.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

namespace softplus_bench {
namespace {

// x rounded up to a multiple of 1/scale; what is one already stays.
double rounded_up(double x, double scale) {
  const double nearest = std::round(x * scale) / scale;
  return nearest < x ? (std::round(x * scale) + 1) / scale : nearest;
}

}  // namespace

std::string display_ulp(double ulp) {
  if (std::isnan(ulp)) return "";
  if (std::isinf(ulp)) return ulp > 0 ? "inf" : "-inf";
  if (ulp < 0) return fmt::format("-{}", display_ulp(-ulp));
  if (ulp < 9.9995) return fmt::format("{:.3f}", rounded_up(ulp, 1000));
  if (ulp < 99999) return fmt::format("{:.1f}", rounded_up(ulp, 10));
  const double power = std::pow(10.0, std::floor(std::log10(ulp)) - 1);
  const double digits = std::ceil(ulp / power * (1 - 1e-12));
  return fmt::format("{:.1e}", digits * power);
}

double ulp_of(std::string_view text) {
  double x = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (error == std::errc::result_out_of_range) return std::numeric_limits<double>::infinity();
  return error == std::errc() ? x : std::numeric_limits<double>::quiet_NaN();
}

double ulp_of(const Record& record, std::string_view column) {
  const auto text = record.text(column);
  return text.empty() ? record.number(column) : ulp_of(text);
}

std::string display_ulp(std::string_view text) {
  const double ulp = ulp_of(text);
  return std::isfinite(ulp) ? display_ulp(ulp) : std::string(text);
}

std::string display_ulp(const Record& record, std::string_view column) { return display_ulp(text_of(record[column])); }

bool is_lower_bound(std::string_view inputs) { return inputs != "exhaustive"; }

std::string display_max_ulp(const Record& record, std::string_view sign) {
  std::string shown = display_ulp(record, "max_ulp");
  return !shown.empty() && is_lower_bound(record.text("inputs")) ? std::string(sign) + shown : shown;
}

std::string display_3(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? "" : shortest(x);
  if (x != 0 && (std::abs(x) < 1e-3 || std::abs(x) >= 1e7)) return fmt::format("{:.2e}", x);
  if (x == 0) return "0";
  if (std::abs(x) >= 99.95) return fmt::format("{:.0f}", x);
  return fmt::format("{:#.3g}", x);  // keeps zeros, so that columns line up
}

std::string display_percent(double share) {
  if (std::isnan(share)) return "";
  if (share >= 1) return "100";
  const double down = std::floor(share * 1e5 * (1 + 1e-15)) / 1e3;
  return down >= 99.9 ? fmt::format("{:.3f}", down) : fmt::format("{:.1f}", std::floor(down * 10) / 10);
}

std::string display_count(std::int64_t n) {
  std::string digits = std::to_string(n);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > (n < 0 ? 1 : 0); i -= 3)
    digits.insert(static_cast<std::size_t>(i), 1, ',');
  return digits;
}

std::string display_short_count(std::int64_t n) {
  if (n < 1000) return std::to_string(n);
  double x = static_cast<double>(n);
  const char* unit = "kMGTPE";
  x /= 1000;
  while (x >= 999.5) {
    x /= 1000;
    ++unit;
  }
  return x < 9.95 ? fmt::format("{:.1f}{}", x, *unit) : fmt::format("{:.0f}{}", x, *unit);
}

std::string abbreviated(std::string_view text, std::size_t width, std::string_view mark) {
  std::vector<std::size_t> starts;  // of characters
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) starts.push_back(i);
  std::string result(text);
  if (starts.size() > width && width > 0) {
    const std::size_t tail = width / 3;
    const std::size_t head = width - tail - 1;
    result = std::string(text.substr(0, starts[head])) + std::string(mark);
    if (tail > 0) result += text.substr(starts[starts.size() - tail]);
  }
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  std::replace_if(result.begin(), result.end(), is_control, ' ');
  return result;
}

}  // namespace softplus_bench
