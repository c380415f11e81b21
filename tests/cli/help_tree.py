"""What --help says, verb by verb: the one list that the manual page and the completions are compared with."""
import re
import subprocess

from command_line import EXECUTABLE


def help_of(path):
    return subprocess.run([EXECUTABLE, *path, "--help"], capture_output=True, text=True, check=True).stdout


def tree(path=()):
    """{("run",): {"verbs": ..., "options": {"--filter", "-f", ...}, "words": {"--color": {"auto", ...}}}} of every verb."""
    text = help_of(path)
    verbs = re.findall(r"(?m)^  ([a-z][a-z-]*) ", text.partition("\nSubcommands:\n")[2].partition("\n\n")[0])
    options, words = set(), {}
    for names, rest in re.findall(r"(?m)^  (-[^ \n]+)(.*)", text.partition("\nOptions:\n")[2].partition("\n\n")[0]):
        options.update(names.split(","))
        if allowed := re.match(r" \S+:\{([^}]+)\}", rest):
            words[names.split(",")[-1]] = set(allowed[1].split(","))
    all_of_it = {path: {"verbs": set(verbs), "options": options, "words": words}}
    for verb in verbs:
        all_of_it.update(tree((*path, verb)))
    return all_of_it
