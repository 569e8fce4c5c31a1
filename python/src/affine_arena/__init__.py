"""Affine's environments for trainers: questions and verdicts from `af serve`; nothing is scored here."""

from importlib.util import find_spec
from typing import Any

from .client import Client
from .errors import AffineArenaError, NotJudgedError, ServerError
from .types import Challenge, Evaluation

__version__ = "0.1.0"

__all__ = ["AffineArenaError", "Challenge", "Client", "Evaluation", "NotJudgedError", "ServerError"]

# verifiers finds a taskset by the names that its module exports. It is loaded when it is asked for, so that nobody
# else needs verifiers.
if find_spec("verifiers") is not None:
    __all__ += ["AffineTaskset"]


def __getattr__(name: str) -> Any:
    if name == "AffineTaskset":
        if find_spec("verifiers") is None:
            raise AttributeError("AffineTaskset needs verifiers: pip install affine-arena[verifiers]")
        from .verifiers_taskset import AffineTaskset

        return AffineTaskset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
