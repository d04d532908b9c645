"""Warnings that the analyzer reports and no other finding says."""

import pytest
from builders import BAD, GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.test_tool_error import event

RULE = "tool_warning"


def warning(number):
    return event(number, severity="Warning")


def test_it_fires_with_the_meaning_and_what_mends_it(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[warning(121012)])})
    assert frame["message"][0].startswith("antivirus definitions are out of date. Run Update-MpSignature")
    assert lines(frame, tmp_path) == [warning(121012)]


@pytest.mark.parametrize(("ids", "count"), [(("331004",), 1), (("330002",), 0)], ids=["some-fail", "all-answer"])
def test_it_fires_at_channels_of_linux_that_no_test_shows(tmp_path, ids, count):
    made = "".join(f'<event id="{number}"></event>' for number in ids)
    text = (
        "<mdatp>\n  <general>\n    <script_version>1.3.4</script_version>\n  </general>\n  <device_info>\n"
        '    <device_name display_name="Device Name">lx01</device_name>\n  </device_info>\n'
        f"  <events>{made}</events>\n</mdatp>"
    )
    assert len(found(RULE, tmp_path, {"mde.xml": text})) == count


@pytest.mark.parametrize(
    "said", [warning(131013), warning(131001), warning(131003), warning(131019), event(122011)],
    ids=["url-says-it", "not-tested", "certificate-rule", "streamlined-rule", "error"],
)  # fmt: skip
def test_it_is_silent_where_another_finding_says_it(tmp_path, said):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, BAD), cloud=[said])})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), cloud=[warning(121012)], items=device("A")),
        "b.txt": report(block(GATEWAY), cloud=[warning(131008)], items=device("B")),
    }
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "121012 Check"),
        ("B", "131008 Check"),
    ]
