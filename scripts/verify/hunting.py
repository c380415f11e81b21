"""The case of the hunt for worst inputs, and of the corpus that it feeds."""
import csv

from cases import require

ABOVE_20 = "0x4034000000000001"


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def overall(folder, inputs):
    """The row over all regions of the only implementation in the folder."""
    row, = [r for r in rows_of(f"{folder}/accuracy.csv") if r["region"] == "overall" and r["inputs"] == inputs]
    return row


def hunt(c):
    """thresholded_20's cliff within 10 s; symmetric worse than 10^8 random inputs within 60 s; the same again; the corpus."""
    cliff = c.bench("hunt", "-f", "softplus/thresholded_20/binary64/scalar", "--time-budget", "8s", "-q", "-o", c.path("cliff"))
    require(cliff.seconds < 10, f"thresholded_20 took {cliff.seconds:.1f} s, not under 10")
    require("lower bound" in cliff.stdout, "the maximum is not called a lower bound")
    row = overall(c.path("cliff"), "hunted")
    require(row["max_ulp_input_bits"] == ABOVE_20 and float(row["max_ulp"]) >= 5.8e5,
            f"thresholded_20: {row['max_ulp']} ulp at {row['max_ulp_input_bits']}, not 5.8e5 at {ABOVE_20}")

    symmetric = "softplus/symmetric/binary64/scalar"
    hunted = c.bench("hunt", "-f", symmetric, "--time-budget", "58s", "-q", "-o", c.path("hunted"))
    require(hunted.seconds < 60, f"symmetric took {hunted.seconds:.1f} s, not under 60")
    found = overall(c.path("hunted"), "hunted")
    drawn = c.bench("run", "accuracy", "-f", symmetric, "--samples", "100000000", "-q", "-o", c.path("drawn"), seconds=1800)
    random = overall(c.path("drawn"), "stratified")
    require(float(found["max_ulp"]) >= float(random["max_ulp"]),
            f"symmetric: hunted {found['max_ulp']} ulp, but {random['n']} random inputs give {random['max_ulp']}")

    for name in ("once", "again"):
        c.bench("hunt", "-f", symmetric, "--rounds", "20", "-q", "-o", c.path(name))
    once, again = (open(c.path(name, "corpus.csv"), "rb").read() for name in ("once", "again"))
    require(once == again and once.count(b"\n") > 1, "equal seeds and rounds give other inputs")

    with open(c.path("corpus.csv"), "w", encoding="utf-8") as file:
        file.write("function,format,input_bits,implementation,target,ulp_error\n")
    added = [c.bench("corpus", "add", c.path("cliff"), "--to", c.path("corpus.csv")).stdout for _ in range(2)]
    points = len(rows_of(c.path("corpus.csv")))
    require(f"{points} added, 0 known" in added[0] and f"0 added, {points} known" in added[1], f"corpus add twice: {added}")
    return (f"thresholded_20 {float(row['max_ulp']):.4g} ulp just above 20 in {cliff.seconds:.1f} s; symmetric hunted "
            f"{float(found['max_ulp']):.5f} ulp at {found['max_ulp_input']} in {hunted.seconds:.1f} s and {int(found['n']):,} evaluations, "
            f"{int(random['n']):,} random inputs {float(random['max_ulp']):.5f} ulp in {drawn.seconds:.0f} s; {points} inputs added once")
