"""A newcomer who follows README and CONTRIBUTING finds every file, target, extra and command that they name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable

import pytest
from readme import ROOT, commands

PAGES = ("README.md", "CONTRIBUTING.md")
HOOKS = ".pre-commit-config.yaml"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
#: Programs of an environment that are not named as their package; `python` and `pip` are always there.
PROGRAMS = {"lint-imports": "import-linter", "python": "", "pip": "", "activate": "", "Activate.ps1": ""}
_BLOCK = re.compile(r"```(?:sh|powershell)\n(.*?)```", re.DOTALL)
#: In backticks, with a slash or a dot in it; nothing of `.venv`.
_PATH = re.compile(r"`(?!\.venv)(\.?[\w<][\w.<>-]*[/.][\w.<>/-]*\w/?|\w[\w.-]*/)`")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def command_lines(name: str) -> list[str]:
    """The lines of a page's shell blocks, without remarks, and the commands within its sentences."""
    lines = [line for block in _BLOCK.findall(text_of(name)) for line in block.splitlines()]
    inline = re.findall(r"`((?:make|mdeanalysis|\.venv/bin/\w+) [^`]+)`", text_of(name))
    return [line.partition("  #")[0].strip() for line in [*lines, *inline] if line.strip()]


def is_there(name: str) -> bool:
    """Whether a file or folder is there; with `<name>` in it, whether there is one like it."""
    return any(ROOT.glob(re.sub(r"<\w+>", "*", name.rstrip("/"))))


def is_installed(program: str) -> bool:
    """Whether our environment has a program: our own, or one of a package that we ask for."""
    packages = {re.split(r"[^\w-]", requirement)[0] for extra in EXTRAS.values() for requirement in extra}
    return program in PROJECT["scripts"] or PROGRAMS.get(program, program) in {"", *packages}


#: What a command line may name, and how to tell that it is there.
NAMED: list[tuple[str, Callable[[str], bool]]] = [
    (
        r"^make (?:\w+=\S+ )*(\w+)",
        lambda target: re.search(f"^{target}:", text_of("Makefile"), re.MULTILINE) is not None,
    ),
    (r"(?<= -c )(\S+)|(?<= -f )(\S+)", is_there),
    (r"-e \"?\.\[([\w,]+)\]", lambda extras: set(extras.split(",")) <= set(EXTRAS)),
    (r"^\.venv[/\\](?:bin|Scripts)[/\\](\S+)", is_installed),
    (r"^conda activate (\w+)", lambda name: f"\nname: {name}\n" in text_of("environment.yml")),
    (
        r"\bmdeanalysis (\w+)",
        lambda word: any(f"{words} ".startswith(f"mdeanalysis {word} ") for words in commands()),
    ),
    (r"(?<= )(sample\w+|tests/\S*)", is_there),
]


def missing(line: str) -> list[str]:
    """What a command line names that is not there."""
    found = (
        (match[0], is_known(next(filter(None, match.groups()))))
        for pattern, is_known in NAMED
        for match in re.finditer(pattern, line)
    )
    return [text for text, known in found if not known]


def paths_in(text: str) -> list[str]:
    """What stands in backticks and looks like a path of the checkout."""
    return _PATH.findall(text)


@pytest.mark.parametrize("page", PAGES)
def test_command_lines_name_what_is_there(page: str) -> None:
    assert {line: names for line in command_lines(page) if (names := missing(line))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "make polish",
        ".venv/bin/python -m pip install -e . -c pins.txt",
        'python -m pip install -e ".[dev,cloud]"',
        r".venv\Scripts\mdeanalyse summarize sample_results",
        r".venv\Scripts\mdeanalysis summarise sample_results",
        ".venv/bin/mdeanalysis summarize samples",
        "conda env create -f env.yml",
        "conda activate mde",
        ".venv/bin/python -m pytest tests/format",
    ],
)
def test_a_command_line_that_names_what_is_not_there_is_seen(line: str) -> None:
    assert missing(line)


def test_the_readme_sets_up_linux_windows_macos_and_conda() -> None:
    lines = command_lines("README.md")
    assert "make summarize" in lines
    assert r".venv\Scripts\mdeanalysis summarize sample_results" in lines
    assert ".venv/bin/mdeanalysis summarize sample_results" in lines
    assert "conda activate mdeanalysis" in lines


def test_folders_and_pages_named_in_the_readme_are_there() -> None:
    named = [name for name in paths_in(text_of("README.md")) if "/" in name or name.endswith(".md")]
    assert "CONTRIBUTING.md" in named
    assert [name for name in named if not is_there(name)] == []


def test_files_named_in_recipes_are_there() -> None:
    named = paths_in(text_of("CONTRIBUTING.md"))
    assert len(named) > 30
    assert [name for name in named if not is_there(name)] == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("`mdeanalysis/cli/<name>.py`", ["mdeanalysis/cli/<name>.py"]),
        ("`tests/data/`", ["tests/data/"]),
        ("`.pre-commit-config.yaml`", [".pre-commit-config.yaml"]),
        ("`tests/`", ["tests/"]),
        ("`example.md` and 10.0.0.0/8", ["example.md"]),
        ("`.venv/bin/`, `/path/to/python3`", []),
        ("`Format(name, title)`, `results`, `name | kind`", []),
    ],
)
def test_paths_are_told_from_other_code(text: str, paths: list[str]) -> None:
    assert paths_in(text) == paths


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("mdeanalysis/cli/<name>.py", True),
        ("mdeanalysis/rule/<name>.py", False),
        ("tests/data/", True),
        ("x.md", False),
    ],
)
def test_a_pattern_is_there_where_something_fits_it(name: str, there: bool) -> None:
    assert is_there(name) is there


@pytest.mark.parametrize("page", PAGES)
def test_links_within_a_page_lead_to_its_headings(page: str) -> None:
    headings = re.findall(r"^#+ (.+)$", text_of(page), flags=re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text_of(page))) - anchors == set()


def test_hooks_run_tools_of_the_environment_and_fetch_nothing() -> None:
    entries = re.findall(r"^ +entry: (\S+)", text_of(HOOKS), flags=re.MULTILINE)
    assert text_of(HOOKS).count("- repo: ") == text_of(HOOKS).count("- repo: local\n") == 1
    assert text_of(HOOKS).count("language: system\n") == len(entries) >= 6
    idle = set() if any(ROOT.glob("notebooks/*.ipynb")) else {"jupytext"}
    assert [entry for entry in entries if not is_installed(entry) and entry not in idle] == []


def test_the_changelog_begins_with_what_is_unreleased() -> None:
    assert re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), flags=re.MULTILINE)[0] == "Unreleased"


def test_every_command_stands_in_the_changelog() -> None:
    names = {" ".join(words.split()[:2]) for words in commands()}
    assert [name for name in sorted(names) if f"`{name}" not in text_of("CHANGELOG.md")] == []
