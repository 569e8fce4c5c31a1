"""Baseline for bench/sandbox: programs as plain subprocesses with rlimits, the way the original ran them.

Reads one JSON object {"program", "stdin", "count", "parallel", "bubblewrap"} on standard input, runs the program
`count` times, and prints {"seconds", "cpu_seconds", "latencies_ms"}.
"""

import json
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

MEMORY = 512 * 2**20
BUBBLEWRAP = [
    "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
    "--ro-bind", "/usr", "/usr", "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
    "--ro-bind-try", "/bin", "/bin", "--ro-bind", sys.prefix, sys.prefix, "--dev", "/dev", "--",
]


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (10, 11))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_NPROC, (4096, 4096))


def main():
    job = json.load(sys.stdin)
    command = [sys.executable, "-I", "-c", job["program"]]
    if job["bubblewrap"]:
        command = BUBBLEWRAP + command

    def run(_):
        start = time.perf_counter()
        done = subprocess.run(
            command, input=job["stdin"], capture_output=True, text=True, timeout=30,
            preexec_fn=None if job["bubblewrap"] else limit,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return (time.perf_counter() - start) * 1000

    start = time.perf_counter()
    with ThreadPoolExecutor(job["parallel"]) as pool:
        latencies = list(pool.map(run, range(job["count"])))
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({
        "seconds": time.perf_counter() - start,
        "cpu_seconds": usage.ru_utime + usage.ru_stime,
        "latencies_ms": latencies,
    }))


main()
