"""inspect: the task `affine_arena/affine`."""

import asyncio
from typing import Any

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import ChatMessageAssistant, ChatMessageSystem, ChatMessageUser
from inspect_ai.scorer import Score, Scorer, Target, mean, scorer, stderr
from inspect_ai.solver import TaskState, generate

from .shared_client import shared_client
from .types import Challenge

_MESSAGES: dict[str, Any] = {
    "system": ChatMessageSystem,
    "user": ChatMessageUser,
    "assistant": ChatMessageAssistant,
}


@task
def affine(env: str = "SAT", level: int | None = None, split: str = "test", start: int = 0, stop: int = 100) -> Task:
    """Questions [start, stop) of a split, each judged by the server."""
    challenges = shared_client().challenges(env, level=level, split=split, start=start, stop=stop)
    return Task(
        dataset=MemoryDataset([_sample(challenge) for challenge in challenges], name=f"affine-{env}-{split}"),
        solver=generate(),
        scorer=verdict(),
    )


@scorer(metrics=[mean(), stderr()])
def verdict() -> Scorer:
    """The server's verdict, 0 to 1. An answer that cannot be judged is an error of the sample, never a 0."""

    async def score(state: TaskState, target: Target) -> Score:
        told = await asyncio.to_thread(shared_client().evaluate_one, target.text, state.output.completion)
        return Score(
            value=told.score, answer=told.extracted, explanation=told.reason, metadata={"metrics": dict(told.metrics)}
        )

    return score


def _sample(challenge: Challenge) -> Sample:
    return Sample(
        input=[_MESSAGES[one["role"]](content=one["content"]) for one in challenge.messages],
        target=challenge.id,
        id=challenge.id,
        metadata={"env": challenge.env, "level": challenge.level, "seed": challenge.seed},
    )
