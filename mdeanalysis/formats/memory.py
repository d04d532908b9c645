"""A fleet repeats its lines: what a line means is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")

#: Longer texts are not kept, so that hostile ones cannot fill the memory.
LONGEST = 500
#: Texts kept before all are given back.
MOST = 50_000


class Known(dict[str, Meaning], Generic[Meaning]):
    """Text -> what `function` says of it, with the latest answers kept: finding one again is a single call of C."""

    def __init__(self, function: Callable[[str], Meaning], longest: int = LONGEST, most: int = MOST) -> None:
        super().__init__()
        self._function, self._longest, self._most = function, longest, most

    def __missing__(self, text: str) -> Meaning:
        found = self._function(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = found
        return found


def remembered(function: Callable[[str], Meaning]) -> Callable[[str], Meaning]:
    """The function of a text alone, with its latest answers kept."""
    return Known(function).__getitem__
