"""The selectors act on every section, and the address keeps what they are set to."""
import csv
import unittest

from page_case import RUNS, PageCase, accuracy

# Of each visible cell of a column that is read from a record: number of the row, and the figure behind what is printed.
CELLS = """
  const [section, of, column] = arguments;
  const found = [];
  for (const table of document.querySelectorAll(`#${section} table`)) {
    const head = table.querySelector(`th[data-of="${of}"][data-column="${column}"]`);
    if (!head || head.getClientRects().length === 0) continue;
    for (const row of table.querySelectorAll('tbody tr[data-row]')) {
      const cell = row.cells[head.cellIndex];
      if (cell.getClientRects().length > 0) found.push([Number(row.dataset.row), cell.title || cell.textContent.trim()]);
    }
  }
  return found"""


def number(text):
    return float(text.removeprefix("≥").strip().replace(",", "")) if text else None


class Selectors(PageCase):
    def shown_groups(self, section):
        return set(self.browser.run("return [...document.querySelectorAll(`#${arguments[0]} .group`)]"
                                    ".filter((e) => e.getClientRects().length > 0).map((e) => Number(e.dataset.group))", section))

    def shown_rows(self, section):
        return set(self.browser.run("return [...document.querySelectorAll(`#${arguments[0]} [data-row]`)]"
                                    ".filter((e) => e.getClientRects().length > 0).map((e) => Number(e.dataset.row))", section))

    def sections_with(self, what):
        return self.browser.run("return [...document.querySelectorAll('main section')].filter((e) => e.querySelector(arguments[0])).map((e) => e.id)", what)

    def choose(self, **values):
        for key, value in values.items():
            self.browser.choose(f"#select-{key}", value)

    def cells(self, section, of, column):
        found = self.browser.run(CELLS, section, of, column)
        self.assertTrue(found, f"#{section} shows no {column}")
        return {row: number(text) for row, text in found}

    def test_function_and_format_change_every_section(self):
        sections = self.sections_with(".group")
        self.assertGreaterEqual(len(sections), 5)
        for function, name in (("sigmoid", "binary64"), ("softplus", "bfloat16")):
            self.choose(function=function, format=name)
            for section in sections:
                groups = self.shown_groups(section)
                allowed = {i for i, g in enumerate(self.data["groups"]) if g["function"] == function and g["format"] == name}
                self.assertLessEqual(groups, allowed, section)
                self.assertTrue(groups or section not in ("choose", "error-versus-x", "distribution", "regions", "speed"), section)

    def test_a_target_leaves_its_rows_in_every_section(self):
        self.choose(function="softplus", format="binary32")
        target = self.data["rows"][self.rows_with("softplus", "binary32", "fused")[0]]["target"] if self.rows_with("softplus", "binary32", "fused") else "scalar"
        for section in self.sections_with("[data-row]"):
            self.choose(target="all")
            before = self.shown_rows(section)
            self.choose(target=target)
            after = self.shown_rows(section)
            others = [self.data["rows"][row]["id"] for row in after if self.data["rows"][row]["target"] != target]
            self.assertEqual(others, [], section)
            if before:
                self.assertEqual(after, {i for i in before if self.data["rows"][i]["target"] == target}, section)

    def rows_with(self, function, name, implementation):
        group = self.group(function, name)
        return [i for i, row in enumerate(self.data["rows"]) if row["group"] == group and row["implementation"] == implementation]

    def test_a_region_changes_the_errors_in_the_tables(self):
        self.choose(function="softplus", format="bfloat16")
        overall = self.cells("choose", "accuracy", "max_ulp")
        regions = self.browser.run("return [...document.querySelector('#select-region').options].map((o) => o.value)")
        self.assertGreater(len(regions), 3)
        region = [r for r in regions if r not in ("overall", "special")][0]
        self.choose(region=region)
        in_region = self.cells("choose", "accuracy", "max_ulp")
        self.assertNotEqual(overall, in_region)
        self.require_figures(overall, "overall")
        self.require_figures(in_region, region)

    def require_figures(self, cells, region):
        worst = {}
        for r in accuracy(RUNS / "small"):
            if r["region"] == region and r["max_ulp"] and int(r["n"]) > 0:
                row = f"{r['function']}/{r['implementation']}/{r['format']}/{r['target']}" + (f"[{r['parameters']}]" if r["parameters"] else "")
                worst[row] = max(worst.get(row, 0), float(r["max_ulp"]))
        for row, shown in cells.items():
            self.assertEqual(shown, worst[self.data["rows"][row]["id"]], f"{self.data['rows'][row]['id']} in {region}")

    def test_size_and_input_mix_change_the_times_in_the_tables(self):
        self.choose(function="softplus", format="binary32")
        with open(RUNS / "small" / "speed.csv", newline="", encoding="utf-8") as file:
            rows = [r for r in csv.DictReader(file) if r["function"] == "softplus" and r["format"] == "binary32"]
        for footprint in ("L1", "L2"):
            for mix in ("uniform", "normal"):
                self.choose(footprint=footprint, input_mix=mix)
                times = {(r["implementation"], r["target"]): float(r["ns_per_element"]) for r in rows
                         if r["footprint"] == footprint and r["input_mix"] == mix}
                for row, shown in self.cells("choose", "speed", "ns_per_element").items():
                    row = self.data["rows"][row]
                    self.assertEqual(shown, times[row["implementation"], row["target"]], f"{row['id']} {footprint} {mix}")

    def test_the_address_keeps_what_is_chosen(self):
        self.choose(function="sigmoid", format="binary64", target="scalar")
        address = self.browser.fragment()
        self.assertIn("function=sigmoid", address)
        self.browser.reload()
        self.require_chosen("sigmoid", "binary64", "scalar")
        self.choose(function="softplus", format="binary32")
        self.open(address)
        self.require_chosen("sigmoid", "binary64", "scalar")

    def require_chosen(self, function, name, target):
        for key, value in (("function", function), ("format", name), ("target", target)):
            self.assertEqual(self.browser.run("return document.getElementById(`select-${arguments[0]}`).value", key), value)
        self.assertEqual(self.shown_groups("choose"), {self.group(function, name)})

    def test_an_address_of_what_is_not_there_shows_what_is(self):
        for fragment in ("#choose;function=nothing;format=binary7", "#nowhere;%%%;function=%ff;=;x", "#choose;function=__proto__;target=constructor"):
            self.open(fragment)
            self.assertEqual(self.browser.run("return document.querySelector('#select-function').value"), "softplus")
            self.assertEqual(len(self.shown_groups("choose")), 1)


if __name__ == "__main__":
    unittest.main()
