"""The gate's self-test, short and in full, alone and with both cores kept busy by other programs."""
import json
import os
import subprocess
import sys

from cases import require

ACCURACY = {"three_ulp_region": {"claim", "snapshot"}, "one_wrong_input": {"claim", "snapshot"}, "zero_sign": {"snapshot"}}


class busy:
    """with busy(cores): so many programs that never wait."""

    def __init__(self, programs):
        self.programs = programs

    def __enter__(self):
        self.running = [subprocess.Popen([sys.executable, "-c", "while 1: pass"]) for _ in range(self.programs)]

    def __exit__(self, *fault):
        for program in self.running:
            program.kill()
            program.wait()


def entries_of(run, name):
    found = [entry for entry in run["entries"] if entry["name"] == name]
    require(found, f"the self-test has no {name}")
    return found


def check(run):
    """What must show, from one run of the self-test; its figure."""
    for name, judges in ACCURACY.items():
        for entry in entries_of(run, name):
            require(entry["verdict"] == "caught", f"{name} in {entry['id']}: {entry['verdict']}: {entry['findings']}")
            seen = set(entry["seen_by"].split(", "))
            require(judges <= seen, f"{name} in {entry['id']} was seen by {seen} alone")
            if name != "three_ulp_region":
                require(entry["witness"] == entry["place"], f"{name}: planted at {entry['place']}, seen at {entry['witness']}")
    delay, = entries_of(run, "delay")
    require(delay["verdict"] == "caught", f"delay of {delay['id']}: {delay['verdict']}: {delay['findings']}")
    copies, = entries_of(run, "copies")
    require((copies["good"], copies["tried"]) == (20, 20), f"copies: {copies['good']} of {copies['tried']}: {copies['findings']}")
    speed = run["speed"]
    figure = f"{run['seconds']:.0f} s, noise floor {100 * speed['noise_floor']['median']:.2f} %"
    if "power" in speed:
        power, alarms = speed["power"], speed["false_alarms"]
        require(power["slower"] >= 95 and power["n"] == 100, f"power: {power['slower']} of {power['n']} delays of 5 % found")
        require(alarms["slower"] <= 1 and alarms["n"] == 200, f"{alarms['slower']} of {alarms['n']} copies called slower")
        figure += (f", power {power['slower']} of 100 [{power['low']:.3f}, {power['high']:.3f}], false alarms "
                   f"{alarms['slower']} of 200 [{alarms['low']:.3f}, {alarms['high']:.3f}]")
    return figure


def self_test(c):
    cannot = c.bench("gate", "--self-test", "--short", "-q", "--json", "--plant", "nothing,no_delay", expect=1, seconds=900)
    for entry in json.loads(cannot.stdout)["entries"]:
        require(not entry["is_fault"] or entry["verdict"] != "caught", f"{entry['name']} was caught, and nothing was planted")
    figures = []
    for load in (0, os.cpu_count()):
        with busy(load):
            for form in (["--short"], []):
                end = c.bench("gate", "--self-test", *form, "-q", "--json", expect=None, seconds=3600)
                require(end.stdout, f"exit code {end.code}: {end.last_words()}")
                figure = check(json.loads(end.stdout))
                require(end.code == 0, f"exit code {end.code}: {end.last_words()}")
                figures.append(f"{'short' if form else 'full'}{' beside busy programs' if load else ''}: {figure}")
    return "; ".join(figures)
