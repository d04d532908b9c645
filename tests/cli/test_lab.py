"""`mdeanalysis lab`: copies to work in, never over what the user has changed, and a server on the loopback."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from mdeanalysis.cli import _dashboard, _notebooks
from mdeanalysis.errors import NotebookError, OutputError

ROOT = Path(__file__).parents[2]


def sources(file):
    return ["".join(cell["source"]) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]]


def change(file, old, new):
    """Edits a notebook as a user would, who also runs it: its outputs are there."""
    found = json.loads(file.read_text(encoding="utf-8"))
    for cell in found["cells"]:
        cell["source"] = "".join(cell["source"]).replace(old, new)
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seen"}]
    file.write_text(json.dumps(found), encoding="utf-8")


def test_the_copies_look_at_the_path(tmp_path):
    written, kept = _notebooks.copy(tmp_path / "new" / "mine", Path("/results/o'brien"))
    assert written == [f"{name}.ipynb" for name in _notebooks.shipped()]
    assert kept == []
    for name in written:
        assert 'RESULTS = "/results/o\'brien"' in sources(tmp_path / "new" / "mine" / name)[1].splitlines()


def test_a_copy_differs_from_what_is_shipped_by_the_path_alone(tmp_path):
    _notebooks.copy(tmp_path, Path("/results"))
    for name, shipped in _notebooks.shipped().items():
        pairs = zip(sources(shipped), sources(tmp_path / f"{name}.ipynb"), strict=True)
        assert [one for one, other in pairs if one != other] == [sources(shipped)[1]]


def test_changed_notebooks_are_never_written_over(tmp_path):
    _notebooks.copy(tmp_path, Path("/first"))
    changed = tmp_path / "01_explore.ipynb"
    change(changed, "## What was read", "## What I read")
    before = changed.read_bytes()
    written, kept = _notebooks.copy(tmp_path, Path("/second"))
    assert kept == ["01_explore.ipynb"]
    assert changed.read_bytes() == before
    assert "01_explore.ipynb" not in written
    assert "RESULTS = '/second'" in sources(tmp_path / "02_correlate.ipynb")[1]


def test_one_that_only_ran_looks_at_another_path_and_keeps_its_outputs_at_the_same(tmp_path):
    _notebooks.copy(tmp_path, Path("/first"))
    ran = tmp_path / "02_correlate.ipynb"
    change(ran, "", "")
    before = ran.read_bytes()
    assert _notebooks.copy(tmp_path, Path("/first"))[1] == []
    assert ran.read_bytes() == before
    _notebooks.copy(tmp_path, Path("/second"))
    assert "RESULTS = '/second'" in sources(ran)[1]
    assert b"seen" not in ran.read_bytes()


@pytest.mark.parametrize("text", ["", "no notebook", "[]", '{"cells": 1}'])
def test_a_file_of_the_same_name_that_is_no_notebook_is_kept(tmp_path, text):
    (tmp_path / "01_explore.ipynb").write_text(text, encoding="utf-8")
    assert _notebooks.copy(tmp_path, Path("/first"))[1] == ["01_explore.ipynb"]
    assert (tmp_path / "01_explore.ipynb").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_record_that_is_broken_costs_no_notebook(tmp_path, text):
    _notebooks.copy(tmp_path, Path("/first"))
    (tmp_path / _notebooks.RECORD).write_text(text, encoding="utf-8")
    assert _notebooks.copy(tmp_path, Path("/second"))[1] == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write to"):
        _notebooks.copy(tmp_path / "file", Path("/first"))


def test_without_a_path_a_sample_lies_beside_the_copies(tmp_path):
    place = _notebooks.sample(tmp_path)
    names = {file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()}
    shipped = ROOT / "sample_results"
    assert names == {file.relative_to(shipped).as_posix() for file in shipped.rglob("*") if file.is_file()}
    (place / "mine.txt").write_text("kept")
    assert (_notebooks.sample(tmp_path) / "mine.txt").exists()


@pytest.mark.parametrize("name", ["02_correlate", "correlate", "Correlate", "02_correlate.ipynb"])
def test_notebooks_go_by_their_names(name):
    assert _notebooks.named(name).stem == "02_correlate"


def test_another_name_lists_those_there_are():
    with pytest.raises(NotebookError, match="no notebook 'x'; there are: 01_explore, 02_correlate"):
        _notebooks.named("x")


def test_missing_packages_are_named_with_what_to_install():
    with pytest.raises(NotebookError, match=r"\(no_such_package\): python -m pip install 'mdeanalysis\[notebooks\]'"):
        _notebooks.check_installed("json", "no_such_package")


def test_a_path_that_is_not_there_starts_nothing(run_command, tmp_path):
    run = run_command("lab", tmp_path / "gone", "--folder", tmp_path / "mine")
    assert (run.returncode, run.stdout) == (1, "")
    assert "no such file or folder" in run.stderr
    assert not (tmp_path / "mine").exists()


def test_without_jupyterlab_one_line_says_what_to_install(run_command, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *more: None if name == 'jupyterlab' else find(name, *more)\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT), os.environ.get("PYTHONPATH", "")])
    run = run_command("lab", cwd=tmp_path, env={"PYTHONPATH": path})
    assert run.returncode == 1
    assert re.fullmatch(r"mdeanalysis: notebooks need further packages \(jupyterlab\): .*\n", run.stderr)
    assert list(tmp_path.glob("mde*")) == []


def test_the_dashboard_asks_no_other_server(tmp_path):
    words = _dashboard.arguments(tmp_path / "02_correlate.ipynb", tmp_path)
    assert "--Voila.ip=127.0.0.1" in words
    assert "--template=mdeanalysis" in words
    template = tmp_path / "voila" / "templates" / "mdeanalysis" / "index.html.j2"
    assert re.findall(r"(?:src|href)=.https?://", template.read_text(encoding="utf-8")) == []
    assert _dashboard.environment(tmp_path, {"JUPYTER_PATH": "/x"})["JUPYTER_PATH"] == f"{tmp_path}{os.pathsep}/x"
    assert _dashboard.environment(tmp_path, {})["JUPYTER_PATH"] == str(tmp_path)
