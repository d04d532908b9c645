"""Tables for people: what was read, how the devices are, and any frame in a form that is safe to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mdeanalysis.notebook.colours import STATE_COLOURS
from mdeanalysis.report.printable import printable
from mdeanalysis.report.section import Section
from mdeanalysis.report.states import build
from mdeanalysis.vocabulary import NOT_READ

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler

    from mdeanalysis.loading import Fleet

_LONGEST = 240
_SHARES = ("rate", "share")
_LOOK = [
    {"selector": "th, td", "props": "text-align: left; vertical-align: top; padding: 0.2em 0.6em"},
    {"selector": "td", "props": "white-space: pre-wrap; overflow-wrap: anywhere"},
    {"selector": "caption", "props": "text-align: left; caption-side: bottom; color: inherit; opacity: 0.8"},
]


def show(frame: pd.DataFrame, rows: int = 8) -> Styler:
    """The first rows of a frame, with how many there are; text of results is escaped, unknown cells say so.

    A `state` has its colour, so has the cell that names one of a URL's methods.
    """
    head = frame.head(rows).reset_index(drop=True)
    styler = head.style.hide(axis="index").set_caption(_counted(len(head), len(frame)))
    styler = styler.set_table_styles(_LOOK).set_table_attributes('class="tex2jax_ignore mathjax_ignore"')
    styler = styler.format(_said, na_rep="unknown").format_index(_said, axis=1)
    shares = [name for name in _SHARES if name in head]
    styler = styler.format("{:.1%}", na_rep="none tested", subset=shares) if shares else styler
    return styler.map(_coloured, subset=["state"]) if "state" in head else styler


def _counted(shown: int, count: int) -> str:
    rows = f"{count:,} row{'' if count == 1 else 's'}"
    return rows if shown == count else f"first {shown:,} of {rows}"


def _said(value: object) -> str:
    text = printable(str(value))
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _coloured(value: object) -> str:
    if value not in STATE_COLOURS:
        return ""
    background, text = STATE_COLOURS[str(value)]
    return f"background-color: {background}; color: {text}"


def coverage(fleet: Fleet) -> pd.DataFrame:
    """What became of every file, and what came of it: nothing is left out in silence."""
    ledger, problems, superseded = fleet.ledger, fleet.problems, fleet.results["superseded"]
    rows = {
        "files found, those inside archives too": ledger.seen,
        "archives opened": ledger.archives,
        "documents read": ledger.read,
        "of those, files beside a report that hold nothing about connectivity": fleet.side_files,
        "logs of Windows and the like, known by name and left aside": ledger.side,
        "foreign files, left aside": ledger.foreign,
        "inputs not read, or not in full": problems.loc[problems["kind"].isin(NOT_READ), "source"].nunique(),
        "results": len(fleet.results),
        "of those, followed by a newer result of the same device": int(superseded.sum()),
        "devices": len(fleet.devices),
    }
    return pd.DataFrame({"what": list(rows), "count": list(rows.values())})


def states(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Devices by state, as the summary counts them: whoever left services untested stands apart."""
    return frame_of(build(tables))


def frame_of(section: Section) -> pd.DataFrame:
    """A report's section as a frame."""
    return pd.DataFrame(section.rows, columns=list(section.columns))
