#include "cli/git_tree.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "cli/session.hpp"
#include "core/usage_error.hpp"
#include "reports/file.hpp"

namespace softplus_bench::cli {
namespace {

namespace fs = std::filesystem;

struct Answer {
  int code = 0;
  std::string text;
};

// Every argument is quoted for the shell here.
Answer git(const std::vector<std::string>& arguments) {
  std::string command = "git";
  for (const std::string& argument : arguments) command += " " + shell_quoted(argument);
  command += " 2>/dev/null";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw io_error("cannot start", "git", errno);
  Answer answer;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) answer.text.append(buffer.data(), n);
  const int status = pclose(pipe);
  answer.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return answer;
}

bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const std::string relative = path.lexically_relative(folder).string();
  return !relative.empty() && relative != ".." && !relative.starts_with("../");
}

}  // namespace

std::optional<std::vector<std::string>> changed_files(const std::filesystem::path& apart) {
  Answer root = git({"rev-parse", "--show-toplevel"});
  if (root.code != 0) {
    // No repository, or one that git cannot or may not look at (not installed, of another owner).
    std::error_code error;
    for (fs::path at = fs::current_path(error); !error && !at.empty(); at = at.parent_path()) {
      if (fs::exists(at / ".git", error))
        throw UsageError("git cannot tell whether the tree at " + at.string() +
                         " differs from its last commit ('git status' says why): nothing is accepted");
      if (at == at.root_path()) break;
    }
    if (std::getenv("GIT_DIR") != nullptr)
      throw UsageError("git cannot read the repository that GIT_DIR names: nothing is accepted");
    return std::nullopt;
  }
  while (root.text.ends_with('\n')) root.text.pop_back();
  // NUL-separated, so that names stay as they are; a renamed file is one that is gone and one that is new.
  const Answer status = git({"-C", root.text, "-c", "core.quotePath=false", "status", "--porcelain", "-z",
                             "--untracked-files=no", "--no-renames"});
  if (status.code != 0) throw IoError("git status failed in " + root.text);
  const std::filesystem::path left_out = std::filesystem::weakly_canonical(std::filesystem::absolute(apart));
  const std::filesystem::path top = std::filesystem::weakly_canonical(root.text);
  std::vector<std::string> files;
  for (std::string_view rest = status.text; rest.size() > 3;) {
    const std::string name(rest.substr(3, rest.find('\0') - 3));
    if (!is_below(top / name, left_out)) files.push_back(name);
    rest.remove_prefix(std::min(rest.size(), rest.find('\0') + 1));
  }
  return files;
}

bool has_commit(const std::string& commit) { return git({"cat-file", "-e", commit + "^{commit}"}).code == 0; }

}  // namespace softplus_bench::cli
