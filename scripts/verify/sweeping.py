"""Cases of the exhaustive sweep and of the fast reference."""
from cases import Skip


def exhaustive(_):
    raise Skip("to be written")


def reference_speed(_):
    raise Skip("to be written")


def equal_references(_):
    raise Skip("to be written")


def one_wrong_input(_):
    raise Skip("to be written")
