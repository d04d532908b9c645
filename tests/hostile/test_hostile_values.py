"""Values that would break out of what shows them: escaped in terminals, CSV, JSON and Markdown, whole in Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, GATEWAY, block, device, onboarding, report, result_files, write, xml, zipped

import mdeanalysis
from mdeanalysis.cli import main
from mdeanalysis.loading import Fleet
from mdeanalysis.report import device as page
from mdeanalysis.report.export import export
from mdeanalysis.report.render import render
from mdeanalysis.report.section import Section
from mdeanalysis.report.summary import summarize

LONG = "x" * 100_000
VALUES = {
    "HTML": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror='alert(1)'>",
    "JavaScript": "javascript:alert(1)",
    "reference": "&lt;script&gt;&#60;b&#62;",
    "formula": "=cmd|'/c_calc'!A1",
    "plus": "+1+1",
    "minus": "-2+3",
    "at": "@SUM(1)",
    "ANSI colour": "a\x1b[31mred\x1b[0m",
    "ANSI title": "a\x1b]0;title\x07b",
    "C1 control": "a\x9b2Jb",
    "backspaces": "good\x08\x08\x08\x08evil",
    "right to left": "a\u202egnp.exe",
    "isolate": "a\u2066b\u2069\u200f",
    "line end": "a\nb",
    "carriage return": "a\rb",
    "Unicode line end": "a\u2028b\u2029c\x85d",
    "table cell": "a|b|c",
    "Markdown": "[a](http://example.com)`b`*c*_d_#e",
    "quotes": "a\"b,'c;d",
    "long": LONG,
}
#: What no output may hold; a line feed ends its own lines.
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: A mark of Markdown or HTML that nothing escapes.
BARE = re.compile(r"(?<!\\)(?:\\\\)*[<>|`\[\]*]")


def reference(value: str) -> str:
    """The value in XML, each letter as a reference; what XML has none for is left out."""
    return "".join(f"&#{ord(c)};" for c in value if ord(c) >= 0x20 or c in "\n\r\t")


def hostile(value: str) -> dict[str, str]:
    """A result that states the value wherever it can."""
    url = f"https://example.com/{value}"
    text = report(
        block(GATEWAY, BAD).replace("made-up words", value),
        block(url, BAD, proxy=value),
        items={"Device Operating System": value, "Sense version": value, **device(value)},
        cloud=[f"2022-04-28 09:56:01Z [Error] Check 132022: {value} <a href='{url}'>x</a>"],
    )
    event = (
        f'<event id="132021"><check>{reference(value)}</check><checkresult>{reference(value)}</checkresult></event>'
    )
    items = {"Device Operating System": reference(value), **device(value), "Device name": reference(value)}
    more = {"RegOnboardedInfoCurrent.Json": onboarding(vortexGeoLocation=value, datacenter=value + "\ud800")}
    return result_files(text, more) | {"SystemInfoLogs/MDEClientAnalyzer.xml": xml(items, events=event)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"PC{n}.zip": zipped(hostile(value)) for n, value in enumerate(VALUES.values())}
    return write(tmp_path_factory.mktemp("hostile"), files)


@pytest.fixture(scope="module")
def fleet(folder: Path) -> Fleet:
    return mdeanalysis.load(folder)


def pages(fleet: Fleet) -> Iterator[tuple[str, list[Section]]]:
    """What `summarize`, also by hostile columns, and `show` of each device print."""
    summaries = [summarize(fleet.tables), summarize(fleet.tables, ["device_name", "os_name", "region"])]
    yield from ((one.headline, one.sections) for one in summaries)
    yield from (page.build(fleet.tables, key) for key in fleet.devices["device_key"])


def test_every_value_is_read_and_none_is_a_problem(fleet: Fleet) -> None:
    assert {source.partition("!")[0] for source in fleet.results["source"]} == {
        f"PC{n}.zip" for n in range(len(VALUES))
    }
    assert len(fleet.devices) >= len(VALUES)
    assert set(fleet.problems["kind"]) <= {"unknown_line"}
    stated = set(fleet.facts["value"].astype("str"))
    assert {value for value in VALUES.values() if value.isprintable()} <= stated


@pytest.mark.parametrize("width", [80, 200], ids=str)
def test_the_terminal_gets_nothing_that_it_obeys(fleet: Fleet, width: int) -> None:
    for headline, sections in pages(fleet):
        shown = render("table", headline, sections, width=width)
        assert not COMMANDS.search(shown)
        assert max(map(len, shown.split("\n"))) <= width


def test_markdown_keeps_its_rows_and_cells(fleet: Fleet) -> None:
    for headline, sections in pages(fleet):
        shown = render("markdown", headline, sections)
        assert not COMMANDS.search(shown)
        assert not re.match(r"\s*(?:[-+=#>~]|\d+[.)])", shown)
        for table in re.findall(r"(?:^\|.*\n)+", shown, re.MULTILINE):
            rows = [re.split(r"(?<!\\)(?:\\\\)*\|", line) for line in table.splitlines()]
            assert {len(row) for row in rows} == {len(rows[0])}
            assert not [cell for row in rows for cell in row if BARE.search(cell)]
        rows = [line for line in shown.splitlines() if line.startswith("| ")]
        assert len(rows) == sum(len(section.rows) + 2 for section in sections if section.rows)


def test_json_is_valid_and_means_the_same(fleet: Fleet) -> None:
    for headline, sections in pages(fleet):
        shown = render("json", headline, sections)
        assert not COMMANDS.search(shown)
        found = json.loads(shown)
        assert found["headline"] == headline
        assert [len(one["rows"]) for one in found["sections"].values()] == [len(one.rows) for one in sections]


def test_csv_keeps_its_rows_and_no_cell_is_a_formula(fleet: Fleet) -> None:
    for headline, sections in pages(fleet):
        shown = render("csv", headline, sections)
        assert not COMMANDS.search(shown)
        check_cells(shown, sum(len(section.rows) for section in sections))


@pytest.fixture(autouse=True)
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(10 * len(LONG))
    yield
    csv.field_size_limit(before)


def check_cells(text: str, rows: int) -> None:
    head, *found = csv.reader(io.StringIO(text))
    assert len(found) == rows
    assert {len(row) for row in found} <= {len(head)}
    assert not [
        cell
        for row in found
        for cell in row
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not number(cell)
    ]


def number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", cell) is not None


def test_exported_csv_follows_its_rule(fleet: Fleet, tmp_path: Path) -> None:
    for file in export(fleet.tables, tmp_path, "csv"):
        text = file.read_bytes().decode("utf-8")
        assert not COMMANDS.search(text)
        check_cells(text, len(fleet.tables[file.stem]))


def test_raw_csv_keeps_formulas_and_its_rows(fleet: Fleet, tmp_path: Path) -> None:
    for file in export(fleet.tables, tmp_path, "csv", raw=True):
        text = file.read_bytes().decode("utf-8")
        assert len(list(csv.reader(io.StringIO(text)))) == len(fleet.tables[file.stem]) + 1
    names = pd.read_csv(tmp_path / "devices.csv")["device_name"]
    assert {"=CMD|'/C_CALC'!A1", "+1+1", "-2+3", "@SUM(1)"} <= set(names)


def test_exported_json_is_valid_and_whole(fleet: Fleet, tmp_path: Path) -> None:
    for file in export(fleet.tables, tmp_path, "json"):
        text = file.read_bytes().decode("utf-8")
        assert not COMMANDS.search(text)
        assert len(json.loads(text)) == len(fleet.tables[file.stem])
    facts = json.loads((tmp_path / "facts.json").read_text(encoding="utf-8"))
    wanted = [value for value in fleet.facts["value"].astype("str") if not pd.isna(value)]
    assert [fact["value"] for fact in facts if fact["value"] is not None] == wanted


def test_exported_parquet_is_whole(fleet: Fleet, tmp_path: Path) -> None:
    for file in export(fleet.tables, tmp_path, "parquet"):
        found = pd.read_parquet(file)
        for name in found:
            assert found[name].astype("str").tolist() == fleet.tables[file.stem][name].astype("str").tolist()


@pytest.fixture
def call(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[str, str]]:
    """The bytes that a command writes to both streams, as text."""

    def run(*arguments: str | Path) -> tuple[str, str]:
        with pytest.raises(SystemExit):
            main([*map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return out.decode(), err.decode()

    return run


def test_the_commands_write_no_such_byte(call: Callable[..., tuple[str, str]], folder: Path) -> None:
    for options in (["summarize", "--by", "device_name"], ["show", VALUES["right to left"]]):
        for format_ in ("table", "csv"):
            out, err = call(*options, folder, "--format", format_)
            assert out
            assert not COMMANDS.search(out + err)


def test_notes_of_hostile_names_are_short_and_harmless(call: Callable[..., tuple[str, str]], tmp_path: Path) -> None:
    name = "a\x1b[31m\u202e\r\n" + "b" * 50_000 + ".txt"
    write(tmp_path, {"h.zip": zipped({name + "x/h.zip": b"no zip", **hostile("a")})})
    out, err = call("summarize", tmp_path)
    assert "no zip" not in out
    assert not COMMANDS.search(out + err)
    assert err.count("\n") == 1
    assert len(err) < 1_200
