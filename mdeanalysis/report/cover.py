"""What stands above a report, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.errors import OutputError

#: What a logo may be, by its first bytes; the largest that is taken.
_PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
_LARGEST_LOGO = 200_000


class Logo(NamedTuple):
    """A picture's bytes; `kind` is `png`, `jpeg` or `gif`."""

    kind: str
    data: bytes


@dataclass(frozen=True)
class Cover:
    """What stands above the report."""

    title: str = ""
    author: str = ""
    logo: Path | None = None

    def read_logo(self) -> Logo | None:
        """The logo. Raises `OutputError` for one that cannot be read, or is no PNG, JPEG or GIF of at most 200 kB."""
        if not self.logo:
            return None
        try:
            data = self.logo.read_bytes()
        except OSError as error:
            raise OutputError(f"cannot read the logo {self.logo}: {error.strerror or error}") from error
        kind = next((kind for start, kind in _PICTURES.items() if data.startswith(start)), "")
        if not kind or len(data) > _LARGEST_LOGO:
            raise OutputError(f"the logo {self.logo} is no PNG, JPEG or GIF of at most {_LARGEST_LOGO // 1000} kB")
        return Logo(kind, data)
