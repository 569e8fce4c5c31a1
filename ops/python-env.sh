#!/usr/bin/env bash
# Makes a Python environment for tests in a folder: ops/python-env.sh FOLDER [PYTHON] [LIST]
# Nothing goes in but the packages of the list (ops/python-requirements.txt unless told), by their hashes. A folder made
# from the same list by the same Python is left as it is. Prints the environment's folder of programs, for PATH.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: ops/python-env.sh FOLDER [PYTHON] [LIST]" >&2; exit 2; }
folder=$1
python=${2:-python3}
list=${3:-"$(cd "$(dirname "$0")" && pwd)/python-requirements.txt"}

command -v "$python" >/dev/null || { echo "There is no $python; install Python 3.11 or newer." >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  { echo "$python is $("$python" --version 2>&1); it must be 3.11 or newer." >&2; exit 1; }
made="$("$python" -VV | tr '\n' ' ') $(sha256sum < "$list")"
if [ "$(cat "$folder/made-from" 2>/dev/null || true)" != "$made" ]; then
  "$python" -m venv --clear "$folder" ||
    { echo "$python cannot make environments; on Debian: apt-get install python3-venv." >&2; exit 1; }
  "$folder/bin/python" -m pip install --quiet --no-compile --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes -r "$list" >&2
  # Last, so that an environment that was cut off is made anew.
  printf '%s' "$made" > "$folder/made-from"
fi
printf '%s\n' "$(cd "$folder/bin" && pwd)"
