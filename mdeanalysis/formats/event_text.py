"""The words of an event: HTML in them, the failing URLs that they link."""

from __future__ import annotations

import re

from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.references import unescaped

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,2000}?href\s*=\s*(?:'(?P<a>[^'<>]*)'|\"(?P<b>[^\"<>]*)\")[^<>]{0,2000}>(?P<text>[^<>]*)</a\s*>",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\starget\s*=", re.IGNORECASE)


@remembered
def failing_urls(markup: str) -> str | None:
    """Comma list of the URLs of anchors without a target: those that the test could not reach."""
    found = (m for m in _ANCHOR.finditer(markup) if not _TARGET.search(m[0][: m.start("text") - m.start()]))
    urls = [_link(match).split("\t")[0].split(" ")[0] for match in found]
    return ",".join(dict.fromkeys(urls)) or None


@remembered
def plain(markup: str) -> str | None:
    """The sentence without markup: line breaks kept, a link's target behind its text where they differ."""
    text = _BREAK.sub("\n", markup.replace("\r\n", "\n").replace("\r", "\n"))
    text = unescaped(_ANCHOR.sub(_anchor, text)).replace("\t", " ").strip()
    return None if text in {"", "N/A"} else text


def _link(match: re.Match[str]) -> str:
    return unescaped(match["a"] if match["a"] is not None else match["b"]).strip()


def _anchor(match: re.Match[str]) -> str:
    target, text = _link(match), match["text"].strip()
    return text if target == unescaped(text) or not target else f"{text} ({target})"
