"""TRL: a reward function, the rows of a data set, an environment with a tool."""

from collections.abc import Sequence
from typing import Any

from .completion_text import completion_text
from .shared_client import shared_client
from .types import Challenge


def rows(
    env: str,
    *,
    level: int | None = None,
    split: str = "train",
    start: int = 0,
    stop: int = 1000,
) -> list[dict[str, Any]]:
    """Rows for `datasets.Dataset.from_list`: the prompt as messages, and the question's id for the reward."""
    challenges = shared_client().challenges(env, level=level, split=split, start=start, stop=stop)
    return [_row(challenge) for challenge in challenges]


def _row(challenge: Challenge) -> dict[str, Any]:
    return {
        "prompt": challenge.messages,
        "challenge_id": challenge.id,
        "env": challenge.env,
        "level": challenge.level,
    }


def affine_reward(completions: Sequence[Any], challenge_id: Sequence[str], **_: Any) -> list[float]:
    """A `reward_funcs` entry for GRPOTrainer: the score of each completion, 0 to 1.

    Args:
        completions: texts, or lists of messages.
        challenge_id: the column of that name.

    Raises:
        ValueError: where there are not as many ids as completions.
        NotJudgedError: where a completion could not be judged. A step of training must not take that for a 0.
    """
    if len(completions) != len(challenge_id):
        raise ValueError(
            f"There are {len(completions)} completions and {len(challenge_id)} of challenge_id: each needs its own."
        )
    answers = [(one, completion_text(said)) for one, said in zip(challenge_id, completions, strict=True)]
    return [verdict.score for verdict in shared_client().evaluate(answers)]


class AffineEnvironment:
    """An `environment_factory` for GRPOTrainer: the model answers by calling the tool `submit`.

    Give `environment_reward` as the reward function.
    """

    def __init__(self) -> None:
        self._challenge_id: str | None = None
        self.reward: float | None = None

    def reset(self, challenge_id: str, **_: Any) -> str | None:
        """Begins an episode with the question of a row. The prompt is in the row: nothing is added to it."""
        self._challenge_id = challenge_id
        self.reward = None
        return None

    def submit(self, answer: str) -> str:
        """
        Hands in the answer. It is judged, and the task is over.

        Args:
            answer: The whole answer, in the form that the question asks for.

        Returns:
            Why the answer was accepted or not.
        """
        if self._challenge_id is None:
            raise RuntimeError("There is no question yet: reset comes first.")
        if self.reward is not None:
            return "already_submitted"
        verdict = shared_client().evaluate_one(self._challenge_id, answer)
        self.reward = verdict.score
        return verdict.reason


def environment_reward(environments: Sequence[AffineEnvironment], **_: Any) -> list[float]:
    """The reward of episodes in AffineEnvironment: the verdict, 0 for a model that never called `submit`."""
    return [0.0 if environment.reward is None else environment.reward for environment in environments]
