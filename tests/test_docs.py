"""docs/ says what is so: its examples are run, its lists are the code's, and the site asks no other server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pages
import pytest
from readme import ROOT
from test_readme import values_of

STALE = "the page is stale: run `make readme`, and look at the difference"
_ASKS = re.compile(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=[\"']?(?:https?:)?//[^>]*>")


def named(page: Path) -> str:
    return page.relative_to(pages.DOCS).as_posix()


PYTHON = [page for page in pages.pages() if pages.code_of(page) and named(page) != "extending.md"]


@pytest.mark.parametrize("page", pages.pages(), ids=named)
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == pages.written(page), STALE


@pytest.mark.parametrize("page", PYTHON, ids=named)
def test_the_python_of_a_page_runs_and_every_line_finds_rows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pages.workplace() as folder:
        monkeypatch.chdir(folder)
        rows = {
            text: len(value)
            for text, value in values_of("".join(pages.code_of(page))).items()
            if hasattr(value, "__len__")
        }
    assert all(rows.values()), rows


def test_the_rule_of_a_page_is_a_rule(tmp_path: Path) -> None:
    (code,) = pages.code_of(pages.DOCS / "extending.md")
    (tmp_path / "old_tool.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mdeanalysis", "findings", "sample_results", "--rules", str(tmp_path), "--only"]
    done = subprocess.run(
        [*command, "our_old_analyzer"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert "info      our_old_analyzer" in done.stdout


@pytest.mark.parametrize("page", pages.pages(), ids=named)
def test_a_block_holds_one_command(page: Path) -> None:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert [block.count("\n$ ") for block in ("\n" + block for block in blocks)] == [1] * len(blocks)


def test_each_of_the_fifteen_questions_has_a_page_with_an_answer_that_was_run() -> None:
    found = sorted((pages.DOCS / "questions").glob("[0-9]*.md"))
    assert [page.name[:2] for page in found] == [f"{number:02}" for number in range(1, 16)]
    assert all("```console\n$ mdeanalysis " in page.read_text(encoding="utf-8") for page in found)


def test_the_site_is_built_whole_and_asks_no_other_server(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")  # strict: a dead link or anchor fails
    built = list((tmp_path / "site").rglob("*.html"))
    assert len(built) > len(pages.pages())
    asking = [found for page in built for found in _ASKS.findall(page.read_text(encoding="utf-8"))]
    assert asking == []
