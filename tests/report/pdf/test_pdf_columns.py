"""Columns keep to the page and texts to their columns; letters without a font are known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import findfont, get_font

from mdeanalysis.report.html.cells import Column
from mdeanalysis.report.pdf import letters
from mdeanalysis.report.pdf.columns import PAGE, layout, line, pieces
from mdeanalysis.report.pdf.letters import Letters
from mdeanalysis.report.pdf.tables import count_shown, sentence, table
from mdeanalysis.report.section import Section
from mdeanalysis.report.words import Words

KINDS = st.sampled_from(["text", "number", "state", "place", "share", "severity", "page"])
TABLES = st.lists(st.tuples(KINDS, st.text(max_size=400), st.text(max_size=12)), min_size=1, max_size=16)


@given(TABLES)
def test_columns_fit_the_page_whatever_stands_in_them(cells: list[tuple[str, str, str]]) -> None:
    columns = [Column(f"c{at}", head, kind) for at, (kind, _, head) in enumerate(cells)]
    rows = [[text for _, text, _ in cells]]
    made = layout(columns, rows)
    assert sum(made.widths) <= PAGE + 0.01
    assert all(wide > 0 for wide in made.widths)


def test_columns_that_fit_are_as_wide_as_their_widest_text() -> None:
    columns = [Column("a", "a", "text"), Column("b", "b", "text")]
    made = layout(columns, [["short", "a text of some length"], ["x", "y"]])
    assert made.scale == 1
    assert line(columns[1], made, 1) >= len("a text of some")
    assert made.widths[0] < made.widths[1] < 120


def test_a_long_text_leaves_names_whole_and_gets_the_rest() -> None:
    columns = [Column("rule", "rule", "text"), Column("advice", "advice", "text")]
    made = layout(columns, [["proxy_wants_authentication", "word " * 300], *[["single_path", "a word"]] * 12])
    assert made.scale == 1
    assert 105 < made.widths[0] < 120
    assert sum(made.widths) == pytest.approx(PAGE, abs=1)


@given(st.text(max_size=300), st.integers(1, 40))
def test_pieces_are_the_text_and_none_is_longer_than_a_line(text: str, most: int) -> None:
    found = pieces(text, most)
    assert "".join(found) == text
    # A list's members and what stands between two breaks may be as long as they are wide.
    assert all(len(word) <= max(most, 14) for piece in found for word in piece.split(" "))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("autoir_blob,sample_upload_blob", ["autoir_blob,", "sample_upload_blob"]),
        ("Akron/AKR-WS00001.txt:66", ["Akron/", "AKR-", "WS00001.", "txt:", "66"]),
        ("10.44.0.9:3128;10.0.0.1", ["10.44.0.9:3128;", "10.0.0.1"]),
        ("a short sentence of words", ["a short sentence of words"]),
    ],
    ids=["list", "path", "addresses", "words"],
)
def test_words_break_where_a_reader_expects_it(text: str, parts: list[str]) -> None:
    assert pieces(text) == parts


def test_a_table_shows_all_of_60_rows_and_20_of_61() -> None:
    assert count_shown(Section("x", "X", ("a",), [{"a": 1}] * 60)) == 60
    assert count_shown(Section("x", "X", ("a",), [{"a": 1}] * 61)) == 20
    assert count_shown(Section("devices", "X", ("a",), [{"a": 1}] * 61)) == 60


def test_what_is_cut_is_counted() -> None:
    section = Section("x", "X", ("a",), [{"a": number} for number in range(1_234)])
    shown = table(section, Words(), Letters(), "Elsewhere.")
    assert len(shown["rows"]) == 20
    assert shown["notes"] == ["The first 20 of 1,234 rows. Elsewhere."]
    assert "".join(sentence("x" * 2_000, Words(), Letters())).endswith("x… and 500 more letters")


def test_a_text_of_letters_without_a_font_is_cut_by_what_is_shown() -> None:
    told = "".join(sentence("\u65e5" * 2_000, Words(), Letters()))
    assert len(told) <= 1_550
    left = int(told.partition("… and ")[2].split(" ")[0].replace(",", ""))
    assert told.count("[U+65E5]") + left == 2_000


def test_letters_with_a_font_stay() -> None:
    some = Letters()
    assert (
        some("Zürich Łódź Αθήνα Москва \u05d0\u05d1 \u0645\u0631 – … →")
        == "Zürich Łódź Αθήνα Москва \u05d0\u05d1 \u0645\u0631 – … →"
    )
    assert some.missing == set()
    assert [path.name for path in some.files()] == ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf"]


def test_what_nobody_sees_is_shown_as_what_it_is() -> None:
    assert Letters()("a\u200bb\u00adc\u2060") == "a[U+200B]b[U+00AD]c[U+2060]"
    assert Letters()("a\u202eb\x1b\x00") == "a\ufffdb\ufffd\ufffd"


def test_a_font_of_the_machine_serves_where_it_has_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    other = "STIXNonUnicode"  # comes with matplotlib, as if it were the machine's
    known = set(get_font(findfont("DejaVu Sans")).get_charmap())
    letter = next(chr(code) for code in sorted(get_font(findfont("STIXGeneral")).get_charmap())
                  if code not in known and chr(code).isalpha())  # fmt: skip
    monkeypatch.setattr(letters, "families", lambda: ["DejaVu Sans", other, "STIXGeneral"])
    some = Letters()
    assert some(f"a{letter}") == f"a{letter}"
    assert some.families == ["STIXGeneral"]
    assert some.files()[-1].name == "STIXGeneral.ttf"
    assert some.missing == set()
