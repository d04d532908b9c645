"""How to read the report, and what it rests on: words, endpoint lists, versions."""

from __future__ import annotations

from mdeanalysis.catalogue.age import LIMIT_DAYS
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.report.endpoints import age_section
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Row, Section
from mdeanalysis.version import __version__

#: Columns of lists that stand alone here.
_NAMED = {"of": "dated", "from": "origin"}


def build(basis: Basis) -> Content:
    """Facts of this run, Microsoft's lists with their age, and the words used."""
    lists = age_section(catalogue(), basis.as_of.date(), LIMIT_DAYS)
    lists.name, lists.title = "lists", basis.words("table.lists")
    lists.columns = tuple(_NAMED.get(name, name) for name in lists.columns)
    lists.rows = [{_NAMED.get(name, name): value for name, value in row.items()} for row in lists.rows]
    tables = [_basis(basis), lists, _definitions(basis), _codes(basis)]
    return Content(basis.words("lead.method"), tables=[table for table in tables if table.rows])


def _basis(basis: Basis) -> Section:
    rows: list[Row] = [{"name": "mdeanalysis", "value": __version__}]
    rows += [{"name": basis.words("say.judged_on"), "value": basis.words.day(basis.as_of)}]
    if basis.made is not None:
        time = f"{basis.words.day(basis.made)} {basis.made:%H:%M} UTC"
        rows.append({"name": basis.words("say.written"), "value": time})
    for name in ("results", "devices", "urls", "attempts"):
        rows.append({"name": basis.words.column(name), "value": basis.words.number(len(basis.tables[name]))})
    versions = basis.tables["devices"]["tool_version"].dropna().astype("str").value_counts()
    told = sorted(versions.items(), key=lambda item: (-item[1], str(item[0])))
    said = ", ".join(f"{version} ({basis.words.number(count)})" for version, count in told)
    rows += [{"name": basis.words("say.tool_versions"), "value": said}] if said else []
    return Section("basis", basis.words("table.basis"), ("name", "value"), rows)


def _definitions(basis: Basis) -> Section:
    words = basis.words.of("definition")
    rows: list[Row] = [{"word": basis.words.term(name), "meaning": text} for name, text in words.items()]
    return Section("definitions", basis.words("table.definitions"), ("word", "meaning"), rows)


def _codes(basis: Basis) -> Section:
    """The contract's own words with their meaning, in other languages than theirs."""
    rows: list[Row] = [{"code": code, "meaning": text} for code, text in basis.words.meanings().items()]
    return Section("codes", basis.words("table.codes"), ("code", "meaning"), rows)


PART = Part("method", 140, build)
