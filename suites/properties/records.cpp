#include "suites/properties/records.hpp"

#include <fmt/format.h>

#include "core/text.hpp"
#include "reference/function.hpp"

namespace softplus_bench {
namespace {

Value integer(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Record new_record(const PropertiesJob& job, const Implementation& implementation) {
  Record r(RecordKind::properties);
  r["schema_version"] = static_cast<std::int64_t>(schema_version);
  r["function"] = std::string(job.function->name);
  r["implementation"] = std::string(implementation.name);
  r["format"] = std::string(traits(job.format).name);
  r["target"] = std::string(name_of(implementation.target));
  if (!implementation.library.empty()) r["library"] = std::string(implementation.library);
  if (job.parameters) r["parameters"] = job.parameters->text();
  r["status"] = std::string("ok");
  return r;
}

// "x", or "x;x2" as on the command line.
template <class Text>
std::string inputs_text(Text&& text, const PropertiesJob& job, std::uint64_t x, std::uint64_t x2) {
  const FormatTraits& f = traits(job.format);
  return job.function->inputs == 1 ? text(f, x) : text(f, x) + ";" + text(f, x2);
}

std::string want_of(const Property& property, const PropertyTally& tally) {
  if (property.rule == Rule::soft)
    return fmt::format("at most {} {}, as correct rounding", shortest(tally.worst_correct), property.unit);
  if (property.want != nullptr) return property.want(tally.witness);
  if (&property == &position_property)
    return bits_text(tally.witness.f(), tally.witness.due) + " as elsewhere; it differs " + tally.conditions;
  if (&property == &repeat_property) return bits_text(tally.witness.f(), tally.witness.due) + " as the first time";
  if (&property == &branch_property) return bits_text(tally.witness.f(), tally.witness.due);
  return std::string(property.statement);
}

}  // namespace

Record property_record(const PropertiesJob& job, const Implementation& implementation, const Property& property,
                       const PropertyTally& tally, std::uint64_t seed) {
  Record r = new_record(job, implementation);
  r["property"] = std::string(property.name);
  r["rule"] = std::string(name_of(property.rule));
  r["statement"] = std::string(property.statement);
  r["inputs"] = job.inputs;
  if (job.inputs != "exhaustive") r["seed"] = integer(seed);
  r["n"] = integer(tally.n);
  r["n_violations"] = integer(tally.n_violations);
  if (property.rule == Rule::soft)
    r["n_violations_of_correct_rounding"] = integer(tally.n_violations_of_correct_rounding);
  r["n_excess_violations"] = integer(property.rule == Rule::informative ? 0 : tally.n_excess);
  r["worst"] = tally.worst;
  r["worst_unit"] = std::string(property.unit);
  if (!tally.any()) return r;
  const Case& at = tally.witness;
  r["witness_input"] = inputs_text(decimal_text, job, at.x, at.x2);
  r["witness_bits"] = inputs_text(bits_text, job, at.x, at.x2);
  r["witness_got_bits"] = bits_text(traits(job.format), at.got[here]);
  r["witness_want"] = want_of(property, tally);
  return r;
}

Record failed_record(const PropertiesJob& job, const Implementation& implementation, const std::string& reason) {
  Record r = new_record(job, implementation);
  r["inputs"] = job.inputs;
  r["status"] = std::string("failed");
  r["reason"] = reason;
  return r;
}

Record special_record(const PropertiesJob& job, const Implementation& implementation, const SpecialOutcome& outcome) {
  const FormatTraits& f = traits(job.format);
  Record r = new_record(job, implementation);
  r["property"] = outcome.name;
  r["rule"] = std::string(name_of(Rule::special));
  r["statement"] = outcome.statement;
  if (!outcome.skipped.empty()) {
    r["status"] = std::string("skipped");
    r["reason"] = outcome.skipped;
    return r;
  }
  r["n"] = integer(1);
  r["n_violations"] = integer(outcome.holds ? 0 : 1);
  r["n_excess_violations"] = r["n_violations"];
  const double places = outcome.holds ? 0 : places_between(f, outcome.got, outcome.want);
  r["worst"] = !outcome.holds && places == 0 ? 1.0 : places;  // zeros of two signs
  r["worst_unit"] = std::string("places");
  if (outcome.holds) return r;
  r["witness_input"] = inputs_text(decimal_text, job, outcome.x, outcome.x2);
  r["witness_bits"] = inputs_text(bits_text, job, outcome.x, outcome.x2);
  r["witness_got_bits"] = bits_text(f, outcome.got);
  r["witness_want"] = bits_text(f, outcome.want);
  return r;
}

}  // namespace softplus_bench
