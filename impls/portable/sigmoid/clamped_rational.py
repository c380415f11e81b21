#!/usr/bin/env python3
"""Coefficients of clamped_rational.cpp: sigmoid(x) - 1/2 on [-18, 18] as x P(x^2) / Q(x^2), degrees 9 over 10 in x.

P = ((sigmoid(x) - 1/2) / x) Q at Chebyshev's points of x^2, a linear system, with Q(0) = 1; the coefficients are
rounded to binary32 and the absolute error is sampled.
Run: python3 clamped_rational.py                          (needs mpmath)
"""
from mpmath import mp, mpf, tanh, log, cos, pi, matrix, lu_solve

mp.prec = 400
end = mpf(18)


def quotient(x):
    return tanh(x / 2) / (2 * x)


size = 10
points = [end * cos(pi * (2 * i + 1) / (4 * size)) for i in range(size)]
system, right = matrix(size, size), matrix(size, 1)
for row, x in enumerate(points):
    for k in range(5):
        system[row, k] = (x / end) ** (2 * k)
        system[row, 5 + k] = -quotient(x) * (x / end) ** (2 * k + 2)
    right[row] = quotient(x)
solution = lu_solve(system, right)
with mp.workprec(24):
    P = [solution[k] / end ** (2 * k) for k in range(5)]
    Q = [mpf(1)] + [solution[5 + k] / end ** (2 * k + 2) for k in range(5)]
worst = max(
    abs(x * mp.polyval(P[::-1], x * x) / mp.polyval(Q[::-1], x * x) - tanh(x / 2) / 2)
    for x in (end * mpf(i) / 5000 for i in range(5001))
)
print(f"// absolute error about 2^{float(log(worst, 2)):.1f}")
for label, coefficients in (("P", P), ("Q", Q)):
    print(label, ", ".join(float(c).hex() for c in coefficients))
