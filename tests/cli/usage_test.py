"""Help, examples, and what is said to those who mistype."""
import re
import unittest

from command_line import OTHER_ROW, ROW, VERBS, CommandLine


class Help(CommandLine):
    def test_every_verb_help_ends_with_an_example_and_exits_0(self):
        for verb in VERBS:
            with self.subTest(verb):
                result = self.succeed(verb, "--help")
                self.assertEqual(result.stderr, "")
                *_, heading, example = result.stdout.rstrip().splitlines()
                self.assertEqual(heading, "Example:")
                self.assertTrue(example.startswith(f"  softplus-bench {verb}"), example)

    def test_the_help_of_the_program_names_every_verb_and_ends_with_an_example(self):
        text = self.succeed("--help").stdout
        for verb in VERBS:
            self.assertRegex(text, rf"(?m)^  {verb} ")
        self.assertEqual(text.rstrip().splitlines()[-2], "Example:")

    def test_help_fits_80_columns_but_for_what_is_copied(self):
        for verb in ("", *VERBS, "baseline accept"):
            prose = self.succeed(*verb.split(), "--help").stdout.partition("\nExample:\n")[0]
            for line in prose.splitlines():
                if not re.match(r"  \S.*:\{|  softplus-bench ", line):  # a list of the words that are allowed has no blank
                    self.assertLessEqual(len(line), 80, line)

    def test_the_short_help_option_does_the_same(self):
        self.assertEqual(self.succeed("run", "-h").stdout, self.succeed("run", "--help").stdout)

    def test_no_arguments_print_five_examples(self):
        result = self.succeed()
        self.assertEqual(sum(line.startswith("  softplus-bench ") for line in result.stdout.splitlines()), 5)
        self.assertEqual(result.stderr, "")

    def test_version_is_one_line(self):
        self.assertRegex(self.succeed("--version").stdout, r"\Asoftplus-bench \d+\.\d+\.\d+[^\n]*\n\Z")

    def test_help_and_version_notice_that_stdout_is_full(self):
        for argument in ("--help", "--version"):
            with open("/dev/full", "wb") as full:
                self.refused(argument, words="No space left", code=1, stdout=full)


class Mistakes(CommandLine):
    def test_an_unknown_verb_names_the_nearest(self):
        self.refused("runn", words=["'runn'", "did you mean 'run'"])
        self.refused("reprot", "x", words=["'reprot'", "did you mean 'report'"])

    def test_an_unknown_option_names_the_nearest_and_the_help_of_its_verb(self):
        self.refused("--versoin", words=["'--versoin'", "did you mean '--version'"])
        self.refused("run", "--dryrun", words=["'--dryrun'", "did you mean '--dry-run'", "run --help"])
        self.refused("list", "--jsn", words=["'--jsn'", "did you mean '--json'", "list --help"])
        self.refused("gate", "--allow-mising", words="did you mean '--allow-missing'")

    def test_an_unknown_option_is_named_also_when_its_value_is_taken_for_an_argument(self):
        self.refused("run", "--sampels", "5", words="did you mean '--samples'")
        self.refused("run", "--sampels=5", words=["'--sampels'", "did you mean '--samples'"])

    def test_an_option_before_the_verb_is_refused(self):
        self.refused("--json", "list", words="'--json'")

    def test_arguments_too_many_are_named(self):
        self.refused("list", "suites", "extra", words="'extra'")
        self.refused("run", "accuracy", "speed", words="'speed'")
        self.refused("doctor", "extra", words="'extra'")
        self.refused("gate", "extra", words="'extra'")

    def test_arguments_too_few_are_said(self):
        self.refused("report", words="required")
        self.refused("ab", ROW, words="two rows")
        self.refused("eval", words="eval softplus 0.5")
        self.refused("eval", "softplus", words="eval softplus 0.5")

    def test_an_option_without_its_value_is_refused(self):
        for arguments in (["run", "--samples"], ["run", "-f"], ["run", "-o"], ["gate", "--run"], ["eval", "--points"]):
            with self.subTest(arguments):
                self.refused(*arguments, words="missing")

    def test_an_empty_value_is_never_taken_for_an_option_not_given(self):
        for arguments in (["run", "-o", ""], ["run", "--range", ""], ["run", "--range=", "--dry-run"], ["run", "-f", ""],
                          ["run", "--targets", ""], ["run", "--time-budget", ""], ["run", "--suite", ""],
                          ["gate", "--run", ""], ["eval", "softplus", ""], ["eval", "--points", ""], ["report", ""],
                          ["report", "x", "--html", ""], ["list", "-f", ""], ["ab", "", ROW]):
            with self.subTest(arguments):
                self.refused(*arguments, words="empty")
        self.refused("", words="unknown verb ''")
        self.refused("eval", "softplus", " ", words="''")
        self.assertEqual(self.names_in("."), [])

    def test_names_that_are_not_known_come_with_the_nearest(self):
        for arguments, nearest in (
                (["eval", "softpluss", "1"], "softplus"),
                (["eval", "softplus", "1", "--format", "binray32"], "binary32"),
                (["run", "--suite", "quik"], "quick"),
                (["run", "--targets", "sclar"], "scalar"),
                (["gate", "--suite", "standrad"], "standard"),
                (["list", "suits"], "suites"),
                (["run", "acuracy"], "accuracy"),
                (["run", "--color", "alway"], "always"),
                (["ab", "softplus/log1p/binary32/scala", OTHER_ROW], ROW),
                (["ab", ROW, OTHER_ROW, "--metric", "troughput"], "throughput"),
                (["ab", ROW, OTHER_ROW, "--footprint", "L11"], "L1"),
                (["ab", ROW, OTHER_ROW, "--input-mix", "unifrom"], "uniform")):
            with self.subTest(arguments):
                self.refused(*arguments, words=f"did you mean '{nearest}'")

    def test_a_filter_without_match_names_the_nearest_ids(self):
        for verb in (["list"], ["run"], ["gate"], ["eval", "softplus", "1"]):
            with self.subTest(verb):
                self.refused(*verb, "-f", "softplus/log1/binary32/scalar", words=["matches nothing", ROW])

    def test_an_incomplete_id_is_a_filter_without_match(self):
        self.refused("run", "-f", "softplus/log1p/binary32", words=["matches nothing", ROW])
        self.refused("ab", "softplus/log1p/binary32", OTHER_ROW, words=f"did you mean '{ROW}'")

    def test_filters_and_targets_that_leave_nothing_are_refused(self):
        self.refused("run", "-f", ROW, "-f", "!*", words="no row")
        self.refused("run", "-f", ROW, "--targets", "cuda", words="no row")

    def test_a_malformed_regular_expression_is_refused(self):
        for regex in ("re:(", "re:[", "re:*", "re:"):
            with self.subTest(regex):
                self.refused("run", "-f", regex, words=regex)

    def test_a_regular_expression_too_long_for_the_stack_is_refused(self):
        self.refused("list", "-f", "re:" + "(" * 20000 + ")" * 20000, words="1000 characters")

    def test_brackets_in_a_filter_are_ordinary_characters(self):
        self.refused("list", "-f", "[a]", words="'[a]'")

    def test_an_error_is_one_line_whatever_it_quotes(self):
        self.refused("eval", "softplus", "1\n2\x1b[31m")
        self.refused("run", "--suite", "a\nb")
        self.refused("a\nb")

    def test_ab_refuses_rows_of_different_formats(self):
        self.refused("ab", ROW, "softplus/log1p/binary64/scalar", words="one format")

    def test_ab_refuses_malformed_numbers(self):
        self.refused("ab", ROW, OTHER_ROW, "--margin", "wide", words="'wide'")
        self.refused("ab", ROW, OTHER_ROW, "--margin", "0%", words="'0%'")
        self.refused("ab", ROW, OTHER_ROW, "--rounds", "10", words="--rounds")

    def test_a_suite_file_names_the_line_that_is_wrong(self):
        for text, line, words in (("filters = 3\n", 1, "'filters'"), ("x = [\n", 1, ""), ("[speed]\nround = 5\n", 2, "rounds"),
                                  ("[accuracy]\n\nexhaustive = ['binary33']\n", 3, "binary32"),
                                  ("[speed]\nrounds = 0\n", 2, "rounds")):
            with self.subTest(text):
                path = self.write("bad.toml", text)
                self.refused("run", "--suite", path, words=[f"bad.toml:{line}: ", words])
        (self.folder / "folder.toml").mkdir()
        self.refused("run", "--suite", "folder.toml", words="folder.toml")
        self.refused("run", "--suite", "missing.toml", words="missing.toml")
        self.write("empty.toml", "")
        self.refused("run", "--suite", "empty.toml", words="nothing")


if __name__ == "__main__":
    unittest.main()
