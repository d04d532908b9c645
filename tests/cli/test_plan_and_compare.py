"""`plan` and `compare` as a user types them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from builders import CYBER, GATEWAY, write
from plan.fleets import HOST, PROXY, by_proxy, of

BLOCKED = {"Bern/a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER))}
WELL = {"Bern/a.txt": of("A", by_proxy(GATEWAY), by_proxy(CYBER))}
#: Of the contract.
KEYS = ["rank", "kind", "target", "hosts", "devices_freed", "cumulative", "devices", "evidence"]


@pytest.fixture
def blocked(tmp_path):
    return write(tmp_path / "before", BLOCKED)


@pytest.fixture
def well(tmp_path):
    return write(tmp_path / "after", WELL)


def test_plan_is_a_page_with_what_to_ask_for(run_command, blocked):
    done = run_command("plan", blocked)
    assert done.returncode == 3
    assert done.stdout.startswith("1 device failed; 1 change frees 1 of them\n")
    assert f"1. allow_host: {PROXY}\n   Allow these hosts" in done.stdout
    assert all(len(line) <= 160 for line in done.stdout.splitlines())


def test_plan_json_has_the_keys_of_the_contract_first(run_command, blocked):
    found = json.loads(run_command("plan", blocked, "--format", "json").stdout)
    (change,) = found["changes"]
    assert list(change)[: len(KEYS)] == KEYS
    assert change["hosts"] == [HOST[GATEWAY]]
    assert change["devices"] == ["A"]
    assert (found["failed_devices"], found["freed_devices"]) == (1, 1)


def test_plan_csv_has_a_row_a_change(run_command, blocked):
    (row,) = csv.DictReader(io.StringIO(run_command("plan", blocked, "--format", "csv").stdout))
    assert (row["kind"], row["target"], row["devices"]) == ("allow_host", PROXY, "A")


def test_plan_markdown_is_markdown(run_command, blocked):
    assert (
        "\n## Changes, the one that frees most first\n" in run_command("plan", blocked, "--format", "markdown").stdout
    )


def test_a_fleet_that_works_needs_no_change(run_command, well):
    done = run_command("plan", well, "--fail-on", "error")
    assert done.stdout.startswith("no device failed; 1 device must be tested again before anybody")


def test_of_what_was_not_read_nobody_is_told_that_nothing_is_to_change(run_command, tmp_path):
    (tmp_path / "hostname").write_text("desk-7\n")
    done = run_command("plan", tmp_path / "hostname")
    assert (done.returncode, done.stdout) == (4, "no device: none was read, or none chosen\n")
    assert "not read: hostname" in done.stderr


@pytest.mark.parametrize(("where", "number"), [("site=Bern", 1), ("site=Chur", 0)])
def test_plan_is_for_the_devices_that_are_chosen(run_command, blocked, where, number):
    found = json.loads(run_command("plan", blocked, "--where", where, "--format", "json").stdout)
    assert len([change for change in found["changes"] if change["kind"] != "rerun_test"]) == number


def test_plan_writes_tickets_and_says_so(run_command, blocked, tmp_path):
    done = run_command("plan", blocked, "--tickets", tmp_path / "tickets")
    assert (tmp_path / "tickets" / "01-10.0.0.6-8080" / "ticket.txt").is_file()
    assert "01-10.0.0.6-8080: 1 change, 1 device" in done.stderr
    assert done.stdout.startswith("1 device failed")


def test_plan_prints_the_hosts_alone(run_command, blocked):
    done = run_command("plan", blocked, "--allowlist", "edl")
    assert HOST[GATEWAY] in done.stdout.splitlines()
    assert "failed" not in done.stdout
    assert "on port 80" in done.stderr


def test_plan_stands_no_unknown_form(run_command, blocked):
    assert run_command("plan", blocked, "--allowlist", "iptables").returncode == 2


def test_a_regression_is_status_3(run_command, blocked, well):
    assert run_command("compare", well, blocked).returncode == 3
    assert run_command("compare", well, blocked, "--fail-on", "never").returncode == 0
    assert run_command("compare", blocked, well, "--fail-on", "regression").returncode == 0


def test_compare_is_a_page_with_counts_first(run_command, blocked, well):
    done = run_command("compare", blocked, well)
    assert done.stdout.startswith(
        "1 device: 1 fixed, 0 broken, 0 still failing, 0 not tested, 0 new, 0 gone, 0 reached"
    )
    assert "Fixed: failed before, reached now (1 device)" in done.stdout


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_compare_is_data_too(run_command, blocked, well, format_):
    text = run_command("compare", blocked, well, "--format", format_).stdout
    if format_ == "json":
        sections = json.loads(text)["sections"]
        assert sections["devices"]["rows"][0]["change"] == "fixed"
        assert sections["by_site"]["rows"] == [
            {"site": "Bern", "fixed": 1}
            | dict.fromkeys(["broken", "still_failing", "not_tested", "new", "gone", "same"], 0)
        ]
    elif format_ == "csv":
        assert next(csv.DictReader(io.StringIO(text)))["change"] == "fixed"
    else:
        assert "## Fixed: failed before, reached now" in text


def test_compare_says_what_was_not_read(run_command, well, tmp_path):
    broken = write(tmp_path / "broken", {**WELL, "b.zip": b"PK\x03\x04broken"})
    assert run_command("compare", well, broken).returncode == 4


def test_compare_needs_both_sides(run_command, well, tmp_path):
    assert run_command("compare", well).returncode == 2
    assert run_command("compare", well, tmp_path / "nowhere").returncode == 1
