"""One device: each URL by each method, and evidence that stands where it is said to stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, BLOB, CTL, CYBER, DEVICE_ID, GATEWAY, GATEWAY_2, block, onboarding, report, write

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.report.device import build
from mdeanalysis.report.render import render
from mdeanalysis.report.section import Section

Tables = Mapping[str, pd.DataFrame]
TEXT = report(
    block(GATEWAY, "200 12180 12029 - -"),
    block(GATEWAY_2, "407 12167 12002 bad -"),
    block(CYBER, "! ssl pin ? -", proxy="10.0.0.7:3128"),
    block(BLOB, BAD),
    block(CTL, "- - - - -"),
    block("https://cut.contoso.com", "12007 12007"),
)


@pytest.fixture
def one(tmp_path: Path) -> Tables:
    files = {"PC1/SystemInfoLogs/MDEClientAnalyzer.txt": TEXT}
    files["PC1/SystemInfoLogs/RegOnboardedInfoCurrent.Json"] = onboarding()
    return load(write(tmp_path, files)).tables


def page(tables: Tables, position: int = 0) -> tuple[str, dict[str, Section]]:
    headline, sections = build(tables, str(tables["devices"]["device_key"].iloc[position]))
    return headline, {section.name: section for section in sections}


def test_every_outcome_has_its_cell(one: Tables) -> None:
    _, sections = page(one)
    methods = ("default_proxy", "wpad", "direct", "named_proxy")
    cells = {row["url"]: [row[method] for method in methods] for row in sections["urls"].rows}
    assert cells == {
        GATEWAY: ["200", "12180", "12029", "-"],
        GATEWAY_2: ["407", "12167", "12002", "malformed"],
        CYBER: ["exception", "0", "12157", "?"],
        BLOB: ["12029", "12029", "12029", "-"],
        CTL: ["-", "-", "-", "-"],
        "https://cut.contoso.com": ["12007", "12007", "missing", "missing"],
    }


def test_urls_stand_worst_first_with_their_line(one: Tables) -> None:
    _, sections = page(one)
    states = [row["state"] for row in sections["urls"].rows]
    order = ("failed", "cut_off", "unknown", "not_tested", "reached")
    assert states == sorted(states, key=order.index)
    lines = TEXT.split("\n")
    assert all(row["url"] in lines[row["line"] - 1] for row in sections["urls"].rows)


def test_methods_that_no_row_used_and_the_one_context_are_left_out(one: Tables) -> None:
    _, sections = page(one)
    assert "command_line_proxy" in sections["urls"].columns
    assert not {"oms_proxy", "agent"} & set(sections["urls"].columns)
    assert "context" not in sections["urls"].columns
    assert "context" not in sections["failures"].columns


def test_the_agents_own_way_has_its_column(one: Tables) -> None:
    attempts = one["attempts"].drop_duplicates("url").copy()
    attempts["method"] = "agent"
    attempts["error_code"] = pd.array([None] * len(attempts), "Int64")
    _, sections = page({**one, "attempts": attempts})
    assert "agent" in sections["urls"].columns
    assert any(row["agent"] == "failed" for row in sections["urls"].rows)


def test_what_a_user_reached_is_shown_apart_below(one: Tables) -> None:
    twice = {name: one[name].copy() for name in ("urls", "attempts")}
    for name, frame in twice.items():
        user = frame.assign(context="user")
        if name == "attempts":
            user = user.assign(http_status=pd.array([200] * len(user), "Int64"), outcome="succeeded")
        twice[name] = pd.concat([frame, user], ignore_index=True)
    _, sections = page({**one, **twice})
    rows = sections["urls"].rows
    assert [row["context"] for row in rows] == ["system"] * 6 + ["user"] * 6
    assert {row["default_proxy"] for row in rows[6:]} == {"200"}
    assert {row["default_proxy"] for row in rows[:6]} == {"200", "407", "exception", "12029", "-", "12007"}
    assert {row["context"] for row in sections["failures"].rows} == {"system", "user"}
    assert sections["urls"].columns[0] == sections["failures"].columns[0] == "context"


def test_failures_say_the_meaning_of_their_number(one: Tables) -> None:
    _, sections = page(one)
    told = {(row["method"], row["reason"]): row for row in sections["failures"].rows}
    assert told["default_proxy", "proxy_auth"]["code"] == 407
    assert "CANNOT_CONNECT" in told["direct", "connect"]["meaning"]
    assert told["direct", "connect"]["urls"] == 2
    assert all(row["reason"] for row in sections["failures"].rows)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Tables]:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 40, 7)
    return folder, load(folder).tables


def test_evidence_stands_at_its_line_of_the_source(one: Tables) -> None:
    lines = TEXT.split("\n")
    _, sections = page(one)
    for row in sections["failures"].rows:
        source, _, line = row["evidence"].rpartition(":")
        assert source == "PC1/SystemInfoLogs/MDEClientAnalyzer.txt"
        code = {"invalid_proxy": "valid format", "exception": "exception was thrown"}.get(row["reason"], row["code"])
        assert str(code) in lines[int(line) - 1]


def test_evidence_of_a_demo_device_stands_in_its_decoded_text(fleet: tuple[Path, Tables]) -> None:
    folder, tables = fleet
    checked = 0
    for position in range(len(tables["devices"])):
        _, sections = page(tables, position)
        for row in [*sections["failures"].rows, *sections["proxy_settings"].rows]:
            source, _, line = row["evidence"].rpartition(":")
            if not source.endswith(".txt") or "!" in source or row.get("code") is None:
                continue
            data = (folder / source).read_bytes()
            text = data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig").replace("\r\n", "\n")
            assert str(row["code"]) in text.split("\n")[int(line) - 1]
            checked += 1
    assert checked > 5


def test_every_device_has_a_page_in_every_format_and_width(fleet: tuple[Path, Tables]) -> None:
    _, tables = fleet
    for position in range(len(tables["devices"])):
        headline, sections = build(tables, str(tables["devices"]["device_key"].iloc[position]))
        device = tables["devices"].iloc[position]
        assert headline.startswith(f"{device['device_name']}: {str(device['state']).replace('_', ' ')}")
        for format_ in ("json", "csv", "markdown"):
            render(format_, headline, sections)
        for width in (80, 120, 140, 200):
            assert all(len(line) <= width for line in render("table", headline, sections, width=width).splitlines())


def test_facts_have_no_empty_and_no_python_words(fleet: tuple[Path, Tables]) -> None:
    _, tables = fleet
    for position in range(len(tables["devices"])):
        values = {row["name"]: row["value"] for row in page(tables, position)[1]["device"].rows}
        assert not {"", "True", "False", "<NA>", "nan", "None", "NaT"} & set(values.values())


def test_an_older_result_is_left_aside_and_said_so(fleet: tuple[Path, Tables]) -> None:
    _, tables = fleet
    results = tables["results"]
    key = str(results[results["superseded"]]["device_key"].iloc[0])
    headline, sections = build(tables, key)
    assert headline.endswith("(1 older result left aside)")
    old = set(results[results["superseded"]]["source"])
    shown = [row["evidence"] for section in sections for row in section.rows if "evidence" in row]
    assert shown
    assert not any(place.startswith(tuple(old)) for place in shown)


def test_a_device_that_tested_nothing_says_so(tmp_path: Path) -> None:
    tables = load(write(tmp_path, {"PC1/SystemInfoLogs/MDEClientAnalyzer.txt": report(after_test=())})).tables
    headline, sections = page(tables)
    assert headline.startswith("CONTOSO-WS01: ")
    assert sections["urls"].note == "none: the test left no rows"
    assert sections["failures"].note == "none failed"
    assert sections["proxy_settings"].note == "none stated"


def test_what_was_not_understood_of_this_device_stands_on_its_page_only(fleet: tuple[Path, Tables]) -> None:
    _, tables = fleet
    source = str(tables["devices"]["source"].iloc[0])
    inside = [source, f"{source}!a.txt", f"{source}/a.txt", f"{source}x", "elsewhere"]
    problems = pd.DataFrame({"source": inside, "line": pd.array([1] * 5, "Int64"), "kind": "internal", "reason": "r"})
    assert len(page({**tables, "problems": problems})[1]["problems"].rows) == 3
    assert page({**tables, "problems": problems.iloc[3:]})[1]["problems"].note == "everything was understood"


def test_the_device_id_is_among_the_facts(one: Tables) -> None:
    assert {"name": "device_id", "value": DEVICE_ID} in page(one)[1]["device"].rows


@pytest.mark.parametrize(("day", "age"), [("2022-04-28", "0 days"), ("2022-05-08", "10 days")])
def test_a_result_says_how_old_it_is_on_a_day(one: Tables, day: str, age: str) -> None:
    key = str(one["devices"]["device_key"].iloc[0])
    _, sections = build(one, key, pd.Timestamp(day, tz="UTC"))
    told = {row["name"]: row["value"] for row in sections[0].rows}
    assert told["age"] == f"{age} on {day}"


def test_a_result_without_a_time_says_no_age(one: Tables) -> None:
    tables = {**one, "devices": one["devices"].assign(run_at=pd.NaT)}
    _, sections = build(tables, str(one["devices"]["device_key"].iloc[0]), pd.Timestamp("2022-05-08", tz="UTC"))
    assert "age" not in {row["name"] for row in sections[0].rows}
