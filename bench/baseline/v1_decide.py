"""The rule of affine-v1 over a window of results, in plain Python: the baseline of `npm run bench`.

    python3 bench/baseline/v1_decide.py MINERS ENVIRONMENTS RESULTS_EACH REPEATS

Prints one JSON line: results decided a second.
"""

import json
import math
import random
import sys
import time


def decide(results, hotkeys, envs):
    uids = {hotkey: uid for uid, hotkey in hotkeys}
    counts, sums, first, versions = {}, {}, {}, {}
    for r in results:
        hotkey = r["hotkey"]
        if hotkey not in uids or r["env"] not in envs or not 0 <= r["score"] <= 1000:
            continue
        if uids[hotkey] != 0 and not r["model"].split("/", 1)[-1].lower().startswith("affine"):
            continue
        version = (r["model"], r["revision"])
        if versions.get(hotkey) != version:
            versions[hotkey] = version
            first[hotkey] = 0 if uids[hotkey] == 0 else r["commitBlock"]
            counts[hotkey] = dict.fromkeys(envs, 0)
            sums[hotkey] = dict.fromkeys(envs, 0.0)
        counts[hotkey][r["env"]] += 1
        sums[hotkey][r["env"]] += r["score"] / 1000
    acc = {h: {e: sums[h][e] / counts[h][e] if counts[h][e] else 0.0 for e in envs} for h in counts}
    need = {e: int(0.9 * max(counts[h][e] for h in counts)) for e in envs}
    pool = [h for h in counts if all(counts[h][e] >= need[e] for e in envs)] or list(counts)

    def margin(a, b, e):
        va = acc[a][e] * (1 - acc[a][e]) / max(counts[a][e], 1)
        vb = acc[b][e] * (1 - acc[b][e]) / max(counts[b][e], 1)
        return max(0.01, 1.645 * math.sqrt(va + vb))

    def dominates(a, b):
        margins = {e: margin(a, b, e) for e in envs}
        if not any(acc[a][e] < acc[b][e] - margins[e] for e in envs):
            if any(acc[a][e] >= acc[b][e] + margins[e] for e in envs):
                return True
        return all(abs(acc[a][e] - acc[b][e]) <= margins[e] for e in envs) and first[a] < first[b]

    wins = {a: sum(dominates(a, b) for b in pool if b != a) for a in pool}
    return uids[min(pool, key=lambda h: (-wins[h], first[h], uids[h]))]


def main():
    miners, environments, each, repeats = map(int, sys.argv[1:5])
    rng = random.Random(1)
    envs = ["E%d" % i for i in range(environments)]
    hotkeys = [(uid, "hotkey-%d" % uid) for uid in range(miners)]
    results = [
        {
            "hotkey": hotkey,
            "model": "owner/affine-%d" % uid,
            "revision": "r",
            "commitBlock": uid,
            "env": env,
            "score": 1000 * (rng.random() < 0.5),
        }
        for _ in range(each)
        for uid, hotkey in hotkeys
        for env in envs
    ]
    decide(results, hotkeys, envs)
    started = time.perf_counter()
    for _ in range(repeats):
        decide(results, hotkeys, envs)
    seconds = time.perf_counter() - started
    print(json.dumps({"perSecond": len(results) * repeats / seconds}))


if __name__ == "__main__":
    main()
