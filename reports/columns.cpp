#include "reports/columns.hpp"

#include <algorithm>
#include <array>

namespace softplus_bench {
namespace {

enum class Holds : bool { number, text };
using enum Holds;

struct Column {
  std::string_view name;
  Holds holds;
  std::string_view definition;
};

constexpr auto table = std::to_array<Column>({
    {"schema_version", number, "version of these columns; within a version columns are only added"},
    {"run_id", text, "hash of commit, request, ISA and library versions: equal work has equal ids"},
    {"function", text, "what is computed, e.g. softplus"},
    {"implementation", text, "which way of computing it, named after its source file or library"},
    {"format", text, "number format of input and output: binary64, binary32, binary16 or bfloat16"},
    {"target", text, "what executed it: scalar, an instruction set, a device, peer, plugin or process"},
    {"library", text, "the library that a peer belongs to, with its version; empty for this project's own"},
    {"parameters", text, "parameters of the function, e.g. beta=2; empty when it has none"},
    {"region", text, "part of the domain the row covers; overall is all of it"},
    {"inputs", text,
     "how inputs were chosen: exhaustive (every bit pattern), stratified, weighted:NAME, hunted, corpus, corpus:BITS"},
    {"n", number, "inputs evaluated (count)"},
    {"n_scored", number, "inputs whose output has an error in ULP (count); the others are wrong NaNs or infinities"},
    {"seed", number, "seed of the input generator; empty when inputs are exhaustive"},
    {"max_ulp", number, "largest |error| over the scored inputs (ULP of the exact value)"},
    {"max_ulp_input", text, "the input of max_ulp (decimal, shortest that reads back the same)"},
    {"max_ulp_input_hex", text, "the input of max_ulp (C99 hexadecimal)"},
    {"max_ulp_input_bits", text, "the input of max_ulp (bits, hexadecimal)"},
    {"max_ulp_got_bits", text, "what the implementation returned there (bits, hexadecimal)"},
    {"max_ulp_want_bits", text, "the exact value rounded to the format there (bits, hexadecimal)"},
    {"min_signed_ulp", number, "most negative error, got below exact (ULP)"},
    {"max_signed_ulp", number, "most positive error, got above exact (ULP)"},
    {"mean_ulp", number, "mean of |error| (ULP)"},
    {"rms_ulp", number, "root mean square error (ULP)"},
    {"bias_ulp", number, "mean of the signed error (ULP): the systematic part"},
    {"p50_ulp", number, "median of |error| (ULP)"},
    {"p90_ulp", number, "90 % of inputs have at most this |error| (ULP)"},
    {"p99_ulp", number, "99 % of inputs have at most this |error| (ULP)"},
    {"p999_ulp", number, "99.9 % of inputs have at most this |error| (ULP)"},
    {"share_correctly_rounded", number, "share of inputs whose output is the exact value rounded (0 to 1)"},
    {"share_faithful", number, "share of inputs whose output is one of the two neighbours of the exact value (0 to 1)"},
    {"n_above_1", number, "inputs with |error| above 1 ULP (count)"},
    {"n_above_2", number, "inputs with |error| above 2 ULP (count)"},
    {"n_above_4", number, "inputs with |error| above 4 ULP (count)"},
    {"claim_ulp", number, "the author's promise: largest |error| on the claim's interval (ULP); empty: no claim"},
    {"claim_lower", number, "lower end of the claim's interval (value of the input, included)"},
    {"claim_upper", number, "upper end of the claim's interval (value of the input, included)"},
    {"n_above_claim", number, "inputs in the claim's interval with |error| above claim_ulp (count)"},
    {"n_wrong_nan", number, "NaN where a number is due, or a number where NaN is due (count)"},
    {"n_wrong_infinity", number,
     "infinity where the rounded result is finite and no overflow is near, or of the wrong sign (count)"},
    {"n_early_overflow", number, "infinity where the rounded result is finite but in the top binade (count)"},
    {"n_missed_overflow", number, "finite where the rounded result is infinite (count)"},
    {"n_wrong_sign", number, "output and exact value of opposite sign, neither zero (count)"},
    {"n_zero_sign", number, "zero of the wrong sign (count)"},
    {"n_flushed", number, "zero where the rounded result is not zero (count)"},
    {"max_relative_eps", number, "largest relative error, in units of 2^(1-p), p the precision of the format"},
    {"max_integer_ulp", number, "largest distance to the rounded result (representable numbers)"},
    {"conditioning_excess", number,
     "largest |error| / max(1/2, kappa/2), kappa = |x f'(x) / f(x)|: error that the input's own rounding does not "
     "excuse"},
    {"n_claim_violations", number,
     "inputs that break the claim: |error| above claim_ulp, or a wrong NaN, infinity, sign or overflow (count)"},
    {"claim_witness_bits", text, "the first input that breaks the claim (bits, hexadecimal)"},
    {"claim_witness_got_bits", text, "what the implementation returned there (bits, hexadecimal)"},
    {"claim_witness_want_bits", text, "the exact value rounded to the format there (bits, hexadecimal)"},
    {"n_decreases", number,
     "inputs whose output is less than that of the input one place below, where the function increases (count); only "
     "of "
     "sweeps of all inputs"},
    {"decrease_witness_bits", text, "the first of them (bits, hexadecimal)"},
    {"zero_sign_witness_bits", text, "the first input whose output is a zero of the wrong sign (bits, hexadecimal)"},
    {"status", text, "ok, skipped or failed"},
    {"reason", text, "why a row was skipped or failed"},
    {"reproduce", text, "a command line that measures this row again"},
    {"rounding", text, "mode of the results and of the exact values: nearest, upward, downward or toward_zero"},
    {"metric", text,
     "throughput (independent elements), latency (a dependent chain) or round_trip (to a device, one launch, and "
     "back)"},
    {"elements", number, "elements in one call (count)"},
    {"footprint", text,
     "where the arrays lie: L1, L2, L3, DRAM; of a device device_small (1,024 elements) or device_full (enough for all "
     "of it)"},
    {"input_mix", text, "distribution of the timed inputs"},
    {"in_place", number, "whether input and output are the same array"},
    {"threads", number, "threads that ran at once (count)"},
    {"ns_per_element", number, "median time for one element (nanoseconds)"},
    {"ns_low", number, "lower end of the interval of the median (nanoseconds per element)"},
    {"ns_high", number, "upper end of the interval of the median (nanoseconds per element)"},
    {"elements_per_second", number, "elements in a second (1/s)"},
    {"gb_per_second", number, "bytes read and written in a second (GB/s, 10^9 bytes)"},
    {"tsc_cycles_per_element", number,
     "time-stamp counter ticks for one element (cycles at the counter's rate, not the core's); none of devices"},
    {"ratio_to_copy", number, "time relative to copying the same array, measured interleaved (1 = as fast)"},
    {"ratio_to_relu", number, "time relative to max(x, 0) on the same array, measured interleaved (1 = as fast)"},
    {"repetitions", number, "timed rounds behind the median (count)"},
    {"ratio_to_copy_low", number, "lower end of the interval of ratio_to_copy"},
    {"ratio_to_copy_high", number, "upper end of the interval of ratio_to_copy"},
    {"ratio_to_relu_low", number, "lower end of the interval of ratio_to_relu"},
    {"ratio_to_relu_high", number, "upper end of the interval of ratio_to_relu"},
    {"layout", text, "how far code or output of a scalar kernel were moved, e.g. code+16; empty: not at all"},
    {"property", text, "what is looked at on every input, e.g. monotone; special:... for one special value"},
    {"rule", text,
     "hard: a violation is one; soft: correct rounding itself does not keep it, only the excess counts; special: the "
     "result of a special value is given; informative: counted, and nothing is wrong with it"},
    {"statement", text, "what should hold"},
    {"n_violations", number, "inputs that violate it (count)"},
    {"n_violations_of_correct_rounding", number,
     "of a soft property: inputs where the correctly rounded function violates it too, or by as much (count)"},
    {"n_excess_violations", number, "violations beyond those of the correctly rounded function (count)"},
    {"worst", number, "the largest figure of the property, in worst_unit"},
    {"worst_unit", text, "unit of worst: ulp, places, inputs"},
    {"witness_input", text, "an input that shows it: of the first violation, or the worst one"},
    {"witness_bits", text, "the same in bits; two inputs with ; between"},
    {"witness_got_bits", text, "what the implementation returned there, in bits"},
    {"witness_want", text, "what was due there"},
    {"claim", text, "the claim's name"},
    {"measured", text, "what was measured to judge the claim"},
    {"value", number, "the figure, in unit"},
    {"value_low", number, "lower end of its interval, where it has one"},
    {"value_high", number, "upper end of its interval, where it has one"},
    {"unit", text, "unit of value: ulp, x, count, share, ratio, 1"},
    {"verdict", text, "holds, holds with conditions, or false; empty where this row alone decides nothing"},
    {"explanation", text, "why, in one line"},
});

const Column* find(std::string_view name) {
  const auto* place = std::find_if(table.begin(), table.end(), [&](const Column& c) { return c.name == name; });
  return place != table.end() ? place : nullptr;
}

}  // namespace

std::string_view definition_of(std::string_view column) {
  const Column* found = find(column);
  return found != nullptr ? found->definition : std::string_view();
}

bool holds_text(std::string_view column) {
  const Column* found = find(column);
  return found != nullptr && found->holds == text;
}

}  // namespace softplus_bench
