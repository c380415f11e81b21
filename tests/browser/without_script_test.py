"""With JavaScript off everything stands there: every table, every static figure."""
import re
import unittest

from page_case import PageCase


class WithoutScript(PageCase):
    def open(self, fragment=""):
        self.browser.scripts(False)
        self.browser.open(self.page, fragment, wait=False)

    def test_scripts_are_off_indeed(self):
        self.assertTrue(self.browser.run("return matchMedia('(scripting: none)').matches"))
        self.assertIsNone(self.browser.run("return document.documentElement.dataset.ready ?? null"))
        self.assertNotIn("js", self.browser.run("return document.documentElement.className").split())

    def test_every_table_and_figure_is_shown(self):
        self.browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        text = self.page.read_text(encoding="utf-8")
        for element in ("table", "svg"):
            written = len(re.findall(rf"<{element}[ >]", text))
            self.assertGreater(written, 20)
            hidden = self.browser.run("""return [...document.querySelectorAll(`main ${arguments[0]}`)].filter((e) => !e.closest('defs') && e.getClientRects().length === 0)
              .map((e) => `${e.closest('section')?.id}: ${e.outerHTML.slice(0, 100)}`)""", element)
            self.assertEqual(hidden, [], f"of {written} {element}")

    def test_every_group_is_shown(self):
        self.browser.run("for (const e of document.querySelectorAll('details')) e.open = true")
        self.assertGreater(len(self.browser.all(".group")), 20)
        self.assertEqual(self.browser.shown(".group"), len(self.browser.all(".group")))

    def test_every_implementation_has_its_row(self):
        labels = self.browser.run("return [...document.querySelectorAll('#error-versus-x [data-row], #choose tr[data-row]')].map((e) => Number(e.dataset.row))")
        accurate = {i for i, row in enumerate(self.data["rows"]) if row["accuracy"] is not None}
        self.assertEqual(accurate - set(labels), set())

    def test_controls_that_need_a_script_are_not_shown(self):
        self.assertEqual(self.browser.shown("button, select, input"), 0)

    def test_sections_link_and_the_page_fits(self):
        self.browser.click("nav a[href='#speed']")
        self.assertLess(abs(self.browser.run("return document.getElementById('speed').getBoundingClientRect().top")), 200)
        for width in (320, 400, 1280):
            self.browser.resize(width)
            self.assertEqual(self.browser.overflow(), 0, f"{width} pixels")


if __name__ == "__main__":
    unittest.main()
