// What a comparison says in words.
#include <fmt/format.h>

#include <set>

#include "reports/comparison.hpp"
#include "reports/display.hpp"

namespace softplus_bench {

std::string_view words_of(ChangeKind kind) {
  constexpr std::string_view words[] = {"broken claim",
                                        "wrong outputs (count)",
                                        "no longer measured (max ULP)",
                                        "larger max error (ULP)",
                                        "property violated (inputs)",
                                        "fewer correctly rounded (%)",
                                        "new row",
                                        "another claim (ULP)",
                                        "claim met again",
                                        "fewer wrong outputs (count)",
                                        "measured again (max ULP)",
                                        "smaller max error (ULP)",
                                        "fewer violations of a property (inputs)",
                                        "more correctly rounded (%)",
                                        "time (in times of relu or copy)"};
  return words[static_cast<std::size_t>(kind)];
}

std::size_t Comparison::rows(Standing standing) const {
  std::set<std::string_view> ids;
  for (const Change& c : changes)
    if (c.standing == standing) ids.insert(c.id);
  return ids.size();
}

Verdict Comparison::verdict() const {
  if (rows(Standing::worse) > 0) return Verdict::failed;
  const bool all = rows_compared > 0 && !lacks_kind && rows_of_other_inputs == 0 && rows(Standing::not_comparable) == 0;
  return all ? Verdict::passed : Verdict::missing;
}

std::string Comparison::words() const {
  const std::string before = abbreviated(before_id, 40);
  const auto count = [](std::size_t n, std::string_view what) {
    return fmt::format("{} {}{}", display_count(static_cast<std::int64_t>(n)), what, n == 1 ? "" : "s");
  };
  const std::size_t worse = rows(Standing::worse), better = rows(Standing::better), added = rows(Standing::other);
  std::string text;
  if (worse > 0)
    text = fmt::format("{} {} worse than in run {}", count(worse, "row"), worse == 1 ? "is" : "are", before);
  else if (rows_compared == 0)
    text = fmt::format("Nothing was compared with run {}: no row of equal inputs is in both", before);
  else
    text = fmt::format("Nothing {}is worse than in run {}", verdict() == Verdict::missing ? "comparable " : "", before);
  std::string rows;
  const auto say = [&](std::size_t n, std::string_view what) {
    if (n > 0)
      rows += fmt::format("{}{} {}", rows.empty() ? "" : ", ", display_count(static_cast<std::int64_t>(n)), what);
  };
  say(rows_compared, rows_compared == 1 ? "row compared" : "rows compared");
  say(better, "better");
  say(added, "new or with another claim");
  say(rows_of_other_inputs, "of other inputs");
  say(rows_not_measured, "no longer measured");
  if (changes.empty() && rows_compared > 0) rows += ", no difference";
  return text + (rows.empty() ? "." : ": " + rows + ".");
}

}  // namespace softplus_bench
