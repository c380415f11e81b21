#include "suites/thread_crew.hpp"

#include <algorithm>
#include <utility>

#if defined(__linux__)
#include <pthread.h>
#include <sched.h>
#endif
#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

namespace softplus_bench {
namespace {

// A short wait; after some microseconds of them the core is offered to whoever needs it.
class Spin {
 public:
  void once() {
#if defined(__x86_64__) || defined(__i386__)
    _mm_pause();
#endif
    if (++turns_ > 4000) std::this_thread::yield();
  }

 private:
  unsigned turns_ = 0;
};

}  // namespace

#if defined(__linux__)

struct ThreadCrew::Affinity {
  cpu_set_t set;
};

namespace {

// Numbers of the cores that `set` allows.
std::vector<int> cores_of(const cpu_set_t& set) {
  std::vector<int> cores;
  for (int core = 0; core < CPU_SETSIZE; ++core)
    if (CPU_ISSET(core, &set)) cores.push_back(core);
  return cores;
}

void tie_to(pthread_t thread, int core) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(core, &set);
  pthread_setaffinity_np(thread, sizeof set, &set);  // where it fails the system places the thread
}

}  // namespace

unsigned available_cores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1u, static_cast<unsigned>(CPU_COUNT(&set)));
  return std::max(1u, std::thread::hardware_concurrency());
}

#else

struct ThreadCrew::Affinity {};

unsigned available_cores() { return std::max(1u, std::thread::hardware_concurrency()); }

#endif

ThreadCrew::ThreadCrew(unsigned threads) : size_(std::max(1u, threads)), thrown_(size_) {
  if (size_ == 1) return;
  try {
    for (unsigned thread = 1; thread < size_; ++thread) others_.emplace_back([this, thread] { serve(thread); });
  } catch (...) {  // there is no other thread to be had
    dismiss();
    throw;
  }
#if defined(__linux__)
  Affinity before;
  if (pthread_getaffinity_np(pthread_self(), sizeof before.set, &before.set) != 0) return;
  const std::vector<int> cores = cores_of(before.set);
  if (cores.size() < size_) return;
  before_ = std::make_unique<Affinity>(before);
  tie_to(pthread_self(), cores[0]);
  for (unsigned thread = 1; thread < size_; ++thread) tie_to(others_[thread - 1].native_handle(), cores[thread]);
#endif
}

void ThreadCrew::dismiss() {
  over_ = true;
  started_.fetch_add(1, std::memory_order_release);
  others_.clear();  // joined
}

ThreadCrew::~ThreadCrew() {
  dismiss();
#if defined(__linux__)
  if (before_) pthread_setaffinity_np(pthread_self(), sizeof before_->set, &before_->set);
#endif
}

void ThreadCrew::run(const std::function<void(unsigned)>& work) {
  if (size_ == 1) return work(0);
  work_ = &work;
  busy_.store(size_ - 1, std::memory_order_relaxed);
  started_.fetch_add(1, std::memory_order_release);
  guarded(0);
  for (Spin spin; busy_.load(std::memory_order_acquire) != 0;) spin.once();
  for (std::exception_ptr& thrown : thrown_)
    if (thrown) std::rethrow_exception(std::exchange(thrown, nullptr));
}

void ThreadCrew::guarded(unsigned thread) noexcept {
  try {
    (*work_)(thread);
  } catch (...) {
    thrown_[thread] = std::current_exception();
  }
}

void ThreadCrew::serve(unsigned thread) {
  for (std::uint64_t seen = 0;; ++seen) {
    for (Spin spin; started_.load(std::memory_order_acquire) == seen;) spin.once();
    if (over_) return;
    guarded(thread);
    busy_.fetch_sub(1, std::memory_order_release);
  }
}

}  // namespace softplus_bench
