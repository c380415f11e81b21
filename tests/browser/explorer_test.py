"""Error against x: what is plotted is what was measured, and it can be explored by pointer, by keys and by a link."""
import re
import shlex
import subprocess
import os
import unittest

from explorer import address, readout, same_number, show, worst_of
from page_case import RUNS, PageCase, accuracy
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

EXECUTABLE = os.environ.get("SOFTPLUS_BENCH", "build/ci-gcc/softplus-bench")
ID_COLUMNS = ("function", "implementation", "format", "target", "parameters")
GROUP = {"function": "softplus", "format": "bfloat16"}


class Plotted(PageCase):
    def test_the_plotted_maximum_is_that_of_the_table_at_its_exact_input(self):
        """The largest of all kinds of inputs: those of the corpus stand among the sampled ones."""
        worst = {}
        for r in accuracy(RUNS / "small"):
            row = tuple(r[c] for c in ID_COLUMNS)
            if r["region"] == "overall" and (row not in worst or float(r["max_ulp"]) > float(worst[row]["max_ulp"])):
                worst[row] = r
        compared = 0
        for row in self.data["rows"]:
            if row["envelope"] is None:
                continue
            record = self.record("accuracy", row["envelope"])
            wanted = worst[tuple(str(record.get(c, "")) for c in ID_COLUMNS)]
            with self.subTest(row["id"]):
                plotted = worst_of(self.browser, self.data["groups"][row["group"]], row)
                self.assertTrue(same_number(plotted["ulp"], wanted["max_ulp"]), (plotted["ulp"], wanted["max_ulp"]))
                for key in ("input", "got", "want"):
                    self.assertEqual(plotted[key], wanted[f"max_ulp_{key}_bits"], key)
            compared += 1
        self.assertGreater(compared, 40)


class Explorer(PageCase):
    def open(self, fragment=""):
        super().open(fragment or address(GROUP, "thresholded_20"))

    def chart(self):
        element = self.browser.one("#explorer-chart")
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", element)
        return element

    def key(self, *keys):
        self.chart().send_keys(*keys)

    def value(self, key):
        """What the address has under a key, once it is written."""
        found = re.search(rf"(?:^|;){key}=([^;]*)", self.browser.fragment())
        return found[1] if found else None

    def window(self):
        return self.value("from"), self.value("to")

    def wait_for(self, condition, message):
        return self.browser.until(condition, message, seconds=5)

    def test_dragging_zooms_and_the_button_shows_everything_again(self):
        self.assertEqual(self.window(), (None, None))
        ActionChains(self.browser.driver).move_to_element_with_offset(self.chart(), -100, 0).click_and_hold().move_by_offset(150, 0).release().perform()
        first = self.wait_for(lambda: self.window()[0] and self.window(), "no window in the address")
        low, high = (int(bits, 16) for bits in first)
        self.assertNotEqual(low, high)
        ActionChains(self.browser.driver).move_to_element_with_offset(self.chart(), -50, 0).click_and_hold().move_by_offset(60, 0).release().perform()
        self.wait_for(lambda: self.window() != first, "a second drag changed nothing")
        self.browser.click("#explorer-reset")
        self.wait_for(lambda: self.window() == (None, None), "the window stayed")

    def test_keys_zoom_to_single_inputs_and_back(self):
        self.key("w")
        before = None
        for _ in range(60):
            self.key("+" * 3)
            now = self.browser.run("return document.getElementById('window-command').textContent")
            if now == before:
                break
            before = now
        low, high = (int(bits, 16) for bits in self.wait_for(lambda: self.window()[0] and self.window(), "no window in the address"))
        self.assertLess(abs((low & 0x7fff) - (high & 0x7fff)), 16)
        self.key("0")
        self.wait_for(lambda: self.window() == (None, None), "the window stayed")

    def test_the_pointer_reads_out_what_it_is_over(self):
        seen = set()
        for offset in (-200, -50, 100, 200):
            ActionChains(self.browser.driver).move_to_element_with_offset(self.chart(), offset, 10).perform()
            found = readout(self.browser)
            self.assertTrue(found["x"] and found["command"])
            seen.add(found["input"])
        self.assertGreater(len(seen), 2)

    def test_arrows_move_the_cursor_along_the_line(self):
        self.key("w")
        places = [readout(self.browser)["input"]]
        for _ in range(3):
            self.key(Keys.ARROW_RIGHT)
            places.append(readout(self.browser)["input"])
        self.assertEqual(len(set(places)), 4)
        for _ in range(3):
            self.key(Keys.ARROW_LEFT)
        self.assertEqual(readout(self.browser)["input"], places[0])
        self.wait_for(lambda: self.value("x") == places[0], "the address does not have the cursor")

    def test_local_worsts_are_visited_in_order_and_back(self):
        value = lambda: float(readout(self.browser)["x"])
        self.key(Keys.HOME)
        for _ in range(100):
            before = value()
            self.browser.click("#explorer-previous-worst")
            if value() == before:
                break
        places = [value()]
        for _ in range(4):
            self.browser.click("#explorer-next-worst")
            places.append(value())
        self.assertEqual(places, sorted(set(places)))
        self.key("p")
        self.assertEqual(value(), places[-2])
        self.key("n")
        self.assertEqual(value(), places[-1])

    def test_the_command_reproduces_what_is_read_out(self):
        self.browser.click("#explorer-worst")
        found = readout(self.browser)
        words = shlex.split(found["command"])
        self.assertEqual(words[0], "softplus-bench")
        done = subprocess.run([EXECUTABLE, *words[1:]], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
        for bits in (found["input"], found["got"], found["want"]):
            self.assertIn(bits, done.stdout)

    def test_the_command_is_copied(self):
        for permission in ("clipboard-read", "clipboard-write"):
            self.browser.cdp("Browser.setPermission", permission={"name": permission}, setting="granted")
        self.browser.click("#explorer-worst")
        self.browser.click("#explorer-copy")
        self.wait_for(lambda: "opied" in (self.browser.text("#explorer-message") or ""), "it does not say that it copied")
        field = self.browser.run("const e = document.createElement('textarea'); document.body.append(e); e.focus(); return e")
        field.send_keys(Keys.CONTROL, "v")
        self.assertEqual(field.get_property("value"), readout(self.browser)["command"])

    def test_a_link_opens_the_same_view(self):
        ActionChains(self.browser.driver).move_to_element_with_offset(self.chart(), -100, 0).click_and_hold().move_by_offset(150, 0).release().perform()
        self.wait_for(lambda: self.window()[0], "no window in the address")
        self.key(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        there = readout(self.browser)
        self.wait_for(lambda: self.value("x") == there["input"], "the address does not have the cursor")
        link = self.browser.fragment()
        self.browser.reload()
        self.assertEqual(readout(self.browser), there)
        self.assertEqual(self.browser.fragment(), link)
        self.open(link)
        self.assertEqual(readout(self.browser), there)

    def test_back_returns_to_the_view_before(self):
        first = self.browser.fragment()
        self.browser.run("location.hash = arguments[0]", address(GROUP, "symmetric"))
        self.wait_for(lambda: readout(self.browser)["implementation"].endswith("symmetric"), "the link was not followed")
        self.browser.driver.back()
        self.wait_for(lambda: readout(self.browser)["implementation"].endswith("thresholded_20"), "back did nothing")
        self.assertEqual(self.browser.fragment(), first)

    def test_several_implementations_are_drawn_over_each_other(self):
        self.open(address(GROUP, show="thresholded_20,symmetric,naive"))
        self.assertEqual({label for label, _, _ in readout(self.browser)["drawn"]}, {"thresholded_20", "symmetric", "naive"})
        before = readout(self.browser)["implementation"]
        self.key(Keys.ARROW_DOWN)
        self.wait_for(lambda: readout(self.browser)["implementation"] != before, "the keys do not reach another implementation")

    def test_something_is_drawn_in_light_and_in_dark(self):
        pixels = """
          const canvas = [...document.querySelectorAll('#explorer-chart canvas')].map((c) => c.getContext('2d').getImageData(0, 0, c.width, c.height).data);
          const colours = new Set();
          for (const data of canvas) for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) colours.add(data.slice(i, i + 3).join());
          return colours.size"""
        for scheme in ("light", "dark"):
            self.browser.colours(scheme)
            self.open()
            self.chart()
            self.wait_for(lambda: self.browser.run(pixels) > 3, f"nothing is drawn in {scheme}")

    def test_an_address_that_makes_no_sense_does_no_harm(self):
        for fragment in ("#error-versus-x;x=0xzz;from=;to=nonsense;show=,,%25,nobody;y=cubic", "#error-versus-x;from=0x7f80;to=0xff80;x=0x123456789abcdef01"):
            self.open(fragment)
            self.assertTrue(readout(self.browser)["x"])

    def test_functions_of_two_inputs_show_both(self):
        group = {"function": "logaddexp", "format": "binary32"}
        row = next(r for r in self.rows_of(self.data["groups"].index(group)) if r["envelope"] is not None)
        show(self.browser, group, row)
        self.browser.click("#explorer-worst")
        self.assertRegex(readout(self.browser)["input"], r"^0x[0-9a-f]{8};0x[0-9a-f]{8}$")


if __name__ == "__main__":
    unittest.main()
