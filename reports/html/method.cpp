// Method and trust: where the figures come from, what was left out, and what each column means.
#include "reports/columns.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"

namespace softplus_bench::html {
namespace {

void facts(std::string_view title, std::string_view what, const Facts& list, std::string& page) {
  if (list.empty()) return;
  add(page, "<h3>{}</h3>\n<p>{}</p>\n<dl>\n", title, what);
  for (const auto& [name, text] : list) add(page, "<dt>{}<dd>{}\n", words(name), words(text, prose));
  page += "</dl>\n";
}

void left_out(const View& view, std::string& page) {
  page += "<h3>Not measured</h3>\n";
  if (view.not_run.empty() && view.run->omissions.empty()) {
    page += "<p>Everything that was asked for was measured.</p>\n";
    return;
  }
  page += table_start("Asked for and not measured", "", "Asked for and not measured", "row",
                      std::vector<Column>{{"status", Align::text}, {"reason", Align::text}});
  const auto row = [&](const std::string& id, const std::string& status, const std::string& reason) {
    add(page, "<tr><th>{}<td>{}<td class=wrap>{}\n", words(id), escape(status), words(reason, prose));
  };
  for (const Record* r : view.not_run) row(r->id(), r->text("status"), r->text("reason"));
  for (const Omission& o : view.run->omissions) row(o.id, "skipped", o.reason);
  page += table_end;
}

}  // namespace

void method_section(const View& view, std::string& page) {
  const Run& run = *view.run;
  section_start("method", "Method and trust", page);
  page +=
      "<p>The error of one output y is (y − f) / ulp(f), with f the exact real value, not a rounded reference, and "
      "ulp(f) "
      "the distance of numbers at f. Correct rounding scores at most 0.5, in a directed mode "
      "below 1. Maxima are printed rounded up and shares "
      "rounded "
      "down; the files beside this page have every digit.</p>\n";
  add(page, "<h3>Command</h3>\n<p><code>{}</code></p>\n", words(run.command, prose));
  add(page, "<p>run_id <code>{}</code>, suite {}, {}.</p>\n", words(run.run_id), words(run.suite),
      run.complete ? "complete" : "interrupted");
  facts("Identity", "What run_id is a hash of: equal identity gives equal accuracy figures.", run.identity, page);
  facts("Circumstances", "Where and when; speed depends on it.", run.circumstances, page);
  facts("Reference", "How the exact values were reached.", run.reference, page);
  left_out(view, page);
  page += "<h3>Columns</h3>\n";
  for (const RecordKind kind : all_record_kinds) {
    add(page, "<details><summary>Columns of {}.csv</summary>\n<dl>\n", name_of(kind));
    for (const auto column : columns(kind)) add(page, "<dt>{}<dd>{}\n", column, escape(definition_of(column)));
    page += "</dl></details>\n";
  }
  page += "</section>\n";
}

}  // namespace softplus_bench::html
