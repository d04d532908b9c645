"""Lists of roots and of revoked certificates that the device does not get."""

from pathlib import Path

import pytest
from builders import BAD, CTL, GATEWAY, GOOD, block, device, report, result_files
from rules.fleets import found, lines

RULE = "certificate_lists_blocked"
HEADER = "############## Connectivity Check for ctldl.windowsupdate.com #############"
PIN_RULES = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/pinrulesstl.cab"
EXCEPTION = f"Exception occurred for {PIN_RULES} :Unable to connect to the remote server"
DUMPS = Path(__file__).parent.parent / "data" / "cert_validate"


def event(number, words="Made-up words."):
    return f"2022-04-28 09:56:01Z [Warning] AuthRoot {number}: {words} N/A"


def test_it_fires_where_system_cannot_fetch_a_list(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), block(CTL, BAD, pinned=False))})
    assert frame["subject"].tolist() == ["ctldl.windowsupdate.com"]
    assert lines(frame, tmp_path) == [f"Testing URL : {CTL}\tNoPinning"]


@pytest.mark.parametrize("said", [[HEADER, EXCEPTION], [event(131003)]], ids=["sentence", "event"])
def test_it_fires_where_the_script_cannot_and_system_did_not_try(tmp_path, said):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=said)})
    assert frame["subject"].tolist() == ["ctldl.windowsupdate.com"]
    assert lines(frame, tmp_path) == [said[-1]]


@pytest.mark.parametrize(
    ("number", "subject"),
    [(130009, "automatic root update"), (132012, "automatic root update"), (131005, "revocation")],
    ids=str,
)
def test_it_fires_at_the_tool_s_events(tmp_path, number, subject):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[event(number)])})
    assert frame["subject"].tolist() == [subject]
    assert lines(frame, tmp_path) == [event(number)]


def test_it_fires_at_what_certutil_says(tmp_path):
    dump = (DUMPS / "no_revocation.log").read_text(encoding="utf-8")
    frame = found(RULE, tmp_path, result_files(report(block(GATEWAY)), {"CertValidate.log": dump}))
    assert frame["subject"].tolist() == ["revocation"]
    assert any("REVOCATION" in line for line in lines(frame, tmp_path))


def test_it_fires_at_a_root_that_is_not_trusted(tmp_path):
    dump = "CertContext[0][0]: dwErrorStatus=20\n  Element.dwErrorStatus = CERT_TRUST_IS_UNTRUSTED_ROOT (0x20)\n"
    frame = found(RULE, tmp_path, result_files(report(block(GATEWAY)), {"CertValidate.log": dump}))
    assert frame["subject"].tolist() == ["trusted root"]


@pytest.mark.parametrize(
    "text",
    [report(block(GATEWAY), block(CTL, GOOD, pinned=False), cloud=[HEADER, EXCEPTION, event(131003)]),
     report(block(GATEWAY), cloud=[HEADER, f"StatusCode for {PIN_RULES} IS : OK", event(131004)]),
     report(block(GATEWAY, BAD))],
    ids=["system-reaches-it", "the-script-reaches-it", "another-service"],
)  # fmt: skip
def test_it_is_silent_where_lists_arrive(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


@pytest.mark.parametrize(
    "dump",
    [(DUMPS / "all_well.log").read_text(encoding="utf-8"),
     "CertContext[0][0]: dwErrorStatus=1\n  Element.dwErrorStatus = CERT_TRUST_IS_NOT_TIME_VALID (0x1)\n"],
    ids=["well", "a-date-that-has-passed"],
)  # fmt: skip
def test_it_is_silent_where_certutil_says_nothing_of_lists(tmp_path, dump):
    assert len(found(RULE, tmp_path, result_files(report(block(GATEWAY)), {"CertValidate.log": dump}))) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(CTL, BAD, pinned=False), items=device("A")),
        "b.txt": report(block(CTL, GOOD, pinned=False), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
