"""The PDF: the numbers of the page, tags and bookmarks, nothing split or beside the page, hostile text as text."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import typst
from report.html.pages import Page
from report.pdf.tags import Pdf, Tag

from mdeanalysis.errors import OutputError
from mdeanalysis.report.cover import Cover
from mdeanalysis.report.html import write_html
from mdeanalysis.report.part import Basis
from mdeanalysis.report.pdf import write_pdf
from mdeanalysis.report.sections import chosen, parts

#: A GIF of one pixel.
GIF = b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
#: Points that stay white at the left and right, less the rounding of a pixel.
MARGIN, HEAD = 32, 18


def solid(text: str) -> str:
    return "".join(text.split())


def rows_of(page: str, name: str) -> list[str]:
    """The rows that a page of HTML shows of a table before its script runs, as solid text."""
    body = page.partition(f'id="table-{name}"')[2].partition("</tbody>")[0].partition("<tbody>")[2]
    cells = ("".join(Page(row).text.split()) for row in re.findall(r"<tr>.*?</tr>", body))
    return list(cells)


def test_the_tables_say_what_those_of_the_page_say(sample: Basis, pdf: Pdf, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    write_html(file, chosen([]), sample)
    page = file.read_text(encoding="utf-8")
    written = pdf.solid
    body = written.index("Headlineandcoverage", written.index("Headlineandcoverage") + 1)
    tables = re.findall(r'id="title-(\w+)">([^<]*)<', page)
    assert len(tables) > 30
    for name, title in tables:
        place = written.index(solid(unescape(title)), body)
        for row in rows_of(page, name):
            assert row in written[place:], (name, row)
            place = written.index(row, place)


def test_the_headline_and_the_states_are_those_of_the_tables(sample: Basis, pdf: Pdf) -> None:
    counts = sample.tables["devices"]["state"].astype(str).value_counts()
    assert "40 devices in 41 results" in pdf.text
    assert f"failed{counts['failed']}40{counts['failed'] / 40:.1%}" in pdf.solid


def test_it_is_tagged_and_says_language_title_and_standard(pdf: Pdf) -> None:
    assert pdf.root["/MarkInfo"]["/Marked"] is True or bool(pdf.root["/MarkInfo"]["/Marked"])
    assert pdf.root["/Lang"] == "en"
    assert bool(pdf.root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert pdf.reader.metadata.title == "Defender for Endpoint connectivity"
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.root["/Metadata"].get_data().decode()


def test_bookmarks_are_the_sections_and_their_tables(pdf: Pdf) -> None:
    found = pdf.outline()
    titles = [title for depth, title in found if depth == 1]
    assert titles[0] == "Headline and coverage"
    assert titles[-1] == "Method and definitions"
    assert len(titles) == len(parts())
    assert {depth for depth, _ in found} == {1, 2}
    assert len(found) - len(titles) == len(list(pdf.tags.all("Table")))


def test_every_picture_says_what_it_shows(pdf: Pdf) -> None:
    figures = list(pdf.tags.all("Figure"))
    assert len(figures) == 6
    assert all("failed of" in figure.alt for figure in figures)


def test_every_table_has_a_head_and_cells_of_columns(pdf: Pdf) -> None:
    for table in pdf.tags.all("Table"):
        (head,) = table.all("THead")
        assert all(cell.scope == "/Column" for cell in head.all("TH"))
        wide = len(list(head.all("TH")))
        rows = [row for row in table.all("TR") if not list(row.all("TH"))]
        assert rows
        assert {len(row.inner) for row in rows} == {wide}


def test_no_row_and_no_picture_is_split(pdf: Pdf) -> None:
    for tag in pdf.tags.all("TR", "Figure"):
        header = tag.name == "TR" and list(tag.all("TH"))  # a head is written on each page again, and read once
        assert header or len(tag.pages) <= 1


def following(root: Tag) -> list[tuple[Tag, Tag]]:
    """Each heading and what comes next."""
    flat = list(root.all("H1", "H2", "P", "Figure", "TR"))
    return [(one, after) for one, after in pairwise(flat) if one.name in {"H1", "H2"}]


def test_no_heading_stands_alone_at_the_foot_of_a_page(pdf: Pdf, hostile_file: tuple[Pdf, str]) -> None:
    for file in (pdf, hostile_file[0]):
        pairs = following(file.tags)
        assert len(pairs) > 40
        assert [one for one, after in pairs if min(after.pages) != max(one.pages)] == []


def test_a_page_says_its_title_section_and_number(pdf: Pdf) -> None:
    pages = pdf.reader.pages
    last = pages[-1].extract_text()
    assert f"Page {len(pages)} of {len(pages)}" in last
    assert "Defender for Endpoint connectivity" in last
    assert "Method and definitions" in last
    assert "as of 2025-03-21" in last


def test_no_page_is_blank_and_nothing_stands_in_the_margins(pdf: Pdf, hostile_file: tuple[Pdf, str]) -> None:
    for file in (pdf, hostile_file[0]):
        for number in range(len(file.reader.pages)):
            page = file.pixels(number)
            dark = page < 200
            assert dark.sum() > 300, number
            assert not dark[:, :MARGIN].any(), number
            assert not dark[:, -MARGIN:].any(), number
            assert not dark[:HEAD].any(), number


def test_the_same_fleet_gives_the_same_bytes(sample: Basis, pdf: Pdf, tmp_path: Path) -> None:
    again = write_pdf(tmp_path / "other name.pdf", chosen([]), sample).file
    assert again.read_bytes() == pdf.file.read_bytes()


def test_hostile_text_comes_out_as_text(hostile_file: tuple[Pdf, str]) -> None:
    pdf, _ = hostile_file
    text = pdf.solid
    for said in (
        "<script>document.title='owned'</script>", '"><imgsrc=xonerror="document.title=1">', '#panic("owned")',
        '#image("/etc/passwd")', "*b*_i_`r`$x^2$<l>@l[a](b)//c", "=heading", "=HYPERLINK", "{{7*7}}{%raw%}",
        "$\\frac{1}{0}$\\url{x}", "\ufffd[31mred\ufffd", "\ufffdtxt.exe",
    ):  # fmt: skip
        assert said in text, said
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "root:" not in text


def test_a_very_long_value_is_cut_and_says_so(hostile_file: tuple[Pdf, str]) -> None:
    text = hostile_file[0].solid
    assert re.search(r"xxxx…and9\d,\d{3}moreletters", text)
    assert "x" * 10_000 not in text


def test_letters_without_a_font_are_told_and_shown_as_code_points(hostile_file: tuple[Pdf, str]) -> None:
    pdf, note = hostile_file
    assert "[U+65E5][U+672C]" in pdf.solid
    assert "[U+200B]" in pdf.solid
    assert "U+65E5 CJK UNIFIED IDEOGRAPH-65E5" in note
    assert solid(note) in pdf.solid


def test_nothing_but_pages_of_documentation_is_linked(hostile_file: tuple[Pdf, str]) -> None:
    places = set()
    for page in hostile_file[0].reader.pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            places.add(str(action.get("/URI", "")))
            assert action.get("/S", "/GoTo") in {"/URI", "/GoTo"}
    assert all(place.startswith("https://learn.microsoft.com/") for place in places - {""})
    assert "/Names" not in hostile_file[0].root
    assert "/OpenAction" not in hostile_file[0].root


def test_title_author_logo_and_the_sections_asked_for(sample: Basis, tmp_path: Path) -> None:
    logo = tmp_path / "logo.gif"
    logo.write_bytes(GIF)
    wanted = chosen(["unread", "headline"])
    found = Pdf(write_pdf(tmp_path / "r.pdf", wanted, sample, Cover("Wave #2 *b*", "A & B", logo), "r.html").file)
    assert found.reader.metadata.title == "Wave #2 *b*"
    assert found.reader.metadata.author == "A & B"
    assert "Author: A & B" in found.text
    assert [title for depth, title in found.outline() if depth == 1] == ["What was not read", "Headline and coverage"]
    assert next(found.tags.all("Figure")).alt == "Logo"
    assert len(found.reader.pages) <= 4


def test_a_long_table_is_cut_and_says_where_the_rest_is(sample: Basis, tmp_path: Path) -> None:
    text = Pdf(write_pdf(tmp_path / "a.pdf", chosen(["services"]), sample, beside="fleet.html").file).solid
    ways = re.search(r"Thefirst20of(\d+)rows\.Allofthemstandinfleet\.html\.", text)
    assert ways
    assert int(ways[1]) > 60


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"<svg onload=x>", "no PNG, JPEG or GIF"), (b"\x89PNG\r\n\x1a\n", "cannot write")],
    ids=["svg", "broken"],
)
def test_a_logo_that_is_no_picture_is_said_and_leaves_nothing(
    sample: Basis, tmp_path: Path, data: bytes, said: str
) -> None:
    (tmp_path / "logo").write_bytes(data)
    with pytest.raises(OutputError, match=said):
        write_pdf(tmp_path / "r.pdf", chosen(["unread"]), sample, Cover(logo=tmp_path / "logo"))
    assert [path.name for path in tmp_path.iterdir()] == ["logo"]


def test_an_interruption_leaves_the_earlier_file(
    sample: Basis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    (tmp_path / "r.pdf").write_bytes(b"earlier")
    monkeypatch.setattr(typst, "compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_pdf(tmp_path / "r.pdf", chosen(["unread"]), sample)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"earlier"]


def test_a_folder_that_is_not_there_is_said(sample: Basis, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write"):
        write_pdf(tmp_path / "nowhere" / "r.pdf", chosen(["unread"]), sample)
