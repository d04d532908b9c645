"""Errors that the analyzer reports and no other finding says."""

import pytest
from builders import BAD, GATEWAY, block, device, report, xml
from rules.fleets import found, lines

RULE = "tool_error"


def event(number, words="Made-up words.", severity="Error"):
    return f"2022-04-28 09:56:01Z [{severity}] Check {number}: {words}"


def test_it_fires_with_the_meaning_and_what_mends_it(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[event(122011)])})
    assert frame["subject"].tolist() == ["122011 Check"]
    assert frame["message"][0].startswith("the antivirus engine is out of date. Run Update-MpSignature")
    assert lines(frame, tmp_path) == [event(122011)]


def test_it_fires_with_the_event_s_own_words_where_the_id_is_unknown(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[event(122999, "Something is wrong.")])})
    assert frame["message"].tolist() == ["Something is wrong."]


def test_it_fires_at_a_channel_of_which_no_url_is_at_hand(tmp_path):
    made = (
        '<event id="132021"><severity>Error</severity><category>Connectivity</category><check>EDRCloud CnC</check>'
        "<checkresult>All gateways are out of reach.</checkresult><guidance>Open the firewall.</guidance></event>"
    )
    frame = found(RULE, tmp_path, {"a.xml": xml(events=made)})
    assert frame["subject"].tolist() == ["132021 EDRCloud CnC"]


@pytest.mark.parametrize(
    "said",
    [event(132021), event(132027), event(122045), event(132012), event(121012, severity="Warning"),
     event(120037, severity="Informational")],
    ids=["url-says-it", "inspection", "tls-rule", "certificate-rule", "warning", "information"],
)  # fmt: skip
def test_it_is_silent_where_another_finding_says_it(tmp_path, said):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, BAD), cloud=[said])})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), cloud=[event(122011), event(122011)], items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    frame = found(RULE, tmp_path, files)
    assert frame["device_name"].tolist() == ["A"]
    assert len(lines(frame, tmp_path)) == 2
