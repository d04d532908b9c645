"""Looking rows of pages and items of XML up among those read before gives what reading them anew gives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from formats import golden
from formats.golden import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.demo import write_fleet
from mdeanalysis.formats import html_report, xmde_xml, xml_report
from mdeanalysis.formats.html_rows import Page
from mdeanalysis.formats.memory import Known
from mdeanalysis.formats.xml_items import Element, Items
from mdeanalysis.intake import Ledger, documents
from mdeanalysis.records import Document, Reading

Ways = tuple[Callable[[Document], Reading], Callable[[Document], Reading]]
WAYS: dict[str, Ways] = {
    "html": (html_report.parse, html_report.parse_plainly),
    "xml": (xml_report.parse, xml_report.parse_plainly),
    "xmde_xml": (xmde_xml.parse, xmde_xml.parse_plainly),
}
#: What breaks a document, or looks like its layout without being it.
PIECES = (
    *'<>&\n\0"\x85\ufffe', "&amp;", "&#xD;", "&#0;", "&nosuch;", "]]>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE x>",
    "\n    <x/>", "\n    <event id='1'/>", '\n    <a displayName="b">c</a>', "\n  </general>\n  <devInfo>",
    "\n  <x y='z'>", "<mdeanalysis-items/>", "</tr>", "<tr>", "<td>", "</td>", "<p>", "<b>", "</table>", "<script>",
    "</script>", "<h3></h3>", "<h3>&nbsp;</h3>", '<h3 id="1">Other</h3>', "<tr><td>a</td><td>b</td></tr>", "<track>",
)  # fmt: skip


def rows(reading: Reading) -> dict[str, object]:
    return golden.rows(reading) | {"lines": reading.line_count, "samples": reading.samples}


def alike(document: Document) -> None:
    format_ = formats.recognise(document)
    if format_ and format_.name in WAYS:
        known, plainly = WAYS[format_.name]
        expected = rows(plainly(document))
        assert rows(known(document)) == expected
        assert rows(known(document)) == expected


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder, 120, 5)
    found = [document for group in documents([folder], Ledger()) for document in group.documents]
    return [d for d in found if (f := formats.recognise(d)) and f.name in WAYS]


def test_a_fleet_reads_alike(fleet: list[Document]):
    assert {found.name for d in fleet if (found := formats.recognise(d))} == set(WAYS)
    for document in fleet:
        alike(document)


def test_nearly_all_xml_of_a_fleet_has_the_layout_that_is_looked_up(fleet: list[Document]):
    texts = [d.text for d in fleet if (f := formats.recognise(d)) and f.name != "html"]
    taken = [Items().take(text.strip(), 1, lambda *_: None) for text in texts]
    assert sum(taken) > 0.9 * len(texts)


CASES = [case for name in ("html_report", "xml_report", "xmde_xml") for case in cases(name)]


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_documents_that_went_through_hands_read_alike(data: st.DataObject):
    document = data.draw(st.sampled_from(CASES)).document
    text = document.text
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.sampled_from([0, 0, 1, 5, 60])))
        text = text[:start] + data.draw(st.sampled_from(PIECES)) + text[end:]
    alike(golden.document(text, document.source, first_line=7))


def test_an_item_keeps_the_line_of_its_own_tag():
    text = "<r>\n  <general>\n    <a n='x'>1</a>\n  </general>\n</r>"
    assert not Items().take(text, 1, lambda *_: None)  # the tool writes double quotes
    found: list[tuple[str, tuple[str, ...], int]] = []

    def take(element: Element, around: object, line: int) -> None:
        assert isinstance(around, tuple)
        found.append((element.own_text, around, line))

    text = (
        '<r>\n  <one>\n    <a n="x">\n      <value>v</value>\n    </a>\n    <b n="y">\n2</b>\n  </one>\n'
        "  <none/>\n  <two>\n    <c>&lt;3&#13;</c>\n  </two>\n</r>"
    )
    assert Items().take(text, 10, take)
    assert found == [("", ("r", "one"), 12), ("2", ("r", "one"), 15), ("<3", ("r", "two"), 20)]


@pytest.mark.parametrize(
    "text",
    [
        "<r>\n  <s>\n    <a>1</a>\n  </s>",
        "<r>\n  <s>\n    <a>1</b>\n  </s>\n</r>",
        "<r>\n  <s>\n    <a><b><c/></b></a>\n  </s>\n</r>",
        "<r>\n  <s>\n    <a>&nosuch;</a>\n  </s>\n</r>",
        "<!DOCTYPE r><r>\n  <s>\n    <a>1</a>\n  </s>\n</r>",
        "<r>\n  <s><!--\n    <a>1</a>\n  --></s>\n</r>",
        "<r>\n  <s><![CDATA[\n    <a>1</a>\n  ]]></s>\n</r>",
        '<r>\n  <s displayName="x">\n    <a>1</a>\n  </s>\n</r>',
        "<r>\n    <a>1</a>\n</r>",
        "<r><o>\n  <s>\n    <a>1</a>\n  </s>\n</o></r>",
        "<r>\n  <s>\n    <a>\x01</a>\n  </s>\n</r>",
        "<r>\n  <s>\n    <a>1</a>\n    <mdeanalysis-items/>\n    <a>2</a>\n  </s>\n</r>",
        "plain text",
    ],
)
def test_any_other_layout_is_left_to_the_parser(text: str):
    assert not Items().take(text, 1, lambda *_: pytest.fail("an item was handed over"))


def test_rows_that_stand_where_none_can_be_are_not_looked_up():
    row = "<tr><th>Device name</th><td>PC1</td></tr>"
    table = f"<table>{row}</table>"
    open_ = f"<table><tr><td>x<!-- </tr> -->y{row}</table>"
    for text in (
        table,
        open_,
        f"<!-- {table} -->",
        f"<script>{table}</script>{table}",
        f"<h2>A{table}",
        f"<p><b>x{table}",
    ):
        assert Page(text).rows == Page(text, plainly=True).rows


def test_what_is_known_is_bounded():
    asked: list[str] = []

    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    known = Known(length, longest=3, most=2)
    assert [known[text] for text in ("a", "a", "bb", "long", "long")] == [1, 1, 2, 4, 4]
    assert asked == ["a", "bb", "long", "long"]
    assert (known["ccc"], len(known)) == (3, 1)
