"""--resume: an interrupted, killed or cut run ends with the files of an undisturbed one."""
import json
import re
import signal
import unittest

from command_line import ROW, RUN_FILES, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json

SWEEP = ["run", "accuracy", "-f", ROW, "--samples", "1500000"]
# Takes long enough to be interrupted, seconds on a fast machine: microseconds an input. What is left is measured in the
# fast way, to the same end.
SLOWLY = ["--reference", "mpfr", "--threads", "1"]
FAST = ["--reference", "fast", "-q"]
# One short job, then one that lasts.
TWO_JOBS = """name = "two"
[accuracy]
samples = 300
weighted = ["normal"]
weighted_samples = 1500000
"""
TWO_GROUPS = """[speed]
metrics = ["throughput"]
footprints = ["L1"]
input_mixes = ["uniform", "normal"]
rounds = 4000
"""


class Resume(CommandLine):
    def stop(self, process, how):
        process.send_signal(how)
        out, err = process.communicate(timeout=30)
        return out.decode(), err.decode()

    def begin(self, *arguments, until=None):
        """A run that has begun, or whose journal holds the words `until`."""
        process = self.start(*arguments, *SLOWLY, "-o", "cut")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        journal = self.folder / "cut/run.jsonl"
        self.wait_until(lambda: journal.exists() and (until or "\n").encode() in journal.read_bytes(), process)
        return process

    def interrupted(self, *arguments):
        process = self.begin(*arguments)
        self.wait_for_work(process)  # on the first inputs
        _, err = self.stop(process, signal.SIGINT)
        self.assertEqual(process.returncode, 130)
        return err

    def file(self, name):
        return self.folder / name

    def without_circumstances(self, path):
        """A run's JSON without what depends on how and where it was measured."""
        text = path.read_text()
        for key in ("command", "circumstances", "reference"):
            text = re.sub(rf'"{key}":("(\\.|[^"\\])*"|{{[^}}]*}})', f'"{key}":', text)
        return text

    def same_as_undisturbed(self, *arguments):
        """`cut` has become what the same request leaves when nothing happens."""
        self.succeed(*arguments, "-o", "undisturbed", "--threads", "3", "-q")
        self.assertEqual(self.names_in("cut"), RUN_FILES)
        for name in ("accuracy.csv", "speed.csv"):
            self.assertEqual(self.file(f"cut/{name}").read_bytes(), self.file(f"undisturbed/{name}").read_bytes())
        for name in ("run.json", "run.jsonl"):
            self.assertEqual(self.without_circumstances(self.file(f"cut/{name}")),
                             self.without_circumstances(self.file(f"undisturbed/{name}")))
        # Every input is counted as reached in one way; candidates for an extreme are looked up besides.
        inputs = sum(int(row["n"]) for row in parse_csv(self.file("cut/accuracy.csv").read_text()) if row["region"] == "overall")
        reached = sum(int(n) for n in list(parse_json(self.file("cut/run.json").read_text())["reference"].values())[:4])
        self.assertTrue(inputs <= reached < 1.5 * inputs, (inputs, reached))

    def test_after_ctrl_c_the_last_line_of_stderr_is_the_way_on_and_it_leads_to_the_same_files(self):
        err = self.interrupted(*SWEEP)
        self.assertTrue(err.endswith("to go on: softplus-bench run --resume cut\n"), err)
        reason = parse_json(self.file("cut/run.json").read_text())["omissions"][0]["reason"]
        done, size = map(int, re.search(r"interrupted after (\d+) of (\d+) inputs", reason).groups())
        self.assertTrue(0 < done < size)
        self.assertEqual(self.stored()["under_way"]["inputs_done"], done)
        plan = self.succeed("run", "--resume", "cut", "--dry-run").stdout
        self.assertIn(f"{size} inputs    1 implementations  {done} inputs done", plan)
        self.succeed("run", "--resume", "cut", "--threads", "2", *FAST)
        self.same_as_undisturbed(*SWEEP)

    def stored(self):
        return parse_json(self.file("cut/checkpoint.json").read_text())["checkpoint"]

    def test_a_killed_run_keeps_its_finished_jobs_and_measures_the_others(self):
        run = ["run", "accuracy", "--suite", self.write("two.toml", TWO_JOBS), "-f", ROW]
        process = self.begin(*run, until='"region":"identity"')
        self.wait_until(lambda: self.stored()["finished"], process)
        self.stop(process, signal.SIGKILL)
        self.assertEqual(process.returncode, -signal.SIGKILL)
        finished = [job["job"] for job in self.stored()["finished"]]
        self.assertEqual(finished[0], "accuracy softplus binary32 (stratified)")
        self.assertNotIn("accuracy softplus binary32 (weighted:normal)", finished)  # the corpus between them is short
        # A line torn by the kill, and a file that was being written.
        with open(self.file("cut/run.jsonl"), "ab") as journal:
            journal.write(b'{"kind":"accuracy","schema_ver')
        self.write("cut/.checkpoint.json.123.tmp", "{")
        self.succeed("run", "--resume", "cut", *FAST)
        self.same_as_undisturbed(*run)

    def test_records_of_a_job_that_was_not_finished_do_not_come_twice(self):
        run = ["run", "accuracy", "--suite", self.write("two.toml", TWO_JOBS), "-f", ROW]
        self.succeed(*run, "-o", "cut", "-q")
        whole = self.file("cut/run.jsonl").read_text()
        identity = parse_json(whole.splitlines()[0])
        stored = {"schema_version": 1, "run_id": identity["run_id"], "arguments": [str(word) for word in run[1:]],
                  "checkpoint": {"finished": []}}
        self.write("cut/checkpoint.json", json.dumps(stored))
        self.write("cut/run.jsonl", "".join(whole.splitlines(keepends=True)[:4]))
        self.succeed("run", "--resume", "cut", *FAST)
        self.same_as_undisturbed(*run)

    def test_a_spent_time_budget_names_how_far_it_came_and_resume_goes_on(self):
        result = self.succeed(*SWEEP, *SLOWLY, "--time-budget", "0.2s", "-o", "cut", "-q")
        self.assertEqual(result.stderr, "the time budget was spent: what was finished is in cut; "
                                        "to go on: softplus-bench run --resume cut\n")
        self.assertRegex(result.stdout, rf"skipped {ROW}: .*: the time budget was spent after \d+ of \d+ inputs\n")
        self.succeed("run", "--resume", "cut", "--time-budget", "0.1s", "-q")
        self.assertIn("checkpoint.json", self.names_in("cut"))
        self.succeed("run", "--resume", "cut", *FAST)
        self.same_as_undisturbed(*SWEEP)

    def test_the_same_options_may_be_given_again_and_others_are_refused_by_name(self):
        self.interrupted(*SWEEP)
        for change, words in ((["--seed", "2"], ["request", "--seed 1", "--seed 2"]),
                              (["--suite", "standard"], ["request", "suite definition"]),
                              (["--range=-1:1"], ["request", "--range"])):
            with self.subTest(change):
                self.refused(*SWEEP, *change, "--resume", "cut", words=["cut holds another run", *words])
        self.refused("run", "speed", "--resume", "cut", words="request")
        self.succeed(*SWEEP, "--resume", "cut", "-o", "cut", *FAST)
        self.same_as_undisturbed(*SWEEP)

    def test_another_build_is_refused_with_both_commits(self):
        self.interrupted(*SWEEP)
        for name in ("run.jsonl", "checkpoint.json"):
            text = self.file(f"cut/{name}").read_text()
            text = re.sub(r'"run_id":"\w+"', '"run_id":"0123"', text)
            self.write(f"cut/{name}", re.sub(r'"commit":"[\w-]+"', '"commit":"abc"', text))
        before = {name: self.file(f"cut/{name}").read_bytes() for name in self.names_in("cut")}
        self.refused("run", "--resume", "cut", words=["commit was 'abc' and is '"])
        self.assertEqual({name: self.file(f"cut/{name}").read_bytes() for name in self.names_in("cut")}, before)

    def test_a_checkpoint_that_does_not_fit_is_refused_and_the_folder_stays_as_it_is(self):
        self.interrupted(*SWEEP)
        text = self.file("cut/checkpoint.json").read_text()
        self.write("cut/checkpoint.json", text.replace(f'"id":"{ROW}"', '"id":"softplus/nobody/binary32/scalar"'))
        before = {name: self.file(f"cut/{name}").read_bytes() for name in self.names_in("cut")}
        self.refused("run", "--resume", "cut", words=["does not fit"])
        self.assertEqual({name: self.file(f"cut/{name}").read_bytes() for name in self.names_in("cut")}, before)

    def test_what_is_no_run_is_refused_in_one_line(self):
        self.refused("run", "--resume", "nowhere", words=["nowhere", "No such file"])
        self.write("file", "")
        self.refused("run", "--resume", "file", words=["file", "Not a directory"])
        self.file("empty").mkdir()
        self.refused("run", "--resume", "empty", words=["empty", "run.jsonl"])
        self.refused("run", "--resume=", words="the value is empty")
        self.interrupted(*SWEEP)
        self.refused("run", "--resume", "cut", "-o", "elsewhere", words=["--resume", "-o elsewhere"])
        for name, text in (("checkpoint.json", "{"), ("checkpoint.json", "{}"), ("run.jsonl", ""), ("run.jsonl", "[]\n")):
            with self.subTest(name + text):
                good = self.file(f"cut/{name}").read_text()
                self.write(f"cut/{name}", text)
                self.refused("run", "--resume", "cut", words=f"cut/{name}")
                self.write(f"cut/{name}", good)
        self.file("cut/checkpoint.json").unlink()
        self.refused("run", "--resume", "cut", words="give the options of the run again")
        self.succeed(*SWEEP, "--resume", "cut", *FAST)
        self.same_as_undisturbed(*SWEEP)

    def test_two_processes_never_write_into_one_folder(self):
        process = self.begin(*SWEEP)
        self.refused("run", "--resume", "cut", words=["cut", "another run"])
        self.refused(*SWEEP, "-o", "cut", words=["cut", "already holds files"])
        self.stop(process, signal.SIGKILL)
        self.succeed("run", "--resume", "cut", "--time-budget", "0.001s", "-q")  # the lock went with the process

    def test_a_finished_run_is_said_to_be_finished_and_its_reports_are_written_again(self):
        folder = self.accuracy_run("result")
        files = {name: (folder / name).read_bytes() for name in RUN_FILES}
        (folder / "report.html").unlink()
        result = self.succeed("run", "--resume", "result")
        self.assertEqual(result.stderr, "nothing is left to do: result holds a finished run\n")
        self.assertEqual(result.stdout.splitlines()[-1], "report: result/report.html")
        self.assertEqual({name: (folder / name).read_bytes() for name in self.names_in("result")}, files)

    @not_timed_under_sanitizers
    def test_groups_of_speed_rows_that_were_timed_are_kept(self):
        run = ["run", "speed", "--suite", self.write("groups.toml", TWO_GROUPS), "-f", ROW]
        process = self.begin(*run, until='"implementation":"relu"')
        self.stop(process, signal.SIGINT)
        self.assertEqual(process.returncode, 130)
        before = parse_csv(self.file("cut/speed.csv").read_text())
        self.assertEqual({row["input_mix"] for row in before}, {"uniform"})
        self.succeed("run", "--resume", "cut", "-q")
        after = parse_csv(self.file("cut/speed.csv").read_text())
        self.assertEqual(after[:3], before)
        self.assertEqual([(row["input_mix"], row["implementation"]) for row in after],
                         [(mix, name) for mix in ("uniform", "normal") for name in ("log1p", "copy", "relu")])
        self.assertEqual(self.names_in("cut"), RUN_FILES)


if __name__ == "__main__":
    unittest.main()
