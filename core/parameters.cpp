#include "core/parameters.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "core/usage_error.hpp"

namespace softplus_bench {

std::pair<Parameter, double> parse_parameter(std::string_view text) {
  const FormatTraits& f = traits(FormatId::binary64);
  const std::size_t equals = text.find('=');
  const std::string_view name = text.substr(0, equals);
  if (name != "beta" && name != "threshold")
    throw UsageError("no parameter '" + std::string(name) + "'; known: beta and threshold, e.g. beta=2");
  const auto bits =
      equals == std::string_view::npos ? std::nullopt : parse_number(f, std::string(text.substr(equals + 1)));
  const double value = bits ? widen(f, *bits) : std::nan("");
  const bool is_beta = name == "beta";
  if (!std::isfinite(value) || (is_beta && !(value > 0)))
    throw UsageError("'" + std::string(text) + "': " + std::string(name) + " is a finite number" +
                     (is_beta ? " above 0" : "") + ", e.g. " + std::string(name) + "=" + (is_beta ? "2" : "20"));
  return {is_beta ? beta_parameter : threshold_parameter, value};
}

Parameters parse_parameters(std::string_view text) {
  Parameters parameters;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    const auto [parameter, value] = parse_parameter(text.substr(from, comma - from));
    (parameter == beta_parameter ? parameters.beta : parameters.threshold) = value;
    from = comma + 1;
  }
  return parameters;
}

}  // namespace softplus_bench
