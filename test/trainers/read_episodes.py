"""Reads exported episodes with verifiers' own model of them: prints one JSON object."""

import json
import sys
from pathlib import Path

from verifiers.v1.episode import WireEpisode

episodes = [WireEpisode.model_validate_json(line) for line in Path(sys.argv[1]).read_text().splitlines()]
print(
    json.dumps(
        [
            {
                "prompt": trace.nodes[0].message.content,
                "completion": trace.nodes[-1].message.content,
                "reward": trace.rewards["correct"].score if trace.rewards["correct"] else None,
                "ok": episode.ok,
                "tokens": trace.num_output_tokens,
                "turns": len(trace.branches),
            }
            for episode in episodes
            for trace in episode.traces
        ]
    )
)
