"""The summary's page: never more than 50 lines of 100 cells, whatever the fleet's size and names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, GATEWAY, block, report, write
from rich.cells import cell_len

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.report.render import render
from mdeanalysis.report.summary import summarize

Tables = Mapping[str, pd.DataFrame]
AS_OF = pd.Timestamp("2026-01-01", tz="UTC")
BYS = {"usual": (), "one": ("site",), "three": ("os_release", "connectivity_mode", "proxy_address")}
HOSTILE = {
    "letters": "A" * 200,
    "japanese": "東京支社の端末" * 12,
    "escape": "PC\x1b[31;1m\x1b]0;owned\x07\x9b2J",
    "bidi": "PC\u202efdp.exe\u2066x\u200f",
    "lines": "PC\r\nNext\nThird\u2028Fourth\u2029Fifth\x0b\x85",
    "markup": "[red]PC[/red] [link=file:///etc]x[/link] [/]",
    "combining": "e\u0301" * 90,
}


def page(tables: Tables, by: tuple[str, ...] = ()) -> list[str]:
    found = summarize(tables, by, AS_OF, side_files=1_234_567)
    text = render("table", found.headline, found.sections, short=True)
    assert text.endswith("\n")
    return text[:-1].split("\n")


def fits(lines: list[str]) -> bool:
    return len(lines) <= 50 and all(cell_len(line) <= 100 for line in lines)


def is_plain(text: str) -> bool:
    """No control, format, surrogate or separator character but the line end."""
    return not any(
        unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in text.replace("\n", "")
    )


def repeated(tables: Tables, times: int) -> Tables:
    """The fleet `times` over, every copy with results and devices of its own."""
    made = dict(tables)
    for name in ("results", "urls", "devices"):
        frame = tables[name]
        copies = pd.concat([frame] * times, ignore_index=True)
        copy = pd.Series(range(times)).repeat(len(frame)).astype("str").to_numpy()
        for column in ("result_id", "device_key", "device_name"):
            copies[column] = (copies[column].astype("object") + "-" + copy).astype("category")
        made[name] = copies
    return made


@pytest.fixture(scope="module", params=[1, 10, 40, 2_000], ids="{} devices".format)
def fleet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, request.param, 7)
    return load(folder).tables


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("forty") / "all"
    write_fleet(folder, 40, 7)
    return load(folder).tables


@pytest.fixture(scope="module")
def large(forty: Tables) -> Tables:
    return repeated(forty, 2_500)


@pytest.mark.parametrize("by", BYS.values(), ids=BYS)
def test_the_page_of_a_demo_fleet_fits(fleet: Tables, by: tuple[str, ...]) -> None:
    assert fits(page(fleet, by))


@pytest.mark.parametrize("by", BYS.values(), ids=BYS)
def test_the_page_of_100_000_devices_fits_and_loses_no_column(large: Tables, by: tuple[str, ...]) -> None:
    assert len(large["devices"]) >= 100_000
    lines = page(large, by)
    assert fits(lines)
    heading = next(line for line in lines if "not tested" in line)
    assert all(name in heading for name in ("devices", "failed", "of", "share", "reached", "cut off", "unknown"))
    assert len(by) == 3 or "…" not in heading


def test_the_headline_is_one_whole_line(large: Tables) -> None:
    lines = page(large)
    assert lines[0] == summarize(large, (), AS_OF, 0).headline
    assert lines[1] == ""


@pytest.mark.parametrize("by", [("device_name",), ("site", "proxy_address", "device_name")], ids=["one", "three"])
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_neither_widen_the_page_nor_reach_the_terminal(
    forty: Tables, name: str, by: tuple[str, ...]
) -> None:
    lines = page(hostile(forty, name), by)
    assert fits(lines)
    assert is_plain("\n".join(lines))


def test_markup_is_shown_as_it_is_written(forty: Tables) -> None:
    assert any("[red]PC[/red]" in line for line in page(hostile(forty, "[red]PC[/red]"), ("site",)))


def hostile(tables: Tables, text: str) -> Tables:
    """The fleet with `text` in every column of devices, URLs and problems that a result or a path can fill."""
    devices, urls = tables["devices"].copy(), tables["urls"].copy()
    numbers = pd.Series(range(len(devices))).astype("str").to_numpy()
    devices["device_name"] = text + pd.Series(numbers, index=devices.index)
    for column in ("site", "proxy_address", "region", "os_release", "services_failed", "services_untested"):
        devices[column] = devices[column].astype("object").where(devices[column].isna(), text)
    urls["source"], urls["service"] = text, text
    problems = pd.DataFrame({"source": [text] * 500, "line": [1] * 500, "kind": "unreadable", "reason": text})
    return {**tables, "devices": devices, "urls": urls, "problems": problems.astype({"line": "Int64"})}


def test_the_page_says_how_many_of_many_problems_it_leaves_out(forty: Tables) -> None:
    lines = page(hostile(forty, "x.txt"))
    assert any("500 places, 1,234,567 side files left aside, and 498 more" in line for line in lines)


def test_a_page_of_no_devices_says_so(forty: Tables) -> None:
    none = {name: frame.iloc[:0] for name, frame in forty.items()}
    lines = page(none)
    assert fits(lines)
    assert lines[0].startswith("0 devices in 0 results")
    assert any("nothing was tested" in line for line in lines)


def test_the_page_has_all_that_a_first_reader_needs_in_this_order(forty: Tables) -> None:
    lines = page(forty)
    wanted = [
        "40 devices",
        "state ",
        "reached ",
        "reached, services never tested",
        "failed ",
        "cut_off",
        "not_tested",
    ]
    wanted += ["unknown ", "What fails, and why", "proxy_method", "region", "os_release", "Worst devices", "Not read"]
    wanted += ["What to do first", "1. ", "   "]
    at = [next(i for i, line in enumerate(lines) if line.startswith(word)) for word in wanted]
    assert at == sorted(at)


def test_the_share_of_old_results_is_judged_on_the_given_day(forty: Tables) -> None:
    last = forty["devices"]["run_at"].max()
    assert "days old" not in summarize(forty, (), last, 0).headline
    runs = forty["devices"]["run_at"].dropna()
    assert f"{len(runs):,} over 30 days old" in summarize(forty, (), AS_OF, 0).headline


def test_every_table_has_its_title_but_those_that_need_none(tmp_path: Path) -> None:
    files = {"a.txt": report(block(GATEWAY, BAD))}
    lines = page(load(write(tmp_path, files)).tables)
    titles = ["What fails, and why", "Worst devices", "Not read, or not in full (everything was read"]
    assert all(any(line.startswith(title) for line in lines) for title in titles)


def test_every_table_of_the_page_is_at_most_as_long_as_all_its_rows(tmp_path: Path) -> None:
    write_fleet(tmp_path / "one", 1, 7)
    lines = page(load(tmp_path / "one").tables)
    assert not any("more" in line for line in lines)
    assert lines[0].startswith("1 device in 1 result, run on 2025-")
