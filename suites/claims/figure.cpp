#include "suites/claims/figure.hpp"

#include <fmt/format.h>

#include "core/text.hpp"

namespace softplus_bench::claims {

Figure exact_figure(std::string_view function, const FormatTraits& f) {
  Figure figure;
  figure.function = function;
  figure.implementation = correctly_rounded;
  figure.format = f.name;
  figure.target = "exact";
  return figure;
}

Figure figure_of(const Implementation& implementation, const FormatTraits& f) {
  Figure figure;
  figure.function = implementation.function;
  figure.implementation = implementation.name;
  figure.format = f.name;
  figure.target = name_of(implementation.target);
  return figure;
}

void set_witness(Figure& figure, const FormatTraits& f, std::uint64_t x, std::uint64_t got,
                 std::optional<std::uint64_t> x2) {
  figure.witness_input = decimal_text(f, x);
  figure.witness_bits = bits_text(f, x);
  figure.witness_got_bits = bits_text(f, got);
  if (!x2) return;
  figure.witness_input += ";" + decimal_text(f, *x2);
  figure.witness_bits += ";" + bits_text(f, *x2);
}

Record record_of(std::string_view claim, std::string_view statement, std::uint64_t seed, const Figure& figure) {
  Record record(RecordKind::claims);
  const auto text = [&](std::string_view column, const std::string& value) {
    if (!value.empty()) record[column] = value;
  };
  const auto number = [&](std::string_view column, double value) {
    if (!std::isnan(value)) record[column] = value;
  };
  record["schema_version"] = std::int64_t{schema_version};
  record["claim"] = std::string(claim);
  record["statement"] = std::string(statement);
  text("function", figure.function);
  text("implementation", figure.implementation);
  text("format", figure.format);
  text("target", figure.target);
  text("parameters", figure.parameters);
  text("measured", figure.measured);
  number("value", figure.value);
  number("value_low", figure.low);
  number("value_high", figure.high);
  text("unit", figure.unit);
  if (figure.verdict) record["verdict"] = std::string(name_of(*figure.verdict));
  text("explanation", figure.explanation);
  text("witness_input", figure.witness_input);
  text("witness_bits", figure.witness_bits);
  text("witness_got_bits", figure.witness_got_bits);
  text("witness_want", figure.witness_want);
  if (figure.n != 0) record["n"] = static_cast<std::int64_t>(figure.n);
  record["seed"] = static_cast<std::int64_t>(seed);
  record["status"] = figure.status;
  text("reason", figure.reason);
  return record;
}

std::string brief(double x) { return fmt::format("{:.6g}", x); }

std::vector<Verdict> verdicts_of(const std::vector<Figure>& figures) {
  std::vector<Verdict> verdicts;
  for (const Figure& figure : figures)
    if (figure.verdict && figure.status == "ok") verdicts.push_back(*figure.verdict);
  return verdicts;
}

}  // namespace softplus_bench::claims
