"""Tables for people: what was read, how the devices are, and any frame in a form that is safe to look at."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.printable import printable
from mdeanalysis.report.section import Section
from mdeanalysis.report.states import build
from mdeanalysis.vocabulary import NOT_READ

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler
    from pandas.io.formats.style_render import CSSDict

    from mdeanalysis.loading import Fleet

#: What stands for <NA>: not available, or not applicable. An empty cell could be taken for a good one.
MISSING = "n/a"
_LONGEST = 240
#: Text columns from this length on may be broken anywhere, as paths and URLs have no blanks.
_WIDE = 40
_SHARES = ("rate", "share", "low", "high", "elsewhere_share", "compared_rate", "peers_rate")
#: Chances and measures, of which two digits tell enough.
_MEASURES = {"p": "{:.2g}", "q": "{:.2g}", "v": "{:.2f}"}
_LOOK: list[CSSDict] = [
    {"selector": "th, td", "props": "text-align: left; vertical-align: top; padding: 0.2em 0.6em; line-height: 1.3"},
    {"selector": "caption", "props": "text-align: left; caption-side: bottom; color: inherit; opacity: 0.8"},
]
_WHOLE: dict[str, Any] = {"white-space": "pre"}
_BREAKING: dict[str, Any] = {"white-space": "pre-wrap", "overflow-wrap": "anywhere", "min-width": "13em"}


@dataclass
class Sentence:
    """A sentence as a cell shows it."""

    text: str

    def _repr_html_(self) -> str:
        return f"<p><b>{said(self.text)}.</b></p>"


def show(frame: pd.DataFrame, rows: int = 8) -> Styler:
    """The first rows of a frame, and how many it has; states have their colours, and what results say is escaped."""
    head = frame.head(rows).reset_index(drop=True)
    wide = [name for name in head if (head[name].astype("string").str.len() > _WIDE).any()]
    styler = head.style.hide(axis="index").set_caption(_counted(len(head), len(frame))).set_table_styles(_LOOK)
    styler = styler.set_table_attributes('class="tex2jax_ignore mathjax_ignore"')
    styler = styler.format(said, na_rep=MISSING).format_index(said, axis=1)
    styler = styler.format("{:.1%}", na_rep=MISSING, subset=[name for name in _SHARES if name in head])
    for name, form in _MEASURES.items():
        styler = styler.format(form, na_rep=MISSING, subset=[name] if name in head else [])
    styler = styler.set_properties(**_WHOLE)
    styler = styler.set_properties(wide, **_BREAKING)
    return styler.map(_coloured, subset=[name for name in ("state",) if name in head])


def _counted(shown: int, count: int) -> str:
    rows = f"{count:,} row{'' if count == 1 else 's'}"
    return rows if shown == count else f"first {shown:,} of {rows}"


def said(value: object) -> str:
    """A value of a result as HTML text: escaped, printable, cut where it is very long."""
    text = printable(str(value))
    return escape(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _coloured(value: object) -> str:
    background, text = STATE_COLOURS.get(str(value), ("", ""))
    return f"background-color: {background}; color: {text}" if background else ""


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
