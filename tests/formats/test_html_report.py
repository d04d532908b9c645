"""The HTML page: golden pairs, what is never interpreted, and what hostile pages cost."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import html_report
from mdeanalysis.formats.html_rows import Page
from mdeanalysis.formats.html_tags import pieces, plain
from mdeanalysis.records import Reading

HEADING = "<h3>General Device Details</h3>"
NAME = "<tr><th>Device name</th><td>CONTOSO-L01</td></tr>"
COLUMNS = (
    "<tr>" + "".join(f"<th>{name}</th>" for name in ("Category", "Severity", "Id", "Test Name", "Results")) + "</tr>"
)
SIZE = 10_000_000
MANY = 2_000_000


def parse(body: str, first_line: int = 1) -> Reading:
    head = "<html><head><title>MDE Client Analyzer Results</title></head><body>"
    return html_report.parse(document(f"{head}{body}</body></html>", "MDEClientAnalyzer.htm", first_line))


def fact(value: str) -> str:
    return f"{HEADING}<table><tr><th>Device name</th><td>{value}</td></tr></table>"


def event(*cells: str) -> str:
    return f"<table>{COLUMNS}<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"


def named(reading: Reading) -> dict[str, str | None]:
    return {fact.name: fact.value for fact in reading.facts}


@pytest.mark.parametrize("case", cases("html_report"), ids=lambda case: case.name)
def test_each_page_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(html_report.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("", None),
        ("False", None),
        (" \n ", None),
        ("<span></span>", None),
        ("a &lt;b&gt; &amp; c&#33;", "a <b> & c!"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<script>alert('</td>')</script>PC1", "PC1"),
        ("<style>td { }</style>PC1<!-- </td> -->", "PC1"),
        ("one<br>two<BR />three", "one\ntwo\nthree"),
        ("<b>P</b><i onclick='x'>C</i>1", "PC1"),
        ("a < b > c", "a < b > c"),
        ("x <y", "x <y"),
        ("&nosuch; &#x110000; &#0;", "&nosuch; \ufffd \ufffd"),
        ("&#" + "1" * 5000 + ";", "&#" + "1" * 5000 + ";"),
    ],
    ids=[
        "nothing", "false", "blank", "empty-span", "entities", "script-as-text", "script", "style-and-comment",
        "breaks", "tags", "bare-brackets", "bracket-and-letter", "no-characters", "huge-number",
    ],
)  # fmt: skip
def test_a_value_is_what_a_reader_sees_of_its_cell(markup: str, value: str | None):
    assert named(parse(fact(markup))) == {"Device name": value}


@pytest.mark.parametrize(
    ("span", "alert"),
    [
        ('<span style="color:red">', "High"),
        ("<SPAN STYLE='margin:0;COLOR : Orange'>", "Medium"),
        ('<span class="x" style="color:green">', "None"),
        ('<span style="background-color:red">', "High"),
        ('<span style="color:reddish">', None),
        ('<span style="color:blue">', None),
        ("<span>", None),
        ('<b style="color:red">', None),
    ],
)
def test_the_colour_of_a_value_is_its_alert(span: str, alert: str | None):
    (found,) = parse(fact(f"{span}Running")).facts
    assert found.alert == alert


def test_a_fact_has_the_heading_above_it_as_section():
    first = f"<h2>Device Information</h2>{HEADING}<table>{NAME}</table>"
    second = f"<h3>EDR\n Component <b>Details</b></h3><table>{NAME}</table>"
    assert [found.section for found in parse(first + second).facts] == [
        "General Device Details",
        "EDR Component Details",
    ]


def test_an_exact_repetition_keeps_the_last():
    reading = parse(f"{HEADING}<table>{NAME}\n{NAME.replace('L01', 'L02')}</table>")
    assert [(found.value, found.line) for found in reading.facts] == [("CONTOSO-L02", 2)]


def test_a_value_without_a_name_is_no_fact():
    reading = parse(f"{HEADING}<table><tr><th> : </th><td>x</td></tr></table>")
    assert (reading.facts, reading.problems) == ([], [])


def test_the_line_of_a_row_is_where_its_first_cell_begins():
    reading = parse(f"{HEADING}\n<table>\n<tr>\n<th>Device\nname</th>\n<td>PC1</td></tr></table>", first_line=100)
    assert [(found.name, found.value, found.line) for found in reading.facts] == [("Device name", "PC1", 103)]


def test_bold_words_in_a_paragraph_are_items_before_the_first_table_only():
    body = (
        f"<p>Hello</p><p><b>Script Version: </b>1 | <b>Script RunTime: </b>now</p>{fact('PC1')}<p><b>Note: </b>x</p>"
    )
    assert named(parse(body)) == {"Script Version": "1", "Script RunTime": "now", "Device name": "PC1"}


@pytest.mark.parametrize("tail", ["</p>", "<h2>Device Information</h2>", "<table></table>"])
def test_whatever_follows_a_paragraph_ends_its_last_item(tail: str):
    assert named(parse(f"<p><b>Script Version: </b>1{tail}")) == {"Script Version": "1"}


def test_an_event_without_its_words_has_those_that_its_digits_give():
    (found,) = parse(event("", "", "132022", "", "")).events
    assert (found.severity, found.category, found.check, found.text) == ("Error", "Connectivity", "", None)


def test_an_event_s_links_are_failing_urls_unless_they_have_a_target():
    link = "<a href='https://a.example.com\tNoPinning'>x</a> <a target=_blank href='https://b.example.com'>more</a>"
    (found,) = parse(event("Connectivity", "Warning", "131013", "EDRCloud CnC", f"<div>One:<br/>{link}</div>")).events
    assert found.urls == "https://a.example.com"
    assert found.text == "One:\nx (https://a.example.com NoPinning) more (https://b.example.com)"


@pytest.mark.parametrize("number", ["", "abc", "-1", "1310151310", "１３１０１５"])
def test_an_event_with_no_number_is_told(number: str):
    reading = parse(event("x", "Warning", number, "y", "z"))
    assert reading.events == []
    assert [problem.kind for problem in reading.problems] == ["unknown_line"]
    assert (reading.understood, reading.unknown) == (0, 1)


def test_rows_that_nobody_knows_are_told_once_a_line():
    reading = parse(f"{HEADING}<table><tr><td>a<td>b<td>c<tr><td>d<tr><td>\n<tr><td>e</table>")
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unknown_line", 1)]
    assert "2 lines" in reading.problems[0].reason
    assert reading.unknown == 2


@pytest.mark.parametrize("section", ["Check Results Summary", "SUMMARY"])
def test_the_counts_of_events_are_no_facts(section: str):
    reading = parse(f"<h2>{section}</h2><table><tr><th>Error</th><td>1</td></tr><tr><td>1<td>2<td>3</tr></table>")
    assert (reading.facts, reading.problems) == ([], [])


def test_six_columns_of_unknown_names_hold_what_they_always_hold():
    head = "".join(f"<th>{name}</th>" for name in ("Kategorie", "Schwere", "Nr", "Test", "Ergebnis", "Rat"))
    cells = "".join(f"<td>{cell}</td>" for cell in ("Connectivity", "Warning", "131007", "AVCloud", "No.", "Ask."))
    (found,) = parse(f"<table><tr>{head}</tr><tr>{cells}</tr></table>").events
    assert (found.event_id, found.check, found.text, found.guidance) == (131007, "AVCloud", "No.", "Ask.")


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "<",
        "</",
        "<tr><th>Device ID</th><td>12",
        "<tr><th>a",
        "<!-- x",
        "<script>x",
        "<td title='",
        "</table></body>",
    ],
    ids=["table", "bracket", "slash", "value", "name", "comment", "script", "attribute", "html"],
)
def test_a_cut_page_keeps_what_is_complete(tail: str):
    text = f"<html>\n{HEADING}\n<table>{NAME}\n{tail}"
    reading = html_report.parse(document(text, "MDEClientAnalyzer.htm", first_line=11))
    assert named(reading) == {"Device name": "CONTOSO-L01"}
    last = 14 if tail else 13
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unreadable", last)]


def test_every_cut_of_a_page_is_told_and_invents_nothing():
    case = next(case for case in cases("html_report") if case.name == "e22")
    whole = html_report.parse(case.document)
    facts, events = set(whole.facts), set(whole.events)
    text = case.document.text.rstrip()
    for length in range(0, len(text), 7):
        reading = html_report.parse(document(text[:length], case.document.name))
        assert set(reading.facts) <= facts
        assert set(reading.events) <= events
        assert bool(reading.problems) or "<html" not in text[:length]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("<title>MDE Client Analyzer Results</title>", True),
        ("\n \n<?xml version='1.0'?><!DOCTYPE html><html><h1>MDE Client Analyzer Results</h1>", True),
        (f"<style>{'a' * 20_000}</style>{HEADING}", True),
        ("<html><title>Other Results</title></html>", False),
        ("see MDE Client Analyzer Results", False),
        ("<MDEResults><a displayName='MDE Client Analyzer Results'/></MDEResults>", False),
        (f"<html>{'a' * 70_000}{HEADING}", False),
        ("", False),
    ],
)
def test_a_page_is_told_by_its_title_or_headings(text: str, is_one: bool):
    assert html_report.matches(document(text, "x.htm")) is is_one
    assert (formats.recognise(document(text, "x.htm")) is html_report.FORMAT) is is_one


HOSTILE = {
    "deep": "<div>" * 100_000 + fact("x"),
    "deep-tables": "<table><tr><td>" * 100_000,
    "deep-headings": "<h1>" * 100_000,
    "attribute": "<table><tr><td title='" + "a" * SIZE,
    "closed-attribute": "<table><tr><td title='" + "a" * SIZE + "'>",
    "tag-name": "<" + "a" * SIZE,
    "colour": "<table><tr><th>a</th><td><span " + "color :" * 100_000 + "></td></tr>",
    "spans": "<table><tr><th>a</th><td>" + "<span " * 1_000_000 + "</td></tr>",
    "open-tags": "<a " * (MANY // 3),
    "quotes": "<a b='<a b=\"" * (MANY // 12),
    "brackets": "<" * MANY,
    "comments": "<!--" * (MANY // 4),
    "declarations": "<!a" * (MANY // 3),
    "scripts": "<script>" * (MANY // 8),
    "script-ends": "<script>" + "</script " * (MANY // 9),
    "references": f"{HEADING}<table><tr><th>a</th><td>" + "&#" * (MANY // 2) + "</td></tr>",
    "number": f"{HEADING}<table><tr><th>a</th><td>&#" + "1" * SIZE + ";</td></tr>",
    "cells": "<table>" + "<td>" * 300_000,
    "lines": f"<table>{COLUMNS}" + "\n<tr><td>x<td>y<td>z" * 100_000,
    "bold": "<p>" + "<b>x" * 300_000,
    "links": f"<table>{COLUMNS}<tr><td>a<td>b<td>131013<td>c<td>" + "<a href='" * 300_000,
    "breaks": "<table><tr><td>" + "<br" * 1_000_000 + "</td></tr>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_take_no_more_work_than_their_length_asks_for(text: str):
    """Any quadratic step would take hours here."""
    page = document(f"<title>MDE Client Analyzer Results</title>{text}", "x.htm")
    assert html_report.matches(page)
    html_report.parse(page)


markup = st.lists(
    st.sampled_from(
        ["<", ">", "<html>", "</html>", "<table>", "</table>", "<tr>", "<th>", "<td>", "</td>", "<p>", "<b>", "</b>",
         "<h3>", "</h3>", "<!--", "-->", "<script>", "</script>", "<br>", "&lt;", "&#9;", "&", "\n", "Id", "131013"]
    )
    | st.text(max_size=5),
    max_size=40,
).map("".join)  # fmt: skip


@given(markup)
def test_no_markup_makes_the_reader_raise_or_point_outside_the_text(text: str):
    reading = html_report.parse(document(text, "x.htm", first_line=5))
    lines = range(5, 5 + len(reading.document.lines))
    assert all(row.line in lines for row in [*reading.facts, *reading.events, *reading.problems])
    assert 0 <= reading.unknown <= sum(1 for line in reading.document.lines if line.strip())


@given(markup)
def test_pieces_stand_in_the_text_where_they_say(text: str):
    found = list(pieces(text))
    assert all(text.startswith(piece.tag + (piece.text if piece.tag else ""), at) for piece, at in found)
    assert [at for _, at in found] == sorted(at for _, at in found)


@given(st.text(st.characters(exclude_characters="<&", exclude_categories=["Cs"])))
def test_text_without_markup_is_itself(text: str):
    assert plain(text) == text.strip()
    assert Page(text).rows == []
