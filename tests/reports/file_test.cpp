#include "reports/file.hpp"

#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "tests/reports/sample_run.hpp"

namespace sb = softplus_bench;
namespace fs = std::filesystem;

namespace {

std::ptrdiff_t files_in(const fs::path& folder) {
  return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

// Writes beyond 1 KiB of any file fail while this lives, as they do on a full disk.
struct SmallFilesOnly {
  rlimit before{};
  void (*handler)(int);
  SmallFilesOnly() : handler(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit small = before;
    small.rlim_cur = 1024;
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallFilesOnly() {
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
  }
};

}  // namespace

TEST_CASE("a written file holds exactly the content and nothing else is left in the folder") {
  const sb::sample::TemporaryFolder folder;
  const auto path = folder.path / "a.txt";
  sb::write_file(path, "one");
  sb::write_file(path, std::string(100000, 'x'));
  CHECK(sb::read_file(path) == std::string(100000, 'x'));
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a write that fails half way keeps the old file and leaves no temporary file") {
  const sb::sample::TemporaryFolder folder;
  const auto path = folder.path / "a.txt";
  sb::write_file(path, "old");
  {
    const SmallFilesOnly limit;
    CHECK_THROWS_AS(sb::write_file(path, std::string(100000, 'x')), sb::IoError);
  }
  CHECK(sb::read_file(path) == "old");
  CHECK(files_in(folder.path) == 1);
}

TEST_CASE("a full disk is an error of one line that names the path and the reason") {
  REQUIRE(fs::exists("/dev/full"));
  CHECK_THROWS_WITH(sb::write_file("/dev/full", "x"), "cannot write /dev/full: No space left on device");
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("a folder that is not there is an error that names the file") {
  CHECK_THROWS_WITH(sb::write_file("/nowhere/at/all.txt", "x"),
                    "cannot write /nowhere/at/all.txt: No such file or directory");
  CHECK_THROWS_AS(sb::read_file("/nowhere/at/all.txt"), sb::IoError);
}

TEST_CASE("writing through a symbolic link replaces the file behind it") {
  const sb::sample::TemporaryFolder folder;
  sb::write_file(folder.path / "real.txt", "old");
  fs::create_symlink("real.txt", folder.path / "link.txt");
  sb::write_file(folder.path / "link.txt", "new");
  CHECK(fs::is_symlink(folder.path / "link.txt"));
  CHECK(sb::read_file(folder.path / "real.txt") == "new");
}
