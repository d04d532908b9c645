"""Pictures of a report as inline SVG: no style attribute, ids of their own, ink that follows light and dark pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from mdeanalysis.report.bars import state_bars
from mdeanalysis.report.dots import dots, told
from mdeanalysis.report.fonts import families
from mdeanalysis.report.part import HeatMap, Intervals, Picture, StateBars
from mdeanalysis.report.picture import heat_map
from mdeanalysis.report.printable import printable
from mdeanalysis.report.words import Words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
#: Drawn in this colour, changed into the page's own.
_INK = "#010203"
_TOLD = 12
_ALTS = {StateBars: "say.alt_states", Intervals: "say.alt_causes", HeatMap: "say.alt_heat"}
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SIZE = re.compile(r"(?:^|\s)([\d.]+)px")


def draw(picture: Picture, words: Words) -> tuple[str, str, str]:
    """A picture as SVG, its title, and what it says in words."""
    alt, title = describe(picture, words), ""
    if isinstance(picture, StateBars):
        title = words("say.picture_states", by=picture.by) if picture.by else words("say.picture_all")
    if isinstance(picture, Intervals):
        title = words("say.picture_causes")
    with _look():
        figure = _figure(picture, words)
        return _svg(figure, picture.name, alt), title, alt


def _figure(picture: Picture, words: Words) -> Figure:
    if isinstance(picture, Intervals):
        return dots(picture, words, _INK)
    return state_bars(picture.rows, words) if isinstance(picture, StateBars) else heat_map(picture.rates, words)


def describe(picture: Picture, words: Words) -> str:
    """What a picture shows, for those who do not see it."""
    if isinstance(picture, StateBars):
        lines = [words("say.alt_row", **row) for row in picture.rows]
    elif isinstance(picture, Intervals):
        lines = [told(row, words) for row in picture.rows]
    else:
        names = [" ".join(pair) for pair in zip(picture.rates.iloc[:, 0], picture.rates.iloc[:, 1], strict=True)]
        counts = zip(names, *(map(int, picture.rates[name]) for name in ("failed", "tested", "devices")), strict=True)
        lines = [words("say.alt_row", label=n, failed=f, of=t, devices=d) for n, f, t, d in counts]
    more = [words("say.alt_more", count=len(lines) - _TOLD)] if len(lines) > _TOLD else []
    return printable(words(_ALTS[type(picture)], rows="; ".join([*lines[:_TOLD], *more])))


@contextmanager
def _look() -> Iterator[None]:
    import matplotlib as mpl

    inked = ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color")
    look: dict[Any, Any] = dict.fromkeys(inked, _INK)
    with mpl.rc_context({**look, "svg.fonttype": "none", "svg.hashsalt": "report", "font.family": families()}):
        yield


def _svg(figure: Figure, name: str, alt: str) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314 - matplotlib's own, whatever names stand in it
    for parent in list(root.iter()):
        for child in [one for one in parent if one.tag in {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"}]:
            parent.remove(child)
    _rename(root, f"picture-{name}-")
    for element in root.iter():
        _attributes(element)
    root.set("width", str(round(float(root.get("width", "0pt").removesuffix("pt")) * 96 / 72)))
    root.attrib.pop("height", None)
    root.attrib |= {"class": "chart", "role": "img", "aria-label": alt}
    return ElementTree.tostring(root, encoding="unicode")


def _rename(root: ElementTree.Element, start: str) -> None:
    """Ids that something refers to get a beginning of their own, others go: a page has several pictures."""
    href = f"{{{_XLINK}}}href"
    used = {element.get(href, "").removeprefix("#") for element in root.iter()}
    used |= {
        name for element in root.iter() for value in element.attrib.values() for name in _REFERENCE.findall(value)
    }
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", start + str(own))
        if element.get(href, "").startswith("#"):
            element.set(href, f"#{start}{element.attrib[href][1:]}")
        for key, value in element.attrib.items():
            element.set(key, _REFERENCE.sub(rf"url(#{start}\1)", value))


def _attributes(element: ElementTree.Element) -> None:
    """A style as attributes, which need no permission of the page's policy."""
    for part in element.attrib.pop("style", "").split(";"):
        name, _, value = (text.strip() for text in part.partition(":"))
        if name == "font":
            size = _SIZE.search(value)
            element.attrib |= {"font-size": size[1]} if size else {}
        elif name:
            element.set(name, value)
    for name in ("fill", "stroke"):
        if element.get(name) == _INK:
            element.set(name, "currentColor")
    if element.tag == f"{{{_SVG}}}text" and "fill" not in element.attrib:
        element.set("fill", "#000000")
