"""Reads exported logs and samples with inspect: prints one JSON object."""

import json
import sys

from inspect_ai.dataset import json_dataset
from inspect_ai.log import list_eval_logs, read_eval_log

logs, questions = sys.argv[1:3]
told = []
for info in list_eval_logs(logs, recursive=True):
    header, log = read_eval_log(info, header_only=True), read_eval_log(info)
    told.append(
        {
            "model": log.eval.model,
            "status": header.status,
            "metrics": {name: one.value for name, one in header.results.scores[0].metrics.items()},
            "total": header.results.total_samples,
            "samples": [
                {
                    "id": one.id,
                    "prompt": one.input[-1].content,
                    "completion": one.output.completion,
                    "score": one.scores["verdict"].value if one.scores else None,
                    "error": one.error.message if one.error else None,
                    "line": one.metadata["shard_line"],
                }
                for one in log.samples
            ],
        }
    )
samples = [{"id": one.id, "input": one.input[0].text, "target": one.target} for one in json_dataset(questions)]
print(json.dumps({"logs": told, "samples": samples}))
