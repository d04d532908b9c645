"""The report of Linux and macOS, byte for byte, and what is read of what was written."""

from __future__ import annotations

import re

import pytest
from formats.golden import document
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import xmde_xml
from mdeanalysis.formats.xmde_xml_writer import LABELS, XmdeItem, device_item, write_xmde_xml


def test_a_report_is_printed_byte_for_byte() -> None:
    general = [XmdeItem("script_version", "1.3.4")]
    device = [
        device_item("device_name", "contoso-lx01"),
        device_item("org_id", ""),
        XmdeItem("conflicting_agents", 'a & <b> "c" é', 'The "label" & more'),
    ]
    assert write_xmde_xml(general, device, [330002, 320037]) == (
        "<mdatp>\n"
        "  <general>\n"
        "    <script_version>1.3.4</script_version>\n"
        "  </general>\n"
        "  <device_info>\n"
        '    <device_name display_name="Device Name">contoso-lx01</device_name>\n'
        '    <org_id display_name="Organization ID"></org_id>\n'
        '    <conflicting_agents display_name="The &quot;label&quot; &amp; more">'
        'a &amp; &lt;b&gt; "c" &#233;</conflicting_agents>\n'
        "  </device_info>\n"
        "  <events>\n"
        '    <event id="330002"></event>\n'
        '    <event id="320037"></event>\n'
        "  </events>\n"
        "</mdatp>\n"
    )


def test_a_section_without_content_is_one_empty_element() -> None:
    assert write_xmde_xml([], [], []) == "<mdatp>\n  <general/>\n  <device_info/>\n  <events/>\n</mdatp>\n"


def test_only_known_tags_have_a_label() -> None:
    assert device_item("healthy", "True").label == "Healthy"
    with pytest.raises(KeyError):
        device_item("health", "True")


#: XML cannot hold control characters; a CR is read as a line end.
values = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\t"), max_size=20
)
items = st.builds(device_item, st.sampled_from(sorted(LABELS)), values)
general_items = st.builds(XmdeItem, st.sampled_from(["script_version", "script_run_time"]), values)
event_ids = st.builds(lambda platform, rest: platform * 100_000 + rest, st.integers(2, 3), st.integers(0, 99_999))


def read_value(written: str) -> str | None:
    return None if written.strip() in {"", "None"} else written.strip()


@settings(max_examples=100, deadline=None)
@given(st.lists(general_items, max_size=3), st.lists(items, max_size=5), st.lists(event_ids, max_size=5))
def test_what_was_written_is_read(general: list[XmdeItem], device: list[XmdeItem], ids: list[int]) -> None:
    text = write_xmde_xml(general, device, ids)
    assert text.isascii()
    found = document(text, "mde.xml")
    assert formats.recognise(found) is xmde_xml.FORMAT
    reading = xmde_xml.parse(found)
    assert reading.problems == []
    assert [(fact.section, fact.name, fact.value) for fact in reading.facts] == [
        *(("general", item.tag, read_value(item.value)) for item in general),
        *(("device_info", item.label, read_value(item.value)) for item in device),
    ]
    assert [event.event_id for event in reading.events] == ids
    lines = text.split("\n")
    assert all(re.match(r"    <event ", lines[event.line - 1]) for event in reading.events)
