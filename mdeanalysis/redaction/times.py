"""Moves every date by a whole number of weeks, so that days of the week and times of day stay true."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable
from datetime import date, timedelta

_MONTHS = list(month_name)[1:]
_MONTH = "(?P<month>" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + ")"
_YEAR = r"(?P<year>20[0-4]\d)"
_SEPARATOR = r"(?P<between>[/.-])"
#: Labels whose dates have the month first.
_MONTH_FIRST = re.compile(r"SystemBootTime", re.IGNORECASE)
_FORMS = (
    re.compile(rf"(?<!\d){_YEAR}(?P<between>[-/.])(?P<month>[01]\d)(?P=between)(?P<day>[0-3]\d)(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d){_SEPARATOR}(?P<month>[0-3]?\d)(?P=between){_YEAR}(?!\d)"),
    re.compile(rf"\b{_MONTH} (?P<day>[0-3]?\d), {_YEAR}\b"),
    re.compile(rf"(?<!\d)(?P<day>[0-3]?\d) {_MONTH} {_YEAR}\b"),
)


class Times:
    """Dates so many days later (or earlier)."""

    def __init__(self, days: int) -> None:
        self._by = timedelta(days=days)

    def text(self, text: str) -> str:
        """The text with its dates moved; what is no date of a calendar stays."""
        month_first = _MONTH_FIRST.search(text) is not None
        move = self._mover(month_first)
        for form in _FORMS:
            text = form.sub(move, text)
        return text

    def day(self, year: int, month: int, day: int) -> tuple[int, int, int]:
        """A day of the calendar, moved; one that is none, or leaves the years that a zip knows, stays."""
        try:
            there = date(year, month, day) + self._by
        except (ValueError, OverflowError):
            return year, month, day
        return (there.year, there.month, there.day) if 1980 <= there.year <= 2107 else (year, month, day)

    def _mover(self, month_first: bool) -> Callable[[re.Match[str]], str]:
        def move(match: re.Match[str]) -> str:
            first, second = match["day"], match["month"]
            named = not second[0].isdigit()
            swapped = month_first and not named and match.start("day") < match.start("month")
            day, month = (second, first) if swapped else (first, second)
            number = (
                _MONTHS.index(next(name for name in _MONTHS if name.startswith(month))) + 1 if named else int(month)
            )
            year, new_month, new_day = self.day(int(match["year"]), number, int(day))
            shown = (
                _MONTHS[new_month - 1][: len(month) if len(month) == 3 else None]
                if named
                else _like(new_month, month)
            )
            return _filled(match, {"year": str(year), "month": shown, "day": _like(new_day, day)}, swapped)

        return move


def _like(number: int, digits: str) -> str:
    return f"{number:02d}" if len(digits) == 2 else str(number)


def _filled(match: re.Match[str], parts: dict[str, str], swapped: bool) -> str:
    if swapped:
        parts = {**parts, "day": parts["month"], "month": parts["day"]}
    text, start = match[0], match.start()
    for name in sorted(parts, key=match.start, reverse=True):
        text = text[: match.start(name) - start] + parts[name] + text[match.end(name) - start :]
    return text
