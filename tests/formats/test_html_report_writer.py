"""The HTML page, from the same parts as the text; what is written is read again."""

from __future__ import annotations

from datetime import UTC, datetime

from formats.golden import document
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.formats import event_text, html_report
from mdeanalysis.formats.html_report_writer import TABLES, TITLE, write_html_report
from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report_writer import Event, Header, Item, failing_links
from mdeanalysis.formats.xml_report_writer import shown_alert

AT = datetime(2025, 3, 3, tzinfo=UTC)


def test_a_page_is_printed_byte_for_byte() -> None:
    parts = [
        Item("general", "PSlanguageMode", "PowerShell Language mode: ", "FullLanguage"),
        Item("general", "scriptVersion", "Script Version: ", "28042022"),
        Item("general", "scriptRunTime", "Script RunTime: ", "now"),
        Header("device"),
        Item("devInfo", "deviceName", "Device name", "CONTOSO-WS1 & <2>"),
        "a line of the text alone",
        Item("EDRCompInfo", "SenseServiceStatus", "Sense service Status", "Stopped"),
        Event(130017, "EDRCloud CnC", "Fine.", "N/A", AT),
        Event(132021, "EDRCloud CnC", "Failed: <br><a href='https://b.example.com'>x</a>", "Ask.", AT),
    ]
    cell = '<tr><th width="350px">'
    stopped = '<span style="color:red">Stopped</span>'
    details = {
        "General Device Details": f"{cell}Device name</th><td>CONTOSO-WS1 &amp; &lt;2&gt;</td></tr>",
        "EDR Component Details": f"{cell}Sense service Status</th><td>{stopped}</td></tr>",
    }
    tables = "".join(f'<h3>{title}</h3><table class="details">{details.get(title, "")}</table>' for title in TABLES)
    counts = "".join(
        f"{cell}{name}</th><td>{n}</td></tr>" for name, n in (("Error", 1), ("Warning", 0), ("Informational", 1))
    )
    head = "".join(f"<th>{n}</th>" for n in ("Category", "Severity", "Id", "Test Name", "Results", "Guidance"))
    assert write_html_report(parts) == (
        f'<?xml version="1.0" encoding="utf-8"?><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>'
        "<p><b>Script Version: </b>28042022 | <b>Script RunTime: </b>now</p><h2>Device Information</h2>"
        f'{tables}<h2>Check Results Summary</h2><table class="beforeResult">{counts}</table>'
        f'<h2>Detailed Results</h2><table class="results"><tr>{head}</tr>'
        "<tr><td>Connectivity</td><td>Error</td><td>132021</td><td>EDRCloud CnC</td>"
        "<td>Failed: <br><a href='https://b.example.com'>x</a></td><td>Ask.</td></tr>"
        "<tr><td>Connectivity</td><td>Informational</td><td>130017</td><td>EDRCloud CnC</td>"
        "<td>Fine.</td><td>N/A</td></tr></table></body></html>"
    )


words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="<&|:"), min_size=1, max_size=12)
values = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)
items = st.builds(
    Item,
    st.sampled_from(list(TABLES.values())),
    st.just("tag"),
    st.sampled_from(["Device name", "Sense service Status", "Curl HTTPS proxy", "Sense Service Discovered Proxy"])
    | words,
    values,
    st.sampled_from(["", "High", "Medium", "None"]),
)
general = st.builds(
    Item,
    st.just("general"),
    st.just("x"),
    st.sampled_from(["Script Version: ", "Trace StartTime: "]),
    words | st.just(""),
)
events = st.builds(
    lambda digits, check, text, urls, advice: Event(
        100_000 + digits,
        check,
        f"{text} <br>{failing_links(urls)}",
        f"{advice} <a target='_blank' href='U'>{text}</a>",
        AT,
    ),
    st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 999)).map(
        lambda d: d[0] * 10_000 + d[1] * 1_000 + d[2]
    ),
    words,
    words,
    st.lists(st.sampled_from(["https://a.example.com/x", "https://b.example.com\tNoPinning"]), max_size=3),
    words,
)


@given(st.lists(general, max_size=3), st.lists(items, max_size=8), st.lists(events, max_size=4))
def test_what_is_written_is_read_again(head: list[Item], body: list[Item], found: list[Event]) -> None:
    reading = html_report.parse(document(write_html_report([*head, *body, *found]), "MDEClientAnalyzer.htm"))
    assert (reading.problems, reading.unknown) == ([], 0)
    assert {fact._replace(line=0) for fact in reading.facts} == set(expected_facts([*head, *body]).values())
    assert [(e.event_id, e.severity, e.category, e.check) for e in reading.events] == [
        (e.id, e.severity, e.category, e.check.strip()) for e in sorted(found, key=lambda e: -(e.id // 1000 % 10))
    ]
    assert sorted((e.event_id, e.text or "", e.guidance or "", e.urls or "") for e in reading.events) == sorted(
        (
            e.id,
            event_text.plain(e.result) or "",
            event_text.plain(e.guidance) or "",
            event_text.failing_urls(e.result) or "",
        )
        for e in found
    )


def expected_facts(parts: list[Item]) -> dict[tuple[str, str], html_report.Fact]:
    titles = {parent: title for title, parent in TABLES.items()} | {"general": TITLE}
    made = {}
    for item in parts:
        label = item.label.strip().removesuffix(":")
        name, section = canonical(label) or label, titles[item.parent]
        alert = shown_alert(item) or None if item.parent != "general" else None
        made[section, name] = html_report.Fact(section, name, clean(item.value), alert, 0)
    return made
