#!/usr/bin/env python3
"""Affine's SAT environment, version 2, in plain Python: the same questions, prompts and verdicts as src/envs/sat.

Written from the description in docs/environments-levels.md for the benchmark, in the straightforward way and with the
standard library only. That both programs make the same prompts is checked before anything is timed.

    python3 sat.py '{"level": 5, "seeds": ["a", "b"], "repeat": 3}'

prints one JSON object: hashes of the prompts, seconds to generate all, seconds to evaluate all, scores.
"""

import hashlib
import json
import struct
import sys
import time

LEVELS = {
    1: (4, 1, 14),
    2: (6, 1, 22),
    3: (8, 2, 28),
    4: (16, 2, 58),
    5: (16, 4, 58),
    6: (36, 2, 130),
    7: (50, 2, 180),
    8: (65, 2, 234),
    9: (75, 2, 270),
    10: (85, 2, 306),
}
ORDERS = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]


def tagged_hash(*parts):
    """SHA-256 over parts, each after its length as an unsigned 64-bit big-endian integer."""
    digest = hashlib.sha256()
    for part in parts:
        data = str(part).encode()
        digest.update(struct.pack(">Q", len(data)))
        digest.update(data)
    return digest.digest()


class Random:
    """Words of SHA-256(key || counter)."""

    def __init__(self, key):
        self.key = key
        self.counter = 0
        self.words = ()
        self.position = 8

    def uint32(self):
        if self.position == 8:
            block = hashlib.sha256(self.key + struct.pack(">Q", self.counter)).digest()
            self.words = struct.unpack(">8I", block)
            self.counter += 1
            self.position = 0
        word = self.words[self.position]
        self.position += 1
        return word

    def below(self, n):
        limit = 2**32 - 2**32 % n
        word = self.uint32()
        while word >= limit:
            word = self.uint32()
        return word % n

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items


def balanced_formula(n, m, random):
    planted = [v if random.below(2) == 1 else -v for v in range(1, n + 1)]
    twelve = (3 * m - 10 * n) // 2
    order = random.shuffle(list(range(1, n + 1)))
    stubs = []
    for rank, variable in enumerate(order):
        stubs.extend([variable] * (6 if rank < twelve else 5))
    agreeing = random.shuffle(list(stubs))
    opposing = random.shuffle(stubs)

    three = (73 * m + 500) // 1000
    two = m // 2 - 2 * three
    one = m // 2 + three
    slots = []
    agreed = opposed = 0
    for clause in range(m):
        trues = 1 if clause < one else 2 if clause < one + two else 3
        slot = []
        for place in range(3):
            if place < trues:
                slot.append((True, agreed))
                agreed += 1
            else:
                slot.append((False, opposed))
                opposed += 1
        slots.append(slot)

    if not repair(slots, agreeing, opposing, random):
        return None
    clauses = []
    for index in random.shuffle(list(range(m))):
        clause = []
        for place in ORDERS[random.below(6)]:
            agrees, at = slots[index][place]
            literal = planted[(agreeing if agrees else opposing)[at] - 1]
            clause.append(literal if agrees else -literal)
        clauses.append(clause)
    return clauses, planted


def repair(slots, agreeing, opposing, random):
    for _ in range(100):
        broken = []
        for index, slot in enumerate(slots):
            variables = [(agreeing if agrees else opposing)[at] for agrees, at in slot]
            if len(set(variables)) < 3:
                broken.append(index)
        if not broken:
            seen = set()
            for index, slot in enumerate(slots):
                key = tuple(sorted((agreeing[at], True) if agrees else (opposing[at], False) for agrees, at in slot))
                if key in seen:
                    broken.append(index)
                seen.add(key)
        if not broken:
            return True
        for index in broken:
            agrees, here = slots[index][random.below(3)]
            stubs = agreeing if agrees else opposing
            there = random.below(len(stubs))
            stubs[here], stubs[there] = stubs[there], stubs[here]
    return False


def make_prompt(variables, clauses):
    lines = "\n".join(" ".join(str(literal) for literal in clause) for clause in clauses)
    return f"""Below is a Boolean formula over the variables x1 to x{variables}. Find values for the variables that satisfy every clause. A solution exists.

Each line is one clause, written as in DIMACS files: the number v means that variable v is true, -v that variable v is false. A clause is satisfied when at least one of its numbers holds.

{lines}

Give a value to each of the {variables} variables exactly once. Write your answer as signed numbers separated by blanks, v where variable v is true and -v where it is false, in order of the variables, between an opening <answer> tag and a closing </answer> tag. Only the last such answer counts."""


def generate(level, seed):
    n, batch, m = LEVELS[level]
    params = json.dumps({"level": level}, sort_keys=True, separators=(",", ":"))
    for attempt in range(20):
        random = Random(tagged_hash("affine/environment/v1", "SAT", "2", params, seed, attempt))
        clauses = []
        planted = []
        for part in range(batch):
            made = balanced_formula(n, m, random)
            if made is None:
                break
            shift = part * n
            for clause in made[0]:
                clauses.append([literal + shift if literal > 0 else literal - shift for literal in clause])
            planted.extend(literal + shift if literal > 0 else literal - shift for literal in made[1])
        else:
            return make_prompt(n * batch, clauses), n * batch, clauses, planted
    raise RuntimeError("no question")


def extract(completion):
    """The last answer in tags, after any reasoning."""
    if len(completion) > 262_144:
        return None
    lower = completion.lower()
    start = 0
    for tag in ("think", "thinking", "reasoning"):
        at = lower.rfind(f"</{tag}>")
        if at >= 0:
            start = max(start, at + len(tag) + 3)
    for tag in ("think", "thinking", "reasoning"):
        if lower.find(f"<{tag}>", start) >= 0:
            return None
    close = lower.rfind("</answer>", start)
    if close < 0 or lower.find("<answer>", close) >= 0:
        return None
    opening = lower.rfind("<answer>", start, close)
    if opening < 0:
        return None
    answer = completion[opening + len("<answer>") : close]
    return answer if len(answer) <= 65_536 and answer.isascii() and "\0" not in answer else None


def evaluate(variables, clauses, completion):
    answer = extract(completion)
    if answer is None:
        return 0
    values = {}
    for token in answer.replace(",", " ").replace(";", " ").split():
        try:
            literal = int(token)
        except ValueError:
            return 0
        variable = abs(literal)
        if not 1 <= variable <= variables or variable in values:
            return 0
        values[variable] = literal > 0
    if len(values) != variables:
        return 0
    for clause in clauses:
        if not any(values[abs(literal)] == (literal > 0) for literal in clause):
            return 0
    return 1


def main():
    task = json.loads(sys.argv[1])
    level, seeds, repeat = task["level"], task["seeds"], task["repeat"]
    questions = [generate(level, seed) for seed in seeds]
    answers = [f"<think>Let me see.</think><answer>{' '.join(map(str, planted))}</answer>" for _, _, _, planted in questions]
    start = time.perf_counter()
    for _ in range(repeat):
        for seed in seeds:
            generate(level, seed)
    generated = time.perf_counter()
    scores = []
    for _ in range(repeat):
        scores = [evaluate(question[1], question[2], answer) for question, answer in zip(questions, answers)]
    evaluated = time.perf_counter()
    print(
        json.dumps(
            {
                "prompts": [hashlib.sha256(question[0].encode()).hexdigest() for question in questions],
                "generateSeconds": generated - start,
                "evaluateSeconds": evaluated - generated,
                "scores": scores,
            }
        )
    )


if __name__ == "__main__":
    main()
