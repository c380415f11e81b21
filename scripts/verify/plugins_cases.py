"""Cases of plug-ins, one file each: plugins_<topic>.py beside this one has a function <topic>(context), which returns its figure."""
import importlib
import os

from cases import Failure

HERE = os.path.dirname(os.path.abspath(__file__))
TOPICS = [  # in the order of their numbers
    ("path", "from an installed copy to a gated kernel"),
    ("faults", "plug-ins that misbehave"),
    ("cost", "what the child process costs"),
    ("package", "the package on a clean Debian 12"),
]


def case_of(topic):
    """The case of a file; one that fails where there is no such file, so that nothing passes by being absent."""
    if os.path.exists(os.path.join(HERE, f"plugins_{topic}.py")):
        return getattr(importlib.import_module(f"plugins_{topic}"), topic)

    def missing(_):
        raise Failure(f"scripts/verify/plugins_{topic}.py is not there")
    return missing


CASES = [(name, case_of(topic)) for topic, name in TOPICS]
