"""From 320 to 2560 pixels, light and dark, and on paper."""
import base64
import re
import unittest
import zlib

from page_case import PageCase


def pages_and_text(pdf):
    """How many pages a PDF has, and how many of its streams show text."""
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    texts = 0
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            stream = zlib.decompress(stream)
        except zlib.error:
            continue
        pages += len(re.findall(rb"/Type\s*/Page\b", stream))
        texts += b" Tj" in stream or b" TJ" in stream or b"]TJ" in stream
    return pages, texts


class Layout(PageCase):
    def test_the_page_is_never_wider_than_its_window(self):
        for width in (320, 400, 800, 1280, 2560):
            self.browser.resize(width)
            for function, name in (("softplus", "binary32"), ("softplus_beta", "binary32"), ("sigmoid", "bfloat16")):
                self.browser.choose("#select-function", function)
                self.browser.choose("#select-format", name)
                self.assertEqual(self.browser.overflow(), 0, f"{width} pixels, {function} {name}")

    def test_what_is_wider_than_a_narrow_window_can_be_scrolled_to(self):
        self.browser.resize(320)
        stuck = self.browser.run("""
          const scrolls = (e) => e && (['auto', 'scroll'].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
          return [...document.querySelectorAll('main table, main svg')].filter((e) => e.getClientRects().length > 0 &&
            e.getBoundingClientRect().right > innerWidth + 1 && !scrolls(e.parentElement)).map((e) => e.outerHTML.slice(0, 120))""")
        self.assertEqual(stuck, [])

    def test_what_can_be_pressed_is_24_pixels_large(self):
        for width in (1280, 400):
            self.browser.resize(width)
            small = self.browser.run("""
              return [...document.querySelectorAll('button, select, input, summary, nav a')].filter((e) => e.getClientRects().length > 0)
                .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24).map((e) => e.outerHTML.slice(0, 120))""")
            self.assertEqual(small, [], f"at {width} pixels")

    def test_light_and_dark_are_two_looks(self):
        background = "return getComputedStyle(document.body).backgroundColor"
        light = self.browser.run(background)
        self.browser.colours("dark")
        dark = self.browser.run(background)
        luminance = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (light, dark)]
        self.assertGreater(luminance[0], 600, light)
        self.assertLess(luminance[1], 200, dark)

    def test_on_paper_the_page_has_several_sheets_of_text(self):
        pdf = base64.b64decode(self.browser.cdp("Page.printToPDF")["data"])
        pages, texts = pages_and_text(pdf)
        self.assertGreater(pages, 1)
        self.assertGreaterEqual(texts, pages - 1)

    def test_paper_shows_no_controls(self):
        self.browser.cdp("Emulation.setEmulatedMedia", media="print")
        try:
            self.assertEqual(self.browser.shown("#selectors select, nav, #explorer button"), 0)
            self.assertGreater(self.browser.shown("main table"), 3)
        finally:
            self.browser.cdp("Emulation.setEmulatedMedia", media="")


if __name__ == "__main__":
    unittest.main()
