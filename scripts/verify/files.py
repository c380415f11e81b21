"""Cases about files: the tables of a run, and what bad input leaves behind."""
import csv
import json
import os
import re
import subprocess

from cases import ROOT, require


def documented_columns(name):
    """The names in docs/definitions.md's table of that file."""
    with open(os.path.join(ROOT, "docs", "definitions.md"), encoding="utf-8") as file:
        section = file.read().split(f"## {name}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)


def read_table(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file, strict=True))


def text_of(value):
    """A JSON number as CSV writes it: JSON marks a whole floating-point number by a trailing .0."""
    return value.removesuffix(".0") if isinstance(value, str) else str(value)


def compare_with_json(folder, kind):
    """Every cell of <kind>.csv against run.json; returns how many were compared."""
    header, *rows = read_table(os.path.join(folder, f"{kind}.csv"))
    with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
        run = json.load(file, parse_float=str, parse_int=str)
    records = [r for r in run["records"] if r["kind"] == kind]
    require(len(records) == len(rows), f"{kind}.csv has {len(rows)} rows, run.json {len(records)}")
    documented = documented_columns(f"{kind}.csv")
    require(set(header) >= set(documented), f"{kind}.csv lacks {sorted(set(documented) - set(header))}")
    require(set(header) <= set(documented), f"docs/definitions.md lacks {sorted(set(header) - set(documented))}")
    for row, record in zip(rows, records):
        require(len(row) == len(header), f"{kind}.csv: {len(row)} cells under {len(header)} columns: {row}")
        for column, cell in zip(header, row):
            value = text_of(record.get(column, ""))
            require(cell == value, f"{kind}.csv has {column} = '{cell}', run.json '{value}': {row[:8]}")
    return len(rows) * len(header)


def tables(c):
    """accuracy.csv and speed.csv: columns, cells as in run.json, equal bytes for equal work."""
    c.bench("run", "all", "-f", "softplus/symmetric/*/scalar", "-f", "softplus/naive/*/scalar", "--samples", "2000",
            "-o", c.path("all"), "-q")
    cells = sum(compare_with_json(c.path("all"), kind) for kind in ("accuracy", "speed"))
    contents = set()
    for threads in ("1", "2", "1", "2"):
        folder = c.path(f"threads-{len(os.listdir(c.folder))}")
        c.bench("run", "accuracy", "-f", "softplus/*/binary32/scalar", "--samples", "2000", "--threads", threads, "-o", folder, "-q")
        with open(os.path.join(folder, "accuracy.csv"), "rb") as file:
            contents.add(file.read())
    require(len(contents) == 1, f"accuracy.csv of equal requests came in {len(contents)} versions")
    return f"{cells} cells agree with run.json; accuracy.csv byte-identical over 4 runs with 1 and 2 threads"


def refuse(c, what, code, *arguments, **options):
    """The command must end with `code` and one clear line on stderr, and nothing on stdout."""
    end = c.bench(*arguments, expect=None, **options)
    lines = [line for line in end.stderr.splitlines() if line.strip()]
    require(end.code == code, f"{what}: exit code {end.code}, not {code}: {end.last_words()}")
    require(len(lines) == 1, f"{what}: {len(lines)} lines on stderr, not one: {end.last_words()}")
    require(not end.stdout.strip(), f"{what}: something on stdout: {end.stdout[:100]}")
    return lines[0]


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def require_whole(folder):
    """Each result file that is there must be whole."""
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name == "run.json":
            with open(path, encoding="utf-8") as file:
                json.load(file)
        elif name.endswith(".csv"):
            require(len({len(row) for row in read_table(path)}) == 1, f"{name} is half-written")
        elif name.endswith(".html"):
            with open(path, encoding="utf-8") as file:
                require(file.read().rstrip().endswith("</html>"), f"{name} is half-written")


def full_disk(c, small_run):
    """A folder on a file system of 1 MiB with 8 KiB left; without the right to mount, /dev/full alone."""
    points = write(c.path("good.csv"), "function,format,input_bits\n" + "softplus,binary32,0x3f800000\n" * 200)
    with open("/dev/full", "w", encoding="utf-8") as full:
        refuse(c, "stdout on a full disk", 1, "eval", "--points", points, "--reference-only", stdout=full)
    disk = c.path("disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False).returncode:
        return "/dev/full (no right to mount a small disk)"
    try:
        with open(os.path.join(disk, "ballast"), "wb") as ballast:
            ballast.write(b"x" * (1020 * 1024))
        refuse(c, "a full disk", 1, *small_run, "-o", os.path.join(disk, "out"))
        if os.path.isdir(os.path.join(disk, "out")):
            require_whole(os.path.join(disk, "out"))
    finally:
        subprocess.run(["umount", disk], check=False)
    return "/dev/full and a full disk of 1 MiB"


def bad_input(c):
    """One clear line on stderr, the documented exit code, nothing half-written."""
    small_run = ("run", "accuracy", "-f", "softplus/symmetric/*/scalar", "--samples", "500", "-q")
    header = "function,format,input_bits\n"
    refuse(c, "unknown function", 2, "eval", "softplsu", "1")
    refuse(c, "unknown format", 2, "eval", "softplus", "1", "--format", "binary33")
    refuse(c, "filter without a match", 2, "run", "accuracy", "-f", "softplus/nobody/*", "-o", c.path("none"), "-q")
    require(not os.path.exists(c.path("none")), "a filter without a match left a folder")
    refuse(c, "empty points file", 2, "eval", "--points", write(c.path("empty.csv"), ""))
    refuse(c, "malformed hex in points", 2, "eval", "--points",
           write(c.path("bad.csv"), header + "softplus,binary32,0x3f800000\nsoftplus,binary32,0x3f80000g\n"))
    refuse(c, "hex of the wrong width", 2, "eval", "--points", write(c.path("wide.csv"), header + "softplus,binary16,0x3f800000\n"))
    refuse(c, "malformed hex", 2, "eval", "softplus", "0x3f8g:bits", "--format", "binary32")
    refuse(c, "missing points file", 2, "eval", "--points", c.path("nowhere.csv"))
    write(c.path("file"), "")
    refuse(c, "a folder below a file", 1, *small_run, "-o", c.path("file", "out"))
    require(os.path.getsize(c.path("file")) == 0, "the file in the way was written to")
    disks = full_disk(c, small_run)
    return f"10 kinds refused with one line each; {disks}"
