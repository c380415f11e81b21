#include "cli/margin_option.hpp"

#include <cstdlib>

#include "core/usage_error.hpp"

namespace softplus_bench::cli {

double margin_from(const std::string& text) {
  char* end = nullptr;
  const double percent = std::strtod(text.c_str(), &end);
  const bool has_sign = *end == '%' && end[1] == '\0';
  if (end == text.c_str() || !(has_sign || *end == '\0') || !(percent > 0 && percent <= 100))
    throw UsageError("--margin: '" + text + "' is not a share: give e.g. 5%");
  return percent / 100;
}

}  // namespace softplus_bench::cli
