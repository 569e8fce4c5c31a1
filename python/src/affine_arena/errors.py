"""What can go wrong between a trainer and the server."""


class AffineArenaError(Exception):
    """The base of every error of this package."""


class ServerError(AffineArenaError):
    """The server refused a request, or cannot be reached. `status` is None where there was no answer."""

    def __init__(self, message: str, *, status: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class NotJudgedError(AffineArenaError):
    """An answer could not be judged: no fault of the answer, so it must not count as a 0."""

    def __init__(self, message: str, *, code: str, challenge_id: str) -> None:
        super().__init__(message)
        self.code = code
        self.challenge_id = challenge_id
