"""Other people's readers of what softplus-bench writes: of Debian's Python, which need not be the one that runs the tests."""
import importlib
import sys

DEBIAN = "/usr/lib/python3/dist-packages"  # what scripts/packages/test.txt installs


def reader(name):
    """The module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        pass
    sys.path.append(DEBIAN)
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
    finally:
        sys.path.remove(DEBIAN)
