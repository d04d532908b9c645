"""Before and after, device by device: only what both sides tested is fixed or broken."""

from __future__ import annotations

import pytest
from builders import BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, onboarding, report, write, zipped
from plan.fleets import directly, of

import mdeanalysis
from mdeanalysis import load
from mdeanalysis.demo.planted import plant, write_planted

BAD = "12002"
LATER = "29/04/2022 9:54:23 AM +02:00"


def compared(folder, before, after):
    """What became of these files."""
    for name in ("b", "a"):
        (folder / name).mkdir()
    return mdeanalysis.compare(*(load(write(folder / name, files)) for name, files in (("b", before), ("a", after))))


def changes(found):
    return dict(zip(found.devices["device_name"], found.devices["change"], strict=True))


def change(folder, before, after):
    """The change of the only device, of these blocks."""
    found = compared(folder, {"Bern/a.txt": of("A", *before)}, {"Bern/a.txt": of("A", *after)})
    return changes(found)["A"]


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ([directly(GATEWAY, BAD)], [directly(GATEWAY)], "fixed"),
        ([directly(GATEWAY)], [directly(GATEWAY, BAD)], "broken"),
        ([directly(GATEWAY, BAD)], [directly(GATEWAY, "12007")], "still_failing"),
        ([directly(GATEWAY)], [directly(GATEWAY)], "same"),
        ([directly(GATEWAY, BAD), directly(CYBER)], [directly(GATEWAY), directly(CYBER, BAD)], "still_failing"),
        ([directly(GATEWAY, BAD), directly(CYBER)], [directly(CYBER)], "not_tested"),
        ([directly(GATEWAY, BAD), directly(GATEWAY_2)], [directly(GATEWAY_2)], "not_tested"),
        ([directly(CYBER)], [directly(GATEWAY, BAD), directly(CYBER)], "not_tested"),
    ],
    ids=[
        *("fixed", "broken", "fails-otherwise", "well", "one-for-another", "service-gone-from-the-test"),
        *("url-gone-from-the-test", "service-new-in-the-test"),
    ],
)
def test_a_device_s_change(tmp_path, before, after, word):
    assert change(tmp_path, before, after) == word


def test_a_host_that_is_no_longer_required_is_not_missed(tmp_path):
    """The device moved to another region, where its own gateways are reached."""
    moved = "https://winatp-gw-uks.microsoft.com/commands/test"
    uk = onboarding(vortexGeoLocation="UK", datacenter="UkSouth")
    after = {
        "A.zip": zipped({"MDEClientAnalyzer.txt": of("A", directly(moved)), "DeviceOnboardedInfoCurrent.Json": uk})
    }
    assert changes(compared(tmp_path, {"a.txt": of("A", directly(GATEWAY, BAD))}, after)) == {"A": "fixed"}


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_test_that_did_not_run_is_no_change(tmp_path, side):
    failed, silent = of("A", directly(GATEWAY, BAD)), report(items=device("A"))
    files = [{"a.txt": silent}, {"a.txt": failed}]
    found = compared(tmp_path, *(files if side == "before" else reversed(files)))
    assert changes(found) == {"A": "not_tested"}
    assert found.regressions == 0


def test_a_test_that_was_cut_off_does_not_fix(tmp_path):
    cut = report(block(GATEWAY, BAD), items=device("A"), end=False)
    found = compared(tmp_path, {"a.txt": of("A", directly(GATEWAY, BAD))}, {"a.txt": cut})
    assert changes(found) == {"A": "not_tested"}


def test_new_and_gone_devices_are_said(tmp_path):
    found = compared(tmp_path, {"a.txt": of("A", directly(GATEWAY))}, {"b.txt": of("B", directly(GATEWAY, BAD))})
    assert changes(found) == {"A": "gone", "B": "new"}
    assert found.regressions == 0


def test_a_renamed_device_stays_one(tmp_path):
    renamed = {**device("A"), "Device name": "NEW"}
    after = report(directly(GATEWAY), items=renamed)
    found = compared(tmp_path, {"a.txt": of("A", directly(GATEWAY, BAD))}, {"a.txt": after})
    assert found.devices[["device_name", "name_before", "change"]].values.tolist() == [["NEW", "A", "fixed"]]


def test_two_devices_of_one_name_stay_two(tmp_path):
    twin = {**device("B"), "Device name": "A"}
    before = {"a.txt": of("A", directly(GATEWAY, BAD)), "b.txt": report(directly(GATEWAY), items=twin)}
    after = {"a.txt": of("A", directly(GATEWAY)), "b.txt": report(directly(GATEWAY), items=twin)}
    assert sorted(compared(tmp_path, before, after).devices["change"]) == ["fixed", "same"]


def test_counts_are_by_service_reason_and_site(tmp_path):
    before = {
        "Bern/a.txt": of("A", directly(GATEWAY, BAD), directly(BLOB)),
        "Chur/b.txt": of("B", directly(GATEWAY), directly(BLOB, "12007")),
    }
    after = {
        "Bern/a.txt": of("A", directly(GATEWAY), directly(BLOB)),
        "Chur/b.txt": of("B", directly(GATEWAY, "12030"), directly(BLOB, "12007")),
    }
    found = compared(tmp_path, before, after)
    by = {
        name: {row[name]: {k: v for k, v in row.items() if v and k != name} for row in frame.to_dict("records")}
        for name, frame in (
            ("service", found.by_service),
            ("reason", found.by_reason),
            ("site", found.by_site),
        )
    }
    assert by["service"] == {
        "command_control": {"fixed": 1, "broken": 1},
        "autoir_blob": {"still_failing": 1, "same": 1},
    }
    assert by["reason"] == {"timeout": {"fixed": 1}, "reset": {"still_failing": 1}}
    assert by["site"] == {"Bern": {"fixed": 1}, "Chur": {"still_failing": 1}}
    assert found.regressions == 1


def test_the_newest_result_of_each_side_counts(tmp_path):
    old = of("A", directly(GATEWAY, BAD))
    new = report(directly(GATEWAY), items=device("A"), ran=LATER)
    found = compared(tmp_path, {"a.txt": old}, {"a.txt": old, "b.txt": new})
    assert changes(found) == {"A": "fixed"}


def test_paths_can_be_compared_too(tmp_path):
    folder = write(tmp_path, {"a.txt": of("A", directly(GATEWAY))})
    assert changes(mdeanalysis.compare(folder, str(folder))) == {"A": "same"}


@pytest.mark.parametrize("full", ["before", "after", "neither"])
def test_an_empty_side_is_no_error(tmp_path, full):
    files = {"a.txt": of("A", directly(GATEWAY))}
    found = compared(tmp_path, files if full == "before" else {}, files if full == "after" else {})
    assert changes(found) == {"before": {"A": "gone"}, "after": {"A": "new"}, "neither": {}}[full]


def planted(folder, causes):
    write_planted(folder, plant(80, 1, causes, noise=0.0))
    return load(folder)


def test_causes_are_counted_by_what_became_of_their_devices(tmp_path):
    """A refusal is lifted, a sign-in stays, a root certificate is lost: each cause has its own devices' change."""
    found = mdeanalysis.compare(
        planted(tmp_path / "b", "proxy_auth,proxy_refused"), planted(tmp_path / "a", "proxy_auth,old_root")
    )
    counts = found.by_cause.assign(cause=found.by_cause["cause"].str.partition(":")[0]).set_index("cause")
    moved = counts.loc[:, counts.any()]
    assert moved.to_dict("index") == {
        "proxy_auth": {"fixed": 0, "broken": 0, "still_failing": 6},
        "proxy_refused": {"fixed": 5, "broken": 0, "still_failing": 0},
        "tls": {"fixed": 0, "broken": 5, "still_failing": 0},
    }


def test_a_device_that_is_gone_is_gone_from_its_cause(tmp_path):
    before = planted(tmp_path / "b", "proxy_refused")
    [cause] = before.explain().causes
    victim = cause.devices[0]
    (file,) = (tmp_path / "b").rglob(f"{victim}.txt")
    file.unlink()
    [row] = mdeanalysis.compare(before, load(tmp_path / "b")).by_cause.to_dict("records")
    assert row["cause"] == f"proxy_refused: proxy_address={cause.conditions['proxy_address']}"
    assert (row["gone"], row["still_failing"]) == (1, len(cause.devices) - 1)


def test_without_causes_none_is_counted(tmp_path):
    found = compared(tmp_path, {"a.txt": of("A", directly(GATEWAY, BAD))}, {"a.txt": of("A", directly(GATEWAY))})
    assert found.by_cause.empty
    assert list(found.by_cause)[:2] == ["cause", "fixed"]
