"""The XML report: golden pairs, and what is refused."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import xml_report
from mdeanalysis.records import Reading

NAME = '<deviceName displayName="Device name"><value>CONTOSO-L01</value></deviceName>'


def parse(inner: str, head: str = "", first_line: int = 1) -> Reading:
    text = f"{head}<MDEResults>{inner}</MDEResults>"
    return xml_report.parse(document(text, "MDEClientAnalyzer.xml", first_line))


@pytest.mark.parametrize("case", cases("xml_report"), ids=lambda case: case.name)
def test_each_report_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(xml_report.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    "value", ["", "\n      ", "<value></value>", "<value>\n  </value>", "<value>False</value>", "False"]
)
def test_nothing_blanks_and_false_are_no_value(value: str):
    (fact,) = parse(f'<devInfo><OSName displayName="Device Operating System">{value}</OSName></devInfo>').facts
    assert (fact.section, fact.name, fact.value) == ("devInfo", "Device Operating System", None)


@pytest.mark.parametrize("value", ["<value> ::1 </value>", "::1", "<alert>High</alert><value>::1</value>"])
def test_a_value_stands_in_its_own_element_or_in_the_items(value: str):
    (fact,) = parse(f'<devInfo><CurlProxy displayName="Curl NO proxy override">{value}</CurlProxy></devInfo>').facts
    assert fact.value == "::1"


def test_an_exact_repetition_keeps_the_last_and_another_name_is_another_fact():
    item = '<DefenderState displayName="{}"><value>{}</value></DefenderState>'
    inner = item.format("Defender AV mode", "Active") + item.format("Defender AV mode", "Passive")
    inner += item.format("Defender Is Tamper Protected", "True")
    facts = parse(f"<AVCompInfo>{inner}</AVCompInfo>").facts
    assert [(fact.name, fact.value) for fact in facts] == [
        ("Defender AV mode", "Passive"),
        ("Defender Is Tamper Protected", "True"),
    ]
    twice = parse(f"<devInfo>{NAME}</devInfo><ProductionPOC>{NAME}</ProductionPOC>").facts
    assert [fact.section for fact in twice] == ["devInfo", "ProductionPOC"]


def test_the_line_of_an_item_is_where_its_tag_begins():
    item = '<deviceName\n  displayName="Device name">\n<value>\nCONTOSO-L01</value></deviceName>'
    inner = f"\n<devInfo>\n\n{item}</devInfo>\n"
    (fact,) = parse(inner + '<events>\n<event id="131015"/></events>', first_line=100).facts
    assert (fact.value, fact.line) == ("CONTOSO-L01", 103)


def test_an_event_without_its_words_has_those_that_its_digits_give():
    (event,) = parse('<events><event id="132022"></event></events>').events
    assert (event.severity, event.category, event.check, event.text) == ("Error", "Connectivity", "", None)


@pytest.mark.parametrize("number", ["", "abc", "-1", "1310151310", "１３１０１５"])
def test_an_event_with_no_number_is_told(number: str):
    reading = parse(f'<events><event id="{number}"><check>x</check></event></events>')
    assert reading.events == []
    assert [problem.kind for problem in reading.problems] == ["unknown_line"]
    assert (reading.understood, reading.unknown) == (0, 1)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE MDEResults [<!ENTITY a "aaaaaaaa">]>',
        '<?xml version="1.0"?>\n<!DOCTYPE MDEResults SYSTEM "file:///c:/secret.txt">\n',
        "<!DOCTYPE html>",
    ],
)
def test_a_document_type_is_refused(head: str):
    reading = parse(f"<devInfo>{NAME}</devInfo>", head)
    assert [problem.kind for problem in reading.problems] == ["unsafe"]
    assert reading.facts == []
    assert xml_report.matches(reading.document)


@pytest.mark.parametrize(("depth", "kinds"), [(60, []), (70, ["unsafe"]), (100_000, ["unsafe"])])
def test_nesting_that_the_tool_never_writes_is_refused(depth: int, kinds: list[str]):
    reading = parse(f"<devInfo>{NAME}</devInfo>" + "<a>" * depth + "</a>" * depth)
    assert [problem.kind for problem in reading.problems] == kinds
    assert [fact.value for fact in reading.facts] == ["CONTOSO-L01"]


@pytest.mark.parametrize(
    "tail",
    ["<devInfo", "<devInfo>" + NAME[:-3], "</wrong>", "&nothing;", "\x01", "<a b='1' b='2'/>"],
    ids=["tag", "item", "wrong-end", "entity", "control", "attribute-twice"],
)
def test_what_stood_complete_before_an_error_is_kept(tail: str):
    text = f"<MDEResults>\n<devInfo>{NAME}</devInfo>\n{tail}"
    reading = xml_report.parse(document(text, "MDEClientAnalyzer.xml", first_line=11))
    assert [(fact.value, fact.line) for fact in reading.facts] == [("CONTOSO-L01", 12)]
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unreadable", 13)]


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("<MDEResults/>", "x.txt", True),
        ("\n  <?xml version='1.0'?><MDEResults/>", "x.txt", True),
        ("<?xml version='1.0'?><!DOCTYPE a><a/>", "x.txt", True),
        ("<!DOCTYPE a><a/>", "x.xml", True),
        ("<!DOCTYPE html><html/>", "x.htm", False),
        ("see <MDEResults>", "x.txt", False),
        ("<mdatp/>", "mde.xml", False),
        ("", "x.xml", False),
    ],
)
def test_a_report_is_told_by_its_root(text: str, source: str, is_one: bool):
    assert xml_report.matches(document(text, source)) is is_one


def test_blank_lines_before_the_declaration_cost_nothing():
    reading = parse(f"<devInfo>{NAME}</devInfo>", head="\n \n<?xml version='1.0' encoding='utf-8'?>\n")
    assert [(fact.value, fact.line) for fact in reading.facts] == [("CONTOSO-L01", 4)]
    assert reading.problems == []


def test_a_line_of_many_odd_events_is_counted_once():
    odd = '<event id="x"></event>' * 5
    reading = xml_report.parse(document(f"<MDEResults><events>{odd}\n{odd}\n</events></MDEResults>"))
    assert (reading.understood, reading.unknown, reading.events) == (1, 2, [])
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unknown_line", 1)]
    assert "2 lines" in reading.problems[0].reason


def test_a_reference_to_a_carriage_return_is_a_line_feed():
    text = '<MDEResults><d><a displayName="b&#13;c"><value>d&#13;e&#13;&#10;f</value></a></d></MDEResults>'
    assert [(fact.name, fact.value) for fact in xml_report.parse(document(text)).facts] == [("b c", "d\ne\nf")]
