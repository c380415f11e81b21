// The builds of a comparison as worker processes, and their rows as tasks of the one timer (suites/paired.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "suites/paired.hpp"
#include "suites/versus.hpp"
#include "suites/worker_process.hpp"

namespace softplus_bench {

enum Side : std::size_t { old_side, new_side, again_side, side_count };

// The processes of one launch. One that died is replaced when the next row needs it. Throws as WorkerProcess does.
class Trio {
 public:
  Trio(const std::string& old_binary, const std::string& new_binary, const WorkerProcess::Options& options);
  WorkerProcess& operator[](Side side);

 private:
  void start(Side side);

  std::array<std::string, side_count> binaries_;
  WorkerProcess::Options options_;
  std::array<std::unique_ptr<WorkerProcess>, side_count> workers_;
};

// A row that a worker has open.
struct OpenRow {
  WorkerProcess* worker = nullptr;
  std::string side;
  std::size_t elements = 0;          // of a pass
  std::vector<std::string> layouts;  // task i is the row in layouts[i], the last task relu
  std::string failure;               // not empty: why it is not open
};
OpenRow open_row(WorkerProcess& worker, Side side, const VersusRow& row, std::uint64_t seed,
                 std::string_view layout_words);

// One task of an open row, timed over there. What fails there is told by verify.
PairedTask remote_task(const OpenRow& open, std::size_t place, int same_passes);

}  // namespace softplus_bench
