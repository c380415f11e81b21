// Threads that start a piece of work at one moment, again and again.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace softplus_bench {

// Cores that this process may use; at least 1.
unsigned available_cores();

// The calling thread and `threads` - 1 others, each on a core of its own where the system lets them be tied to one (the
// calling one is let go again by the destructor). They wait by spinning: a crew is for epochs of microseconds.
class ThreadCrew {
 public:
  explicit ThreadCrew(unsigned threads);
  ThreadCrew(const ThreadCrew&) = delete;
  ThreadCrew& operator=(const ThreadCrew&) = delete;
  ~ThreadCrew();

  unsigned size() const { return size_; }
  // work(0) in the calling thread and work(1), work(2), ... in the others, at once; returns when all are done. The
  // first exception is thrown again.
  void run(const std::function<void(unsigned thread)>& work);

 private:
  struct Affinity;  // that of the calling thread before
  void serve(unsigned thread);
  void dismiss();
  void guarded(unsigned thread) noexcept;

  unsigned size_;
  std::unique_ptr<Affinity> before_;
  std::atomic<std::uint64_t> started_ = 0;  // pieces of work
  std::atomic<unsigned> busy_ = 0;          // threads that are not done, the calling one left out
  std::atomic<bool> over_ = false;
  const std::function<void(unsigned)>* work_ = nullptr;
  std::vector<std::exception_ptr> thrown_;
  std::vector<std::jthread> others_;
};

}  // namespace softplus_bench
