"""Case 6: what the gate of accuracy and the full gate take, and that the former asked what it must."""
import json
import os

from cases import ROOT, require

MOST_ACCURACY, MOST_FULL = 60, 300  # seconds, on two cores
TWO_INPUTS = ("logaddexp", "softplus_backward")  # of which 16 bits have 2^32 pairs: they are sampled


def check_inputs(verdicts):
    """Every row of a 16-bit format on all of its inputs, the others around the cutoffs and on the corpus."""
    seen = {}
    for verdict in verdicts:
        if verdict["verdict"] in ("passed", "failed"):
            seen.setdefault(verdict["id"], set()).add(verdict["inputs"].split(":")[0])
    counted = {"exhaustive": 0, "stratified": 0, "corpus": 0}
    for row, inputs in seen.items():
        function, _, form = row.split("/")[:3]
        wanted = "exhaustive" if form in ("binary16", "bfloat16") and function not in TWO_INPUTS else "stratified"
        require(wanted in inputs, f"{row} was measured on {sorted(inputs)} inputs, not {wanted}")
        for each in inputs & set(counted):
            counted[each] += 1
    require(all(counted.values()), f"no row was measured on some kind of inputs: {counted}")
    return counted


def times(c):
    # In the project's folder, where suites/baseline is.
    accuracy = c.command([c.executable, "gate", "accuracy", "-q", "--json"], cwd=ROOT)
    verdicts = json.loads(accuracy.stdout)["verdicts"]
    counted = check_inputs([v for v in verdicts if v["lane"] in ("claim", "snapshot", "corpus")])
    rows = ", ".join(f"{n} rows on {name} inputs" for name, n in counted.items())
    require(accuracy.seconds < MOST_ACCURACY, f"gate accuracy took {accuracy.seconds:.1f} s, {MOST_ACCURACY} s at most ({rows})")
    # Verdicts on speed are the machine's business here: only time counts, and that something was timed.
    full = c.command([c.executable, "gate", "-q", "--json"], cwd=ROOT, expect=None)
    require(full.code in (0, 3), f"the full gate ended with {full.code}: {full.last_words()}")
    timed = [v for v in json.loads(full.stdout)["verdicts"] if v["lane"] == "speed"]
    how = "against stored ratios"
    if not any(v["verdict"] not in ("skipped", "missing") for v in timed):
        # No ratios of this class of machine: against the program itself.
        full = c.command([c.executable, "gate", "-q", "--json", "--old", c.executable], cwd=ROOT, expect=None)
        require(full.code in (0, 3), f"the full gate ended with {full.code}: {full.last_words()}")
        timed = [v for v in json.loads(full.stdout)["verdicts"] if v["lane"] == "speed"]
        how = "against itself with --old"
    words = {}
    for verdict in timed:
        words[verdict["verdict"]] = words.get(verdict["verdict"], 0) + 1
    require(timed, "the full gate timed nothing")
    require(full.seconds < MOST_FULL, f"the full gate took {full.seconds:.1f} s, {MOST_FULL} s at most")
    load = "unknown" if not hasattr(os, "getloadavg") else f"{os.getloadavg()[0]:.1f}"
    return (f"gate accuracy {accuracy.seconds:.1f} s ({rows}); full gate {full.seconds:.1f} s with {len(timed)} checks of speed {how} "
            f"({', '.join(f'{n} {word}' for word, n in sorted(words.items()))}); load {load}")
