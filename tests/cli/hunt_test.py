"""hunt and corpus: what they refuse, what they leave behind, and how inputs get from one to the other."""
import os
import signal
import unittest

from command_line import OTHER_ROW, ROW, RUN_FILES, CommandLine, parse_csv, parse_json

HUNTED = "softplus/thresholded_20/binary64/scalar"
ABOVE_20 = "0x4034000000000001"
CORPUS = "function,format,input_bits,implementation,target,ulp_error\n"


class Hunts(CommandLine):
    def hunt(self, name, *arguments, row=ROW, rounds=1):
        self.succeed("hunt", "-f", row, "--rounds", rounds, "-q", "-o", name, *arguments)
        return self.folder / name

    def points(self, name):
        return parse_csv((self.folder / name / "corpus.csv").read_text())

    def test_the_point_just_above_20_is_found_and_called_a_lower_bound(self):
        result = self.succeed("hunt", "-f", HUNTED, "--rounds", 2, "-o", "h")
        self.assertIn(">=5.9e+05", result.stdout)
        self.assertIn("lower bound", result.stdout)
        self.assertEqual(self.names_in("h"), sorted([*RUN_FILES, "corpus.csv"]))
        worst = self.points("h")[0]
        self.assertEqual((worst["function"], worst["format"], worst["input_bits"], worst["implementation"], worst["target"]),
                         ("softplus", "binary64", ABOVE_20, "thresholded_20", "scalar"))
        self.assertEqual((worst["got_bits"], worst["want_bits"]), ("0x4034000000000001", "0x403400000008da44"))
        self.assertLess(float(worst["ulp_error"]), -5.8e5)
        rows = parse_csv((self.folder / "h/accuracy.csv").read_text())
        self.assertEqual({row["inputs"] for row in rows}, {"hunted"})
        self.assertEqual(rows[0]["max_ulp_input_bits"], ABOVE_20)
        self.assertEqual(rows[0]["mean_ulp"], "")
        self.assertIn("≥ 5.9e+05", (self.folder / "h/report.html").read_text())

    def test_equal_seeds_and_rounds_give_equal_files_whatever_the_threads(self):
        a = self.hunt("a", "--threads", 1, row="softplus/symmetric/binary32/scalar", rounds=3)
        b = self.hunt("b", "--threads", 3, row="softplus/symmetric/binary32/scalar", rounds=3)
        c = self.hunt("c", "--seed", 2, row="softplus/symmetric/binary32/scalar", rounds=3)
        for file in ("corpus.csv", "accuracy.csv"):
            self.assertEqual((a / file).read_bytes(), (b / file).read_bytes())
        self.assertNotEqual((a / "corpus.csv").read_bytes(), (c / "corpus.csv").read_bytes())

    def test_reproduce_gives_the_same_row_again(self):
        rows = parse_csv((self.hunt("a", rounds=2) / "accuracy.csv").read_text())
        self.assertEqual(rows[0]["reproduce"], f"softplus-bench hunt -f '{ROW}' --rounds 2 --seed 1")

    def test_a_time_budget_is_shared_by_all_rows_and_each_gets_a_round(self):
        self.succeed("hunt", "-f", ROW, "-f", OTHER_ROW, "--time-budget", "0.01s", "-q", "-o", "h")
        rows = parse_csv((self.folder / "h/accuracy.csv").read_text())
        self.assertEqual([row["implementation"] for row in rows if row["region"] == "overall"], ["log1p", "symmetric"])

    def test_hunted_points_can_be_evaluated_and_judged(self):
        folder = self.hunt("h", row=HUNTED)
        evaluated = parse_csv(self.succeed("eval", "--points", folder / "corpus.csv", "-f", HUNTED).stdout)
        self.assertEqual([row["ulp_error"] for row in evaluated], [row["ulp_error"] for row in self.points("h")])
        self.assertIn("1 passed", self.succeed("gate", "--run", "h").stdout)

    def test_ctrl_c_leaves_what_was_found_and_exits_130(self):
        process = self.start("hunt", "-f", "softplus/symmetric/*", "--time-budget", "10m", "-o", "h")
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_until((self.folder / "h/run.jsonl").exists, process)
        self.wait_for_work(process, seconds=0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        self.assertEqual(process.returncode, 130)
        self.assertIn("interrupted", err.decode())
        self.assertEqual(self.names_in("h"), sorted([*RUN_FILES, "corpus.csv"]))
        run = parse_json((self.folder / "h/run.json").read_text())
        self.assertIs(run["complete"], False)
        self.assertTrue(run["omissions"])
        self.assertEqual(run["records"][0]["inputs"], "hunted")

    def test_what_it_cannot_do_is_refused_before_anything_is_written(self):
        self.refused("hunt", words="--filter")
        self.refused("hunt", "-f", "softplus/symetric/binary64/scalar", words="softplus/symmetric/binary64/scalar")
        self.refused("hunt", "-f", ROW, "--time-budget", "soon", words=["'soon'", "30s"])
        self.refused("hunt", "-f", ROW, "--rounds", "0", words="--rounds")
        self.refused("hunt", "-f", ROW, "--colour", "never", words="--color")
        self.assertEqual(self.names_in("."), [])


class Corpora(CommandLine):
    def found(self, *inputs):
        folder = self.folder / "found"
        folder.mkdir(exist_ok=True)
        (folder / "corpus.csv").write_text(CORPUS + "".join(f"softplus,binary32,{x},log1p,scalar,-1.25\n" for x in inputs))
        return folder

    def corpus_rows(self, name, row=ROW, *arguments):
        rows = parse_csv((self.accuracy_run(name, *arguments, row=row) / "accuracy.csv").read_text())
        return [row for row in rows if row["inputs"] == "corpus"]

    def test_add_says_how_many_were_new_and_twice_adds_nothing(self):
        self.write("mine.csv", CORPUS + "softplus,binary32,0x41a00001,first,scalar,\n")
        folder = self.found("0x41a00001", "0xc1a00001")
        first = self.succeed("corpus", "add", folder, "--to", "mine.csv").stdout
        self.assertEqual(first, "mine.csv: 1 added, 1 known already, 2 in all\n")
        text = (self.folder / "mine.csv").read_text()
        self.assertEqual(text, CORPUS + "softplus,binary32,0xc1a00001,log1p,scalar,-1.25\nsoftplus,binary32,0x41a00001,first,scalar,\n")
        self.assertIn("0 added, 2 known", self.succeed("corpus", "add", folder, "--to", "mine.csv").stdout)
        self.assertEqual((self.folder / "mine.csv").read_text(), text)
        self.assertEqual(self.names_in("."), ["found", "mine.csv"])

    def test_add_goes_to_the_function_s_file_of_the_current_folder(self):
        folder = self.found("0x41a00001")
        self.refused("corpus", "add", folder, words=["suites/corpus/softplus.csv", "--to"])
        os.makedirs(self.folder / "suites/corpus")
        self.write("suites/corpus/softplus.csv", CORPUS)
        self.succeed("corpus", "add", folder)
        self.assertIn("0x41a00001", (self.folder / "suites/corpus/softplus.csv").read_text())

    def test_a_folder_without_hunted_inputs_and_a_malformed_corpus_are_one_clear_line(self):
        self.write("mine.csv", CORPUS)
        self.refused("corpus", "add", "nowhere", "--to", "mine.csv", words=["nowhere/corpus.csv", "hunt -o"])
        folder = self.found("0x41a0")
        self.refused("corpus", "add", folder, "--to", "mine.csv", words=["corpus.csv:2", "0x41a0"])
        self.refused("run", "accuracy", "--corpus", folder / "corpus.csv", "-f", ROW, "-o", "r", words="corpus.csv:2")
        self.refused("run", "accuracy", "--corpus", "nowhere.csv", "-f", ROW, "-o", "r", words="nowhere.csv")
        self.refused("corpus", words="required")
        self.assertEqual((self.folder / "mine.csv").read_text(), CORPUS)

    def test_show_prints_a_corpus_that_can_be_read_again(self):
        shown = self.succeed("corpus", "show").stdout
        self.assertTrue(shown.startswith(CORPUS))
        self.write("shown.csv", shown)
        self.assertEqual(len(self.corpus_rows("r", ROW, "--corpus", "shown.csv")), 1)

    def test_runs_include_the_corpus_and_a_file_s_points_and_their_content_is_part_of_run_id(self):
        plain, = self.corpus_rows("plain")
        x = "0x40490fdb"
        mine = self.write("mine.csv", CORPUS + f"softplus,binary32,{x},,,\n")
        more, = self.corpus_rows("more", ROW, "--corpus", mine)
        self.assertEqual(int(more["n"]), int(plain["n"]) + 1)
        self.assertNotEqual(more["run_id"], plain["run_id"])
        self.assertIn(f"--corpus '{mine}'", more["reproduce"])
        self.assertNotIn("--corpus", plain["reproduce"])
        elsewhere = self.write("elsewhere.csv", CORPUS + f"softplus,binary32,{x},somebody,scalar,1\n")
        again, = self.corpus_rows("again", ROW, "--corpus", elsewhere)
        self.assertEqual(again["run_id"], more["run_id"])


if __name__ == "__main__":
    unittest.main()
