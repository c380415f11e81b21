#include "reports/snapshot_judging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "reports/comparison_side.hpp"
#include "reports/notation.hpp"

namespace softplus_bench {
namespace {

std::string bits_in_words(const AccuracyEntry& entry, const std::string& bits) {
  if (bits.empty()) return "not recorded";
  const FormatTraits* format = find_format(entry.format());
  return fmt::format("{} ({}, {})", decimal_of(format, bits), hex_of(format, bits), bits);
}

// A range of a set of inputs is no longer that set, whatever the numbers.
std::string range_of(const Run& run) {
  const std::string request = fact(run.identity, "request");
  const auto start = request.find("--range=");
  return start == std::string::npos ? "" : request.substr(start, request.find(' ', start) - start);
}

std::string witness_in_words(const AccuracyEntry& now, const WrongOutput& wrong) {
  return fmt::format("x = {}, got {}, want {}", bits_in_words(now, wrong.input_bits),
                     bits_in_words(now, wrong.got_bits), bits_in_words(now, wrong.want_bits));
}

// Where what got worse can be seen: the largest error of the row or of the region, or the first wrong output.
WrongOutput witness_of(const AccuracyEntry& now, const EntryChange& change, const FindWrong& find_wrong) {
  for (const RegionMaximum& each : now.regions)
    if (each.region == change.region) return {each.input_bits, each.got_bits, each.want_bits};
  if (!change.column.empty() && !change.larger && find_wrong)
    if (auto found = find_wrong(now, change.column)) return *std::move(found);
  if (!change.column.empty() && !change.larger) return {};
  return {now.input_bits, now.got_bits, now.want_bits};
}

std::string old_in_words(const AccuracyEntry& old, const WrongOutput& now, const Acceptance* acceptance) {
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

void fail(GateCheck& check, const AccuracyEntry& old, const AccuracyEntry& now, const EntryChange& change,
          const Acceptance* acceptance, const FindWrong& find_wrong) {
  const WrongOutput wrong = witness_of(now, change, find_wrong);
  const bool first = !change.larger && !wrong.input_bits.empty();
  check.verdict = CheckVerdict::failed;
  check.severity = change.severity;
  check.finding =
      fmt::format("worse than accepted on {} inputs: {}; {}{}; {}", now.inputs, change.words,
                  first ? "the first at " : "at ", witness_in_words(now, wrong), old_in_words(old, wrong, acceptance));
  check.input_bits = wrong.input_bits;
  check.got_bits = wrong.got_bits;
  check.want_bits = wrong.want_bits;
  check.old_bits = old.input_bits == wrong.input_bits ? old.got_bits : "";
}

GateCheck compared(const AccuracyEntry& old, const AccuracyEntry& now, const EntryChange& change,
                   const Acceptance* acceptance, const FindWrong& find_wrong) {
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
    fail(check, old, now, change, acceptance, find_wrong);
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

SnapshotVerdicts judge_snapshot(const Run& run, const AccuracySnapshot& snapshot,
                                const std::function<bool(const std::string&)>& asked, const FindWrong& find_wrong) {
  SnapshotVerdicts verdicts;
  Improvements improvements;
  const std::vector<AccuracyEntry> measured = entries_of(run);
  const std::string range = range_of(run);
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
      check.finding =
          fmt::format("new: not in the snapshot ({}, {} ulp)", now.inputs, now.max_ulp.empty() ? "no" : now.max_ulp);
      verdicts.checks.push_back(std::move(check));
      ++verdicts.unknown;
      continue;
    }
    found[static_cast<std::size_t>(old - snapshot.entries.begin())] = true;
    EntryChange change = change_between(*old, now);
    if (!range.empty()) change = {Judgement::incomparable, "measured with " + range, 0, false, "", ""};
    verdicts.checks.push_back(compared(*old, now, change, snapshot.find(old->accepted), find_wrong));
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
