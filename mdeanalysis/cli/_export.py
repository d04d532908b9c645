"""Runs a notebook with parameters, and makes a page of it: without code, and without a request to any server."""

from __future__ import annotations

import json
import logging
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mdeanalysis.errors import NotebookError, OutputError

#: Widgets need a kernel: of what a cell shows, the form that stands by itself.
_FORMS = ("text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")
#: Scripts and styles of the page itself run; nothing is fetched, sent or framed, whatever a result brings in.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; style-src 'unsafe-inline';"
    " img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
)
_NO_ADDRESS = ("mathjax_url", "require_js_url", "jupyter_widgets_base_url", "widget_renderer_url", "mermaid_js_url")
_LONGEST = 300


def run(notebook: Path, output: Path, parameters: Mapping[str, Any]) -> None:
    """Runs a notebook in the folder of `output` and writes the page.

    Raises `NotebookError` where a cell breaks down, `OutputError` where the page cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="mdeanalysis-") as folder:
        done = Path(folder) / notebook.name
        _execute(notebook, done, parameters, output.parent)
        text = page(done, notebook.stem)
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(f"cannot write {output}: {error.strerror or error}") from error


def _execute(notebook: Path, done: Path, parameters: Mapping[str, Any], folder: Path) -> None:
    if not folder.is_dir():
        raise OutputError(f"cannot write to {folder}: no such folder")
    logging.getLogger("papermill").setLevel(logging.ERROR)  # what it would tell is in the page, or raised
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import papermill

        try:
            papermill.execute_notebook(
                str(notebook),
                str(done),
                dict(parameters),
                kernel_name="python3",
                progress_bar=False,
                cwd=str(folder),
                extra_arguments=["--IPKernelApp.log_level=CRITICAL"],
            )
        except papermill.PapermillExecutionError as error:
            told = f"{error.ename}: {error.evalue}"[:_LONGEST]
            raise NotebookError(f"{notebook.stem} broke down in cell {error.exec_count}: {told}") from error


def page(done: Path, title: str) -> str:
    """A notebook that has run, as HTML."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbconvert import HTMLExporter

        _without_widgets(done)
        exporter = HTMLExporter(exclude_input=True, exclude_input_prompt=True, exclude_output_prompt=True)
        for name in _NO_ADDRESS:
            if exporter.has_trait(name):
                setattr(exporter, name, "")
        text, _ = exporter.from_filename(str(done), {"metadata": {"name": title}})
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    return str(text).replace("<head>", f"<head>{meta}", 1)


def _without_widgets(done: Path) -> None:
    found = json.loads(done.read_text(encoding="utf-8"))
    found["metadata"].pop("widgets", None)
    for cell in found["cells"]:
        for output in cell.get("outputs", []):
            _one_form(output)
    done.write_text(json.dumps(found), encoding="utf-8")


def _one_form(output: Any) -> None:
    """Leaves of what an output can be shown as only the first that stands by itself."""
    data = output.get("data")
    if data:
        form = next((name for name in _FORMS if name in data), None)
        output["data"] = {form: data[form]} if form else {}
