"""The files of a run: columns, agreement between the forms, equal bytes for equal work."""
import re
import shlex
import unittest

from command_line import ROW, RUN_FILES, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json

ACCURACY_COLUMNS = """schema_version run_id function implementation format target parameters region inputs n n_scored
seed max_ulp max_ulp_input max_ulp_input_bits max_ulp_got_bits max_ulp_want_bits min_signed_ulp max_signed_ulp mean_ulp
rms_ulp bias_ulp p50_ulp p90_ulp p99_ulp p999_ulp share_correctly_rounded share_faithful n_above_1 n_above_2 n_above_4
claim_ulp n_above_claim n_wrong_nan n_wrong_infinity n_early_overflow n_missed_overflow n_wrong_sign n_zero_sign
n_flushed max_relative_eps conditioning_excess status reason reproduce""".split()
SPEED_COLUMNS = """schema_version run_id function implementation format target parameters metric elements footprint
input_mix in_place threads ns_per_element ns_low ns_high elements_per_second gb_per_second tsc_cycles_per_element
ratio_to_copy ratio_to_relu repetitions status reason ratio_to_copy_low
ratio_to_copy_high ratio_to_relu_low ratio_to_relu_high layout""".split()


class Files(CommandLine):
    def agree(self, run, kind, rows):
        records = [record for record in run["records"] if record["kind"] == kind]
        self.assertEqual(len(records), len(rows))
        for record, row in zip(records, rows):
            self.assertLessEqual(set(record) - {"kind", "envelope", "histogram"}, set(row))
            for column, cell in row.items():
                value = record.get(column)
                if isinstance(value, float):
                    self.assertEqual(float(cell), value, column)
                else:
                    self.assertEqual(cell, "" if value is None else str(value), column)

    def check(self, folder, with_speed):
        self.assertEqual(self.names_in(folder), RUN_FILES)
        text = {name: (folder / name).read_bytes().decode() for name in RUN_FILES}
        run = parse_json(text["run.json"])
        self.assertEqual(run["schema_version"], 1)
        self.assertNotIn("null", re.sub(r'"(\\.|[^"\\])*"', '""', text["run.json"] + text["run.jsonl"]))
        accuracy, speed = parse_csv(text["accuracy.csv"]), parse_csv(text["speed.csv"])
        for columns, name in ((ACCURACY_COLUMNS, "accuracy.csv"), (SPEED_COLUMNS, "speed.csv")):
            header = text[name].splitlines()[0].split(",")
            self.assertLessEqual(set(columns), set(header))
            self.assertEqual(len(header), len(set(header)))
        self.agree(run, "accuracy", accuracy)
        self.agree(run, "speed", speed)
        self.assertEqual(bool(speed), with_speed)
        for row in accuracy + speed:
            self.assertEqual(row["run_id"], run["run_id"])
        lines = [parse_json(line) for line in text["run.jsonl"].splitlines()]
        self.assertEqual((lines[0]["kind"], lines[-1]["kind"]), ("run", "end"))
        self.assertEqual([line for line in lines if line["kind"] in ("accuracy", "speed")], run["records"])
        page = text["report.html"]
        self.assertIn('http-equiv="Content-Security-Policy" content="default-src \'none\';', page)
        self.assertNotRegex(page, r"""(src|href|url)\s*[=(]\s*["']?https?:""")
        self.assertNotIn("<script src", page)

    def test_an_accuracy_run_leaves_files_that_agree_cell_by_cell(self):
        self.check(self.accuracy_run("result", row="softplus/*/bfloat16/*"), False)

    @not_timed_under_sanitizers
    def test_a_run_of_everything_leaves_files_that_agree_cell_by_cell(self):
        self.succeed("run", "--suite", self.tiny_suite(), "-f", ROW, "-o", "result")
        self.check(self.folder / "result", True)

    def test_equal_work_gives_equal_bytes_whatever_the_threads_the_folder_and_the_place(self):
        here = self.accuracy_run("a", "--threads", "1", row="softplus/*/bfloat16/*")
        (self.folder / "elsewhere").mkdir()
        for name, threads in (("b", "2"), ("c", "2"), ("d", "1")):
            there = self.folder / "elsewhere" / name
            self.accuracy_run(there, "--threads", threads, row="softplus/*/bfloat16/*", cwd=self.folder / "elsewhere")
            self.assertEqual((there / "accuracy.csv").read_bytes(), (here / "accuracy.csv").read_bytes())
            ids = {parse_json((folder / "run.json").read_text())["run_id"] for folder in (here, there)}
            self.assertEqual(len(ids), 1)

    def test_another_request_has_another_run_id(self):
        ids = set()
        for name, extra in (("a", []), ("b", ["--seed", "2"]), ("c", ["--range=0:1"])):
            ids.add(parse_json((self.accuracy_run(name, *extra) / "run.json").read_text())["run_id"])
        self.assertEqual(len(ids), 3)

    def test_the_reproduce_command_measures_the_same_row_again(self):
        first = parse_csv((self.accuracy_run("a", "--range=-3:3", row="softplus/*/bfloat16/*") / "accuracy.csv").read_text())
        row = first[-1]
        program, *arguments = shlex.split(row["reproduce"])
        self.assertEqual(program, "softplus-bench")
        self.succeed(*arguments, "-o", "b")
        again = parse_csv((self.folder / "b/accuracy.csv").read_text())
        kept = [key for key in row if key not in ("run_id", "reproduce")]
        self.assertIn([row[key] for key in kept], [[other[key] for key in kept] for other in again])


class Report(CommandLine):
    def test_report_prints_the_table_of_the_run_and_the_same_page(self):
        folder = self.accuracy_run("result")
        page = (folder / "report.html").read_bytes()
        (folder / "report.html").unlink()
        shown = self.succeed("report", "result")
        self.assertIn("log1p", shown.stdout)
        self.assertEqual(shown.stdout.splitlines()[-1], "report: result/report.html")
        self.assertEqual((folder / "report.html").read_bytes(), page)

    def test_report_writes_the_same_csv_where_it_is_told(self):
        folder = self.accuracy_run("result")
        (folder / "report.html").unlink()
        result = self.succeed("report", "result", "--csv", "tables", "--html", "page.html")
        self.assertEqual((result.stdout, result.stderr), ("", ""))
        self.assertEqual(self.names_in("tables"), ["accuracy.csv", "claims.csv", "properties.csv", "speed.csv"])
        self.assertEqual((self.folder / "tables/accuracy.csv").read_bytes(), (folder / "accuracy.csv").read_bytes())
        self.assertIn("<!DOCTYPE html>", (self.folder / "page.html").read_text())
        self.assertNotIn("report.html", self.names_in("result"))

    def test_a_journal_alone_is_enough(self):
        folder = self.accuracy_run("result")
        (folder / "run.json").unlink()
        self.succeed("report", "result", "--csv", "tables")
        self.assertEqual((self.folder / "tables/accuracy.csv").read_bytes(), (folder / "accuracy.csv").read_bytes())

    def test_a_folder_without_a_run_is_refused(self):
        self.write("file", "")
        (self.folder / "empty").mkdir()
        for folder in ("empty", "nowhere", "file"):
            self.refused("report", folder, words=[folder, "holds no run"])

    def test_an_unreadable_run_names_the_file_and_exits_2(self):
        (self.folder / "bad").mkdir()
        for text in ("", "{", "{}", "[]", '{"schema_version":99}', '{"schema_version":1}', "[" * 1000):
            with self.subTest(text):
                self.write("bad/run.json", text)
                self.refused("report", "bad", words="bad/run.json")
        (self.folder / "bad/run.json").unlink()
        for text in ("", "{}\n", "[1]\n", '{"kind":"end"}\n'):
            with self.subTest(text):
                self.write("bad/run.jsonl", text)
                self.refused("report", "bad", words="bad/run.jsonl")

    def test_a_page_that_cannot_be_written_exits_1(self):
        self.accuracy_run("result")
        self.write("file", "kept")
        self.refused("report", "result", "--html", "file/page.html", words="file/page.html", code=1)
        self.refused("report", "result", "--csv", "file", words="file", code=1)
        self.assertEqual((self.folder / "file").read_text(), "kept")


if __name__ == "__main__":
    unittest.main()
