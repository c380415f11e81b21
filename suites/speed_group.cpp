#include "suites/speed_group.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <new>
#include <type_traits>

#include "suites/controls.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/float_environment.hpp"

namespace softplus_bench {
namespace {

// Elements of a latency chain between two looks at the cursor.
constexpr std::size_t chain_elements = 256;

template <class T>
struct PageAligned {
  using value_type = T;
  static constexpr std::align_val_t alignment{4096};
  PageAligned() = default;
  template <class U>
  PageAligned(const PageAligned<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), alignment)); }
  void deallocate(T* p, std::size_t) { ::operator delete(p, alignment); }
  friend bool operator==(PageAligned, PageAligned) { return true; }
};
template <class T>
using Ring = std::vector<T, PageAligned<T>>;

// What the tasks of a group share.
template <FloatFormat T>
struct Arrays {
  std::vector<T> block;         // the inputs of every block of x
  std::vector<T> second_block;  // and of x2
  Ring<T> x;
  Ring<T> x2;  // empty where no row has two inputs
  Ring<T> y;
  std::size_t slice;       // elements of a pass; divides the block
  std::size_t cursor = 0;  // where the next pass begins
};

template <FloatFormat T>
Ring<T> repeated(const std::vector<T>& block, std::size_t blocks) {
  Ring<T> ring;
  ring.reserve(blocks * block.size());
  for (std::size_t i = 0; i < blocks; ++i) ring.insert(ring.end(), block.begin(), block.end());
  return ring;
}

template <FloatFormat T>
Arrays<T> make_arrays(std::span<const SpeedRow> rows, const FootprintPlan& plan, std::uint64_t seed) {
  const std::size_t n = plan.block_bytes / sizeof(T);
  const InputMix mix = rows.front().input_mix;
  Arrays<T> arrays{};
  arrays.block = speed_inputs<T>(mix, n, seed);
  arrays.x = repeated(arrays.block, plan.blocks);
  if (std::any_of(rows.begin(), rows.end(), [](const SpeedRow& row) { return row.two_inputs; })) {
    arrays.second_block = speed_inputs<T>(mix, n, seed + 1);
    arrays.x2 = repeated(arrays.second_block, plan.blocks);
  }
  arrays.y.resize(arrays.x.size());
  arrays.slice = rows.front().metric == Metric::latency ? std::min(n, chain_elements) : n;
  return arrays;
}

// Zero, which the compiler cannot know: it makes an input depend on an output without changing it.
const volatile std::uint64_t zero_mask = 0;

template <FloatFormat T>
void run_chain(Kernel<T> kernel, const T* x, const T* x2, T* y, std::size_t n, const double* parameters,
               std::uint64_t& last) {
  const std::uint64_t mask = zero_mask;
  const bool in_place = x == y;
  for (std::size_t i = 0; i < n; ++i) {
    T value = from_bits<T>(to_bits(x[i]) ^ (last & mask));
    kernel(&value, x2 != nullptr ? x2 + i : nullptr, in_place ? &value : y + i, 1, parameters);
    if (in_place) y[i] = value;
    last = to_bits(y[i]);
  }
}

// One row's kernel on the arrays. Its address is held by the callables of its PairedTask.
template <FloatFormat T>
class GroupTask {
 public:
  GroupTask(const SpeedRow& row, Arrays<T>& arrays, const FloatControls& controls)
      : row_(row), arrays_(arrays), controls_(controls), kernel_(row.implementation->variant<T>().kernel) {
    evaluate_expected();
  }
  GroupTask(const GroupTask&) = delete;

  PairedTask paired(int same_passes) {
    PairedTask task{speed_row_name(row_), arrays_.slice, [this](std::size_t passes) { run(passes); }};
    if (row_.in_place) task.restore = [this] { restore_input(); };
    task.verify = [this](bool last) { return verify(last); };
    task.same_passes = same_passes;
    return task;
  }

 private:
  // One slice, from `at` on.
  void call(const T* x, const T* x2, T* y, std::size_t at) {
    const double* parameters = row_.parameters.empty() ? nullptr : row_.parameters.data();
    const T* second = row_.two_inputs ? x2 + at : nullptr;
    if (row_.metric == Metric::latency) run_chain(kernel_, x + at, second, y + at, arrays_.slice, parameters, chain_);
    else kernel_(x + at, second, y + at, arrays_.slice, parameters);
  }

  void run(std::size_t passes) {
    last_passes_ = passes;
    T* y = row_.in_place ? arrays_.x.data() : arrays_.y.data();
    std::size_t at = arrays_.cursor;
    for (; passes > 0; --passes) {
      call(arrays_.x.data(), arrays_.x2.data(), y, at);
      at += arrays_.slice;
      if (at == arrays_.x.size()) at = 0;
    }
    arrays_.cursor = at;
  }

  void evaluate_expected() {
    expected_.resize(arrays_.block.size());
    for (std::size_t at = 0; at < expected_.size(); at += arrays_.slice)
      call(arrays_.block.data(), arrays_.second_block.data(), expected_.data(), at);
    failure_ = leaked_controls();
    if (const std::string thrown = take_thrown(); !thrown.empty()) failure_ = thrown;
  }

  std::string leaked_controls() const {
    const FloatControls now = float_controls();
    if (now == controls_) return {};
    softplus_bench::restore(controls_);
    return leak_between(controls_, now);
  }

  // `back` = 1 is the slice written last.
  bool slice_differs(std::size_t back) const {
    const Ring<T>& y = row_.in_place ? arrays_.x : arrays_.y;
    const std::size_t at = (arrays_.cursor + y.size() - back * arrays_.slice) % y.size();
    return std::memcmp(y.data() + at, expected_.data() + at % expected_.size(), arrays_.slice * sizeof(T)) != 0;
  }

  void restore_input() {
    if (!compared_) differs_ = slice_differs(1) || differs_;
    compared_ = true;
    const std::size_t at = (arrays_.cursor + arrays_.x.size() - arrays_.slice) % arrays_.x.size();
    std::memcpy(arrays_.x.data() + at, arrays_.block.data() + at % arrays_.block.size(), arrays_.slice * sizeof(T));
  }

  std::string verify(bool last) {
    const std::string leak = leaked_controls();  // puts them back, so that no other task is blamed
    const std::string thrown = take_thrown();
    if (failure_.empty()) failure_ = thrown.empty() ? leak : thrown;
    if (!row_.in_place) {
      const std::size_t slices = last ? std::min(last_passes_, arrays_.y.size() / arrays_.slice) : 1;
      for (std::size_t back = 1; back <= slices; ++back) differs_ = slice_differs(back) || differs_;
    }
    compared_ = false;
    if (failure_.empty() && differs_) failure_ = "outputs differ from those of an untimed evaluation";
    return failure_;
  }

  const SpeedRow& row_;
  Arrays<T>& arrays_;
  FloatControls controls_;
  Kernel<T> kernel_;
  Ring<T> expected_;         // outputs of a block, aligned as those timed are: some peers round by alignment
  std::uint64_t chain_ = 0;  // bits of the output before, in a latency chain
  std::size_t last_passes_ = 0;
  bool compared_ = false;  // in place: a pass of this epoch
  bool differs_ = false;
  std::string failure_;
};

template <FloatFormat T>
SpeedGroupResult measure(std::span<const SpeedRow> rows, const FootprintPlan& plan, const SpeedGroupOptions& options) {
  std::vector<SpeedRow> all(rows.begin(), rows.end());
  all.push_back(control_row(copy_control, rows.front()));
  all.push_back(control_row(relu_control, rows.front()));

  Arrays<T> arrays = make_arrays<T>(all, plan, options.input_seed);
  const FloatControls controls = float_controls();
  std::deque<GroupTask<T>> group;
  std::vector<PairedTask> tasks;
  for (std::size_t i = 0; i < all.size(); ++i)
    tasks.push_back(
        group.emplace_back(all[i], arrays, controls).paired(options.same_passes && i < rows.size() ? 1 : 0));

  PairedResult paired = run_paired(tasks, options.paired);
  SpeedGroupResult result;
  result.elements = arrays.x.size();
  result.complete = paired.complete;
  if (!result.complete) return result;
  result.relu = std::move(paired.samples.back());
  paired.samples.pop_back();
  result.copy = std::move(paired.samples.back());
  paired.samples.pop_back();
  result.rows = std::move(paired.samples);
  return result;
}

}  // namespace

SpeedRow control_row(const Implementation& control, const SpeedRow& like) {
  SpeedRow row;
  row.implementation = &control;
  row.format = like.format;
  row.metric = like.metric;
  row.footprint = like.footprint;
  row.input_mix = like.input_mix;
  return row;
}

SpeedGroupResult measure_speed_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                     const SpeedGroupOptions& options) {
  return visit_format(rows.front().format,
                      [&]<class T>(std::type_identity<T>) { return measure<T>(rows, plan, options); });
}

}  // namespace softplus_bench
