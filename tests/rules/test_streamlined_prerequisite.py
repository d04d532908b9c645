"""What is missing for streamlined connectivity."""

import pytest
from builders import GATEWAY, block, device, report
from rules.fleets import found, lines

RULE = "streamlined_prerequisite"
ITEM = "Streamlined Connectivity Readiness"


def text(value, name="CONTOSO-WS01", item=ITEM):
    return report(block(GATEWAY), items=device(name, **{item: value}), version="08May2024")


def test_it_fires_once_a_component_that_the_sentence_names(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": text("Components that need an update: MoCAMP, Engine")})
    assert frame["subject"].tolist() == ["antivirus platform", "antivirus engine"]
    assert "4.18.2211.5 or later" in frame["message"][0]
    assert lines(frame, tmp_path) == [f"{ITEM}: Components that need an update: MoCAMP, Engine"] * 2


def test_it_fires_with_the_sentence_where_it_names_nothing_known(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": text("Not today", item=f"{ITEM} (Preview)")})
    assert frame["subject"].tolist() == ["streamlined connectivity"]
    assert frame["message"][0].endswith("Not today")


def test_it_fires_at_the_event_where_there_is_no_item(tmp_path):
    said = "2022-04-28 09:56:01Z [Warning] Streamlined 131018: Install the unified agent. N/A"
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=[said])})
    assert frame["subject"].tolist() == ["unified agent"]
    assert lines(frame, tmp_path) == [said]


@pytest.mark.parametrize(
    "report_", [text("READY"), text("READY", item=f"{ITEM} (Preview)"), report(block(GATEWAY)), text("False")],
    ids=["ready", "ready-in-the-preview", "no-item", "no-value"],
)  # fmt: skip
def test_it_is_silent_where_the_device_is_ready_or_nothing_says_so(tmp_path, report_):
    assert len(found(RULE, tmp_path, {"a.txt": report_})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": text("Sense is outdated", "A"), "b.txt": text("READY", "B")}
    frame = found(RULE, tmp_path, files)
    assert frame[["device_name", "subject"]].astype(str).values.tolist() == [["A", "sensor"]]
