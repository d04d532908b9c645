"""What can stop a command: one class a stage, each with a text that says what to do."""

from __future__ import annotations


class MdeAnalysisError(Exception):
    """Base of every error that mdeanalysis raises on purpose."""


class InputError(MdeAnalysisError):
    """A PATH that cannot be read at all, or holds nothing to read."""


class SelectionError(MdeAnalysisError):
    """A device, column or value that the loaded results do not have."""


class OutputError(MdeAnalysisError):
    """A place that cannot be written to."""


class CatalogueError(MdeAnalysisError):
    """An endpoint list that cannot be read, whether stored before or to be imported."""


class ProbeError(MdeAnalysisError):
    """A probe that cannot start: a proxy, URL or address that is none, or a part that is not installed."""


class NotebookError(MdeAnalysisError):
    """A notebook that is not there, cannot be run here, or breaks down while it runs."""


class UnsafeInput(MdeAnalysisError):  # noqa: N818 - read as a sentence where it is raised
    """Input that breaks a safety limit: `kind` is the problem's kind, `head` the beginning of what is too large."""

    def __init__(self, kind: str, reason: str, head: bytes = b"") -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.head = head
