"""What goes wrong in other people's gates does not in this one: a class of tests for each way (docs/gate.md has the list).

The rows that are judged are plug-ins that the tests build, so that a kernel can really become worse, better or slower.
"""
import json
import os
import re
import shlex
import signal
import subprocess
import unittest

from command_line import EXECUTABLE, OTHER_ROW, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json
from plugins import ROOT, ROW, WRONG, plugin

BASELINE = ["--baseline", "baseline"]
SUMMARY = r"gate: \d+ passed, \d+ failed, \d+ skipped"
# No floating-point error: a whole class of inputs lost.
NAN = "if (x_i > 20) y_i = NAN;"


class Gate(CommandLine):
    def setUp(self):
        super().setUp()
        plugin(self.folder)

    def gate(self, *arguments, code, **options):
        """The gate on the plug-in; the summary is the last line whatever the verdict."""
        result = self.succeed("gate", "--plugin", "mine.so", "-q", *arguments, code=code, **options)
        self.assertRegex(result.stdout.splitlines()[-1], rf"\A{SUMMARY}\Z")
        return result

    def accept(self, *arguments, row="*/plugin", why="as it was measured", only=False):
        """Accepts the plug-in's rows; the file that holds them."""
        plugins = [] if only else ["--plugin", "mine.so"]
        self.succeed("baseline", "accept", row, *plugins, *arguments, *BASELINE, "--why", why, "-q")
        return next((self.folder / "baseline" / "accuracy").iterdir())

    def refuse_to_accept(self, *arguments, words):
        plugins = [] if "--run" in arguments else ["--plugin", "mine.so"]
        before = self.files("baseline")
        self.refused("baseline", "accept", "*/plugin", *plugins, *arguments, *BASELINE, "--why", "it must not", "-q", words=words)
        self.assertEqual(self.files("baseline"), before)

    def files(self, folder):
        return {path: path.read_bytes() for path in (self.folder / folder).rglob("*") if path.is_file()}

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments], cwd=self.folder, check=True, capture_output=True,
                       env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"})

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def repository(self):
        """A repository in which plug-ins are built and not committed."""
        self.git("init", "-q", "-b", "main")
        self.write(".gitignore", "*.so\n*.c\n!kernel.c\n")
        self.write("kernel.c", "/* as committed */\n")
        self.commit("the kernels")

    def shell(self, script, shell="bash"):
        """The exit code of a script in which $gate is the command."""
        gate = f"{shlex.quote(EXECUTABLE)} gate --plugin mine.so -q"
        return subprocess.run([shell, "-c", f"gate={shlex.quote(gate)}; {script}"], cwd=self.folder, capture_output=True, text=True)


class NeverFires(Gate):
    """the gate never fires: a regular expression or a pipe decides in its place"""

    def test_a_fault_that_is_really_there_is_seen(self):
        self.gate(code=0)
        for fault in (WRONG, NAN, "if (x_i == 0x1.8p+1f) y_i = nextafterf(nextafterf(y_i, 9), 9);"):
            plugin(self.folder, spoil=fault)
            self.assertIn(f"FAILED {ROW}", self.gate(code=4).stdout)

    def test_the_verdict_is_the_exit_code_and_stands_in_the_output_as_well(self):
        plugin(self.folder, spoil=WRONG)
        result = self.succeed("gate", "--plugin", "mine.so", "--json", code=4)
        self.assertEqual(parse_json(result.stdout)["exit_code"], 4)
        self.assertRegex(result.stderr, rf"{SUMMARY}\n\Z")

    def test_a_pipe_hides_the_exit_code_of_any_program_and_pipefail_keeps_this_one(self):
        plugin(self.folder, spoil=WRONG)
        self.assertEqual(self.shell("$gate | tee log").returncode, 0)
        self.assertRegex((self.folder / "log").read_text().splitlines()[-1], r"[1-9]\d* failed")
        self.assertEqual(self.shell("set -o pipefail; $gate | tee log").returncode, 4)
        self.assertEqual(self.shell("set -e; { $gate; }; echo went on").returncode, 4)

    def test_the_documentation_says_so(self):
        self.assertIn("pipefail", (ROOT / "docs" / "gate_immunity.md").read_text())


class ExitCodes(Gate):
    """exit codes collide: a script takes a regression for a missing baseline"""

    def test_a_verdict_is_3_or_more_and_2_is_for_usage_alone(self):
        plugin(self.folder, spoil=WRONG)
        self.gate(code=4)
        self.refused("gate", "--plugin", "mine.so", "--no-such-option", code=2)
        self.refused("gate", "--plugin", "mine.so", "--baseline", "nowhere", code=2, words="nowhere")

    def test_make_turns_every_failure_into_2_which_is_no_verdict_of_the_gate(self):
        plugin(self.folder, spoil=WRONG)
        if subprocess.run(["which", "make"], capture_output=True, check=False).returncode != 0:
            self.skipTest("make is not installed")
        self.write("Makefile", "gate:\n\t$(gate)\n")
        ended = self.shell('make gate gate="$gate"')
        self.assertEqual(ended.returncode, 2)
        self.assertRegex(ended.stdout, r"[1-9]\d* failed")


class NothingCompared(Gate):
    """nothing was compared, and all is green"""

    def test_a_filter_that_matches_nothing_is_2(self):
        self.refused("gate", "--plugin", "mine.so", "-f", "softplus/nobody/*", code=2, words="matches nothing")

    def test_rows_that_are_all_skipped_are_6_whatever_is_allowed(self):
        plugin(self.folder, claim="-1")
        self.gate(code=6)
        self.gate("--allow-missing", code=6)

    def test_a_row_that_failed_is_6(self):
        plugin(self.folder, spoil="((float*)y)[n] = 1;")
        self.assertIn("wrote past the end", self.gate(code=6).stdout)

    def test_a_run_without_rows_is_6(self):
        self.succeed("run", "accuracy", "--samples", "300", "-f", OTHER_ROW, "-q", "-o", "out")
        run = parse_json((self.folder / "out" / "run.json").read_text())
        self.write("out/run.json", json.dumps({**run, "records": [], "omissions": [{"id": OTHER_ROW, "reason": "no time"}]}))
        for extra in ([], ["--allow-missing"]):
            self.succeed("gate", "--run", "out", *extra, code=6)


    def test_an_accepted_row_that_is_no_longer_there_is_6_unless_it_may_be_missing(self):
        plugin(self.folder, "gone.so", name="gone")
        self.accept("--plugin", "gone.so")
        self.gate("--plugin", "gone.so", *BASELINE, code=0)
        self.assertIn(ROW.replace("mine", "gone"), self.gate(*BASELINE, code=6).stdout)
        self.gate(*BASELINE, "--allow-missing", code=0)

    def test_an_accepted_row_of_which_other_inputs_are_measured_is_6(self):
        file = self.accept()
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        for line in lines:
            if line.get("inputs") == "stratified":
                line["n"] += 1
        file.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
        self.gate(*BASELINE, code=6)


class NoLimit(Gate):
    """a limit that is NaN, infinite or absurd is taken, and nothing is above it"""

    def test_a_margin_that_is_no_share_is_2(self):
        for margin in ("nan", "inf", "-5%", "0", "-0", "1e309", "100.1%", "5 %", "5%%", "five", "1e-400", " "):
            with self.subTest(margin):
                self.refused("gate", "--plugin", "mine.so", f"--margin={margin}", words="--margin")

    def test_a_number_of_launches_or_samples_that_is_none_is_2(self):
        for option in ("--launches", "--samples", "--seed", "--threads"):
            for value in ("nan", "inf", "-1", "1e3", "", "99999999999999999999"):
                with self.subTest(f"{option}={value}"):
                    self.refused("gate", "--plugin", "mine.so", f"{option}={value}", words=option)

    def test_an_infinite_claim_is_refused_and_a_claim_of_nan_is_none(self):
        plugin(self.folder, claim="INFINITY")
        self.refused("gate", "--plugin", "mine.so", words="infinite")
        plugin(self.folder, claim="NAN", spoil=WRONG)
        self.assertIn("no claim", self.gate(code=6).stdout)

    def test_a_stored_run_whose_claim_is_no_number_is_not_compared(self):
        self.succeed("run", "accuracy", "--plugin", "mine.so", "-f", ROW, "-f", OTHER_ROW, "--samples", "300", "-q", "-o", "out")
        run = parse_json((self.folder / "out" / "run.json").read_text())
        for claim in ("nan", "inf", -1):
            for record in run["records"]:
                if record["target"] == "plugin":
                    record["claim_ulp"] = claim
            self.write("out/run.json", json.dumps(run))
            self.assertIn("no limit", self.succeed("gate", "--run", "out", code=6).stdout)

    def test_a_baseline_with_such_a_limit_is_2(self):
        file = self.accept()
        good = file.read_text()
        ulp = next(json.loads(line)["max_ulp"] for line in good.splitlines() if '"stratified"' in line)
        for bad in ("NaN", '"nan"', '"inf"', "Infinity", "-1", "1e999", "null", "true", '"0.5"', "[]"):
            with self.subTest(bad):
                self.assertIn(f'"max_ulp":{ulp}', good)
                file.write_text(good.replace(f'"max_ulp":{ulp}', f'"max_ulp":{bad}'))
                self.refused("gate", "--plugin", "mine.so", *BASELINE, "-q", words=str(file.relative_to(self.folder)))

    def test_a_baseline_that_is_cut_off_merged_badly_or_of_a_later_version_is_2(self):
        file = self.accept()
        good = file.read_text()
        lines = good.splitlines(keepends=True)
        for name, text in (("cut off", good[:-20]), ("empty", ""), ("a conflict", good + "<<<<<<< ours\n"), ("an entry twice", good + lines[-1]),
                           ("unsorted", lines[0] + "".join(reversed(lines[1:]))), ("a later version", good.replace('"schema_version":1', '"schema_version":2')),
                           ("an unknown key", good.replace('"max_ulp":', '"most_ulp":', 1))):
            with self.subTest(name):
                file.write_text(text)
                self.refused("gate", "--plugin", "mine.so", *BASELINE, "-q", words=str(file.relative_to(self.folder)))

    def test_an_unknown_key_of_a_suite_is_2(self):
        suite = self.write("own.toml", 'name = "own"\n[accuracy]\nsample = 300\n')
        self.refused("gate", "--plugin", "mine.so", "--suite", suite, words="sample")


class BaselineBySideEffect(Gate):
    """a regressed run becomes the baseline"""

    def test_the_gate_never_writes_the_baseline_whatever_it_finds(self):
        plugin(self.folder, claim="100")
        self.accept()
        before = self.files("baseline")
        for spoil, code in (("", 0), (WRONG, 4), (NAN, 4)):
            plugin(self.folder, claim="100", spoil=spoil)
            self.gate(*BASELINE, code=code)
            self.gate(*BASELINE, code=code)  # nor is what was seen once taken for granted
            self.assertEqual(self.files("baseline"), before)

    def test_a_gate_without_a_baseline_makes_none(self):
        before = sorted(os.listdir(self.folder))
        self.gate(code=0)
        self.assertEqual(sorted(os.listdir(self.folder)), before)

    def test_accept_refuses_a_broken_claim_and_leaves_what_was_there(self):
        self.accept()
        before = self.files("baseline")
        plugin(self.folder, spoil=WRONG)
        self.refuse_to_accept(words=["breaks its claim", ROW])
        self.assertEqual(self.files("baseline"), before)


class FrozenBaseline(Gate):
    """a frozen baseline hides slack, and one that tightens itself locks luck in"""

    def test_what_got_better_is_proposed_and_not_adopted(self):
        plugin(self.folder, spoil=WRONG, claim="100")
        self.accept()
        before = self.files("baseline")
        plugin(self.folder, claim="100")
        result = self.gate(*BASELINE, code=0)
        self.assertIn("baseline accept", result.stdout)
        self.assertEqual(self.files("baseline"), before)
        plugin(self.folder, spoil=WRONG, claim="100")  # still as good as what was accepted
        self.gate(*BASELINE, code=0)


class StaleOnMerge(Gate):
    """two branches change the baseline, and the main branch is red or cannot be merged"""

    def test_two_branches_that_accept_different_rows_merge_and_the_gate_reads_the_result(self):
        names = ["a", "k", "m", "t", "z"]
        for name in names:
            plugin(self.folder, f"{name}.so", name=name, claim="100", spoil=WRONG)
        files = [word for name in names for word in ("--plugin", f"{name}.so")]
        self.repository()
        self.accept(*files, only=True)
        self.commit("the first")
        for branch, name in (("one", "k"), ("two", "t")):
            self.git("checkout", "-q", "-b", branch, "main")
            plugin(self.folder, f"{name}.so", name=name, claim="100")
            self.accept(*files, row=f"softplus/{name}/*", why=f"{name} is right now", only=True)
            self.commit(branch)
        self.git("checkout", "-q", "main")
        self.git("merge", "-q", "--no-edit", "one")
        self.git("merge", "-q", "--no-edit", "two")
        self.succeed("gate", *files, *BASELINE, "-q")
        for name, code in (("k", 4), ("t", 4), ("m", 0)):
            plugin(self.folder, f"{name}.so", name=name, claim="100", spoil=WRONG)
            self.succeed("gate", *files, *BASELINE, "-f", f"softplus/{name}/*", "-q", code=code)


class UnfitBaseline(Gate):
    """the baseline is taken from a changed tree, a quick or cut run, or without a reason"""

    def test_accept_refuses_a_tree_that_differs_from_its_commit(self):
        self.repository()
        self.write("kernel.c", "/* changed */\n")
        self.refuse_to_accept(words=["differs from its last commit", "kernel.c"])
        self.git("add", "kernel.c")
        self.refuse_to_accept(words=["differs from its last commit", "kernel.c"])
        self.commit("changed")
        self.accept()

    def test_accept_refuses_a_tree_that_git_cannot_judge(self):
        self.repository()
        head = self.folder / ".git/HEAD"
        head.rename(self.folder / ".git/lost")
        self.refuse_to_accept(words="git cannot tell")

    def test_accept_refuses_a_run_of_another_suite_or_of_fewer_inputs(self):
        for name, arguments in (("quick", ["--suite", "quick"]), ("few", ["--suite", "gate", "--samples", "300"]), ("seed", ["--suite", "gate", "--seed", "9"]),
                                ("near", ["--suite", "gate", "--range=0:1"])):
            with self.subTest(name):
                self.succeed("run", "accuracy", *arguments, "--plugin", "mine.so", "-f", "*/plugin", "-q", "-o", name)
                self.refuse_to_accept("--run", name, words=[])

    def test_accept_refuses_a_run_that_was_interrupted(self):
        self.succeed("run", "accuracy", "--suite", "gate", "--plugin", "mine.so", "-f", "*/plugin", "-q", "-o", "out")
        run = parse_json((self.folder / "out" / "run.json").read_text())
        self.write("out/run.json", json.dumps({**run, "complete": False}))
        self.refuse_to_accept("--run", "out", words="interrupted")
        self.write("out/run.json", json.dumps(run))
        self.succeed("baseline", "accept", "*/plugin", *BASELINE, "--why", "whole", "--run", "out", "-q")

    def test_accept_wants_a_reason(self):
        for why in ("", " ", "\t", "two\nlines"):
            self.refused("baseline", "accept", "*/plugin", "--plugin", "mine.so", *BASELINE, "--why", why, words="--why")
        self.refused("baseline", "accept", "*/plugin", "--plugin", "mine.so", *BASELINE, words="--why")
        self.assertFalse((self.folder / "baseline").exists())

    def test_accept_stores_no_speed_of_wrong_answers_of_few_launches_or_without_a_reason(self):
        plugin(self.folder, spoil=WRONG)
        speed = ["baseline", "accept", "*/plugin", "--plugin", "mine.so", "--what", "speed", "-q", *BASELINE]
        self.refused(*speed, "--why", "it must not", words=[ROW, "accuracy"])
        plugin(self.folder)
        self.refused(*speed, "--why", " ", words="--why")
        self.refused(*speed, "--why", "it must not", "--launches", "1", words="--launches")
        self.assertFalse((self.folder / "baseline").exists())

    def test_accept_refuses_a_row_that_failed(self):
        plugin(self.folder, spoil="((float*)y)[n] = 1;")
        self.refuse_to_accept(words="wrote past the end")


@not_timed_under_sanitizers
class UnfitSpeed(Gate):
    """a machine that is not fit, or another one, is judged all the same"""

    CONDITIONS = "throughput L1 uniform"

    def stored(self, ratio="[90,100,110]", control="[0.9,1,1.1]", **other):
        """Ratios that somebody accepted on a machine of this class, but for what is given."""
        machine = parse_json(self.succeed("doctor", "--json").stdout)
        facts = {**machine["machine_class"], **other}
        entries = [{"id": id, "conditions": self.CONDITIONS, "ratio_to_relu": to_relu, "ratio_to_copy": to_copy, "launches": 5, "rounds": 500,
                    "commit": "abc", "why": "as it was"}
                   for id, to_relu, to_copy in ((ROW, ratio, ratio), *((f"control/relu/binary32/{target}", "[1,1,1]", control)
                                                                      for target in ("scalar", "sse4", "avx2", "avx512", "neon")))]
        text = json.dumps({"class": facts}) + "\n" + "".join(json.dumps(entry) + "\n" for entry in entries)
        (self.folder / "baseline" / "speed").mkdir(parents=True, exist_ok=True)
        return self.write("baseline/speed/" + machine["facts"]["class of stored speeds"], re.sub(r'"(\[[^"]*\])"', r"\1", text))

    def test_controls_that_are_not_what_they_were_make_rows_unfit_which_is_not_failed(self):
        self.succeed("run", "speed", "--suite", "gate_speed", "--plugin", "mine.so", "-f", "*/plugin", "-q", "-o", "out")
        now = next(row for row in parse_csv((self.folder / "out" / "speed.csv").read_text()) if row["target"] == "plugin")
        # A third of its time: less than what no noise can do, which is told whatever the controls do.
        third = float(now["ratio_to_relu"]) / 3
        self.stored(ratio=f"[{third},{third},{third}]", control="[1000,1000,1000]")
        result = self.gate("speed", *BASELINE, "--launches", 2, code=0)
        self.assertIn(f"UNFIT {ROW}", result.stdout)
        self.gate("speed", *BASELINE, "--launches", 2, "--strict", code=5)

    def test_ratios_of_another_class_of_machine_decide_nothing(self):
        file = self.stored(ratio="[0.001,0.001,0.001]", processor="another")
        file.rename(file.with_name("another.jsonl"))
        self.assertIn("another class", self.gate(*BASELINE, code=0).stdout)
        result = self.gate("speed", *BASELINE, "--launches", 2, code=6)  # nothing that counts was compared
        self.assertIn("ADVISORY", result.stdout)

    def test_a_stored_ratio_that_is_no_number_is_2(self):
        for bad in ("[NaN,1,2]", "[0,1,2]", "[-1,1,2]", "[3,2,1]", "[1,2]", "[1,2,1e999]", "[1,2,Infinity]", '["1","2","3"]', "null", "1"):
            with self.subTest(bad):
                file = self.stored(ratio="[]")
                file.write_text(file.read_text().replace("[]", bad))
                self.refused("gate", "speed", "--plugin", "mine.so", *BASELINE, "-q", words=f"{file.name}:2")


class Interrupted(Gate):
    """Ctrl-C loses everything"""

    def test_what_was_judged_before_ctrl_c_is_told_and_the_exit_code_is_130(self):
        plugin(self.folder, spoil=WRONG)
        started = self.folder / "started"
        # Functions are measured in alphabetical order.
        plugin(self.folder, "slow.so", function="softplus_inverse", claim="-1", before="#include <stdio.h>\n#include <unistd.h>",
               spoil=f'if (i == 0) {{ usleep(50000); FILE* f = fopen("{started}", "w"); if (f) fclose(f); }}')
        process = self.start("gate", "--plugin", "mine.so", "--plugin", "slow.so", "--samples", "20000000", "-q")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_until(started.exists, process)
        process.send_signal(signal.SIGINT)
        out = process.communicate(timeout=60)[0].decode()
        self.assertEqual(process.returncode, 130)
        self.assertIn(f"FAILED {ROW}", out)
        self.assertIn("interrupted", out)
        self.assertRegex(out.splitlines()[-1], r"gate: \d+ passed, [1-9]\d* failed, \d+ skipped")


class LostOutput(Gate):
    """the disk is full, or nobody reads, and the failure is lost"""

    def test_a_full_or_closed_stdout_never_makes_a_0(self):
        for spoil, code in (("", 1), (WRONG, 4)):
            plugin(self.folder, spoil=spoil)
            for ending in ("> /dev/full", "--json > /dev/full", ">&-", "> /dev/full 2>&1", ">&- 2>&-", "--junit /dev/full", "--md /dev/full",
                           "--sarif /dev/full"):
                with self.subTest(ending):
                    self.assertEqual(self.shell(f"$gate {ending}").returncode, code)
            reader, writer = os.pipe()
            os.close(reader)  # nobody reads
            try:
                self.assertEqual(self.bench("gate", "--plugin", "mine.so", "-q", stdout=writer).returncode, code)
            finally:
                os.close(writer)


class TooLarge(Gate):
    """the summary is too large, and is dropped or loses the worst"""

    ROWS = 400

    def many(self):
        """A stored run of rows that are all wrong, each by more than the last."""
        plugin(self.folder, spoil=WRONG)
        self.succeed("run", "accuracy", "--plugin", "mine.so", "-f", ROW, "--samples", "300", "-q", "-o", "out")
        stored = self.folder / "out/run.json"
        run = json.loads(stored.read_text())
        rows = [row for row in run["records"] if row["kind"] == "accuracy"]
        run["records"] = [dict(row, implementation=f"a_name_that_is_rather_long_so_that_the_summary_has_to_be_cut_{i}", max_ulp=row["max_ulp"] + 2 * i)
                          for i in range(self.ROWS) for row in rows]
        stored.write_text(json.dumps(run))

    def test_the_summary_is_capped_and_the_worst_stand_first(self):
        self.many()
        summary = self.write("step.md", "")
        result = self.bench("gate", "--run", "out", "-q", "--md", "gate.md", "--github", env={"GITHUB_STEP_SUMMARY": str(summary)})
        self.assertEqual(result.returncode, 4, result.stderr)
        for text in ((self.folder / "gate.md").read_text(), summary.read_text()):
            self.assertLessEqual(len(text.encode()), 60_000)
            self.assertGreater(len(text), 10_000)
            told = list(dict.fromkeys(map(int, re.findall(r"(?m)^\| `softplus/[^`]*_cut_(\d+)/", text))))
            self.assertEqual(told, sorted(told, reverse=True))
            self.assertEqual(told[0], self.ROWS - 1)
            self.assertLess(len(told), self.ROWS)
            self.assertRegex(text.splitlines()[-1], r"more")
        annotations = [line for line in result.stderr.splitlines() if line.startswith("::")]
        self.assertGreater(len(annotations), 0)
        self.assertLessEqual(len(annotations), 10)
        self.assertRegex(result.stdout.splitlines()[-1], rf"gate: \d+ passed, [1-9]\d* failed")


if __name__ == "__main__":
    unittest.main()
