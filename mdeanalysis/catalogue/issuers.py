"""Who issues the certificates of Microsoft's services."""

from __future__ import annotations

import re

_KNOWN = re.compile(r"\b(?:Microsoft|DigiCert|Baltimore)\b", re.IGNORECASE)


def is_known_issuer(name: str) -> bool:
    """Whether an issuer's name is Microsoft's or one of its suppliers'; any other opens TLS on the way."""
    return _KNOWN.search(name) is not None
