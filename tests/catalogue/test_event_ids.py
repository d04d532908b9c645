"""What the digits of an event id say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.events import MEANINGS, meaning_of
from mdeanalysis.vocabulary import category_of, platform_of, severity_of


@pytest.mark.parametrize(
    ("event_id", "platform", "category", "severity"),
    [
        (110003, "windows", "Environment", "Informational"),
        (121036, "windows", "Configuration", "Warning"),
        (132021, "windows", "Connectivity", "Error"),
        (140005, "windows", "Telemetry", "Informational"),
        (112020, "windows", "Environment", "Error"),
        (231004, "macos", "Connectivity", "Warning"),
        (332009, "linux", "Connectivity", "Error"),
        (150001, "windows", None, "Informational"),
        (133001, "windows", "Connectivity", None),
        (432001, None, None, None),
        (32001, None, None, None),
        (1320210, None, None, None),
        (-132021, None, None, None),
    ],
)
def test_the_first_three_digits_name_platform_category_and_severity(event_id, platform, category, severity):
    assert platform_of(event_id) == platform
    assert category_of(event_id) == category
    assert severity_of(event_id) == severity


@pytest.mark.parametrize(
    ("event_id", "check", "words"),
    [
        (131001, "EDRCloud", "no URL was tested"),
        (130017, "EDRCloud CnC", "no tested URL failed"),
        (131014, "EDRCloud Cyber", "exactly one"),
        (132023, "EDRCloud AutoIR", "two URLs or more"),
        (131016, "AVCloud SampleUpload", "exactly one"),
        (132025, "EDRCloud MdeConfigMgr", "two URLs or more"),
        (132026, None, "TLS inspection"),
        (231001, None, "some Command & Control"),
        (332003, None, "all Command & Control"),
    ],
)
def test_a_known_id_has_a_meaning(event_id, check, words):
    found = meaning_of(event_id)
    assert found is not None
    assert found[0] == check
    assert words in found[1]


def test_an_unknown_id_has_none():
    assert meaning_of(199999) is None
    assert meaning_of(331001 + 800) is None
    # A Windows number is no macOS or Linux one.
    assert meaning_of(330017) is None


def test_every_known_id_has_digits_that_say_something():
    assert all(category_of(known) and severity_of(known) for known in MEANINGS)


@given(st.integers())
def test_any_number_can_be_asked_about(number):
    assert (category_of(number) is None) or platform_of(number)
    meaning_of(number)
