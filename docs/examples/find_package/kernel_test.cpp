// A unit test of a kernel: its largest error on a sample of binary32, held to a promise. Exits with 1 when that is
// broken.
#include <cmath>
#include <cstdio>
#include <softplus_bench/harness.hpp>

namespace {

float my_softplus(float x) { return std::fmax(x, 0.0f) + std::log1p(std::exp(-std::fabs(x))); }

}  // namespace

int main() try {
  namespace harness = softplus_bench::harness;
  harness::Request request = harness::request_of<my_softplus>("softplus");
  request.name = "my_softplus";
  request.claim_max_ulp = 2;
  request.samples = 100000;  // or: request.exhaustive = true, every input
  const harness::Accuracy accuracy = harness::measure(request);
  std::puts(accuracy.summary.c_str());
  for (const harness::Region& region : accuracy.regions)
    std::printf("  %-16s %8.4f ulp on %llu inputs\n", region.name.c_str(), region.max_ulp,
                static_cast<unsigned long long>(region.n));

  const harness::Point one = harness::bits(1.0f);
  std::printf("softplus(1) = %s; my_softplus is %+.4f ulp off\n",
              harness::exact("softplus", "binary32", one).decimal.c_str(),
              harness::score("softplus", "binary32", one, harness::bits(my_softplus(1))).ulp_error);
  return accuracy.verdict == harness::Verdict::kept ? 0 : 1;
} catch (const softplus_bench::harness::Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
