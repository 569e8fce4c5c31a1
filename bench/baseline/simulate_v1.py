"""A straightforward simulator of affine-v1 without NumPy: the baseline of the bench of `af simulate`.

    python3 bench/baseline/simulate_v1.py [DAYS] [SEED]

The world of the table in docs/mechanism.md: an incumbent, four weaker honest miners of other lineages and one exact
copy of the incumbent; three environments, ten rounds a decision, a window of the last 1,000 rounds. An answer is right
iff sqrt(rd)*difficulty + sqrt(rl)*lineage + sqrt(1-rd-rl)*noise < quantile of the skill. Counts are kept as the window
slides. Prints one JSON line: rounds a second, and the share of the decisions that the copy won.
"""

import json
import math
import random
import sys
import time
from collections import deque
from statistics import NormalDist

WINDOW = 1000
RD, RL = 0.4, 0.4
INCUMBENT = [0.60, 0.50, 0.40]
WEAKER = [0.50, 0.40, 0.30]


def winner(counts, first, n):
    accuracy = [[right / n for right in miner] for miner in counts]

    def margin(p, q):
        return max(0.01, 1.645 * math.sqrt(p * (1 - p) / n + q * (1 - q) / n))

    def dominates(a, b):
        margins = [margin(p, q) for p, q in zip(accuracy[a], accuracy[b])]
        if all(p >= q - m for p, q, m in zip(accuracy[a], accuracy[b], margins)):
            if any(p >= q + m for p, q, m in zip(accuracy[a], accuracy[b], margins)):
                return True
        same = all(abs(p - q) <= m for p, q, m in zip(accuracy[a], accuracy[b], margins))
        return same and first[a] < first[b]

    miners = range(len(counts))
    wins = [sum(dominates(a, b) for b in miners if b != a) for a in miners]
    return min(miners, key=lambda a: (-wins[a], first[a]))


def main():
    days = float(sys.argv[1]) if len(sys.argv) > 1 else 2
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    gauss = rng.gauss
    inverse = NormalDist().inv_cdf
    skills = [INCUMBENT] + [WEAKER] * 4 + [INCUMBENT]
    lineage = [0, 1, 2, 3, 4, 0]
    limits = [[inverse(p) for p in miner] for miner in skills]
    a, b, c = math.sqrt(RD), math.sqrt(RL), math.sqrt(1 - RD - RL)
    counts = [[0] * 3 for _ in skills]
    window = deque()
    decisions = round(days * 72)
    rounds = WINDOW + 10 * (decisions - 1)
    lost = 0
    started = time.process_time()
    for k in range(1, rounds + 1):
        answers = [[0] * 3 for _ in skills]
        for env in range(3):
            difficulty = a * gauss(0, 1)
            luck = [b * gauss(0, 1) for _ in range(5)]
            for miner, limit in enumerate(limits):
                if difficulty + luck[lineage[miner]] + c * gauss(0, 1) < limit[env]:
                    answers[miner][env] = 1
                    counts[miner][env] += 1
        window.append(answers)
        if len(window) > WINDOW:
            for miner, old in enumerate(window.popleft()):
                for env in range(3):
                    counts[miner][env] -= old[env]
        if k >= WINDOW and k % 10 == 0:
            lost += winner(counts, range(len(skills)), WINDOW) != 0
    seconds = time.process_time() - started
    print(json.dumps({"perSecond": rounds / seconds, "lost": lost / decisions}))


if __name__ == "__main__":
    main()
