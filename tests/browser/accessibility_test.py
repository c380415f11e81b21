"""axe finds nothing to say about the page: script on and off, light and dark, wide and narrow."""
import unittest

from axe import AXE_FOLDER, axes, violations, without_scripts
from page_case import RUNS, PageCase


def setUpModule():
    if not axes():
        raise unittest.SkipTest(f"axe is not in {AXE_FOLDER}: scripts/test --with browser puts it there")


class Accessibility(PageCase):
    def test_axe_finds_what_is_planted(self):
        self.browser.run("const image = document.createElement('img'); document.querySelector('main').prepend(image); image.width = 9")
        self.assertTrue(any(each.startswith("image-alt") for each in violations(self.browser)))

    def test_no_violation_in_light_and_dark_wide_and_narrow(self):
        for scheme, width in (("light", 1280), ("light", 400), ("dark", 1280), ("dark", 400)):
            self.browser.colours(scheme)
            self.browser.resize(width)
            self.assertEqual(violations(self.browser), [], f"{scheme}, {width} pixels")

    def test_no_violation_with_everything_open(self):
        self.browser.choose("#select-function", "softplus")
        self.browser.choose("#select-format", "bfloat16")
        self.browser.click("#explorer-worst")
        self.browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        self.assertEqual(violations(self.browser), [])


class WithoutScript(PageCase):
    def open(self, fragment=""):
        self.browser.open(without_scripts(RUNS / "small" / "report.html", self.browser.folder / "without.html"), wait=False)

    def test_no_violation_where_script_is_off(self):
        for scheme in ("light", "dark"):
            self.browser.colours(scheme)
            self.assertEqual(violations(self.browser), [], scheme)


if __name__ == "__main__":
    unittest.main()
