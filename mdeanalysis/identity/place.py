"""What the place of a result tells: the device's name as a last resort, and its site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdeanalysis.records import Result

_HOST_NAME = re.compile(r"(?=.*[0-9-])[A-Za-z0-9][A-Za-z0-9-]{1,14}$")
_GENERIC = re.compile(
    r"(?:mde|mdatp)clientanalyzer.*|.*_output$|systeminfologs|results?\b.*|logs?\b.*|downloads?\b.*|batch\b.*|copy\b.*",
    re.IGNORECASE,
)
_ARCHIVE = re.compile(r"\.(?:zip|gz)$", re.IGNORECASE)


def device_name_of(result: Result) -> str | None:
    """The zip's or result folder's own name where it can be a host name; a loose file's name is none."""
    if not result.whole_root or result.source in {"", ".", "-"}:
        return None
    return name_of_place(result.source)


def name_of_place(source: str) -> str | None:
    """The last part of a path, where it can be a host name."""
    name = re.split(r"[/!]", source)[-1]
    while _ARCHIVE.search(name):
        name = _ARCHIVE.sub("", name)
    return name if _HOST_NAME.match(name) and not _GENERIC.match(name) else None


def site_of(result: Result, inputs: Iterable[str] = ()) -> str | None:
    """The first folder under the input root, unless that folder is itself the unpacked result.

    `inputs` is what the sources of several PATHs begin with: no part of it lies under an input root.
    """
    folders = _folders(result, max((i for i in inputs if f"{result.root}/".startswith(f"{i}/")), key=len, default=""))
    if not folders or (result.whole_root and len(folders) == 1 and not _ARCHIVE.search(result.root)):
        return None
    return folders[0]


def _folders(result: Result, above: str) -> list[str]:
    """Folder names below `above` to the carrier and, for an unpacked result, its own; archives are no folders."""
    source = result.root if result.whole_root else result.readings[0].document.source.replace("!", "/")
    source = source[len(above) :]
    parts = [part for part in re.split(r"[/!]", source) if part not in {"", ".", "-"}]
    if not result.whole_root:
        parts = parts[:-1]
    return [part for part in parts if not _ARCHIVE.search(part)]
