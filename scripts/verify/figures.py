"""Cases about figures: what eval, the exhaustive sweep and the reference say."""
import csv
import json
import time
from decimal import Decimal

from cases import require
from exact import FORMATS, infinity_bits, softplus
from points import bits_of, points


def significant_digits(text):
    return len(Decimal(text).as_tuple().digits) if "." in text else len(text.strip("-").lstrip("0"))


def check_exact(text, name, bits, digits=30):
    """`text` has that many digits at least and is the exact value rounded to as many as it has."""
    require(significant_digits(text) >= digits, f"exact has {significant_digits(text)} digits, not {digits}: {text}")
    value = softplus(name, bits, 60)[1]
    apart = abs(value - Decimal(text))
    place = Decimal(1).scaleb(value.adjusted() - digits + 1)
    require(apart <= place, f"exact is {text}, but decimal gives {value:.40g}")


def by_implementation(answer):
    return {(r["implementation"]): r for r in answer["results"] if r["target"] == "scalar"}


def one_input(c):
    """eval: the threshold at 20, the collapse at -20, and minus infinity."""
    answer = json.loads(c.bench("eval", "softplus", "20.000001", "--format", "binary64", "--json").stdout)
    require(len(answer) == 1, f"{len(answer)} answers to one input")
    bits = bits_of("binary64", 20.000001)
    require(int(answer[0]["expected_bits"], 16) == softplus("binary64", bits)[0], "expected_bits is not decimal's")
    check_exact(answer[0]["exact"], "binary64", bits)
    found = by_implementation(answer[0])
    thresholded, symmetric = (abs(Decimal(str(found[n]["ulp_error"]))) for n in ("thresholded_20", "symmetric"))
    require(Decimal("5.7e5") <= thresholded <= Decimal("5.9e5"), f"thresholded_20 scores {thresholded} ulp, not 5.7e5 to 5.9e5")
    require(symmetric < Decimal("1.5"), f"symmetric scores {symmetric} ulp, not below 1.5")

    text = c.bench("eval", "softplus", "-20", "--format", "binary32").stdout
    for name in ("naive", "thresholded_20_log"):
        lines = [line for line in text.splitlines() if line.split()[:1] == [name]]
        require(lines, f"eval -20 has no line of {name}")
        require("lost everything" in lines[0] and "0x00000000" in lines[0], f"not said to have lost everything: {lines[0]}")

    minus = json.loads(c.bench("eval", "softplus", "-inf", "--format", "binary32", "--json").stdout)[0]
    require(int(minus["expected_bits"], 16) == 0, f"softplus(-inf) is {minus['expected_bits']}, not +0")
    return f"thresholded_20 {thresholded:.4g} ulp, symmetric {symmetric:.4f} ulp, {significant_digits(answer[0]['exact'])} digits agree"


def misses(c, name, implementation):
    """Every input of a 16-bit format where the implementation is not correctly rounded, as bits; NaNs apart."""
    with open(c.path(f"{name}.csv"), "w", encoding="utf-8") as file:
        file.write("function,format,input_bits\n")
        file.writelines(f"softplus,{name},0x{bits:04x}\n" for bits in range(1 << 16) if bits & 0x7fff <= infinity_bits(name))
    done = c.bench("eval", "--points", c.path(f"{name}.csv"), "-f", f"softplus/{implementation}/{name}/scalar")
    return [r["input_bits"] for r in csv.DictReader(done.stdout.splitlines()) if r["got_bits"] != r["expected_bits"]]


def exhaustive_16_bit(c):
    """Every input of both 16-bit formats, in under 20 s."""
    done = c.bench("run", "accuracy", "-f", "softplus/*/binary16/*", "-f", "softplus/*/bfloat16/*", "--exhaustive",
                   "-o", c.path("out"), "-q")
    with open(c.path("out", "accuracy.csv"), newline="", encoding="utf-8") as file:
        rows = [r for r in csv.DictReader(file) if r["region"] in ("", "overall")]
    require(rows, "accuracy.csv has no overall row")
    short = [f"{r['implementation']}/{r['format']}: {r['n'] or r['reason']}" for r in rows if r["n"] != "65536"]
    require(not short, f"n is not 65536: {', '.join(short)}")
    formats = sorted({r["format"] for r in rows})
    require(formats == ["bfloat16", "binary16"], f"formats: {formats}")
    widened = [r for r in rows if r["implementation"] == "symmetric_widened"]
    require(len(widened) >= 2, "symmetric_widened is not there in both formats")
    shares = []
    for r in widened:
        missed = [] if float(r["share_correctly_rounded"]) == 1 else misses(c, r["format"], "symmetric_widened")
        expected = round((1 - float(r["share_correctly_rounded"])) * 65536)
        require(len(missed) == expected, f"{r['format']}: the sweep counts {expected} misses, eval {len(missed)}: {missed[:8]}")
        require(len(missed) <= 16, f"{r['format']}: symmetric_widened misses {len(missed)} inputs")
        shares.append(f"{r['format']} {r['share_correctly_rounded']}" + (f" (misses {' '.join(missed)})" if missed else ""))
    require(done.seconds < 20, f"took {done.seconds:.1f} s, not under 20")
    return f"{len(rows)} rows of 65536 inputs in {done.seconds:.1f} s; symmetric_widened correctly rounded: {', '.join(shares)}"


def second_opinion(c, count=10000, seed=20260101):
    """The reference against decimal on 10,000 points, most of them hard."""
    chosen = points(count, seed)
    with open(c.path("points.csv"), "w", encoding="utf-8") as file:
        file.write("function,format,input_bits\n")
        file.writelines(f"softplus,{name},0x{bits:0{FORMATS[name][0] // 4}x}\n" for name, bits in chosen)
    done = c.bench("eval", "--points", c.path("points.csv"), "--reference-only")
    rows = list(csv.DictReader(done.stdout.splitlines()))
    require(len(rows) == count, f"{len(rows)} rows for {count} points")

    started = time.monotonic()
    wrong = []
    for (name, bits), row in zip(chosen, rows):
        require(int(row["input_bits"], 16) == bits and row["format"] == name, f"rows are out of order at {row}")
        want, value = softplus(name, bits)
        if int(row["expected_bits"], 16) != want:
            wrong.append(f"{name} 0x{bits:x}: {row['expected_bits']}, decimal 0x{want:x}")
        if value is not None and value.adjusted() > -900 and want not in (0, infinity_bits(name)) and bits % 7 == 0:
            check_exact(row["exact"], name, bits, digits=min(30, significant_digits(row["exact"])))
    require(not wrong, f"{len(wrong)} of {count} differ, the first: {wrong[0] if wrong else ''}")
    require(done.seconds < 10, f"took {done.seconds:.1f} s, not under 10")
    return f"{count} of {count} expected_bits agree with decimal; eval took {done.seconds:.1f} s, decimal {time.monotonic() - started:.1f} s; seed {seed}"
