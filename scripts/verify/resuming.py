"""The case of interrupted sweeps."""
import json
import os
import re
import signal
import subprocess
import time

from cases import require

ROW = "softplus/five_piece/binary32/scalar"
EXACT_FILES = ("accuracy.csv", "speed.csv")
# What depends on how and where it was measured; how often extremes are looked up depends on the schedule.
CIRCUMSTANCES = re.compile(r'"(command|circumstances|reference)":("(\\.|[^"\\])*"|\{[^}]*\})')


def read(path, mode="rb"):
    with open(path, mode) as file:
        return file.read()


def inputs_done(folder):
    """What the checkpoint holds, in inputs; 0 before the first."""
    path = os.path.join(folder, "checkpoint.json")
    if not os.path.exists(path):
        return 0
    under_way = json.loads(read(path)).get("checkpoint", {}).get("under_way")
    return under_way["inputs_done"] if under_way else 0


def stop(c, arguments, folder, how, beyond):
    """Starts a run, waits for a checkpoint beyond so many inputs, and ends it; returns the inputs done and the exit code."""
    process = subprocess.Popen([c.executable, *arguments], cwd=c.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 120
        while inputs_done(folder) <= beyond:
            require(process.poll() is None, f"it ended with {process.returncode} before it could be stopped: {arguments}")
            require(time.monotonic() < deadline, "no checkpoint in two minutes")
            time.sleep(0.05)
        time.sleep(1)  # somewhere between two checkpoints
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    finally:
        process.kill()
        process.wait()
    return inputs_done(folder), process.returncode, err


def resume(c):
    """A sweep interrupted, gone on with, killed and gone on with ends with the bytes of an undisturbed one."""
    sweep = ["run", "accuracy", "-f", ROW, "--exhaustive"]
    started = time.monotonic()
    c.bench(*sweep, "--threads", "1", "-o", c.path("undisturbed"), "-q")
    seconds = time.monotonic() - started
    size = int(re.search(r"exhaustive +(\d+) inputs", c.bench(*sweep, "--dry-run").stdout).group(1))

    cut = c.path("cut")
    first, code, err = stop(c, [*sweep, "--threads", "2", "-o", cut], cut, signal.SIGINT, 0)
    require(code == 130, f"SIGINT ended it with {code}, not 130")
    require(err.splitlines()[-1].endswith(f"softplus-bench run --resume {cut}"), f"the last line is no way on: {err}")
    require(0 < first < size, f"{first} of {size} inputs were done at SIGINT")
    second, code, _ = stop(c, ["run", "--resume", cut, "--threads", "1", "-q"], cut, signal.SIGKILL, first)
    require(code == -signal.SIGKILL, f"SIGKILL ended it with {code}")
    require(first < second < size, f"{second} of {size} inputs were stored at SIGKILL, {first} before")
    c.bench("run", "--resume", cut, "--threads", "2", "-q")

    names = sorted(os.listdir(cut))
    require(names == sorted(os.listdir(c.path("undisturbed"))), f"files left: {names}")
    for name in EXACT_FILES:
        require(read(os.path.join(cut, name)) == read(c.path("undisturbed", name)), f"{name} differs")
    for name in ("run.json", "run.jsonl"):
        one, other = (CIRCUMSTANCES.sub("", read(os.path.join(folder, name), "r")) for folder in (cut, c.path("undisturbed")))
        require(one == other, f"{name} differs in more than circumstances")
    again = c.bench("run", "--resume", cut, "-q")
    require("nothing is left to do" in again.stderr, f"a finished run is not said to be finished: {again.last_words()}")
    return (f"{size} inputs of {ROW}, stopped by SIGINT after {first / size:.1%} and by SIGKILL after {second / size:.1%} stored; "
            f"accuracy.csv byte-identical, run.json and run.jsonl but for command, circumstances and reference; "
            f"undisturbed {seconds:.0f} s on one thread")
