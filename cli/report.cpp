// report: render a stored run again, without measuring anything.
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/page_extras.hpp"
#include "cli/run_folder.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "reports/csv.hpp"
#include "reports/file.hpp"
#include "reports/html.hpp"
#include "reports/terminal.hpp"

namespace softplus_bench::cli {
namespace {

struct Options {
  std::string folder;
  std::string html;
  std::string csv;
};

void report(const Options& options) {
  const Run run = load_run(options.folder);
  const bool default_files = options.html.empty() && options.csv.empty();
  std::filesystem::path html = options.html;
  if (default_files) html = std::filesystem::path(options.folder) / "report.html";
  if (!html.empty()) {
    std::ostringstream page;
    write_html(run, page, page_extras(run));
    write_file(html, page.str());
  }
  if (!options.csv.empty()) {
    std::error_code error;
    std::filesystem::create_directories(options.csv, error);
    if (error) throw io_error("cannot make the folder", options.csv, error.value());
    for (const RecordKind kind : all_record_kinds) {
      std::ostringstream text;
      write_csv(run, kind, text);
      write_file(std::filesystem::path(options.csv) / fmt::format("{}.csv", name_of(kind)), text.str());
    }
  }
  if (!default_files) return;
  std::ostringstream table;
  write_table(run, table, {terminal_width(), use_color(ColorChoice::automatic, STDOUT_FILENO)});
  print(table.str() + fmt::format("report: {}\n", html.string()));
}

}  // namespace

void add_report(CLI::App& app, int& code) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("report", "Render a stored run again; measures nothing");
  verb->add_option("folder", options->folder, "the folder that 'run -o' wrote")->type_name("DIR")->required();
  verb->add_option("--html", options->html, "write the HTML page to this file")->type_name("FILE");
  verb->add_option("--csv", options->csv, "write accuracy.csv and speed.csv into this folder")->type_name("DIR");
  verb->footer(
      "Without --html and --csv: prints the table and writes report.html into the run's folder.\n"
      "Example:\n  softplus-bench report out/latest --html report.html");
  verb->callback([options, &code] {
    report(*options);
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
