"""A straightforward simulator of affine-v1, without NumPy: the baseline of `npm run bench` for `af simulate`.

    python3 bench/baseline/v1_simulate.py [ROUNDS] [SEED]

One champion and one exact copy, three environments, the outcome model of docs/mechanism.md (right iff
sqrt(rd)*difficulty + sqrt(rl)*lineage + sqrt(1-r)*noise < quantile of the skill, r = .8); a round is one question per
environment for every miner, every tenth round looks at the window of the last 1,000. Prints one JSON line: rounds a
second, and the share of the looks that the copy won.
"""

import json
import math
import random
import sys
import time
from statistics import NormalDist

SKILLS = [0.60, 0.50, 0.40]
WINDOW = 1000
RD, RL = 0.4, 0.4


def winner(right, first):
    n = min(len(right[0][0]), WINDOW)
    acc = [[sum(history[-WINDOW:]) / n for history in miner] for miner in right]

    def margin(p, q):
        return max(0.01, 1.645 * math.sqrt(p * (1 - p) / n + q * (1 - q) / n))

    def dominates(a, b):
        margins = [margin(p, q) for p, q in zip(acc[a], acc[b])]
        if all(p >= q - m for p, q, m in zip(acc[a], acc[b], margins)):
            if any(p >= q + m for p, q, m in zip(acc[a], acc[b], margins)):
                return True
        return all(abs(p - q) <= m for p, q, m in zip(acc[a], acc[b], margins)) and first[a] < first[b]

    miners = range(len(right))
    wins = [sum(dominates(a, b) for b in miners if b != a) for a in miners]
    return min(miners, key=lambda a: (-wins[a], first[a]))


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    limits = [NormalDist().inv_cdf(p) for p in SKILLS]
    right = [[[] for _ in SKILLS] for _ in range(2)]
    looks = lost = 0
    started = time.perf_counter()
    for k in range(rounds):
        for env, limit in enumerate(limits):
            shared = math.sqrt(RD) * rng.gauss(0, 1) + math.sqrt(RL) * rng.gauss(0, 1)
            for miner in right:
                miner[env].append(shared + math.sqrt(1 - RD - RL) * rng.gauss(0, 1) < limit)
        if k >= WINDOW and k % 10 == 0:
            looks += 1
            lost += winner(right, [0, 1]) != 0
    seconds = time.perf_counter() - started
    print(json.dumps({"perSecond": rounds / seconds, "lost": lost / max(1, looks)}))


if __name__ == "__main__":
    main()
