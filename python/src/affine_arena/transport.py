"""JSON over HTTP, with the standard library alone: kept connections, retries where the server says that they help."""

import http.client
import json
import os
import random
import threading
import time
from typing import Any
from urllib.parse import urlsplit

from .errors import ServerError

_RETRIED = frozenset({429, 502, 503, 504})
_LONGEST_PAUSE_S = 30.0


class Transport:
    """Requests to one server. Every thread has a connection of its own."""

    def __init__(self, url: str, *, token: str | None, timeout_s: float, retries: int) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServerError(f"{url} is no address of a server: it begins with http:// or https://.")
        self._url = url.rstrip("/")
        self._secure = parts.scheme == "https"
        self._host = parts.hostname
        self._port = parts.port
        self._prefix = parts.path.rstrip("/")
        self._token = token if token is not None else os.environ.get("AFFINE_TOKEN")
        self._timeout_s = timeout_s
        self._retries = retries
        self._local = threading.local()

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON of an answer. Raises ServerError when the server refuses, or cannot be reached however often."""
        payload = None if body is None else json.dumps(body).encode("ascii")
        for attempt in range(self._retries + 1):
            is_last = attempt == self._retries
            try:
                status, retry_after, text = self._once(method, path, payload)
            except (OSError, http.client.HTTPException) as error:
                self._forget()
                if is_last:
                    raise ServerError(f"{self._url} does not answer: {error}") from error
                time.sleep(_pause(attempt, None))
                continue
            if status == 200:
                return json.loads(text)
            if status not in _RETRIED or is_last:
                raise _refusal(f"{method} {self._url}{path}", status, text)
            time.sleep(_pause(attempt, retry_after))
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Closes this thread's connection."""
        self._forget()

    def _once(self, method: str, path: str, payload: bytes | None) -> tuple[int, float | None, bytes]:
        connection = self._connection()
        headers = {"Accept": "application/json"}
        if payload is not None:
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        connection.request(method, self._prefix + path, body=payload, headers=headers)
        answer = connection.getresponse()
        text = answer.read()
        told = answer.headers.get("Retry-After", "")
        return answer.status, float(told) if told.isdigit() else None, text

    def _connection(self) -> http.client.HTTPConnection:
        known = getattr(self._local, "connection", None)
        # A child process must not speak on its parent's connection.
        if known is None or self._local.pid != os.getpid():
            make = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
            known = make(self._host, self._port, timeout=self._timeout_s)
            self._local.connection = known
            self._local.pid = os.getpid()
        return known

    def _forget(self) -> None:
        known = getattr(self._local, "connection", None)
        if known is not None:
            known.close()
        self._local.connection = None


def _pause(attempt: int, retry_after: float | None) -> float:
    if retry_after is not None:
        return min(retry_after, _LONGEST_PAUSE_S) * random.uniform(1.0, 1.5)
    return min(0.25 * 2**attempt, _LONGEST_PAUSE_S) * random.uniform(0.5, 1.0)


def _refusal(what: str, status: int, text: bytes) -> ServerError:
    code, message = None, text[:200].decode("utf-8", "replace")
    try:
        error = json.loads(text)["error"]
        code, message = str(error["code"]), str(error["message"])
        if error.get("hint"):
            message = f"{message} {error['hint']}"
    except (ValueError, KeyError, TypeError):
        pass  # Not one of our own answers: its text is all there is.
    return ServerError(f"{what}: {status}: {message}", status=status, code=code)
