"""TLS 1.2 and what it needs."""

import pytest
from builders import BAD, GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.test_not_tested import sample

RULE = "tls12_missing"


def event(number):
    return f"2022-04-28 09:56:01Z [Error] Tls {number}: Made-up words. N/A"


@pytest.mark.parametrize(
    ("number", "subject"),
    [(122044, "cipher suites"), (122045, "TLS 1.2"), (122046, "ECDH"), (132006, "elliptic curves")],
    ids=str,
)
def test_it_fires_at_the_tool_s_events(tmp_path, number, subject):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[event(number)])})
    assert frame["subject"].tolist() == [subject]
    assert frame["message"][0].endswith("; yet URLs were reached in this run")
    assert lines(frame, tmp_path) == [event(number)]


def test_it_fires_without_a_but_where_nothing_is_reached(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, BAD), cloud=[event(122045)])})
    assert frame["message"].tolist() == ["TLS 1.2 is turned off"]


def test_it_fires_where_a_down_level_test_gave_up(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": sample("f3_tls_missing")})
    assert frame["subject"].tolist() == ["TLS 1.2"]
    assert lines(frame, tmp_path)[0] == "Environment is not supported: 6.1.7601 TLS 1.2 is off"


def test_it_fires_with_another_subject_where_updates_are_missing(tmp_path):
    said = ["###################### OS validation details  ###########################",
            "Environment is not supported: 6.1.7601.0 these are missing", "* KB3080149"]  # fmt: skip
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=said)})
    assert frame["subject"].tolist() == ["updates"]


@pytest.mark.parametrize(
    "text", [report(block(GATEWAY, "12175 12175 12175 - -")), report(block(GATEWAY), cloud=[event(122041)])],
    ids=["tls-fails-on-the-way", "another-event"],
)  # fmt: skip
def test_it_is_silent_where_the_device_itself_has_tls(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), cloud=[event(122045)], items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
