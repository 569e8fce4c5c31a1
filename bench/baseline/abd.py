#!/usr/bin/env python3
"""Runs Affine's ABD programs in CPython, each compiled once: what the interpreter in src/envs/abd/run is measured against.

    python3 abd.py < jobs.json

where jobs are [{"program": source, "inputs": [text, …]}, …]; prints {"seconds": of all runs, "outputs": [[text, …], …]}.
"""

import io
import json
import sys
import time


def main():
    jobs = json.load(sys.stdin)
    codes = [compile(job["program"], "program", "exec") for job in jobs]
    keyboard, screen = sys.stdin, sys.stdout
    outputs = []
    start = time.perf_counter()
    for code, job in zip(codes, jobs):
        printed = []
        for text in job["inputs"]:
            sys.stdin = io.StringIO(text)
            sys.stdout = io.StringIO()
            exec(code, {"__name__": "__main__"})
            printed.append(sys.stdout.getvalue())
        outputs.append(printed)
    seconds = time.perf_counter() - start
    sys.stdin, sys.stdout = keyboard, screen
    print(json.dumps({"seconds": seconds, "outputs": outputs}))


if __name__ == "__main__":
    main()
