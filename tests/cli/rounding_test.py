"""--rounding: results and exact values in the four rounding modes."""
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, parse_csv, parse_json

NARROW_ROW = "softplus/log1p/binary16/scalar"
# softplus(1) = 1.3132616875..., between these neighbours.
BELOW, ABOVE = "0x3fa818f5", "0x3fa818f6"
WANTED = {"n": BELOW, "u": ABOVE, "d": BELOW, "z": BELOW}


class Eval(CommandLine):
    def test_the_result_wanted_is_rounded_in_the_mode_asked_for(self):
        for letter, wanted in WANTED.items():
            entry, = parse_json(self.succeed("eval", "softplus", "1", "--rounding", letter, "--json").stdout)
            self.assertEqual(entry["expected_bits"], wanted)
            for result in entry["results"]:
                if result["verdict"] == "correctly_rounded":
                    self.assertEqual(result["got_bits"], wanted)
                    self.assertLess(abs(result["ulp_error"]), 1)

    def test_nearest_is_the_default(self):
        plain = self.succeed("eval", "softplus", "1", "-20", "--json").stdout
        self.assertEqual(self.succeed("eval", "softplus", "1", "-20", "--json", "--rounding", "n").stdout, plain)
        self.assertEqual(parse_json(plain)[0]["rounding"], "nearest")

    def test_kernels_run_in_the_mode(self):
        # x + log1p(e^-x) at 50: the hair above x shows upward alone.
        got = {}
        for letter in "nudz":
            entry, = parse_json(self.succeed("eval", "softplus", "50", "-f", OTHER_ROW, "--rounding", letter, "--json").stdout)
            got[letter] = entry["results"][0]["got_bits"]
            self.assertEqual(entry["results"][0]["verdict"], "correctly_rounded")
        self.assertEqual(got, {"n": "0x42480000", "u": "0x42480001", "d": "0x42480000", "z": "0x42480000"})

    def test_the_text_names_the_mode_unless_it_is_nearest(self):
        self.assertNotIn("rounding", self.succeed("eval", "softplus", "1", "-f", ROW).stdout)
        text = self.succeed("eval", "softplus", "1", "-f", ROW, "--rounding", "z").stdout
        self.assertEqual(text.splitlines()[0], "softplus(1) in binary32 (rounding toward zero)")

    def test_rows_that_round_to_nearest_all_the_same_are_skipped_by_name(self):
        arguments = ["eval", "softplus", "1", "--format", "binary16", "--rounding", "u"]
        self.assertIn(f"skipped {NARROW_ROW}: rounds to nearest", self.succeed(*arguments).stdout)
        entry, = parse_json(self.succeed(*arguments, "--json").stdout)
        self.assertEqual(entry["results"], [])
        self.assertIn(NARROW_ROW, [each["id"] for each in entry["skipped"]])

    def test_points_are_rounded_in_the_mode_and_skips_go_to_stderr_once(self):
        self.write("points.csv", "function,format,input_bits\nsoftplus,binary32,0x3f800000\n"
                                 "softplus,binary16,0x3c00\nsoftplus,binary16,0x3c01\n")
        for letter, wanted in WANTED.items():
            result = self.succeed("eval", "--points", "points.csv", "--rounding", letter, "-f", "softplus/log1p/*")
            rows = parse_csv(result.stdout)
            self.assertEqual(rows[0]["expected_bits"], wanted)
            self.assertEqual(len(rows), 3 if letter == "n" else 1)
            self.assertEqual(result.stderr.count(NARROW_ROW), 0 if letter == "n" else 1)

    def test_an_unknown_mode_names_those_known(self):
        for verb in (["eval", "softplus", "1"], ["run", "accuracy", "-f", ROW]):
            for given in ("up", "U", "nearest", "nu"):
                self.refused(*verb, "--rounding", given, words=[f"'{given}'", "n u d z"])
        self.refused("eval", "softplus", "1", "--rounding", "", words="known: n u d z")


class Run(CommandLine):
    def rows_of(self, name, *arguments, **options):
        return parse_csv((self.accuracy_run(name, *arguments, **options) / "accuracy.csv").read_text())

    def test_the_mode_stands_in_every_row_and_in_the_command_that_repeats_it(self):
        for letter, name in (("n", "nearest"), ("u", "upward"), ("d", "downward"), ("z", "toward_zero")):
            rows = self.rows_of(name, "--rounding", letter)
            self.assertEqual({row["rounding"] for row in rows}, {name})
            for row in rows:
                self.assertEqual(f"--rounding {letter}" in row["reproduce"], letter != "n")
                self.assertEqual(row["claim_ulp"] == "", letter != "n")
                self.assertEqual(row["n_claim_violations"] == "", letter != "n")

    def test_each_mode_has_a_run_id_of_its_own_and_nearest_is_the_default(self):
        ids = [self.rows_of(f"{i}", *extra)[0]["run_id"]
               for i, extra in enumerate(([], ["--rounding", "n"], ["--rounding", "u"], ["--rounding", "d"]))]
        self.assertEqual(ids[0], ids[1])
        self.assertEqual(len(set(ids)), 3)

    def test_threads_and_the_way_to_the_reference_change_nothing(self):
        one = self.accuracy_run("a", "--rounding", "d", "--threads", "1", row="softplus/*/binary32/*")
        for name, extra in (("b", ["--threads", "2"]), ("c", ["--reference", "mpfr"])):
            other = self.accuracy_run(name, "--rounding", "d", *extra, row="softplus/*/binary32/*")
            self.assertEqual((other / "accuracy.csv").read_bytes(), (one / "accuracy.csv").read_bytes())

    def test_terminal_and_page_name_the_mode(self):
        result = self.succeed("run", "accuracy", "--samples", "100", "-f", ROW, "-o", "u", "--rounding", "u")
        self.assertIn("softplus binary32   (rounding upward)", result.stdout)
        self.assertIn("Measured rounding upward", (self.folder / "u/report.html").read_text())

    def test_rows_that_round_to_nearest_and_speed_are_named_skips(self):
        text = self.succeed("run", "--rounding", "u", "-f", "softplus/log1p/*", "--dry-run").stdout
        self.assertIn(f"skipped   {NARROW_ROW}: rounds to nearest", text)
        self.assertIn("skipped   speed: is measured in rounding to nearest only", text)
        self.assertIn("(rounding upward)", text)

    def test_what_leaves_nothing_is_refused_with_the_reason(self):
        self.refused("run", "speed", "--rounding", "u", "-f", ROW, words="to nearest only")
        self.refused("run", "accuracy", "--rounding", "u", "-f", NARROW_ROW, words=[NARROW_ROW, "rounds to nearest"])
        self.assertEqual(self.names_in("."), [])


class Gate(CommandLine):
    def test_a_run_in_a_directed_mode_is_refused_in_one_line(self):
        folder = self.accuracy_run("result", "--rounding", "d")
        self.refused("gate", "--run", folder, words=["downward", "claims speak of rounding to nearest"])

    def test_gate_takes_no_rounding_mode(self):
        self.refused("gate", "--rounding", "u", words="'--rounding'")


if __name__ == "__main__":
    unittest.main()
