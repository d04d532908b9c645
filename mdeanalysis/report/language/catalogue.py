"""Translated texts: one `.po` file a language, read as it stands; English is what the code says."""

from __future__ import annotations

import io
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

#: The language in which the texts are written.
SOURCE = "en"
FOLDER = Path(__file__).parent


def languages() -> list[str]:
    """The languages that a report can be written in, the source first."""
    return [SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po"))]


@cache
def translations(language: str) -> NullTranslations:
    """The texts of a language; a text without translation stays as it is."""
    if language == SOURCE:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (FOLDER / f"{language}.po").open("rb") as file:
        write_mo(compiled, read_po(file, language))
    compiled.seek(0)
    return GNUTranslations(compiled)
