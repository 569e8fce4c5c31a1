"""A plain reader of results in the original's format: the baseline of `npm run bench -- scale`.

    python3 bench/baseline/original_reader.py FOLDER

FOLDER holds `<block>-<hotkey>.json`, each a JSON array of signed results with miner, challenge, response and evaluation
in it. Reads them in order of block, and decides by the rule of affine-v1 (v1_decide.py). It looks at no signature, which
is to its advantage. Prints one JSON line: seconds, processor seconds, most memory held, results and the winner.
"""

import json
import os
import re
import resource
import sys
import time

from v1_decide import decide


def results_of(folder):
    names = sorted((int(name.split("-")[0]), name) for name in os.listdir(folder) if name.endswith(".json"))
    for _, name in names:
        with open(os.path.join(folder, name), "rb") as file:
            for result in json.load(file):
                miner, evaluation = result["miner"], result["evaluation"]
                if not result["response"]["success"]:
                    continue
                yield {
                    "hotkey": miner["hotkey"],
                    "model": miner["model"],
                    "revision": miner["revision"],
                    "commitBlock": miner["block"],
                    "env": evaluation["env"],
                    "score": round(1000 * evaluation["score"]),
                    "uid": miner["uid"],
                }


def peak_memory_mib():
    """getrusage would count the parent's memory, which the kernel takes over at exec."""
    with open("/proc/self/status") as file:
        return int(re.search(r"VmHWM:\s+(\d+) kB", file.read())[1]) / 1024


def main():
    started = time.perf_counter()
    results = list(results_of(sys.argv[1]))
    hotkeys = sorted({(result["uid"], result["hotkey"]) for result in results})
    envs = sorted({result["env"] for result in results})
    winner = decide(results, hotkeys, envs)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "cpuSeconds": used.ru_utime + used.ru_stime,
                "maxRssMiB": peak_memory_mib(),
                "results": len(results),
                "winner": winner,
            }
        )
    )


if __name__ == "__main__":
    main()
