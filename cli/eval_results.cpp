#include "cli/eval_results.hpp"

#include <array>
#include <cmath>
#include <span>

#include "core/narrow.hpp"
#include "core/usage_error.hpp"
#include "reference/function.hpp"
#include "suites/executor/host.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"

namespace softplus_bench::cli {

namespace {

double beta_for(const FormatTraits& format, const std::optional<Parameters>& parameters) {
  if (!parameters) return 1;
  if (!is_normal(format, narrow_bits(format, parameters->beta)))
    throw UsageError("beta=" + shortest(parameters->beta) + " is no normal number of " + std::string(format.name) +
                     ": give another --param beta=B");
  return parameters->beta_in(format);
}

}  // namespace

Evaluator::Evaluator(const Function& function, const FormatTraits& format, Rounding rounding,
                     const std::optional<Parameters>& parameters)
    : function_(function),
      format_(format),
      rounding_(rounding),
      parameters_(parameters),
      oracle_(function, format, rounding, beta_for(format, parameters)) {}

Evaluation Evaluator::reference_only(InputBits input) {
  return {input, oracle_(input.x, input.x2), oracle_.exact_text(input.x, input.x2, exact_digits), {}, {}};
}

Evaluation Evaluator::with_implementations(InputBits input, const Filter& filter) {
  Evaluation evaluation = reference_only(input);
  for (const Implementation* implementation : implementation_catalogue()) {
    if (implementation->function != function_.name) continue;
    const bool exists = visit_format(
        format_.id, [&]<class T>(std::type_identity<T>) { return implementation->variant<T>().kernel != nullptr; });
    Answer answer;
    answer.id = row_id(*implementation, format_.id, parameters_);
    const std::string plain = row_id(*implementation, format_.id);
    const std::array<std::string_view, 2> names{answer.id, plain};
    if (!exists || !takes_part(*implementation, filter, names)) continue;
    if (const std::string reason = why_unavailable(*implementation, here_); !reason.empty()) {
      evaluation.skipped.push_back({answer.id, reason});
      continue;
    }
    if (rounding_ != Rounding::nearest && !implementation->follows_rounding(format_.id)) {
      evaluation.skipped.push_back({answer.id, std::string(rounds_to_nearest_always)});
      continue;
    }
    load_peers({&implementation, 1});
    answer.implementation = implementation;
    const std::span<const std::uint64_t> second(&input.x2, function_.inputs - 1);
    answer.failure =
        HostExecutor(*implementation, format_, 1, rounding_, parameters_).run({&input.x, 1}, second, {&answer.got, 1});
    // What a kernel that failed leaves is no answer: zeros, that could be right.
    if (answer.failure.empty()) answer.score = score(format_, answer.got, evaluation.expected);
    if (answer.score.scored) {
      answer.error = oracle_.exact_error(input.x, input.x2, answer.got, evaluation.expected);
      const double f_in_ulps = detail::exact_magnitude_in_ulps(format_, evaluation.expected);
      answer.lost = answer.error.scale != 0 || std::abs(answer.error.value) >= std::max(f_in_ulps / 2, 1.0);
    }
    evaluation.answers.push_back(answer);
  }
  return evaluation;
}

std::string verdict_words(const Score& score) {
  if ((score.verdicts & correctly_rounded) != 0) return "correctly_rounded";
  constexpr std::array<std::pair<OutputVerdict, std::string_view>, 8> names{{{wrong_nan, "wrong_nan"},
                                                                             {wrong_infinity, "wrong_infinity"},
                                                                             {early_overflow, "early_overflow"},
                                                                             {missed_overflow, "missed_overflow"},
                                                                             {wrong_sign, "wrong_sign"},
                                                                             {flushed, "flushed"},
                                                                             {zero_sign, "zero_sign"},
                                                                             {faithful, "faithful"}}};
  std::string words;
  for (const auto& [verdict, name] : names)
    if ((score.verdicts & verdict) != 0) words += (words.empty() ? "" : "+") + std::string(name);
  return words.empty() ? "not_faithful" : words;
}

}  // namespace softplus_bench::cli
