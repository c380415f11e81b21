// What a run leaves: flat records, one per measured row, and where they came from.
//
// Every writer, the comparison and the gate read this and nothing else, so a stored run can be
// rendered again, compared and judged without running anything.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace softplus_bench {

inline constexpr int schema_version = 1;

// monostate: missing (an empty CSV cell, an absent JSON key). Doubles may be infinite or NaN: they
// are written as the words inf, -inf and nan.
using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

enum class RecordKind : std::uint8_t { accuracy, speed, properties, claims };
inline constexpr std::array all_record_kinds{RecordKind::accuracy, RecordKind::speed, RecordKind::properties,
                                             RecordKind::claims};

// Column names in file order. Within a schema_version names are only ever added.
inline constexpr auto accuracy_columns = std::to_array<std::string_view>({
    "schema_version",
    "run_id",
    "function",
    "implementation",
    "format",
    "target",
    "parameters",
    "region",
    "inputs",
    "n",
    "n_scored",
    "seed",
    "max_ulp",
    "max_ulp_input",
    "max_ulp_input_hex",
    "max_ulp_input_bits",
    "max_ulp_got_bits",
    "max_ulp_want_bits",
    "min_signed_ulp",
    "max_signed_ulp",
    "mean_ulp",
    "rms_ulp",
    "bias_ulp",
    "p50_ulp",
    "p90_ulp",
    "p99_ulp",
    "p999_ulp",
    "share_correctly_rounded",
    "share_faithful",
    "n_above_1",
    "n_above_2",
    "n_above_4",
    "claim_ulp",
    "claim_lower",
    "claim_upper",
    "n_above_claim",
    "n_wrong_nan",
    "n_wrong_infinity",
    "n_early_overflow",
    "n_missed_overflow",
    "n_wrong_sign",
    "n_zero_sign",
    "n_flushed",
    "max_relative_eps",
    "max_integer_ulp",
    "conditioning_excess",
    "n_claim_violations",
    "claim_witness_bits",
    "claim_witness_got_bits",
    "claim_witness_want_bits",
    "n_decreases",
    "decrease_witness_bits",
    "status",
    "reason",
    "reproduce",
    "rounding",
    "library",
    "zero_sign_witness_bits",
});
inline constexpr auto speed_columns = std::to_array<std::string_view>({
    "schema_version",
    "run_id",
    "function",
    "implementation",
    "format",
    "target",
    "parameters",
    "metric",
    "elements",
    "footprint",
    "input_mix",
    "in_place",
    "threads",
    "ns_per_element",
    "ns_low",
    "ns_high",
    "elements_per_second",
    "gb_per_second",
    "tsc_cycles_per_element",
    "ratio_to_copy",
    "ratio_to_relu",
    "repetitions",
    "status",
    "reason",
    "reproduce",
    "ratio_to_copy_low",
    "ratio_to_copy_high",
    "ratio_to_relu_low",
    "ratio_to_relu_high",
    "layout",
    "library",
});
// One property of one implementation, special values among them.
inline constexpr auto properties_columns = std::to_array<std::string_view>({
    "schema_version",
    "run_id",
    "function",
    "implementation",
    "format",
    "target",
    "parameters",
    "property",
    "rule",
    "statement",
    "inputs",
    "n",
    "n_violations",
    "n_violations_of_correct_rounding",
    "n_excess_violations",
    "worst",
    "worst_unit",
    "witness_input",
    "witness_bits",
    "witness_got_bits",
    "witness_want",
    "seed",
    "status",
    "reason",
    "reproduce",
    "library",
});
// What a text says of softplus, measured on one format and, where it speaks of a way of computing it, one
// implementation.
inline constexpr auto claims_columns = std::to_array<std::string_view>({
    "schema_version", "run_id",      "claim",         "statement",    "function",         "implementation", "format",
    "target",         "parameters",  "measured",      "value",        "value_low",        "value_high",     "unit",
    "verdict",        "explanation", "witness_input", "witness_bits", "witness_got_bits", "witness_want",   "n",
    "seed",           "status",      "reason",        "reproduce",
});
constexpr std::span<const std::string_view> columns(RecordKind kind) {
  switch (kind) {
    case RecordKind::accuracy: return accuracy_columns;
    case RecordKind::speed: return speed_columns;
    case RecordKind::properties: return properties_columns;
    case RecordKind::claims: break;
  }
  return claims_columns;
}
constexpr std::string_view name_of(RecordKind kind) {
  constexpr std::string_view names[] = {"accuracy", "speed", "properties", "claims"};
  return names[static_cast<std::size_t>(kind)];
}

// One bin of error against x: the inputs whose bits lie between first_bits and last_bits in number order.
struct EnvelopeBin {
  std::uint64_t first_bits = 0;
  std::uint64_t last_bits = 0;
  std::uint64_t n = 0;  // scored inputs in the bin
  double max_ulp = 0;   // largest |error|
  double mean_ulp = 0;
  std::uint64_t argmax_bits = 0;  // the input of max_ulp, the one nearest the start of the bin on ties
  std::uint64_t n_unscored = 0;   // outputs with a verdict that has no ULP (NaN, infinity)
  // The output there, the right one (both 0 in runs of before they were recorded), and the second input where there is
  // one.
  std::uint64_t argmax_got_bits = 0;
  std::uint64_t argmax_want_bits = 0;
  std::uint64_t argmax_x2_bits = 0;
  friend bool operator==(const EnvelopeBin&, const EnvelopeBin&) = default;
};

// Errors in [lower, upper) ulp.
struct HistogramBin {
  double lower_ulp = 0;
  double upper_ulp = 0;
  std::uint64_t n = 0;
  friend bool operator==(const HistogramBin&, const HistogramBin&) = default;
};

struct Record {
  RecordKind kind = RecordKind::accuracy;
  std::vector<Value> values;            // one per column of columns(kind)
  std::vector<EnvelopeBin> envelope;    // accuracy rows of region "overall" only; non-empty bins, in order
  std::vector<HistogramBin> histogram;  // accuracy rows of region "overall" only; non-empty bins, in order

  explicit Record(RecordKind k) : kind(k), values(columns(k).size()) {}
  // `column` must be one of columns(kind): std::out_of_range otherwise.
  const Value& operator[](std::string_view column) const;
  Value& operator[](std::string_view column);
  std::string text(std::string_view column) const;      // "" when missing or not a string
  double number(std::string_view column) const;         // NaN when missing or a string; integers converted
  std::int64_t integer(std::string_view column) const;  // 0 when missing or not an integer
  bool has(std::string_view column) const;
  // "softplus/naive/binary32/scalar", with "[beta=2]" and "@region" where they apply.
  std::string id() const;
  friend bool operator==(const Record&, const Record&) = default;
};

// One thing that was asked for and not done: a named, visible skip.
struct Omission {
  std::string id;
  std::string reason;
  friend bool operator==(const Omission&, const Omission&) = default;
};

// Facts about the run, in display order, each a name and a text.
using Facts = std::vector<std::pair<std::string, std::string>>;

// What run_id is a hash of stands in `identity` (commit, request, ISA, library versions);
// machine, load and time in `circumstances`.
struct Run {
  std::string run_id;
  std::string suite;    // "quick"
  std::string command;  // what the user typed, quoted for a shell
  Facts identity;
  Facts circumstances;
  Facts reference;        // how the reference was reached: inputs by shortcut, fast path, MPFR
  bool complete = false;  // false: interrupted, or still going
  std::vector<Record> records;
  std::vector<Omission> omissions;
  friend bool operator==(const Run&, const Run&) = default;
};

// Receives records as they are measured. reports/journal implements it; cli hands it to the suites.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void accept(const Record& record) = 0;
  virtual void accept(const Omission& omission) = 0;
};

// Shortest decimal text that reads back as the same double; "inf", "-inf" and "nan" as words.
std::string shortest(double x);
// As it stands in a CSV cell before quoting: "" when missing.
std::string text_of(const Value& value);

}  // namespace softplus_bench
