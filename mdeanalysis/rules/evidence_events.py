"""The tool's own events of one severity, in words, without those that another finding says."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.event_advice import URL, event_advice
from mdeanalysis.catalogue.events import meaning_of
from mdeanalysis.rules.rule import View, hits

#: The last five digits of ids on macOS and Linux whose verdict the URLs have, if any were tested.
_XMDE_CHANNELS = (30002, 30005, 30008, 31001, 31004, 31007, 32003, 32006, 32009)


def told(view: View, severity: str) -> pd.DataFrame:
    """One finding a device and id. Without URLs, a channel's event is all that is known of it."""
    events = view.events[(view.events["severity"] == severity) & view.events["event_id"].notna()]
    number = events["event_id"].astype("int64")
    tested = events["result_id"].isin(view.system_urls["result_id"].unique())
    table = event_advice()
    by = number.map({event_id: one.told_by for event_id, one in table.items()}).astype("object")
    of_urls = (by == URL) | ((number >= 200_000) & (number % 100_000).isin(_XMDE_CHANNELS))
    rows = events[(by.isna() & ~of_urls) | (of_urls & ~tested)]
    number = number[rows.index]
    known = pd.Series({event_id: _words(event_id) for event_id in number.unique().tolist()}, dtype="object")
    check = rows["check"].astype("object")
    subject = number.astype("str").astype("object") + (" " + check).fillna("")
    return hits(rows, subject, _own_words(rows).where(number.map(known).isna(), number.map(known)))


def _words(event_id: int) -> str | None:
    """Meaning and advice of an id for which there is advice."""
    meaning, one = meaning_of(event_id), event_advice().get(event_id)
    return f"{meaning[1]}. {one.advice.removesuffix('.')}" if meaning and one and one.advice else None


def _own_words(rows: pd.DataFrame) -> pd.Series[str]:
    """The event's text and guidance."""
    text = rows["text"].astype("object").str.strip().replace("", None)
    guidance = rows["guidance"].astype("object").str.strip()
    more = (" " + guidance.where(~guidance.isin(["", "N/A"]))).fillna("")
    number = rows["event_id"].astype("int64")
    meanings = {n: found[1] for n in number.unique().tolist() if (found := meaning_of(n))}
    return text.fillna(number.map(meanings)).fillna("no words") + more
