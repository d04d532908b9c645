"""A fleet's tables with text in every free field that a page, a spreadsheet or a terminal might obey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import pandas as pd

HOSTILE = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=1">',
    "</script><script>document.title='owned'</script>",
    "</style><style>*{display:none}</style>",
    "=HYPERLINK(\"http://10.0.0.1\",\"x\")",
    "@SUM(1+1)",
    "\x1b[31mred\x07",
    "\u202etxt.exe",
    "javascript:alert(1)",
    "{{ 7*7 }}{% raw %}",
    "$\\frac{1}{0}$ \\url{x}",
    "<!-- ]]> <![CDATA[",
    "a\r\nb\tc\u2028d\x00e",
    "\u05d0\u05d1 \u0645\u0631",
)  # fmt: skip
#: Free text in whatever table; the other columns hold words that the code itself gives.
FREE = frozenset(
    {
        *("device_name", "source", "url", "host", "region", "os_release", "site", "owner", "ring", "proxy_address"),
        *("workspace_ids", "workspace_id", "address", "bypass", "message", "subject", "advice", "listed_name"),
        *("device_id", "portal_onboarding", "tool_version", "value", "text", "guidance", "statuses"),
    }
)


def poisoned(tables: Mapping[str, pd.DataFrame], texts: Sequence[str] = HOSTILE) -> dict[str, pd.DataFrame]:
    """The tables with each free value made hostile, equal values alike; what is only a reason in `problems` too."""
    reasons = {"problems": {"reason"}}
    return {name: _poisoned(frame, FREE | reasons.get(name, set()), texts) for name, frame in tables.items()}


def _poisoned(frame: pd.DataFrame, free: frozenset[str], texts: Sequence[str]) -> pd.DataFrame:
    changed = {}
    for name in free & set(frame.columns):
        values = frame[name].astype("object")
        known = dict(zip(sorted(values.dropna().astype(str).unique()), cycle(texts)))
        new = values.map(lambda value, known=known: f"{known[str(value)]}{value}", na_action="ignore")
        changed[name] = pd.Series(new.array, frame.index, dtype="str").astype("category")
    return frame.assign(**changed)
