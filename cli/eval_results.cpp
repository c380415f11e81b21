#include "cli/eval_results.hpp"

#include <array>
#include <cmath>
#include <span>

#include "core/narrow.hpp"
#include "impls/table.hpp"
#include "reference/function.hpp"
#include "suites/executor/host.hpp"
#include "suites/plan.hpp"

namespace softplus_bench::cli {

Evaluator::Evaluator(const Function& function, const FormatTraits& format)
    : function_(function), format_(format), oracle_(function, format) {}

Evaluation Evaluator::reference_only(std::uint64_t input) {
  return {input, oracle_(input), oracle_.exact_text(input, exact_digits), {}};
}

namespace {

// The implementations of a function in a format that the filter accepts, with their ids.
std::vector<std::pair<const Implementation*, std::string>> rows_of(const Function& function, const FormatTraits& format,
                                                                   const Filter& filter) {
  std::vector<std::pair<const Implementation*, std::string>> rows;
  for (const Implementation* implementation : implementation_table()) {
    if (implementation->function != function.name) continue;
    const bool exists = visit_format(
        format.id, [&]<class T>(std::type_identity<T>) { return implementation->variant<T>().kernel != nullptr; });
    std::string id = row_id(*implementation, format.id);
    if (exists && filter.accepts(id)) rows.emplace_back(implementation, std::move(id));
  }
  return rows;
}

}  // namespace

std::vector<Omission> Evaluator::left_out(const Filter& filter) const {
  std::vector<Omission> omissions;
  for (const auto& [implementation, id] : rows_of(function_, format_, filter))
    if (std::string reason = why_unavailable(implementation->target, here_); !reason.empty())
      omissions.push_back({id, std::move(reason)});
  return omissions;
}

Evaluation Evaluator::with_implementations(std::uint64_t input, const Filter& filter) {
  Evaluation evaluation = reference_only(input);
  for (const auto& [implementation, id] : rows_of(function_, format_, filter)) {
    if (!why_unavailable(implementation->target, here_).empty()) continue;
    Answer answer;
    answer.id = id;
    answer.implementation = implementation;
    answer.failure = HostExecutor(*implementation, format_, 1).run({&input, 1}, {&answer.got, 1});
    answer.score = score(format_, answer.got, evaluation.expected);
    if (answer.score.scored) {
      answer.error = oracle_.exact_error(input, answer.got, evaluation.expected);
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
