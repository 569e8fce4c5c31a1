"""verifiers: the taskset `affine-arena` (`vf-eval affine-arena`)."""

import asyncio
import itertools
from collections.abc import Iterator

import verifiers.v1 as vf

from .client import BATCH
from .shared_client import shared_client

_PAGE = 64
"""Questions that are asked for together."""


class AffineData(vf.TaskData):
    """A question: its id is the challenge id."""

    env: str
    level: int | None


class AffineConfig(vf.TasksetConfig):
    """Which questions: an environment, a level, a split."""

    env: str = "SAT"
    level: int | None = None
    split: str = "train"


class AffineTask(vf.Task[AffineData]):
    """One question, judged by the server that asked it."""

    @property
    def key(self) -> str:
        return str(self.data.id)

    @vf.reward(weight=1.0)
    async def correct(self, trace: vf.Trace) -> float:
        """The verdict on what the model said last, as it said it."""
        said = trace.assistant_messages
        completion = (said[-1].content or "") if said else ""
        verdict = await asyncio.to_thread(shared_client().evaluate_one, str(self.data.id), completion)
        trace.info["affine"] = {"reason": verdict.reason, "extracted": verdict.extracted}
        for name, value in verdict.metrics.items():
            trace.record_metric(name, float(value))
        return verdict.score


class AffineTaskset(vf.Taskset[AffineTask, AffineConfig]):
    """Questions of a split, one after the other, without end as far as anybody will get."""

    INFINITE = True

    def load(self) -> Iterator[AffineTask]:
        config = self.config
        sizes = [
            split["num_tasks"]
            for env in shared_client().envs()
            if config.env.split("@")[0].upper() in (env["name"], *env["aliases"])
            for split in env["splits"]
            if split["name"] == config.split
        ]
        if not sizes:
            raise ValueError(f"The server has no split {config.split!r} of an environment {config.env!r}.")
        size = sizes[0]
        assert _PAGE <= BATCH
        for start in itertools.takewhile(lambda at: at < size, itertools.count(0, _PAGE)):
            page = shared_client().challenges(
                config.env, level=config.level, split=config.split, start=start, stop=min(start + _PAGE, size)
            )
            for offset, challenge in enumerate(page):
                yield AffineTask(
                    AffineData(
                        id=challenge.id,
                        name=f"{challenge.env}:{config.split}:{start + offset}",
                        prompt=challenge.prompt,
                        env=challenge.env,
                        level=challenge.level,
                    ),
                    config.task,
                )
