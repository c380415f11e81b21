"""run: what it refuses, where it writes, what it leaves behind."""
import os
import pty
import subprocess
import unittest

from command_line import CUT_RUN_FILES, EXECUTABLE, ROW, RUN_FILES, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json


class Refusals(CommandLine):
    def refuse_run(self, *arguments, words):
        self.refused("run", "accuracy", *arguments, "-f", ROW, "-o", "result", words=words)
        self.assertEqual(self.names_in("."), [])

    def test_samples_are_a_number_of_at_least_1(self):
        for samples in ("0", "many", "-5", "1e3", "99999999999999999999"):
            self.refuse_run(f"--samples={samples}", words="--samples")

    def test_threads_are_at_least_1(self):
        for threads in ("0", "-1", "two"):
            self.refuse_run(f"--threads={threads}", words="--threads")

    def test_a_seed_is_not_negative(self):
        for seed in ("-1", "x", "99999999999999999999"):
            self.refuse_run(f"--seed={seed}", words="--seed")

    def test_a_malformed_range_says_how_one_looks(self):
        for given in ("1", ":", "1:", ":1", "a:b", "nan:1", "1:2:3"):
            with self.subTest(given):
                self.refuse_run("--range", given, "--samples", "10", words=["--range", "LO:HI"])

    def test_a_reversed_range_is_refused(self):
        self.refuse_run("--range=5:1", "--samples", "10", words="5 is above 1")

    def test_a_malformed_time_budget_says_how_one_looks(self):
        for budget in ("soon", "0s", "-5s", "nan", "inf", "5x", "s"):
            self.refuse_run(f"--time-budget={budget}", words=[f"'{budget}'", "30s"])

    def test_exhaustive_excludes_samples(self):
        self.refuse_run("--exhaustive", "--samples", "5", words=["--exhaustive", "--samples"])

    def test_every_bit_pattern_of_binary64_is_refused_without_a_range(self):
        self.refused("run", "accuracy", "--exhaustive", "-f", "softplus/log1p/binary64/*", "-o", "result",
                     words=["softplus/log1p/binary64/scalar", "--range"])
        self.assertEqual(self.names_in("."), [])


class Folders(CommandLine):
    def test_a_folder_with_files_is_refused_and_kept_as_it_was(self):
        (self.folder / "full").mkdir()
        self.write("full/mine", "kept")
        self.refused("run", "accuracy", "--samples", "5", "-f", ROW, "-o", "full", words=["full", "-o"])
        self.assertEqual(self.names_in("full"), ["mine"])

    def test_an_empty_folder_and_nested_new_ones_are_taken(self):
        (self.folder / "empty").mkdir()
        for folder in ("empty", "new/in/new"):
            self.assertEqual(self.names_in(self.accuracy_run(folder)), RUN_FILES)

    def test_a_file_in_place_of_the_folder_is_refused(self):
        self.write("file", "kept")
        self.refused("run", "accuracy", "--samples", "5", "-f", ROW, "-o", "file", words="file")
        self.assertEqual((self.folder / "file").read_text(), "kept")

    def test_a_place_that_cannot_be_written_exits_1_and_names_it(self):
        self.write("file", "")
        for folder in ("file/below", "/proc/softplus-bench"):
            with self.subTest(folder):
                self.refused("run", "accuracy", "--samples", "5", "-f", ROW, "-o", folder, words=folder, code=1)

    def test_a_full_disk_exits_1_and_leaves_no_part_of_a_file(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", disk], capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("a 64 KiB disk cannot be mounted here")
        try:
            self.refused("run", "accuracy", "--samples", "500", "-f", ROW, "-o", disk / "run", words="No space left", code=1)
            left = self.names_in("disk/run")
            self.assertLessEqual(set(left), set(CUT_RUN_FILES))  # and no temporary file
            for line in (disk / "run/run.jsonl").read_text().splitlines():
                parse_json(line)
            if "run.json" in left:
                parse_json((disk / "run/run.json").read_text())
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_a_file_of_a_report_that_does_not_fit_leaves_the_old_one_whole(self):
        self.accuracy_run("result")
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "none", disk], capture_output=True).returncode != 0:
            self.skipTest("an 8 KiB disk cannot be mounted here")
        try:
            (disk / "page.html").write_text("old")
            self.refused("report", "result", "--html", disk / "page.html", words="No space left", code=1)
            self.assertEqual((disk / "page.html").read_text(), "old")
            self.assertEqual(self.names_in("disk"), ["page.html"])
        finally:
            subprocess.run(["umount", disk], check=True)

    def test_without_o_the_folder_is_named_after_suite_and_time(self):
        self.succeed("run", "accuracy", "--suite", self.tiny_suite(), "-f", ROW)
        name, = self.names_in("out")
        self.assertRegex(name, r"\Atiny-\d{8}T\d{6}Z\Z")

    def test_a_current_folder_that_cannot_be_written_does_not_matter_with_o(self):
        result = self.folder / "result"
        self.succeed("run", "accuracy", "--samples", "50", "-f", ROW, "-o", result, cwd="/proc")
        self.assertEqual(self.names_in("result"), RUN_FILES)
        self.assertIn("report:", self.succeed("report", result, cwd="/proc").stdout)

    def test_without_o_a_current_folder_that_cannot_be_written_exits_1_and_says_what_to_give(self):
        for verb in (("run", "accuracy", "-f", ROW), ("hunt", "--time-budget", "1s", "-f", ROW)):
            with self.subTest(verb[0]):
                self.refused(*verb, words=("cannot make the folder /proc/out/", "give -o DIR where you may write"), code=1, cwd="/proc")

    def test_dry_run_prints_the_plan_and_writes_nothing(self):
        result = self.succeed("run", "--dry-run", "-o", "result", "-f", "softplus/*/binary32/*")
        self.assertIn("accuracy  softplus  binary32", result.stdout)
        self.assertRegex(result.stdout, r"expected time: \d+ (s|min|h)\n\Z")
        self.assertEqual(result.stderr, "")
        self.assertEqual(self.names_in("."), [])


class Streams(CommandLine):
    def test_the_table_and_the_path_of_the_report_go_to_stdout_and_nothing_to_stderr(self):
        result = self.succeed("run", "accuracy", "--samples", "50", "-f", ROW, "-o", "result", "-q")
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.stdout.splitlines()[-1], "report: result/report.html")

    def test_a_full_stdout_exits_1_and_the_files_are_whole(self):
        with open("/dev/full", "wb") as full:
            self.refused("run", "accuracy", "--samples", "50", "-f", ROW, "-o", "result", code=1, words="No space left",
                         stdout=full)
        self.assertEqual(self.names_in("result"), RUN_FILES)

    def test_a_closed_stdout_does_not_leak_into_the_journal(self):
        line = f'"$0" run accuracy --samples 50 -f {ROW} -o result >&-'
        closed = subprocess.run(["sh", "-c", line, EXECUTABLE], cwd=self.folder, capture_output=True)
        self.assertEqual(closed.returncode, 1)
        for each in (self.folder / "result/run.jsonl").read_text().splitlines():
            parse_json(each)

    def test_colour_is_off_in_a_pipe_and_on_when_asked_for(self):
        run = ["run", "accuracy", "--samples", "50", "-f", ROW]
        self.assertNotIn("\x1b", self.succeed(*run, "-o", "a").stdout)
        self.assertIn("\x1b[", self.succeed(*run, "-o", "b", "--color", "always").stdout)
        self.assertNotIn("\x1b", self.succeed(*run, "-o", "c", "--color", "never").stdout)

    def on_a_terminal(self, *arguments, env=None):
        """What a terminal shows."""
        try:
            master, slave = pty.openpty()
        except OSError as error:  # a bare chroot has no /dev/pts
            self.skipTest(f"no pseudo-terminal to be had: {error}")
        process = self.start(*arguments, env=env, stdout=slave)
        os.close(slave)
        shown = b""
        while True:
            try:
                part = os.read(master, 65536)
            except OSError:  # the last writer has closed it
                break
            if not part:
                break
            shown += part
        os.close(master)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)
        return shown.decode()

    def test_a_terminal_gets_colour_unless_no_color_is_set(self):
        run = ["run", "accuracy", "--samples", "50", "-f", ROW, "-q"]
        self.assertIn("\x1b[", self.on_a_terminal(*run, "-o", "a", env={"NO_COLOR": ""}))
        self.assertNotIn("\x1b", self.on_a_terminal(*run, "-o", "b", env={"NO_COLOR": "1"}))
        self.assertNotIn("\x1b", self.on_a_terminal(*run, "-o", "c", "--color", "never", env={"NO_COLOR": ""}))
        self.assertIn("\x1b[", self.on_a_terminal(*run, "-o", "d", "--color", "always", env={"NO_COLOR": "1"}))


class Choices(CommandLine):
    def test_a_range_of_one_value_measures_that_value(self):
        rows = parse_csv((self.accuracy_run("result", "--range=-1:-1") / "accuracy.csv").read_text())
        self.assertEqual({row["max_ulp_input"] for row in rows}, {"-1"})

    def test_a_range_takes_negative_numbers_as_a_word_of_its_own(self):
        rows = parse_csv((self.accuracy_run("result", "--range", "-2:-1") / "accuracy.csv").read_text())
        for row in rows:
            self.assertTrue(-2 <= float(row["max_ulp_input"]) <= -1, row["max_ulp_input"])

    def test_an_exhaustive_range_visits_every_value_in_it(self):
        self.succeed("run", "accuracy", "--exhaustive", "--range=1:2", "-f", "softplus/log1p/binary64/*",
                     "-f", ROW, "--dry-run")
        self.succeed("run", "accuracy", "--exhaustive", "--range=1:2", "-f", "softplus/log1p/binary16/*", "-o", "result")
        rows = parse_csv((self.folder / "result/accuracy.csv").read_text())
        overall, = [row for row in rows if row["region"] == "overall"]
        self.assertEqual((overall["n"], overall["inputs"], overall["seed"]), ("1025", "exhaustive", ""))

    def test_targets_are_one_word(self):
        result = self.succeed("run", "--targets", "scalar,avx2", "accuracy", "-f", ROW, "--dry-run")
        self.assertNotIn("speed", result.stdout)

    def test_the_simd_target_of_the_reference_changes_no_byte_and_no_row(self):
        run = ["run", "accuracy", "-f", "softplus/residual_relative/binary32/*", "--samples", "2000", "-q"]
        self.succeed(*run, "-o", "best")
        self.succeed(*run, "-o", "plain", env={"SOFTPLUS_BENCH_SIMD_TARGET": "baseline"})
        self.assertEqual(*((self.folder / name / "accuracy.csv").read_bytes() for name in ("best", "plain")))
        self.refused("list", "suites", words=["SOFTPLUS_BENCH_SIMD_TARGET", "avx1024"], env={"SOFTPLUS_BENCH_SIMD_TARGET": "avx1024"})

    def test_a_spent_time_budget_names_what_was_left_out_and_exits_0(self):
        result = self.succeed("run", "accuracy", "--exhaustive", "--time-budget", "0.001s", "-f", ROW, "-o", "result")
        self.assertIn(f"skipped {ROW}: ", result.stdout)
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertIn(ROW, {omission["id"] for omission in run["omissions"]})
        self.assertIs(run["complete"], True)

    @not_timed_under_sanitizers
    def test_an_option_unknown_to_google_benchmark_is_refused(self):
        result = self.bench("run", "speed", "--suite", self.tiny_suite(), "-f", ROW, "-o", "result", "--benchmark_bogus")
        self.assertIn(result.returncode, (1, 2))
        self.assertRegex(result.stderr, r"\Asoftplus-bench: [^\n]*--benchmark_bogus[^\n]*\n\Z")


if __name__ == "__main__":
    unittest.main()
