#include "cli/child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "cli/session.hpp"
#include "reports/file.hpp"

namespace softplus_bench::cli {
namespace {

// Its descriptors: nothing to read, two files to write.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  void open(int descriptor, const std::string& path, int flags) {
    posix_spawn_file_actions_addopen(&actions_, descriptor, path.c_str(), flags, 0600);
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Looks every 50 ms: a signal between a look and a wait would be slept through.
int wait_for(pid_t child) {
  bool told = false;
  for (;;) {
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (ended < 0 && errno != EINTR) throw io_error("cannot wait for", "a child process", errno);
    if (interrupt_flag() && !told) {
      kill(child, SIGINT);
      told = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace

std::string program_named(const std::string& name) {
  if (name.find('/') != std::string::npos) return access(name.c_str(), X_OK) == 0 ? name : "";
  const char* path = std::getenv("PATH");
  std::istringstream folders(path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string program = (folder.empty() ? "." : folder) + "/" + name;
    std::error_code error;
    if (access(program.c_str(), X_OK) == 0 && !std::filesystem::is_directory(program, error)) return program;
  }
  return "";
}

int run_child(const std::vector<std::string>& words, const std::filesystem::path& standard_output,
              const std::filesystem::path& standard_error) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  FileActions actions;
  actions.open(STDIN_FILENO, "/dev/null", O_RDONLY);
  actions.open(STDOUT_FILENO, standard_output.string(), O_WRONLY | O_CREAT | O_TRUNC);
  actions.open(STDERR_FILENO, standard_error.string(), O_WRONLY | O_CREAT | O_TRUNC);
  pid_t child = 0;
  const int error = posix_spawn(&child, words.front().c_str(), actions.get(), nullptr, arguments.data(), environ);
  if (error != 0) throw io_error("cannot start", words.front(), error);
  return wait_for(child);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "softplus-bench-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw io_error("cannot make a folder", name, errno);
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace softplus_bench::cli
