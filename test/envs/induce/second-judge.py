"""A judge of INDUCE written from docs/environments-levels.md alone. Reads jobs from standard input and prints, for each,
how many calls were right and what was wrong with the first that was not."""
import json, sys


def plain(value):
    """A result as the page says it is compared: what JSON has, tuples being lists; ValueError for all else."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    raise ValueError


def judge(program, tests):
    space = {}
    exec(program, space)
    passed, reason = 0, "correct"
    for test in tests:
        try:
            value, fault = plain(space[test["function"]](*test["arguments"])), None
        except Exception:
            value, fault = None, "runtime_error"
        if fault is None and value == test["result"]:
            passed += 1
        elif reason == "correct":
            reason = fault or "wrong_output"
    return [passed, reason]


jobs = json.load(sys.stdin)
print(json.dumps([judge(job["program"], job["tests"]) for job in jobs]))
