#!/usr/bin/env bash
# Measures the full tier's language model on every level of environments and puts its rows on their stored cards:
# ops/model-rows.sh FOLDER QUESTIONS NAME... (FOLDER as for ops/model-env.sh; names in small letters: sat abd)
# MAX_TOKENS (256) is what an answer may have, LEVELS the levels that are asked (all): long prompts are too much for it.
# Afterwards `npm run card-tables` writes them into the page.
set -euo pipefail
[ $# -ge 3 ] || { echo "usage: ops/model-rows.sh FOLDER QUESTIONS NAME..." >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 questions=$2
shift 2
model=gemma-3-270m-q4_k_m
weights=$(bash "$here/model-env.sh" "$folder")
told=$(mktemp)
node "$here/model/serve.mjs" "$folder/runtime" "$weights" "$model" > "$told" &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -f "$told"' EXIT
until [ -s "$told" ]; do
  kill -0 "$server" || { echo "The model's server has ended before it served anything." >&2; exit 1; }
  sleep 1
done
url=$(sed 's/.*"url":"\([^"]*\)".*/\1/' "$told")
for name in "$@"; do
  node "$here/../bin/af" env card "${name^^}" --base-url "$url" --model "$model" -n "$questions" --max-tokens "${MAX_TOKENS:-256}" \
    ${LEVELS:+--levels "$LEVELS"} \
    --seed "$model" --concurrency 1 --into "$here/../src/envs/$name/$name.card.json"
done
