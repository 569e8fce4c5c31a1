"""Golden entries of the tables of affine-v2, each proven with exact rational numbers.

    python3 scripts/golden/affine_v2_tables.py > test/golden/mechanism/affine-v2-tables.json

An entry is t = floor(2^32 * ln(1 + stake/100 * steps/(20000 * E))). Candidates come from `decimal`; the proof is that
2^32 * ln(x) lies in [t, t + 1), where ln x = 2 * sum of z^(2i+1)/(2i+1), z = (x - 1)/(x + 1), is enclosed by a partial
sum and a bound of its tail, all of them fractions.
"""

import hashlib
import json
import random
from decimal import Decimal, ROUND_FLOOR, getcontext
from fractions import Fraction

getcontext().prec = 60
SCALE = 2**32
STAKES = [3, 6, 12, 25, 50, 90]
GRID = 20000


def ratio(stake, steps, environments):
    return 1 + Fraction(stake, 100) * Fraction(steps, GRID * environments)


def guess(x):
    scaled = (Decimal(x.numerator) / Decimal(x.denominator)).ln() * SCALE
    return int(scaled.to_integral_value(rounding=ROUND_FLOOR))


def enclosure(x, width):
    """Fractions low <= ln x <= high with high - low < width."""
    if x < 1:
        low, high = enclosure(1 / x, width)
        return -high, -low
    if x > Fraction(3, 2):
        low2, high2 = enclosure(Fraction(3, 2), width / 8)
        low, high = enclosure(x / Fraction(3, 2), width / 2)
        return low + low2, high + high2
    z = (x - 1) / (x + 1)
    # Round z down and up to 90 bits, so that the fractions stay small; atanh grows with z.
    unit = 1 << 90
    down = Fraction(z.numerator * unit // z.denominator, unit)
    up = down if down == z else down + Fraction(1, unit)
    return series(down, width)[0], series(up, width)[1]


def series(z, width):
    total, power, i = Fraction(0), z, 0
    while True:
        total += power / (2 * i + 1)
        power *= z * z
        i += 1
        tail = power / ((2 * i + 1) * (1 - z * z))
        if tail < width / 8:
            return 2 * total, 2 * (total + tail)


def proven(stake, steps, environments):
    x = ratio(stake, steps, environments)
    t = guess(x)
    if x == 1:
        assert t == 0
        return t
    low, high = enclosure(x, Fraction(1, 2**60))
    assert t <= SCALE * low and SCALE * high < t + 1, (stake, steps, environments)
    return t


def level(a):
    """ceil(2^32 * (ln a + ln 6)), proven likewise."""
    x = Fraction(a * len(STAKES))
    t = guess(x) + 1
    low, high = enclosure(x, Fraction(1, 2**60))
    assert t - 1 < SCALE * low and SCALE * high <= t, a
    return t


def main():
    rng = random.Random(2)
    entries = []
    for environments in (1, 2, 3, 5, 8):
        edge = [-20400 * environments, 20800 * environments, -1, 0, 1, -50 * environments, 20000 * environments]
        for steps in edge + [rng.randint(-20400 * environments, 20800 * environments) for _ in range(60)]:
            entries.append([environments, steps, [proven(s, steps, environments) for s in STAKES]])
    levels = [[a, level(a)] for a in (10, 30, 50, 100, 1000, 2000, 6000, 200000, 600000, 1000000, 1600000)]
    digest = hashlib.sha256()
    for steps in range(-20400, 20801):
        digest.update((",".join(str(guess(ratio(s, steps, 1))) for s in STAKES) + "\n").encode())
    coarse = hashlib.sha256()
    for steps in range(-20400, 20801, 40):
        coarse.update((",".join(str(guess(ratio(s, steps, 1))) for s in STAKES) + "\n").encode())
    print(
        json.dumps(
            {"entries": entries, "levels": levels, "sha256": digest.hexdigest(), "sha256Every40": coarse.hexdigest()},
            separators=(",", ":"),
        )
    )


if __name__ == "__main__":
    main()
