"""Inputs for a second opinion on the reference: seeded, and mostly where rounding is hard."""
import random
import struct

from exact import FORMATS, infinity_bits, is_finite, parts, round_ratio, softplus

# Where strategies and regions change, in the formats' order of FORMATS (docs/definitions.md has what they are).
EDGES = {"binary64": (-745.13322, -708.39642, -36.73680, -34.04, -37, 18, 20, 33.2711, 709.78271),
         "binary32": (-103.97208, -87.33654, -16.63553, -13.94, 7.9712, 14.5561, 20, 88.72284),
         "binary16": (-17.3287, -9.70, -7.6246, -4.93, 3.467, 6.2383, 11.0899),
         "bfloat16": (-92.8817, -87.34, -5.5452, -2.85, 4.1562, 20, 88.7209)}


def bits_of(name, x):
    """The format's nearest to the float x."""
    numerator, denominator = abs(x).as_integer_ratio()
    return round_ratio(name, numerator, denominator) | (int(x < 0) << (FORMATS[name][0] - 1))


def neighbours(name, bits, reach):
    """bits and its neighbours up to `reach` ordinals away, of the same sign."""
    top = 1 << (FORMATS[name][0] - 1)
    return [b for b in range(max(bits - reach, bits & top), bits + reach + 1) if b & top == bits & top and is_finite(name, b)]


def distance_to_midpoint(name, bits):
    """How far softplus is from the nearest midpoint of the format, in ulp: 0 is a tie."""
    rounded, value = softplus(name, bits, 40)
    if value is None or not is_finite(name, rounded):
        return 1.0
    _, significand, exponent = parts(name, rounded)
    numerator, denominator = value.as_integer_ratio()
    in_ulps = (numerator << max(-exponent, 0) + 30) // (denominator << max(exponent, 0))
    return abs(abs(in_ulps - (significand << 30)) - (1 << 29)) / (1 << 30)


def near_midpoints(name, generator, count):
    """The hardest of eight times as many: those whose softplus lies nearest to a midpoint."""
    low = -745 if name == "binary64" else -20 if name == "binary16" else -104
    high = EDGES[name][-2] + 2
    tries = {bits_of(name, generator.uniform(low if generator.random() < 0.3 else -12, high)) for _ in range(8 * count)}
    return sorted(tries, key=lambda bits: distance_to_midpoint(name, bits))[:count]


def plateau_edges(name):
    """Around +-2^-p and +-2^(1-p): where RN(softplus(x)) leaves RN(log 2), and the smallest inputs."""
    p = FORMATS[name][1]
    found = []
    for power in range(-p - 3, -p + 5):
        for sign in (1, -1):
            found += neighbours(name, bits_of(name, sign * 2.0 ** power), 4)
    return found + [bits | s for bits in (0, 1, 2, 3) for s in (0, 1 << (FORMATS[name][0] - 1))]


def points(count, seed):
    """[(format, bits)], `count` of them, shared evenly by the formats. No NaNs."""
    generator = random.Random(seed)
    chosen = []
    for name, (width, _, _, _) in FORMATS.items():
        share = count // len(FORMATS)
        top = 1 << (width - 1)
        mine = [infinity_bits(name) - 1, infinity_bits(name) - 1 | top, infinity_bits(name), infinity_bits(name) | top]
        mine += plateau_edges(name)
        for edge in EDGES[name]:
            mine += neighbours(name, bits_of(name, edge), 8)
        zero, subnormal = EDGES[name][:2]  # between them the result is subnormal
        mine += [bits_of(name, generator.uniform(zero, subnormal)) for _ in range(share // 8)]
        mine += near_midpoints(name, generator, share // 4)
        while len(mine) < share:
            x = generator.uniform(-20, 20)
            bits = generator.getrandbits(width) if generator.random() < 0.5 else bits_of(name, x)
            if is_finite(name, bits):
                mine.append(bits)
        chosen += [(name, bits) for bits in mine[:share]]
    return chosen
