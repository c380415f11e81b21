"""--plugin: rows that a user brings are listed, measured and judged like others, and what cannot be loaded is one line."""
import json
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import time
import unittest

from command_line import EXECUTABLE, OTHER_ROW, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json
from plugins import EXAMPLE, ROW, WRONG, compiled, plugin


def children_of(pid):
    own = []
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
            own += file.read().split()
    return own


class Plugin(CommandLine):
    def run_of(self, name, *arguments, **options):
        self.succeed("run", "accuracy", "--samples", "300", "-q", "-o", name, *arguments, **options)
        return json.loads((self.folder / name / "run.json").read_text())

    def records(self, name):
        return parse_csv((self.folder / name / "accuracy.csv").read_text())

    def test_the_example_of_the_documentation_builds_without_a_warning_and_keeps_its_claims(self):
        compiled(EXAMPLE, self.folder / "softplus.so", "-std=c11", "-Wall", "-Wextra", "-Werror")
        result = self.succeed("gate", "--plugin", "./softplus.so", "-q")
        self.assertRegex(result.stdout, r"gate: [1-9]\d* passed, 0 failed, 0 skipped\n\Z")

    def test_a_kernel_that_breaks_its_claim_fails_the_gate_with_a_witness(self):
        plugin(self.folder, spoil=WRONG)
        result = self.succeed("gate", "--plugin", "mine.so", "-q", code=4)
        self.assertIn(f"FAILED {ROW}", result.stdout)
        self.assertRegex(result.stdout, r"first at x = 1\.?\d* \(0x1\.?[0-9a-f]*p\+0, 0x3f[0-9a-f]{6}\), got .*, want .*; claim 0.51 ULP")

    def test_a_kernel_that_ends_the_process_is_no_pass(self):
        plugin(self.folder, before="extern void exit(int);", spoil="exit(0);")
        result = self.succeed("gate", "--plugin", "mine.so", "-q", code=6)
        self.assertIn("ended its process with exit code 0", result.stdout)

    def test_what_a_plug_in_prints_is_not_in_the_program_s_output(self):
        plugin(self.folder, before='#include <stdio.h>\n__attribute__((constructor)) static void hello(void) { puts("hello"); fflush(stdout); }',
               spoil='puts("hello"); fflush(stdout);')
        said = parse_json(self.succeed("eval", "softplus", "1", "--plugin", "mine.so", "-f", "*/plugin", "--json").stdout)
        self.assertEqual(said[0]["results"][0]["got_bits"], "0x3fa818f5")

    def test_a_time_out_is_a_number_of_seconds(self):
        plugin(self.folder)
        for wrong in ("0", "-1", "nan", "inf", "-inf", "1e9", "soon"):
            with self.subTest(wrong):
                self.refused("gate", "--plugin", "mine.so", f"--time-out={wrong}", words="--time-out")
        self.succeed("gate", "--plugin", "mine.so", "--time-out", "2.5", "-q")

    def test_no_child_outlives_the_program_even_if_that_is_killed(self):
        plugin(self.folder, before="#include <unistd.h>", spoil="if (x_i == 1) for (;;) usleep(1000);")
        for signal_sent in (signal.SIGKILL, signal.SIGTERM):
            with self.subTest(signal_sent):
                program = subprocess.Popen([os.environ["SOFTPLUS_BENCH"], "eval", "softplus", "1", "--plugin", "mine.so", "--time-out", "60"],
                                           cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                children = self.wait_for(lambda: children_of(program.pid))
                program.send_signal(signal_sent)
                if signal_sent == signal.SIGTERM:  # the second time at once
                    time.sleep(0.2)
                    program.send_signal(signal_sent)
                program.wait(timeout=30)
                self.wait_for(lambda: not any(os.path.exists(f"/proc/{child}") for child in children))

    def wait_for(self, condition):
        for _ in range(600):
            if found := condition():
                return found
            time.sleep(0.05)
        self.fail("waited 30 s for nothing")

    def test_a_file_that_changes_while_it_is_measured_is_not_mixed_in(self):
        # It puts another file in its place and ends its process: the child that would follow finds that one.
        plugin(self.folder, "other.so", spoil=WRONG)
        plugin(self.folder, before="#include <stdio.h>\n#include <unistd.h>", spoil='if (x_i > 1) { rename("other.so", "mine.so"); _exit(0); }')
        self.succeed("run", "accuracy", "--samples", "300", "--range=1:2", "--plugin", "mine.so", "-f", "*/plugin", "-q", "-o", "out", code=6)
        self.assertRegex(self.records("out")[0]["reason"], "has changed since this program began")

    def test_a_kernel_without_a_claim_is_nothing_to_compare(self):
        plugin(self.folder, claim="-1")
        result = self.succeed("gate", "--plugin", "mine.so", "-q", code=6)
        self.assertIn("no claim", result.stdout)

    def test_the_gate_judges_the_plug_in_s_rows_alone_unless_a_filter_asks_for_more(self):
        plugin(self.folder)
        rows = lambda *filters: {v["id"] for v in parse_json(self.succeed("gate", "--plugin", "mine.so", "--json", *filters).stdout)["verdicts"]}
        self.assertEqual(rows(), {ROW})
        self.assertEqual(rows("-f", "softplus/mine/*", "-f", OTHER_ROW), {ROW, OTHER_ROW})

    def test_a_run_takes_the_suite_s_rows_and_the_plug_in_s(self):
        plugin(self.folder)
        suite = self.write("few.toml", f'name = "few"\nfilters = ["{OTHER_ROW}"]\n[accuracy]\nsamples = 300\n')
        self.run_of("out", "--suite", suite, "--plugin", "mine.so")
        self.assertEqual({f"{r['implementation']}/{r['target']}" for r in self.records("out")}, {"symmetric/scalar", "mine/plugin"})
        self.run_of("filtered", "--suite", suite, "--plugin", "mine.so", "-f", OTHER_ROW)
        self.assertEqual({r["target"] for r in self.records("filtered")}, {"scalar"})

    def test_the_command_that_reproduces_a_row_brings_the_plug_in_along(self):
        (self.folder / "it's here").mkdir()
        file = plugin(self.folder / "it's here")
        self.run_of("out", "--plugin", file, "-f", "*/plugin")
        command = self.records("out")[0]["reproduce"]
        self.assertIn(" --plugin '" + str(file).replace("'", "'\\''") + "'", command)
        words = shlex.split(command)
        self.assertEqual(words[0], "softplus-bench")
        self.succeed(*words[1:], "-q", "-o", "again")
        self.assertEqual(self.records("again")[0]["max_ulp_input_bits"], self.records("out")[0]["max_ulp_input_bits"])

    def test_other_code_is_another_run_and_another_folder_is_not(self):
        plugin(self.folder)
        first = self.run_of("first", "--plugin", "mine.so", "-f", "*/plugin")
        (self.folder / "elsewhere").mkdir()
        shutil.copy(self.folder / "mine.so", self.folder / "elsewhere" / "mine.so")
        self.assertEqual(self.run_of("moved", "--plugin", "elsewhere/mine.so", "-f", "*/plugin")["run_id"], first["run_id"])
        plugin(self.folder, spoil=WRONG)
        other = self.run_of("other", "--plugin", "mine.so", "-f", "*/plugin")
        self.assertNotEqual(other["run_id"], first["run_id"])
        self.assertIn("mine.so", json.dumps(first["identity"]))
        self.refused("run", "accuracy", "--samples", "300", "--plugin", "mine.so", "-f", "*/plugin", "--resume", "first", words=["plug-ins was 'mine.so"])

    def test_a_plug_in_is_listed_and_evaluated(self):
        plugin(self.folder, credit="Jos\u00e9, one line")
        listed = parse_json(self.succeed("list", "--plugin", "mine.so", "-f", "*/plugin", "--json").stdout)
        self.assertEqual([(row["id"], row["claim_ulp"], row["credit"]) for row in listed], [(ROW, 0.51, "Jos\u00e9, one line")])
        said = parse_json(self.succeed("eval", "softplus", "1", "--plugin", "mine.so", "-f", "*/plugin", "--json").stdout)
        self.assertEqual(said[0]["results"][0]["got_bits"], "0x3fa818f5")
        self.refused("eval", "softplus", "1", "-f", "*/plugin", words="matches nothing")

    def test_what_a_kernel_that_crashes_leaves_is_no_answer(self):
        plugin(self.folder, spoil="if (x_i < -150) *(volatile int*)0 = 1;")  # where the rounded value is 0
        asked = ("--plugin", "mine.so", "-f", "*/plugin")
        result = parse_json(self.succeed("eval", "softplus", "-200", *asked, "--json").stdout)[0]["results"][0]
        self.assertIn("failed: crashed", result["verdict"])
        self.assertFalse({"got", "got_bits", "ulp_error"} & set(result))
        self.write("points.csv", "function,format,input_bits\nsoftplus,binary32,0xc3480000\n")
        said = self.succeed("eval", "--points", "points.csv", *asked)
        self.assertTrue(said.stdout.endswith(",mine,plugin,,\n"), said.stdout)
        self.assertIn(f"failed {ROW}: crashed", said.stderr)

    def test_a_hunt_takes_a_plug_in_and_says_so_in_its_command(self):
        plugin(self.folder)
        self.succeed("hunt", "--plugin", "mine.so", "-f", ROW, "--rounds", "2", "-q", "-o", "out")
        self.assertIn(" --plugin mine.so", self.records("out")[0]["reproduce"])

    @not_timed_under_sanitizers
    def test_a_plug_in_is_timed(self):
        plugin(self.folder)
        self.succeed("ab", "--plugin", "mine.so", ROW, "control/relu/binary32")
        suite = self.write("short.toml", 'name = "short"\nfilters = ["control/*"]\n[speed]\nmetrics = ["throughput"]\nfootprints = ["L1"]\n'
                           'input_mixes = ["uniform"]\nrounds = 20\n'.replace("control/*", OTHER_ROW))
        self.succeed("run", "speed", "--suite", suite, "--plugin", "mine.so", "-q", "-o", "out")
        timed = parse_csv((self.folder / "out" / "speed.csv").read_text())
        self.assertIn(("mine", "plugin", "ok"), {(r["implementation"], r["target"], r["status"]) for r in timed})

    def nothing_is_left_behind(self):
        """No process works in the test's folder."""
        def folder_of(process):
            try:
                return os.readlink(process / "cwd")
            except OSError:
                return ""
        self.assertEqual([p.name for p in pathlib.Path("/proc").iterdir() if p.name.isdigit() and folder_of(p) == str(self.folder)], [])

    def speed_of(self, name, *arguments, code=0, **axes):
        """The speed rows of a run of OTHER_ROW and the plug-ins', by implementation."""
        given = {"metrics": ["throughput"], "footprints": ["L1"], "input_mixes": ["uniform"], "in_place": [False], "threads": [1], **axes}
        suite = self.write(f"{name}.toml", f'name = "{name}"\nfilters = ["{OTHER_ROW}"]\n[speed]\nrounds = 20\n' +
                           "".join(f"{key} = {json.dumps(value)}\n" for key, value in given.items()))
        self.succeed("run", "speed", "--suite", suite, *arguments, "-q", "-o", name, code=code)
        rows = parse_csv((self.folder / name / "speed.csv").read_text())
        self.nothing_is_left_behind()
        return {each: [r for r in rows if r["implementation"] == each] for each in {r["implementation"] for r in rows}}

    @not_timed_under_sanitizers
    def test_a_plug_in_is_timed_under_all_conditions_with_ratios_to_the_controls(self):
        plugin(self.folder)
        rows = self.speed_of("out", "--plugin", "mine.so", metrics=["throughput", "latency"], footprints=["L1", "L2"], in_place=[False, True])
        conditions = lambda name: {(r["metric"], r["footprint"], r["in_place"]) for r in rows[name]}
        self.assertEqual(conditions("mine"), conditions("symmetric"))
        self.assertLessEqual({("throughput", "L2", "1"), ("latency", "L1", "0")}, conditions("mine"))
        for row in rows["mine"] + rows["symmetric"] + rows["relu"]:
            self.assertEqual((row["status"], row["repetitions"]), ("ok", "20"), row)
            for column in ("ns_per_element", "ratio_to_copy", "ratio_to_relu", "gb_per_second", "tsc_cycles_per_element"):
                self.assertGreater(float(row[column]), 0, row)
        threads = min(2, len(os.sched_getaffinity(0)))
        several = self.speed_of("threads", "--plugin", "mine.so", threads=[threads])
        self.assertEqual([(r["threads"], r["status"]) for r in several["mine"]], [(str(threads), "ok")])

    @not_timed_under_sanitizers
    def test_a_plug_in_that_breaks_while_it_is_timed_is_a_failed_row_and_the_others_go_on(self):
        plugin(self.folder, "right.so", name="another")
        count = "static int calls;"
        after_some = lambda action: f"if (i == 0 && ++calls > 40) {{ {action} }}"
        for action, before, words in (("*(volatile int*)8 = 0;", "", "ended by signal 11"),
                                      ("exit(0);", "#include <stdlib.h>\n", "while it was timed"),
                                      ("y_i += 1;", "", "outputs differ from those of an untimed evaluation"),
                                      ("_mm_setcsr(_mm_getcsr() | 0x8000);", "#include <xmmintrin.h>\n", "flush-to-zero left changed")):
            with self.subTest(words):
                plugin(self.folder, before=before + count, spoil=after_some(action))
                rows = self.speed_of("out", "--plugin", "mine.so", "--plugin", "right.so", code=6)
                self.assertEqual([r["status"] for r in rows["mine"]], ["failed"])
                self.assertIn(words, rows["mine"][0]["reason"])
                for each in ("another", "symmetric", "relu", "copy"):
                    self.assertEqual([r["status"] for r in rows[each]], ["ok"], rows[each])
                shutil.rmtree(self.folder / "out")
        result = self.succeed("ab", "--plugin", "mine.so", "--plugin", "right.so", ROW, ROW.replace("mine", "another"), code=6)
        self.assertIn("flush-to-zero left changed", result.stderr)
        self.nothing_is_left_behind()

    @not_timed_under_sanitizers
    def test_a_plug_in_that_breaks_at_once_is_not_timed(self):
        for spoil, words in (("*(volatile int*)8 = 0;", "crashed (SIGSEGV, write at 0x8) at x = "), ("((float*)y)[n] = 0;", "wrote past the end of its output")):
            with self.subTest(words):
                plugin(self.folder, spoil=spoil)
                rows = self.speed_of("out", "--plugin", "mine.so", code=6)
                self.assertIn(words, rows["mine"][0]["reason"])
                self.assertEqual({r["status"] for r in rows["symmetric"] + rows["relu"]}, {"ok"})
                shutil.rmtree(self.folder / "out")

    @not_timed_under_sanitizers
    def test_two_plug_ins_are_compared_and_one_with_a_row_of_the_program(self):
        plugin(self.folder)
        plugin(self.folder, "other.so", name="another")
        both = ("--plugin", "mine.so", "--plugin", "other.so")
        another = ROW.replace("mine", "another")
        said = parse_json(self.succeed("ab", *both, ROW, another, OTHER_ROW, "--json").stdout)
        self.assertEqual([row["id"] for row in said["rows"]], [ROW, another, OTHER_ROW])
        self.assertEqual(said["rounds"], 500)
        threads = min(2, len(os.sched_getaffinity(0)))
        self.succeed("ab", *both, ROW, another, "--threads", threads, "--json")
        self.nothing_is_left_behind()

    def test_builds_are_compared_without_plug_ins(self):
        plugin(self.folder)
        self.refused("gate", "speed", "--old", EXECUTABLE, "--plugin", "mine.so", words=["--old", "--plugin"])
        self.refused("ab", "--old", EXECUTABLE, "-f", OTHER_ROW, "--plugin", "mine.so", words=["--old", "--plugin"])
        self.refused("gate", "--self-test", "--plugin", "mine.so", words=["--self-test", "--plugin"])

    def test_a_plug_in_linked_with_fast_math_does_not_flush_the_exact_values_to_zero(self):
        # The constructor of crtfastmath.o sets flush-to-zero and denormals-are-zero in the thread that loads it.
        plugin(self.folder, before="#include <xmmintrin.h>\n"
               "__attribute__((constructor)) static void start(void) { _mm_setcsr(_mm_getcsr() | 0x8040); }")
        plain = self.succeed("eval", "softplus", "-100", "-f", OTHER_ROW).stdout
        self.assertEqual(self.succeed("eval", "softplus", "-100", "-f", OTHER_ROW, "--plugin", "mine.so").stdout, plain)
        self.succeed("gate", "--plugin", "mine.so", "-q")

    def test_what_cannot_be_loaded_is_one_line_and_exit_2_for_every_verb(self):
        self.write("empty.so", "")
        self.write("text.so", "this is no shared object\n")
        (self.folder / "folder.so").mkdir()
        os.mkfifo(self.folder / "pipe.so")
        plugin(self.folder, "abi.so", abi="7")
        shutil.copy(self.folder / "abi.so", self.folder / "cut.so")
        with open(self.folder / "cut.so", "r+b") as file:
            file.truncate(5000)
        plugin(self.folder, "newline.so", credit="two\\nlines")
        plugin(self.folder, "latin.so", credit="caf\\xe9")
        for file, words in (("nowhere.so", "is not there"), ("empty.so", "cannot be loaded"), ("text.so", "cannot be loaded"),
                            ("folder.so", "is no file"), ("pipe.so", "is no file"), ("/dev/zero", "is no file"), ("cut.so", "is not whole"),
                            ("abi.so", "version 7 of the plug-in interface"), ("newline.so", "credit"), ("latin.so", "credit")):
            with self.subTest(file):
                self.refused("gate", "--plugin", file, words=[file, words])
        for verb in (["list"], ["run", "accuracy", "-o", "out"], ["eval", "softplus", "1"], ["hunt", "-f", "*/plugin", "-o", "out"],
                     ["ab", ROW, ROW], ["gate"]):
            with self.subTest(verb):
                self.refused(*verb, "--plugin", "nowhere.so", words="nowhere.so: is not there")
                self.refused(*verb, "--plugin=", words="empty")
        self.assertFalse((self.folder / "out").exists())

    def test_two_plug_ins_may_not_have_the_same_row_and_one_may_be_named_twice(self):
        plugin(self.folder)
        plugin(self.folder, "other.so", spoil=WRONG)
        plugin(self.folder, "third.so", name="another")
        self.refused("gate", "--plugin", "mine.so", "--plugin", "other.so", words=["other.so", ROW, "mine.so"])
        self.succeed("gate", "--plugin", "mine.so", "--plugin", "./mine.so", "-q")
        result = self.succeed("gate", "--plugin", "mine.so", "--plugin", "third.so", "--json")
        self.assertEqual({v["id"] for v in parse_json(result.stdout)["verdicts"]}, {ROW, ROW.replace("mine", "another")})

    def test_a_stored_run_is_judged_without_the_plug_in_that_it_was_made_with(self):
        plugin(self.folder)
        self.run_of("out", "--plugin", "mine.so", "-f", "*/plugin")
        self.succeed("gate", "--run", "out")
        self.refused("gate", "--run", "out", "--plugin", "mine.so", words="--run")


if __name__ == "__main__":
    unittest.main()
