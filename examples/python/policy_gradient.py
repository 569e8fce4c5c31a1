"""A policy that learns from `af serve`: GRPO's update on seven weights, with the standard library alone.

The policy reads the prompt, sets one variable of the formula after the other, and looks at what each clause still asks
for. It starts as a coin. Rewards come from `affine_arena.trl_reward.affine_reward`, the function that GRPOTrainer takes.

    af serve                                       # in another terminal
    pip install ./python
    AFFINE_URL=http://127.0.0.1:8430 python examples/python/policy_gradient.py --seeds 5
"""

import argparse
import json
import math
import random
import re
import statistics
from collections.abc import Callable

from affine_arena.trl_reward import affine_reward, rows

GROUP = 8
"""Answers to each question: their mean is what an answer is compared with."""
QUESTIONS = 8
LEARNING_RATE = 0.3
FEATURES = 7
CLAUSE = re.compile(r"^-?[1-9]\d*(?: -?[1-9]\d*)*$")
CRITICAL_T = {5: 3.747, 10: 2.821}
"""Student's t for p = .01, one-sided, by the number of seeds (one degree of freedom less)."""

Weights = list[float]
Draw = Callable[[], float]


def read_clauses(prompt: str) -> list[list[int]]:
    """The formula, out of the text that a model gets."""
    return [[int(word) for word in line.split()] for line in prompt.splitlines() if CLAUSE.match(line)]


def features(clauses: list[list[int]], values: dict[int, bool], variable: int) -> list[float]:
    """What clauses that are still open say for the variable being true, by how many other variables they leave."""
    found = [0.0] * FEATURES
    found[FEATURES - 1] = 1.0
    for clause in clauses:
        if any(values.get(abs(one)) == (one > 0) for one in clause if abs(one) in values):
            continue
        for literal in clause:
            if abs(literal) == variable:
                left = sum(1 for one in clause if abs(one) not in values and abs(one) != variable)
                side = min(left, 2)
                # An open clause that only this variable can satisfy counts once, however often it is there.
                found[side] += 1.0 if literal > 0 else -1.0
                found[3 + side] = max(-1.0, min(1.0, found[side]))
    return found


def answer(clauses: list[list[int]], weights: Weights, draw: Draw) -> tuple[str, list[float]]:
    """An answer and the gradient of its log-probability."""
    gradient = [0.0] * FEATURES
    values: dict[int, bool] = {}
    for variable in range(1, max(abs(one) for clause in clauses for one in clause) + 1):
        seen = features(clauses, values, variable)
        chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sum(w * x for w, x in zip(weights, seen))))))
        values[variable] = draw() < chance
        for place, value in enumerate(seen):
            gradient[place] += (float(values[variable]) - chance) * value
    said = " ".join(str(one if value else -one) for one, value in values.items())
    return f"<answer>{said}</answer>", gradient


def asked(level: int, split: str, start: int, stop: int) -> list[tuple[str, list[list[int]]]]:
    """Questions of a split: id and formula."""
    questions = rows("SAT", level=level, split=split, start=start, stop=stop)
    return [(one["challenge_id"], read_clauses(one["prompt"][-1]["content"])) for one in questions]


def mean_reward(questions: list[tuple[str, list[list[int]]]], weights: Weights, seed: int) -> float:
    """One answer to each question, with the same luck every time."""
    draw = random.Random(seed).random
    said = [answer(clauses, weights, draw)[0] for _, clauses in questions]
    return statistics.fmean(affine_reward(completions=said, challenge_id=[one for one, _ in questions]))


def train(seed: int, *, level: int, steps: int, tests: int) -> dict[str, object]:
    """Trains one policy on the train split; `before` and `after` are means over questions of the test split."""
    draw = random.Random(seed).random
    weights = [0.0] * FEATURES
    held_out = asked(level, "test", 0, tests)
    before = mean_reward(held_out, weights, seed)
    curve: list[float] = []
    for step in range(steps):
        start = (seed * steps + step) * QUESTIONS
        questions = asked(level, "train", start, start + QUESTIONS)
        tried = [answer(clauses, weights, draw) for _, clauses in questions for _ in range(GROUP)]
        ids = [one for one, _ in questions for _ in range(GROUP)]
        rewards = affine_reward(completions=[said for said, _ in tried], challenge_id=ids)
        curve.append(statistics.fmean(rewards))
        for group in range(0, len(tried), GROUP):
            own = rewards[group : group + GROUP]
            spread = statistics.pstdev(own)
            if spread == 0:
                continue
            for (_, gradient), reward in zip(tried[group : group + GROUP], own):
                advantage = (reward - statistics.fmean(own)) / spread
                for place in range(FEATURES):
                    weights[place] += LEARNING_RATE * advantage * gradient[place] / (QUESTIONS * GROUP)
    after = mean_reward(held_out, weights, seed)
    tenth = max(1, steps // 10)
    smooth = [round(statistics.fmean(curve[at : at + tenth]), 3) for at in range(0, steps, tenth)]
    return {"seed": seed, "before": before, "after": after, "curve": smooth, "weights": [round(w, 2) for w in weights]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--level", type=int, default=1)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--tests", type=int, default=300, help="questions of the test split")
    chosen = parser.parse_args()
    gains: list[float] = []
    for seed in range(chosen.seeds):
        run = train(seed, level=chosen.level, steps=chosen.steps, tests=chosen.tests)
        print(json.dumps(run), flush=True)
        gains.append(float(str(run["after"])) - float(str(run["before"])))
    if len(gains) in CRITICAL_T:
        spread = statistics.stdev(gains) or 1e-9
        t = statistics.fmean(gains) / (spread / math.sqrt(len(gains)))
        critical = CRITICAL_T[len(gains)]
        told = {"gain": round(statistics.fmean(gains), 3), "t": round(t, 2), "critical": critical, "rises": t > critical}
        print(json.dumps(told))


if __name__ == "__main__":
    main()
