"""A section's content in another language: sentences told anew, codes and names as they are."""

from __future__ import annotations

from dataclasses import replace

from mdeanalysis.report.language.catalogue import SOURCE
from mdeanalysis.report.part import Content
from mdeanalysis.report.section import Row, Section
from mdeanalysis.report.words import Words

#: Columns of sentences, or of words among names.
_TOLD = frozenset(
    {
        *("message", "subject", "title", "advice", "detail", "why", "ask", "finding", "target", "named_for"),
        *("reason", "list"),
    }
)


def in_language(content: Content, words: Words) -> Content:
    """The same content with the sentences that other parts of the code wrote told in the language of `words`."""
    if words.language == SOURCE:
        return content
    notes = [words.sentence(note) for note in content.notes]
    return replace(content, notes=notes, tables=[_section(section, words) for section in content.tables])


def _section(section: Section, words: Words) -> Section:
    return replace(section, note=words.sentence(section.note), rows=[_row(row, words) for row in section.rows])


def _row(row: Row, words: Words) -> Row:
    told = {name: words.sentence(row[name]) for name in _TOLD & row.keys() if isinstance(row[name], str)}
    if ": " in str(row.get("change", "")):
        told["change"] = _change(row["change"], words)
    return row | told


def _change(text: str, words: Words) -> str:
    """A kind of change and its target."""
    kind, _, target = text.partition(": ")
    return words("say.change", kind=words.label(kind), target=words.sentence(target))
