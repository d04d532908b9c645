"""The notebooks that come with mdeanalysis: where they are, and copies of them for a user to work in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import mdeanalysis
from mdeanalysis.errors import NotebookError, OutputError

#: Beside the copies: what each was when it was written, so that changes are seen.
RECORD = ".mdeanalysis-notebooks.json"
#: The sample fleet, where no PATH is named.
_SAMPLE, _DEVICES, _SEED = "sample_results", 40, 7


def check_installed(*packages: str) -> None:
    """Raises `NotebookError` where one of the packages is not there."""
    if missing := [name for name in packages if find_spec(name) is None]:
        told = ", ".join(missing)
        raise NotebookError(
            f"notebooks need further packages ({told}): python -m pip install 'mdeanalysis[notebooks]'"
        )


def shipped() -> dict[str, Path]:
    """Every notebook by its name: of the installed package, else of the checkout."""
    package = Path(mdeanalysis.__file__).parent
    folder = package / "_notebooks"
    folder = folder if folder.is_dir() else package.parent / "notebooks"
    return {file.stem: file for file in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}


def named(name: str) -> Path:
    """The notebook of a name, such as `02_correlate` or `correlate`; raises `NotebookError` for another."""
    known = shipped()
    wanted = name.removesuffix(".ipynb").lower()
    for stem, file in known.items():
        if wanted in {stem, stem.partition("_")[2]}:
            return file
    raise NotebookError(f"there is no notebook {name!r}; there are: {', '.join(known) or 'none'}")


def sample(folder: Path) -> Path:
    """The sample fleet in a folder, written there if it is not."""
    place = folder / _SAMPLE
    if not place.is_dir():
        from mdeanalysis.demo import write_fleet

        write_fleet(place, _DEVICES, _SEED)
    return place


def copy(folder: Path, results: Path) -> tuple[list[str], list[str]]:
    """Copies every notebook into `folder`, with RESULTS set; gives the names of those that look there, and of others.

    One whose cells the user has changed is kept as it is; outputs of one that looks there already stay too. Raises
    `OutputError` where the folder cannot be written.
    """
    written, kept = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        record = _record(folder)
        for stem, source in shipped().items():
            place = folder / source.name
            notebook = with_parameters(_read(source), {"RESULTS": str(results)})
            now = _print_of(place) if place.exists() else None
            if now is not None and now not in {record.get(stem), fingerprint(notebook)}:
                kept.append(source.name)
                continue
            written.append(source.name)
            if now == fingerprint(notebook) and _parameters(_read(place)) == _parameters(notebook):
                continue
            place.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            record[stem] = fingerprint(notebook)
        (folder / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error.strerror or error}") from error
    return written, kept


def with_parameters(notebook: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook with other values in its parameters cell; those that it does not name come to its end."""
    for cell in notebook["cells"]:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            lines = "".join(cell["source"]).splitlines()
            for name, value in values.items():
                places = [place for place, line in enumerate(lines) if line.partition("=")[0].strip() == name]
                for place in places:
                    lines[place] = f"{name} = {value!r}"
            cell["source"] = "\n".join(lines)
    return notebook


def _parameters(notebook: dict[str, Any]) -> list[str]:
    cells = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    return ["".join(cell["source"]) for cell in cells]


def fingerprint(notebook: dict[str, Any]) -> str:
    """What its cells say, whatever their outputs and parameters: the same before and after it ran."""
    cells = [
        [cell["cell_type"], "".join(cell["source"])]
        for cell in notebook.get("cells", [])
        if "parameters" not in cell.get("metadata", {}).get("tags", [])
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def _print_of(place: Path) -> str:
    """The fingerprint of a file of the user's; of one that is no notebook none that any notebook has."""
    try:
        return fingerprint(_read(place))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "no notebook"


def _read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _record(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
