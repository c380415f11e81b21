// report: render a stored run again, without measuring anything.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <optional>
#include <sstream>

#include "cli/page_extras.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/comparison_text.hpp"
#include "reports/csv.hpp"
#include "reports/file.hpp"
#include "reports/html.hpp"
#include "reports/markdown.hpp"
#include "reports/terminal.hpp"

namespace softplus_bench::cli {
namespace {

struct ReportOptions {
  std::string folder;
  std::string against;
  std::string html;
  std::string md;
  std::size_t md_bytes = default_markdown_bytes;
  std::string csv;
};

void write_tables(const Run& run, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw io_error("cannot make the folder", folder, error.value());
  for (const RecordKind kind : all_record_kinds) {
    std::ostringstream text;
    write_csv(run, kind, text);
    write_file(folder / fmt::format("{}.csv", name_of(kind)), text.str());
  }
}

void report(const ReportOptions& options) {
  if (options.html == "-") throw UsageError("--html: '-' is no file; give the page a name, e.g. --html report.html");
  if (options.md_bytes < least_markdown_bytes)
    throw UsageError(fmt::format("--md-bytes: {} is too few; give {} or more", options.md_bytes, least_markdown_bytes));
  const Run run = load_run(options.folder);
  std::optional<Run> baseline;
  if (!options.against.empty()) baseline = load_run(options.against);
  const Run* against = baseline ? &*baseline : nullptr;
  const bool default_files = options.html.empty() && options.md.empty() && options.csv.empty();
  std::filesystem::path html = options.html;
  if (default_files) html = std::filesystem::path(options.folder) / "report.html";
  if (!html.empty()) {
    std::ostringstream page;
    PageExtras extras = page_extras(run);
    extras.against = against;
    write_html(run, page, extras);
    write_file(html, page.str());
  }
  if (!options.csv.empty()) write_tables(run, options.csv);
  if (!options.md.empty()) {
    const std::string text = markdown(run, against, options.md_bytes);
    if (options.md == "-") print(text);
    else write_file(options.md, text);
  }
  if (!default_files) return;
  const TableOptions table_options{terminal_width(), use_color(ColorChoice::automatic, STDOUT_FILENO)};
  std::ostringstream table;
  write_table(run, table, table_options);
  if (against != nullptr) table << comparison_text(compare_runs(*against, run), table_options, 5);
  print(table.str() + fmt::format("report: {}\n", html.string()));
}

}  // namespace

void add_report(CLI::App& app, int& code) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* verb = app.add_subcommand("report", "Render a stored run again; measures nothing");
  verb->add_option("folder", options->folder, "the folder that 'run -o' wrote")->type_name("DIR")->required();
  verb->add_option("--html", options->html, "write the HTML page to this file")->type_name("FILE");
  verb->add_option("--md", options->md, "write a summary in Markdown, as for a pull request; - is stdout")
      ->type_name("FILE");
  verb->add_option("--md-bytes", options->md_bytes, "at most so much of it (bytes)")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40))
      ->capture_default_str();
  verb->add_option("--against", options->against, "also say what changed since this earlier run")->type_name("DIR");
  verb->add_option("--csv", options->csv, "write accuracy.csv, speed.csv and the others into this folder")
      ->type_name("DIR");
  verb->footer(
      "Without --html, --md and --csv: prints the table and writes report.html into the run's folder.\n"
      "Example:\n  softplus-bench report out/latest --against out/before --html report.html --md -");
  verb->callback([options, &code] {
    report(*options);
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
