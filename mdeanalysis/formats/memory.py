"""A fleet repeats its lines: what a line means is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Meaning = TypeVar("Meaning")

#: Longer texts are not kept, so that hostile ones cannot fill the memory.
LONGEST = 500
#: Texts kept before all are given back.
MOST = 50_000


def remembered(function: Callable[[str], Meaning]) -> Callable[[str], Meaning]:
    """The function of a text alone, with its latest answers kept."""
    known: dict[str, Meaning] = {}

    @wraps(function)
    def answer(text: str) -> Meaning:
        try:
            return known[text]
        except KeyError:
            found = function(text)
        if len(text) <= LONGEST:
            if len(known) >= MOST:
                known.clear()
            known[text] = found
        return found

    return answer
