"""reasoning-gym's own generators and scorers, for `npm run bench -- peers`: reasoning_gym_tasks.py JSON.

The argument is a list of {"dataset", "config", "count"}. Prints one JSON line: for each, processor seconds for making the
questions and for scoring the right answer to each (where it has one), and how many were scored as right.
"""

import json
import sys
import time

import reasoning_gym

SEED = 7


def measured(dataset, config, count):
    source = reasoning_gym.create_dataset(dataset, seed=SEED, size=count, **config)
    source[0]
    began = time.process_time()
    items = [source[index] for index in range(count)]
    made = time.process_time()
    answered = [item for item in items if item["answer"] is not None]
    ready = time.process_time()
    scores = [source.score_answer(answer=item["answer"], entry=item) for item in answered]
    judged = time.process_time()
    return {
        "generateSeconds": made - began,
        "evaluateSeconds": judged - ready,
        "answered": len(answered),
        "right": sum(score == 1.0 for score in scores),
    }


print(json.dumps([measured(**task) for task in json.loads(sys.argv[1])]))
