"""What the script writes into cells is what the program wrote there: figures are shown alike on both sides."""
import pathlib
import unittest

from page_case import PageCase

SOURCES = pathlib.Path(__file__).parents[2] / "reports" / "page"

# Every cell of every table that can be written again, whether it is in view or not: [written, as the page has it].
COMPARE = """
  const done = arguments[arguments.length - 1];
  (async () => {
    const page = await load_page();
    let count = 0;
    const differ = [];
    for (const section of document.querySelectorAll('section[data-columns]')) {
      const { kind, columns } = columns_of(section);
      for (const tr of section.querySelectorAll(`table.${kind} tr[data-row]`)) {
        const { accuracy, sample, speed } = page.rows[Number(tr.dataset.row)];
        const numbers = { accuracy, sample: sample ?? accuracy, speed };
        for (const [i, of, column, show] of columns) {
          const record = page.record(of === 'speed' ? 'speed' : 'accuracy', numbers[of]);
          const text = record ? show_value[show](record, column) : '';
          ++count;
          if (text !== tr.cells[i].textContent.trim()) differ.push([section.id, page.rows[Number(tr.dataset.row)].id, column, text, tr.cells[i].textContent.trim()]);
        }
      }
    }
    done([count, differ]);
  })().catch((error) => done([0, [String(error)]]));"""

VISIBLE = "return [...document.querySelectorAll('#choose .group.on, #distribution .group.on, #error-versus-x .group.on table.worst')].map((e) => e.innerText)"


class Rewriting(PageCase):
    def test_what_is_written_again_is_what_was_there(self):
        functions = "".join((SOURCES / f"{name}.js").read_text(encoding="utf-8") for name in ("numbers", "display", "data", "cells"))
        count, differ = self.browser.driver.execute_async_script(functions + COMPARE)
        self.assertEqual(differ[:5], [])
        self.assertGreater(count, 500)

    def test_a_region_and_back_leaves_every_cell_as_it_was(self):
        self.browser.choose("#select-function", "softplus")
        before = self.browser.run(VISIBLE)
        for key, value, usual in (("region", "exp_tail", "overall"), ("target", "scalar", "all"), ("footprint", "L2", "L1")):
            self.browser.choose(f"#select-{key}", value)
            self.assertNotEqual(self.browser.run(VISIBLE), before, key)
            self.browser.choose(f"#select-{key}", usual)
            self.assertEqual(self.browser.run(VISIBLE), before, key)

    def test_a_cell_has_its_exact_figure_as_title(self):
        self.browser.choose("#select-function", "softplus")
        group = self.group("softplus", "binary32")
        for number, row in enumerate(self.data["rows"]):
            if row["group"] != group or row["accuracy"] is None:
                continue
            exact = self.record("accuracy", row["accuracy"])["max_ulp"]
            found = self.browser.run("const c = document.querySelector(`#choose table.fast tr[data-row='${arguments[0]}']`).cells[2]; return c.title || c.textContent", number)
            self.assertEqual(float(found.removeprefix("≥")), exact, row["id"])


if __name__ == "__main__":
    unittest.main()
