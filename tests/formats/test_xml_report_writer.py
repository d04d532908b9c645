"""The XML report, from the same parts as the text."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.formats.text_report_writer import Event, Header, Item
from mdeanalysis.formats.xml_report_writer import shown_alert, write_xml_report

AT = datetime(2025, 3, 3, tzinfo=UTC)


def test_a_report_is_printed_byte_for_byte() -> None:
    link = "<a href='https://b.example.com\tNoPinning'>x</a>"
    parts = [
        Item("general", "scriptVersion", "Script Version: ", "28042022"),
        Header("device"),
        Item("devInfo", "deviceName", "Device name", ""),
        "a line of the text alone",
        Item("AVCompInfo", "AVEngineVersion", "Defender AV engine Version", "1.2 & <3>", "Medium"),
        Item("EDRCompInfo", "SenseServiceStatus", "Sense service Status", "Running"),
        Event(131015, "EDRCloud AutoIR", f"Failed: <br>{link}", "N/A", AT),
    ]
    expected = """<?xml version="1.0" encoding="utf-8"?>
<MDEResults>
  <general>
    <scriptVersion displayName="Script Version: ">
      <value>28042022</value>
    </scriptVersion>
  </general>
  <devInfo>
    <deviceName displayName="Device name">
      <value>
      </value>
    </deviceName>
  </devInfo>
  <EDRCompInfo>
    <SenseServiceStatus displayName="Sense service Status">
      <value>Running</value>
      <alert>None</alert>
    </SenseServiceStatus>
  </EDRCompInfo>
  <MDEDevConfig>
  </MDEDevConfig>
  <AVCompInfo>
    <AVEngineVersion displayName="Defender AV engine Version">
      <value>1.2 &amp; &lt;3&gt;</value>
      <alert>Medium</alert>
    </AVEngineVersion>
  </AVCompInfo>
  <events>
    <event id="131015">
      <severity>Warning</severity>
      <category>Connectivity</category>
      <check>EDRCloud AutoIR</check>
      <checkresult>Failed: &lt;br&gt;&lt;a href='https://b.example.com	NoPinning'&gt;x&lt;/a&gt;</checkresult>
      <guidance>N/A</guidance>
    </event>
  </events>
</MDEResults>"""
    assert write_xml_report(parts) == expected.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("value", "asked", "alert"),
    [
        ("Running", "High", "None"),
        ("Stopped", "None", "High"),
        ("StartPending", "", "High"),
        ("StopPending", "", ""),
        ("Active", "None", "None"),
        ("running", "", ""),
    ],
    ids=["running", "stopped", "starting", "stopping", "as-asked", "other-case"],
)
def test_a_service_s_status_decides_over_the_wish(value: str, asked: str, alert: str) -> None:
    assert shown_alert(Item("EDRCompInfo", "X", "X", value, asked)) == alert


def test_a_device_s_doubled_items_are_doubled_here_too() -> None:
    item = Item("devInfo", "deviceName", "Device name", "CONTOSO-WS1")
    assert len(ET.fromstring(write_xml_report([item, item])).findall("devInfo/deviceName")) == 2


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1))
def test_any_value_survives_its_escaping(value: str) -> None:
    root = ET.fromstring(write_xml_report([Item("devInfo", "deviceName", "Device name", value)]))
    assert root.findtext("devInfo/deviceName/value") == value


def test_a_lone_cr_of_an_insertion_survives() -> None:
    root = ET.fromstring(write_xml_report([Event(122003, "MissingPaths", "a\rb", "N/A", AT)]))
    assert root.findtext("events/event/checkresult") == "a\rb"
