// The verbs of softplus-bench, one file each. add_* declares the verb's options; its callback does the
// work and leaves the exit code in `code`. Errors are thrown: UsageError, IoError, std::exception.
#pragma once

namespace CLI {
class App;
}

namespace softplus_bench::cli {

void add_list(CLI::App& app, int& code);
void add_run(CLI::App& app, int& code);
void add_eval(CLI::App& app, int& code);
void add_hunt(CLI::App& app, int& code);
void add_corpus(CLI::App& app, int& code);
void add_report(CLI::App& app, int& code);
void add_gate(CLI::App& app, int& code);
void add_baseline(CLI::App& app, int& code);
void add_ab(CLI::App& app, int& code);
void add_choose(CLI::App& app, int& code);
void add_compare(CLI::App& app, int& code);
void add_doctor(CLI::App& app, int& code);
void add_completion(CLI::App& app, int& code);
void add_man(CLI::App& app, int& code);
void add_worker(CLI::App& app, int& code);
void add_count_instructions(CLI::App& app, int& code);

}  // namespace softplus_bench::cli
