"""Random planted k-SAT as plain Python makes it, in the form of the original's questions: original_sat.py JSON.

The argument has variables, clauseSize, clauses, count and repeat. Prints one JSON line: seconds for making the questions
and for judging a right answer to each, processor time of this process.
"""

import json
import random
import re
import sys
import time

ASSIGNED = re.compile(r"x(\d+)=(True|False|1|0)")


def question(variables, clause_size, clauses):
    planted = {v: random.choice((True, False)) for v in range(1, variables + 1)}
    made = []
    for _ in range(clauses):
        chosen = random.sample(range(1, variables + 1), clause_size)
        true_one = random.choice(chosen)
        made.append(
            [
                (v if planted[v] else -v) if v == true_one else (v if random.choice((True, False)) else -v)
                for v in chosen
            ]
        )
    lines = ("(" + " ∨ ".join(("" if v > 0 else "¬") + f"x{abs(v)}" for v in clause) + ")" for clause in made)
    prompt = (
        f"Give values to x1..x{variables} that satisfy this {clause_size}-SAT formula:\n"
        + " ∧ ".join(lines)
        + "\nAnswer as `x1=True, x2=False, ...`, or `UNSAT` if there are none."
    )
    return {"planted": planted, "clauses": made, "prompt": prompt}


def score(asked, answer):
    got = {int(v): value.lower() in ("true", "1") for v, value in ASSIGNED.findall(answer)}
    return float(all(any((v > 0) == got.get(abs(v)) for v in clause) for clause in asked["clauses"]))


def main():
    task = json.loads(sys.argv[1])
    shape = (task["variables"], task["clauseSize"], task["clauses"])
    best = [float("inf"), float("inf")]
    for _ in range(task["repeat"]):
        began = time.process_time()
        asked = [question(*shape) for _ in range(task["count"])]
        made = time.process_time()
        answers = [", ".join(f"x{v}={value}" for v, value in one["planted"].items()) for one in asked]
        ready = time.process_time()
        scores = [score(one, answer) for one, answer in zip(asked, answers)]
        judged = time.process_time()
        assert scores == [1.0] * len(asked), "a right answer was refused"
        best = [min(best[0], made - began), min(best[1], judged - ready)]
    print(json.dumps({"generateSeconds": best[0], "evaluateSeconds": best[1]}))


main()
