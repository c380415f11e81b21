"""gate: its exit codes are what scripts depend on."""
import json
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, parse_json

SUMMARY = r"\Agate: \d+ passed, \d+ failed, \d+ skipped\Z"


class Gate(CommandLine):
    def doctor(self, folder, change):
        """A stored run with something else in each of its records."""
        path = folder / "run.json"
        run = json.loads(path.read_text())
        change(run)
        path.write_text(json.dumps(run))

    def summary(self, result):
        last = result.stdout.splitlines()[-1]
        self.assertRegex(last, SUMMARY)
        return last

    def test_a_claim_that_holds_exits_0_with_the_summary_last(self):
        result = self.succeed("gate", "--samples", "300", "-f", ROW, "-q")
        self.assertRegex(self.summary(result), r"gate: [1-9]\d* passed, 0 failed, 0 skipped")
        self.assertEqual(result.stderr, "")

    def test_a_stored_run_is_judged_without_measuring(self):
        folder = self.accuracy_run("result")
        self.assertIn(" 0 failed", self.summary(self.succeed("gate", "--run", folder)))

    def test_a_broken_claim_exits_4_and_shows_the_witness(self):
        folder = self.accuracy_run("result")

        def break_claim(run):
            for record in run["records"]:
                record.update(n_claim_violations=3, claim_witness_bits="0x3f800000",
                              claim_witness_got_bits="0x3fa818f6", claim_witness_want_bits="0x3fa818f5")
        self.doctor(folder, break_claim)
        for extra in ([], ["--allow-missing"]):
            result = self.succeed("gate", "--run", folder, *extra, code=4)
            self.assertRegex(self.summary(result), r"gate: 0 passed, [1-9]\d* failed, 0 skipped")
            self.assertIn(f"FAILED {ROW}", result.stdout)
            for word in ("0x3f800000", "0x3fa818f6", "0x3fa818f5"):
                self.assertIn(word, result.stdout)

    def test_a_failed_row_exits_6(self):
        folder = self.accuracy_run("result", "-f", OTHER_ROW)

        def fail_one(run):
            for record in run["records"]:
                if record["implementation"] == "log1p":
                    record.update(status="failed", reason="it crashed")
        self.doctor(folder, fail_one)
        result = self.succeed("gate", "--run", folder, code=6)
        self.summary(result)
        self.assertIn(f"NOT COMPARED {ROW}: the row failed: it crashed", result.stdout)
        self.succeed("gate", "--run", folder, "--allow-missing", code=0)

    def test_a_run_in_which_nothing_was_compared_exits_6_also_when_missing_is_allowed(self):
        folder = self.accuracy_run("result")
        self.doctor(folder, lambda run: run["records"].clear())
        for extra in ([], ["--allow-missing"]):
            self.summary(self.succeed("gate", "--run", folder, *extra, code=6))

    def test_an_interrupted_run_exits_6_and_says_so(self):
        folder = self.accuracy_run("result")
        self.doctor(folder, lambda run: run.update(complete=False))
        result = self.succeed("gate", "--run", folder, code=6)
        self.assertIn("interrupted", result.stdout)
        self.summary(result)
        self.succeed("gate", "--run", folder, "--allow-missing", code=0)

    def test_a_violation_wins_over_what_is_missing(self):
        folder = self.accuracy_run("result")

        def both(run):
            run["complete"] = False
            run["records"][0]["n_claim_violations"] = 1
        self.doctor(folder, both)
        self.succeed("gate", "--run", folder, code=4)

    def test_a_run_that_did_not_count_violations_is_not_passed(self):
        folder = self.accuracy_run("result")

        def forget(run):
            for record in run["records"]:
                del record["n_claim_violations"]
        self.doctor(folder, forget)
        self.succeed("gate", "--run", folder, code=6)

    def test_a_filter_chooses_from_the_stored_run(self):
        folder = self.accuracy_run("result", "-f", OTHER_ROW)
        all_rows = self.summary(self.succeed("gate", "--run", folder))
        one_row = self.summary(self.succeed("gate", "--run", folder, "-f", ROW))
        self.assertNotEqual(all_rows, one_row)
        self.refused("gate", "--run", folder, "-f", "softplus/naive/*", words=["matches nothing", ROW])

    def test_a_stored_run_that_is_not_there_or_unreadable_exits_2(self):
        self.refused("gate", "--run", "nowhere", words="nowhere")
        (self.folder / "bad").mkdir()
        self.write("bad/run.json", "{")
        self.refused("gate", "--run", "bad", words="bad/run.json")

    def test_options_that_choose_what_to_measure_do_not_go_with_a_stored_run(self):
        folder = self.accuracy_run("result")
        for option in (["--samples", "5"], ["--suite", "quick"], ["--exhaustive"], ["--range=0:1"], ["--seed", "2"],
                       ["--targets", "scalar"]):
            with self.subTest(option):
                self.refused("gate", "--run", folder, *option, words="--run")

    def test_json_is_all_there_is_on_stdout_and_the_summary_goes_to_stderr(self):
        folder = self.accuracy_run("result")
        for change, code in ((lambda run: None, 0), (lambda run: run["records"][0].update(n_claim_violations=1), 4),
                             (lambda run: run["records"].clear(), 6)):
            self.doctor(folder, change)
            result = self.succeed("gate", "--run", folder, "--json", code=code)
            said = parse_json(result.stdout)
            self.assertEqual(said["exit_code"], code)
            self.assertRegex(result.stderr.splitlines()[-1], SUMMARY)
            for verdict in said["verdicts"]:
                self.assertLessEqual({"id", "verdict", "reason"}, set(verdict))

    def test_a_full_stdout_is_no_pass(self):
        folder = self.accuracy_run("result")
        with open("/dev/full", "wb") as full:
            self.refused("gate", "--run", folder, code=1, words="No space left", stdout=full)


if __name__ == "__main__":
    unittest.main()
