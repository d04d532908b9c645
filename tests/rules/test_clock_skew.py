"""A clock that is off, and what only looks like one."""

import pytest
from builders import BAD, CTL, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "clock_skew"
DATE = "12037 12037 12037 - -"
TOLD = "2022-04-28 09:58:01Z [Error] ClockSkew 122007: The time differs. N/A"
YEARS_AHEAD = "28/04/2032 9:54:23 AM +02:00"


def dated(text):
    return text.replace("STATUS_FLAG_INVALID_CA SSL invalid CA.", "STATUS_FLAG_CERT_DATE_INVALID SLL certificate.")


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY, DATE), block(CYBER, DATE)),
        report(block(GATEWAY, "pin-date pin-date pin-date - -"), block(CYBER, DATE), block(CTL, GOOD, pinned=False)),
        dated(report(block(GATEWAY, "ssl ssl ssl - -"), block(GATEWAY_2, "ssl ssl ssl - -"))),
    ],
    ids=["number", "pinning", "flag"],
)
def test_it_fires_where_certificates_of_several_hosts_have_wrong_dates(tmp_path, text):
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["clock"]
    assert "refused for their dates" in frame["message"][0]
    assert all(line.startswith("1 - Default proxy: Failed") for line in lines(frame, tmp_path))


def test_it_fires_where_the_tool_says_so(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(cloud=[TOLD])})
    assert lines(frame, tmp_path) == [TOLD]


def test_it_fires_where_a_run_lies_years_ahead_of_all_others(tmp_path):
    files = {f"{n}.txt": report(items=device(f"D{n}")) for n in range(3)}
    files["x.txt"] = report(items=device("X"), ran=YEARS_AHEAD)
    frame = found(RULE, tmp_path, files)
    assert frame["device_name"].tolist() == ["X"]
    assert lines(frame, tmp_path) == [f"Script RunTime: : {YEARS_AHEAD}"]


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY, DATE), block(CYBER, BAD)),
        report(block(GATEWAY, DATE), block(GATEWAY_2, DATE), block(CYBER, GOOD)),
        report(block(GATEWAY, DATE), block(GATEWAY_2, DATE), block(CYBER, "ssl ssl ssl - -")),
        report(block(GATEWAY, DATE), block(GATEWAY_2, DATE), block(CYBER, "pin pin pin - -")),
        report(ran=YEARS_AHEAD),
    ],
    ids=["one-host", "one-is-good", "issuer-too", "inspection", "nothing-to-compare-with"],
)
def test_it_is_silent_where_another_cause_is_as_likely(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_where_the_fleet_s_runs_go_on_behind_the_day(tmp_path):
    files = {f"{n}.txt": report(items=device(f"D{n}"), ran=f"0{n}/05/2022 9:54:23 AM +02:00") for n in range(1, 6)}
    files |= {f"1{n}.txt": report(items=device(f"E{n}"), ran=f"2{n}/04/2022 9:54:23 AM +02:00") for n in range(1, 9)}
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, DATE), block(CYBER, DATE), items=device("A")),
        "b.txt": report(block(GATEWAY, DATE), block(CYBER, GOOD), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
