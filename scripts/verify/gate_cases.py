"""Cases of the gate, one file each: gate_<topic>.py beside this one has a function <topic>(context), which returns its figure."""
import importlib
import os

from cases import Failure

HERE = os.path.dirname(os.path.abspath(__file__))
TOPICS = [  # in the order of their numbers
    ("self_test", "faults, delay and copies of the self-test"),
    ("versus", "two builds, turn by turn"),
    ("immunity", "failure classes"),
    ("snapshot", "a snapshot of another libm or ISA"),
    ("outputs", "JUnit, SARIF and the last line"),
    ("times", "seconds that the gate takes"),
]


def case_of(topic):
    """The case of a file; one that fails where there is no such file, so that nothing passes by being absent."""
    if os.path.exists(os.path.join(HERE, f"gate_{topic}.py")):
        return getattr(importlib.import_module(f"gate_{topic}"), topic)

    def missing(_):
        raise Failure(f"scripts/verify/gate_{topic}.py is not there")
    return missing


CASES = [(name, case_of(topic)) for topic, name in TOPICS]
