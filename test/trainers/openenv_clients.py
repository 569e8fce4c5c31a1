"""OpenEnv's own client, synchronous and asynchronous, against a server: prints one JSON object."""

import asyncio
import json
import sys

from openenv.core import GenericEnvClient

base_url, answers = sys.argv[1], json.loads(sys.argv[2])


def told(reset, step) -> dict:  # type: ignore[no-untyped-def]
    return {
        "prompt": reset.observation["prompt"],
        "challenge_id": reset.observation["challenge_id"],
        "reset_reward": reset.reward,
        "reset_done": reset.done,
        "reward": step.reward,
        "done": step.done,
        "reason": step.observation["reason"],
    }


def synchronous() -> dict:  # type: ignore[type-arg]
    with GenericEnvClient(base_url=base_url).sync() as env:
        episodes = [
            told(env.reset(split="train", index=index), env.step({"answer": answer}))
            for index, answer in enumerate(answers)
        ]
        state = env.state()
        try:
            env.step({"answer": "again"})
            refused = None
        except RuntimeError as error:
            refused = str(error)
    return {"episodes": episodes, "state": state, "refused": refused}


async def asynchronous() -> list[dict]:  # type: ignore[type-arg]
    async def one(index: int, answer: str) -> dict:  # type: ignore[type-arg]
        async with GenericEnvClient(base_url=base_url) as env:
            reset = await env.reset(split="train", index=index)
            return told(reset, await env.step({"answer": answer}))

    return list(await asyncio.gather(*(one(index, answer) for index, answer in enumerate(answers))))


print(json.dumps({"sync": synchronous(), "async": asyncio.run(asynchronous())}))
