"""Cases of the whole family: exact values, sweeps, roots, what texts say, the gate and planted faults."""
import csv
import os
import re

from cases import ROOT, require
from catalogue import FUNCTIONS

FORMATS = ("binary64", "binary32", "binary16", "bfloat16")
TWO_INPUTS = ("logaddexp", "softplus_backward")
STORED = os.path.join(ROOT, "docs", "results", "family", "accuracy.csv")


def rows_of(folder, name="accuracy.csv"):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def row_id(row):
    parameters = f"[{row['parameters']}]" if row["parameters"] else ""
    return "/".join((row["function"], row["implementation"], row["format"], row["target"])) + parameters


def independent(c):
    """The reference against plain MPFR at 1200 bits, at 300 points and more per function and format."""
    program = c.program_of_tests("independent_points_check")
    end = c.command([program], expect=None, seconds=600)
    lines = [line.split() for line in end.stdout.splitlines()]
    require(end.code == 0, f"exit code {end.code}: {end.last_words()}")
    require({(f, b) for f, b, *_ in lines} == {(f, b) for f in FUNCTIONS for b in FORMATS}, "functions or formats are missing")
    least = min(int(line[2]) for line in lines)
    require(least >= 300 and all(line[2] == line[3] and line[4] == "0" for line in lines), f"at least {least} points; {end.last_words()}")
    return f"{sum(int(line[2]) for line in lines)} points of 17 functions in 4 formats, at least {least} each, 0 disagree [{end.seconds:.1f} s]"


def sweeps(c):
    """Every 16-bit input of every one-input function in under 3 minutes; binary32 sweeps, stored and repeated."""
    folder = c.path("16-bit")
    left_out = [word for name in TWO_INPUTS for word in ("-f", f"!{name}/*")]
    end = c.bench("run", "accuracy", "--exhaustive", "-f", "*/*/binary16/*", "-f", "*/*/bfloat16/*", *left_out, "-q", "-o", folder, seconds=600)
    overall = [r for r in rows_of(folder) if r["region"] == "overall"]
    require({r["function"] for r in overall} == FUNCTIONS - set(TWO_INPUTS), "not every one-input function")
    require(all(r["status"] == "ok" and r["n"] == "65536" for r in overall), "a row is not exhaustive")
    require(end.seconds < 180, f"{end.seconds:.0f} s, not under 180")
    with open(STORED, newline="", encoding="utf-8") as file:
        stored = list(csv.DictReader(file))
    swept = [r for r in stored if r["format"] == "binary32" and r["region"] == "overall" and r["inputs"] == "exhaustive"]
    functions = {"softplus", "sigmoid", "softplus_inverse", "log_sigmoid"}
    require({r["function"] for r in swept} == functions, f"{STORED} has no sweeps of {functions - {r['function'] for r in swept}}")
    require(all(r["n"] == str(1 << 32) for r in swept), "a stored sweep is not of 2^32 inputs")
    columns = ("n", "max_ulp", "max_ulp_input_bits", "mean_ulp", "share_correctly_rounded", "n_claim_violations")
    figures = []
    for function, name in (("softplus", "compensated"), ("sigmoid", "full_range"), ("softplus_inverse", "root_aware"), ("log_sigmoid", "compensated")):
        again = c.path(function)
        c.bench("run", "accuracy", "--exhaustive", "-f", f"{function}/{name}/binary32/scalar", "-q", "-o", again, seconds=3600)
        wanted = {r["region"]: [r[k] for k in columns] for r in stored if r["function"] == function and r["implementation"] == name and r["format"] == "binary32" and r["inputs"] == "exhaustive"}
        got = {r["region"]: [r[k] for k in columns] for r in rows_of(again)}
        require(got == wanted, f"{function}/{name}: not what {os.path.relpath(STORED, ROOT)} has: {[k for k in got if got[k] != wanted.get(k)]}")
        figures.append(f"{function}/{name} {float(got['overall'][1]):.4f} ulp")
    return f"{len(overall)} rows of 16 bits, {end.seconds:.1f} s; {len(swept)} binary32 sweeps stored; again, the same: {', '.join(figures)}"


def maxima(c, name, *request):
    folder = c.path(name)
    c.bench("run", "accuracy", *request, "-q", "-o", folder, seconds=1200)
    return {(row_id(r), r["region"]): float(r["max_ulp"]) for r in rows_of(folder) if r["inputs"] in ("exhaustive", "stratified") and r["max_ulp"]}


def roots(c):
    """root_aware inverse and logaddexp, residual_corrected softplus_beta, beside the plain forms."""
    figures = []
    for number_format, request in (("binary32", ["--exhaustive"]), ("binary64", ["--samples", "400000"])):
        found = maxima(c, "inverse-" + number_format, "-f", f"softplus_inverse/*/{number_format}/scalar", "-f", "!*_widened/*", "--range=0.69:0.6963", *request)
        overall = {i.split("/")[1]: v for (i, region), v in found.items() if region == "overall"}
        ours = overall.pop("root_aware")
        require(ours < 2.5, f"{number_format}: root_aware inverse {ours} ulp around log 2")
        require(len(overall) >= 6 and min(overall.values()) >= 65, f"{number_format}: other forms from {min(overall.values())} ulp")
        figures.append(f"inverse {number_format} {ours:.3f} ulp, the {len(overall)} others {min(overall.values()):.3g} to {max(overall.values()):.3g}")
    ours, plain = 0.0, 0.0
    for beta in (0.1, 0.5, 1, 2, 3, 10, 100, 1e-6, 1e30):
        found = maxima(c, f"beta-{beta}", "-f", "softplus_beta/*/binary32/scalar", "-f", "!*_widened/*", "--param", f"beta={beta}", f"--range={-80 / beta!r}:3e38", "--samples", "300000")
        overall = {i.split("/")[1]: v for (i, region), v in found.items() if region == "overall"}
        ours = max(ours, overall["residual_corrected"])
        plain = max(plain, min(overall[name] for name in ("symmetric", "thresholded_20", "five_piece", "symmetric_reciprocal")))
    require(ours <= 3, f"residual_corrected {ours} ulp for beta x >= -80")
    require(plain >= 60, f"plain forms of softplus_beta reach {plain} ulp only")
    figures.append(f"beta x >= -80: residual_corrected {ours:.3f} ulp, plain forms {plain:.1f}")
    for number_format in ("binary32", "binary64"):
        found = maxima(c, "logaddexp-" + number_format, "-f", f"logaddexp/*/{number_format}/scalar", "-f", "!*_widened/*", "--samples", "400000")
        curve = {i.split("/")[1]: v for (i, region), v in found.items() if region == "root_curve"}
        ours = curve.pop("root_aware")
        require(ours <= 4, f"{number_format}: root_aware logaddexp {ours} ulp near its root curve")
        require(min(curve.values()) > 1e5, f"{number_format}: other forms of logaddexp from {min(curve.values())} ulp")
        figures.append(f"logaddexp {number_format} near its root curve {ours:.3f} ulp, others {min(curve.values()):.2g} or more")
    return "; ".join(figures)


CLAIMS = ("definition", "beta_definition", "derivative", "second_derivative", "relu_distance", "asymptotes", "always_positive", "gradient_never_zero",
          "overflow", "threshold_harmless", "threshold_value", "log_sum_exp", "logit_sigmoid", "convex_conjugate", "softmax", "stable_form", "inverse",
          "positive_scale", "cost_elementwise", "cost_training", "sparsity", "comparison_table")


def claims_of_texts(c):
    """Every claim has a verdict with numbers; three are false with a counterexample; cost_training has an interval."""
    folder = c.path("claims")
    c.bench("run", "claims", "--suite", "claims", "-q", "-o", folder, seconds=1800)
    rows = rows_of(folder, "claims.csv")
    summary = {r["claim"]: r for r in rows if r["implementation"] == "all"}
    require(set(summary) == set(CLAIMS), f"claims differ: {sorted(set(summary) ^ set(CLAIMS))}")
    for name, row in summary.items():
        require(row["status"] == "ok" and row["verdict"] in ("holds", "holds with conditions", "false"), f"{name}: {row['status']} {row['verdict']} {row['reason']}")
        require(row["value"] and re.search(r"\d", row["explanation"]), f"{name} has no figure")
    for name in ("always_positive", "threshold_harmless", "gradient_never_zero"):
        require(summary[name]["verdict"] == "false" and summary[name]["witness_bits"], f"{name}: {summary[name]['verdict']}, witness {summary[name]['witness_bits']!r}")
    training = summary["cost_training"]
    require(float(training["value_low"]) <= float(training["value"]) <= float(training["value_high"]), "cost_training has no interval")
    verdicts = [r["verdict"] for r in summary.values()]
    return (f"{len(summary)} claims from {len(rows)} rows: {verdicts.count('holds')} hold, {verdicts.count('holds with conditions')} with conditions, {verdicts.count('false')} are false; "
            + ", ".join(f"{n} first at {summary[n]['witness_input']}" for n in ("always_positive", "threshold_harmless", "gradient_never_zero"))
            + f"; training costs {training['value']} [{training['value_low']}, {training['value_high']}] times ReLU's")


def gate_standard(c):
    """No promise of any implementation is broken in the standard suite."""
    end = c.bench("gate", "--suite", "standard", expect=None, seconds=3600)
    last = end.stdout.strip().splitlines()[-1] if end.stdout.strip() else end.last_words()
    require(end.code == 0, f"exit code {end.code}: {last}")
    require(re.match(r"gate: [1-9]\d* passed, 0 failed", last), last)
    return f"{last} [{end.seconds:.0f} s]"


def planted_properties(c):
    """Each property catches the implementation that breaks it, and names it."""
    program = c.program_of_tests("planted_properties")
    end = c.command([program], expect=None, seconds=600)
    lines = end.stdout.splitlines()
    missed = [line for line in lines if " caught by " not in line]
    require(end.code == 0 and lines and not missed, f"missed: {missed or end.last_words()}")
    return f"{len(lines)} faults: " + ", ".join(line.split(" caught by ")[1].split(" at ")[0] for line in lines)
