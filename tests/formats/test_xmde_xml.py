"""The report of Linux and macOS: golden pairs, what counts as a value, and what is refused."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import xmde_xml
from mdeanalysis.records import Reading

NAME = '<device_name display_name="Device Name">contoso-lx01</device_name>'


def parse(device: str = NAME, events: str = "", head: str = "", first_line: int = 1) -> Reading:
    text = f"{head}<mdatp><general/><device_info>{device}</device_info><events>{events}</events></mdatp>"
    return xmde_xml.parse(document(text, "mde.xml", first_line))


@pytest.mark.parametrize("case", cases("xmde_xml"), ids=lambda case: case.name)
def test_each_report_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(xmde_xml.parse(case.document)) == case.expected


@pytest.mark.parametrize("value", ["", "\n    ", "None", " None "])
def test_nothing_blanks_and_the_none_of_python_are_no_value(value: str):
    (fact,) = parse(f'<org_id display_name="Organization ID">{value}</org_id>').facts
    assert (fact.section, fact.name, fact.value) == ("device_info", "Organization ID", None)


@pytest.mark.parametrize("value", ["False", "false", "True", "0", "none", "None of them"])
def test_false_is_an_answer_here(value: str):
    (fact,) = parse(f'<healthy display_name="Healthy">{value}</healthy>').facts
    assert fact.value == value


@pytest.mark.parametrize(
    ("attribute", "name"),
    [
        ('display_name="Device ID"', "Device ID"),
        ('display_name=" Device ID: "', "Device ID"),
        ('display_name=""', "device_id"),
        ("", "device_id"),
        ('displayName="Device ID"', "device_id"),
    ],
    ids=["as-is", "colon", "empty", "none", "of-windows"],
)
def test_a_fact_has_the_display_name_without_its_colon_else_the_tag(attribute: str, name: str):
    (fact,) = parse(f"<device_id {attribute}>x</device_id>").facts
    assert fact.name == name


def test_a_section_that_no_edition_has_yet_is_read_too():
    text = "<mdatp>\n<general/>\n<network>\n<proxy>10.0.0.6:8080</proxy>\n</network>\n</mdatp>"
    (fact,) = xmde_xml.parse(document(text)).facts
    assert (fact.section, fact.name, fact.value, fact.line) == ("network", "proxy", "10.0.0.6:8080", 4)


def test_an_element_that_only_wraps_others_is_no_fact():
    facts = parse("<agents>\n <one>x</one>\n <two/>\n</agents>").facts
    assert [(fact.section, fact.name, fact.value) for fact in facts] == [
        ("device_info", "one", "x"),
        ("device_info", "two", None),
    ]


@pytest.mark.parametrize(
    ("device", "host"),
    [
        (f"{NAME}<host_name>LX01.contoso.com</host_name>", "LX01.contoso.com"),
        (f"<host_name>LX01.contoso.com</host_name>{NAME}", "LX01.contoso.com"),
        (f"{NAME}<host_name></host_name>", "contoso-lx01"),
        (f"{NAME}<host_name>None</host_name>", "contoso-lx01"),
        ("<host>x</host>", None),
    ],
    ids=["both", "either-order", "empty", "python-none", "neither"],
)
def test_the_device_is_named_by_host_name_before_device_name_as_printed(device: str, host: str | None):
    assert parse(device).host == host


@pytest.mark.parametrize(
    ("item", "marks"),
    [
        ("<MDATP_Status>Not Installed</MDATP_Status>", {"not_onboarded"}),
        ("<MDATP_Status>not installed</MDATP_Status>", {"not_onboarded"}),
        ("<MDATP_Status>Installed</MDATP_Status>", set()),
        ("<MDATP_Status></MDATP_Status>", set()),
        ("<mde_netfilter_version>Not installed</mde_netfilter_version>", set()),
    ],
    ids=["not-installed", "other-case", "installed", "empty", "another-item"],
)
def test_a_device_without_the_agent_is_not_onboarded(item: str, marks: set[str]):
    reading = parse(item)
    assert reading.marks == marks
    assert len(reading.facts) == 1


@pytest.mark.parametrize(
    ("number", "severity", "category"),
    [
        ("230002", "Informational", "Connectivity"),
        ("331007", "Warning", "Connectivity"),
        ("212002", "Error", "Environment"),
        ("320037", "Informational", "Configuration"),
        ("399999", "Informational", None),
        (" 310002 ", "Informational", "Environment"),
    ],
)
def test_an_event_is_what_the_digits_of_its_number_say(number: str, severity: str, category: str | None):
    (event,) = parse(events=f'<event id="{number}"></event>').events
    assert (event.event_id, event.severity, event.category) == (int(number), severity, category)
    assert (event.check, event.text, event.guidance, event.urls) == ("", None, None, None)


def test_an_event_that_says_more_is_one_event_with_its_own_words():
    reading = parse(events='<event id="331004"><severity>Error</severity><check>Cyber</check></event>')
    (event,) = reading.events
    assert reading.problems == []
    assert (event.event_id, event.severity, event.category, event.check) == (331004, "Error", "Connectivity", "Cyber")


@pytest.mark.parametrize(
    "attribute", ['id=""', 'id="abc"', 'id="-330002"', 'id="3300023300"', 'id="３３０００２"', ""]
)
def test_an_event_with_no_number_is_told(attribute: str):
    reading = parse(events=f"<event {attribute}></event>")
    assert reading.events == []
    assert [problem.kind for problem in reading.problems] == ["unknown_line"]
    assert (reading.understood, reading.unknown) == (0, 1)


BOMB = '<!DOCTYPE mdatp [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<?xml version="1.0"?>\n<!DOCTYPE mdatp SYSTEM "file:///etc/hostname">\n',
        '<!DOCTYPE mdatp [<!ENTITY a SYSTEM "http://192.0.2.1/a">]>',
        "<!DOCTYPE mdatp>",
    ],
    ids=["entity-bomb", "external-type", "external-entity", "type-alone"],
)
def test_a_document_type_is_refused(head: str):
    reading = parse(NAME + "<a>&a;&c;</a>", head=head)
    assert [problem.kind for problem in reading.problems] == ["unsafe"]
    assert reading.facts == []
    assert formats.recognise(reading.document) is xmde_xml.FORMAT


@pytest.mark.parametrize(("depth", "kinds"), [(60, []), (70, ["unsafe"]), (100_000, ["unsafe"])])
def test_nesting_that_the_tool_never_writes_is_refused(depth: int, kinds: list[str]):
    reading = parse(f"{NAME}{'<a>' * depth}{'</a>' * depth}")
    assert [problem.kind for problem in reading.problems] == kinds
    assert reading.facts[0].value == "contoso-lx01"


@pytest.mark.parametrize(
    "tail",
    ["<host_na", "<host_name>contoso-lx", "</wrong>", "&nothing;", "\0", "\x01", "<a b='1' b='2'/>"],
    ids=["tag", "value", "wrong-end", "entity", "nul", "control", "attribute-twice"],
)
def test_what_stood_complete_before_an_error_is_kept_and_nothing_behind_it(tail: str):
    text = f"<mdatp>\n<device_info>{NAME}\n{tail}\n<healthy>True</healthy></device_info></mdatp>"
    reading = xmde_xml.parse(document(text, "mde.xml", first_line=11))
    assert [fact.value for fact in reading.facts if fact.name == "Device Name"] == ["contoso-lx01"]
    assert "host_name" not in {fact.name for fact in reading.facts}
    assert [problem.kind for problem in reading.problems] == ["unreadable"]
    assert reading.host == "contoso-lx01"


def test_what_stands_behind_the_report_is_not_read():
    text = f"<mdatp><device_info>{NAME}</device_info></mdatp>\n<mdatp><events><event id='330002'/></events></mdatp>"
    reading = xmde_xml.parse(document(text))
    assert (len(reading.facts), reading.events) == (1, [])
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unreadable", 2)]


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1))
def test_a_cut_report_keeps_what_is_complete(place: float):
    case = next(case for case in cases("xmde_xml") if case.name == "linux")
    text = case.document.text[: int(place * len(case.document.text))]
    cut, whole = xmde_xml.parse(document(text)), xmde_xml.parse(case.document)
    assert cut.facts == whole.facts[: len(cut.facts)]
    assert cut.events == whole.events[: len(cut.events)]
    assert len(cut.events) == text.count("</event>")
    assert [problem.kind for problem in cut.problems] == ([] if "</mdatp>" in text else ["unreadable"])


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("<mdatp><general/></mdatp>", True),
        ("\n <mdatp>\n  <device_info/></mdatp>", True),
        ("<?xml version='1.0'?><!-- a --><mdatp version='2'><events/></mdatp>", True),
        ("<mdatp>\n  <general>\n    <script_ver", True),
        ("<mdatp/>", False),
        ("<mdatp_health><general/></mdatp_health>", False),
        ("<events><event id='330002'><check_name>x</check_name></event></events>", False),
        ("<MDEResults><general/><mdatp/></MDEResults>", False),
        ("<html><mdatp><events/></mdatp></html>", False),
        ("see <mdatp><general/>", False),
        ("<" + "!" * 5000 + "<mdatp><general/>", False),
        ("", False),
    ],
    ids=[
        *("root", "blanks", "declaration", "cut", "no-section", "other-root", "catalogue", "of-windows"),
        *("page", "prose", "far-below", "nothing"),
    ],
)
def test_a_report_is_told_by_its_root_and_a_section(text: str, is_one: bool):
    assert xmde_xml.matches(document(text, "mde.xml")) is is_one
