#include "suites/speed_group.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <new>
#include <type_traits>

#include "suites/controls.hpp"
#include "suites/executor/guarded_kernel.hpp"
#include "suites/float_environment.hpp"
#include "suites/thread_crew.hpp"

namespace softplus_bench {
namespace {

// Elements of a latency chain between two looks at the cursor.
constexpr std::size_t chain_elements = 256;
constexpr std::size_t page_bytes = 4096;

template <class T>
struct PageAligned {
  using value_type = T;
  static constexpr std::align_val_t alignment{page_bytes};
  PageAligned() = default;
  template <class U>
  PageAligned(const PageAligned<U>&) {}
  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), alignment)); }
  void deallocate(T* p, std::size_t) { ::operator delete(p, alignment); }
  friend bool operator==(PageAligned, PageAligned) { return true; }
};
template <class T>
using Ring = std::vector<T, PageAligned<T>>;

// The same inputs again and again.
template <FloatFormat T>
struct Inputs {
  InputRecipe recipe;
  std::vector<T> block;         // the inputs of every block of x
  std::vector<T> second_block;  // and of x2
  Ring<T> x;
  Ring<T> x2;  // empty where no row has two inputs
};

// What the tasks of a group share in one thread.
template <FloatFormat T>
struct Arrays {
  std::deque<Inputs<T>> inputs;  // of different recipes
  Ring<T> y;                     // and a page, for layouts that move the output; begins after y_offset
  std::size_t y_offset = 0;      // elements
  std::size_t size = 0;          // elements of each ring
  std::size_t slice = 0;         // elements of a pass; divides the block
  std::size_t cursor = 0;        // where the next pass begins
};

template <FloatFormat T>
Ring<T> repeated(const std::vector<T>& block, std::size_t blocks) {
  Ring<T> ring;
  ring.reserve(blocks * block.size());
  for (std::size_t i = 0; i < blocks; ++i) ring.insert(ring.end(), block.begin(), block.end());
  return ring;
}

template <FloatFormat T>
Inputs<T>& inputs_of(const SpeedRow& row, const FootprintPlan& plan, std::uint64_t seed, Arrays<T>& arrays) {
  const std::size_t n = plan.block_bytes / sizeof(T);
  const InputRecipe recipe = recipe_of(row);
  auto place = std::find_if(arrays.inputs.begin(), arrays.inputs.end(),
                            [&](const Inputs<T>& each) { return each.recipe == recipe; });
  if (place == arrays.inputs.end()) {
    place = arrays.inputs.insert(arrays.inputs.end(), Inputs<T>{});
    place->recipe = recipe;
    place->block = speed_inputs<T>(recipe.first, n, seed);
    place->x = repeated(place->block, plan.blocks);
  }
  if (row.two_inputs && place->x2.empty()) {
    place->second_block = speed_inputs<T>(recipe.second, n, seed + 1);
    place->x2 = repeated(place->second_block, plan.blocks);
  }
  return *place;
}

template <FloatFormat T>
Arrays<T> make_arrays(const SpeedRow& first, const FootprintPlan& plan, std::size_t output_pages) {
  const std::size_t n = plan.block_bytes / sizeof(T);
  Arrays<T> arrays;
  arrays.size = plan.blocks * n;
  arrays.y_offset = output_pages * page_bytes / sizeof(T);
  arrays.y.resize(arrays.y_offset + arrays.size + page_bytes / sizeof(T));
  arrays.slice = first.metric == Metric::latency ? std::min(n, chain_elements) : n;
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

// The kernel, or its copy where the row's layout moves the code.
template <FloatFormat T>
Kernel<T> kernel_of(const SpeedRow& row) {
  const Kernel<T> kernel = row.implementation->variant<T>().kernel;
  const Layout& layout = layouts[row.layout];
  if (!layout.copied) return kernel;
  return reinterpret_cast<Kernel<T>>(moved_code(reinterpret_cast<void*>(kernel), layout.code_bytes));
}

// One row's kernel on the arrays of one thread, which also makes the object: floating-point controls are its own.
template <FloatFormat T>
class GroupTask {
 public:
  GroupTask(const SpeedRow& row, Arrays<T>& arrays, Inputs<T>& inputs, double planted_share)
      : row_(row),
        arrays_(arrays),
        inputs_(inputs),
        controls_(float_controls()),
        kernel_(kernel_of<T>(row)),
        planted_(static_cast<std::size_t>(std::llround(planted_share * static_cast<double>(arrays.slice)))) {
    y_ = row.in_place ? inputs.x.data()
                      : arrays.y.data() + arrays.y_offset + layouts[row.layout].output_bytes / sizeof(T);
    evaluate_expected();
  }
  GroupTask(const GroupTask&) = delete;

  void run(std::size_t passes) {
    last_passes_ = passes;
    std::size_t at = arrays_.cursor;
    for (; passes > 0; --passes) {
      call(kernel_, inputs_.x.data(), inputs_.x2.data(), y_, at, arrays_.slice);
      if (planted_ != 0) call(kernel_, inputs_.x.data(), inputs_.x2.data(), y_, at, planted_);
      at += arrays_.slice;
      if (at == arrays_.size) at = 0;
    }
    arrays_.cursor = at;
  }

  void restore_input() {
    if (!compared_) differs_ = slice_differs(1) || differs_;
    compared_ = true;
    const std::size_t at = (arrays_.cursor + arrays_.size - arrays_.slice) % arrays_.size;
    std::memcpy(inputs_.x.data() + at, inputs_.block.data() + at % inputs_.block.size(), arrays_.slice * sizeof(T));
  }

  std::string verify(bool last) {
    const std::string leak = leaked_controls();  // puts them back, so that no other task is blamed
    const std::string thrown = take_thrown();
    if (failure_.empty()) failure_ = thrown.empty() ? leak : thrown;
    if (!row_.in_place) {
      const std::size_t slices = last ? std::min(last_passes_, arrays_.size / arrays_.slice) : 1;
      for (std::size_t back = 1; back <= slices; ++back) differs_ = slice_differs(back) || differs_;
    }
    compared_ = false;
    if (failure_.empty() && differs_) failure_ = "outputs differ from those of an untimed evaluation";
    return failure_;
  }

 private:
  // n elements from `at` on.
  void call(Kernel<T> kernel, const T* x, const T* x2, T* y, std::size_t at, std::size_t n) {
    const double* parameters = row_.parameters.empty() ? nullptr : row_.parameters.data();
    const T* second = row_.two_inputs ? x2 + at : nullptr;
    if (row_.metric == Metric::latency) run_chain(kernel, x + at, second, y + at, n, parameters, chain_);
    else kernel(x + at, second, y + at, n, parameters);
  }

  // By the kernel where it was linked, whatever the layout.
  void evaluate_expected() {
    expected_.resize(inputs_.block.size());
    for (std::size_t at = 0; at < expected_.size(); at += arrays_.slice)
      call(row_.implementation->variant<T>().kernel, inputs_.block.data(), inputs_.second_block.data(),
           expected_.data(), at, arrays_.slice);
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
    const std::size_t at = (arrays_.cursor + arrays_.size - back * arrays_.slice) % arrays_.size;
    return std::memcmp(y_ + at, expected_.data() + at % expected_.size(), arrays_.slice * sizeof(T)) != 0;
  }

  const SpeedRow& row_;
  Arrays<T>& arrays_;
  Inputs<T>& inputs_;
  FloatControls controls_;
  Kernel<T> kernel_;
  std::size_t planted_;  // elements that the kernel is called on again
  T* y_;
  Ring<T> expected_;         // outputs of a block, aligned as those timed are: some peers round by alignment
  std::uint64_t chain_ = 0;  // bits of the output before, in a latency chain
  std::size_t last_passes_ = 0;
  bool compared_ = false;  // in place: a pass of this epoch
  bool differs_ = false;
  std::string failure_;
};

bool is_control(const SpeedRow& row) { return row.implementation->function == copy_control.function; }

const SpeedRow& first_of_a_function(std::span<const SpeedRow> rows) {
  const auto found = std::find_if_not(rows.begin(), rows.end(), is_control);
  return found != rows.end() ? *found : rows.front();
}

// What one thread has: its arrays, and a task a row.
template <FloatFormat T>
struct Lane {
  Arrays<T> arrays;
  std::deque<GroupTask<T>> tasks;
};

// The row in all threads at once, as one piece of work.
template <FloatFormat T>
PairedTask paired_task(const SpeedRow& row, std::size_t place, std::deque<Lane<T>>& lanes, ThreadCrew& crew) {
  const auto task = [&lanes, place](unsigned thread) -> GroupTask<T>& { return lanes[thread].tasks[place]; };
  PairedTask paired{speed_row_name(row), lanes.front().arrays.slice * crew.size(), [task, &crew](std::size_t passes) {
                      crew.run([&](unsigned thread) { task(thread).run(passes); });
                    }};
  if (row.in_place)
    paired.restore = [task, &crew] { crew.run([&](unsigned thread) { task(thread).restore_input(); }); };
  paired.verify = [task, &crew](bool last) {
    std::vector<std::string> failures(crew.size());
    crew.run([&](unsigned thread) { failures[thread] = task(thread).verify(last); });
    const auto failed = std::find_if(failures.begin(), failures.end(), [](const auto& each) { return !each.empty(); });
    return failed != failures.end() ? *failed : std::string();
  };
  return paired;
}

// All that the tasks of a group run on.
template <FloatFormat T>
struct GroupState {
  explicit GroupState(std::span<const SpeedRow> given)
      : rows(given.begin(), given.end()), crew(given.front().threads) {}
  std::vector<SpeedRow> rows;  // and the controls'
  ThreadCrew crew;
  std::deque<Lane<T>> lanes;
};

template <FloatFormat T>
SpeedGroupTasks make_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                           const SpeedGroupOptions& options) {
  const auto state = std::make_shared<GroupState<T>>(rows);
  std::vector<SpeedRow>& all = state->rows;
  all.push_back(control_row(copy_control, rows.front()));
  all.push_back(control_row(relu_control(), rows.front()));

  state->lanes.resize(state->crew.size());
  state->crew.run([&](unsigned thread) {
    Lane<T>& lane = state->lanes[thread];
    lane.arrays = make_arrays<T>(all.front(), plan, options.output_pages);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const SpeedRow& fed_as = is_control(all[i]) ? first_of_a_function(rows) : all[i];
      lane.tasks.emplace_back(all[i], lane.arrays, inputs_of(fed_as, plan, options.input_seed, lane.arrays),
                              i < rows.size() ? options.planted_share : 0);
    }
  });
  SpeedGroupTasks group{{}, state->lanes.front().arrays.size, state};
  for (std::size_t i = 0; i < all.size(); ++i) {
    group.tasks.push_back(paired_task(all[i], i, state->lanes, state->crew));
    if (options.same_passes && i < rows.size()) group.tasks.back().same_passes = 1;
  }
  return group;
}

}  // namespace

SpeedRow control_row(const Implementation& control, const SpeedRow& like) {
  SpeedRow row;
  row.implementation = &control;
  row.format = like.format;
  row.metric = like.metric;
  row.footprint = like.footprint;
  row.input_mix = like.input_mix;
  row.threads = like.threads;
  return row;
}

SpeedGroupResult group_result(PairedResult paired, std::size_t elements) {
  SpeedGroupResult result;
  result.elements = elements;
  result.complete = paired.complete;
  if (!result.complete) return result;
  result.relu = std::move(paired.samples.back());
  paired.samples.pop_back();
  result.copy = std::move(paired.samples.back());
  paired.samples.pop_back();
  result.rows = std::move(paired.samples);
  return result;
}

SpeedGroupTasks make_speed_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                 const SpeedGroupOptions& options) {
  return visit_format(rows.front().format,
                      [&]<class T>(std::type_identity<T>) { return make_group<T>(rows, plan, options); });
}

SpeedGroupResult measure_speed_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                     const SpeedGroupOptions& options) {
  const SpeedGroupTasks group = make_speed_group(rows, plan, options);
  return group_result(run_paired(group.tasks, options.paired), group.elements);
}

}  // namespace softplus_bench
