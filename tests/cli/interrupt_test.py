"""Ctrl-C and worse: what is finished is kept, whole, and can be reported."""
import signal
import time
import unittest

from command_line import CUT_RUN_FILES, ROW, SANITIZED, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json


class Interrupts(CommandLine):
    def long_run(self, *rows, until):
        """A long run that has written at least `until` lines of its journal."""
        filters = [word for row in rows for word in ("-f", row)]
        process = self.start("run", "accuracy", "--suite", self.long_suite(), *filters, "-o", "result")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        journal = self.folder / "result/run.jsonl"
        self.wait_until(lambda: journal.exists() and journal.read_bytes().count(b"\n") >= until, process)
        return process

    def long_suite(self):
        return self.write("long.toml", 'name = "long"\n[accuracy]\nsamples = 2000000000\n')

    def finish(self, process):
        start = time.monotonic()
        out, err = process.communicate(timeout=30)
        return out.decode(), err.decode(), time.monotonic() - start

    def test_ctrl_c_exits_130_within_2_s_and_leaves_valid_files(self):
        process = self.long_run(ROW, until=1)
        process.send_signal(signal.SIGINT)
        out, err, seconds = self.finish(process)
        self.assertEqual(process.returncode, 130)
        self.assertLess(seconds, 2)
        self.assertIn("interrupted", err)
        self.assertIn("result", err)
        self.assertEqual(self.names_in("result"), CUT_RUN_FILES)
        run = parse_json((self.folder / "result/run.json").read_text())
        self.assertIs(run["complete"], False)
        self.assertEqual({omission["id"] for omission in run["omissions"]}, {ROW})
        self.assertEqual(parse_csv((self.folder / "result/accuracy.csv").read_text()), [])
        for line in (self.folder / "result/run.jsonl").read_text().splitlines():
            parse_json(line)
        self.assertIn("not complete", self.succeed("report", "result").stdout)

    def test_sigterm_does_the_same(self):
        process = self.long_run(ROW, until=1)
        process.terminate()
        self.finish(process)
        self.assertEqual(process.returncode, 130)
        self.assertEqual(self.names_in("result"), CUT_RUN_FILES)

    def test_a_second_ctrl_c_ends_at_once(self):
        process = self.long_run(ROW, until=1)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        _, _, seconds = self.finish(process)
        self.assertEqual(process.returncode, 130)
        self.assertLess(seconds, 2)
        self.succeed("report", "result")

    def test_what_was_finished_before_ctrl_c_is_kept(self):
        self.write("long.toml", 'name = "long"\n[accuracy]\nsamples = 300\nweighted = ["normal"]\n'
                                'weighted_samples = 2000000000\n')
        process = self.start("run", "accuracy", "--suite", "long.toml", "-f", ROW, "-o", "result")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        journal = self.folder / "result/run.jsonl"
        self.wait_until(lambda: journal.exists() and b'"region":"identity"' in journal.read_bytes(), process)
        process.send_signal(signal.SIGINT)
        self.finish(process)
        self.assertEqual(process.returncode, 130)
        rows = parse_csv((self.folder / "result/accuracy.csv").read_text())
        self.assertIn({row["inputs"] for row in rows}, [{"stratified"}, {"stratified", "corpus"}])
        omitted = parse_json((self.folder / "result/run.json").read_text())["omissions"]
        self.assertEqual({omission["id"] for omission in omitted}, {ROW})
        self.assertIn("weighted:normal", omitted[-1]["reason"])

    def test_a_killed_run_is_reported_from_its_journal_and_said_to_be_incomplete(self):
        process = self.long_run(ROW, until=1)
        process.kill()
        self.finish(process)
        self.assertEqual(self.names_in("result"), ["checkpoint.json", "run.jsonl"])
        shown = self.succeed("report", "result").stdout
        self.assertIn("not complete", shown)
        self.refuse_to_pass("result")

    def refuse_to_pass(self, folder):
        result = self.bench("gate", "--run", folder)
        self.assertEqual(result.returncode, 6, result)

    def test_a_journal_cut_in_the_middle_of_a_line_is_reported_and_said_to_be_incomplete(self):
        folder = self.accuracy_run("result")
        text = (folder / "run.jsonl").read_bytes()
        (folder / "run.json").unlink()
        lines = text.splitlines(keepends=True)
        (folder / "run.jsonl").write_bytes(b"".join(lines[:3]) + lines[3][:100])
        self.succeed("report", "result", "--csv", "tables")
        self.assertEqual(len(parse_csv((self.folder / "tables/accuracy.csv").read_text())), 2)
        self.assertIn("not complete", self.succeed("report", "result").stdout)
        self.refuse_to_pass("result")

    def test_an_interrupted_gate_exits_130_and_does_not_say_that_all_passed(self):
        process = self.start("gate", "--samples", "2000000000", "-f", ROW)
        self.wait_for_work(process)
        process.send_signal(signal.SIGINT)
        out, _, seconds = self.finish(process)
        self.assertEqual(process.returncode, 130)
        self.assertLess(seconds, 2)
        self.assertRegex(out.splitlines()[-1], r"\Agate: 0 passed, 0 failed, 2 skipped\Z")
        self.assertIn("interrupted", out)

    def test_an_interrupted_acceptance_exits_130_and_writes_nothing(self):
        process = self.start("baseline", "accept", "*", "--why", "x")
        self.wait_for_work(process)
        process.send_signal(signal.SIGINT)
        _, err, _ = self.finish(process)
        self.assertEqual(process.returncode, 130)
        self.assertIn("nothing was accepted", err)
        self.assertEqual(self.names_in("."), [])

    @not_timed_under_sanitizers
    def test_an_interrupted_timing_exits_130_within_2_s(self):
        self.write("slow.toml", '[speed]\nmetrics = ["throughput"]\nfootprints = ["L1"]\ninput_mixes = ["uniform"]\n'
                                'rounds = 1000000\n')
        for arguments in (["run", "speed", "--suite", "slow.toml", "-f", ROW, "-o", "result"],
                          ["ab", ROW, ROW, "--rounds", "1000000"]):
            with self.subTest(arguments[0]):
                process = self.start(*arguments)
                self.wait_for_work(process)
                process.send_signal(signal.SIGINT)
                out, err, seconds = self.finish(process)
                self.assertEqual(process.returncode, 130)
                self.assertLess(seconds, 2)
                self.assertIn("interrupted", err)
        self.assertEqual(self.names_in("result"), CUT_RUN_FILES)
        self.succeed("report", "result")

    def test_an_interrupted_points_file_keeps_the_rows_that_are_done_whole(self):
        body = "".join(f"softplus,binary64,0x3ff{i:013x}\n" for i in range(100000))
        self.write("points.csv", "function,format,input_bits\n" + body)
        process = self.start("eval", "--points", "points.csv")
        self.wait_for_work(process, seconds=4 if SANITIZED else 0.5)  # of half a minute; the points are read first
        process.send_signal(signal.SIGINT)
        out, _, _ = self.finish(process)
        self.assertEqual(process.returncode, 130)
        rows = parse_csv(out)
        self.assertTrue(rows)
        self.assertTrue(all(None not in row.values() for row in rows))


if __name__ == "__main__":
    unittest.main()
