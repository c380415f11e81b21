#!/usr/bin/env python3
"""Coefficients of rational.cpp: R(a) = e^a log1p(e^-a) on [0, 9] as P(a) / Q(a), degrees 6 over 6.

P = R Q with Q(0) = 1 at 13 points, a linear system. The points are Chebyshev's, drawn to 0 by the power 1.6, where R
changes fastest. Coefficients are then rounded to binary32 and the relative error is sampled.
Run: python3 rational.py                                  (needs mpmath)
"""
from mpmath import mp, mpf, exp, log, log1p, cos, pi, matrix, lu_solve

mp.prec = 400


def residual(a):
    return exp(a) * log1p(exp(-a))


degree, end, power = 6, mpf(9), mpf("1.6")
size = 2 * degree + 1
points = [end * ((1 - cos(pi * (2 * i + 1) / (2 * size))) / 2) ** power for i in range(size)]
system, right = matrix(size, size), matrix(size, 1)
for row, a in enumerate(points):
    for k in range(degree + 1):
        system[row, k] = a**k
    for k in range(1, degree + 1):
        system[row, degree + k] = -residual(a) * a**k
    right[row] = residual(a)
with mp.workprec(24):
    solution = [+c for c in lu_solve(system, right)]
P, Q = solution[: degree + 1], [mpf(1)] + solution[degree + 1 :]


def fraction(a):
    return mp.polyval(P[::-1], a) / mp.polyval(Q[::-1], a)


worst = max(abs(fraction(a) / residual(a) - 1) for a in (end * (mpf(i) / 5000) ** 2 for i in range(5001)))
print(f"// relative error about 2^{float(log(worst, 2)):.1f}")
for label, coefficients in (("P", P), ("Q", Q)):
    print(label, ", ".join(float(c).hex() for c in coefficients))
