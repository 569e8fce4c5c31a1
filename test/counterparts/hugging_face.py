"""One question for the real huggingface_hub: JSON from standard input, JSON to standard output."""

import json
import sys

import huggingface_hub
from huggingface_hub import HfApi, snapshot_download

asked = json.load(sys.stdin)
api = HfApi(endpoint=asked["endpoint"], token=asked["token"])
repo = asked["repo"]
if asked["ask"] == "download":
    path = snapshot_download(
        repo,
        revision=asked.get("revision"),
        local_dir=asked["folder"],
        endpoint=asked["endpoint"],
        token=asked["token"],
        max_workers=2,
    )
    answer = {"path": path}
elif asked["ask"] == "upload":
    api.create_repo(repo, private=True, exist_ok=True)
    commit = api.upload_folder(repo_id=repo, folder_path=asked["folder"], commit_message="by huggingface_hub")
    api.update_repo_settings(repo, private=False)
    answer = {"revision": commit.oid}
else:
    raise SystemExit(f"no question {asked['ask']}")
print(json.dumps({**answer, "version": huggingface_hub.__version__}))
