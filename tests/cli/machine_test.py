"""list, ab and doctor: what they print, as text and as JSON."""
import unittest

from command_line import OTHER_ROW, ROW, CommandLine, not_timed_under_sanitizers, parse_json

NOUNS = ["functions", "implementations", "suites", "formats", "targets"]


class List(CommandLine):
    def test_every_noun_lists_something_with_a_header_and_nothing_on_stderr(self):
        for noun in NOUNS:
            with self.subTest(noun):
                result = self.succeed("list", noun)
                self.assertGreaterEqual(len(result.stdout.splitlines()), 2)
                self.assertEqual(result.stderr, "")

    def test_json_of_every_noun_is_an_array_as_long_as_the_text(self):
        for noun in NOUNS:
            with self.subTest(noun):
                entries = parse_json(self.succeed("list", noun, "--json").stdout)
                self.assertEqual(len(entries), len(self.succeed("list", noun).stdout.splitlines()) - 1)
                names = [entry["id" if noun == "implementations" else "name"] for entry in entries]
                self.assertEqual(len(names), len(set(names)))

    def test_implementations_are_listed_when_no_noun_is_given(self):
        self.assertEqual(self.succeed("list").stdout, self.succeed("list", "implementations").stdout)

    def test_implementations_have_the_documented_keys_and_ids(self):
        for entry in parse_json(self.succeed("list", "implementations", "--json").stdout):
            self.assertLessEqual({"id", "function", "implementation", "format", "target", "strategy", "credit",
                                  "available", "reason"}, set(entry))
            self.assertEqual(entry["id"], "/".join(entry[key] for key in ("function", "implementation", "format", "target")))
            self.assertRegex(entry["id"], r"\A[a-z0-9_/]+\Z")
            if "claim_ulp" in entry:
                self.assertEqual(len(entry["claim_interval"]), 2)
                self.assertTrue(all(end in ("inf", "-inf") or isinstance(end, (int, float))
                                    for end in entry["claim_interval"]))

    def test_filters_unite_and_exclude(self):
        def ids(*filters):
            words = [word for each in filters for word in ("-f", each)]
            return {entry["id"] for entry in parse_json(self.succeed("list", *words, "--json").stdout)}
        every = ids("*")
        self.assertEqual(ids(ROW, OTHER_ROW), {ROW, OTHER_ROW})
        self.assertEqual(ids("!*/binary32/*"), {each for each in every if "/binary32/" not in each})
        self.assertEqual(ids("softplus/log1p/*", "!*/binary32/*"),
                         {each for each in every if each.startswith("softplus/log1p/") and "/binary32/" not in each})
        self.assertEqual(ids("re:^softplus/log1p/b.*32/s"), {ROW})
        self.assertEqual(ids("softplus/log1p/binary??/scalar"),
                         {each for each in every if each.startswith("softplus/log1p/binary") and each.endswith("/scalar")})

    def test_a_filter_chooses_among_the_other_nouns_by_name(self):
        self.assertEqual([entry["name"] for entry in parse_json(self.succeed("list", "formats", "-f", "b*16", "--json").stdout)],
                         ["binary16", "bfloat16"])
        self.refused("list", "suites", "-f", "quik", words=["matches nothing", "quick"])

    def test_every_listed_suite_can_be_planned(self):
        for suite in parse_json(self.succeed("list", "suites", "--json").stdout):
            self.assertIn("expected time", self.succeed("run", "--suite", suite["name"], "--dry-run").stdout)


class Ab(CommandLine):
    @not_timed_under_sanitizers
    def test_two_rows_are_compared_as_text_and_as_json(self):
        text = self.succeed("ab", ROW, OTHER_ROW)
        self.assertIn(f"A {ROW}", text.stdout)
        self.assertIn("ns/element", text.stdout)
        self.assertEqual(text.stderr, "")
        said = parse_json(self.succeed("ab", ROW, OTHER_ROW, "--json").stdout)
        self.assertEqual((said["a"], said["b"], said["margin"]), (ROW, OTHER_ROW, 0.05))
        for key in ("a_ns_per_element", "b_ns_per_element", "b_over_a", "a_over_relu", "b_over_relu"):
            self.assertLessEqual(said[key]["low"], said[key]["median"])
            self.assertLessEqual(said[key]["median"], said[key]["high"])
        self.assertIsInstance(said["verdict"], str)


class Doctor(CommandLine):
    @not_timed_under_sanitizers
    def test_facts_and_advice_as_text_and_as_json(self):
        self.assertIn("compiler", self.succeed("doctor").stdout)
        said = parse_json(self.succeed("doctor", "--json").stdout)
        self.assertLessEqual({"compiler", "instruction sets", "timer", "noise", "floating-point environment"}, set(said["facts"]))
        self.assertIsInstance(said["advice"], list)


if __name__ == "__main__":
    unittest.main()
