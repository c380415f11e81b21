#include "cli/gate_commands.hpp"

#include "cli/session.hpp"

namespace softplus_bench::cli {
namespace {

// "0x3f800000;0x40000000" -> "0x3f800000:bits;0x40000000:bits".
std::string input_of(const std::string& bits) {
  const auto middle = bits.find(';');
  if (middle == std::string::npos) return bits + ":bits";
  return bits.substr(0, middle) + ":bits" + bits.substr(middle) + ":bits";
}

// "beta=2,threshold=5" -> " --param beta=2 --param threshold=5".
std::string parameter_options(std::string_view parameters) {
  std::string options;
  while (!parameters.empty()) {
    const auto length = parameters.find(',');
    options += " --param " + shell_quoted(parameters.substr(0, length));
    parameters.remove_prefix(length == std::string_view::npos ? parameters.size() : length + 1);
  }
  return options;
}

}  // namespace

std::string plugin_options(const std::vector<std::string>& files) {
  std::string options;
  for (const std::string& file : files) options += " --plugin " + shell_quoted(file);
  return options;
}

std::string command_for(const GateCheck& check, const GateOptions& options) {
  if (check.input_bits.empty() || check.format.empty()) return "";
  const auto bracket = check.id.find('[');
  const std::string row = check.id.substr(0, bracket);
  std::string command = "softplus-bench eval " + shell_quoted(row.substr(0, row.find('/'))) + ' ' +
                        shell_quoted(input_of(check.input_bits)) + " --format " + shell_quoted(check.format);
  if (bracket != std::string::npos && check.id.ends_with(']'))
    command += parameter_options(std::string_view(check.id).substr(bracket + 1, check.id.size() - bracket - 2));
  return command + plugin_options(options.request.plugins) + " -f " + shell_quoted(row);
}

}  // namespace softplus_bench::cli
