// corpus: the worst inputs known, and how hunted ones get among them.
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <map>

#include "cli/corpus_file.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"

namespace softplus_bench::cli {
namespace {

struct CorpusOptions {
  std::string folder;
  std::string file;
};

// Adds the points of one function to a corpus file, which is only rewritten when there is something new.
void add_to_file(const std::filesystem::path& path, const std::vector<CorpusPoint>& found) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    throw UsageError(path.string() + " is not there: go to the folder of the project, or give --to FILE");
  std::vector<CorpusPoint> corpus = read_corpus(path);
  const std::size_t added = add_to_corpus(corpus, found);
  if (added > 0) write_file(path, corpus_csv(corpus));
  print(fmt::format("{}: {} added, {} known already, {} in all\n", path.string(), added, found.size() - added,
                    corpus.size()));
}

void add(const CorpusOptions& options) {
  const std::filesystem::path source = std::filesystem::path(options.folder) / "corpus.csv";
  std::error_code ignored;
  if (!std::filesystem::exists(source, ignored))
    throw UsageError(source.string() + " is not there: give the folder that 'hunt -o' wrote");
  const std::vector<CorpusPoint> found = read_corpus(source);
  if (!options.file.empty()) {
    add_to_file(options.file, found);
    return;
  }
  std::map<std::string, std::vector<CorpusPoint>> by_function;
  for (const CorpusPoint& point : found) by_function[point.function].push_back(point);
  if (by_function.empty()) print(source.string() + ": no inputs\n");
  for (const auto& [function, points] : by_function) add_to_file("suites/corpus/" + function + ".csv", points);
}

}  // namespace

void add_corpus(CLI::App& app, int& code) {
  auto options = std::make_shared<CorpusOptions>();
  CLI::App* verb = app.add_subcommand("corpus", "The worst inputs known, which every accuracy run includes");
  verb->require_subcommand(1);
  verb->footer("Example:\n  softplus-bench corpus add out/hunt");
  CLI::App* adding = verb->add_subcommand("add", "Add the inputs that a hunt found; none is ever taken out");
  adding->add_option("folder", options->folder, "the folder that 'hunt -o' wrote")->type_name("DIR")->required();
  adding->add_option("--to", options->file, "the corpus; suites/corpus/<function>.csv in the current folder by default")
      ->type_name("FILE");
  adding->footer("Example:\n  softplus-bench corpus add out/hunt --to suites/corpus/softplus.csv");
  adding->callback([options, &code] {
    add(*options);
    code = exit_ok;
  });
  CLI::App* showing = verb->add_subcommand("show", "Print the corpus that is built into the program, as CSV");
  showing->footer("Example:\n  softplus-bench corpus show > corpus.csv");
  showing->callback([&code] {
    print(corpus_csv(built_in_corpus()));
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
