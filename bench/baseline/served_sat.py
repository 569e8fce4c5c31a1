"""Questions of SAT for the servers that `af serve` is compared with: made before anybody measures."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from sat import evaluate  # noqa: E402


class Questions:
    """Questions by number, from a file that the benchmark has written: `[{"prompt", "variables", "clauses"}]`."""

    def __init__(self, path: str) -> None:
        self._asked = json.loads(Path(path).read_text())

    def prompt(self, index: int) -> str:
        return self._asked[index]["prompt"]

    def judge(self, index: int, completion: str) -> float:
        """1 for a right answer: the whole check, as `bench/baseline/sat.py` has it."""
        question = self._asked[index]
        return float(evaluate(question["variables"], question["clauses"], completion))
