"""One address's pseudonym can be another device's address: there only counting tells whether that one stayed."""

from __future__ import annotations

import re
from collections import Counter

from mdeanalysis.redaction.vault import Vault

_ADDRESS = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w])")


def unexplained(before: str, after: str, vault: Vault) -> bool:
    """Whether more of an address stands in a text than values were there whose pseudonym it is."""
    if not (doubtful := vault.doubtful):
        return False
    counts = Counter(_ADDRESS.findall(after))
    seen = doubtful & counts.keys()
    if not seen:
        return False
    sources = Counter(vault.images.get(("address", text), text) for text in _ADDRESS.findall(before))
    return any(counts[image] > sources[image] for image in seen)
