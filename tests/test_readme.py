"""README says what is so: its lists are the code's, its examples run, what its command lines name is there."""

from __future__ import annotations

import ast
import gzip
import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
import readme
from readme import LIMITS, LISTS, ROOT, examples, lists, output_of

from mdeanalysis.demo import write_fleet, write_inventory
from mdeanalysis.intake import archive
from mdeanalysis.rules import rules
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import SEVERITIES

SAMPLE = ROOT / "sample_results"
STALE = "README is stale: run `make readme`, and look at the difference"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file's bytes; of zips and gzips what is in them, since compressors differ."""
    found: dict[str, bytes] = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        found |= unpacked(file.relative_to(folder).as_posix(), file.read_bytes())
    return found


def unpacked(name: str, content: bytes) -> dict[str, bytes]:
    if content[:2] == b"\x1f\x8b":
        return unpacked(name + "!", gzip.decompress(content))
    if zipfile.is_zipfile(io.BytesIO(content)):
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [unpacked(f"{name}!{member.filename}", archive.read(member)) for member in archive.infolist()]
        return {key: value for member in members for key, value in member.items()}
    return {name: b"" if name.endswith(".zip") else content}


def values_of(code: str) -> dict[str, Any]:
    """What each bare expression of the code gives, by its text."""
    names: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for statement in ast.parse(code).body:
        if isinstance(statement, ast.Expr):
            values[ast.unparse(statement)] = eval(ast.unparse(statement), names)
        else:
            exec(ast.unparse(statement), names)
    return values


@pytest.mark.parametrize(("command", "shown"), [pytest.param(*e, id=e[0]) for e in examples()])
def test_an_example_shows_what_the_command_prints(command: str, shown: str) -> None:
    assert shown == output_of(command), STALE


@pytest.mark.parametrize("command", readme.inline_examples())
def test_a_command_within_a_sentence_runs(command: str) -> None:
    assert output_of(command)


def test_the_readme_has_examples() -> None:
    assert len(list(examples())) >= 2
    assert "summarize sample_results" in readme.readme()


@pytest.mark.parametrize("code", readme.python_examples())
def test_the_python_example_runs_and_every_line_of_it_finds_rows(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SAMPLE, tmp_path / SAMPLE.name)
    shutil.copy(ROOT / "sample_inventory.csv", tmp_path)
    readme.make(readme.made_for(re.findall(r'"([a-z]+)"', code)), tmp_path)
    monkeypatch.chdir(tmp_path)
    rows = {text: len(value) for text, value in values_of(code).items()}
    assert len(rows) >= 3
    assert all(rows.values()), rows


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_codes(name: str) -> None:
    assert lists(readme.readme())[name].strip() == LISTS[name]().strip(), STALE


def test_each_list_has_its_one_place() -> None:
    marked = re.findall(r"<!-- ([a-z ]+) -->", readme.readme())
    assert sorted(marked) == sorted([*LISTS, *["end"] * len(LISTS)])


def test_writing_anew_changes_lists_and_outputs_and_no_prose() -> None:
    text = (
        "Prose | stays.\n<!-- exit statuses -->\n| 9 | old |\n<!-- end -->\nSo does this.\n"
        "```console\n$ mdeanalysis --version\nold\n```\n```console\n$ other --version\nold\n```\n"
    )
    new = readme.fresh(text)
    assert new.startswith("Prose | stays.\n<!-- exit statuses -->\n\n| exit status | means |\n")
    assert "| 4 | some input could not be read |\n" in new
    assert "|\n\n<!-- end -->\nSo does this.\n```console\n" in new
    assert "| 9 | old |" not in new
    assert "$ mdeanalysis --version\nmdeanalysis, version" in new
    assert new.endswith("```console\n$ other --version\nold\n```\n")
    assert readme.fresh(new) == new


def test_a_list_that_nothing_writes_is_an_error() -> None:
    with pytest.raises(KeyError):
        readme.fresh("<!-- colours -->\n<!-- end -->\n")


def test_lists_hold_what_there_is() -> None:
    text = readme.readme()
    columns = [column.name for table in TABLES.values() for column in table.columns]
    assert all(f"| `{name}` |" in lists(text)["tables"] for name in columns)
    assert lists(text)["tables"].count("<details>") == len(TABLES)
    assert all(f"`{words}" in lists(text)["commands"] for words in readme.commands())
    assert "`--where COLUMN=VALUE`" in lists(text)["options"]


def test_every_rule_has_its_line_errors_first() -> None:
    told = re.findall(
        r"^\| `(\w+)` \| (\w+) \| [^|]+ \| [^|]+\. \| \[[^]]+\]\((https:[^)]+)\) \|$", LISTS["rules"](), re.M
    )
    assert sorted(told) == sorted((rule.name, rule.severity, rule.docs) for rule in rules())
    ranks = [SEVERITIES.index(severity) for _, severity, _ in told]
    assert ranks == sorted(ranks)


def test_every_limit_of_archives_has_its_words() -> None:
    assert {name for name in vars(archive) if name.startswith("MAX_")} == set(LIMITS)


def test_what_tells_a_reason_comes_from_the_rules() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|", LISTS["reasons"](), flags=re.MULTILINE))
    assert rows["proxy_auth"] == "error 12015; status 407"
    assert rows["tls_inspection"] == "certificate root 0x800B0109, 0x800B010A"
    assert rows["unexpected_status"] == "any other status"


def test_sample_results_are_what_the_demo_command_writes(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 40, 7)
    assert contents(SAMPLE) == contents(tmp_path / "fleet")


def test_the_sample_inventory_is_what_the_demo_command_writes(tmp_path: Path) -> None:
    write_inventory(tmp_path / "list.csv", 40, 7)
    assert (ROOT / "sample_inventory.csv").read_bytes() == (tmp_path / "list.csv").read_bytes()


def test_sample_results_are_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 3_000_000
