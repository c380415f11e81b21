"""The page loads from a file, without a network, a message or a request."""
import unittest

from page import blocks
from page_case import PageCase

SECTIONS = ["verdict", "choose", "error-versus-x", "distribution", "regions", "speed", "properties", "claims", "method"]


class Loading(PageCase):
    def test_the_page_becomes_usable_without_a_message_or_a_request(self):
        self.assertEqual(self.browser.complaints(), [])
        self.assertEqual(self.browser.foreign_requests(), [])
        self.assertGreater(self.browser.usable_ms(), 0)

    def test_a_request_and_a_message_would_be_noticed(self):
        self.browser.run("const image = document.createElement('img'); image.src = 'http://elsewhere.invalid/a.png'; document.body.append(image)")
        self.browser.until(self.browser.complaints, "the policy stopped nothing")
        self.browser.messages.clear()
        other = self.browser.folder / "other.html"
        other.write_text("<img src=http://elsewhere.invalid/a.png>", encoding="utf-8")
        self.browser.open(other, wait=False)
        self.browser.until(self.browser.foreign_requests, "a request went unnoticed")
        self.open()

    def test_the_policy_allows_nothing_but_what_stands_in_the_page(self):
        policy = self.browser.run("return document.querySelector('meta[http-equiv]').content")
        self.assertEqual(policy, "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")
        self.assertEqual(self.browser.run("return [...document.querySelectorAll('[src], link, iframe, object, embed')].length"), 0)

    def test_sections_stand_in_their_order_and_links_lead_to_them(self):
        sections = self.browser.run("return [...document.querySelectorAll('main section[id]')].map((e) => e.id)")
        self.assertEqual([each for each in sections if each in SECTIONS], SECTIONS)
        for link in self.browser.run("return [...document.querySelectorAll('nav a')].map((e) => e.getAttribute('href'))"):
            self.assertIn(link.removeprefix("#"), sections)

    def test_one_function_and_format_is_shown_in_each_section(self):
        for section in ("choose", "error-versus-x", "distribution", "regions"):
            shown = self.browser.run("return [...document.querySelectorAll(`#${arguments[0]} .group`)].filter((e) => e.getClientRects().length)"
                                     ".map((e) => e.dataset.group)", section)
            self.assertEqual(len(set(shown)), 1, section)

    def test_the_page_s_data_are_the_run_s_rows(self):
        groups = {(g["function"], g["format"]) for g in self.data["groups"]}
        self.assertIn(("softplus", "bfloat16"), groups)
        self.assertEqual({row["group"] for row in self.data["rows"]}, set(range(len(groups))))
        self.assertIn(f"envelopes-{self.group('softplus', 'bfloat16')}", blocks(self.page))


if __name__ == "__main__":
    unittest.main()
