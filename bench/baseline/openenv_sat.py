"""The check of SAT behind openenv's own server: openenv_sat.py QUESTIONS PORT SESSIONS."""

import os
import sys

os.environ["ENABLE_WEB_INTERFACE"] = "false"

import uvicorn  # noqa: E402
from openenv.core.env_server import Action, Environment, Observation, State, create_app  # noqa: E402
from served_sat import Questions  # noqa: E402

questions = Questions(sys.argv[1])


class SatAction(Action):
    answer: str


class SatObservation(Observation):
    prompt: str = ""
    reason: str = ""


class SatEnvironment(Environment):
    SUPPORTS_CONCURRENT_SESSIONS = True

    def __init__(self) -> None:
        super().__init__()
        self._index = 0
        self._state = State()

    def reset(self, seed=None, episode_id=None, index=0, **_):
        self._index = index
        self._state = State(episode_id=episode_id, step_count=0)
        return SatObservation(prompt=questions.prompt(index))

    async def reset_async(self, seed=None, episode_id=None, **rest):
        return self.reset(seed=seed, episode_id=episode_id, **rest)

    def step(self, action, timeout_s=None, **_):
        self._state.step_count += 1
        reward = questions.judge(self._index, action.answer)
        return SatObservation(reason="correct" if reward == 1 else "wrong", reward=reward, done=True)

    async def step_async(self, action, timeout_s=None, **rest):
        return self.step(action, timeout_s=timeout_s, **rest)

    @property
    def state(self):
        return self._state


app = create_app(SatEnvironment, SatAction, SatObservation, env_name="sat", max_concurrent_envs=int(sys.argv[3]))
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning", ws_ping_interval=None)
