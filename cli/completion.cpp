// completion: what a shell proposes when a line that begins with softplus-bench is to be completed.
#include "cli/completion.hpp"

#include <CLI/CLI.hpp>

#include "cli/session.hpp"
#include "cli/suggestions.hpp"
#include "cli/verbs.hpp"

namespace softplus_bench::cli {

void add_completion(CLI::App& app, int& code) {
  auto shell = std::make_shared<std::string>();
  CLI::App* verb = app.add_subcommand("completion", "Print a script that completes command lines of this program");
  verb->add_option("shell", *shell, "bash, zsh or fish")
      ->check(one_of({"bash", "zsh", "fish"}))
      ->type_name("SHELL")
      ->required();
  verb->footer(
      "bash: in ~/.bashrc, source <(softplus-bench completion bash).\n"
      "zsh: a file _softplus-bench in a folder of $fpath, before compinit.\n"
      "fish: ~/.config/fish/completions/softplus-bench.fish.\n"
      "Example:\n  softplus-bench completion bash > ~/.local/share/bash-completion/completions/softplus-bench");
  verb->callback([&app, shell, &code] {
    const Command program = command_tree(app);
    print(*shell == "bash"  ? bash_completion(program)
          : *shell == "zsh" ? zsh_completion(program)
                            : fish_completion(program));
    code = exit_ok;
  });
}

}  // namespace softplus_bench::cli
