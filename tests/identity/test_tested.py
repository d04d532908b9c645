"""Whether the connectivity test ran, was cut off or never ran, and why not."""

import pytest
from builders import CYBER, GATEWAY, PSEXEC, block, described, known, report, url_check, xml

RULE = "ASR rule 'Block process creations originating from PSExec and WMI commands' exists"
ASR = f"{RULE} on the device and is in Block mode"
EXCLUDED = f"{RULE} in block mode, but script path is excluded as needed"
REFUSED = ["Connecting to local system...", "Couldn't install PSEXESVC service:", "Access is denied."]
NO_URL = "2022-04-28 09:56:01Z [Warning] EDRCloud 131001: No URL was tested. N/A"
EVENT = '<event id="131001"><severity>Warning</severity></event>'
OTHER_EVENT = '<event id="131015"><severity>Warning</severity></event>'


def state(text=None, **more):
    row = described(text, **more)
    return known(row["test_state"]), known(row["not_tested_reason"])


COMPLETE, CUT = ("complete", None), ("cut_off", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (report(block(GATEWAY)), COMPLETE),
        (report(block(GATEWAY), block(CYBER, "12029 12029"), after_test=(), end=False), CUT),
        (report(block(GATEWAY), block(CYBER, "12029 12029")), CUT),
        (report(block(GATEWAY), after_test=PSEXEC[:-1]), CUT),
        (report(block(GATEWAY), after_test=(), output="running as System"), COMPLETE),
        (report(block(GATEWAY), after_test=[*PSEXEC[:-1], ASR]), CUT),
        (url_check(block(GATEWAY)), COMPLETE),
        (url_check(block(GATEWAY)) + "Testing URL : https://winatp-gw-n", CUT),
        (url_check(block(GATEWAY, "200 200")), CUT),
    ],
    ids=[
        "whole",
        "text-ends-in-a-block",
        "killed-in-a-block",
        "psexec-never-finished",
        "as-system",
        "killed-beside-asr-sentence",
        "log",
        "half-url-line",
        "log-cut",
    ],
)
def test_a_test_with_rows_is_complete_or_cut_off(text, expected):
    assert state(text) == expected


@pytest.mark.parametrize(
    ("after_test", "cloud", "reason"),
    [
        ((), [ASR], "asr_rule"),
        (REFUSED, [ASR], "asr_rule"),
        (REFUSED, [EXCLUDED], "no_psexec"),
        (REFUSED, [], "no_psexec"),
        (PSEXEC[:1], [], "no_psexec"),
        (["This is the first run of this program. You must accept EULA to continue."], [], "eula"),
        (PSEXEC, [NO_URL], "no_endpoints"),
        ((), [NO_URL], "unknown"),
        ((), [], "unknown"),
    ],
    ids=[
        "asr",
        "asr-before-refusal",
        "excluded-rule",
        "refusal",
        "only-connecting",
        "eula",
        "checker-ran-without-list",
        "event-alone",
        "nothing",
    ],
)
def test_a_test_that_never_ran_has_a_reason(after_test, cloud, reason):
    assert state(report(after_test=after_test, cloud=cloud)) == ("not_tested", reason)


def test_a_report_that_ends_before_the_test_is_cut_off():
    assert state(report(after_test=()).split("Important notes:")[0]) == CUT


def test_a_log_without_any_url_says_that_there_was_no_list():
    assert state(url_check()) == ("not_tested", "no_endpoints")


@pytest.mark.parametrize(
    ("edition", "expected"),
    [("08May2024", ("not_tested", "downlevel_not_captured")), ("28042022", ("not_tested", "unknown"))],
    ids=["captures-nothing", "captured-nothing"],
)
def test_a_down_level_report_tells_of_its_test_by_its_edition(edition, expected):
    lines = ["OS Environment is  supported: Microsoft Windows NT 6.3.9600.0", "OMS channel: Not tested"]
    text = report(after_test=(), cloud=lines).replace("Important notes:", "").replace("28042022", edition)
    assert state(text) == expected


@pytest.mark.parametrize(
    ("events", "expected"), [("", (None, None)), (OTHER_EVENT, (None, None)), (EVENT, ("not_tested", "unknown"))]
)
def test_an_xml_alone_tells_nothing_of_the_test_unless_it_says_that_there_was_none(events, expected):
    assert state(None, MDEClientAnalyzer__xml=xml(events=events)) == expected


def test_the_users_own_test_is_no_test_of_the_device():
    user = url_check(block(GATEWAY))
    assert state(None, MDEClientAnalyzer__xml=xml(), MDEClientAnalyzer_User__txt=user) == (None, None)
    assert state(report(), MDEClientAnalyzer_User__txt=user)[0] == "not_tested"


def test_a_log_that_ends_where_the_report_does_proves_no_end():
    killed = report(block(GATEWAY), after_test=PSEXEC[:-1])
    assert state(killed, URLCheckLog__txt=url_check(block(GATEWAY))) == CUT
