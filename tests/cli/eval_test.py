"""eval: one input, and files of them."""
import unittest

from command_line import ROW, CommandLine, parse_csv, parse_json

POINTS = "function,format,input_bits\nsoftplus,binary32,0x41a00000\nsoftplus,binary64,0xc034000000000000\n"


class OneInput(CommandLine):
    def bits_of(self, *words):
        result = self.succeed("eval", "softplus", *words, "--json", "--reference-only")
        return [each["input_bits"] for each in parse_json(result.stdout)]

    def test_negative_numbers_need_no_tricks(self):
        self.assertEqual(self.bits_of("-1", "-.5", "-1e-3"), ["0xbf800000", "0xbf000000", "0xba83126f"])
        self.assertEqual(self.bits_of("-20", "--format", "binary64"), ["0xc034000000000000"])

    def test_infinities_and_nan_parse(self):
        self.assertEqual(self.bits_of("inf", "-inf"), ["0x7f800000", "0xff800000"])
        self.assertEqual(self.bits_of("nan"), ["0x7fc00000"])

    def test_hexadecimal_floats_and_bits_parse(self):
        self.assertEqual(self.bits_of("0x1.8p+1", "-0x1p-3", "0x3f800000:bits"),
                         ["0x40400000", "0xbe000000", "0x3f800000"])

    def test_the_zeros_keep_their_signs(self):
        self.assertEqual(self.bits_of("0", "-0"), ["0x00000000", "0x80000000"])

    def test_decimal_input_is_rounded_once_to_the_format(self):
        # 1 + 2^-11 + 2^-40: above the tie between 1 and 1 + 2^-10, where rounding to binary32 first would tie
        self.assertEqual(self.bits_of("1.0004882812509095", "--format", "binary16"), ["0x3c01"])

    def test_malformed_input_is_named(self):
        for word in ("abc", "1x", "1,5", "--1", "-x", "0x", "0x:bits", "0x3f80000000:bits", "1 2", "+", ".", "1e", "nanx"):
            with self.subTest(word):
                self.refused("eval", "softplus", word, words=word.split()[0])

    def test_one_malformed_input_among_good_ones_leaves_stdout_empty(self):
        self.refused("eval", "softplus", "1", "abc", words="'abc'")
        self.refused("eval", "softplus", "1", "abc", "--json", words="'abc'")

    def test_the_text_names_what_was_read_and_the_exact_value(self):
        result = self.succeed("eval", "softplus", "20", "-f", ROW)
        self.assertIn("0x41a00000", result.stdout)
        self.assertIn("20.0000000020611536203", result.stdout)
        self.assertIn("log1p", result.stdout)
        self.assertEqual(result.stderr, "")

    def test_json_has_the_documented_keys(self):
        entries = parse_json(self.succeed("eval", "softplus", "1", "-inf", "nan", "--json").stdout)
        self.assertEqual(len(entries), 3)
        for entry in entries:
            self.assertLessEqual({"function", "format", "input", "input_bits", "exact", "expected_bits", "results"},
                                 set(entry))
            self.assertTrue(entry["results"])
            for result in entry["results"]:
                self.assertLessEqual({"id", "implementation", "target", "got", "got_bits", "verdict"}, set(result))
                self.assertRegex(result["got_bits"], r"\A0x[0-9a-f]{8}\Z")
                if "ulp_error" in result:
                    self.assertIsInstance(result["ulp_error"], (int, float))
        self.assertEqual(entries[1]["input"], "-inf")
        self.assertEqual(entries[1]["expected_bits"], "0x00000000")
        self.assertEqual(entries[2]["exact"], "nan")

    def test_json_of_a_filter_holds_only_its_rows(self):
        entry, = parse_json(self.succeed("eval", "softplus", "1", "-f", ROW, "--json").stdout)
        self.assertEqual([result["id"] for result in entry["results"]], [ROW])


class Points(CommandLine):
    def points(self, text, *arguments):
        self.write("points.csv", text)
        result = self.succeed("eval", "--points", "points.csv", *arguments)
        self.assertEqual(result.stderr, "")
        self.assertNotIn("\r", result.stdout)
        return parse_csv(result.stdout)

    def wrong(self, text, *words):
        self.write("points.csv", text)
        self.refused("eval", "--points", "points.csv", words=words)

    def test_each_point_gives_one_row_an_implementation_in_order(self):
        rows = self.points(POINTS, "-f", "softplus/log1p/*", "-f", "softplus/symmetric/*")
        self.assertEqual([(row["format"], row["implementation"]) for row in rows],
                         [("binary32", "log1p"), ("binary32", "symmetric"),
                          ("binary64", "log1p"), ("binary64", "symmetric")])
        self.assertEqual(list(rows[0]), ["function", "format", "input_bits", "expected_bits", "exact", "implementation",
                                         "target", "got_bits", "ulp_error"])
        self.assertTrue(rows[0]["exact"].startswith("20.0000000020611536203"))
        self.assertLess(abs(float(rows[0]["ulp_error"])), 2)

    def test_reference_only_gives_one_row_a_point(self):
        body = "".join(f"softplus,binary32,0x{bits:08x}\n" for bits in range(0x3f800000, 0x3f800000 + 200))
        rows = self.points("function,format,input_bits\n" + body, "--reference-only")
        self.assertEqual([int(row["input_bits"], 16) for row in rows], list(range(0x3f800000, 0x3f800000 + 200)))
        self.assertEqual(list(rows[0])[3:], ["expected_bits", "exact"])

    def test_points_that_come_twice_stay_twice(self):
        line = "softplus,binary16,0x3c00\n"
        self.assertEqual(len(self.points("function,format,input_bits\n" + 3 * line, "--reference-only")), 3)

    def test_extra_columns_pass_through_quotes_and_commas_kept(self):
        rows = self.points('note,input_bits,format,function\n"a, ""b""\nc",0x3f800000,binary32,softplus\n',
                           "--reference-only")
        self.assertEqual(rows[0]["note"], 'a, "b"\nc')
        self.assertEqual(list(rows[0])[:4], ["note", "input_bits", "format", "function"])

    def test_crlf_a_missing_last_line_end_and_empty_lines_are_taken(self):
        rows = self.points(POINTS.replace("\n", "\r\n") + "\r\n", "--reference-only")
        self.assertEqual(len(rows), 2)
        self.assertEqual(len(self.points(POINTS.rstrip(), "--reference-only")), 2)

    def test_capital_hexadecimal_digits_are_taken(self):
        rows = self.points("function,format,input_bits\nsoftplus,binary32,0xC1A00000\n", "--reference-only")
        self.assertTrue(rows[0]["exact"].startswith("2.061153620314"))

    def test_special_inputs_give_words(self):
        rows = self.points("function,format,input_bits\nsoftplus,binary16,0x7c00\nsoftplus,binary16,0x7e00\n",
                           "--reference-only")
        self.assertEqual([row["exact"] for row in rows], ["inf", "nan"])

    def test_a_file_that_is_not_there_is_named(self):
        self.refused("eval", "--points", "nowhere.csv", words=["nowhere.csv", "No such file"])

    def test_a_folder_in_place_of_a_file_is_refused(self):
        self.refused("eval", "--points", ".", words="directory")

    def test_an_empty_file_and_a_lone_header_are_refused(self):
        self.wrong("", "points.csv", "empty")
        self.wrong("function,format,input_bits\n", "points.csv", "no points")

    def test_a_missing_column_is_named(self):
        self.wrong("function,format\nsoftplus,binary32\n", "points.csv:1:", "'input_bits'")
        self.wrong("softplus,binary32,0x3f800000\n", "points.csv:1:", "'function'")

    def test_a_wrong_cell_names_path_and_line(self):
        head = "function,format,input_bits\nsoftplus,binary32,0x3f800000\n"
        for line, word in (("softplus,binary32", "cells"), ("softplus,binary32,0x3f800000,x", "cells"),
                           ("softplus,binary32,0x3f80000g", "0x3f80000g"), ("softplus,binary32,0x3f8", "8 hex"),
                           ("softplus,binary32,3f80000000", "3f80000000"), ("softplus,binary64,0x3f800000", "16 hex"),
                           ("softplus,binary32,1.0", "'1.0'"), ("softplus,binary32,", "''"),
                           ("softpluss,binary32,0x3f800000", "did you mean 'softplus'"),
                           ("softplus,float,0x3f800000", "did you mean"), ('"softplus,binary32,0x3f800000', "quote")):
            with self.subTest(line):
                self.wrong(head + line + "\n", "points.csv:3:", word)

    def test_lines_are_counted_in_the_file_not_in_rows(self):
        self.wrong('function,format,input_bits,note\nsoftplus,binary32,0x3f800000,"a\nb"\n\nsoftplus,binary32,x,\n',
                   "points.csv:5:")

    def test_the_byte_order_mark_of_a_spreadsheet_is_passed_over(self):
        self.assertEqual(list(self.points("\ufeff" + POINTS, "--reference-only")[0])[0], "function")

    def test_a_filter_that_matches_none_of_the_points_rows_is_refused(self):
        self.write("points.csv", "function,format,input_bits\nsoftplus,binary32,0x3f800000\n")
        for text, near in (("nope", "nearest: softplus/"), ("softplus/log1p/binary64/scalar", ROW)):
            self.refused("eval", "--points", "points.csv", "-f", text, words=["matches nothing", near])

    def test_a_points_file_goes_with_neither_json_nor_a_format(self):
        self.write("points.csv", POINTS)
        self.refused("eval", "--points", "points.csv", "--json", words="--json")
        self.refused("eval", "--points", "points.csv", "--format", "binary64", words="--format")

    def test_inputs_beside_a_points_file_are_refused(self):
        self.write("points.csv", POINTS)
        self.refused("eval", "softplus", "1", "--points", "points.csv", words="not both")

    def test_a_full_stdout_exits_1_with_one_line(self):
        self.write("points.csv", POINTS)
        for arguments in (["--points", "points.csv"], ["softplus", "1"], ["softplus", "1", "--json"]):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                self.refused("eval", *arguments, code=1, words="No space left", stdout=full)


if __name__ == "__main__":
    unittest.main()
