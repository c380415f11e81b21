#include "reports/snapshot_judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "reports/notation.hpp"

namespace softplus_bench {
namespace {

constexpr std::array<std::string_view, wrong_verdicts.size()> words_of_wrong{
    "wrong NaN",  "wrong infinity",     "early overflow",  "missed overflow",
    "wrong sign", "zero of wrong sign", "flushed to zero",
};

// Exact: the texts are doubles, and what is beyond them fits the exponent of long double. No error at all is -1.
long double ulp_of(const AccuracyEntry& entry) {
  long double value = -1;
  std::from_chars(entry.max_ulp.data(), entry.max_ulp.data() + entry.max_ulp.size(), value);
  return value;
}

std::string ulp_in_words(const AccuracyEntry& entry) { return entry.max_ulp.empty() ? "no" : entry.max_ulp; }

std::string bits_in_words(const AccuracyEntry& entry, const std::string& bits) {
  if (bits.empty()) return "not recorded";
  const FormatTraits* format = find_format(entry.format());
  return fmt::format("{} ({}, {})", decimal_of(format, bits), hex_of(format, bits), bits);
}

std::string why_incomparable(const AccuracyEntry& accepted, const AccuracyEntry& measured) {
  if (accepted.n != measured.n)
    return fmt::format("measured on {} inputs, accepted on {}: not the same question", measured.n, accepted.n);
  if (accepted.seed != measured.seed)
    return fmt::format("measured with seed {}, accepted with {}: not the same inputs", measured.seed.value_or(0),
                       accepted.seed.value_or(0));
  return "";
}

std::string witness_in_words(const AccuracyEntry& now) {
  return fmt::format("at x = {}, got {}, want {}", bits_in_words(now, now.input_bits), bits_in_words(now, now.got_bits),
                     bits_in_words(now, now.want_bits));
}

std::string old_in_words(const AccuracyEntry& old, const AccuracyEntry& now, const Acceptance* acceptance) {
  std::string text;
  if (old.max_ulp.empty()) text = "old: no error in ulp";
  else if (old.input_bits == now.input_bits)
    text = fmt::format("old {}, {} ulp", bits_in_words(old, old.got_bits), old.max_ulp);
  else
    text = fmt::format("old {} ulp at x = {}, got {}", old.max_ulp, bits_in_words(old, old.input_bits),
                       bits_in_words(old, old.got_bits));
  if (acceptance != nullptr) text += fmt::format(" (accepted {}: {})", acceptance->on, acceptance->why);
  return text;
}

GateCheck check_for(const AccuracyEntry& entry) {
  GateCheck check;
  check.lane = entry.is_corpus() ? Lane::corpus : Lane::snapshot;
  check.id = entry.id;
  check.conditions = entry.inputs;
  check.format = entry.format();
  return check;
}

GateCheck compared(const AccuracyEntry& old, const AccuracyEntry& now, const EntryChange& change,
                   const Acceptance* acceptance) {
  GateCheck check = check_for(now);
  check.figures = {{"max_ulp", now.max_ulp}, {"old_max_ulp", old.max_ulp}, {"n", now.n}};
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i)
    if (old.wrong[i] != 0 || now.wrong[i] != 0) {
      check.figures.emplace_back(wrong_verdicts[i], now.wrong[i]);
      check.figures.emplace_back("old_" + std::string(wrong_verdicts[i]), old.wrong[i]);
    }
  check.input_bits = now.input_bits;
  check.got_bits = now.got_bits;
  check.want_bits = now.want_bits;
  if (old.input_bits == now.input_bits) check.old_bits = old.got_bits;
  if (change.judgement == Judgement::worse) {
    check.verdict = CheckVerdict::failed;
    check.severity = change.severity;
    check.finding = fmt::format("worse than accepted on {} inputs: {}; {}; {}", now.inputs, change.words,
                                witness_in_words(now), old_in_words(old, now, acceptance));
  } else if (change.judgement == Judgement::incomparable) {
    check.verdict = CheckVerdict::missing;
    check.finding = fmt::format("{} inputs: {}", now.inputs, change.words);
  } else {
    check.verdict = CheckVerdict::passed;
    if (change.judgement == Judgement::better) check.finding = "better than accepted: " + change.words;
  }
  return check;
}

// Why the run has no figures for an entry.
std::string absence(const Run& run, const AccuracyEntry& entry) {
  for (const Record& record : run.records)
    if (record.kind == RecordKind::accuracy && record.id() == entry.id && record.text("status") != "ok")
      return fmt::format("the row {}: {}", record.text("status"), record.text("reason"));
  for (const Omission& omission : run.omissions)
    if (omission.id == entry.id) return omission.reason;
  return run.complete ? "the run has no such row" : "the run was interrupted before";
}

// One line an id, however many of its inputs got better.
class Improvements {
 public:
  void add(const AccuracyEntry& entry, const EntryChange& change) {
    Improved& improved = by_id_[entry.id];
    if (entry.is_corpus()) ++improved.corpus;
    else improved.words += fmt::format("{}{} {}", improved.words.empty() ? "" : "; ", entry.inputs, change.words);
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const auto& [id, improved] : by_id_) {
      std::string words = improved.words;
      if (improved.corpus > 0)
        words += fmt::format("{}{} corpus input{}", words.empty() ? "" : "; ", improved.corpus,
                             improved.corpus == 1 ? "" : "s");
      lines.push_back(fmt::format("{}: {}: softplus-bench baseline accept '{}' --why ...", id, words, id));
    }
    return lines;
  }

 private:
  struct Improved {
    std::string words;
    int corpus = 0;
  };
  std::map<std::string, Improved> by_id_;
};

}  // namespace

EntryChange change_between(const AccuracyEntry& accepted, const AccuracyEntry& measured) {
  EntryChange result;
  if (result.words = why_incomparable(accepted, measured); !result.words.empty()) {
    result.judgement = Judgement::incomparable;
    return result;
  }
  bool worse = false;
  bool better = false;
  const auto say = [&](std::string text) { result.words += (result.words.empty() ? "" : ", ") + std::move(text); };
  const long double old_ulp = ulp_of(accepted);
  const long double new_ulp = ulp_of(measured);
  if (old_ulp != new_ulp) {
    (new_ulp > old_ulp ? worse : better) = true;
    say(fmt::format("{} -> {} ulp", ulp_in_words(accepted), ulp_in_words(measured)));
    if (new_ulp > old_ulp) result.severity = static_cast<double>(new_ulp - std::max(old_ulp, 0.0L));
  }
  std::int64_t most = 0;
  for (std::size_t i = 0; i < wrong_verdicts.size(); ++i) {
    const std::int64_t growth = measured.wrong[i] - accepted.wrong[i];
    if (growth == 0) continue;
    (growth > 0 ? worse : better) = true;
    say(fmt::format("{} {} -> {}", words_of_wrong[i], accepted.wrong[i], measured.wrong[i]));
    if (growth > most) {
      most = growth;
      result.column = wrong_verdicts[i];
    }
  }
  result.severity = std::max(result.severity, static_cast<double>(most));
  result.judgement = worse ? Judgement::worse : better ? Judgement::better : Judgement::same;
  return result;
}

SnapshotVerdicts judge_snapshot(const Run& run, const AccuracySnapshot& snapshot,
                                const std::function<bool(const std::string&)>& asked) {
  SnapshotVerdicts verdicts;
  Improvements improvements;
  const std::vector<AccuracyEntry> measured = entries_of(run);
  const auto miss = [&](const AccuracyEntry& entry) {
    if (!asked(entry.id)) return;
    GateCheck check = check_for(entry);
    check.finding = fmt::format("in the snapshot ({}), and not compared: {}", entry.inputs, absence(run, entry));
    verdicts.checks.push_back(std::move(check));
  };
  std::vector<bool> found(snapshot.entries.size());
  for (const AccuracyEntry& now : measured) {
    const auto old = std::lower_bound(snapshot.entries.begin(), snapshot.entries.end(), now, before);
    if (old == snapshot.entries.end() || before(now, *old)) {
      GateCheck check = check_for(now);
      check.verdict = CheckVerdict::skipped;
      check.finding = fmt::format("new: not in the snapshot ({}, {} ulp)", now.inputs, ulp_in_words(now));
      verdicts.checks.push_back(std::move(check));
      ++verdicts.unknown;
      continue;
    }
    found[static_cast<std::size_t>(old - snapshot.entries.begin())] = true;
    const EntryChange change = change_between(*old, now);
    verdicts.checks.push_back(compared(*old, now, change, snapshot.find(old->accepted)));
    if (change.judgement == Judgement::better) improvements.add(now, change);
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!found[i]) miss(snapshot.entries[i]);
  std::stable_sort(verdicts.checks.begin(), verdicts.checks.end(), [](const GateCheck& a, const GateCheck& b) {
    return std::tie(a.id, a.conditions) < std::tie(b.id, b.conditions);
  });
  verdicts.proposals = improvements.lines();
  return verdicts;
}

}  // namespace softplus_bench
