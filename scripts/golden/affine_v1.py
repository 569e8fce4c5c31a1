"""Golden vectors of the mechanism affine-v1, written from its description alone.

    python3 scripts/golden/affine_v1.py > test/golden/mechanism/affine-v1.json

Every sum and product is an IEEE double in the order of the results, as in the original. A run of equal results is one
line `[hotkey, model, commit block, environment, score in thousandths, how often]`, the first, second and fourth being
places in the lists of the case (model -> [name, revision]).
"""

import json
import math
import random

ENVS = ["SAT", "ABD", "DED", "ELR", "HVM"]


def name_counts(model):
    where = model.find("/")
    name = model if where < 0 else model[where + 1 :]
    return name.lower().startswith("affine")


def decide(envs, hotkeys, results):
    """hotkeys: [(uid, hotkey)]; results: [(hotkey, model, revision, commit block, env, thousandths)]."""
    uid_of = {}
    for uid, hotkey in hotkeys:
        uid_of.setdefault(hotkey, uid)
    n, s, first, version = {}, {}, {}, {}
    for hotkey, model, revision, block, env, thousandths in results:
        if env not in envs or not 0 <= thousandths <= 1000:
            continue
        if hotkey not in uid_of:
            continue
        if uid_of[hotkey] != 0 and not name_counts(model):
            continue
        if version.get(hotkey) != (model, revision):
            version[hotkey] = (model, revision)
            first[hotkey] = 0 if uid_of[hotkey] == 0 else block
            n[hotkey] = {e: 0 for e in envs}
            s[hotkey] = {e: 0.0 for e in envs}
        n[hotkey][env] += 1
        s[hotkey][env] += thousandths / 1000
    active = list(n)
    acc = {h: {e: (s[h][e] / n[h][e] if n[h][e] else 0.0) for e in envs} for h in active}
    required = {e: int(0.9 * max([n[h][e] for h in active] or [0])) for e in envs}
    eligible = [h for h in active if all(n[h][e] >= required[e] for e in envs)]
    pool = eligible or active

    def thr(a, b, e):
        va = acc[a][e] * (1 - acc[a][e]) / max(n[a][e], 1)
        vb = acc[b][e] * (1 - acc[b][e]) / max(n[b][e], 1)
        return max(0.01, 1.645 * math.sqrt(va + vb))

    def dominates(a, b):
        worse = any(acc[a][e] < acc[b][e] - thr(a, b, e) for e in envs)
        better = any(acc[a][e] >= acc[b][e] + thr(a, b, e) for e in envs)
        if not worse and better:
            return True
        same = all(abs(acc[a][e] - acc[b][e]) <= thr(a, b, e) for e in envs)
        return same and first[a] < first[b]

    wins = {a: sum(1 for b in pool if b != a and dominates(a, b)) for a in pool}
    winner = 0
    if pool:
        winner = uid_of[sorted(pool, key=lambda h: (-wins[h], first[h], uid_of[h]))[0]]
    rows = []
    for uid, hotkey in hotkeys:
        if hotkey in n and uid_of[hotkey] == uid:
            rows.append(
                {
                    "uid": uid,
                    "n": [n[hotkey][e] for e in envs],
                    "acc": [acc[hotkey][e] for e in envs],
                    "first": first[hotkey],
                    "eligible": hotkey in eligible,
                    "dominates": wins.get(hotkey, 0),
                }
            )
    return {"winner": winner, "required": [required[e] for e in envs], "rows": rows}


def expand(case):
    for h, m, block, e, score, times in case["runs"]:
        model, revision = case["models"][m]
        for _ in range(times):
            yield case["names"][h], model, revision, block, case["envNames"][e], score


def finish(case):
    """names: hotkeys by place, in the metagraph where they have a uid; envNames: those that count, then others."""
    envs = case["envNames"][: case["envs"]]
    hotkeys = [(uid, case["names"][place]) for uid, place in case["metagraph"]]
    case["expected"] = decide(envs, hotkeys, list(expand(case)))
    return case


def case(label, names, models, runs, metagraph=None, envs=1, env_names=None):
    return finish(
        {
            "label": label,
            "envs": envs,
            "envNames": env_names or ENVS[:envs],
            "names": names,
            "metagraph": metagraph if metagraph is not None else [[i, i] for i in range(len(names))],
            "models": models,
            "runs": runs,
        }
    )


def bernoulli(h, m, block, e, right, n):
    return [[h, m, block, e, 1000, right], [h, m, block, e, 0, n - right]]


def by_hand():
    A = ["o/Affine-a", "r1"]
    B = ["o/affine-b", "r1"]
    yield case("no results at all", ["a", "b"], [A], [])
    yield case("empty metagraph", ["a"], [A], bernoulli(0, 0, 5, 0, 5, 9), metagraph=[])
    yield case("no environment", ["a", "b"], [A], bernoulli(1, 0, 5, 0, 5, 9), envs=0, env_names=["SAT"])
    yield case("a lone miner", ["z", "a"], [A], bernoulli(1, 0, 5, 0, 0, 3))
    yield case("only results of strangers", ["z", "a"], [A], bernoulli(1, 0, 5, 0, 3, 3), metagraph=[[0, 0]])
    yield case(
        "equal in all: the earlier commit wins",
        ["z", "a", "b"],
        [A, B],
        bernoulli(1, 0, 90, 0, 50, 100) + bernoulli(2, 1, 80, 0, 50, 100),
    )
    yield case(
        "equal in all and the same block: the lowest uid",
        ["z", "a", "b"],
        [A, B],
        bernoulli(2, 1, 80, 0, 50, 100) + bernoulli(1, 0, 80, 0, 50, 100),
    )
    yield case(
        "lowest uid although listed last",
        ["z", "a", "b"],
        [A, B],
        bernoulli(1, 1, 80, 0, 50, 100) + bernoulli(2, 0, 80, 0, 50, 100),
        metagraph=[[0, 0], [7, 1], [3, 2]],
    )
    yield case(
        "uid 0 commits at block 0 and needs no name",
        ["z", "a"],
        [["o/other", "r"], A],
        bernoulli(0, 0, 999, 0, 50, 100) + bernoulli(1, 1, 5, 0, 50, 100),
    )
    yield case(
        "the name rule: owner does not count, case does not, no slash is the name, second slash is part of it",
        ["z", "a", "b", "c", "d", "e", "f"],
        [["affine/other", "r"], ["o/AFFINE", "r"], ["Affine7", "r"], ["o/p/affine", "r"], ["o/ affine", "r"], ["/affine", "r"]],
        [run for h in range(1, 7) for run in bernoulli(h, h - 1, 50 + h, 0, 40 + h * 8, 100)],
    )
    yield case(
        "a new revision starts again, a new model too, going back as well",
        ["z", "a", "b", "c", "d"],
        [A, ["o/Affine-a", "r2"], B],
        bernoulli(1, 0, 10, 0, 100, 100)
        + bernoulli(1, 1, 70, 0, 20, 95)
        + bernoulli(2, 0, 20, 0, 90, 100)
        + bernoulli(2, 2, 60, 0, 60, 100)
        + bernoulli(3, 0, 30, 0, 60, 100)
        + bernoulli(3, 2, 31, 0, 60, 100)
        + bernoulli(3, 0, 32, 0, 60, 100)
        + bernoulli(4, 2, 25, 0, 60, 95),
    )
    yield case(
        "a later commit block of the same revision changes nothing",
        ["z", "a", "b"],
        [A, B],
        bernoulli(1, 0, 40, 0, 50, 60) + bernoulli(1, 0, 10, 0, 10, 40) + bernoulli(2, 1, 20, 0, 60, 100),
    )
    yield case(
        "nobody eligible: all active form the pool",
        ["z", "a", "b"],
        [A, B],
        bernoulli(1, 0, 10, 0, 30, 100) + bernoulli(1, 0, 10, 1, 3, 10) + bernoulli(2, 1, 20, 0, 8, 10) + bernoulli(2, 1, 20, 1, 90, 100),
        envs=2,
    )
    for missing in (10, 11):
        yield case(
            f"required is trunc(0.9 max): {100 - missing} of 100",
            ["z", "a", "b"],
            [A, B],
            bernoulli(1, 0, 10, 0, 30, 100) + bernoulli(2, 1, 20, 0, 80, 100 - missing),
        )
    yield case("required of one result is none", ["z", "a", "b"], [A, B], [[1, 0, 9, 0, 0, 1], [2, 1, 8, 1, 1000, 1]], envs=2)
    yield case(
        "a cycle of specialists, the tie to the earliest",
        ["z", "a", "b", "c"],
        [A, B],
        [
            run
            for h, scores in ((1, (90, 10, 50)), (2, (50, 90, 10)), (3, (10, 50, 90)))
            for e, right in enumerate(scores)
            for run in bernoulli(h, 0, 100 - h, e, right, 100)
        ],
        envs=3,
    )
    yield case(
        "margin of exactly one point",
        ["z", "a", "b"],
        [A, B],
        bernoulli(1, 0, 10, 0, 0, 100) + bernoulli(2, 1, 20, 0, 1, 100) ,
    )
    yield case(
        "all right and all wrong have no variance",
        ["z", "a", "b", "c"],
        [A, B],
        bernoulli(1, 0, 10, 0, 100, 100) + bernoulli(2, 1, 20, 0, 99, 100) + bernoulli(3, 1, 9, 0, 0, 100),
    )
    yield case(
        "unknown environments and impossible scores are left out, and do not reset",
        ["z", "a", "b"],
        [A, ["o/affine-x", "r9"]],
        bernoulli(1, 0, 10, 0, 60, 100) + [[1, 1, 99, 1, 1000, 5], [1, 1, 99, 0, 1001, 5], [1, 1, 99, 0, -1, 5]] + bernoulli(2, 1, 20, 0, 20, 100),
        envs=1,
        env_names=["SAT", "XYZ"],
    )
    yield case(
        "a specialist with clones beats the balanced champion",
        ["z"] + [f"k{i}" for i in range(8)],
        [A, B],
        [run for e, p in enumerate((600, 500, 400)) for run in bernoulli(1, 0, 1, e, p, 1000)]
        + [
            run
            for h in range(2, 9)
            for e, p in enumerate((900, 100, 100))
            for run in bernoulli(h, 1, 10 + h, e, p + (h * 7 + e) % 5, 1000)
        ],
        envs=3,
    )


def drawn(rng, number):
    envs = rng.randint(1, 5)
    miners = rng.randint(1, 9)
    names = [f"hk{number}-{i}" for i in range(miners + 1)]
    models = [[rng.choice(["o/Affine-", "p/affine", "AFFINE", "x/y/affine-", "o/other-", "affine/x-"]) + str(i), "r" + str(rng.randint(0, 2))] for i in range(4)]
    metagraph = [[uid, place] for place, uid in enumerate(sorted(rng.sample(range(12), miners + 1)))]
    if rng.random() < 0.2:
        metagraph.pop(rng.randrange(len(metagraph)))
    base = [rng.random() for _ in range(envs)]
    spread = rng.choice([0.0, 0.01, 0.05, 0.3])
    size = rng.choice([3, 20, 100, 1000])
    partial = rng.random() < 0.4
    runs = []
    for h in range(miners + 1):
        for _ in range(rng.choice([1, 1, 1, 2])):
            m = rng.randrange(len(models))
            block = rng.randint(0, 30)
            for e in range(envs):
                n = size if rng.random() < 0.7 else rng.randint(0, size)
                p = min(1.0, max(0.0, base[e] + rng.uniform(-spread, spread)))
                right = round(p * n)
                runs += bernoulli(h, m, block, e, right, n)
                if partial:
                    for _ in range(3):
                        runs.append([h, m, block, e, rng.randint(0, 1000), rng.randint(1, max(1, size // 10))])
    if rng.random() < 0.5:
        rng.shuffle(runs)
    if rng.random() < 0.2:
        runs.append([rng.randrange(miners + 1), 0, 3, envs, 500, 2])
    if rng.random() < 0.2:
        runs.append([rng.randrange(miners + 1), 0, 3, 0, rng.choice([-1, 1001, 5000]), 2])
    runs = [run for run in runs if run[5] > 0]
    return case(f"drawn {number}", names, models, runs, metagraph, envs, ENVS[:envs] + ["OTHER"])


def main():
    rng = random.Random(120)
    cases = list(by_hand()) + [drawn(rng, i) for i in range(240)]
    print("[" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases) + "]")


if __name__ == "__main__":
    main()
