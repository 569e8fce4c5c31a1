#!/usr/bin/env bash
# Makes what a chain over a compiled runtime needs in a folder: ops/runtime-env.sh FOLDER
# npm packages by their hashes (ops/runtime/package-lock.json), none of their install scripts. Nothing of it is a dependency of
# the product. A folder made from the same list is left as it is. Prints the path of the program that serves a runtime.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: ops/runtime-env.sh FOLDER" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)

made="$(node --version) $(sha256sum < "$here/runtime/package-lock.json")"
if [ "$(cat "$folder/made-from" 2>/dev/null || true)" != "$made" ]; then
  rm -rf "$folder/node_modules" "$folder/made-from"
  cp "$here/runtime/package.json" "$here/runtime/package-lock.json" "$folder/"
  (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel error >&2)
  # Last, so that a folder that was cut off is made anew.
  printf '%s' "$made" > "$folder/made-from"
fi
cp "$here/runtime/serve.mjs" "$folder/"
echo "$folder/serve.mjs"
