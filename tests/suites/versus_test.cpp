// Workers and those who talk to them. What answers like a worker is a shell script here, so that it can be wrong.
#include "suites/versus.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <tuple>

#include "core/usage_error.hpp"
#include "suites/controls.hpp"
#include "suites/remote_group.hpp"
#include "suites/worker.hpp"
#include "suites/worker_process.hpp"

namespace softplus_bench {
namespace {

constexpr const char* row_id = "softplus/symmetric/binary32/scalar";

// An executable of these lines, for as long as the object lives.
class Script {
 public:
  explicit Script(const std::string& body) {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("softplus-bench-worker-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::ofstream(path_) << "#!/bin/sh\n" << body << '\n';
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all);
  }
  Script(const Script&) = delete;
  ~Script() { std::filesystem::remove(path_); }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string row_id_of_relu() { return "control/relu/binary32/" + std::string(name_of(relu_control().target)); }

// Greets, opens and times a pass in 1000 ns, `slow` times that of the row itself.
std::string obedient(const std::string& run_row, const std::string& last = "") {
  return "while read -r verb a b; do case $verb in\n"
         "hello) echo ok 1 abc;; rows) echo ok 2; echo softplus/a/binary32/scalar; echo softplus/b/binary32/scalar;;\n"
         "open) echo ok 100 usual;; verify) echo ok;;\n"
         "run) if [ $a = 0 ]; then " +
         run_row + "; else echo ok $((b * 1000)); fi;;\n" + last + "esac; done";
}

WorkerProcess::Options short_wait(double seconds = 4) { return {-1, seconds, nullptr}; }

std::string versus_refusal(const std::string& binary, double seconds = 4) {
  try {
    const WorkerProcess worker(binary, short_wait(seconds));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

VersusOptions quick() {
  VersusOptions options;
  options.rounds = 20;
  options.epoch_ns = 2000;
  options.launches = 1;
  options.time_out_seconds = 8;
  return options;
}

TEST_CASE("a worker opens a row, times it and its control, and says what is wrong") {
  Worker worker;
  const std::string row = std::string(row_id) + " throughput L1 uniform ";
  CHECK(worker.answer("hello 1").starts_with("ok 1 "));
  CHECK(worker.answer("rows").find(std::string("\n") + row_id) != std::string::npos);
  CHECK(worker.answer("run 0 1") == "failed nothing is open");
  CHECK(worker.answer("open " + row + "0 0 7 usual").starts_with("ok "));
  CHECK(worker.answer("run 0 2").starts_with("ok "));
  CHECK(worker.answer("run 1 2").starts_with("ok "));
  CHECK(worker.answer("verify 1") == "ok");
  CHECK(worker.answer("run 2 1").starts_with("failed "));
  CHECK(worker.answer("run 0 0").starts_with("failed "));
  CHECK(worker.answer("run 0 -1").starts_with("failed "));
  CHECK(worker.answer("close") == "ok");
  CHECK(worker.answer("verify 0") == "failed nothing is open");
  for (const std::string bad : {"", "hello", "hello 1 2", "nonsense", "open x throughput L1 uniform 0 0 7 usual"})
    CHECK(worker.answer(bad).starts_with("failed "));
  for (const std::string bad : {"0 nan 7 usual", "0 1.5 7 usual", "1 0.1 7 usual", "2 0 7 usual", "0 0 7 sideways"})
    CHECK(worker.answer("open " + row + bad).starts_with("failed "));
  CHECK(worker.answer("open " + std::string(row_id) + " round_trip L1 uniform 0 0 7 usual").starts_with("failed "));
}

TEST_CASE("a worker opens those of the layouts that it can time") {
  Worker worker;
  const std::string answer =
      worker.answer(std::string("open ") + row_id + " throughput L1 uniform 0 0 7 usual sideways output+64");
  CHECK(answer.ends_with(" usual output+64"));
  CHECK(worker.answer("run 1 1").starts_with("ok "));
  CHECK(worker.answer("run 2 1").starts_with("ok "));  // relu
}

TEST_CASE("what is planted is work, and the outputs stay right") {
  Worker worker;
  CHECK(worker.answer(std::string("open ") + row_id + " throughput L1 uniform 0 0.5 7 usual").starts_with("ok "));
  CHECK(worker.answer("run 0 3").starts_with("ok "));
  CHECK(worker.answer("verify 0") == "ok");
}

TEST_CASE("a worker makes a group of rows and their controls, and tries each row before") {
  Worker worker;
  const std::string in_l1 = "begin throughput L1 uniform 1 7 8192 1 ";
  CHECK(worker.answer("make").starts_with("failed "));
  CHECK(worker.answer(std::string("row ") + row_id + " 0").starts_with("failed "));
  CHECK(worker.answer(in_l1 + "1") == "ok");
  CHECK(worker.answer("make").starts_with("failed "));
  CHECK(worker.answer(std::string("row ") + row_id + " 0") == "ok");
  CHECK(worker.answer("row softplus_beta/symmetric/binary32/scalar[beta=2] 1") == "ok");
  CHECK(worker.answer("row " + row_id_of_relu() + " 0") == "ok");
  CHECK(
      worker.answer("row softplus/symmetric/binary64/scalar 0").starts_with("failed rows of a group have one format"));
  CHECK(worker.answer("row nothing/at/all/here 0").starts_with("failed this build has no row"));
  CHECK(worker.answer("make") == "ok 2048 2048");
  for (const std::string task : {"0", "1", "2", "3", "4"}) {
    CHECK(worker.answer("run " + task + " 2").starts_with("ok "));
    CHECK(worker.answer("verify " + task) == "ok");
  }
  CHECK(worker.answer("run 5 1").starts_with("failed "));
  for (const std::string bad : {"throughput L1 uniform 0 7 8192 1 1", "throughput L1 uniform 100000 7 8192 1 1",
                                "sideways L1 uniform 1 7 8192 1 1", "throughput L1 uniform 1 7 8191 1 1",
                                "throughput L1 uniform 1 7 8192 0 1", "round_trip L1 uniform 1 7 8192 1 1"})
    CHECK(worker.answer("begin " + bad).starts_with("failed "));
  CHECK(worker.answer("run 0 1") == "failed nothing is open");
}

// Of a worker of groups: what it does where it is asked for the row $row, once to try it and then to time it.
std::string group_worker(const std::string& when_tried, const std::string& when_run) {
  return "n=0; while read -r verb a b; do case $verb in hello) echo ok 1 abc;; begin) echo ok;; make) echo ok 64 32;;\n"
         "row) row=$a; eval r$n=$a; n=$((n + 1)); " +
         when_tried + " echo ok;;\nrun) eval row=\\$r$a; " + when_run +
         " echo ok $((b * 1000)) $((b * 2000));; verify) echo ok;; esac; done";
}

PairedResult timed_in(const std::string& script_body, double seconds = 5,
                      std::map<std::string, std::string>* ended = nullptr) {
  const Script script(script_body);
  std::vector<SpeedRow> rows{timed_row("softplus/log1p/binary32/scalar"), timed_row(row_id)};
  RemoteGroupOptions options;
  options.program = script.path();
  options.call_seconds = seconds;
  options.ended = ended;
  FootprintPlan plan;
  plan.block_bytes = 8192;
  plan.blocks = 1;
  RemoteGroup group(rows, plan, options);
  PairedOptions paired;
  paired.rounds = 12;
  paired.epoch_ns = 2000;
  const auto tasks = group.tasks();
  return run_paired(tasks, paired);
}

TEST_CASE("a group in another process is timed by that, with its controls") {
  const PairedResult result = timed_in(group_worker("", ""));
  REQUIRE(result.complete);
  REQUIRE(result.samples.size() == 4);
  for (const PairedSample& sample : result.samples) {
    CHECK(sample.failure.empty());
    CHECK(sample.ns_per_element() == std::vector<double>(12, 1000.0 / 32));
    if (has_time_stamp_counter) CHECK(sample.ticks_per_element() == std::vector<double>(12, 2000.0 / 32));
  }
}

TEST_CASE("a row that ends its worker or breaks its contract there fails, and the others go on in another worker") {
  const auto only_log1p = [](const std::string& action) { return "case $row in */log1p/*) " + action + ";; esac;"; };
  const std::string ends = only_log1p("kill -SEGV $$");
  const std::string hangs = only_log1p("sleep 100");
  const std::string differs = only_log1p("echo failed outputs differ; continue");
  const std::vector<std::tuple<std::string, std::string, double>> faults{
      {group_worker(ends, ""), "ended by signal 11 (Segmentation fault), called on inputs that it is to be timed on",
       5},
      {group_worker("", ends), "ended by signal 11 (Segmentation fault) while it was timed", 5},
      {group_worker(hangs, ""), "gave no answer in 0.5 s, called on inputs that it is to be timed on", 0.5},
      {group_worker("", hangs), "gave no answer in 0.5 s while it was timed", 0.5},
      {group_worker("", differs), "outputs differ", 5}};
  for (const auto& [script, reason, seconds] : faults) {
    const PairedResult result = timed_in(script, seconds);
    CAPTURE(script);
    REQUIRE(result.samples.size() == 4);
    CHECK(result.samples[0].failure == reason);
    for (std::size_t i = 1; i < 4; ++i) {
      CHECK(result.samples[i].failure.empty());
      CHECK(result.samples[i].epoch_ns.size() == 12);
    }
  }
}

TEST_CASE("a row that ended its worker is not called again, one that answered wrongly is") {
  std::map<std::string, std::string> ended;
  timed_in(group_worker("", "case $row in */log1p/*) kill -SEGV $$;; esac;"), 5, &ended);
  REQUIRE(ended.size() == 1);
  CHECK(ended.begin()->first == "softplus/log1p/binary32/scalar");
  const PairedResult again = timed_in(group_worker("", ""), 5, &ended);
  CHECK(again.samples[0].failure == "ended by signal 11 (Segmentation fault) while it was timed");
  CHECK(again.samples[1].failure.empty());
  ended.clear();
  timed_in(group_worker("case $row in */log1p/*) echo failed outputs differ; continue;; esac;", ""), 5, &ended);
  CHECK(ended.empty());
}

TEST_CASE("where no worker can be started every row says why") {
  for (const PairedSample& sample : timed_in("exit 2").samples)
    CHECK(sample.failure.find("ended with exit code 2") != std::string::npos);
}

TEST_CASE("a program that is no worker is refused with one line that names it and says why") {
  CHECK(versus_refusal("/nowhere/at-all").find("/nowhere/at-all: cannot be started: No such file") == 0);
  CHECK(versus_refusal("/").find("cannot be started") != std::string::npos);
  CHECK(versus_refusal("/bin/true").find("ended with exit code 0") != std::string::npos);
  CHECK(versus_refusal(Script("exit 2").path()).find("ended with exit code 2") != std::string::npos);
  CHECK(versus_refusal(Script("kill -SEGV $$").path()).find("ended by signal 11") != std::string::npos);
  CHECK(versus_refusal(Script("echo hello; sleep 100").path()).find("'hello', which no worker says") !=
        std::string::npos);
  CHECK(versus_refusal(Script("echo ok; sleep 100").path()).find("greeting") != std::string::npos);
  CHECK(versus_refusal(Script("echo ok 1; sleep 100").path()).find("greeting") != std::string::npos);
  CHECK(versus_refusal(Script("echo ok 99 abc; sleep 100").path()).find("speak version 99") != std::string::npos);
  CHECK(
      versus_refusal(Script("while :; do printf aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done").path()).find("without end") !=
      std::string::npos);
  CHECK(versus_refusal(Script("sleep 100").path(), 1).find("gave no answer in 0.25 s") != std::string::npos);
}

TEST_CASE("a worker that dies or hangs says so from then on") {
  const Script script("read x; echo ok 1 abc; read x; exit 7");
  WorkerProcess worker(script.path(), short_wait());
  CHECK(worker.commit() == "abc");
  CHECK(worker.ask("rows").text == "ended with exit code 7");
  CHECK_FALSE(worker.is_alive());
  CHECK(worker.ask("rows").text == "ended with exit code 7");
  const Script hanging("read x; echo ok 1 abc; read x; sleep 100");
  WorkerProcess other(hanging.path(), short_wait(0.4));
  CHECK(other.ask("rows").text == "gave no answer in 0.4 s");
}

TEST_CASE("a worker ends with who started it") {
  const Script script("echo $$ > $0.pid; read x; echo ok 1 abc; sleep 100");
  pid_t process = 0;
  {
    const WorkerProcess worker(script.path(), short_wait());
    std::ifstream(script.path() + ".pid") >> process;
  }
  std::filesystem::remove(script.path() + ".pid");
  REQUIRE(process > 0);
  CHECK_FALSE(std::filesystem::exists("/proc/" + std::to_string(process)));
}

TEST_CASE("builds are compared turn by turn, and a slower one is found") {
  const Script old_build(obedient("echo ok $((b * 1000))"));
  const Script new_build(obedient("echo ok $((b * 1120))"));
  std::vector<VersusRow> rows(1);
  rows[0].id = "softplus/a/binary32/avx2";
  const VersusReport report = compare_builds(old_build.path(), new_build.path(), rows, quick());
  REQUIRE(report.complete);
  REQUIRE(report.results.size() == 1);
  const VersusResult& result = report.results[0];
  CHECK(result.failure.empty());
  CHECK(result.judgement.verdict == SpeedVerdict::slower);
  CHECK(result.judgement.ratio == Approx(1.12));
  REQUIRE(result.launches.size() == 1);
  CHECK(result.launches[0].old_ns_per_element.median == Approx(10));
  CHECK(result.launches[0].figures.again.median == 1);
  CHECK(result.launches[0].figures.control.median == 1);
  CHECK(result.layouts.empty());
  CHECK(compare_builds(old_build.path(), old_build.path(), rows, quick()).results[0].judgement.verdict ==
        SpeedVerdict::same);
  CHECK(compare_builds(new_build.path(), old_build.path(), rows, quick()).results[0].judgement.verdict ==
        SpeedVerdict::faster);
}

TEST_CASE("a scalar row that is slower is measured again in its layouts") {
  const Script old_build(obedient("echo ok $((b * 1000))"));
  const Script new_build(obedient("echo ok $((b * 1120))"));
  // one whose code is slow only where the linker put it: its relu stands for the other layout
  std::string two_layouts = obedient("echo ok $((b * 1120))");
  two_layouts.replace(two_layouts.find("echo ok 100 usual"), 17,
                      "case \"$b\" in *code+32*) echo ok 100 usual code+32;; *) echo ok 100 usual;; esac");
  const Script misplaced(two_layouts);
  std::vector<VersusRow> rows(1);
  rows[0].id = "softplus/a/binary32/scalar";
  const VersusReport slower = compare_builds(old_build.path(), new_build.path(), rows, quick());
  CHECK(slower.results[0].judgement.verdict == SpeedVerdict::slower);
  CHECK(slower.results[0].layouts.size() == 1);
  const VersusReport suspect = compare_builds(old_build.path(), misplaced.path(), rows, quick());
  CHECK(suspect.results[0].judgement.verdict == SpeedVerdict::suspect_layout);
  REQUIRE(suspect.results[0].layouts.size() == 1);
  CHECK(suspect.results[0].layouts[0].new_best == "code+32");
  CHECK(suspect.results[0].layouts[0].old_best == "usual");
}

TEST_CASE("a row that fails in one build is not compared, says where, and the others are") {
  const Script old_build(obedient("echo ok $((b * 1000))"));
  std::string failing = obedient("echo ok $((b * 1000))");
  failing.replace(failing.find("open) "), 6,
                  "open) if [ $a = softplus/b/binary32/avx2 ]; then echo failed no room; else ");
  failing.replace(failing.find("echo ok 100 usual;;"), 19, "echo ok 100 usual; fi;;");
  const Script new_build(failing);
  std::vector<VersusRow> rows(2);
  rows[0].id = "softplus/b/binary32/avx2";
  rows[1].id = "softplus/a/binary32/avx2";
  const VersusReport report = compare_builds(old_build.path(), new_build.path(), rows, quick());
  CHECK(report.results[0].failure == "the new build: no room");
  CHECK(report.results[1].judgement.verdict == SpeedVerdict::same);
}

TEST_CASE("a kernel that kills its worker or answers no time fails its row and no other") {
  const Script old_build(obedient("echo ok $((b * 1000))"));
  std::vector<VersusRow> rows(2);
  rows[0].id = "softplus/a/binary32/avx2";
  rows[1].id = "softplus/b/binary32/avx2";
  std::string text =
      obedient("if [ \"$row\" = softplus/a/binary32/avx2 ]; then kill -SEGV $$; fi; echo ok $((b * 1000))");
  text.replace(text.find("open) "), 6, "open) row=$a; ");
  const VersusReport report = compare_builds(old_build.path(), Script(text).path(), rows, quick());
  CHECK(report.results[0].failure.find("the new build: ended by signal 11") == 0);
  CHECK(report.results[1].judgement.verdict == SpeedVerdict::same);
  for (const char* wrong : {"echo ok", "echo ok nan", "echo ok -5", "echo ok 0", "echo failed outputs differ"})
    CHECK_FALSE(
        compare_builds(old_build.path(), Script(obedient(wrong)).path(), rows, quick()).results[0].failure.empty());
}

TEST_CASE("a stop ends the comparison") {
  const Script build(obedient("echo ok $((b * 1000))"));
  std::atomic<bool> stop = false;
  VersusOptions options = quick();
  options.stop = &stop;
  options.progress = [&](double, std::string_view) { stop = true; };
  std::vector<VersusRow> rows(1);
  rows[0].id = "softplus/a/binary32/avx2";
  CHECK_FALSE(compare_builds(build.path(), build.path(), rows, options).complete);
}

TEST_CASE("rows are those of both builds, and of one alone") {
  const Script build(obedient("echo ok 1"));
  CHECK(rows_of_build(build.path()) ==
        std::vector<std::string>{"softplus/a/binary32/scalar", "softplus/b/binary32/scalar"});
  const std::vector<std::string> old_ids{"a", "b"};
  const std::vector<std::string> new_ids{"c", "b"};
  const SharedRows shared = shared_rows(old_ids, new_ids);
  CHECK(shared.both == std::vector<std::string>{"b"});
  CHECK(shared.only_old == std::vector<std::string>{"a"});
  CHECK(shared.only_new == std::vector<std::string>{"c"});
}

TEST_CASE("a margin that is none is refused before anything is started") {
  VersusOptions options;
  options.margin = 0;
  CHECK_THROWS_AS(compare_builds("/nowhere", "/nowhere", {}, options), UsageError);
}

}  // namespace
}  // namespace softplus_bench
