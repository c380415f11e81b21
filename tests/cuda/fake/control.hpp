// How a test steers the driver that stands for NVIDIA's: the two entries that it has beyond CUDA's.
#pragma once

namespace softplus_bench::fake_cuda {

struct Plan {
  int devices = 2;
  const char* failing = "";  // the entry that fails, by its name in CUDA's documentation: "cuMemAlloc"
  int at_call = 1;           // its how manieth call fails; those before and after succeed
  int code = 0;              // what it returns then
  int after_launch = 0;      // a code that the launch itself hides and every later wait returns
};

struct Counts {
  int live = 0;  // allocations, streams, events, modules and retained contexts not yet given back
  int allocations = 0;
  int modules_loaded = 0;
  int launches = 0;
  int calls_without_context = 0;  // in a thread that has none current, of the entries that need one
};

// extern "C" void fake_cuda_set(const Plan*): also forgets all counts. The plan's text lives until the next call.
using Set = void(const Plan*);
// extern "C" void fake_cuda_counts(Counts*)
using GetCounts = void(Counts*);

}  // namespace softplus_bench::fake_cuda
