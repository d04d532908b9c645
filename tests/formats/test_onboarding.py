"""The onboarding body: golden pairs, and what is no such body."""

from __future__ import annotations

import json

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import onboarding

BODY = '{"orgId":"11111111-2222-3333-4444-555555555555","vortexGeoLocation":"EU"}'


@pytest.mark.parametrize("case", cases("onboarding"), ids=lambda case: case.name)
def test_each_body_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(onboarding.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "{}",
        '{"orgId":"1"}',
        '{"expirationTimestamp":1}',
        "[" + BODY + "]",
        "geoLocationUrl",
        '{"vortexGeoLocation":"EU"}' + " " * 1_000_000,
    ],
    ids=["empty", "empty-line", "nothing", "other-keys", "nobodys-expiry", "list", "no-object", "too-long"],
)
def test_no_other_text_is_a_body(text: str):
    assert not onboarding.matches(document(text, "RegOnboardedInfoCurrent.Json"))


@pytest.mark.parametrize(
    "text",
    [
        BODY[:-4],
        BODY + BODY,
        '{"vortexGeoLocation":' + "[" * 100_000,
        '{"vortexGeoLocation":1' + "0" * 5000 + "}",
        '{"body":"[]","x":"geoLocationUrl"}',
    ],
    ids=["cut", "two", "deep", "huge-number", "body-of-another-kind"],
)
def test_a_broken_body_is_a_problem_and_no_fact(text: str):
    reading = onboarding.parse(document(text, "RegOnboardedInfoCurrent.Json", first_line=7))
    assert onboarding.matches(reading.document)
    assert [(p.kind, p.line) for p in reading.problems] == [("unreadable", 7)]
    assert reading.facts == []


def test_values_that_are_no_text_are_written_as_text():
    body = {
        "vortexGeoLocation": " EU ",
        "version": 1.4,
        "n": 3,
        "on": True,
        "none": None,
        "inner": {"a": 1},
        "l": ["a", 2],
    }
    facts = onboarding.parse(document(json.dumps(body))).facts
    assert {fact.name: fact.value for fact in facts} == {
        "vortexGeoLocation": "EU",
        "version": "1.4",
        "n": "3",
        "on": "true",
        "l": "a,2",
    }


@pytest.mark.parametrize(
    ("escaped", "value"),
    [
        (r"E\ud800U", "E\ufffdU"),
        (r"\udfff", "\ufffd"),
        (r"\ud83d\ude00", "\U0001f600"),
        (r"a\u0000b", "ab"),
        (r"a\r\nb\rc", "a\nb\nc"),
    ],
    ids=["half a character", "the other half", "both halves", "NUL", "line ends"],
)
def test_escapes_make_no_text_that_a_file_cannot_hold(escaped: str, value: str):
    body = f'{{"vortexGeoLocation":"{escaped}","{escaped}":["{escaped}"]}}'
    facts = onboarding.parse(document(body)).facts
    assert [(fact.name, fact.value) for fact in facts] == [("vortexGeoLocation", value), (value, value)]
