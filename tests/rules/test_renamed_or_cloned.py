"""One id under two names, one name with two ids."""

from builders import DEVICE_ID, device, report
from rules.fleets import found, lines

RULE = "renamed_or_cloned"
LATER = "29/04/2022 9:54:23 AM +02:00"
OTHER_ID = "f" * 40


def test_it_fires_where_an_id_has_two_names(tmp_path):
    files = {"a.txt": report(items={"Device name": "OLD"}), "b.txt": report(items={"Device name": "NEW"}, ran=LATER)}
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [("NEW", "names")]
    assert frame["message"].tolist() == ["results of this device name it OLD too: renamed, or its id was cloned"]
    assert frame["evidence"].tolist() == ["b.txt:5,a.txt"]


def test_it_fires_where_a_name_has_two_ids(tmp_path):
    files = {"a.txt": report(), "b.txt": report(items={"Device ID": OTHER_ID})}
    frame = found(RULE, tmp_path, files)
    assert frame["subject"].tolist() == ["ids", "ids"]
    assert lines(frame, tmp_path) == ["Device name: CONTOSO-WS01"] * 2


def test_it_is_silent_where_a_device_has_two_results(tmp_path):
    files = {"a.txt": report(), "b.txt": report(items={"Device ID": DEVICE_ID}, ran=LATER)}
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(items={"Device name": "OLD"}),
        "b.txt": report(items={"Device name": "NEW"}, ran=LATER),
        "c.txt": report(items=device("C")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["NEW"]
