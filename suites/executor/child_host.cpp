#include "suites/executor/child_host.hpp"

#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cfenv>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/usage_error.hpp"
#include "suites/executor/child_crash.hpp"
#include "suites/executor/child_protocol.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/executor/plugin.hpp"
#include "suites/facts.hpp"
#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

// Whether the bytes end before what its header says is to be loaded: the copy of a full disk, a linker that was killed.
// The dynamic loader does not look, and ends the program (SIGBUS) when it touches what is not there.
bool is_cut_off(const std::string& bytes) {
  ElfW(Ehdr) header;
  if (bytes.size() < sizeof header) return false;  // the loader says what it is
  std::memcpy(&header, bytes.data(), sizeof header);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return false;
  const auto lies_within = [&](std::uint64_t offset, std::uint64_t size) {
    return offset <= bytes.size() && size <= bytes.size() - offset;
  };
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    ElfW(Phdr) segment;
    const std::uint64_t offset = header.e_phoff + i * sizeof segment;
    if (!lies_within(offset, sizeof segment)) return true;
    std::memcpy(&segment, bytes.data() + offset, sizeof segment);
    if (segment.p_type == PT_LOAD && !lies_within(segment.p_offset, segment.p_filesz)) return true;
  }
  return false;
}

int number_in(const char* word) {
  int value = -1;
  std::from_chars(word, word + std::strlen(word), value);
  return value;
}

// What a plug-in does here stays here, and ends with the parent.
void shut_in(int socket, int memory, int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // it has ended before that was asked for
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  // What takes all memory is ended before who measures it.
  if (const int score = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC); score >= 0) {
    [[maybe_unused]] const ssize_t written = write(score, "1000", 4);
    close(score);
  }
  const auto [low, high] = std::minmax(socket, memory);
  if (low > 3) close_range(3, static_cast<unsigned>(low) - 1, 0);
  if (high > low + 1) close_range(static_cast<unsigned>(low) + 1, static_cast<unsigned>(high) - 1, 0);
  close_range(static_cast<unsigned>(high) + 1, ~0U, 0);
}

// The child's view of the memory: the inputs may not be written to, and behind each region nothing is.
class Regions {
 public:
  explicit Regions(int memory) : memory_(memory) {}

  // False where it cannot be mapped.
  bool map(std::size_t region_bytes) {
    if (region_bytes == region_bytes_) return true;
    const std::size_t stride = region_bytes + page;
    if (begin_ != nullptr) munmap(begin_, 3 * (region_bytes_ + page));
    void* const all = mmap(nullptr, 3 * stride, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (all == MAP_FAILED) return false;
    begin_ = static_cast<std::byte*>(all);
    region_bytes_ = region_bytes;
    for (std::size_t i = 0; i < 3; ++i)
      if (mmap(begin_ + i * stride, region_bytes, i == 2 ? PROT_READ | PROT_WRITE : PROT_READ, MAP_SHARED | MAP_FIXED,
               memory_, static_cast<off_t>(i * region_bytes)) == MAP_FAILED)
        return false;
    // What a kernel forks would go on writing there while the next call is answered.
    return madvise(begin_, 3 * stride, MADV_DONTFORK) == 0;
  }

  std::byte* at(ChildRegion region) const { return begin_ + static_cast<std::size_t>(region) * (region_bytes_ + page); }
  CrashPlaces places(std::uint64_t serial) const {
    return {{at(ChildRegion::x), at(ChildRegion::x2), at(ChildRegion::y)}, region_bytes_, page, serial};
  }

 private:
  static constexpr std::size_t page = std::size_t{1} << 16;  // the largest that processors of ours have

  int memory_;
  std::byte* begin_ = nullptr;
  std::size_t region_bytes_ = 0;
};

// Another one where a file was written to, or is another.
struct FileStamp {
  struct stat status {};
  explicit FileStamp(const std::string& file) { stat(file.c_str(), &status); }
  friend bool operator==(const FileStamp& a, const FileStamp& b) {
    return a.status.st_dev == b.status.st_dev && a.status.st_ino == b.status.st_ino &&
           a.status.st_size == b.status.st_size && a.status.st_ctim.tv_sec == b.status.st_ctim.tv_sec &&
           a.status.st_ctim.tv_nsec == b.status.st_ctim.tv_nsec;
  }
};

struct HostedRow {
  const Implementation* implementation;
  FormatId format;
};

class Host {
 public:
  Host(int socket, int memory) : socket_(socket), regions_(memory) {}

  // Another file under this name, or other bytes in it, are no part of the run that has begun.
  void load(const std::string& file, const std::string& hash) {
    constexpr const char* changed = ": has changed since this program began: build it first, then start again";
    const std::string place = std::filesystem::absolute(file);  // what is loaded may change the folder
    const FileStamp before(place);
    if (hash_of_plugin(file) != hash) throw UsageError(file + changed);
    for (const Implementation* each : load_plugin(file, Target::plugin))
      for (const FormatTraits& f : all_formats)
        if (visit_format(f.id, [&]<class T>(std::type_identity<T>) { return each->variant<T>().kernel != nullptr; }))
          rows_.push_back({each, f.id});
    if (FileStamp(place) != before) throw UsageError(file + changed);
  }

  bool tell() const {
    if (!say("rows " + std::to_string(rows_.size()))) return false;
    return std::all_of(rows_.begin(), rows_.end(), [&](const HostedRow& row) { return say(line_of(row)); });
  }

  bool say(const std::string& line) const {
    return send(socket_, line.data(), std::min(line.size(), longest_child_line), MSG_NOSIGNAL) > 0;
  }

  // Until the parent is gone; returns the exit code where it is not.
  int serve() {
    ChildRequest request;
    for (;;) {
      const ssize_t got = recv(socket_, &request, sizeof request, 0);
      if (got < 0 && errno == EINTR) continue;
      if (got == 0) end_with_all_that_was_started();
      if (got < 0) return child_lost_connection;
      if (got != sizeof request || request.row >= rows_.size() || !regions_.map(request.region_bytes)) return 1;
      const ChildReply reply = answer(request);
      if (send(socket_, &reply, sizeof reply, MSG_NOSIGNAL) != sizeof reply && errno != EPIPE)
        return child_lost_connection;
    }
  }

 private:
  // A process that a kernel started is of this one's group, unless it took pains not to be.
  [[noreturn]] static void end_with_all_that_was_started() {
    if (getpgrp() == getpid()) kill(0, SIGKILL);
    _exit(0);
  }

  static std::string line_of(const HostedRow& row) {
    const Implementation& implementation = *row.implementation;
    const Claim& claim = visit_format(
        row.format, [&]<class T>(std::type_identity<T>) -> const Claim& { return implementation.variant<T>().claim; });
    std::array<char, 128> numbers{};
    std::snprintf(numbers.data(), numbers.size(), "%a %a %a", claim.max_ulp, claim.on.lower, claim.on.upper);
    std::string line = "row ";
    line.append(implementation.function).append(" ").append(implementation.name).append(" ");
    line.append(traits(row.format).name).append(" ").append(numbers.data()).append(" ").append(implementation.credit);
    return line;
  }

  ChildReply answer(const ChildRequest& request) {
    ChildReply reply;
    reply.serial = request.serial;
    set_crash_places(regions_.places(request.serial));
    std::byte* const y = regions_.at(ChildRegion::y) + request.y_offset;
    const std::byte* const x = request.in_place ? y : regions_.at(ChildRegion::x) + request.x_offset;
    const std::byte* const x2 = request.has_second ? regions_.at(ChildRegion::x2) + request.x2_offset : nullptr;
    const std::array<double, parameter_count> given = request.parameters;
    const HostedRow& row = rows_[request.row];

    std::fesetenv(FE_DFL_ENV);
    std::fesetround(request.rounding);
    const FloatControls due = float_controls();
    visit_format(row.format, [&]<class T>(std::type_identity<T>) {
      row.implementation->variant<T>().kernel(reinterpret_cast<const T*>(x), reinterpret_cast<const T*>(x2),
                                              reinterpret_cast<T*>(y), request.n,
                                              request.has_parameters ? given.data() : nullptr);
    });
    reply.exceptions = std::fetestexcept(FE_ALL_EXCEPT);
    if (getpid() != process_) _exit(0);  // the kernel forked, and one answer is enough
    const char* const left = leak_between(due, float_controls());
    std::fesetenv(FE_DFL_ENV);
    if (*left != '\0') set(reply, ChildReply::Kind::left_controls, left);
    if (const std::string thrown = take_thrown(); !thrown.empty()) set(reply, ChildReply::Kind::threw, thrown);
    return reply;
  }

  static void set(ChildReply& reply, ChildReply::Kind kind, std::string_view text) {
    reply.kind = kind;
    reply.text.fill('\0');
    std::copy_n(text.begin(), std::min(text.size(), reply.text.size() - 1), reply.text.begin());
  }

  int socket_;
  pid_t process_ = getpid();
  Regions regions_;
  std::vector<HostedRow> rows_;
};

}  // namespace

// Anything but a file is refused before it is opened: a pipe would keep the program waiting.
std::string hash_of_plugin(const std::string& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status))
    throw UsageError(file + ": is not there: give --plugin the path of a shared object");
  if (!std::filesystem::is_regular_file(status))
    throw UsageError(file + ": is no file: give --plugin the path of a shared object");
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (bytes.empty() && std::filesystem::file_size(file, error) != 0)
    throw UsageError(file + ": cannot be read: is it yours to read?");
  if (is_cut_off(bytes)) throw UsageError(file + ": is not whole: build or copy it again");
  return hash_of({{"bytes", bytes}});
}

int serve_plugin(std::span<char* const> words) {
  if (words.size() != 5) {
    std::fputs("softplus-bench: plugin-host is started by this program itself, for --plugin\n", stderr);
    return 2;
  }
  const int socket = number_in(words[0]);
  const int memory = number_in(words[1]);
  shut_in(socket, memory, number_in(words[2]));
  report_crashes(socket);
  Host host(socket, memory);
  try {
    host.load(words[4], words[3]);
  } catch (const std::exception& error) {
    host.say(std::string("failed ") + error.what());
    _exit(2);
  }
  _exit(host.tell() ? host.serve() : child_lost_connection);  // without what the plug-in wants done at the end
}

}  // namespace softplus_bench
