"""verl: `custom_reward_function.path` is this file, its name `compute_score` (or `compute_scores` for batches)."""

from collections.abc import Mapping, Sequence
from typing import Any

from .shared_client import shared_client
from .types import Challenge, Evaluation


def compute_score(
    data_source: str,
    solution_str: str,
    ground_truth: str,
    extra_info: Mapping[str, Any] | None = None,
    **_: Any,
) -> dict[str, Any]:
    """The verdict on one answer. `ground_truth` is the challenge id: there is no truth in the data set to leak."""
    return _result(shared_client().evaluate_one(ground_truth, solution_str))


def compute_scores(
    data_sources: Sequence[str],
    solution_strs: Sequence[str],
    ground_truths: Sequence[str],
    extra_infos: Sequence[Mapping[str, Any] | None] | None = None,
    **_: Any,
) -> list[dict[str, Any]]:
    """The same for a batch, in one request (`reward_model.reward_manager=batch`)."""
    if len(ground_truths) != len(solution_strs):
        raise ValueError(
            f"There are {len(solution_strs)} solution_strs and {len(ground_truths)} ground_truths: each needs its own."
        )
    answers = list(zip(ground_truths, solution_strs, strict=True))
    return [_result(verdict) for verdict in shared_client().evaluate(answers)]


def row(challenge: Challenge) -> dict[str, Any]:
    """A question as a row of verl's data sets."""
    return {
        "data_source": f"affine/{challenge.env}",
        "prompt": challenge.messages,
        "ability": challenge.env,
        "reward_model": {"style": "rule", "ground_truth": challenge.id},
        "extra_info": {"level": challenge.level, "seed": challenge.seed, "version": challenge.version},
    }


def _result(verdict: Evaluation) -> dict[str, Any]:
    return {"score": verdict.score, "acc": verdict.ok, "reason": verdict.reason}
