"""The pages of docs/: README's kinds of lists, and examples that run in order, in a folder with the sample fleet.

`make readme` writes them anew; tests hold them to it.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from readme import ROOT, fresh

DOCS = ROOT / "docs"
_FOLDED = re.compile(r"<details>\n<summary>(?P<head>.*?)</summary>\n\n(?P<body>.*?)\n</details>\n", re.DOTALL)
_PYTHON = re.compile(r"```python\n(?P<code>.*?)```", re.DOTALL)


def pages() -> list[Path]:
    """Every page, in the order of their paths."""
    return sorted(DOCS.rglob("*.md"))


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A folder for a page's examples, with the sample fleet and its inventory in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shared in ("sample_results", "sample_inventory.csv"):
            (folder / shared).symlink_to(ROOT / shared)
        yield folder


def written(page: Path) -> str:
    """The page with the lists and outputs of today; what README folds has a heading here."""
    with workplace() as folder:
        text = fresh(page.read_text(encoding="utf-8"), folder)
    return _FOLDED.sub(lambda found: f"### {re.sub('</?code>', '`', found['head'])}\n\n{found['body']}\n", text)


def code_of(page: Path) -> list[str]:
    """The page's Python blocks."""
    return [found["code"] for found in _PYTHON.finditer(page.read_text(encoding="utf-8"))]


if __name__ == "__main__":
    for each in pages():
        each.write_text(written(each), encoding="utf-8", newline="\n")
