"""Which results to look at: a path, or files handed to the browser's own chooser."""

from __future__ import annotations

import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from mdeanalysis.notebook.widgets.base import WIDE, View, joined, page, words

#: What a file name on any system may hold; dots at the end are lost on Windows.
_UNUSUAL = re.compile(r"[^\w.,()+=@ -]")
_LONGEST = 120
#: Names that Windows takes for machines, whatever their ending.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


class ResultsPicker(View):
    """`.value` is the PATH to load: the folder, zip or file that is typed, or the folder of the uploaded files.

    Uploads lie in a private folder that goes with the picker. Browsers and Jupyter carry some megabytes at most; a
    large pile is better named by its path.
    """

    def __init__(self, path: str | Path = "") -> None:
        self._gone: Callable[[], object] = lambda: None
        self._folder: Path | None = None
        self.path = widgets.Text(str(path), description="Folder, zip, file", **WIDE)
        self.upload = widgets.FileUpload(multiple=True, description="Upload results", layout={"width": "16em"})
        self.back = widgets.Button(description="Forget uploads", tooltip="Use the path again", disabled=True)
        self.words = page()
        self.box = widgets.VBox([self.path, widgets.HBox([self.upload, self.back]), self.words])
        self.path.observe(self._tell, "value")
        self.upload.observe(self._take, "value")
        self.back.on_click(self._forget)
        self._tell()

    @property
    def value(self) -> Path:
        """What to load."""
        return self._folder or Path(self.path.value.strip() or ".")

    def static(self) -> str:
        """What is chosen, in a sentence."""
        return joined(self.words)

    def _take(self, _change: object = None) -> None:
        if self.upload.value:
            self._gone()
            self._folder = Path(tempfile.mkdtemp(prefix="mdeanalysis-"))
            self._gone = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
            write_uploads(self._folder, self.upload.value)
            self.back.disabled = False
        self._tell()

    def _forget(self, _button: object = None) -> None:
        self._gone()
        self._folder, self.back.disabled = None, True
        self.upload.value = ()
        self._tell()

    def _tell(self, _change: object = None) -> None:
        if self._folder:
            sizes = [file.stat().st_size for file in self.value.iterdir()]
            told = f"{len(sizes):,} uploaded, {sum(sizes):,} bytes. Run the cells below."
        elif self.value.exists():
            told = f"Looks at {self.value.name or self.value}. Run the cells below."
        else:
            told = f"{self.value}: no such file or folder."
        self.words.value = words(told)


def write_uploads(folder: Path, uploads: Iterable[Mapping[str, Any]]) -> list[Path]:
    """Writes each upload (`name`, `content`) as a file of its own into `folder`, under a name that is safe anywhere.

    Nothing is unpacked, and no name leads out of the folder or replaces another's file.
    """
    found: list[Path] = []
    for upload in uploads:
        name = safe_name(str(upload["name"]))
        file, number = folder / name, 2
        while file in found:
            file, number = folder / f"{number}_{name}", number + 1
        file.write_bytes(bytes(upload["content"]))
        found.append(file)
    return found


def safe_name(name: str) -> str:
    """The last part of a name, with unusual letters replaced."""
    last = _UNUSUAL.sub("_", re.split(r"[\\/]", name)[-1])[-_LONGEST:].strip(" .")
    return f"_{last}" if not last or _RESERVED.fullmatch(last) else last
