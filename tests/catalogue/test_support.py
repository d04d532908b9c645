"""Ends of support of Windows releases, by edition."""

from datetime import date

import pytest

from mdeanalysis.catalogue import os_releases
from mdeanalysis.catalogue.support import _ENDS, _LONG_TERM, support_end


@pytest.mark.parametrize(
    ("release", "name", "end"),
    [
        ("Windows 10 21H2", "Windows 10 Pro", date(2023, 6, 13)),
        ("Windows 10 21H2", "Windows 10 Pro Education", date(2023, 6, 13)),
        ("Windows 10 21H2", "Windows 10 Enterprise", date(2024, 6, 11)),
        ("Windows 10 21H2", "Windows 10 Education", date(2024, 6, 11)),
        ("Windows 10 21H2", None, date(2024, 6, 11)),
        ("Windows 10 21H2", "Windows 10 Enterprise LTSC 2021", None),
        ("Windows 10 1607", "Windows 10 Enterprise 2016 LTSB", date(2026, 10, 13)),
        ("Windows Server 2012 R2", "Windows Server 2012 R2 Standard", date(2023, 10, 10)),
        ("Windows Server 2025", "Windows Server 2025 Standard", None),
        ("Ubuntu 22.04", "Ubuntu 22.04", None),
    ],
    ids=["pro", "pro-education", "enterprise", "education", "unknown", "ltsc", "ltsb", "server", "not-sure", "linux"],
)
def test_the_edition_decides_the_last_day(release, name, end):
    assert support_end(release, name) == end


def test_every_release_is_one_that_builds_are_named_by():
    named = {*os_releases._CLIENTS.values(), *os_releases._SERVERS.values()}
    assert set(_ENDS) | set(_LONG_TERM) <= named


def test_support_ends_on_a_tuesday_and_enterprise_never_before_pro():
    for early, late in _ENDS.values():
        assert date.fromisoformat(early) <= date.fromisoformat(late)
        assert date.fromisoformat(early).weekday() == date.fromisoformat(late).weekday() == 1
