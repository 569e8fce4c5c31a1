#!/usr/bin/env bash
# Makes a Python environment with reasoning-gym in a folder: ops/peer-env.sh FOLDER [PYTHON]
# Packages come by their hashes (ops/peers); three have no wheel and are built, for which a C compiler must be there.
# Prints the environment's Python, for AFFINE_BENCH_REASONING_GYM.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: ops/peer-env.sh FOLDER [PYTHON]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
bin=$(bash "$here/python-env.sh" "$1" "${2:-python3}" "$here/peers/reasoning-gym.txt")
sources="$here/peers/reasoning-gym-sources.txt"
made=$(sha256sum < "$sources")
if [ "$(cat "$1/sources-made-from" 2>/dev/null || true)" != "$made" ]; then
  "$bin/python" -m pip install --quiet --no-compile --disable-pip-version-check --no-deps --no-build-isolation \
    --require-hashes -r "$sources" >&2
  printf '%s' "$made" > "$1/sources-made-from"
fi
printf '%s\n' "$bin/python"
