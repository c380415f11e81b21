"""What the tests of the page share: a browser a class, a page opened anew a test, and quiet at the end of each."""
import csv
import os
import pathlib
import unittest

from page import Browser, blocks

RUNS = pathlib.Path(os.environ.get("SOFTPLUS_BENCH_BROWSER_RUNS", "build/ci-gcc/tests/browser/runs"))


def accuracy(folder):
    with open(pathlib.Path(folder) / "accuracy.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class PageCase(unittest.TestCase):
    path = "small/report.html"

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)
        cls.page = RUNS / cls.path

    def setUp(self):
        self.browser.resize(1280)
        self.browser.colours("light")
        self.open()
        self.addCleanup(self.require_quiet)

    def open(self, fragment=""):
        self.browser.open(self.page, fragment)

    def require_quiet(self):
        """Nothing that the test did brought a message or a request."""
        self.assertEqual(self.browser.complaints(), [], "the console is not quiet")
        self.assertEqual(self.browser.foreign_requests(), [], "a request left the page")

    @property
    def data(self):
        """The data block of this class's page."""
        if "_data" not in type(self).__dict__:
            type(self)._data = blocks(self.page)["page-data"]
        return type(self)._data

    def group(self, function, format_name):
        return self.data["groups"].index({"function": function, "format": format_name})

    def rows_of(self, group):
        return [row for row in self.data["rows"] if row["group"] == group]

    def record(self, kind, index):
        return {name: values[index] for name, values in self.data["records"][kind].items() if values[index] is not None}
