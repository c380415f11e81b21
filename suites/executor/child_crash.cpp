#include "suites/executor/child_crash.hpp"

#include <sys/socket.h>
#include <ucontext.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>

namespace softplus_bench {
namespace {

// Read by a handler that runs on the thread that wrote it, or while that thread is in a kernel.
CrashPlaces places_of_call;
int socket_to_parent = -1;
pid_t own_process = -1;

constexpr std::size_t stack_bytes = 65536;
alignas(16) std::byte handler_stack[stack_bytes];

bool was_write(const void* context) {
#if defined(__x86_64__)
  constexpr greg_t page_fault = 14;
  constexpr greg_t write_access = 2;
  const greg_t* registers = static_cast<const ucontext_t*>(context)->uc_mcontext.gregs;
  return registers[REG_TRAPNO] == page_fault && (registers[REG_ERR] & write_access) != 0;
#else
  return context == nullptr;  // not known: said to be a read
#endif
}

void place_in_region(ChildReply& reply) {
  for (std::uint32_t i = 0; i < 3; ++i) {
    if (places_of_call.regions[i] == nullptr) continue;
    const auto begin = reinterpret_cast<std::uintptr_t>(places_of_call.regions[i]);
    const std::uint64_t offset = reply.address - begin;
    if (offset >= places_of_call.region_bytes + places_of_call.page_bytes) continue;
    reply.region = static_cast<ChildRegion>(i);
    reply.behind_region = offset >= places_of_call.region_bytes ? 1 : 0;
  }
}

// Calls nothing that may not be called in a handler.
void on_crash(int signal, siginfo_t* information, void* context) {
  if (getpid() != own_process) _exit(1);  // a copy that a kernel forked has nothing to say
  ChildReply reply;
  reply.serial = places_of_call.serial;
  reply.kind = ChildReply::Kind::crashed;
  reply.signal = signal;
  reply.wrote = was_write(context) ? 1 : 0;
  reply.address = reinterpret_cast<std::uintptr_t>(information->si_addr);
  if (signal == SIGSEGV || signal == SIGBUS) place_in_region(reply);
  send(socket_to_parent, &reply, sizeof reply, MSG_NOSIGNAL | MSG_DONTWAIT);
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void report_crashes(int socket) {
  socket_to_parent = socket;
  own_process = getpid();
  stack_t stack{};
  stack.ss_sp = handler_stack;
  stack.ss_size = sizeof handler_stack;
  sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(signal, &action, nullptr);
}

void set_crash_places(const CrashPlaces& places) { places_of_call = places; }

}  // namespace softplus_bench
