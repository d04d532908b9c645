"""What all widgets share: a box that is shown, a twin of plain HTML for pages without a kernel, and small parts."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.views import said, show

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Tables = Mapping[str, pd.DataFrame]
#: Labels keep their length; lists and boxes are as wide as a long device name.
WIDE: dict[str, Any] = {"style": {"description_width": "9em"}, "layout": {"width": "34em"}}
_SCROLLS = {"overflow": "auto"}


class Following(Protocol):
    """What gives tables as `value` and tells when they change, such as a `DimensionFilter`."""

    @property
    def value(self) -> Tables: ...

    def listen(self, heard: Callable[[], None]) -> None: ...


class View:
    """A widget: `box` is what a running notebook shows, `static()` what any other page shows in its place."""

    box: widgets.Widget

    def static(self) -> str:
        """The same as HTML without widgets; all that comes from results is escaped."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        found = self.box._repr_mimebundle_(**kwargs)
        data, more = found if isinstance(found, tuple) else (found, {})
        return {**data, "text/html": self.static()}, more


class Source:
    """Tables that stay as they are, or those of a filter that change as it is used."""

    def __init__(self, given: Tables | Following, changed: Callable[[], None]) -> None:
        self._given = given
        if not isinstance(given, Mapping):
            given.listen(changed)

    @property
    def tables(self) -> Tables:
        """The tables of now."""
        return self._given if isinstance(self._given, Mapping) else self._given.value


def page(html: str = "") -> widgets.HTML:
    """A place for HTML that scrolls by itself."""
    return widgets.HTML(html, layout=_SCROLLS)


def joined(*pages: widgets.HTML) -> str:
    """What these places hold, one below the other."""
    return "".join(str(one.value) for one in pages)


def words(text: str) -> str:
    """One sentence as a paragraph."""
    return f"<p>{said(text)}</p>"


def table(frame: pd.DataFrame, rows: int) -> str:
    """The first rows as HTML, and how many there are."""
    return show(frame, rows).to_html()


def image(figure: Figure, alt: str) -> str:
    """A picture inside the page itself."""
    out = io.BytesIO()
    figure.savefig(out, format="png")
    data = base64.b64encode(out.getvalue()).decode()
    return f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="max-width: 100%">'
