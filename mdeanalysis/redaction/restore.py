"""Turns a colleague's answer back: pseudonyms become the values that they stand for."""

from __future__ import annotations

import re

from mdeanalysis.redaction.kinds import restyled
from mdeanalysis.redaction.vault import Vault

#: The shapes of pseudonyms, the longest first where one begins with another.
_IMAGE = re.compile(
    r"""
    \bd-[a-z2-9]{8}(?:-[a-z2-9]{4})?\.example\b
    |\b(?:h-|u-|x-)[a-z2-9]{10}(?![a-z0-9])
    |\b(?:d-|t-|g-|o-|ca-|s_|n_)[a-z2-9]{8}(?![a-z0-9])
    |\br[a-z2-9]{10}\b
    |\bs-1-(?:5-21(?:-\d+){3}|12-1(?:-\d+){4})
    |(?<![0-9a-z-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-z])
    |(?<![0-9a-z:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-z:-])
    |(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])
    |(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)
    |(?<![0-9a-z])(?:[0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-z])
    """,
    re.IGNORECASE | re.VERBOSE,
)
#: A pseudonym that stands inside another word.
_INSIDE = re.compile(r"(?:h-|u-|x-)[a-z2-9]{10}|(?:d-|t-|g-|o-|ca-|s_|n_)[a-z2-9]{8}", re.IGNORECASE)


def restored(text: str, vault: Vault) -> str:
    """The text with every pseudonym of the vault turned back, in the case in which it stands."""

    def back(match: re.Match[str]) -> str:
        held = vault.originals.get(match[0].lower())
        return match[0] if held is None else restyled(held[1], match[0])

    return _INSIDE.sub(back, _IMAGE.sub(back, text))
