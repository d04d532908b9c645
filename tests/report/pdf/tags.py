"""A PDF as a screen reader sees it: its structure, the page of each part, its text and its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from pypdf import PdfReader


@dataclass
class Tag:
    """An element of the structure; `pages` are those that its contents stand on."""

    name: str
    alt: str = ""
    scope: str = ""
    pages: set[int] = field(default_factory=set)
    inner: list[Tag] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Tag]:
        """This one and all within it that have one of the names, in reading order."""
        if self.name in names:
            yield self
        for one in self.inner:
            yield from one.all(*names)


class Pdf:
    """A file as it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.reader = PdfReader(file)
        self.root: Any = self.reader.trailer["/Root"]
        self._numbers = {page.indirect_reference.idnum: at for at, page in enumerate(self.reader.pages)}

    @cached_property
    def text(self) -> str:
        """All text in the order of writing."""
        document = pypdfium2.PdfDocument(self.file)
        found = [page.get_textpage().get_text_range() for page in document]
        document.close()
        return "\n".join(found).replace("\ufffe", "-")  # what stands for a hyphen at the end of a line

    @cached_property
    def solid(self) -> str:
        """The same without anything white: a text may be broken over lines."""
        return "".join(self.text.split())

    def outline(self) -> list[tuple[int, str]]:
        """Bookmarks with how deep they are."""
        return list(_bookmarks(self.reader.outline, 1))

    @cached_property
    def tags(self) -> Tag:
        """The structure from its root."""
        return self._tag(self.root["/StructTreeRoot"], None)

    def pixels(self, number: int) -> np.ndarray[Any, Any]:
        """A page in grey, a pixel a point."""
        document = pypdfium2.PdfDocument(self.file)
        picture = document[number].render(scale=1, grayscale=True).to_numpy()
        document.close()
        return picture[..., 0] if picture.ndim == 3 else picture

    def _tag(self, element: Any, page: Any) -> Tag:
        element = element.get_object()
        page = element.raw_get("/Pg") if "/Pg" in element else page
        tag = Tag(str(element.get("/S", "")).removeprefix("/"), str(element.get("/Alt", "")), _scope(element))
        kids = element.get("/K", [])
        for one in kids if isinstance(kids, list) else [kids]:
            kid = one.get_object() if hasattr(one, "get_object") else one
            if isinstance(kid, dict) and "/S" in kid:
                tag.inner.append(self._tag(kid, page))
                tag.pages |= tag.inner[-1].pages
            else:
                on = kid.raw_get("/Pg") if isinstance(kid, dict) and "/Pg" in kid else page
                tag.pages.add(self._numbers[on.idnum])
        return tag


def _scope(element: Any) -> str:
    held = element.get("/A", [])
    return next((str(one["/Scope"]) for one in (held if isinstance(held, list) else [held]) if "/Scope" in one), "")


def _bookmarks(outline: list[Any], depth: int) -> Iterator[tuple[int, str]]:
    for one in outline:
        if isinstance(one, list):
            yield from _bookmarks(one, depth + 1)
        else:
            yield depth, str(one.title)
