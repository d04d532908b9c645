"""What the rules found: by rule, what to do, and each finding with its line."""

from __future__ import annotations

from mdeanalysis.report import findings as pages
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Link
from mdeanalysis.report.sections._tables import findings


def build(basis: Basis) -> Content:
    """Rules that found something, worst first, then their advice and their findings."""
    found = basis.tables["findings"]
    if not len(found):
        return Content(nothing=basis.words("nothing.findings"))
    rules = pages.by_rule(found, basis.rules)
    rules.name, rules.title, rules.short = "rules", basis.words("table.rules"), None
    rules.links = dict.fromkeys(("findings", "devices"), Link("each", {"rule": "rule"}))
    advice = pages.advice(found, basis.rules)
    advice.title = basis.words("table.advice")
    note = f"{pages.headline(found)}."
    return Content(basis.words("lead.findings"), [note], [rules, advice, findings(basis, "each", found)])


PART = Part("findings", 40, build)
