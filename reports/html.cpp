#include "reports/html.hpp"

#include <algorithm>
#include <ostream>
#include <string>

#include "reports/html/markup.hpp"
#include "reports/html/sections.hpp"
#include "reports/properties.hpp"
#include "reports/texts.hpp"
#include "reports/view.hpp"

namespace softplus_bench {
namespace {

constexpr std::string_view navigation =  // but for sections that not every run has
    "<nav aria-label=\"Sections\"><a href=\"#verdict\">Verdict</a> <a href=\"#choose\">Choose</a> "
    "<a href=\"#error-versus-x\">Error versus x</a> <a href=\"#distribution\">Distribution</a> "
    "<a href=\"#regions\">Regions</a> <a href=\"#speed\">Speed</a> <a href=\"#claims\">Claims</a> "
    "<a href=\"#tables\">Tables</a> <a href=\"#method\">Method</a></nav>\n";

}  // namespace

void write_html(const Run& run, std::ostream& out) {
  using namespace html;
  const View view = view_of(run);
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n";
  add(page, "<title>softplus-bench: {} {}</title>\n<style>{}</style>\n</head>\n<body>\n", escape(run.suite),
      escape(run.run_id), style_sheet);
  const Rounding rounding = rounding_of(run);
  const std::string mode = rounding == Rounding::nearest ? "" : fmt::format(" · rounding {}", words_of(rounding));
  add(page, "<header><h1>softplus-bench <small>{}{}</small></h1>\n<p>run <code>{}</code> · <code>{}</code></p>\n",
      escape(run.suite), mode, escape(run.run_id), escape(run.command));
  std::string links(navigation);
  const auto insert = [&](const char* before, const char* link) { links.insert(links.find(before), link); };
  if (std::any_of(run.records.begin(), run.records.end(), [](const Record& r) { return is_measured_property(r); }))
    insert("<a href=\"#claims\"", "<a href=\"#properties\">Properties</a> ");
  if (!sayings_of(run).empty()) insert("<a href=\"#tables\"", "<a href=\"#texts\">What the texts say</a> ");
  page += links;
  page += "</header>\n<main>\n";
  for (const auto section :
       {verdict_section, choose_section, error_section, distribution_section, region_section, speed_section,
        properties_section, claims_section, texts_section, tables_section, method_section})
    section(view, page);
  page += "</main>\n</body>\n</html>\n";
  out << page;
}

}  // namespace softplus_bench
