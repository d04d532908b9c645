"""Which folder or archive a file's result fills, and which of the tool's own folders are left unread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from mdeanalysis.intake.archive import Entry
from mdeanalysis.intake.names import COLLECTED_FOLDERS, INFO_FOLDER, LOGS_FOLDER, is_log

_PARTS = frozenset({INFO_FOLDER, LOGS_FOLDER})


def result_root(folder: str) -> str:
    """The folder that a file's result fills: its own, or the one above where the analyzer made the last part."""
    parent, _, last = folder.rpartition("/")
    return parent if is_part(last) else folder


def is_part(folder: str) -> bool:
    """Whether a folder of this name belongs to the result above it."""
    return folder.lower() in _PARTS


def collected_among(folders: Iterable[str]) -> set[str]:
    """Which of the folders of one folder hold the analyzer's collections: known by name, beside its reports."""
    by_name = {folder.lower(): folder for folder in folders}
    return {by_name[name] for name in COLLECTED_FOLDERS & by_name.keys()} if INFO_FOLDER in by_name else set()


def collected_of(folder: str, count: int | None = None) -> str:
    """Why a folder of the analyzer's collections is left, in words; of one whose logs are read, the rest."""
    files = f" of {count:,} files" if count and count > 1 else ""
    if folder.rpartition("/")[2].lower() == LOGS_FOLDER:
        files = f", {count:,} files" if count and count > 1 else ""
        return f"what is no log in a folder that the tool collected{files}, not read"
    return f"a folder{files} that the tool collected, not read"


def by_root(entries: list[Entry]) -> dict[str, list[Entry]]:
    """A zip's members by result root, its own root first."""
    roots: dict[str, list[Entry]] = {"": []}
    for entry in sorted(entries, key=lambda entry: entry.name):
        roots.setdefault(result_root(entry.name.rpartition("/")[0]), []).append(entry)
    return roots


def without_collected(entries: list[Entry]) -> tuple[list[Entry], dict[str, int]]:
    """The members that may be read, and how many are left in each collected folder."""
    folders: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        parts = entry.name.split("/")[:-1]
        for depth, part in enumerate(parts):
            folders["/".join(parts[:depth])].add(part)
    prefixes = tuple(
        f"{above}/{folder}/".lstrip("/") for above, inside in folders.items() for folder in collected_among(inside)
    )
    kept, left = [], []
    for entry in entries:
        inside = next((prefix for prefix in prefixes if entry.name.startswith(prefix)), None)
        if inside is None or _is_log_of(entry.name, inside[:-1]):
            kept.append(entry)
        else:
            left.append(inside[:-1])
    return kept, Counter(left)


def _is_log_of(name: str, folder: str) -> bool:
    """Whether a member of a collected folder is one of the logs that are read."""
    above, _, last = name.rpartition("/")
    return above == folder and above.rpartition("/")[2].lower() == LOGS_FOLDER and is_log(last)
