"""OpenReward's own client against a server of ORS: prints one JSON object."""

import json
import sys

from openreward import OpenReward

url, env_name, answers = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
env = OpenReward(api_key="none").environments.get(env_name, variant=env_name, base_url=url)
sessions = []
for index, answer in enumerate(answers):
    with env.session(task=env.get_task("train", index)) as session:
        prompt = "".join(block.text for block in session.get_prompt())
        tools = [tool.name for tool in session.list_tools()]
        output = session.call_tool("submit", {"answer": answer})
        sessions.append(
            {
                "prompt": prompt,
                "tools": tools,
                "reward": output.reward,
                "finished": output.finished,
                "reason": output.metadata["reason"],
            }
        )
print(json.dumps({"splits": env.list_splits(), "tests": env.num_tasks("test"), "sessions": sessions}))
