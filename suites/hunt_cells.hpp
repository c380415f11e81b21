// Where the errors are: the number line in cells that get the finer the larger the errors found in them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "suites/sampler.hpp"

namespace softplus_bench {

struct Probe;

class Cells {
 public:
  // Each interval cut into parts of a quarter binade, 8 at least and 128 at most.
  Cells(const FormatTraits& f, std::span<const OrdinalInterval> intervals);

  std::size_t size() const { return cells_.size(); }
  const OrdinalInterval& places(std::size_t cell) const { return cells_[cell].places; }
  // Up to n cells where more draws are likely to find larger errors, best first; none that is used up.
  std::vector<std::size_t> promising(std::size_t n) const;
  // True when every place of every cell was tried.
  bool used_up() const;
  // The next cell that is not used up, in turn. There must be one.
  std::size_t next();
  // Takes what draws in a cell gave; cells that had many draws are cut. Only then do numbers of cells change meaning.
  void learn(const Probe& probe);
  void cut();

 private:
  static constexpr std::size_t parts = 8;
  struct Part {
    std::uint64_t n = 0;
    double largest = 0;
  };
  struct Cell {
    OrdinalInterval places{};
    std::array<Part, parts> part{};
    Part all{};
    bool used_up = false;

    std::int64_t part_end(std::size_t i) const;  // one behind its last place
  };
  double promise(const Cell& cell) const;

  std::vector<Cell> cells_;
  std::uint64_t draws_ = 0;
  std::size_t turn_ = 0;
};

}  // namespace softplus_bench
