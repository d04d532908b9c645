"""The HTML report: one file that asks for nothing, runs nothing foreign, and whose numbers lead to their rows."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import pytest
from report.html.pages import Page, page

from mdeanalysis.errors import OutputError
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.html import Basis, Cover, chosen, write_html
from mdeanalysis.report.sections import parts

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "nav", "ol", "li", "main"),
    *("section", "figure", "figcaption", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "script", "a"),
    *("svg", "defs", "g", "path", "rect", "text", "tspan", "use", "clippath", "image", "img", "pattern"),
}
#: Numbers that count rows of another table, each with the rows that its link leads to.
COUNTS = [
    *("states.devices", "regions.devices", "regions.failed", "regions.reached", "systems.devices", "systems.failed"),
    *("sites.not_tested", "by_workspace.devices", "paths.devices", "paths.failed", "rules.findings", "ways.failed"),
    *("verdicts.disagree", "coverage.never_received", "coverage.unexpected", "coverage.portal_active_failing"),
    *("changes.hosts", "unexplained.devices"),
]  # fmt: skip


@pytest.fixture(scope="module", params=["report_file", "hostile_file"], ids=["sample", "hostile"])
def written(request: pytest.FixtureRequest) -> Page:
    return page(request.getfixturevalue(request.param))


def digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_lets_the_page_s_own_script_and_style_run_and_nothing_else(written: Page) -> None:
    policy = next(one["content"] for one in written.all("meta") if "http-equiv" in one)
    (script,), (style,) = written.code(), written.styles()
    assert policy == (
        f"default-src 'none'; script-src {digest(script)}; style-src {digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_no_element_asks_for_anything_or_holds_code(written: Page) -> None:
    attributes = [
        (element.tag, name, value) for element in written.elements for name, value in element.attributes.items()
    ]
    assert [one for one in attributes if one[1].startswith("on") or one[1] in {"style", "srcset", "action"}] == []
    assert [one for one in attributes if one[1] == "src" and not one[2].startswith("data:image/")] == []
    links = [value for tag, name, value in attributes if name in {"href", "xlink:href"} and tag != "image"]
    assert {value[:1] if value[:1] == "#" else value.partition(":")[0] for value in links} == {"#", "https"}


def test_only_the_report_s_own_elements_are_there(written: Page) -> None:
    assert {element.tag for element in written.elements} - TAGS == set()


def test_no_character_is_left_that_a_browser_or_terminal_obeys(written: Page) -> None:
    assert UNSAFE.findall(written.text) == []
    told = [str(value) for rows in written.tables().values() for row in rows for value in row.values()]
    assert [text for text in told if UNSAFE.search(text)] == []


def test_hostile_names_stand_there_as_text(hostile_file: Path) -> None:
    text = page(hostile_file).text
    assert "<script>document.title='owned'</script>" in text
    assert '"><img src=x onerror="document.title=1">' in text


def test_every_id_is_there_once(written: Page) -> None:
    ids = Counter(element.attributes["id"] for element in written.elements if "id" in element.attributes)
    assert [name for name, count in ids.items() if count > 1] == []


def test_links_inside_the_page_lead_somewhere(written: Page) -> None:
    ids = {element.attributes["id"] for element in written.elements if "id" in element.attributes}
    targets = {one["href"][1:].partition("?")[0] for one in written.all("a") if one["href"].startswith("#")}
    assert targets - ids == set()


def test_headings_and_tables_and_pictures_have_names(written: Page) -> None:
    assert all(one.get("scope") == "col" for one in written.all("th"))
    assert all(one["aria-label"].strip() for one in written.all("svg"))
    assert len(written.all("svg")) == 6
    assert all(one["aria-labelledby"] for one in written.all("table"))
    assert len(written.all("h1")) == 1


def rows_behind(found: dict[str, list[dict[str, object]]], href: str) -> list[dict[str, object]]:
    """The rows that the page's script shows for a link."""
    target, _, asked = href.partition("?")
    wanted = parse_qsl(asked, keep_blank_values=True)
    return [row for row in found[target.removeprefix("#table-")] if all(fits(row.get(n), v) for n, v in wanted)]


def fits(value: object, wanted: str) -> bool:
    text = "" if value is None else str(value).lower()
    return bool(text) if wanted == "*" else wanted[1:].lower() in {text, *text.split(",")}


@pytest.mark.parametrize("count", COUNTS)
def test_a_number_is_the_number_of_the_rows_that_it_leads_to(report_file: Path, count: str) -> None:
    read = report_file.read_text(encoding="utf-8")
    name, _, column = count.partition(".")
    found = Page(read).tables()
    body = read.partition(f'id="table-{name}"')[2].partition("</section>")[0]
    heads = [re.sub("<[^>]*>", "", one) for one in re.findall(r"<th .*?</th>", body)]
    place = heads.index(column.replace("_", " "))
    cells = [re.findall(r"<td.*?</td>", row)[place] for row in re.findall(r"<tr><td.*?</tr>", body)]
    links = [re.search(r'href="([^"]*)">([^<]*)', cell) for cell in cells]
    assert any(links)
    for link in filter(None, links):
        assert len(rows_behind(found, link[1].replace("&amp;", "&"))) == int(link[2].replace(",", ""))


def test_the_states_are_those_of_the_tables(sample: Basis, report_file: Path) -> None:
    shown = {row["state"]: row["devices"] for row in page(report_file).tables()["states"]}
    counts = sample.tables["devices"]["state"].astype(str).value_counts().to_dict()
    assert shown["failed"] == counts["failed"] == 12
    assert shown["reached"] + shown["reached, services never tested"] == counts["reached"]


def test_a_table_too_large_for_the_page_stands_beside_it(sample: Basis, write: Callable[..., Path]) -> None:
    file = write(sample, inline=20_000)
    beside = sorted(path.stem for path in (file.parent / "report_files").iterdir())
    main = page(file)
    linked = {unquote(one["href"]) for one in main.all("a") if one["href"].startswith("report_files/")}
    assert {f"report_files/{name}.html" for name in beside} == {href.partition("#")[0] for href in linked}
    assert "devices" in beside
    devices = page(file.parent / "report_files" / "devices.html")
    assert len(devices.tables()["devices"]) == 40
    assert "devices" not in main.tables()
    assert ("../report.html") in {one["href"] for one in devices.all("a")}


def test_a_smaller_report_takes_the_files_of_a_larger_one_away(sample: Basis, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    write_html(file, chosen(["devices"]), sample, inline=10)
    assert (tmp_path / "r_files" / "devices.html").exists()
    assert write_html(file, chosen(["devices"]), sample) == [file]
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


def test_foreign_files_in_the_folder_beside_stay(sample: Basis, tmp_path: Path) -> None:
    (tmp_path / "r_files").mkdir()
    (tmp_path / "r_files" / "notes.txt").write_text("mine", encoding="utf-8")
    write_html(tmp_path / "r.html", chosen(["devices"]), sample, inline=10)
    assert (tmp_path / "r_files" / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_title_author_and_logo_stand_above(sample: Basis, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n")
    file = tmp_path / "r.html"
    write_html(file, chosen(["unread"]), sample, Cover("Fleet <b>", "A & B", logo))
    found = page(file)
    assert "Fleet <b>" in found.text
    assert {"name": "author", "content": "A & B"} in found.all("meta")
    assert found.all("img")[0]["src"].startswith("data:image/png;base64,")


@pytest.mark.parametrize("data", [b"<svg onload=x>", b"\x89PNG" + b"0" * 200_000], ids=["svg", "large"])
def test_a_logo_of_another_kind_is_refused(sample: Basis, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo").write_bytes(data)
    with pytest.raises(OutputError, match="no PNG, JPEG or GIF"):
        write_html(tmp_path / "r.html", chosen(["unread"]), sample, Cover(logo=tmp_path / "logo"))


def test_the_same_fleet_gives_the_same_page(sample: Basis, write: Callable[..., Path], report_file: Path) -> None:
    assert write(sample).read_bytes() == report_file.read_bytes()


def test_sections_come_in_the_order_asked_for(sample: Basis, write: Callable[..., Path]) -> None:
    found = page(write(sample, "unread", "headline"))
    ids = [one["id"] for one in found.all("section") if one.get("class") == "part"]
    assert ids == ["section-unread", "section-headline"]
    assert not any(one["href"].startswith("#table-devices") for one in found.all("a"))  # nothing to lead to


def test_the_style_has_the_colours_of_the_states(report_file: Path) -> None:
    (style,) = page(report_file).styles()
    shown = dict(re.findall(r"span\.state\.(\w+) \{ background: (#\w+); color: (?:#\w+)", style))
    assert shown == {state: background for state, (background, _) in STATE_COLOURS.items()}


def test_every_section_is_in_the_contents(report_file: Path) -> None:
    found = page(report_file)
    links = [one["href"] for one in found.all("a")][1:]
    assert links[: len(parts())] == [f"#section-{part.name}" for part in parts()]
