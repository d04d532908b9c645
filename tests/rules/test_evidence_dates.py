"""Long dates of many cultures, and those that could be read otherwise."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from mdeanalysis.demo.culture import long_date as demo_date
from mdeanalysis.rules.evidence_dates import long_date, long_dates

WHEN = datetime(2025, 3, 7, 22, 52, 57, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Friday, March 7, 2025 10:52:57 PM",
        "Friday, 7 March 2025 22:52:57",
        "Freitag, 7. März 2025 22:52:57",
        "vendredi 7 mars 2025 22:52:57",
        "viernes, 7 de marzo de 2025 10:52:57 p. m.",
        "sexta-feira, 7 de março de 2025 22:52:57",
        "den 7 mars 2025 22:52:57",
        "fredag 7. mars 2025 22.52.57",
        "2025年3月7日 22:52:57",
        "2025년 3월 7일 금요일 오후 10:52:57",
    ],
    ids=["en-us", "en-gb", "de", "fr", "es", "pt", "sv", "nb", "ja", "ko"],
)
def test_a_long_date_is_read_in_any_known_culture(text):
    assert long_date(text) == WHEN


@pytest.mark.parametrize(
    "text",
    [
        "Unknown",
        "07/03/2025 22:52:57",
        "7 listopada 2025 22:52:57",
        "Friday, March 7, 2025",
        "31 February 2025 22:52:57",
        "7 March 2568 22:52:57",
    ],
    ids=["unknown", "digits", "two-meanings", "no-time", "no-such-day", "other-calendar"],
)
def test_what_may_mean_something_else_is_not_read(text):
    assert long_date(text) is None


@pytest.mark.parametrize("culture", ["en-US", "en-GB", "de-CH", "fr-FR", "ja-JP"])
@pytest.mark.parametrize("hour", [0, 11, 12, 23])
@pytest.mark.parametrize("month", range(1, 13))
def test_all_months_and_hours_come_back(culture, hour, month):
    when = datetime(2025, month, 28, hour, 5, 9, tzinfo=UTC)
    assert long_date(demo_date(when, culture)) == when


def test_a_column_keeps_its_index_and_gaps():
    column = pd.Series(["7 March 2025 22:52:57", None, "Unknown"], index=[5, 6, 9])
    dates = long_dates(column)
    assert dates.index.tolist() == [5, 6, 9]
    assert dates.isna().tolist() == [False, True, True]
    assert dates[5] == pd.Timestamp(WHEN)
