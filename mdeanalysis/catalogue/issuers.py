"""Who issues the certificates of the services; anybody else's is an inspecting proxy's."""

from __future__ import annotations

import re
from functools import lru_cache

#: How the common names begin, and the organisation.
_ISSUERS = {"Microsoft ": "microsoft corporation", "DigiCert ": "digicert inc", "Baltimore ": "baltimore"}
_PART = re.compile(r'\s*([A-Za-z0-9.]+)\s*=\s*("(?:[^"]|"")*"|[^,]*)(?:,|$)')


@lru_cache(maxsize=10_000)
def is_known_issuer(name: str) -> bool:
    """Whether a distinguished name is of those that issue the services' certificates.

    Common name and organisation must both be theirs: anybody may put Microsoft's name into that of an own authority.
    """
    parts = [(key.upper(), value.strip().strip('"')) for key, value in _PART.findall(name)]
    common = [value for key, value in parts if key == "CN"]
    organisations = {value.lower().replace(",", "").rstrip(".") for key, value in parts if key == "O"}
    return any(
        common and all(value.startswith(start) for value in common) and organisations == {organisation}
        for start, organisation in _ISSUERS.items()
    )
