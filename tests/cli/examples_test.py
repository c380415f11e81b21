"""docs/plugins.md works as it stands, and so do the plug-ins in other languages that it shows."""
import os
import re
import shutil
import subprocess
import unittest

import document
from command_line import EXECUTABLE, CommandLine, not_timed_under_sanitizers, parse_csv, parse_json


def needs(*tools):
    missing = [tool for tool in tools if not shutil.which(tool)]
    return unittest.skipIf(missing, f"not installed: {', '.join(missing)}")


class Documentation(CommandLine):
    def environment(self):
        """As on a machine where the program is installed: in the PATH, and known to pkg-config."""
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "softplus-bench").symlink_to(EXECUTABLE)
        return {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "PKG_CONFIG_PATH": os.path.dirname(EXECUTABLE)}

    @needs("cc", "git", "pkg-config")
    @not_timed_under_sanitizers
    def test_the_commands_lead_from_nothing_to_a_gated_kernel(self):
        done = document.run(document.commands(""), self.folder, self.environment())
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])
        self.assertRegex(done.stdout, r"FAILED softplus/mine/binary32/plugin: worse than accepted .* at x = .*\ngate: \d+ passed, 1 failed, 0 skipped\nexit code 4\n")
        self.assertEqual(done.stdout.count("exit code"), 1)
        self.assertEqual(done.stdout.count(" passed, 0 failed, 0 skipped\n"), 2)
        for file in ("out/quick/report.html", "out/hunt/corpus.csv", "gate.xml", "gate.md"):
            self.assertTrue((self.folder / "mine" / file).exists(), file)

    def test_the_document_shows_the_example_in_c_and_it_has_fifteen_lines(self):
        example = (document.EXAMPLES / "softplus.c").read_text()
        self.assertIn(f"cat > mine.c <<'END'\n{example}END\n", document.commands(""))
        self.assertLessEqual(sum(1 for line in example.splitlines() if line.strip()), 15)

    def check_example(self, file, formats):
        """Built with the command of the document and without a word, listed, right where it is easy and hard, within its claims."""
        command = next(line for line in document.commands("examples").splitlines() if f" {file} " in line)
        self.assertIn(command.replace("$(pkg-config --cflags softplus-bench) ", ""),
                      (document.EXAMPLES / file).read_text().replace("$(pkg-config --cflags softplus-bench) ", ""), "the file says how to build it as well")
        shutil.copy(document.EXAMPLES / file, self.folder)
        done = document.run(command, self.folder, self.environment())
        self.assertEqual((done.returncode, [line for line in done.stderr.splitlines() if not line.startswith("+")]), (0, []))
        plugin = f"./{command.split()[-1]}"
        listed = parse_json(self.succeed("list", "--plugin", plugin, "-f", "*/plugin", "--json").stdout)
        self.assertEqual({row["format"] for row in listed}, formats)
        for row in listed:
            self.assertGreater(row["claim_ulp"], 0)
            evaluated = parse_json(self.succeed("eval", "softplus", "-745.2", "0", "nan", "-inf", "inf", "--format", row["format"], "--plugin", plugin,
                                                "-f", row["id"], "--json").stdout)
            self.assertEqual({each["results"][0]["verdict"] for each in evaluated} - {"correctly_rounded", "faithful"}, set())
        self.succeed("run", "accuracy", "--samples", "300", "--plugin", plugin, "-f", "*/plugin", "-q", "-o", "out")
        measured = [row for row in parse_csv((self.folder / "out" / "accuracy.csv").read_text()) if row["region"] in ("", "overall")]
        self.assertEqual({(row["status"], row["n_claim_violations"]) for row in measured}, {("ok", "0")})
        self.assertRegex(self.succeed("gate", "accuracy", "--plugin", plugin, "-q").stdout, r"gate: [1-9]\d* passed, 0 failed, 0 skipped\n\Z")

    @needs("c++", "pkg-config")
    def test_the_example_in_cpp_is_built_and_keeps_its_claims(self):
        self.check_example("softplus.cpp", {"binary32", "binary64"})

    @needs("rustc")
    def test_the_example_in_rust_is_built_and_keeps_its_claims(self):
        self.check_example("softplus.rs", {"binary64"})

    @needs("gfortran")
    def test_the_example_in_fortran_is_built_and_keeps_its_claims(self):
        self.check_example("softplus.f90", {"binary64"})


class Header(CommandLine):
    HEADER = document.ROOT / "include" / "softplus_bench" / "plugin.h"

    @needs("cc", "c++")
    def test_it_is_c_of_1989_and_cpp_of_1998_and_takes_named_members(self):
        self.write("named.c", "#include <softplus_bench/plugin.h>\nconst softplus_bench_implementation row = {.function = \"softplus\", .name = \"mine\", "
                   ".format = \"binary32\", .claim_max_ulp = -1, .claim_lower = 0, .claim_upper = 0, .credit = NULL, .kernel = NULL};\n")
        for compiler, language, standard, file in (("cc", "c", "c89", self.HEADER), ("c++", "c++", "c++98", self.HEADER),
                                                   ("cc", "c", "c99", "named.c"), ("c++", "c++", "c++20", "named.c")):
            with self.subTest(standard):
                done = subprocess.run([compiler, "-x", language, f"-std={standard}", "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                                       f"-I{document.ROOT / 'include'}", str(file)], cwd=self.folder, capture_output=True, text=True)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    @needs("cc", "pkg-config")
    def test_its_example_is_built_and_listed_as_it_says(self):
        comment = re.sub(r"(?m)^ \* ? ?", "", self.HEADER.read_text().partition("*/")[0])
        source, command = re.search(r"(?ms)^ ?(#include <math.h>.*?)^ ?(cc .*?)$", comment).groups()
        self.write("my_kernel.c", source)
        done = document.run(command, self.folder, Documentation.environment(self))
        self.assertEqual(done.returncode, 0, done.stderr)
        listed = parse_json(self.succeed("list", "--plugin", "my_kernel.so", "-f", "*/plugin", "--json").stdout)
        self.assertEqual([row["id"] for row in listed], ["softplus/my_kernel/binary32/plugin"])


class Links(unittest.TestCase):
    def test_links_of_the_document_lead_somewhere(self):
        for target in re.findall(r"\]\(([^)#]+)\)", document.PLUGINS.read_text()):
            self.assertTrue((document.PLUGINS.parent / target).exists(), target)


if __name__ == "__main__":
    unittest.main()
