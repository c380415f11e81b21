"""The case of the hunt for worst inputs."""
from cases import Skip


def hunt(_):
    raise Skip("to be written with the verb hunt")
