"""A run whose names, reasons and plug-ins were written by somebody who means no good."""
import unittest

from page_case import PageCase
from runs import HOSTILE_NAMES, SCRIPT


class Hostile(PageCase):
    path = "hostile/report.html"

    def foreign_elements(self):
        """What the texts would make if they were taken for more than text."""
        return self.browser.run("""
          const elements = [...document.querySelectorAll('img, iframe, [onerror], [onload], [href^="javascript"]')];
          return [...elements, ...[...document.scripts].filter((e) => /^\\s*alert/.test(e.textContent))].map((e) => e.outerHTML.slice(0, 100))""")

    def test_nothing_of_it_runs(self):
        self.assertEqual(self.foreign_elements(), [])
        for group in self.data["groups"]:
            self.browser.choose("#select-function", group["function"])
            self.browser.choose("#select-format", group["format"])
        self.assertEqual(self.foreign_elements(), [])

    def test_what_is_taken_for_more_than_text_would_be_noticed(self):
        self.browser.run("const e = document.createElement('div'); e.innerHTML = arguments[0]; document.body.append(e)", SCRIPT + "<b onload=x>")
        self.assertEqual(len(self.foreign_elements()), 2)

    def test_it_stands_there_as_text(self):
        text = self.browser.run("return document.body.textContent")
        for name in (SCRIPT, HOSTILE_NAMES[1]):
            self.assertIn(name, text)
        self.assertIn(SCRIPT, self.browser.run("return document.title"))

    def test_the_explorer_shows_it(self):
        self.browser.choose("#select-function", "softplus")
        self.browser.choose("#select-format", "bfloat16")
        self.browser.click("#explorer-worst")
        self.browser.until(lambda: self.browser.text("#readout-x"), "the read-out stayed empty")

    def test_the_page_stays_as_wide_as_its_window(self):
        for width in (400, 1280):
            self.browser.resize(width)
            self.assertEqual(self.browser.overflow(), 0, f"{width} pixels")

    def test_no_row_becomes_a_page_high(self):
        heights = self.browser.run("return [...document.querySelectorAll('tr, h3, li, p, label, figcaption')].map((e) => e.getBoundingClientRect().height)")
        self.assertLess(max(heights), 900)

    def test_text_of_the_other_direction_turns_nothing_around_it(self):
        """Every place that shows a name isolates it."""
        loose = self.browser.run("""
          const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          const loose = [];
          while (walker.nextNode()) {
            const e = walker.currentNode.parentElement;
            if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(walker.currentNode.data) || e.closest('script, style, option')) continue;
            if (/isolate|plaintext/.test(getComputedStyle(e).unicodeBidi)) continue;
            loose.push(`${e.tagName}: ${JSON.stringify(walker.currentNode.data.slice(0, 60))}`);
          }
          return loose""")
        self.assertEqual(loose, [])


if __name__ == "__main__":
    unittest.main()
