"""Questions and verdicts, as the server sends them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Challenge:
    """A question. Its id says all there is to know; the server rebuilds it from that."""

    id: str
    env: str
    version: str
    params: Mapping[str, Any]
    seed: str
    prompt: str
    messages: list[dict[str, str]]

    @property
    def level(self) -> int | None:
        """The level, None for parameters of another kind."""
        level = self.params.get("level")
        return level if isinstance(level, int) else None

    @classmethod
    def of(cls, sent: Mapping[str, Any]) -> "Challenge":
        return cls(
            id=sent["id"],
            env=sent["env"],
            version=sent["version"],
            params=sent["params"],
            seed=sent["seed"],
            prompt=sent["prompt"],
            messages=[{"role": one["role"], "content": one["content"]} for one in sent["messages"]],
        )


@dataclass(frozen=True)
class Evaluation:
    """A verdict. `score` is 0 to 1."""

    score: float
    ok: bool
    reason: str
    extracted: str | None
    metrics: Mapping[str, int] = field(default_factory=dict)
