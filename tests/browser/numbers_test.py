"""Numbers in the page's script: bits, ordinals, values and texts of the four formats against Python's and the program's."""
import json
import math
import os
import pathlib
import random
import struct
import subprocess
import unittest

from page import Browser

EXECUTABLE = os.environ.get("SOFTPLUS_BENCH", "build/ci-gcc/softplus-bench")
SCRIPT = (pathlib.Path(__file__).parents[2] / "reports" / "page" / "numbers.js").read_text(encoding="utf-8")
# Of each input: what stands in the page, BigInt as text.
CONVERT = SCRIPT + """
  const format = number_formats[arguments[0]];
  return arguments[1].map((text) => {
    const bits = parse_bits(text);
    const ordinal = ordinal_of(format, bits);
    const value = value_of(format, bits);
    return {bits: bits_text(format, bits), ordinal: String(ordinal), back: bits_text(format, bits_at(format, ordinal)), value: String(value),
            nearest: Number.isNaN(value) ? null : String(nearest_ordinal(format, value)), decimal: decimal_of(format, bits), hex: hex_of(format, bits)};
  })"""
NEAREST = SCRIPT + "return arguments[1].map((x) => String(nearest_ordinal(number_formats[arguments[0]], Number(x))))"
WIDTHS = {"binary64": (64, 52), "binary32": (32, 23), "binary16": (16, 10), "bfloat16": (16, 7)}


def value(name, bits):
    """The double of these bits."""
    if name == "bfloat16":
        name, bits = "binary32", bits << 16
    code, integer = {"binary64": ("d", "Q"), "binary32": ("f", "I"), "binary16": ("e", "H")}[name]
    return struct.unpack(f"<{code}", struct.pack(f"<{integer}", bits))[0]


def ordinal(name, bits):
    sign = 1 << (WIDTHS[name][0] - 1)
    return sign - bits if bits >= sign else bits


def hexadecimal(x):
    """As printf's %a: Python's with the zeros at the end left out."""
    if not math.isfinite(x):
        return "nan" if math.isnan(x) else "inf" if x > 0 else "-inf"
    significand, exponent = x.hex().split("p")
    return f"{significand.rstrip('0').rstrip('.') if '.' in significand else significand}p{exponent}"


def inputs(name):
    """Every binade's first numbers and last one, both zeros, infinities, NaNs, decimal numbers, and random ones."""
    width, fraction = WIDTHS[name]
    draw = random.Random(1)
    found = {0, 1, 1 << (width - 1), (1 << width) - 1}
    for binade in range(0, 1 << (width - 1 - fraction), 9 if width == 64 else 1):
        found |= {binade << fraction, (binade << fraction) + 1, ((binade + 1) << fraction) - 1}
    if width > 16:
        code, integer = ("d", "Q") if width == 64 else ("f", "I")
        for x in (0.1, 1e5, 1e6, 123456789, 1e15, 1e16, 1e20, 123456789012345680000, 1e21, 1e22, 1e23, 1e-4, 1e-5, 5e-5):
            found.add(struct.unpack(f"<{integer}", struct.pack(f"<{code}", x))[0])
    found |= {draw.getrandbits(width) for _ in range(1000)}
    return sorted(found)


class Numbers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def converted(self, name):
        bits = inputs(name)
        return bits, self.browser.run(CONVERT, name, [f"0x{b:0{WIDTHS[name][0] // 4}x}" for b in bits])

    def test_bits_ordinals_values_and_hexadecimal_texts(self):
        for name, (width, _) in WIDTHS.items():
            for bits, found in zip(*self.converted(name)):
                text = f"0x{bits:0{width // 4}x}"
                x = value(name, bits)
                with self.subTest(name, bits=text):
                    self.assertEqual((found["bits"], found["ordinal"]), (text, str(ordinal(name, bits))))
                    self.assertEqual(found["back"], f"0x{0:0{width // 4}x}" if x == 0 else text)
                    self.assertEqual(found["hex"], hexadecimal(x))
                    self.assertEqual(found["nearest"], None if math.isnan(x) else str(ordinal(name, bits)))
                    if math.isnan(x):
                        self.assertEqual(found["value"], "NaN")
                    else:
                        self.assertEqual(float(found["value"].replace("Infinity", "inf")), x)

    def test_decimal_texts_are_those_of_the_program(self):
        for name in WIDTHS:
            bits, found = self.converted(name)
            for start in range(0, len(bits), 500):
                part = found[start:start + 500]
                done = subprocess.run([EXECUTABLE, "eval", "softplus", *(each["bits"] + ":bits" for each in part), "--format", name, "-f",
                                       f"softplus/symmetric/{name}/scalar", "--json"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
                for ours, theirs in zip(part, json.loads(done.stdout), strict=True):
                    self.assertEqual((ours["bits"], ours["decimal"]), (theirs["input_bits"], theirs["input"]), name)

    def test_rounding_to_a_format_goes_to_nearest_and_ties_to_even(self):
        for name in ("binary32", "binary16", "bfloat16"):
            step = 1 << 12 if name == "binary32" else 1
            cases = []
            for lower in range(0, ordinal(name, int("0x7f800000" if name == "binary32" else "0x7c00" if name == "binary16" else "0x7f80", 16)) - 2, 97 * step):
                low, high = value(name, lower), value(name, lower + 1)
                middle = (low + high) / 2
                even = lower + lower % 2
                cases += [(middle, even), (math.nextafter(middle, 0), lower), (math.nextafter(middle, math.inf), lower + 1), (-middle, -even)]
            found = self.browser.run(NEAREST, name, [repr(x) for x, _ in cases])
            self.assertEqual(found, [str(place) for _, place in cases], name)


if __name__ == "__main__":
    unittest.main()
