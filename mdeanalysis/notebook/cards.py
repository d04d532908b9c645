"""Causes as cards: a heading and the sentences that one would send to a network team."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from mdeanalysis.causes import Cause, Explanation
from mdeanalysis.report import causes as words
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.printable import printable

_CARD = (
    f"border-left: 6px solid {STATE_COLOURS['failed'][0]}; padding: 0.2em 1em; margin: 0.8em 0; max-width: 62em;"
    " overflow-wrap: anywhere"
)


@dataclass
class Cards:
    """`found` as a page; of more than `most` causes it says how many it leaves out."""

    found: Explanation
    most: int = 8

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{_safe(words.headline(self.found))}.</b></p>"]
        parts += [card(cause) for cause in self.found.causes[: self.most]]
        left = len(self.found.causes) - self.most
        parts += [f"<p>{left:,} more in the table below.</p>"] if left > 0 else []
        return f'<div class="tex2jax_ignore mathjax_ignore">{"".join(parts)}</div>'


def card(cause: Cause) -> str:
    """One cause as HTML."""
    sentences = "".join(f"<p>{_safe(text)}</p>" for text in words.paragraphs(cause))
    return f'<div style="{_CARD}"><p><b>{_safe(f"{cause.rank}. {words.title(cause)}")}</b></p>{sentences}</div>'


def _safe(text: str) -> str:
    return escape(printable(text))
