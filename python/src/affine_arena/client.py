"""The client that everything else here stands on."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .errors import NotJudgedError
from .server import server_url
from .transport import Transport
from .types import Challenge, Evaluation

BATCH = 1024
"""Most items of one request, as the server has it."""

_BATCH_CHARACTERS = 4_000_000


class Client:
    """Questions and verdicts of a server.

    Args:
        url: its address; else AFFINE_URL, else an `af serve` that is started now.
        token: what the server asks for; else AFFINE_TOKEN.
        timeout_s: seconds for one request; a batch of programs takes a while.
        retries: how often a request, or an answer that could not be judged for a passing reason, is tried again.
    """

    def __init__(
        self, url: str | None = None, *, token: str | None = None, timeout_s: float = 600.0, retries: int = 5
    ) -> None:
        self.url = (url or server_url()).rstrip("/")
        self._retries = retries
        self._transport = Transport(self.url, token=token, timeout_s=timeout_s, retries=retries)

    def envs(self) -> list[dict[str, Any]]:
        """Every environment: its levels, and how often measured baselines pass them."""
        envs: list[dict[str, Any]] = self._transport.request("GET", "/v1/envs")["envs"]
        return envs

    def challenges(
        self,
        env: str,
        *,
        level: int | None = None,
        params: Mapping[str, Any] | None = None,
        split: str | None = None,
        start: int = 0,
        stop: int | None = None,
        seeds: Sequence[str | int] | None = None,
        count: int | None = None,
    ) -> list[Challenge]:
        """Questions by the numbers [start, stop) of a split, by seeds, or `count` that nobody has seen."""
        if start < 0 or (stop is not None and stop < start):
            raise ValueError(f"The range [{start}, {stop}) is none: start is 0 or more, and stop not below it.")
        asked: dict[str, Any] = {"env": env}
        if level is not None:
            asked["level"] = level
        if params is not None:
            asked["params"] = dict(params)
        if split is not None:
            pages = [
                {"split": split, "range": [at, min(at + BATCH, stop)]} for at in range(start, stop, BATCH)
            ] if stop is not None else [{"split": split}]
        elif seeds is not None:
            pages = [{"seeds": list(seeds[at : at + BATCH])} for at in range(0, len(seeds), BATCH)]
        elif count is not None:
            pages = [{"count": min(BATCH, count - at)} for at in range(0, count, BATCH)]
        else:
            pages = [{}]
        made: list[Challenge] = []
        for page in pages:
            sent = self._transport.request("POST", "/v1/challenges", asked | page)
            made.extend(Challenge.of(one) for one in sent["challenges"])
        return made

    def evaluate(self, answers: Sequence[tuple[str, Any]]) -> list[Evaluation]:
        """Verdicts on (challenge id, completion), in order.

        Raises:
            NotJudgedError: where one could not be judged, however often. Nothing is scored 0 for that.
        """
        verdicts: list[Evaluation] = []
        for result, (challenge_id, _) in zip(self.try_evaluate(answers), answers, strict=True):
            if isinstance(result, NotJudgedError):
                raise result
            verdicts.append(result)
        return verdicts

    def try_evaluate(self, answers: Sequence[tuple[str, Any]]) -> list["Evaluation | NotJudgedError"]:
        """As evaluate, with the error in the place of a verdict that is not to be had.

        Raises:
            ValueError, TypeError: for a completion that is no JSON, with its place in the list. Nothing was sent then.
        """
        for place, (_, completion) in enumerate(answers):
            _check_json(completion, place)
        results: list[Evaluation | NotJudgedError | None] = [None] * len(answers)
        waiting = list(range(len(answers)))
        for attempt in range(self._retries + 1):
            again: list[int] = []
            for batch in _batches(waiting, answers):
                items = [{"challenge_id": answers[at][0], "completion": answers[at][1]} for at in batch]
                sent = self._transport.request("POST", "/v1/evaluations", {"items": items})["results"]
                for at, result in zip(batch, sent, strict=True):
                    results[at] = _read(result, answers[at][0])
                    if result["error"] is not None and result["error"]["retryable"]:
                        again.append(at)
            if not again or attempt == self._retries:
                break
            waiting = again
            time.sleep(min(0.5 * 2**attempt, 30.0))
        return [result for result in results if result is not None]

    def evaluate_one(self, challenge_id: str, completion: Any) -> Evaluation:
        """The verdict on one answer. Raises NotJudgedError."""
        return self.evaluate([(challenge_id, completion)])[0]

    def close(self) -> None:
        """Closes this thread's connection. A server that was started ends with the process."""
        self._transport.close()


def _check_json(completion: Any, place: int) -> None:
    """Refuses what JSON cannot carry before anything is sent: a server would refuse the whole batch for it."""
    if completion is None or isinstance(completion, str):
        return
    where = f"The completion of item {place}"
    try:
        json.dumps(completion, allow_nan=False)
    except TypeError as error:
        raise TypeError(f"{where} is no text and no JSON ({error}): decode bytes, and give the model's text.") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{where} is no JSON ({error}): NaN and infinite numbers, circles and depths are none.") from None


def _batches(places: Sequence[int], answers: Sequence[tuple[str, Any]]) -> Iterator[list[int]]:
    """Places in batches that the server takes, by number and by length."""
    batch: list[int] = []
    characters = 0
    for at in places:
        completion = answers[at][1]
        length = len(completion) if isinstance(completion, str) else 64
        if batch and (len(batch) == BATCH or characters + length > _BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(at)
        characters += length
    if batch:
        yield batch


def _read(result: Mapping[str, Any], challenge_id: str) -> "Evaluation | NotJudgedError":
    error = result["error"]
    if error is not None or result["score"] is None:
        code = error["code"] if error is not None else "internal"
        message = error["message"] if error is not None else "There is neither a score nor an error."
        return NotJudgedError(f"{challenge_id}: {message}", code=code, challenge_id=challenge_id)
    return Evaluation(
        score=float(result["score"]),
        ok=result["ok"],
        reason=result["reason"],
        extracted=result["extracted"],
        metrics=result["metrics"],
    )
