"""Values of a page's tables: as they read, and as the script gets them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.report.html.cells import cell, columns, safe_json, to_json
from mdeanalysis.report.section import Section
from mdeanalysis.report.words import Words

WORDS = Words()
VALUES = (
    st.none() | st.text(max_size=6) | st.integers(-9, 9) | st.sampled_from(["</script>", "<!--", "\u202e", "a&b"])
)


@given(st.lists(VALUES, max_size=12))
def test_packed_columns_unpack_to_the_values_and_hold_no_letter_of_html(values: list[object]) -> None:
    section = Section("t", "T", ("a",), [{"a": value} for value in values])
    text = to_json(section, columns(section, WORDS))
    assert not set("<>&") & set(text)
    for one in json.loads(text):
        unpacked = one.get("cells") or [one["values"][code] for code in one["codes"]]
        assert [value is None or value == "" for value in values] == [value is None for value in unpacked]
        assert [v for v in unpacked if isinstance(v, int)] == [v for v in values if isinstance(v, int)]


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234, "number", "1,234"),
        (0.4737, "share", "47.4%"),
        (4711, "identifier", "4711"),
        (None, "number", ""),
        ("cut_off", "state", "cut off"),
        ("a\nb\x1b[31m", "text", "a b\ufffd[31m"),
    ],
    ids=["number", "share", "identifier", "unknown", "state", "hostile"],
)
def test_a_value_reads_as_its_kind(value: object, kind: str, text: str) -> None:
    assert cell(value, kind, WORDS).text == text  # type: ignore[arg-type]


def test_nothing_leads_to_rows_where_there_are_none() -> None:
    assert cell(0, "number", WORDS, "#table-devices").href == ""
    assert cell(1, "number", WORDS, "#table-devices").href == "#table-devices"


def test_only_https_pages_are_links() -> None:
    assert cell("https://learn.microsoft.com/x", "page", WORDS).href
    assert cell("javascript:alert(1)", "page", WORDS).href == ""
    assert cell("http://example.com", "page", WORDS).href == ""


def test_a_column_without_a_value_is_left_out() -> None:
    section = Section("t", "T", ("a", "b"), [{"a": 1, "b": None}, {"a": 2, "b": ""}])
    assert [column.name for column in columns(section, WORDS)] == ["a"]


def test_text_that_only_looks_like_a_number_stays_text() -> None:
    section = Section("t", "T", ("a", "b"), [{"a": "1", "b": 1}])
    assert [column.kind for column in columns(section, WORDS)] == ["text", "number"]


def test_json_cannot_end_its_script() -> None:
    assert "</" not in safe_json({"a": "</script>"})
