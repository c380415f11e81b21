#include "reports/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace softplus_bench {
namespace fs = std::filesystem;
namespace {

// A descriptor that is closed on the way out; close_checked() reports what close(2) found.
class Descriptor {
 public:
  // `shown` is the path that errors name.
  Descriptor(const fs::path& path, int flags, std::string_view tried, const fs::path& shown) : shown_(shown) {
    do descriptor_ = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    while (descriptor_ < 0 && errno == EINTR);
    if (descriptor_ < 0) throw io_error(tried, shown, errno);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  void sync() const {
    if (::fsync(descriptor_) != 0) throw io_error("cannot flush", shown_, errno);
  }
  void close_checked() {
    if (::close(std::exchange(descriptor_, -1)) != 0) throw io_error("cannot close", shown_, errno);
  }

 private:
  fs::path shown_;
  int descriptor_ = -1;
};

void write_temporary(const fs::path& temporary, std::string_view content, const fs::path& shown) {
  Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC, "cannot write", shown);
  write_all(file.get(), content, shown);
  file.sync();
  file.close_checked();
}

}  // namespace

IoError io_error(std::string_view tried, const fs::path& path, int error_number) {
  return IoError(fmt::format("{} {}: {}", tried, path.string(), std::generic_category().message(error_number)));
}

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw io_error("cannot write", path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void write_file(const fs::path& requested, std::string_view content) {
  std::error_code ignored;
  const auto status = fs::status(requested, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status)) {
    Descriptor device(requested, O_WRONLY, "cannot write", requested);
    write_all(device.get(), content, requested);
    device.close_checked();
    return;
  }
  // The file behind a symbolic link is replaced, not the link.
  fs::path path = requested;
  if (fs::is_symlink(fs::symlink_status(requested, ignored)) && fs::exists(status)) path = fs::canonical(requested);
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const fs::path temporary = folder / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
  try {
    write_temporary(temporary, content, path);
    if (::rename(temporary.c_str(), path.c_str()) != 0) throw io_error("cannot write", path, errno);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  Descriptor(folder, O_RDONLY | O_DIRECTORY, "cannot open", folder).sync();
}

std::string read_file(const fs::path& path) {
  Descriptor file(path, O_RDONLY, "cannot open", path);
  std::string content;
  std::array<char, 65536> buffer;
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw io_error("cannot read", path, errno);
    if (n == 0) return content;
    content.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

}  // namespace softplus_bench
