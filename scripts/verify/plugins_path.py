"""Case 1: docs/plugins.md, command by command, in an installed copy: from fifteen lines of C to every input of binary32 and a gate.

The commands are those of the document. The copy lies in a folder of its own, the program is found by PATH alone, and nothing of
the project's tree can be named from there."""
import csv
import os
import pathlib
import re
import sys
import time

from cases import ROOT, Failure, Skip, require

sys.path.insert(0, os.path.join(ROOT, "tests", "cli"))
import document  # noqa: E402

SYSTEM_PATH = "/usr/bin:/bin"
ROW = "softplus/mine/binary32/plugin"
MEASURED = "softplus-bench run accuracy --exhaustive"  # the one command of "measured exhaustively with one command"


def installed(c):
    """Runs the commands that install, with the home folder in the case's own; the environment in which the program is found."""
    build = os.path.abspath(c.options.build)
    home = c.path("home")
    os.mkdir(home)
    script = document.commands("install").replace("build/release", build) + "env | grep -E '^(PATH|PKG_CONFIG_PATH)='\n"
    done = document.run(script, ROOT, {"HOME": home, "PATH": f"{SYSTEM_PATH}:{os.path.dirname(c.cmake)}"})
    require(done.returncode == 0, f"not installed: {done.stderr[-500:]}")
    said = dict(line.split("=", 1) for line in done.stdout.splitlines()[-2:])
    return {"HOME": home, "PATH": said["PATH"].partition(":")[0] + ":" + SYSTEM_PATH, "PKG_CONFIG_PATH": said["PKG_CONFIG_PATH"]}


def in_order(*kinds):
    return "".join(text for kind, text in document.blocks() if kind in kinds)


def every_input(folder):
    """What the exhaustive run says of the row."""
    with open(folder / "mine" / "out" / "every-input" / "accuracy.csv", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["region"] in ("", "overall")]
    require(len(rows) == 1, f"the exhaustive run has {len(rows)} rows, not one")
    row, = rows
    require(row["status"] == "ok" and row["n"] == str(2**32) and row["inputs"] == "exhaustive",
            f"not every input is measured: {row['n']} {row['inputs']} {row['status']} {row['reason']}")
    require(row["n_claim_violations"] == "0", f"the claim is broken on {row['n_claim_violations']} inputs")
    return row


def path(c):
    import shutil
    c.cmake = shutil.which("cmake") or ""
    for tool in ("cmake", "cc", "git", "pkg-config"):
        if not shutil.which(tool):
            raise Skip(f"{tool} is not installed")
    environment = installed(c)
    folder = pathlib.Path(c.path("elsewhere"))
    folder.mkdir()
    where = document.run("command -v softplus-bench; pkg-config --cflags softplus-bench; softplus-bench --version", folder, environment)
    require(where.returncode == 0 and ROOT not in where.stdout.replace(str(folder), "") and c.folder in where.stdout,
            f"not the installed copy: {where.stdout} {where.stderr[-300:]}")
    lines = sum(1 for line in (document.EXAMPLES / "softplus.c").read_text().splitlines() if line.strip())
    script = in_order("", "slow")
    require(script.count(MEASURED) == 1, "the document has no single command that measures every input")
    began = time.monotonic()
    done = document.run(script, folder, environment, seconds=3600)
    seconds = time.monotonic() - began
    if done.returncode != 0:
        raise Failure(f"exit code {done.returncode} of the document's commands: {done.stderr[-600:]}")
    row = every_input(folder)
    passed = re.findall(r"gate: (\d+) passed, 0 failed, 0 skipped", done.stdout)
    require(len(passed) == 2, f"the gate passed {len(passed)} times, not twice")
    failed = re.search(rf"FAILED {ROW}: worse than accepted.*?([\d.]+) -> ([\d.]+) ulp; at x = (\S+) .*\n(.*\n)*gate: .*\nexit code 4\n", done.stdout)
    require(failed, f"the worse kernel did not fail with its input and 4: {done.stdout[-600:]}")
    require(done.stdout.count("exit code") == 1, "more than the worse kernel failed")
    return (f"{lines} lines of C, {int(row['n']):,} inputs of binary32 measured with one command, largest error {float(row['max_ulp']):.4f} ULP; own baseline, gate 0 "
            f"({passed[0]} checks); a worse kernel 4: {float(failed[1]):.4f} -> {float(failed[2]):.4f} ULP at x = {failed[3]}; {seconds:.0f} s in all")
