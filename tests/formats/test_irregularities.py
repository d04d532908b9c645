"""The irregularities of real reports, each with the golden pair that holds it or the test that shows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from formats.golden import DATA

TESTS = Path(__file__).parent.parent


class Held(NamedTuple):
    """A golden pair whose input holds the irregularity: a text that the pattern finds."""

    case: str
    pattern: str


class Shown(NamedTuple):
    """A test that shows it, where no single text can."""

    test: str


IRREGULARITIES: dict[str, tuple[Held | Shown, ...]] = {
    "01 the named proxy's row is 4.1 instead of 4, with or without a blank before it": (
        Held("url_block/named_proxy_alone_works.txt", r"(?m)^4\.1 - "),
        Held("url_block/blank_before_4_1.txt", r"(?m)^ 4\.1 - "),
    ),
    "02 two rows of stars above each URL, each with a blank at its end": (
        Held("url_block/healthy_direct.txt", r"(?m)^\*{68} \r?\n\*{68} \r?\nTesting"),
    ),
    "03 NoPinning is part of the URL's line and of links": (
        Held("url_block/healthy_direct.txt", r"\tNoPinning"),
        Held("xml_report/e22.xml", "NoPinning"),
    ),
    "04 Succeeded (502) is no success": (
        Held("url_block/named_proxy_alone_works.txt", r"Succeeded \(502\)"),
        Shown("tables/test_attempt_rows.py::test_a_proxys_refusal_is_never_reached"),
    ),
    "05 general items have a second colon": (Held("text_report/e22_by_psexec.txt", r"Script Version: : "),),
    "06 local times end in Z": (
        Held("text_report/e22_by_psexec.txt", r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ "),
        Shown("identity/test_result_columns.py::test_the_run_time_is_day_first_and_needs_zone_and_half_of_the_day"),
    ),
    "07 False is no value": (
        Held("text_report/e24_whole.txt", r"(?m): False\r?$"),
        Shown("tables/test_merged_rows.py::test_a_printed_false_is_unknown_and_names_have_no_colon"),
    ),
    "08 device items stand twice where the onboarding info is missing": (
        Held("text_report/not_onboarded_with_doubled_items.txt", r"(?s)Device name: .*Device name: "),
    ),
    "09 a modern report holds the sections of older servers": (
        Held("text_report/unified_agent_on_an_old_server.txt", r"OMS validation details"),
    ),
    "10 output is cut: by the timer that kills the tool, by Ctrl-C, by a ticket's field": (
        Held("text_report/test_killed_within_a_row.txt", "Testing URL"),
        Held("url_block/ticket_cut_at_4000_characters.txt", "Testing URL"),
        Shown("property/test_parsers.py::test_a_cut_loses_nothing_before_it_and_invents_nothing"),
    ),
    "11 the URL blocks have no header": (
        Held("text_report/e22_by_psexec.txt", r"Connectivity output, using psexec -s:\r?\nProxy config"),
    ),
    "12 LF alone and CR alone end lines": (
        Held("url_block/lone_lf.txt", r"[^\r]\n"),
        Held("text_report/events_of_several_lines.txt", r"\r(?!\n)|\n"),
        Shown("test_records.py::test_text_and_lines_are_those_of_the_three_line_ends"),
    ),
    "13 other programs speak the system's language, the script never does": (
        Shown("formats/test_proxies.py::test_netsh_names_a_proxy_in_any_language"),
        Held("url_block/localised_messages_stay.txt", r"Failed \(\d+: \w+: \d+: [^)]*[^\x00-\x7f]"),
        Held("gateway_block/localised_messages.txt", r"[^\x00-\x7f]"),
    ),
    "14 the tools' misspellings are literal": (
        Held("url_block/failed_in_every_function.txt", "WinHttpQueryDataAvaliable"),
        Held("url_block/tls_flags.txt", "SLL certificate"),
        Held("text_report/f3_gateways_and_workspaces.txt", "OS Environment is  supported"),
    ),
    "15 Deployed has a capital letter where the capability is not": (
        Held("text_report/e22_by_psexec.txt", "Anti-Spoofing capability Deployed: NO"),
    ),
    "16 an event may carry another one's words": (
        Held("text_report/events_of_several_lines.txt", r"Z \[\w+\] "),
        Shown("tables/test_merged_rows.py::test_an_event_of_another_id_is_another_row"),
    ),
    "17 issuer and root are those of the URL before": (
        Held("text_report/e24_inspection_with_stale_values.txt", "The cert issuer for"),
    ),
    "18 labels of the environment's proxies are mixed up": (
        Held("text_report/e24_streamlined.txt", "Curl ALL proxy"),
        Shown("formats/test_proxies.py::test_sentences_with_wrong_labels_name_no_proxy"),
    ),
    "19 all failed means two or more": (
        Shown("demo/test_demo_events.py::test_none_exactly_one_and_more_failures_are_three_events"),
        Shown("verdict/test_url_states.py::test_the_two_verdicts_may_differ"),
    ),
    "20 zips have backslashes, and names with the day before the month": (
        Shown("intake/test_archives.py::test_backslashes_between_folders_are_read_as_slashes"),
        Shown("verdict/test_newest.py::test_the_archives_name_has_the_day_before_the_month"),
    ),
    "21 PsExec's noise and PowerShell's error records stand between": (
        Held("url_block/psexec_noise.txt", "PSEXESVC"),
        Held("text_report/error_records_of_powershell.txt", "FullyQualifiedErrorId"),
    ),
    "22 a UTF-16 file was saved again as something else": (
        Shown("intake/test_decode.py::test_bytes_that_are_no_utf8_are_of_the_code_page_of_their_writer"),
        Shown("intake/test_decode.py::test_long_texts_need_no_mark"),
    ),
    "23 tables are cut at the console's width": (
        Held("text_report/unified_agent_on_an_old_server.txt", r"(?m)^ +TelemetryProxyServer +: .*\.\.\.$"),
    ),
    "24 the user's own test contradicts the system's": (
        Held("gateway_block/MDEClientAnalyzer_User.txt", "Test URL"),
        Shown(
            "identity/test_grouping.py::test_the_users_test_is_a_context_of_its_own_and_no_part_of_the_devices_verdict"
        ),
    ),
    "25 a machine comes several times, and its newest run counts": (
        Shown("verdict/test_newest.py::test_the_run_time_decides_and_the_files_own_date_does_not"),
    ),
}


def test_all_twenty_five_are_listed():
    assert [words[:2] for words in IRREGULARITIES] == [f"{number:02}" for number in range(1, 26)]


@pytest.mark.parametrize(
    "held", [one for found in IRREGULARITIES.values() for one in found if isinstance(one, Held)], ids=str
)
def test_the_golden_input_holds_it(held: Held):
    path = DATA / held.case
    assert re.search(held.pattern, path.read_bytes().decode("utf-8")), "the pair does not hold it"
    assert (path.parent / f"{path.stem}.expected.json").exists()


@pytest.mark.parametrize(
    "shown", [one for found in IRREGULARITIES.values() for one in found if isinstance(one, Shown)], ids=str
)
def test_the_test_that_shows_it_is_there(shown: Shown):
    module, _, name = shown.test.partition("::")
    assert f"\ndef {name}(" in (TESTS / module).read_text(encoding="utf-8")
