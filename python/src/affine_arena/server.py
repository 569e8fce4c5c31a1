"""Where the server is: AFFINE_URL, else one of our own."""

import atexit
import json
import os
import shutil
import subprocess
import threading
from typing import IO

from .errors import ServerError

_lock = threading.Lock()
_url: str | None = None


def server_url() -> str:
    """The address in AFFINE_URL, else that of an `af serve` which is started now and ends with this process."""
    named = os.environ.get("AFFINE_URL", "").rstrip("/")
    if named:
        return named
    global _url
    with _lock:
        if _url is None:
            _url = _start()
        return _url


def _command() -> list[str]:
    named = os.environ.get("AFFINE_AF")
    if named:
        return ["node", named] if named.endswith((".js", ".mjs")) else [named]
    found = shutil.which("af")
    if found is not None:
        return [found]
    raise ServerError(
        "There is no AFFINE_URL, and no program `af` to start: run `af serve` and set AFFINE_URL, or name the program "
        "in AFFINE_AF (npm i -g affine-arena)."
    )


def _start() -> str:
    command = [*_command(), "serve", "--port", "0", "--json"]
    try:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        raise ServerError(f"{command[0]} cannot be started: {error}") from error
    atexit.register(_end, process)
    assert process.stdout is not None
    line = process.stdout.readline()
    try:
        url = json.loads(line)["url"]
    except (ValueError, KeyError, TypeError):
        code = process.wait(timeout=10) if line == "" else "still running"
        _end(process)
        raise ServerError(f"`{' '.join(command)}` did not say where it listens (exit status {code}).") from None
    threading.Thread(target=_drain, args=(process.stdout,), daemon=True).start()
    return str(url)


def _drain(stream: IO[str]) -> None:
    """Reads on, so that the server never waits for us."""
    for _ in stream:
        pass


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
