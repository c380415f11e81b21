// The catalogue of peers, whether or not their libraries are here.
#include "suites/peers.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <set>

#include "core/usage_error.hpp"
#include "impls/peer_table.hpp"
#include "impls/table.hpp"
#include "reference/function.hpp"
#include "suites/devices.hpp"

namespace softplus_bench {
namespace {

Request request_of(std::vector<std::string> filters, std::vector<std::string> targets = {}) {
  Request request;
  request.suite = parse_suite("name = 'test'\nfilters = ['*']\n[accuracy]\nsamples = 100\n", "test.toml");
  request.filters = std::move(filters);
  request.targets = std::move(targets);
  return request;
}

Implementation peer_row_named(std::string_view name, Target target, std::string_view absent = {}) {
  Implementation implementation;
  implementation.function = "softplus";
  implementation.name = name;
  implementation.target = target;
  implementation.absent = absent;
  implementation.binary32.kernel = [](const float*, const float*, float*, std::size_t, const double*) noexcept {};
  return implementation;
}

// The rows that a plan over a table of one peer and one row of ours measures.
std::set<std::string> planned(const Request& request) {
  const Implementation ours = peer_row_named("symmetric", Target::scalar);
  const Implementation peer = peer_row_named("sleef_u10", Target::peer);
  const std::vector<const Implementation*> table{&ours, &peer};
  std::set<std::string> rows;
  for (const AccuracyJob& job : make_plan(request, table).accuracy)
    for (const Implementation* each : job.implementations) rows.insert(std::string(each->name));
  return rows;
}

TEST_CASE("a peer takes part only where a filter or --targets asks for it by name or target") {
  using Rows = std::set<std::string>;
  const Rows ours{"symmetric"};
  const Rows both{"sleef_u10", "symmetric"};
  const Rows peer{"sleef_u10"};
  CHECK(planned(request_of({})) == ours);
  CHECK(planned(request_of({"*"})) == ours);
  CHECK(planned(request_of({"softplus/*/binary32/*"})) == ours);
  CHECK(planned(request_of({"re:softplus/"})) == ours);
  CHECK(planned(request_of({"!*/binary64/*"})) == ours);
  CHECK(planned(request_of({"*/peer"})) == peer);
  CHECK(planned(request_of({"softplus/sleef_u10/*"})) == peer);
  CHECK(planned(request_of({"softplus/s*/*"})) == both);
  CHECK(planned(request_of({"re:sleef"})) == peer);
  CHECK(planned(request_of({"*", "*/peer"})) == both);
  CHECK(planned(request_of({"softplus/*"}, {"peer"})) == peer);
  CHECK(planned(request_of({}, {"peer", "scalar"})) == both);
  CHECK_THROWS_WITH(planned(request_of({"*/peer", "!*/sleef*"})), Catch::Contains("peers take part where a filter"));
}

TEST_CASE("a peer that was not found is a named skip") {
  const Implementation ours = peer_row_named("symmetric", Target::scalar);
  const Implementation peer = peer_row_named("sleef_u10", Target::peer, "SLEEF was not found");
  const std::vector<const Implementation*> table{&ours, &peer};
  const Plan plan = make_plan(request_of({"softplus/s*"}), table);
  REQUIRE(plan.accuracy.size() == 1);
  CHECK(plan.accuracy[0].implementations == std::vector<const Implementation*>{&ours});
  CHECK(plan.omissions == std::vector<Omission>{{"softplus/sleef_u10/binary32/peer", "SLEEF was not found"}});
}

TEST_CASE("the catalogue holds our own rows, those of every peer and those of devices") {
  const auto all = implementation_catalogue();
  const auto ours = implementation_table();
  REQUIRE(all.size() > ours.size());
  CHECK(std::equal(ours.begin(), ours.end(), all.begin()));
  std::set<std::string_view> names;
  const auto devices = device_implementations();
  REQUIRE(all.size() > ours.size() + devices.size());
  CHECK(std::equal(devices.rbegin(), devices.rend(), all.rbegin()));
  for (const Implementation* each : all.subspan(ours.size(), all.size() - ours.size() - devices.size())) {
    CHECK(each->target == Target::peer);
    CHECK(find_function(each->function) != nullptr);
    CHECK_FALSE(each->library.empty());
    CHECK_FALSE(each->strategy.empty());
    names.insert(each->name);
  }
  CHECK(names == std::set<std::string_view>{"glibc", "libmvec_naive", "libmvec_symmetric", "sleef_u10", "sleef_u35",
                                            "highway", "xsimd", "eigen", "onednn", "boost", "libtorch"});
}

TEST_CASE("a module that was not built says what to install") {
  for (const PeerModule& module : peer_modules()) {
    if (module.absent.empty()) continue;
    INFO(module.absent);
    CHECK((module.absent.find("install") != std::string_view::npos ||
           module.absent.find("configure") != std::string_view::npos ||
           module.absent.find("only") != std::string_view::npos ||
           module.absent.find("needed") != std::string_view::npos));
  }
}

// An empty folder, and nobody else's: several builds are tested at once.
struct OwnFolder {
  std::string path = SOFTPLUS_BENCH_PLANTED_PLUGINS "/../own-XXXXXX";
  OwnFolder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  OwnFolder(const OwnFolder&) = delete;
  ~OwnFolder() { std::filesystem::remove_all(path); }
};

TEST_CASE("the widest file that the processor runs is taken") {
  const OwnFolder own;
  const std::filesystem::path folder = own.path;
  for (const char* name : {"/x.so", "/x.avx2.so", "/x.avx512.so", "/y.so"})
    std::fclose(std::fopen((folder.string() + name).c_str(), "w"));
  constexpr TargetSet old{Target::scalar, Target::sse4};
  CHECK(peer_file(folder, "x", old) == folder / "x.so");
  CHECK(peer_file(folder, "x", old.with(Target::avx2)) == folder / "x.avx2.so");
  CHECK(peer_file(folder, "x", old.with(Target::avx2).with(Target::avx512)) == folder / "x.avx512.so");
  CHECK(peer_file(folder, "y", old.with(Target::avx2)) == folder / "y.so");
}

TEST_CASE("a module whose rows are not those declared is refused") {
  const OwnFolder own;
  const std::filesystem::path folder = own.path;
  for (const Implementation* each : implementation_catalogue()) {
    if (each->name != "boost" || each->target != Target::peer || !each->absent.empty()) continue;
    std::filesystem::copy_file(std::filesystem::path(SOFTPLUS_BENCH_PLANTED_PLUGINS) / "right.so", folder / "boost.so",
                               std::filesystem::copy_options::overwrite_existing);
    CHECK_THROWS_WITH(load_peers({&each, 1}, folder),
                      Catch::Contains("boost.so: offers softplus/mine, unlike what this program was built with"));
    CHECK_THROWS_WITH(load_peers({&each, 1}, "/nowhere"), Catch::Contains("/nowhere/boost.so: cannot be loaded"));
  }
}

TEST_CASE("every module that was built has the rows that were declared") {
  for (const Implementation* each : implementation_catalogue()) {
    // libtorch takes seconds to load, and is loaded by tests/cli.
    if (each->target != Target::peer || !each->absent.empty() || each->name == "libtorch") continue;
    INFO(each->name);
    CHECK_NOTHROW(load_peers({&each, 1}, SOFTPLUS_BENCH_PEERS_FOLDER));
    CHECK(each->credit.find(", ") != std::string_view::npos);
    CHECK(each->credit.starts_with(std::string(each->library) + ", "));
    CHECK(each->library.find_first_of("0123456789") != std::string_view::npos);
  }
}

}  // namespace
}  // namespace softplus_bench
