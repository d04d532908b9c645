"""What a catalogue of translations must have, and the catalogues written anew with it: `make words`.

Texts that the code has no longer are dropped, new ones stand there empty until somebody translates them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from mdeanalysis.report.language.catalogue import FOLDER
from mdeanalysis.report.language.codes import CODES, HEADINGS, PLAIN
from mdeanalysis.report.language.sentences import CONTEXT, Template
from mdeanalysis.report.language.templates import templates
from mdeanalysis.report.words import ENGLISH

#: Catalogues are the same whenever they are written.
DAY = datetime(2025, 3, 21, tzinfo=UTC)
HEAD = """Translations of mdeanalysis' reports.
The contexts are kinds of texts; a sentence is what rules, plan and readers write, with names and numbers in braces.
`make words` adds what is new and drops what the code no longer has."""


def wanted() -> Iterator[tuple[str, Template]]:
    """(context, text) of everything that is to be translated, each once."""
    found = [(key.partition(".")[0], text) for key, text in ENGLISH.items() if text]
    found += [("column", name.replace("_", " ")) for name in sorted(HEADINGS)]
    found += [("code", code) for code in (*CODES, *PLAIN)]
    found += [(CONTEXT, template) for template in templates()]
    yield from dict.fromkeys(found)


def read(file: Path) -> Catalog:
    """A catalogue as it stands."""
    with file.open("rb") as opened:
        return read_po(opened, file.stem)


def fresh(old: Catalog, language: str) -> Catalog:
    """The same translations for the texts of today."""
    head = "\n".join(f"# {line}" for line in HEAD.splitlines())
    people = {"last_translator": "mdeanalysis contributors", "language_team": language, "msgid_bugs_address": ""}
    new = Catalog(language, header_comment=head, project="mdeanalysis", version="0", fuzzy=False, **people)
    new.creation_date = new.revision_date = DAY
    for context, text in wanted():
        known = old.get(text if isinstance(text, str) else text[0], context)
        new.add(text, known.string if known else "", context=context)
    return new


def main() -> None:
    """Writes every catalogue anew."""
    for file in sorted(FOLDER.glob("*.po")):
        catalogue = fresh(read(file), file.stem)
        with file.open("wb") as opened:
            write_po(opened, catalogue, width=100, no_location=True)


if __name__ == "__main__":
    main()
