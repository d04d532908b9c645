"""Components that the tool calls out of date."""

import pytest
from builders import device, report, xml
from rules.fleets import found, lines

RULE = "outdated_component"
PLATFORM = {"Defender AV Platform Version": "4.18.1.1"}


def coloured(colour, name="A"):
    return xml(device(name) | PLATFORM).replace(
        "<value>4.18.1.1</value>", f"<value>4.18.1.1</value><alert>{colour}</alert>"
    )


@pytest.mark.parametrize("colour", ["High", "Medium"])
def test_it_fires_on_the_colour_of_a_version(tmp_path, colour):
    frame = found(RULE, tmp_path, {"a.xml": coloured(colour)})
    assert frame["subject"].tolist() == ["antivirus platform"]
    assert frame["message"].tolist() == ["antivirus platform 4.18.1.1 is out of date"]


@pytest.mark.parametrize(
    ("event", "part"),
    [(121012, "security intelligence"), (122011, "antivirus engine"), (122038, "sensor")],
    ids=["signatures", "engine", "sensor"],
)
def test_it_fires_on_the_tool_s_event(tmp_path, event, part):
    line = f"2022-04-28 09:58:01Z [Warning] Check {event}: Old. Update."
    frame = found(RULE, tmp_path, {"a.txt": report(cloud=[line])})
    assert frame["message"].tolist() == [f"{part} is out of date (event {event})"]
    assert lines(frame, tmp_path) == [line]


@pytest.mark.parametrize(
    "text",
    [coloured("None"), xml(PLATFORM), xml(PLATFORM).replace("Running</value>", "Running</value><alert>High</alert>")],
    ids=["green", "no-colour", "another-item"],
)
def test_it_is_silent_where_nothing_calls_it_old(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.xml": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    frame = found(RULE, tmp_path, {"a.xml": coloured("High", "A"), "b.xml": coloured("None", "B")})
    assert frame["device_name"].tolist() == ["A"]
