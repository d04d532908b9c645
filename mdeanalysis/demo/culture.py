"""Dates as Windows writes them in the cultures of the made-up fleet, without asking this machine's locale."""

from __future__ import annotations

from datetime import datetime

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def script_run_time(at: datetime, culture: str) -> str:
    """The script's fixed pattern, whose separators and half of the day are still the culture's."""
    day = f"{at:%d/%m/%Y}" if culture != "de-CH" else f"{at:%d.%m.%Y}"
    halves = {"en": ("AM", "PM"), "ja": ("午前", "午後")}.get(culture[:2], ("", ""))
    offset = f"{at:%z}"
    hour = at.hour % 12 or 12
    return f"{day} {hour}:{at:%M:%S} {halves[at.hour // 12]} {offset[:3]}:{offset[3:]}"


def long_date(at: datetime, culture: str) -> str:
    """The culture's full date and time."""
    if culture == "ja-JP":
        return f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at:%M:%S}"
    language = culture[:2]
    day, month = _DAYS[language][at.weekday()], _MONTHS[language].split()[at.month - 1]
    match culture:
        case "en-US":
            hour, half = at.hour % 12 or 12, "PM" if at.hour >= 12 else "AM"
            return f"{day}, {month} {at.day}, {at.year} {hour}:{at:%M:%S} {half}"
        case "de-CH":
            return f"{day}, {at.day}. {month} {at.year} {at:%H:%M:%S}"
        case "fr-FR":
            return f"{day} {at.day} {month} {at.year} {at:%H:%M:%S}"
        case _:
            return f"{day}, {at.day} {month} {at.year} {at:%H:%M:%S}"
