"""man and completion: made from the definitions of --help, so that all of it is in them, in a form that their readers take."""
import re
import shutil
import subprocess
import unittest

from ask_zsh import Zsh
from command_line import EXECUTABLE, ROW, CommandLine, parse_json
from help_tree import tree

TREE = tree()


def needs(tool):
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not installed")


def unescaped(roff):
    text = re.sub(r"\\f[BIR]|\\&", "", roff)
    for escape, character in (("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\e", "\\")):
        text = text.replace(escape, character)
    return text


class Manual(CommandLine):
    def setUp(self):
        super().setUp()
        self.page = self.succeed("man").stdout

    def test_every_verb_has_a_section_with_every_option_and_value_of_its_help(self):
        sections = dict(re.findall(r"(?ms)^\.S[SH] ([^\n]+)\n(.*?)(?=^\.S[SH] |\Z)", unescaped(self.page)))
        for path, said in TREE.items():
            with self.subTest(path):
                section = sections[" ".join(path) or "OPTIONS"]
                for option in said["options"]:
                    self.assertRegex(section, rf"(?m)^(.* )?{re.escape(option)}(,| |$)")
                for words in said["words"].values():
                    self.assertIn(f"One of: {', '.join(words_in_order(path, words))}", " ".join(section.split()))
                if path and not said["verbs"]:
                    self.assertIn(f"softplus-bench {' '.join(path)}", section.partition(".EX")[2], "an example")
        for title in ("NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"):
            self.assertIn(title, sections)

    def test_hidden_verbs_are_left_out(self):
        for shell in ("bash", "zsh", "fish"):
            self.assertNotIn("count-instructions", self.succeed("completion", shell).stdout)
        self.assertNotIn("count\\-instructions", self.page)

    def test_the_page_is_the_same_each_time_and_plain_ascii(self):
        self.assertEqual(self.page, self.succeed("man").stdout)
        self.assertTrue(self.page.isascii())

    @needs("mandoc")
    def test_mandoc_has_nothing_to_say(self):
        # A tree without commits has no date.
        said = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=self.page, capture_output=True, text=True).stdout
        self.assertEqual([line for line in said.splitlines() if "missing date" not in line], [])

    @needs("groff")
    def test_groff_has_nothing_to_say(self):
        done = subprocess.run(["groff", "-man", "-ww", "-z", "-Tascii"], input=self.page, capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @needs("groff")
    def test_an_example_can_be_copied_from_the_formatted_page(self):
        text = subprocess.run(["groff", "-man", "-Tutf8", "-P-cbou", "-rLL=200n"], input=self.page, capture_output=True, text=True).stdout
        self.assertIn("softplus-bench run accuracy -f 'softplus/*/bfloat16/*' --exhaustive -o out/bfloat16\n", text)


def words_in_order(path, words):
    """As --help has them."""
    allowed = re.findall(r":\{([^}]+)\}", help_text(path))
    return next(each.split(",") for each in allowed if set(each.split(",")) == words)


def help_text(path):
    return subprocess.run([EXECUTABLE, *path, "--help"], capture_output=True, text=True, check=True).stdout


class Completion(CommandLine):
    """What all shells must propose: `ask` returns the proposals for the last of the words."""

    def check_what_help_says(self, ask):
        for path, said in TREE.items():
            with self.subTest(path):
                self.assertEqual(set(ask(*path, "-")) | set(ask(*path, "--")), said["options"])
                if said["verbs"]:
                    self.assertEqual(set(ask(*path, "")), said["verbs"])
                for option, words in said["words"].items():
                    self.assertEqual(set(ask(*path, option, "")), words)

    def check_values(self, ask):
        (self.folder / "mine.so").touch()
        (self.folder / "mine.c").touch()
        (self.folder / "folder").mkdir()
        functions = {entry["name"] for entry in parse_json(self.succeed("list", "functions", "--json").stdout)}
        self.assertEqual(set(ask("eval", "")), functions)
        self.assertEqual(set(ask("eval", "softplus_b")), {"softplus_backward", "softplus_beta"})
        self.assertEqual(set(ask("eval", "softplus", "1", "--format", "b")), {"binary64", "binary32", "binary16", "bfloat16"})
        self.assertEqual(set(ask("run", "--rounding", "")), {"n", "u", "d", "z"})
        self.assertEqual(ask("gate", "--plugin", "m")[0], "mine.so")
        self.assertEqual({name.rstrip("/") for name in ask("run", "-o", "")}, {"folder"})
        self.assertEqual(set(ask("run", "-f", ROW[:-3])), {ROW})
        self.assertEqual(set(ask("ab", ROW, "softplus/log1p/binary32/s")), {ROW})
        self.assertEqual(set(ask("baseline", "accept", ROW[:-1])), {ROW})
        self.assertEqual(set(ask("run", "-q", "acc")), {"accuracy"})
        self.assertEqual(set(ask("run", "--seed", "")), set())
        self.assertIn("quick", ask("run", "--suite", "qu"))

    def script(self, shell):
        return self.write(f"completion.{shell}", self.succeed("completion", shell).stdout)

    def bash(self, *words):
        program = 'source ./completion.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _softplus_bench; ((${#COMPREPLY[@]})) && printf "%s\\n" "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "--norc", "-c", program, "bash", EXECUTABLE, *words], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.splitlines()

    @needs("bash")
    def test_bash_proposes_what_help_says_and_the_values(self):
        self.script("bash")
        self.check_what_help_says(self.bash)
        self.check_values(self.bash)

    @needs("bash")
    def test_bash_takes_a_value_behind_an_equals_sign_and_targets_behind_commas(self):
        self.script("bash")
        self.assertEqual(self.bash("run", "--color", "=", "al"), ["always"])
        self.assertEqual(self.bash("run", "--color", "="), ["auto", "always", "never"])
        self.assertEqual(self.bash("run", "--range", "=", "-20", ":", "20", "acc"), ["accuracy"])
        self.assertEqual(self.bash("run", "--targets", "avx2,sc"), ["avx2,scalar"])

    @needs("fish")
    def test_fish_proposes_what_help_says_and_the_values(self):
        self.script("fish")

        def ask(*words):
            line = " ".join([EXECUTABLE, *words])
            done = subprocess.run(["fish", "--no-config", "-c", "source completion.fish; complete -C $argv[1]", line],
                                  cwd=self.folder, capture_output=True, text=True)
            self.assertEqual(done.stderr, "")
            return [proposal.partition("\t")[0] for proposal in done.stdout.splitlines()]
        self.check_what_help_says(ask)
        self.check_values(ask)

    @needs("zsh")
    def test_zsh_proposes_what_help_says_and_the_values(self):
        self.script("zsh")
        zsh = Zsh(self.folder)
        self.addCleanup(zsh.close)
        ask = lambda *words: zsh.ask(EXECUTABLE, *words)
        self.check_what_help_says(ask)
        self.check_values(ask)

    def test_a_wrong_or_missing_shell_is_one_line_with_the_nearest(self):
        self.refused("completion", "bsh", words="did you mean 'bash'")
        self.refused("completion", words=["shell", "required"])
        self.refused("completion", "bash", "zsh", words="'zsh'")
        self.refused("man", "extra", words="'extra'")


if __name__ == "__main__":
    unittest.main()
