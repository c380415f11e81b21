"""ab --old --new, ab --launches and gate --old: two builds, turn by turn."""
import pathlib
import signal
import stat
import subprocess
import time
import unittest

from command_line import EXECUTABLE, OTHER_ROW, ROW, CommandLine, not_timed_under_sanitizers, parse_json


def workers_of(process):
    """Processes that another one started."""
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children]


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


class VersusTest(CommandLine):
    def script(self, name, *lines):
        path = self.write(name, "\n".join(["#!/bin/sh", *lines]) + "\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    @not_timed_under_sanitizers
    def test_a_build_against_itself_names_rows_launches_and_floor(self):
        said = parse_json(self.succeed("ab", "--old", EXECUTABLE, "-f", ROW, "--launches", 1, "--json").stdout)
        self.assertEqual([row["id"] for row in said["rows"]], [ROW])
        row = said["rows"][0]
        self.assertIn(row["verdict"], ("same", "inconclusive", "unfit", "slower", "faster", "suspect_layout"))
        self.assertEqual((said["launches"], said["rounds"], said["margin"]), (1, 500, 0.05))
        self.assertEqual(len(row["launches"]), 1)
        self.assertGreaterEqual(row["noise_floor"], 0)
        self.assertGreaterEqual(row["effective_margin"], 0.05)
        for figure in ("new_over_old", "old_again_over_old", "relu_new_over_old", "old_ns_per_element"):
            interval = row["launches"][0][figure]
            self.assertLessEqual(interval["low"], interval["median"])
            self.assertLessEqual(interval["median"], interval["high"])
        self.assertEqual((said["only_old"], said["only_new"]), ([], []))
        self.assertEqual(said["old"]["commit"], said["new"]["commit"])

    @not_timed_under_sanitizers
    def test_the_text_says_what_was_done(self):
        out = self.succeed("ab", "--old", EXECUTABLE, "--new", EXECUTABLE, "-f", ROW, "--launches", 1).stdout
        for words in (ROW, "noise floor", "launch 1", "old again", "1 launch of 500 rounds", "margin 5 %"):
            self.assertIn(words, out)

    @not_timed_under_sanitizers
    def test_several_launches_of_two_rows_must_agree(self):
        said = parse_json(self.succeed("ab", ROW, OTHER_ROW, "--launches", 2, "--json").stdout)
        self.assertEqual(len(said["launches"]), 2)
        self.assertEqual(said["rows"][0]["id"], OTHER_ROW)
        self.assertEqual(len(said["rows"][0]["over_first"]), 2)
        self.assertIn("2 launches", self.succeed("ab", ROW, OTHER_ROW, "--launches", 2).stdout)

    def test_what_is_no_build_of_this_project_is_one_clear_line(self):
        other = self.script("other", "read x; echo ok 99 abc; read x")
        for binary, words in (("/bin/true", "exit code 0"), ("missing", "cannot be started"), (self.folder, "cannot be started"),
                              (other, "version 99"), (self.script("babble", "while :; do echo y; done"), "'y'")):
            with self.subTest(binary):
                self.refused("ab", "--old", binary, "-f", ROW, words=[words, str(binary)])
                self.refused("ab", "--old", EXECUTABLE, "--new", binary, "-f", ROW, words=[words, str(binary)])

    def test_what_does_not_go_together_is_refused(self):
        self.refused("ab", words="two rows")
        self.refused("ab", ROW, words="two rows")
        self.refused("ab", "--old", EXECUTABLE, words="-f")
        self.refused("ab", "--new", EXECUTABLE, "-f", ROW, words="--old")
        self.refused("ab", ROW, OTHER_ROW, "--old", EXECUTABLE, "-f", ROW, words="not both")
        self.refused("ab", "--old", EXECUTABLE, "-f", ROW, "--threads", 2, words="--threads")
        self.refused("ab", "--old", EXECUTABLE, "-f", "softplus/lg1p/*", words="softplus/log1p/")
        for margin in ("nan", "inf", "-5%", "0", "5", "200%"):
            self.refused("ab", f"--margin={margin}", "--old", EXECUTABLE, "-f", ROW, words="--margin")
            self.refused("ab", f"--margin={margin}", ROW, OTHER_ROW, words="--margin")
        self.refused("ab", ROW, OTHER_ROW, "--launches", 0, words="--launches")

    def test_a_row_that_cannot_be_compared_is_named_and_exits_with_6(self):
        old = self.script("old", "while read -r verb a b; do case $verb in hello) echo ok 1 abc;;",
                          f"rows) echo ok 2; echo {ROW}; echo softplus/gone/binary32/scalar;;",
                          "*) echo failed nothing works here;; esac; done")
        result = self.succeed("ab", "--old", old, "-f", ROW, "-f", "softplus/gone/*", code=6)
        self.assertIn("not compared: the old build: nothing works here", result.stdout)
        self.assertIn("softplus/gone/binary32/scalar\n    only in the old build", result.stdout)

    def test_a_worker_answers_until_its_input_ends(self):
        said = subprocess.run([EXECUTABLE, "worker"], input="hello 1\nrows\nnonsense\n", capture_output=True, text=True, timeout=60)
        self.assertEqual(said.returncode, 0)
        lines = said.stdout.splitlines()
        self.assertRegex(lines[0], r"^ok 1 \S+$")
        self.assertEqual(len(lines), 3 + int(lines[1].split()[1]))
        self.assertIn(ROW, lines)
        self.assertNotIn("worker", self.succeed("--help").stdout)

    @not_timed_under_sanitizers
    def test_the_gate_judges_speed_against_an_old_build(self):
        result = self.bench("gate", "speed", "--old", EXECUTABLE, "-f", ROW, "--launches", 2, "--json")
        self.assertIn(result.returncode, (0, 3))
        verdicts = parse_json(result.stdout)["verdicts"]
        self.assertEqual([(verdict["lane"], verdict["id"]) for verdict in verdicts], [("speed", ROW)])
        for figure in ("ratio", "ratio_low", "ratio_high", "margin", "noise_floor", "launches", "rounds"):
            self.assertIn(figure, verdicts[0])
        self.assertRegex(result.stderr, r"gate: \d+ passed, \d+ failed, \d+ skipped")
        self.refused("gate", "speed", "--old", "/bin/true", "-f", ROW, words="/bin/true")
        self.refused("gate", "speed", "--old", EXECUTABLE, "-f", ROW, "--margin=nan", words="--margin")

    def test_a_row_that_the_old_build_cannot_time_was_not_compared(self):
        old = self.script("old", "while read -r verb a b; do case $verb in hello) echo ok 1 abc;;",
                          f"rows) echo ok 1; echo {ROW};; *) echo failed nothing works here;; esac; done")
        out = self.succeed("gate", "speed", "--old", old, "-f", ROW, "-f", OTHER_ROW, code=6).stdout
        self.assertIn("nothing works here", out)
        self.assertTrue(out.endswith("gate: 0 passed, 0 failed, 2 skipped\n"), out)

    @not_timed_under_sanitizers
    def test_an_interrupt_ends_the_workers_too(self):
        process = self.start("ab", "--old", EXECUTABLE, "-f", "softplus/*/binary32/scalar", "--launches", 50)
        self.wait_until(lambda: len(workers_of(process)) == 3, process)
        workers = workers_of(process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual((process.returncode, out), (130, b""))
        self.assertIn(b"interrupted", err)
        self.assertFalse([pid for pid in workers if is_running(pid)])

    @not_timed_under_sanitizers
    def test_a_killed_controller_leaves_no_worker_behind(self):
        process = self.start("ab", "--old", EXECUTABLE, "-f", "softplus/*/binary32/scalar", "--launches", 50)
        self.wait_until(lambda: len(workers_of(process)) == 3, process)
        workers = workers_of(process)
        process.kill()
        process.communicate()
        deadline = time.monotonic() + 10
        while any(is_running(pid) for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertFalse([pid for pid in workers if is_running(pid)])


if __name__ == "__main__":
    unittest.main()
