"""OpenEnv: sessions for `CollectRunner` and the harnesses of `openenv.core.harness`."""

from collections.abc import Mapping
from typing import Any

from openenv.core import GenericEnvClient
from openenv.core.env_server.mcp_types import Tool
from openenv.core.harness import ResourceSession, ResourceSessionFactory, ToolResult, VerifyResult

_SUBMIT = Tool(
    name="submit",
    description="Hands in the answer. It is judged, and the task is over.",
    input_schema={"type": "object", "properties": {"answer": {"type": "string"}}, "required": ["answer"]},
)


class AffineSession(ResourceSession):  # type: ignore[misc]
    """One question. The model calls `submit`, or just answers: its last words are then handed in."""

    def __init__(self, base_url: str, reset: Mapping[str, Any]) -> None:
        self._client = GenericEnvClient(base_url=base_url).sync()
        self._result: Any = None
        try:
            self._prompt = str(self._client.reset(**reset).observation["prompt"])
        except BaseException:
            self._client.close()
            raise

    def initial_messages(self) -> list[dict[str, Any]]:
        return [{"role": "user", "content": self._prompt}]

    def list_tools(self) -> list[Tool]:
        return [_SUBMIT]

    def call_tool(self, name: str, arguments: dict[str, Any]) -> ToolResult:
        if name != _SUBMIT.name:
            raise KeyError(f"There is no tool {name!r}; there is `submit`.")
        return self._submit(arguments.get("answer", ""))

    def verify(self, transcript: list[dict[str, Any]], final_state: Any | None = None) -> VerifyResult:
        """The environment's own reward. Raises where the answer could not be judged: that is no 0."""
        if self._result is None:
            said = [one.get("content") or "" for one in transcript if one.get("role") == "assistant"]
            self._submit(said[-1] if said else "")
        result = self._result
        return VerifyResult(
            env_reward=float(result.reward),
            done=bool(result.done),
            metrics={"reason": result.observation["reason"]},
            artifacts={"challenge_id": result.observation["challenge_id"]},
        )

    def close(self) -> None:
        self._client.close()

    def _submit(self, answer: Any) -> ToolResult:
        self._result = self._client.step({"answer": answer})
        reason = self._result.observation["reason"]
        return ToolResult(data={"reason": reason}, done=True, metadata={"reward": self._result.reward})


class AffineSessionFactory(ResourceSessionFactory):  # type: ignore[misc]
    """Sessions with the questions of a split.

    Args:
        base_url: one environment of the server, such as `http://127.0.0.1:8430/envs/SAT@1`.
        split: whose questions; the number at the end of an episode's id says which, so that a run that was cut off
            goes on with the same ones. A task that is a mapping is what `reset` takes.
    """

    def __init__(self, base_url: str, *, split: str = "train") -> None:
        self._base_url = base_url
        self._split = split
        self._next = 0

    def create(self, task: Any, seed: int | None = None, episode_id: str | None = None) -> AffineSession:
        if isinstance(task, Mapping):
            return AffineSession(self._base_url, task)
        if seed is not None:
            return AffineSession(self._base_url, {"seed": seed})
        digits = (episode_id or "").rpartition("-")[2]
        index = int(digits) if digits.isdecimal() else self._next
        self._next = index + 1
        return AffineSession(self._base_url, {"split": self._split, "index": index})
