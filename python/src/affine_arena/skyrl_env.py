"""SkyRL: an environment of one turn. `skyrl_gym.register(id="affine", entry_point="affine_arena.skyrl_env:AffineEnv")`."""

from collections.abc import Mapping
from typing import Any

from skyrl_gym.envs.base_text_env import BaseTextEnv, BaseTextEnvStepOutput

from .shared_client import shared_client


class AffineEnv(BaseTextEnv):  # type: ignore[misc]
    """Judges the first answer; the row's `reward_spec.ground_truth` is the challenge id."""

    def __init__(self, env_config: Any = None, extras: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        spec = (extras or {}).get("reward_spec") or {}
        challenge_id = spec.get("ground_truth")
        if not isinstance(challenge_id, str):
            raise ValueError("The row has no reward_spec.ground_truth: it is the challenge id.")
        self._challenge_id = challenge_id
        self._reason = "unanswered"

    def step(self, action: str) -> BaseTextEnvStepOutput:
        """Judges an answer; raises NotJudgedError where that cannot be done."""
        verdict = shared_client().evaluate_one(self._challenge_id, action)
        self.turns += 1
        self._reason = verdict.reason
        return BaseTextEnvStepOutput(
            observations=[], reward=verdict.score, done=True, metadata={"reason": verdict.reason}
        )

    def get_metrics(self) -> dict[str, Any]:
        return {"correct": float(self._reason == "correct")}
