// worker: this build times what another process asks for (suites/worker.hpp). For ab --old and for
// rows of plug-ins, not for people.
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <csignal>

#include "cli/plugin_option.hpp"
#include "cli/session.hpp"
#include "cli/verbs.hpp"
#include "suites/plugins.hpp"
#include "suites/worker.hpp"

namespace softplus_bench::cli {

void add_worker(CLI::App& app, int& code) {
  CLI::App* verb = app.add_subcommand("worker", "Times what is asked for on stdin: see suites/worker.hpp");
  verb->group("");
  auto plugins = std::make_shared<std::vector<std::string>>();
  declare_plugins(*verb, *plugins);
  verb->callback([plugins, &code] {
    std::signal(SIGINT, SIG_IGN);  // Ctrl-C is for who started it, and closes stdin
    const int answers = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    load_plugins_here(*plugins);
    code = answers < 0 || serve_worker(STDIN_FILENO, answers) != 0 ? exit_internal : exit_ok;
  });
}

}  // namespace softplus_bench::cli
