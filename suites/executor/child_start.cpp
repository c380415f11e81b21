#include "suites/executor/child_start.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace softplus_bench {
namespace {

// One thread, which does what it is given while the giver waits.
class LastingThread {
 public:
  // Never destroyed: the thread uses it until the process ends.
  static LastingThread& only() {
    static auto* const thread = new LastingThread;
    return *thread;
  }

  void run(const std::function<void()>& work) {
    const std::lock_guard one_at_a_time(givers_);
    std::unique_lock lock(mutex_);
    work_ = &work;
    changed_.notify_all();
    changed_.wait(lock, [&] { return work_ == nullptr; });
  }

 private:
  LastingThread() {
    std::thread([this] {
      std::unique_lock lock(mutex_);
      for (;;) {
        changed_.wait(lock, [&] { return work_ != nullptr; });
        (*work_)();
        work_ = nullptr;
        changed_.notify_all();
      }
    }).detach();
  }

  std::mutex givers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<void()>* work_ = nullptr;
};

// Files, signals and group of the child.
class SpawnSettings {
 public:
  explicit SpawnSettings(std::span<const int> descriptors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    // To itself: that takes off what closes it when the program starts.
    for (const int each : descriptors) posix_spawn_file_actions_adddup2(&actions_, each, each);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);  // Ctrl-C is for the parent
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

pid_t start_lasting_child(const std::string& program, const std::vector<std::string>& words,
                          std::span<const int> descriptors) {
  const SpawnSettings settings(descriptors);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = -1;
  int error = 0;
  LastingThread::only().run([&] {
    error = posix_spawn(&child, program.c_str(), settings.actions(), settings.attributes(), arguments.data(), environ);
  });
  if (error == 0) return child;
  errno = error;
  return -1;
}

}  // namespace softplus_bench
