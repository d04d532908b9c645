"""Every notebook: clean, in step with its script, made of calls alone, and silent on any fleet that it runs on."""

from __future__ import annotations

import ast
import os
import re
from html import unescape
from pathlib import Path

import jupytext
import nbformat
import pytest
from builders import BAD, GATEWAY, block, device, report, result_files, write
from jupytext.compare import compare_notebooks
from nbclient import NotebookClient
from probes.network import authorities, origin  # noqa: F401 - fixtures

from mdeanalysis.demo import write_fleet
from mdeanalysis.demo.planted import plant, write_planted
from mdeanalysis.schema import TABLES

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_LINES = 15
#: A cell that takes longer hangs.
MOST_SECONDS = 60

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(notebook):
    return [output for cell in code(notebook) for output in cell.outputs]


def pages(notebook):
    """The HTML that its cells show."""
    return [output.data["text/html"] for output in outputs(notebook) if "text/html" in output.get("data", {})]


#: What has been run in this process: several tests look at one run.
_RAN = {}


def run(path, results, monkeypatch, probe=None, **others):
    """The notebook executed on `results` and other parameters, without a network; `probe` is what a probe is told."""
    notebook = read(path)
    if probe:
        told = next(cell for cell in code(notebook) if cell.source.startswith("DEVICE = None\n"))
        told.source = probe
    parameters = next(cell for cell in code(notebook) if "parameters" in cell.metadata.get("tags", []))
    # Importing the tests' conftest refuses the kernel any network but the loopback.
    values = "".join(f"\n{name} = {value!r}" for name, value in {"RESULTS": str(results), **others}.items())
    parameters.source += f"\nimport sys\nsys.path.insert(0, {str(TESTS)!r})\nimport conftest{values}"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    wanted = (path, parameters.source, probe)
    if wanted not in _RAN:
        client = NotebookClient(notebook, timeout=MOST_SECONDS, kernel_name="python3")
        client.resources = {"metadata": {"path": str(FOLDER)}}
        _RAN[wanted] = client.execute()
    return _RAN[wanted]


@pytest.fixture(scope="module")
def demo_fleet(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "fleet"
    write_fleet(folder, 60, 11)
    return folder


@pytest.fixture(scope="module")
def planted_fleet(tmp_path_factory):
    """250 devices of which those behind one proxy fail, and the truth about them."""
    folder = tmp_path_factory.mktemp("planted") / "fleet"
    planted = plant(250, 4, "proxy_auth", 0.0)
    write_planted(folder, planted)
    return folder, planted.truth()["causes"][0]


def test_there_are_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@every_notebook
def test_a_notebook_holds_no_outputs(path):
    assert outputs(read(path)) == []
    assert [cell.execution_count for cell in code(read(path)) if cell.execution_count is not None] == []


@every_notebook
def test_a_notebook_says_nothing_of_the_machine_that_wrote_it(path):
    metadata = read(path).metadata
    assert set(metadata) <= {"kernelspec", "jupytext"}
    assert metadata["kernelspec"]["name"] == "python3"


@every_notebook
def test_a_notebook_and_its_script_are_one_text(path):
    compare_notebooks(jupytext.read(path.with_suffix(".py")), read(path), fmt="py:percent")


def test_every_script_has_its_notebook():
    assert {path.stem for path in FOLDER.glob("*.py")} == {path.stem for path in NOTEBOOKS}


@every_notebook
def test_its_first_code_is_the_parameters(path):
    first = code(read(path))[0]
    assert first.metadata["tags"] == ["parameters"]
    assert first.source.splitlines()[0] == 'RESULTS = "../sample_results"'


@every_notebook
def test_its_cells_are_short_and_define_nothing(path):
    for cell in code(read(path)):
        assert len(cell.source.splitlines()) < MOST_LINES
        defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, defined)]


@every_notebook
@pytest.mark.parametrize("fleet", ["sample", "demo"])
def test_a_notebook_runs_in_silence(path, fleet, monkeypatch, demo_fleet, tmp_path):
    results = "../sample_results" if fleet == "sample" else demo_fleet
    others = {"REPORT": str(tmp_path / "report.html")} if path.stem == "04_report" else {}
    notebook = run(path, results, monkeypatch, **others)
    assert [output.text for output in outputs(notebook) if output.output_type == "stream"] == []


def test_the_kernel_of_these_tests_reaches_no_network(monkeypatch, tmp_path):
    path = tmp_path / "out.ipynb"
    source = "import socket\nsocket.create_connection(('192.0.2.1', 9), timeout=1)"
    parameters = nbformat.v4.new_code_cell("", metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[parameters, nbformat.v4.new_code_cell(source)]), path)
    with pytest.raises(Exception, match="tests stay on the loopback"):
        run(path, "", monkeypatch)


def test_the_first_notebook_meets_every_table():
    source = "\n".join(cell.source for cell in code(read(FOLDER / "01_explore.ipynb")))
    of_probes_alone = {"live"}
    assert {name for name in TABLES if f"fleet.{name}" not in source} == of_probes_alone


def test_the_first_notebook_shows_pictures_a_filter_its_twin_and_lines_of_text(monkeypatch):
    notebook = run(FOLDER / "01_explore.ipynb", "../sample_results", monkeypatch)
    kinds = [kind for output in outputs(notebook) for kind in output.get("data", {})]
    assert kinds.count("image/png") == 1
    assert_widgets_have_twins(notebook, 5)
    shown = pages(notebook)
    lines = r"\d - (?:Default proxy|Proxy disabled): (?:Failed|Succeeded) \(\d+"
    assert len([page for page in shown if re.search(lines, page)]) == 2


def assert_widgets_have_twins(notebook, count):
    """Every widget has a page of its own for where none can live; that of the heat map is a picture."""
    data = [output["data"] for output in outputs(notebook) if "data" in output]
    twins = [one["text/html"] for one in data if "application/vnd.jupyter.widget-view+json" in one]
    assert len(twins) == count
    assert all(re.search("<p>|<table|<img", twin) for twin in twins)
    assert sum("data:image/png;base64," in twin for twin in twins) == 1


def words(page):
    """What a page says, without its markup."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_the_second_notebook_shows_what_was_planted(monkeypatch, planted_fleet):
    folder, truth = planted_fleet
    notebook = run(FOLDER / "02_correlate.ipynb", folder, monkeypatch)
    (cards,) = [page for page in pages(notebook) if "What to do:" in page]
    said = words(cards)
    assert "1 cause found" in said
    assert f"proxy {truth['conditions']['proxy_address']}: " in said
    assert f"{len(truth['devices'])} devices" in said
    table = next(page for page in pages(notebook) if "elsewhere_share" in page)
    assert truth["reason"] in words(table)
    twins = next(words(page) for page in pages(notebook) if re.search(r">twin ", page))
    assert re.search(r"device (\S+)", twins)[1] in truth["devices"]


def test_the_second_notebook_says_when_no_cause_stands_out(monkeypatch):
    notebook = run(FOLDER / "02_correlate.ipynb", "../sample_results", monkeypatch)
    assert any("no condition sets them apart from the others" in page for page in pages(notebook))
    kinds = [kind for output in outputs(notebook) for kind in output.get("data", {})]
    assert kinds.count("image/png") == 12
    assert_widgets_have_twins(notebook, 5)


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        (report(block(GATEWAY), items=device("PC1")), "none fails"),
        (report(block(GATEWAY, BAD), items=device("PC1")), "1 fails, and no condition sets them apart"),
        (report(block(GATEWAY, "12007 12007"), items=device("PC1")), "0 devices tested, 1 not"),
    ],
    ids=["healthy", "failing", "cut-off"],
)
def test_the_second_notebook_runs_on_a_single_device(monkeypatch, tmp_path, text, headline):
    notebook = run(FOLDER / "02_correlate.ipynb", write(tmp_path, result_files(text)), monkeypatch)
    assert [output.text for output in outputs(notebook) if output.output_type == "stream"] == []
    assert any(headline in page for page in pages(notebook))


def table_with(notebook, column):
    """The words of the first table that has the column."""
    return next(words(page) for page in pages(notebook) if re.search(rf">{column}</th>", page))


def test_the_third_notebook_tells_what_failed_where_there_is_no_network(monkeypatch, demo_fleet):
    notebook = run(FOLDER / "03_probe.ipynb", demo_fleet, monkeypatch)
    (headline,) = [o.data["text/plain"] for o in outputs(notebook) if "text/html" not in o.get("data", {})]
    assert re.search(r"From \S+: 0 of (\d+) URLs reached; \1 failed: dns \1", headline)
    assert "NAME_NOT_RESOLVED" in table_with(notebook, "meaning")
    assert "no address" in table_with(notebook, "leads_to")
    assert "most reach it" in table_with(notebook, "disagree")


def test_the_third_notebook_sets_this_network_beside_the_fleet(monkeypatch, origin, authorities):  # noqa: F811
    told = f"""from mdeanalysis.probes.dns import Resolver
DEVICE = "DEN-WS00003"
SETTINGS = {{"resolver": Resolver({{"*": "127.0.0.1:{origin.port}"}}), "ca_file": {str(authorities.file)!r}}}"""
    notebook = run(FOLDER / "03_probe.ipynb", "../sample_results", monkeypatch, told)
    (headline,) = [o.data["text/plain"] for o in outputs(notebook) if "text/html" not in o.get("data", {})]
    assert re.search(r"(\d+) of \1 URLs reached'$", headline)
    whole, different = [words(page) for page in pages(notebook) if re.search(r">disagree</th>", page)]
    named = "expected device fleet_reached fleet_tested live disagree"
    assert named in " ".join(whole.split())
    assert "most fail" in different
    assert "most reach it" not in different
    assert "no address" not in table_with(notebook, "leads_to")


def test_the_report_notebook_writes_the_sections_that_it_names(monkeypatch, tmp_path):
    file = tmp_path / "mine.html"
    notebook = run(
        FOLDER / "04_report.ipynb",
        "../sample_results",
        monkeypatch,
        REPORT=str(file),
        SECTIONS=["sites"],
        TITLE="T&T",
    )
    text = file.read_text(encoding="utf-8")
    assert "T&amp;T" in text
    assert "Reachability by site" in text
    assert "Reachability by region" not in text
    assert any(f"{file.stat().st_size}" in page for page in pages(notebook))


def test_the_comparing_notebook_tells_what_was_fixed_and_what_broke(monkeypatch, tmp_path):
    before = {"a": report(block(GATEWAY, BAD), items=device("PC1")), "b": report(block(GATEWAY), items=device("PC2"))}
    after = {"a": report(block(GATEWAY), items=device("PC1")), "b": report(block(GATEWAY, BAD), items=device("PC2"))}
    folders = []
    for name, texts in (("before", before), ("after", after)):
        (tmp_path / name).mkdir()
        folders.append(write(tmp_path / name, {f"{key}/MDEClientAnalyzer.txt": text for key, text in texts.items()}))
    notebook = run(FOLDER / "05_compare.ipynb", folders[0], monkeypatch, AFTER=str(folders[1]))
    assert any("2 devices: 1 fixed, 1 broken, 0 still failing" in words(page) for page in pages(notebook))
    kinds = [kind for output in outputs(notebook) for kind in output.get("data", {})]
    assert kinds.count("image/png") == 4
