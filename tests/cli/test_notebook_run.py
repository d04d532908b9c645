"""`mdeanalysis notebook run`: a page without code and without requests, or one line that says why not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mdeanalysis.cli import _export
from mdeanalysis.errors import NotebookError, OutputError

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_results"


def notebook(folder, *cells):
    """A small notebook with parameters."""
    found = {"cells": [], "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}}
    for source in ("RESULTS = ''", *cells):
        tags = {"tags": ["parameters"]} if source.startswith("RESULTS") else {}
        found["cells"].append(
            {"cell_type": "code", "source": source, "metadata": tags, "outputs": [], "execution_count": None}
        )
    place = folder / "small.ipynb"
    place.write_text(json.dumps({**found, "nbformat": 4, "nbformat_minor": 4}), encoding="utf-8")
    return place


def test_the_page_of_a_comparison_has_no_code_and_asks_for_nothing(run_command, tmp_path):
    run = run_command("notebook", "run", "compare", SAMPLE, "-o", tmp_path / "x.html", "-p", f"AFTER={SAMPLE}")
    assert (run.returncode, run.stdout) == (0, "")
    assert re.fullmatch(r".*x\.html: [\d,]+ bytes\n", run.stderr)
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "0 fixed, 0 broken" in text
    assert "mdeanalysis.load" not in text
    assert re.findall(r"<(?:script|link|img)[^>]*(?:src|href)=.https?://[^>]*>", text) == []
    assert "default-src 'none'" in text
    assert str(ROOT) not in text


def test_widgets_become_what_stands_without_a_kernel(tmp_path):
    code = (
        "from mdeanalysis import load\nfrom mdeanalysis import notebook as nb\n"
        "nb.HeatMap(load(RESULTS).tables, rows='site', columns='region')"
    )
    _export.run(notebook(tmp_path, code), tmp_path / "x.html", {"RESULTS": str(SAMPLE)})
    text = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "data:image/png;base64," in text
    assert "application/vnd.jupyter.widget" not in text
    assert "HeatMap" not in text


def test_a_cell_that_breaks_down_is_named(tmp_path):
    broken = notebook(tmp_path, "1", "raise ValueError('gone wrong')")
    with pytest.raises(NotebookError, match=r"small broke down in cell \d+: ValueError: gone wrong"):
        _export.run(broken, tmp_path / "x.html", {"RESULTS": "x"})
    assert not (tmp_path / "x.html").exists()


def test_a_folder_that_is_not_there_is_told_before_anything_runs(tmp_path):
    with pytest.raises(OutputError, match="no such folder"):
        _export.run(notebook(tmp_path, "raise ValueError"), tmp_path / "gone" / "x.html", {})


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("run", "tea", SAMPLE, "-o", "x.html"), 1, "there is no notebook 'tea'; there are: 01_explore"),
        (("run", "explore", "gone", "-o", "x.html"), 1, "gone: no such file or folder"),
        (("run", "explore", SAMPLE), 2, "Missing option '-o'"),
        (("run", "explore", SAMPLE, "-o", "x.html", "-p", "AFTER"), 2, "'AFTER' is not NAME=VALUE"),
    ],
    ids=["no-notebook", "no-path", "no-output", "no-parameter"],
)
def test_what_cannot_run_says_why_in_a_line(run_command, tmp_path, arguments, status, words):
    run = run_command("notebook", *arguments, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (status, "")
    assert words in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_parameters_are_python_values_where_they_are_such():
    import click

    from mdeanalysis.cli.notebook import _values

    context = click.Context(click.Command("x"))
    given = ("SECTIONS=['headline']", "AFTER=new/results", "N=3", "T=a=b")
    found = _values(context, click.Option(["-p"]), given)
    assert found == {"SECTIONS": ["headline"], "AFTER": "new/results", "N": 3, "T": "a=b"}
