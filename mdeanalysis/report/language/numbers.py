"""Numbers, rates and days as a language writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from mdeanalysis.report.language.catalogue import SOURCE

if TYPE_CHECKING:
    from babel import Locale


class Numbers:
    """One language's way; English is ours: commas between thousands, days as year, month and day."""

    def __init__(self, language: str) -> None:
        self._locale = _locale(language)

    def number(self, value: float) -> str:
        """A number with its thousands apart, such as 12,345."""
        if self._locale is None:
            return f"{value:,}"
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self._locale)

    def percent(self, rate: float, digits: int = 1) -> str:
        """A rate as percent, such as 47.4%."""
        if self._locale is None:
            return f"{rate:.{digits}%}"
        from babel.numbers import format_percent

        places = f".{'0' * digits}" if digits else ""
        pattern = self._locale.percent_formats[None].pattern.replace("0", f"0{places}")
        rounded = Decimal(f"{rate * 100:.{digits}f}") / 100  # as English rounds, not half to even
        return format_percent(rounded, pattern, locale=self._locale)

    def day(self, day: date) -> str:
        """A day, such as 2025-03-21."""
        if self._locale is None:
            return f"{day:%Y-%m-%d}"
        from babel.dates import format_date

        return format_date(day, "long", locale=self._locale)


def _locale(language: str) -> Locale | None:
    if language == SOURCE:
        return None
    from babel import Locale

    return Locale.parse(language)
