"""The text of a completion, in the forms that trainers have for it."""

from collections.abc import Mapping, Sequence
from typing import Any


def completion_text(completion: Any) -> Any:
    """A text as it is; of a list of messages what the assistant said last. Anything else goes to the judge as it is."""
    if isinstance(completion, str) or not isinstance(completion, Sequence):
        return completion
    said = [one for one in completion if isinstance(one, Mapping) and one.get("role") == "assistant"]
    if not said:
        return ""
    content = said[-1].get("content")
    if isinstance(content, Sequence) and not isinstance(content, str):
        parts = [part.get("text", "") for part in content if isinstance(part, Mapping) and part.get("type") == "text"]
        return "".join(parts)
    return "" if content is None else content
