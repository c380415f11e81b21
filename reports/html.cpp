#include "reports/html.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "reports/html/deflate.hpp"
#include "reports/html/markup.hpp"
#include "reports/html/page_data.hpp"
#include "reports/html/sections.hpp"
#include "reports/page_text.hpp"
#include "reports/properties.hpp"
#include "reports/texts.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

struct Section {
  std::string_view id;
  std::string_view link;
  std::function<void(const View&, std::string&)> write;
  bool shown;
};

// What was not asked for has no section.
std::vector<Section> sections_of(const Run& run, const Comparison* comparison) {
  using namespace html;
  const auto any = [&](auto&& wanted) { return std::any_of(run.records.begin(), run.records.end(), wanted); };
  const bool other =
      any([](const Record& r) { return r.kind == RecordKind::properties || r.kind == RecordKind::claims; });
  const bool values = !other || any([](const Record& r) { return r.kind == RecordKind::accuracy; });
  const bool speed = !other || any([](const Record& r) { return r.kind == RecordKind::speed; });
  const bool properties = any([](const Record& r) { return is_measured_property(r); });
  return {{"verdict", "Verdict", verdict_section, values || speed},
          {"choose", "Choose", choose_section, values},
          {"error-versus-x", "Error versus x", error_section, values},
          {"distribution", "Distribution", distribution_section, values},
          {"regions", "Regions", region_section, values},
          {"speed", "Speed", speed_section, speed},
          {"properties", "Properties", properties_section, properties},
          {"claims", "Claims", claims_section, values},
          {"texts", "What the texts say", texts_section, !sayings_of(run).empty()},
          {"tables", "Tables", tables_section, values},
          {"changes", "Changes", [=](const View& view, std::string& page) { changes_section(view, comparison, page); },
           true},
          {"method", "Method", method_section, true}};
}

// Bytes of the whole page.
std::size_t size_for(const View& view) {
  std::size_t rows = 0;
  for (const Group& group : view.groups) rows += group.rows.size();
  return std::clamp<std::size_t>(6000 * rows, 1'450'000, 5'800'000);
}

}  // namespace

void write_html(const Run& run, std::ostream& out, const PageExtras& extras) {
  using namespace html;
  const View view = view_of(run);
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n";
  add(page,
      "<title>softplus-bench: {} {}</title>\n<style>{}{}</style>\n"
      "<script>document.documentElement.classList.add('js')</script>\n</head>\n<body>\n",
      escape(run.suite), escape(run.run_id), dygraphs_style, page_style);
  const Rounding rounding = rounding_of(run);
  const std::string mode = rounding == Rounding::nearest ? "" : fmt::format(" · rounding {}", words_of(rounding));
  add(page, "<header><h1>softplus-bench <small>{}{}</small></h1>\n<p>run <code>{}</code> · <code>{}</code></p>\n",
      words(run.suite), mode, words(run.run_id), words(run.command, prose));
  std::optional<Comparison> comparison;
  if (extras.against != nullptr) comparison = compare_runs(*extras.against, run);
  const std::vector<Section> sections = sections_of(run, comparison ? &*comparison : nullptr);
  page += "<nav aria-label=Sections>";
  for (const Section& each : sections)
    if (each.shown) add(page, "{}<a href=#{}>{}</a>", page.ends_with("Sections>") ? "" : " ", each.id, each.link);
  page += "</nav>\n</header>\n<main>\n";
  for (const Section& each : sections)
    if (each.shown) each.write(view, page);
  page += "</main>\n";
  const std::string program = fmt::format("{}\n(() => {{\n'use strict';\n{}}})();\n", dygraphs_script, page_script);
  std::string scripts = deflated_element("page-program", program);
  add(scripts, "<script>{}{}</script>\n</body>\n</html>\n", dygraphs_licence, page_boot);
  const std::size_t used = page.size() + scripts.size();
  const std::size_t budget = size_for(view);
  out << page << page_data(view, extras, budget > used ? budget - used : 0) << scripts;
}

}  // namespace softplus_bench
