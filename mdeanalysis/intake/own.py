"""Tells the JSON that mdeanalysis itself writes: left below an input folder, it is no result that nobody knows."""

from __future__ import annotations

import re

from mdeanalysis.schema import TABLES

_VALUE = r'(?:null|true|false|-?\d++|"(?:[^"\\]|\\.)*+")'
_ROW = "|".join(rf'"{table.names[0]}":{_VALUE},"{table.names[1]}":' for table in TABLES.values())
#: An exported table, which may have no rows, a page's sections, or the truth of a planted fleet.
_OWN = re.compile(
    rf'\[\s*+(?:\]\s*+\Z|\{{(?:{_ROW}))|\{{\s*+"headline": {_VALUE},\s*+"sections": \{{'
    r'|\{\s*+"devices": \d++,\s*+"seed": -?\d++,\s*+"noise": '
)


def is_export(text: str) -> bool:
    """Whether a text is a table of `export`, a command's page, or what `demo` planted, as JSON."""
    return text[:1] in {"[", "{"} and _OWN.match(text) is not None
