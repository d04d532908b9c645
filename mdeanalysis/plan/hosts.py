"""Names that may stand in a rule of a firewall: what results say is not trusted."""

from __future__ import annotations

import re

from mdeanalysis.catalogue.rows import rows_of_host

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?=.{{4,253}}\Z)(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?")


def is_name(text: str) -> bool:
    """Whether the text is a DNS name in lower case of two labels or more; an address is none."""
    return _NAME.fullmatch(text) is not None


def is_pattern(text: str) -> bool:
    """Whether the text is `*.` and a DNS name."""
    return text.startswith("*.") and is_name(text[2:])


def is_listed(host: str) -> bool:
    """Whether the host is a DNS name that the endpoint catalogue knows, by itself or by a pattern."""
    return is_name(host) and bool(rows_of_host(host))
