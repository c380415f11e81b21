"""softplus(x) = log(1 + e^x), correctly rounded, from Python's decimal and integers alone.

A second opinion on the oracle: it shares no code and no library with it (no MPFR, no GMP, no C++).
The value is enclosed between two decimals; both ends are rounded by integer arithmetic, and where they
disagree the precision is doubled.
"""
from decimal import Context, Decimal, MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN

# name: (bits, precision, emin, emax)
FORMATS = {"binary64": (64, 53, -1022, 1023), "binary32": (32, 24, -126, 127),
           "binary16": (16, 11, -14, 15), "bfloat16": (16, 8, -126, 127)}


def context(digits):
    return Context(prec=digits, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[])


def parts(name, bits):
    """(negative, significand, exponent): the value is +-significand * 2^exponent. Finite values only."""
    width, p, emin, _ = FORMATS[name]
    fraction = bits & ((1 << (p - 1)) - 1)
    biased = (bits >> (p - 1)) & ((1 << (width - p)) - 1)
    negative = bool(bits >> (width - 1))
    if biased == 0:
        return negative, fraction, emin - p + 1
    return negative, fraction | (1 << (p - 1)), biased - 1 + emin - p + 1


def infinity_bits(name):
    width, p, _, _ = FORMATS[name]
    return ((1 << (width - p)) - 1) << (p - 1)


def is_finite(name, bits):
    return bits & ((1 << (FORMATS[name][0] - 1)) - 1) < infinity_bits(name)


def decimal_of(name, bits):
    """The exact value, with all its digits."""
    negative, significand, exponent = parts(name, bits)
    value = Decimal(significand << exponent) if exponent >= 0 else \
        Decimal(significand * 5 ** -exponent).scaleb(exponent, context(2000))
    return value.copy_negate() if negative else value  # unary minus would round


def round_ratio(name, numerator, denominator):
    """Bits of numerator / denominator >= 0, rounded to nearest, ties to even."""
    _, p, emin, emax = FORMATS[name]
    if numerator == 0:
        return 0
    exponent = numerator.bit_length() - denominator.bit_length()  # of the leading bit, or one more
    if numerator << max(-exponent, 0) < denominator << max(exponent, 0):
        exponent -= 1
    ulp = max(exponent, emin) - p + 1
    quotient, rest = divmod(numerator << max(-ulp, 0), denominator << max(ulp, 0))
    twice = 2 * rest - (denominator << max(ulp, 0))
    if twice > 0 or (twice == 0 and quotient & 1):
        quotient += 1
    if quotient.bit_length() > p:
        quotient, ulp = quotient >> 1, ulp + 1
    if quotient.bit_length() == p and ulp + p - 1 > emax:
        return infinity_bits(name)
    # A subnormal has biased exponent 0; one that was rounded up to 2^(p-1) becomes normal by itself.
    return quotient + ((ulp - (emin - p + 1)) << (p - 1))


def log1p(e, digits):
    """log(1 + e) for 0 < e <= 1, relative error below 10^(3 - digits)."""
    work = context(digits + 12)
    if e > Decimal("1e-6"):  # 1 + e then keeps all but 6 of the digits of e
        return work.ln(work.add(1, e))
    total, power, n = e, e, 1
    while power.adjusted() > total.adjusted() - digits - 5:
        n, power = n + 1, work.multiply(power, e.copy_negate())
        total = work.add(total, work.divide(power, n))
    return total


def enclosure(x, digits):
    """Two decimals with softplus(x) between them, about `digits` digits apart."""
    if x < -3000:
        return Decimal(0), Decimal("1e-1000")
    work = context(digits + 12)
    tail = Decimal("1e-1000") if x > 3000 else log1p(work.exp(x.copy_abs().copy_negate()), digits)
    margin = work.scaleb(tail, 4 - digits)
    wide = context(3000)  # wide enough for any x plus any tail, exactly
    base = max(x, Decimal(0))
    low = Decimal(0) if x > 3000 else wide.subtract(tail, margin)
    return wide.add(base, low), wide.add(base, wide.add(tail, margin))


def ratio(value):
    """A decimal >= 0 as integers numerator, denominator."""
    _, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)))
    return (number * 10 ** exponent, 1) if exponent >= 0 else (number, 10 ** -exponent)


def softplus(name, bits, digits=60):
    """(expected bits, the value to `digits` digits or None when it is not finite). No NaNs."""
    if not is_finite(name, bits):
        return (0, None) if bits >> (FORMATS[name][0] - 1) else (infinity_bits(name), None)
    x = decimal_of(name, bits)
    while True:
        low, high = enclosure(x, digits)
        rounded = round_ratio(name, *ratio(low))
        if rounded == round_ratio(name, *ratio(high)):
            return rounded, high
        digits *= 2
