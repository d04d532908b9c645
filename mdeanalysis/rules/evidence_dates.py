"""Long dates as Windows prints them in a user's language, where no reading of them is in doubt.

Samples: `Friday, March 7, 2025 10:52:57 PM`, `Dienstag, 11. März 2025 14:23:24`, `2025年3月7日 22:52:57`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pandas as pd

#: English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Danish and Norwegian; a name that other
#: languages give to another month has no place here.
_NAMES = """
january januar jänner janvier enero janeiro gennaio januari
february februar feber février febrero fevereiro febbraio februari
march märz mars marzo março maart marts
april avril abril aprile
may mai mayo maio maggio mei maj
june juni juin junio junho giugno
july juli juillet julio julho luglio
august août agosto augustus augusti
september septembre septiembre setembro settembre
october oktober octobre octubre outubro ottobre
november novembre noviembre novembro
december dezember décembre diciembre dezembro dicembre desember
"""
_MONTHS = {name: month for month, line in enumerate(_NAMES.strip().split("\n"), 1) for name in line.split()}
_TIME = re.compile(r"(?<!\d)(\d{1,2})[:.](\d\d)[:.](\d\d)(?!\d)")
_NUMBERED = re.compile(r"(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]")
_MORNING = re.compile(r"\ba\.?\s?m\b|午前|上午|오전")
_EVENING = re.compile(r"\bp\.?\s?m\b|午後|下午|오후")


def long_date(text: str) -> datetime | None:
    """The UTC time that a long date states; None where it may be read otherwise."""
    text = text.lower()
    time = _TIME.search(text)
    day = _day(text[: time.start()]) if time else None
    if time is None or day is None:
        return None
    hour = int(time[1])
    if _MORNING.search(text) or _EVENING.search(text):
        hour = hour % 12 + 12 * bool(_EVENING.search(text))
    try:
        return datetime(*day, hour, int(time[2]), int(time[3]), tzinfo=UTC)
    except ValueError:
        return None


def long_dates(values: pd.Series[Any]) -> pd.Series[Any]:
    """The same for a column of facts' values, each distinct one read once."""
    codes, distinct = pd.factorize(values)
    read = pd.Series([long_date(str(text)) for text in distinct], dtype="object")
    times = pd.to_datetime(read, utc=True).astype("datetime64[us, UTC]")
    return times.reindex(codes).set_axis(values.index)


def _day(text: str) -> tuple[int, int, int] | None:
    if found := _NUMBERED.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    months = {_MONTHS[word] for word in re.findall(r"[^\W\d_]+", text) if word in _MONTHS}
    numbers = re.findall(r"\d+", text)
    years = [int(number) for number in numbers if len(number) == 4]
    days = [int(number) for number in numbers if len(number) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) != 1 or not 2000 <= years[0] < 2100:
        return None
    return years[0], months.pop(), days[0]
