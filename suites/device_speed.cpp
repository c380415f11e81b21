#include "suites/device_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <limits>
#include <utility>
#include <vector>

namespace softplus_bench {
namespace {

// The inputs repeat after so many: more than a branch predictor learns (speed_inputs.hpp), few enough to be kept for
// every row.
constexpr std::size_t period_elements = std::size_t{1} << 16;
constexpr std::size_t compared_elements = 1024;
// A clock that stands still during so many launches is none: the coarsest have steps of a microsecond, and no launch
// takes less than a nanosecond.
constexpr std::size_t most_launches_of_no_time = 1024;
// All bits set, a NaN in every format, which no kernel returns of the inputs that are timed.
constexpr std::byte poison{0xff};

// What the tasks of a group share.
template <FloatFormat T>
struct Buffers {
  DeviceStream& stream;
  const Clock& clock;
  std::vector<T> x;   // as it is on the device
  std::vector<T> x2;  // likewise; empty where no row has two inputs
  std::vector<T> y;   // what was read back
  std::size_t compared_at = 0;

  std::size_t size() const { return x.size(); }
  std::size_t period() const { return std::min(size(), period_elements); }
  std::size_t compared() const { return std::min(size(), compared_elements); }
  void compare_at_next_place() {
    compared_at += compared();
    if (compared_at + compared() > size()) compared_at = 0;
  }
  void read(DeviceBuffer from, std::size_t first, std::size_t n) {
    stream.read(from, first * sizeof(T), std::as_writable_bytes(std::span(y).subspan(first, n)));
  }
};

template <FloatFormat T>
std::vector<T> repeated(const Distribution& distribution, std::size_t n, std::uint64_t seed) {
  std::vector<T> values = speed_inputs<T>(distribution, std::min(n, period_elements), seed);
  values.reserve(n);
  for (std::size_t i = values.size(); i < n; ++i) values.push_back(values[i - period_elements]);
  return values;
}

// One row's kernel on the buffers. Nothing is thrown: what is, becomes the failure.
template <FloatFormat T>
class DeviceTask {
 public:
  DeviceTask(const SpeedRow& row, Buffers<T>& buffers) : row_(row), buffers_(buffers) {
    guarded([&] {
      launch_.kernel = buffers_.stream.prepare({row.implementation->function, row.implementation->name, row.format});
      launch_.n = buffers_.size();
      std::copy_n(row.parameters.begin(), row.parameters.size(), launch_.parameters);
      buffers_.stream.run(launch_, 1);  // out of place, whatever the row
      buffers_.read(DeviceBuffer::y, 0, buffers_.period());
      expected_.assign(buffers_.y.begin(), buffers_.y.begin() + static_cast<std::ptrdiff_t>(buffers_.period()));
      launch_.in_place = row.in_place;
    });
  }
  DeviceTask(const DeviceTask&) = delete;

  // Nanoseconds; infinity of a task that failed.
  double run(std::size_t passes) {
    double ns = 0;
    guarded([&] {
      ns = row_.metric == Metric::round_trip ? round_trips(passes) : buffers_.stream.run(launch_, passes);
      const bool too_short = ns == 0 && (is_calibrated_ || passes >= most_launches_of_no_time);
      if (too_short || !(ns >= 0))
        failure_ =
            fmt::format("the clock of the device gave {} ns for {} launch{}", ns, passes, passes > 1 ? "es" : "");
    });
    return failure_.empty() ? ns : std::numeric_limits<double>::infinity();
  }

  void restore_input() {
    guarded([&] {
      if (!compared_) compare(DeviceBuffer::x, buffers_.compared_at, buffers_.compared());
      compared_ = true;
    });
    try {  // for the others too, whatever became of this one
      buffers_.stream.write(DeviceBuffer::x, 0, std::as_bytes(std::span(buffers_.x)));
    } catch (const std::exception& error) {
      if (failure_.empty()) failure_ = error.what();
    }
  }

  std::string verify(bool last) {
    is_calibrated_ = true;
    guarded([&] {
      if (!row_.in_place && last) compare(DeviceBuffer::y, 0, buffers_.size());
      else if (!row_.in_place) compare(DeviceBuffer::y, buffers_.compared_at, buffers_.compared());
    });
    compared_ = false;
    // What the next epoch does not write must not be what this one wrote.
    buffers_.compare_at_next_place();
    guarded([&] {
      const std::span place = std::span(buffers_.y).subspan(buffers_.compared_at, buffers_.compared());
      std::memset(static_cast<void*>(place.data()), std::to_integer<int>(poison), place.size_bytes());
      buffers_.stream.fill(DeviceBuffer::y, buffers_.compared_at * sizeof(T), place.size_bytes(), poison);
    });
    return failure_;
  }

 private:
  template <class Action>
  void guarded(Action action) {
    if (!failure_.empty()) return;
    try {
      action();
    } catch (const std::exception& error) {
      failure_ = error.what();
    }
  }

  double round_trips(std::size_t passes) {
    const ClockReading start = buffers_.clock();
    for (; passes > 0; --passes) {
      buffers_.stream.write(DeviceBuffer::x, 0, std::as_bytes(std::span(buffers_.x)));
      if (row_.two_inputs) buffers_.stream.write(DeviceBuffer::x2, 0, std::as_bytes(std::span(buffers_.x2)));
      buffers_.stream.run(launch_, 1);
      buffers_.read(DeviceBuffer::y, 0, buffers_.size());
    }
    return static_cast<double>(buffers_.clock().nanoseconds - start.nanoseconds);
  }

  void compare(DeviceBuffer from, std::size_t first, std::size_t n) {
    if (row_.metric != Metric::round_trip) buffers_.read(from, first, n);  // or they are here already
    for (std::size_t at = first; at < first + n;) {
      const std::size_t in_period = at % expected_.size();
      const std::size_t length = std::min(first + n - at, expected_.size() - in_period);
      if (std::memcmp(buffers_.y.data() + at, expected_.data() + in_period, length * sizeof(T)) != 0) {
        failure_ = "outputs differ from those of an untimed evaluation";
        return;
      }
      at += length;
    }
  }

  const SpeedRow& row_;
  Buffers<T>& buffers_;
  DeviceLaunch launch_;
  std::vector<T> expected_;  // outputs of the first period
  bool is_calibrated_ = false;
  bool compared_ = false;  // in place: a pass of this epoch
  std::string failure_;
};

template <FloatFormat T>
PairedTask paired_task(const SpeedRow& row, DeviceTask<T>& task, std::size_t elements) {
  PairedTask paired;
  paired.name = speed_row_name(row);
  paired.elements = elements;
  paired.timed_run = [&task](std::size_t passes) { return EpochTime{task.run(passes), 0}; };
  if (row.in_place) paired.restore = [&task] { task.restore_input(); };
  paired.verify = [&task](bool last) { return task.verify(last); };
  return paired;
}

template <FloatFormat T>
SpeedGroupResult measure(std::span<const SpeedRow> rows, const FootprintPlan& plan, const SpeedGroupOptions& options,
                         DeviceStream& stream) {
  const Implementation copy = device_control("copy", *rows.front().implementation);
  const Implementation relu = device_control("relu", *rows.front().implementation);
  std::vector<SpeedRow> all(rows.begin(), rows.end());
  all.push_back(control_row(copy, rows.front()));
  all.push_back(control_row(relu, rows.front()));

  const InputRecipe recipe = recipe_of(rows.front());
  const bool two_inputs = std::any_of(rows.begin(), rows.end(), [](const SpeedRow& row) { return row.two_inputs; });
  const std::size_t n = plan.block_bytes / sizeof(T);
  Buffers<T> buffers{stream, options.paired.clock, repeated<T>(recipe.first, n, options.input_seed), {}, {}};
  if (two_inputs) buffers.x2 = repeated<T>(recipe.second, n, options.input_seed + 1);
  buffers.y.resize(n);
  stream.reserve(plan.block_bytes);
  stream.write(DeviceBuffer::x, 0, std::as_bytes(std::span(buffers.x)));
  if (two_inputs) stream.write(DeviceBuffer::x2, 0, std::as_bytes(std::span(buffers.x2)));
  stream.fill(DeviceBuffer::y, 0, plan.block_bytes, poison);

  std::deque<DeviceTask<T>> device_tasks;
  std::vector<PairedTask> tasks;
  for (const SpeedRow& row : all) {
    tasks.push_back(paired_task(row, device_tasks.emplace_back(row, buffers), n));
    if (options.same_passes && tasks.size() <= rows.size()) tasks.back().same_passes = 1;
  }
  return group_result(run_paired(tasks, options.paired), n);
}

}  // namespace

Implementation device_control(std::string_view name, const Implementation& like) {
  Implementation control;
  control.function = "control";
  control.name = name;
  control.target = like.target;
  control.library = like.library;
  return control;
}

SpeedGroupResult measure_device_group(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                      const SpeedGroupOptions& options, DeviceStream& stream) {
  return visit_format(rows.front().format,
                      [&]<class T>(std::type_identity<T>) { return measure<T>(rows, plan, options, stream); });
}

SpeedGroupResult DeviceGroups::measure(std::span<const SpeedRow> rows, const FootprintPlan& plan,
                                       SpeedGroupOptions options) {
  const Target target = rows.front().implementation->target;
  if (stream_ == nullptr || target != target_) {
    const OpenDevice* device = open_device(target);
    if (device == nullptr) throw DeviceError(fmt::format("no device of {} was opened", name_of(target)));
    stream_ = device->api->open(device->index);
    target_ = target;
  }
  options.paired.seconds = device_group_seconds;
  try {
    SpeedGroupResult result = measure_device_group(rows, plan, options, *stream_);
    const auto failed = [](const PairedSample& sample) { return !sample.failure.empty(); };
    // A queue may be of no use after an error: the next group gets a new one.
    if (failed(result.copy) || failed(result.relu) || std::any_of(result.rows.begin(), result.rows.end(), failed))
      stream_.reset();
    return result;
  } catch (...) {
    stream_.reset();
    throw;
  }
}

}  // namespace softplus_bench
