"""A service of which no URL was reached."""

from builders import BAD, BLOB, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "service_unreachable"


def test_it_fires_where_every_url_of_a_service_fails(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), block(CYBER, GOOD))})
    assert frame["subject"].tolist() == ["command_control"]
    assert frame["message"].tolist() == ["no URL of command_control was reached by any method: connect"]
    assert lines(frame, tmp_path) == [f"Testing URL : {GATEWAY}", f"Testing URL : {GATEWAY_2}"]


def test_it_is_silent_where_one_url_of_the_service_works(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, BAD), block(GATEWAY_2, GOOD))})
    assert len(frame) == 0


def test_it_is_silent_where_the_test_was_cut_off(tmp_path):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, "12029"), end=False)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, BAD), items=device("A")),
        "b.txt": report(block(BLOB, BAD), block(GATEWAY, GOOD), items=device("B")),
    }
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "command_control"),
        ("B", "autoir_blob"),
    ]
