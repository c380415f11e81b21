"""Case 4: a snapshot of another libm or instruction set is compared with claims only, says so, and is 6 with --strict.

Another machine is played twice: by a snapshot under another key, and by GLIBC_TUNABLES, with which libm chooses other code."""
import os
import pathlib
import re

from cases import require

ROWS = "softplus/log1p/*/scalar"
SUMMARY = r"gate: ([1-9]\d*) passed, 0 failed, \d+ skipped\n\Z"


def snapshot(context):
    def gate(*arguments, expect=0, env=None):
        end = context.bench("gate", "accuracy", "-q", "-f", ROWS, *arguments, expect=expect, env={**os.environ, **(env or {})})
        passed = re.search(SUMMARY, end.stdout)
        require(passed, f"the last line is not 'gate: N passed, 0 failed, N skipped': {end.last_words()}")
        return end.stdout, int(passed.group(1))

    def claims_only(here, there, **options):
        said, passed = gate(**options)
        note = [line for line in said.splitlines() if "claims only" in line]
        require(len(note) == 1 and here in note[0] and there in note[0], f"no note names {here} and {there}: {said}")
        require(passed < compared, f"{passed} passed with claims only, {compared} with the snapshot")
        gate("--strict", expect=6, **options)
        return passed

    context.bench("baseline", "accept", ROWS, "--why", "verification", "-q")
    file, = pathlib.Path(context.path("suites", "baseline", "accuracy")).iterdir()
    here = file.stem
    said, compared = gate("--strict")
    require("claims only" not in said, "the snapshot of this machine was not compared")
    tuned = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA"}
    passed = claims_only(f"{here}-tuned-", here, env=tuned)
    text = file.read_text()
    for there in (re.sub(r"^glibc-[\d.]+", "glibc-1.0", here), re.sub(r"[^-]*$", "z80", here)):
        other = file.with_name(there + ".jsonl")
        other.write_text(text.replace(f'"key":"{here}"', f'"key":"{there}"', 1))
        file.unlink()
        claims_only(here, there)
        file = other
    return f"{compared} checks with the snapshot of {here}, {passed} with that of another libm or ISA; --strict: 6"
