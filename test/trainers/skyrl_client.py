"""skyrl-gym makes our environment and plays it: prints one JSON object."""

import json
import sys

import skyrl_gym

ids, answers = json.loads(sys.argv[1]), json.loads(sys.argv[2])
skyrl_gym.register(id="affine", entry_point="affine_arena.skyrl_env:AffineEnv")
episodes = []
for challenge_id, answer in zip(ids, answers, strict=True):
    env = skyrl_gym.make("affine", env_config={}, extras={"reward_spec": {"ground_truth": challenge_id}})
    prompt, _ = env.init([{"role": "user", "content": "as it is"}])
    step = env.step(answer)
    episodes.append({"prompt": prompt, "reward": step["reward"], "done": step["done"], "metrics": env.get_metrics()})
    env.close()
print(json.dumps(episodes))
