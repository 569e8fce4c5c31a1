"""One client a process, for functions that trainers call without one."""

import os
import threading

from .client import Client

_lock = threading.Lock()
_clients: dict[tuple[int, str], Client] = {}


def shared_client() -> Client:
    """The process's client of the server in AFFINE_URL, else of the one that is started."""
    key = (os.getpid(), os.environ.get("AFFINE_URL", ""))
    with _lock:
        if key not in _clients:
            _clients[key] = Client()
        return _clients[key]
