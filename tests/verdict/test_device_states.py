"""The verdict of a device over its URLs, and what else is said of it."""

import pytest
from builders import (
    BAD,
    BLOB,
    CTL,
    CYBER,
    GATEWAY,
    GATEWAY_2,
    GOOD,
    PSEXEC,
    block,
    known,
    onboarding,
    report,
    tables_of,
    url_check,
    xml,
)

US_GATEWAY = "https://winatp-gw-cus.microsoft.com/commands/test"
URLS = {"reached": GOOD, "failed": BAD, "cut_off": "12007", "not_tested": "- - - - -", "unknown": "? - - - -"}
PLACES = (GATEWAY, GATEWAY_2, CYBER)


def device_row(*blocks, body=True, **more):
    files = {"SystemInfoLogs/MDEClientAnalyzer.txt": report(*blocks, **more)}
    if body:
        files["SystemInfoLogs/RegOnboardedInfoCurrent.json"] = onboarding()
    return tables_of(files)["devices"].iloc[0]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["reached", "reached"], "reached"),
        (["reached", "unknown"], "unknown"),
        (["unknown", "not_tested"], "not_tested"),
        (["not_tested", "cut_off"], "cut_off"),
        (["cut_off", "failed"], "failed"),
        (["reached", "failed"], "failed"),
        (["reached", "cut_off", "not_tested"], "cut_off"),
    ],
)
def test_the_worst_url_gives_the_devices_state(states, expected):
    for order in (states, states[::-1]):
        row = device_row(*(block(url, URLS[state]) for url, state in zip(PLACES, order, strict=False)))
        assert row["state"] == expected


def test_a_url_that_is_not_required_never_fails_the_device():
    row = device_row(block(GATEWAY), block(US_GATEWAY, BAD))
    assert (row["state"], row["required_urls"], row["failed_urls"]) == ("reached", 1, 0)
    assert known(row["services_failed"]) is None
    assert known(row["reason"]) is None


def test_where_the_region_is_unknown_all_tested_urls_judge():
    row = device_row(block(GATEWAY), block(US_GATEWAY, BAD), body=False)
    assert (row["state"], known(row["required_urls"]), row["reached_urls"], row["failed_urls"]) == (
        "failed",
        None,
        1,
        1,
    )


def test_a_failing_device_names_the_most_telling_reason_and_its_services():
    row = device_row(block(CYBER, "12007 12007 407 - -"), block(GATEWAY, BAD), block(BLOB, "400 400 400 - -"))
    assert (row["state"], row["reason"]) == ("failed", "proxy_auth")
    assert row["services_failed"] == "command_control,cyber_data"
    assert (row["reached_urls"], row["failed_urls"], row["required_urls"]) == (1, 2, 3)


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({"a.txt": report()}, "not_tested"),
        ({"a.txt": report().split("Important notes:")[0]}, "cut_off"),
        ({"a.xml": xml()}, "unknown"),
        ({"a.xml": xml(events='<event id="131001"><severity>Warning</severity></event>')}, "not_tested"),
        ({"RegOnboardedInfoCurrent.json": onboarding()}, "unknown"),
    ],
    ids=["report", "cut-report", "xml", "xml-that-says-so", "body"],
)
def test_without_urls_the_test_itself_gives_the_state(files, state):
    row = tables_of(files)["devices"].iloc[0]
    assert row["state"] == state
    assert (row["reached_urls"], row["failed_urls"]) == (0, 0)


def test_the_users_urls_count_for_nothing():
    files = {
        "SystemInfoLogs/MDEClientAnalyzer.txt": report(block(GATEWAY)),
        "SystemInfoLogs/MDEClientAnalyzer_User.txt": url_check(block(GATEWAY, BAD), block(CYBER)),
        "SystemInfoLogs/RegOnboardedInfoCurrent.json": onboarding(),
    }
    row = tables_of(files)["devices"].iloc[0]
    assert (row["state"], row["required_urls"], row["failed_urls"]) == ("reached", 1, 0)
    assert "cyber_data" in row["services_untested"]


@pytest.mark.parametrize(
    ("words", "methods", "single"),
    [
        (["12007 12007 200 - -", "12007 12007 200 - -"], "direct", True),
        (["12007 12007 200 - -", "200 12007 200 - -"], "default_proxy,direct", False),
        (["12007 12007 200 - -", "200 12007 12007 - -"], "default_proxy,direct", False),
        ([BAD, BAD], None, None),
        (["12007 12007 12007 200 -", BAD], "named_proxy", True),
    ],
)
def test_a_single_path_is_one_method_that_carries_all(words, methods, single):
    row = device_row(*map(block, PLACES, words))
    assert (known(row["working_methods"]), known(row["single_path"])) == (methods, single)


@pytest.mark.parametrize(
    ("words", "bypass"),
    [
        ("12029 12029 200 12029 -", True),
        ("12029 12029 200 407 -", True),
        ("12029 12029 200 bad -", True),
        ("12029 12029 200 200 -", False),
        ("12029 12029 200 - -", False),
        ("12029 12029 12029 12029 -", False),
        ("200 200 12029 12029 -", False),
    ],
    ids=["dead", "refuses", "malformed", "works", "none", "both-fail", "other-ways"],
)
def test_a_direct_bypass_is_a_named_proxy_that_fails_where_direct_works(words, bypass):
    assert device_row(block(GATEWAY, words))["direct_bypass"] == bypass


def test_a_bypass_needs_both_at_one_url():
    row = device_row(block(GATEWAY, "12029 12029 200 - -"), block(CYBER, "200 200 12029 12029 -"))
    assert not row["direct_bypass"]


def test_a_device_that_works_around_its_dead_proxy_is_reached():
    row = device_row(block(GATEWAY, "200 200 200 12029 -"), block(CTL, "200 200 200 12029 -"))
    assert (row["state"], row["direct_bypass"]) == ("reached", True)


def test_a_killed_run_whose_urls_are_reached_is_reached_with_untested_urls():
    row = device_row(block(GATEWAY), after_test=PSEXEC[:-1])
    assert (row["state"], row["test_state"]) == ("reached", "cut_off")
    assert row["untested_urls"] == 16


def test_results_of_one_batch_do_not_mix():
    files = {
        "one.txt": report(block(GATEWAY, BAD), items={"Device ID": "1" * 40, "Device name": "ONE"}),
        "two.txt": report(block(GATEWAY), items={"Device ID": "2" * 40, "Device name": "TWO"}),
        "three.txt": report(items={"Device ID": "3" * 40, "Device name": "THREE"}),
    }
    made = tables_of(files)
    names = made["results"].set_index("result_id")["device_name"]
    states = {names[row.result_id]: row.state for row in made["devices"].itertuples()}
    assert states == {"ONE": "failed", "TWO": "reached", "THREE": "not_tested"}
