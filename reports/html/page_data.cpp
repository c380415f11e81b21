#include "reports/html/page_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/text.hpp"
#include "reports/bins.hpp"
#include "reports/html/deflate.hpp"
#include "reports/html/markup.hpp"
#include "reports/notation.hpp"
#include "reports/record_json.hpp"

namespace softplus_bench::html {
namespace {

template <class Items, class Text>
std::string array_of(const Items& items, Text text_of_item) {
  std::string result = "[";
  for (const auto& item : items) (result += text_of_item(item)) += ',';
  if (result.back() == ',') result.back() = ']';
  else result += ']';
  return result;
}

std::string quoted(std::string_view text) { return json_of(text); }

// How much of the records a page carries: on a page of some thousand rows all digits of all columns would take the room
// of everything else.
enum class Detail : bool { all, shown };

// Neither shown by the page nor needed to find and reproduce what is.
bool is_left_out(RecordKind kind, std::string_view column) {
  static constexpr std::array names = std::to_array<std::string_view>(
      {"rms_ulp", "bias_ulp", "min_signed_ulp", "max_signed_ulp", "max_relative_eps", "max_integer_ulp",
       "max_ulp_input_hex", "conditioning_excess", "elements_per_second", "reproduce"});
  return std::find(names.begin(), names.end(), column) != names.end() ||
         (kind == RecordKind::properties && column == "statement");
}

std::string value_json(const Record& record, std::string_view column, Detail detail) {
  const Value& value = record[column];
  const auto* x = std::get_if<double>(&value);
  if (detail == Detail::all || x == nullptr || !std::isfinite(*x) || column == "max_ulp") return json_of(value);
  return fmt::format("{:.5g}", *x);
}

std::string columns_json(const std::vector<const Record*>& records, RecordKind kind, Detail detail) {
  std::string result = "{";
  for (const std::string_view column : columns(kind)) {
    if (detail == Detail::shown && is_left_out(kind, column)) continue;
    const bool any = std::any_of(records.begin(), records.end(), [&](const Record* r) { return r->has(column); });
    if (!any && column != "schema_version") continue;
    add(result, "\"{}\":{},", column, array_of(records, [&](const Record* r) {
          return r->has(column) ? value_json(*r, column, detail) : std::string("null");
        }));
  }
  result.back() = '}';
  return result;
}

std::string_view words_of(const ClaimVerdict* claim) {
  if (claim == nullptr) return "no claim";
  switch (claim->verdict) {
    case Verdict::passed: return "met";
    case Verdict::failed: return "broken";
    case Verdict::missing: return "not compared";
    case Verdict::skipped: break;
  }
  return "no claim";
}

using Numbers = std::map<const Record*, std::size_t>;  // a record's place among those of its kind

std::string row_json(const Row& row, std::size_t group, const Numbers& numbers) {
  const auto number = [&](const Record* r) { return r == nullptr ? "null" : std::to_string(numbers.at(r)); };
  const Record* any = row.accuracy != nullptr ? row.accuracy : row.speed;
  const auto text = [&](std::string_view column) { return quoted(any == nullptr ? "" : any->text(column)); };
  return fmt::format(R"({{"id":{},"group":{},"label":{},"implementation":{},"target":{},"parameters":{},"accuracy":{},)"
                     R"("sample":{},"speed":{},"envelope":{},"claim":"{}"}})",
                     quoted(row.id), group, quoted(row.label), text("implementation"), text("target"),
                     text("parameters"), number(row.accuracy), number(row.sample), number(row.speed),
                     number(row.envelope), words_of(row.claim));
}

std::string landmarks_json(const Landmarks& l) {
  const FormatTraits& f = *find_format(l.format);
  const auto bits = [&](std::uint64_t b) { return quoted(bits_text(f, b)); };
  return fmt::format(
      R"({{"function":{},"format":{},"parameters":{},"regions":{},"kappa_bits":{},"kappa":{}}})", quoted(l.function),
      quoted(l.format), quoted(l.parameters),
      array_of(l.regions,
               [&](const RegionSpan& r) {
                 return fmt::format(R"({{"region":{},"first_bits":{},"last_bits":{}}})", quoted(r.region),
                                    bits(bits_at_ordinal(f, r.first)), bits(bits_at_ordinal(f, r.last)));
               }),
      array_of(l.kappa_bits, bits), array_of(l.kappa, [](double k) { return fmt::format("{:.4g}", k); }));
}

// Only of what the run has.
std::string extras_json(const View& view, const PageExtras& extras) {
  std::string landmarks;
  for (const Landmarks& l : extras.landmarks)
    if (std::any_of(view.groups.begin(), view.groups.end(),
                    [&](const Group& g) { return g.function == l.function && g.format == l.format; }))
      landmarks += (landmarks.empty() ? "" : ",") + landmarks_json(l);
  std::string thresholds;
  for (const Group& group : view.groups)
    for (const Row& row : group.rows)
      for (const auto& [id, at] : extras.thresholds)
        if (id == row.id && group.traits != nullptr)
          add(thresholds, R"({}{{"row":{},"at":{}}})", thresholds.empty() ? "" : ",", row.number,
              array_of(at, [&](std::uint64_t b) { return quoted(bits_text(*group.traits, b)); }));
  return fmt::format(R"("landmarks":[{}],"thresholds":[{}])", landmarks, thresholds);
}

std::string run_json(const View& view, const PageExtras& extras, Detail detail) {
  const Run& run = *view.run;
  Numbers numbers;
  std::string records;
  for (const RecordKind kind : all_record_kinds) {
    std::vector<const Record*> of_kind;
    for (const Record& r : run.records)
      if (r.kind == kind) numbers[&r] = of_kind.size(), of_kind.push_back(&r);
    add(records, "{}\"{}\":{}", records.empty() ? "" : ",", name_of(kind), columns_json(of_kind, kind, detail));
  }
  std::string rows;
  for (const Group& group : view.groups)
    for (const Row& row : group.rows)
      rows += (rows.empty() ? "" : ",") + row_json(row, static_cast<std::size_t>(&group - view.groups.data()), numbers);
  return fmt::format(
      R"({{"schema_version":{},"detail":"{}","run_id":{},"suite":{},"command":{},"complete":{},"identity":{},"circumstances":{},)"
      R"("reference":{},"omissions":{},"groups":{},"rows":[{}],"records":{{{}}},{}}})",
      schema_version, detail == Detail::all ? "all" : "shown", quoted(run.run_id), quoted(run.suite),
      quoted(run.command), run.complete, json_of(run.identity), json_of(run.circumstances), json_of(run.reference),
      array_of(run.omissions, [](const Omission& o) { return json_of(o); }),
      array_of(view.groups,
               [](const Group& g) {
                 return fmt::format(R"({{"function":{},"format":{}}})", quoted(g.function), quoted(g.format));
               }),
      rows, records, extras_json(view, extras));
}

// Upwards, to five digits: no bin is drawn below its error, and a fifth of the bytes. Half an ULP stays half an ULP.
double rounded_up(double x) {
  if (!std::isfinite(x) || x == 0) return x;
  const std::string text = fmt::format("{:.4e}", x);
  const double rounded = std::stod(text);
  const double last_digit = std::stod("1e" + text.substr(text.find('e') + 1)) * 1e-4;
  return rounded >= x ? rounded : std::stod(fmt::format("{:.4e}", rounded + last_digit));
}

std::string number_text(double x) { return std::isfinite(x) ? fmt::format("{}", x) : "\"" + shortest(x) + "\""; }

std::string envelope_json(const FormatTraits& f, const std::vector<EnvelopeBin>& bins, double max_ulp) {
  const auto bits = [&](std::uint64_t EnvelopeBin::*member) {
    return array_of(bins, [&](const EnvelopeBin& b) { return quoted(bits_text(f, b.*member)); });
  };
  const auto count = [&](std::uint64_t EnvelopeBin::*member) {
    return array_of(bins, [&](const EnvelopeBin& b) { return std::to_string(b.*member); });
  };
  const bool with_outputs = std::any_of(bins.begin(), bins.end(), [](auto& b) { return b.argmax_want_bits != 0; });
  const bool pairs = std::any_of(bins.begin(), bins.end(), [](auto& b) { return b.argmax_x2_bits != 0; });
  return fmt::format(
      R"({{"first_bits":{},"last_bits":{},"n":{},"max_ulp":{},"mean_ulp":{},"argmax_bits":{},{}{}"n_unscored":{}}})",
      bits(&EnvelopeBin::first_bits), bits(&EnvelopeBin::last_bits), count(&EnvelopeBin::n),
      // The largest is what accuracy.csv has, and no other bin may reach it by being rounded.
      array_of(
          bins,
          [&](auto& b) { return number_text(rounded_up(b.max_ulp) < max_ulp ? rounded_up(b.max_ulp) : b.max_ulp); }),
      array_of(bins,
               [](auto& b) {
                 return std::isfinite(b.mean_ulp) ? fmt::format("{:.3g}", b.mean_ulp) : number_text(b.mean_ulp);
               }),
      bits(&EnvelopeBin::argmax_bits),
      with_outputs ? fmt::format(R"("argmax_got_bits":{},"argmax_want_bits":{},)", bits(&EnvelopeBin::argmax_got_bits),
                                 bits(&EnvelopeBin::argmax_want_bits))
                   : "",
      pairs ? fmt::format(R"("argmax_x2_bits":{},)", bits(&EnvelopeBin::argmax_x2_bits)) : "",
      count(&EnvelopeBin::n_unscored));
}

std::string envelopes(const View& view, std::size_t most_bins) {
  std::string elements;
  for (std::size_t i = 0; i < view.groups.size(); ++i) {
    const Group& group = view.groups[i];
    std::string rows;
    for (const Row& row : group.rows)
      if (row.envelope != nullptr && group.traits != nullptr)
        add(rows, "{}\"{}\":{}", rows.empty() ? "{" : ",", row.number,
            envelope_json(*group.traits, merged_bins(row.envelope->envelope, most_bins),
                          row.envelope->number("max_ulp")));
    if (!rows.empty()) elements += deflated_element(fmt::format("envelopes-{}", i), rows + "}");
  }
  return elements;
}

}  // namespace

std::string page_data(const View& view, const PageExtras& extras, std::size_t budget) {
  constexpr std::size_t all = 1U << 20U;
  constexpr std::size_t few = 16;
  std::string page = deflated_element("page-data", run_json(view, extras, Detail::all));
  if (page.size() > budget / 2) page = deflated_element("page-data", run_json(view, extras, Detail::shown));
  const std::size_t room = budget > page.size() ? budget - page.size() : 0;
  // The size grows nearly as the number of bins does: from a small one the right one is estimated.
  const std::string small = envelopes(view, few);
  std::size_t most = small.empty() ? few : std::min(all, few * room / small.size());
  std::string best = small;
  for (; most > few; most = most * 9 / 10) {
    std::string next = envelopes(view, most);
    if (next.size() > room) continue;
    best = std::move(next);
    break;
  }
  return page + best;
}

}  // namespace softplus_bench::html
