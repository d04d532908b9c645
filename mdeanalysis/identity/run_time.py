"""When the tool ran. `Script RunTime` is day first, on a 12-hour clock, with separators and AM/PM of the culture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

_PATTERN = re.compile(
    r"(?P<day>\d{1,2})\D{1,3}(?P<month>\d{1,2})\D{1,3}(?P<year>\d{4})\D{1,3}?\s*"
    r"(?P<hour>\d{1,2})\D(?P<minute>\d\d)\D(?P<second>\d\d)\s*(?P<half>.*?)\s*(?P<zone>[+\-\u2212]\d{1,2}[:.]?\d\d|Z)?\s*$"
)
_MORNING = frozenset({"am", "a", "午前", "上午", "오전", "πμ", "de", "sa", "ص", "fm", "vorm", "dop", "π"})
_EVENING = frozenset({"pm", "p", "午後", "下午", "오후", "μμ", "du", "ch", "م", "em", "nachm", "odp", "μ"})
#: Of another calendar or a garbled one; far ones fit into no column of times.
_YEARS = range(2000, 2200)
#: By how many years the calendar of Thailand is ahead, which the tool prints there.
_AHEAD = 543
_STAMP = "%Y-%m-%d %H:%M:%S"


class RunTime(NamedTuple):
    """`at` needs a zone and a settled hour; `local` is the device's clock, as printed where the hour is open."""

    at: datetime | None
    local: str | None


def parse(text: str | None, stamps: Iterable[str] = ()) -> RunTime:
    """The run's time from its text; the tool's own event stamps settle a 12-hour time without AM or PM."""
    found = _PATTERN.match(text.strip()) if text else None
    if found is None:
        return RunTime(None, text or min(stamps, default=None))
    local = _local(found, stamps)
    if local is None:
        return RunTime(None, text)
    return RunTime(_with_zone(local, found["zone"]), local.isoformat(" "))


def _local(found: re.Match[str], stamps: Iterable[str]) -> datetime | None:
    year, *others = map(int, found.group("year", "month", "day", "hour", "minute", "second"))
    year -= _AHEAD if year - _AHEAD in _YEARS else 0
    try:
        printed = datetime(year, *others)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    if printed.year not in _YEARS:
        return None
    half = _plain(found["half"])
    if printed.hour > 12 or printed.hour == 0:
        return printed
    if half in _MORNING:
        return printed.replace(hour=printed.hour % 12)
    if half in _EVENING:
        return printed.replace(hour=printed.hour % 12 + 12)
    return _settled(printed, min(stamps, default=None))


@lru_cache(maxsize=256)
def _plain(half: str) -> str:
    """AM or PM without dots and blanks, in lower case."""
    return re.sub(r"[.\s\u00a0\u202f]", "", half).lower()


def _settled(printed: datetime, stamp: str | None) -> datetime | None:
    """The reading of a 12-hour time that the first event of the run follows within half a day."""
    if stamp is None:
        return None
    try:
        event = datetime.strptime(stamp, _STAMP)  # noqa: DTZ007 - the stamp is local, its Z notwithstanding
    except ValueError:
        return None
    hour = printed.hour % 12
    for candidate in (printed.replace(hour=hour + 12), printed.replace(hour=hour)):
        if timedelta(0) <= event - candidate < timedelta(hours=12):
            return candidate
    return None


def _with_zone(local: datetime, zone: str | None) -> datetime | None:
    if zone is None:
        return None
    offset = _offset(zone)
    return None if offset is None else (local - offset).replace(tzinfo=UTC)


@lru_cache(maxsize=256)
def _offset(zone: str) -> timedelta | None:
    """How far a zone's clock is ahead of UTC; None for what no zone can be."""
    digits = re.sub(r"\D", "", zone).rjust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        return None
    return offset if zone[0] == "+" else -offset
