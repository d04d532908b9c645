"""The summary's numbers, counted again from the tables with plain pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GOOD, block, device, report, tables_of

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.errors import SelectionError
from mdeanalysis.report import failures, first_steps
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import judging_urls
from mdeanalysis.report.summary import summarize
from mdeanalysis.vocabulary import STATES

Tables = Mapping[str, pd.DataFrame]
UNTESTED = "reached, services never tested"
NOT_STATED = "(not stated)"


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 300, 11)
    return load(folder).tables


def section(tables: Tables, name: str, by: tuple[str, ...] = ()) -> Section:
    return next(one for one in summarize(tables, by).sections if one.name == name)


def judged(tables: Tables) -> pd.DataFrame:
    """URL rows that decide: the newest result's, as SYSTEM, required or of unknown need."""
    urls = tables["urls"]
    newest = set(tables["devices"]["result_id"])
    keep = [
        result in newest and context == "system" and (need is pd.NA or bool(need))
        for result, context, need in zip(urls["result_id"], urls["context"], urls["required"], strict=True)
    ]
    return urls[keep]


def text(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.astype("object").where(column.notna(), None)


def test_states_add_up_to_all_devices_and_each_says_of_how_many(fleet: Tables) -> None:
    rows = section(fleet, "states").rows
    count = len(fleet["devices"])
    assert sum(row["devices"] for row in rows) == count
    assert {row["of"] for row in rows} == {count}
    assert all(row["share"] == pytest.approx(row["devices"] / count, abs=1e-4) for row in rows)


@pytest.mark.parametrize("state", STATES)
def test_each_state_is_counted_and_reached_with_untested_services_apart(fleet: Tables, state: str) -> None:
    devices = fleet["devices"]
    shown = {row["state"]: row["devices"] for row in section(fleet, "states").rows}
    mine = devices[devices["state"] == state]
    apart = int(mine["services_untested"].notna().sum()) if state == "reached" else 0
    assert shown[state] == len(mine) - apart
    if state == "reached":
        assert shown[UNTESTED] == apart > 0


def test_a_rate_never_stands_without_its_number(fleet: Tables) -> None:
    for one in summarize(fleet, ("site", "region")).sections:
        if "share" in one.columns:
            assert one.columns[one.columns.index("share") - 1] == "of"
            for row in one.rows:
                assert (row["share"] is None) == (row["of"] == 0)


def test_failures_are_counted_in_devices_of_those_that_tested_the_service(fleet: Tables) -> None:
    rows = judged(fleet)
    keys = [text(rows[name]).fillna("not in the catalogue") for name in ("service", "reason")]
    expected = {}
    for (service, reason), own in rows[rows["state"] == "failed"].groupby(
        [key[rows["state"] == "failed"] for key in keys]
    ):
        told = rows[(keys[0] == service) & rows["state"].isin(["reached", "failed"])]
        expected[service, reason] = (own["result_id"].nunique(), told["result_id"].nunique(), own["host"].nunique())
    shown = section(fleet, "failures").rows
    assert {(row["service"], row["reason"]): (row["devices"], row["of"], row["hosts"]) for row in shown} == expected
    assert [row["devices"] for row in shown] == sorted((row["devices"] for row in shown), reverse=True)


def test_the_denominator_of_uncatalogued_hosts_is_all_devices_that_tested_one() -> None:
    both = "https://one.contoso.com/ping", "https://two.contoso.com/ping"
    items = {"OS build number": None}
    tables = tables_of({"a.txt": report(block(both[0], BAD), block(both[1], GOOD), items=items)}, "PC1.zip")
    more = tables_of(
        {"a.txt": report(block(both[0], GOOD), items=items | {"Device name": "PC2"}, ran=None)}, "PC2.zip"
    )
    both_tables = {name: pd.concat([tables[name], more[name]], ignore_index=True) for name in tables}
    row = section(both_tables, "failures").rows[0]
    assert (row["service"], row["devices"], row["of"], row["share"]) == ("not in the catalogue", 1, 2, 0.5)


def test_user_rows_and_older_results_judge_nothing(fleet: Tables) -> None:
    urls = fleet["urls"].copy()
    urls["context"] = "user"
    assert failures.build(judging_urls({**fleet, "urls": urls})).note == "nothing was tested"
    superseded = fleet["results"][fleet["results"]["superseded"]]["result_id"]
    assert len(superseded)
    shown = section(fleet, "failures").rows
    assert not {row["evidence"].rpartition(":")[0].split("!")[0] for row in shown} & set(
        fleet["results"][fleet["results"]["superseded"]]["source"]
    )


def test_evidence_of_a_failure_is_a_row_that_failed_so(fleet: Tables) -> None:
    urls = fleet["urls"]
    places = urls["source"].astype("str") + ":" + urls["line"].astype("str")
    for row in section(fleet, "failures").rows:
        meant = urls[places == row["evidence"]]
        assert (meant["state"] == "failed").all()
        assert set(meant["reason"]) == {row["reason"]}
        assert set(meant["service"]) == {row["service"]}


@pytest.mark.parametrize("name", ["proxy_method", "region", "os_release"])
def test_the_usual_breakdowns_count_every_device_once(fleet: Tables, name: str) -> None:
    devices = fleet["devices"]
    shown = [row for row in section(fleet, "by").rows if row["dimension"] == name]
    assert sum(row["devices"] for row in shown) == len(devices)
    check(shown, devices, [name], ["value"])


@pytest.mark.parametrize(
    "by", [("site",), ("state",), ("os_build",), ("onboarded", "region"), ("site", "region", "agent")], ids=str
)
def test_a_breakdown_is_what_groupby_says(fleet: Tables, by: tuple[str, ...]) -> None:
    shown = section(fleet, "by", by).rows
    assert sum(row["devices"] for row in shown) == len(fleet["devices"])
    check(shown, fleet["devices"], list(by), list(by))


def check(shown: list[dict[str, Any]], devices: pd.DataFrame, by: list[str], labels: list[str]) -> None:
    keys = [devices[name].astype("object").map(str, na_action="ignore").fillna(NOT_STATED) for name in by]
    expected = {}
    for values, own in devices.groupby(keys):
        counts = own["state"].astype("str").value_counts()
        expected[values] = {state: int(counts.get(state, 0)) for state in STATES}
    assert {
        tuple(row[label] for label in labels): {state: row[state] for state in STATES} for row in shown
    } == expected
    for row in shown:
        assert row["of"] == row["failed"] + row["reached"]
        assert row["devices"] == sum(row[state] for state in STATES)


def test_not_stated_and_stated_as_unknown_are_two_values(fleet: Tables) -> None:
    devices = fleet["devices"].copy()
    devices["proxy_method"] = ["unknown"] * 3 + [None] * (len(devices) - 3)
    shown = section({**fleet, "devices": devices}, "by", ("proxy_method",)).rows
    assert {row["proxy_method"]: row["devices"] for row in shown} == {"unknown": 3, NOT_STATED: len(devices) - 3}


def test_the_shortened_breakdown_adds_up_what_it_leaves_out(fleet: Tables) -> None:
    one = section(fleet, "by", ("device_name",))
    assert one.short is not None
    assert len(one.short) < len(one.rows)
    for name in ("devices", "of", *STATES):
        assert sum(row[name] for row in one.short) == sum(row[name] for row in one.rows)
    assert one.short[-1]["device_name"] == f"{len(one.rows) - len(one.short) + 1:,} others"


def test_a_breakdown_by_no_column_names_those_there_are(fleet: Tables) -> None:
    with pytest.raises(SelectionError, match=r"no column 'colour'.*proxy_method"):
        summarize(fleet, ("colour",))


def test_worst_devices_are_the_failed_ones_with_most_failed_urls_first(fleet: Tables) -> None:
    rows = section(fleet, "worst").rows
    devices = fleet["devices"]
    failed = devices[devices["state"] == "failed"]
    assert sorted(row["device_name"] for row in rows) == sorted(failed["device_name"])
    assert [row["failed_urls"] for row in rows] == sorted(failed["failed_urls"], reverse=True)
    mine = judged(fleet)
    for row in rows:
        own = mine[mine["device_name"] == row["device_name"]]
        assert row["failed_urls"] == (own["state"] == "failed").sum()
        assert row["of"] == own["state"].isin(["reached", "failed"]).sum()


def test_first_steps_count_the_devices_that_each_would_help(fleet: Tables) -> None:
    rows, devices = judged(fleet), fleet["devices"]
    failed = rows[rows["state"] == "failed"]
    untested = devices[devices["state"] == "not_tested"]
    expected = [own["result_id"].nunique() for _, own in failed.groupby("reason", observed=True)]
    expected += [len(own) for _, own in untested.groupby("not_tested_reason", observed=True)]
    expected.append(int((devices["state"] == "cut_off").sum()))
    shown = section(fleet, "first").rows
    assert [row["devices"] for row in shown] == sorted((n for n in expected if n), reverse=True)
    assert all(row["advice"].endswith(".") and row["what"] for row in shown)


@pytest.mark.parametrize(
    ("states", "told"),
    [
        ([], "no device: none was read, or none chosen"),
        (["reached"], "nothing: no device failed, and all were tested"),
        (["reached", "unknown"], "nothing: no device failed"),
    ],
)
def test_nothing_to_do_is_told_by_what_was_tested(fleet: Tables, states: list[str], told: str) -> None:
    devices = fleet["devices"][:0].reindex(range(len(states))).assign(state=states)
    assert first_steps.build({**fleet, "devices": devices}, judged(fleet)[:0]).note == told


@pytest.mark.parametrize(
    ("proxies", "told"),
    [
        (["p:1"] * 5, ", behind p:1"),
        (["p:1"] * 4 + ["q:1"], ", nearly all behind p:1"),
        (["p:1"] * 3 + ["q:1"] * 2, ""),
        ([None] * 5, ""),
    ],
    ids=["all", "nearly-all", "too-few", "none-stated"],
)
def test_a_step_names_the_proxy_that_its_devices_share(proxies: list[str | None], told: str) -> None:
    texts = [report(block(GATEWAY, BAD), items=device(f"PC-{number}")) for number in range(5)]
    tables = tables_of({f"PC-{number}.txt": text for number, text in enumerate(texts)}, root="")
    step = section({**tables, "devices": tables["devices"].assign(proxy_address=proxies)}, "first").rows[0]
    assert (step["devices"], step["what"].partition(" host")[2]) == (5, told)


def test_what_was_not_read_is_counted_and_lines_and_duplicates_apart(fleet: Tables) -> None:
    kinds = ["unreadable", "unsafe", "too_large", "unknown_format", "internal", "unknown_line", "duplicate"]
    problems = pd.DataFrame({"source": kinds, "line": pd.array([None] * 7, "Int64"), "kind": kinds, "reason": "why"})
    one = section({**fleet, "problems": problems}, "not_read")
    assert [row["kind"] for row in one.rows] == kinds[:5]
    assert one.note == "5 places, 1 duplicate left out, 1 section with lines not understood"


def test_a_healthy_fleet_has_nothing_to_do() -> None:
    tables = tables_of({"a.txt": report(block(GATEWAY, GOOD), block(CYBER, GOOD), block(BLOB, "400 400 400 - -"))})
    notes = {one.name: one.note for one in summarize(tables).sections}
    assert notes["failures"] == "no required URL failed"
    assert notes["worst"] == "none failed"
    assert notes["first"].startswith("nothing")
