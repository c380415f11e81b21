#include "reports/choose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/rounding.hpp"
#include "core/text.hpp"
#include "reports/display.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

std::string id_without_region(const Record& r) {
  const std::string id = r.id();
  return id.substr(0, id.find('@'));
}

bool is_ok(const Record& r) { return r.text("status") == "ok"; }

bool is_of(const Record& r, const ChooseRequest& request) {
  return r.text("function") == request.function && r.text("format") == request.format->name;
}

bool is_timed_so(const Record& r, const ChooseRequest& request) {
  return r.text("metric") == request.metric && r.text("footprint") == request.footprint &&
         r.text("input_mix") == request.input_mix && r.integer("in_place") == 0 && r.integer("threads") == 1 &&
         r.text("layout").empty() && r.number("ns_per_element") > 0;
}

// Of rounding to nearest, as runs of before there were modes are.
bool is_to_nearest(const Record& r) { return r.text("rounding").empty() || r.text("rounding") == "nearest"; }

bool is_overall(const Record& r) { return r.text("region").empty() || r.text("region") == "overall"; }

// Inputs with a result that can be judged lie between the infinities.
struct Span {
  std::int64_t first;
  std::int64_t last;
  bool holds(std::int64_t place) const { return first <= place && place <= last; }
  bool meets(std::int64_t from, std::int64_t to) const { return from <= last && first <= to; }
};

Span span_of(const ChooseRequest& request) {
  const FormatTraits& f = *request.format;
  const auto most = static_cast<std::int64_t>(f.max_finite_bits());
  return {std::max(ordinal(f, request.domain->first), -most), std::min(ordinal(f, request.domain->second), most)};
}

class Judge {
 public:
  Judge(const ChooseRequest& request, Candidate& candidate) : request_(request), candidate_(candidate) {
    candidate.max_ulp = std::numeric_limits<double>::quiet_NaN();
  }

  // Every accuracy record of the implementation.
  void judge(const std::vector<const Record*>& records) {
    const auto most = static_cast<std::int64_t>(f().max_finite_bits());
    is_covered(records, request_.domain ? span_of(request_) : Span{-most, most});
    if (request_.domain) on_domain(records);
    else
      for (const Record* r : records)
        if (is_overall(*r)) whole(*r);
    if (std::isnan(candidate_.max_ulp))
      object(request_.domain ? "no error was measured on the domain" : "no error was measured");
    if (candidate_.objection.empty() && !(candidate_.max_ulp <= request_.max_ulp))
      object(fmt::format("error {} ULP", display_ulp(candidate_.max_ulp)));
  }

 private:
  const FormatTraits& f() const { return *request_.format; }
  void object(std::string why) {
    if (candidate_.objection.empty()) candidate_.objection = std::move(why);
  }
  void rests_on(const Record& r, std::int64_t n) {
    const std::string inputs = r.text("inputs");
    if (candidate_.inputs.find(inputs) == std::string::npos)
      candidate_.inputs += (candidate_.inputs.empty() ? "" : " + ") + inputs;
    candidate_.n += n;
  }
  // A larger error than those before.
  bool exceeds(double ulp) const { return std::isnan(candidate_.max_ulp) || ulp > candidate_.max_ulp; }
  void worst(double ulp, std::string input, std::string bits, bool beyond) {
    candidate_.max_ulp = ulp;
    candidate_.worst_input = std::move(input);
    candidate_.worst_bits = std::move(bits);
    candidate_.beyond = beyond;
  }
  void worst(const Record& r) {
    if (const double ulp = ulp_of(r, "max_ulp"); exceeds(ulp))
      worst(ulp, r.text("max_ulp_input"), r.text("max_ulp_input_bits"), false);
  }

  static std::string words_of(const Failures& failures) {
    std::string words;
    const auto say = [&](std::int64_t n, const char* what) {
      if (n > 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", display_short_count(n), what);
    };
    say(failures.nan, "wrong NaN");
    say(failures.infinity, "wrong infinity");
    say(failures.sign, "wrong sign");
    return words;
  }

  void whole(const Record& r) {
    rests_on(r, r.integer("n"));
    worst(r);
    if (const Failures failures = failures_of(r); failures.any_wrong()) object(fmt::format("{}", words_of(failures)));
  }

  void on_domain(const std::vector<const Record*>& records) {
    const Span domain = span_of(request_);
    bool all_tried = false;
    for (const Record* r : records)
      if (!r->envelope.empty()) {
        envelope(*r, domain);
        all_tried = all_tried || r->text("inputs") == "exhaustive";
      }
    for (const Record* r : records)
      if (!is_overall(*r)) region(*r, domain);
    for (const Record* r : records)
      if (is_overall(*r) && r->envelope.empty()) unplaced(*r, domain, all_tried);
  }

  // Some input set reaches from end to end: of a run with --range the bins end where the range does.
  void is_covered(const std::vector<const Record*>& records, const Span& domain) {
    const Record* widest = nullptr;
    const auto length = [&](const Record& r) {
      return ordinal(f(), r.envelope.back().last_bits) - ordinal(f(), r.envelope.front().first_bits);
    };
    for (const Record* r : records) {
      if (r->envelope.empty()) continue;
      if (ordinal(f(), r->envelope.front().first_bits) <= domain.first &&
          ordinal(f(), r->envelope.back().last_bits) >= domain.last)
        return;
      if (widest == nullptr || length(*r) > length(*widest)) widest = r;
    }
    if (widest != nullptr)
      object(fmt::format("measured on [{}, {}] only", decimal_text(f(), widest->envelope.front().first_bits),
                         decimal_text(f(), widest->envelope.back().last_bits)));
    else if (!records.empty()) object("only " + records.front()->text("inputs") + " inputs were measured");
  }

  void envelope(const Record& r, const Span& domain) {
    std::int64_t n = 0;
    for (const EnvelopeBin& bin : r.envelope) {
      if (!domain.meets(ordinal(f(), bin.first_bits), ordinal(f(), bin.last_bits))) continue;
      n += static_cast<std::int64_t>(bin.n + bin.n_unscored);
      if (bin.n_unscored > 0)
        object(fmt::format("wrong NaN or infinity for x in [{}, {}]", decimal_text(f(), bin.first_bits),
                           decimal_text(f(), bin.last_bits)));
      if (bin.n > 0 && exceeds(bin.max_ulp))
        worst(bin.max_ulp, decimal_text(f(), bin.argmax_bits), bits_text(f(), bin.argmax_bits),
              !domain.holds(ordinal(f(), bin.argmax_bits)));
    }
    rests_on(r, n);
  }

  // A result of the wrong sign is at least the least number away from zero, and the exact one beyond zero: an error
  // above 1 ULP.
  void region(const Record& r, const Span& domain) {
    if (candidate_.max_ulp > request_.max_ulp) return;  // which says more
    const std::string name = r.text("region");
    if (name == "special") return;  // NaNs and infinities, which are on no domain; zeros have bins
    const bool meets = std::any_of(request_.regions.begin(), request_.regions.end(), [&](const RegionSpan& span) {
      return span.region == name && domain.meets(span.first, span.last);
    });
    const bool known = std::any_of(request_.regions.begin(), request_.regions.end(),
                                   [&](const RegionSpan& span) { return span.region == name; });
    if (known && !meets) return;
    if (r.integer("n_wrong_sign") > 0 && candidate_.max_ulp > 1)
      object(fmt::format("{} wrong sign in the region {}", display_short_count(r.integer("n_wrong_sign")), name));
    if (const std::int64_t n = r.integer("n_early_overflow") + r.integer("n_missed_overflow"); n > 0)
      object(fmt::format("{} wrong overflow in the region {}", display_short_count(n), name));
  }

  void unplaced(const Record& r, const Span& domain, bool all_tried) {
    const std::string bits = r.text("max_ulp_input_bits");
    const auto input = parse_bits(f(), std::string_view(bits).substr(0, bits.find(';')));
    if (input && !is_nan(f(), *input) && domain.holds(ordinal(f(), *input))) {
      rests_on(r, r.integer("n"));
      worst(r);
    }
    if (all_tried || candidate_.max_ulp > request_.max_ulp) return;
    if (const Failures failures = failures_of(r); failures.any_wrong())
      object(fmt::format("{} among {} inputs of unknown place", words_of(failures), r.text("inputs")));
  }

  const ChooseRequest& request_;
  Candidate& candidate_;
};

bool is_on_target(const Record& r, const ChooseRequest& request) {
  return request.targets.empty() ||
         std::find(request.targets.begin(), request.targets.end(), r.text("target")) != request.targets.end();
}

std::string what_is_missing(const Run& run, const ChooseRequest& request) {
  bool accuracy = false;
  bool speed = false;
  std::vector<std::string> conditions;
  for (const Record& r : run.records) {
    if (!is_of(r, request) || !is_ok(r) || !is_on_target(r, request)) continue;
    accuracy = accuracy || r.kind == RecordKind::accuracy;
    if (r.kind != RecordKind::speed) continue;
    speed = true;
    const std::string words = conditions_of(r).words();
    if (std::find(conditions.begin(), conditions.end(), words) == conditions.end()) conditions.push_back(words);
  }
  std::string what = request.function + " " + std::string(request.format->name);
  if (!request.targets.empty()) what += fmt::format(" on {}", fmt::join(request.targets, " or "));
  if (!accuracy && !speed) return "the run has no rows of " + what;
  if (!speed) return "the run has no times of " + what;
  if (!accuracy) return "the run has no errors of " + what;
  return fmt::format("the run has no times of {} under {}, {}, {}; there are: {}", what, request.metric,
                     request.footprint, request.input_mix, fmt::join(conditions, "; "));
}

}  // namespace

bool Candidate::lower_bound() const { return inputs.find("exhaustive") == std::string::npos; }

Choice choose(const Run& run, const ChooseRequest& request) {
  Choice choice;
  for (const Record& speed : run.records) {
    if (speed.kind != RecordKind::speed || !is_of(speed, request) || !is_ok(speed) || !is_timed_so(speed, request) ||
        !is_on_target(speed, request))
      continue;
    Candidate candidate;
    candidate.id = speed.id();
    candidate.speed = &speed;
    std::vector<const Record*> records;
    for (const Record& r : run.records)
      if (r.kind == RecordKind::accuracy && is_to_nearest(r) && is_of(r, request) &&
          id_without_region(r) == candidate.id) {
        if (is_ok(r)) records.push_back(&r);
        else if (candidate.objection.empty()) candidate.objection = "its accuracy row " + r.text("status");
      }
    Judge(request, candidate).judge(records);
    (candidate.objection.empty() ? choice.keeping : choice.excluded).push_back(std::move(candidate));
  }
  const auto faster = [](const Candidate& a, const Candidate& b) {
    return a.speed->number("ns_per_element") < b.speed->number("ns_per_element");
  };
  std::stable_sort(choice.keeping.begin(), choice.keeping.end(), faster);
  std::stable_sort(choice.excluded.begin(), choice.excluded.end(), faster);
  if (choice.keeping.empty() && choice.excluded.empty()) choice.missing = what_is_missing(run, request);
  while (choice.told_apart < choice.keeping.size() &&
         choice.keeping[choice.told_apart].speed->number("ns_low") <= choice.keeping[0].speed->number("ns_high"))
    ++choice.told_apart;
  return choice;
}

}  // namespace softplus_bench
