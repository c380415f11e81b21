#include "cli/step_summary.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "reports/file.hpp"

namespace softplus_bench::cli {
namespace {

struct Descriptor {
  int number;
  ~Descriptor() { ::close(number); }
};

}  // namespace

bool append_summary(const std::filesystem::path& path, std::size_t least, std::size_t most,
                    const std::function<std::string(std::size_t)>& text_of) {
  const Descriptor file{::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)};
  struct stat status {};
  if (file.number < 0 || ::fstat(file.number, &status) != 0) throw io_error("cannot write", path, errno);
  const bool is_file = S_ISREG(status.st_mode);
  const std::size_t before = is_file ? static_cast<std::size_t>(status.st_size) : 0;
  const std::string separator = before > 0 ? "\n" : "";  // an unfinished line of others would swallow the heading
  const std::size_t used = before + separator.size();
  if (used + least > most_summary_bytes) return false;
  const std::string text = separator + text_of(std::min(most, most_summary_bytes - used));
  try {
    write_all(file.number, text, path);
    if (is_file && ::fsync(file.number) != 0) throw io_error("cannot flush", path, errno);
  } catch (...) {
    if (is_file && ::ftruncate(file.number, static_cast<off_t>(before)) != 0)
      throw io_error("cannot restore", path, errno);
    throw;
  }
  return true;
}

}  // namespace softplus_bench::cli
