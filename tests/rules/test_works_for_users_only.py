"""The user's test passes where SYSTEM's fails."""

import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, report, url_check
from rules.fleets import found, lines

RULE = "works_for_users_only"
REPORT, USER = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer_User.txt"


def pair(folder, system, user, name="CONTOSO-WS01"):
    return {f"{folder}/{REPORT}": report(*system, items=device(name)), f"{folder}/{USER}": url_check(*user)}


def test_it_fires_where_only_the_user_reaches_a_url(tmp_path):
    files = pair(
        "pc",
        [block(GATEWAY, BAD), block(GATEWAY_2, "12002 12180 12002 - -"), block(CYBER)],
        [block(GATEWAY), block(GATEWAY_2), block(CYBER)],
    )
    frame = found(RULE, tmp_path, files)
    assert frame["subject"].tolist() == ["command_control"]
    assert frame["message"].tolist() == [
        "2 URLs of command_control: no way as SYSTEM (connect, timeout), reached as the user"
    ]
    urls = [f"Testing URL : {GATEWAY}", f"Testing URL : {GATEWAY_2}"]
    assert lines(frame, tmp_path) == [url for url in urls for _ in range(2)]
    assert frame["evidence"].str.count("_User.txt").tolist() == [2]


@pytest.mark.parametrize(
    ("system", "user"),
    [
        ([block(GATEWAY)], [block(GATEWAY)]),
        ([block(GATEWAY, BAD)], [block(GATEWAY, BAD)]),
        ([block(GATEWAY)], [block(GATEWAY, BAD)]),
        ([block(GATEWAY, BAD)], [block(GATEWAY_2)]),
        ([block(GATEWAY, "12029")], [block(GATEWAY)]),
    ],
    ids=["both-reach", "neither", "system-only", "other-urls", "cut-off"],
)
def test_it_is_silent_where_the_two_do_not_contradict(tmp_path, system, user):
    assert len(found(RULE, tmp_path, pair("pc", system, user))) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = pair("a", [block(GATEWAY, BAD)], [block(GATEWAY)], "A")
    files |= pair("b", [block(BLOB, BAD), block(GATEWAY)], [block(BLOB, "400 400 400 - -"), block(GATEWAY)], "B")
    files |= pair("c", [block(GATEWAY, BAD)], [block(GATEWAY, BAD)], "C")
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "command_control"),
        ("B", "autoir_blob"),
    ]
