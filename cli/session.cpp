#include "cli/session.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "core/nearest.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"
#include "suites/peers.hpp"
#include "suites/plan.hpp"

namespace softplus_bench::cli {
namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free, "the signal handler may only touch a lock-free atomic");

void on_interrupt(int) {
  if (interrupted.exchange(true)) _exit(exit_interrupted);
}

[[noreturn]] void unknown(std::string_view what, std::string_view name, const std::vector<std::string>& known,
                          std::string_view verb) {
  std::string message = "unknown " + std::string(what) + " '" + std::string(name) + "'";
  if (!known.empty()) message += "; did you mean '" + nearest(name, known, 1)[0] + "'?";
  if (known.size() <= 20) {
    message += " (known:";
    for (const std::string& each : known) message += " " + each;
    message += ")";
  } else {
    message += " (see 'softplus-bench " + std::string(verb) + "')";
  }
  throw UsageError(message);
}

}  // namespace

const std::atomic<bool>& interrupt_flag() { return interrupted; }

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a write error like any other
}

bool use_color(ColorChoice choice, int descriptor) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* no_color = std::getenv("NO_COLOR");
  return (no_color == nullptr || *no_color == '\0') && isatty(descriptor) != 0;
}

ColorChoice color_choice(const std::string& word) {
  return word == "always" ? ColorChoice::always : word == "never" ? ColorChoice::never : ColorChoice::automatic;
}

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

namespace {
std::string remembered_command_line;
std::vector<std::string> remembered_arguments;
}  // namespace

const std::string& command_line() { return remembered_command_line; }
const std::vector<std::string>& verb_arguments() { return remembered_arguments; }

void remember_command_line(int argc, char** argv) {
  remembered_command_line = "softplus-bench";
  for (int i = 1; i < argc; ++i) remembered_command_line += " " + shell_quoted(argv[i]);
  if (argc > 2) remembered_arguments.assign(argv + 2, argv + argc);
}

std::string shell_quoted(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:=,+@%").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::optional<double> seconds_from(const std::string& text) {
  if (text.empty()) return std::nullopt;
  double factor = 1;
  std::string number = text;
  switch (text.back()) {
    case 's': number.pop_back(); break;
    case 'm':
      number.pop_back();
      factor = 60;
      break;
    case 'h':
      number.pop_back();
      factor = 3600;
      break;
    default: break;
  }
  char* end = nullptr;
  const double value = std::strtod(number.c_str(), &end);
  if (number.empty() || *end != '\0' || !(value > 0) || value > 1e7)
    throw UsageError("--time-budget: '" + text + "' is not a duration: give e.g. 30s, 5m or 2h");
  return value * factor;
}

void print(std::string_view text) { write_all(STDOUT_FILENO, text, "standard output"); }

const Function& function_named(std::string_view name) {
  if (const Function* function = find_function(name)) return *function;
  std::vector<std::string> known;
  for (const Function* function : function_table()) known.emplace_back(function->name);
  unknown("function", name, known, "list functions");
}

const FormatTraits& format_named(std::string_view name) {
  std::vector<std::string> known;
  for (const FormatTraits& f : all_formats) {
    if (f.name == name) return f;
    known.emplace_back(f.name);
  }
  unknown("format", name, known, "list formats");
}

const Implementation& implementation_of_row(std::string_view id, FormatId& format,
                                            std::optional<Parameters>& parameters) {
  if (const std::size_t bracket = id.find('['); bracket != std::string_view::npos && id.ends_with(']')) {
    parameters = parse_parameters(id.substr(bracket + 1, id.size() - bracket - 2));
    id = id.substr(0, bracket);
  }
  for (const Implementation* implementation : implementation_catalogue())
    for (const FormatTraits& f : all_formats) {
      const bool exists = visit_format(
          f.id, [&]<class T>(std::type_identity<T>) { return implementation->variant<T>().kernel != nullptr; });
      if (!exists || row_id(*implementation, f.id) != id) continue;
      if (parameters && function_named(implementation->function).betas.empty())
        throw UsageError(std::string(id) + " has no parameters; those of softplus_beta and softplus_backward do");
      format = f.id;
      return *implementation;
    }
  unknown("row", id, all_row_ids(implementation_catalogue()), "list implementations");
}

}  // namespace softplus_bench::cli
