"""A document's lines end at CRLF, LF or CR only, and text and lines always agree."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.records import Document


@given(st.text(st.sampled_from(list("ab\r\n\u2028\x0b\x0c\x85")), max_size=40))
def test_text_and_lines_are_those_of_the_three_line_ends(text: str) -> None:
    document = Document("a.txt", text)
    expected = re.split("\r\n|\r|\n", text)
    assert document.lines == expected
    assert document.text == "\n".join(expected)
    assert Document("b.txt", document.text).lines == expected
