"""README's parts that the code gives: outputs of examples, and lists between `<!-- name -->` and `<!-- end -->`.

`make readme` writes them anew; tests hold README to them.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import iter_modules

import click

from mdeanalysis import formats
from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE, advice_for
from mdeanalysis.catalogue.reasons import CODES, HRESULTS, reason_of_failure, reason_of_status
from mdeanalysis.cli import cli
from mdeanalysis.intake import archive
from mdeanalysis.rules import Rule, rules
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import FORMATS, OUTCOMES, REASONS, SEVERITIES

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_LIST = re.compile(r"(?P<head><!-- (?P<name>[a-z ]+) -->\n)(?P<body>.*?)(?P<tail><!-- end -->)", re.DOTALL)
_EXAMPLE = re.compile(
    r"(?P<head>```console\n)\$ (?P<command>mdeanalysis [^\n]*)\n(?P<output>.*?)(?P<tail>```)", re.DOTALL
)
_MADE = re.compile(r"^(mdeanalysis demo -o (?P<folder>[a-z]+) .*)$", re.MULTILINE)
_PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)
#: What each limit of `archive` is about; one without a name here has no place in README yet.
LIMITS = {
    "MAX_MEMBER_BYTES": "of one file, unpacked",
    "MAX_TOTAL_BYTES": "that one input may unpack to, all its files together",
    "MAX_LINES": "lines in one file",
    "MAX_MEMBERS": "files in one archive",
    "MAX_RATIO": "times the packed size that a file may unpack to",
    "MAX_DEPTH": "archives inside each other",
    "MAX_DIRECTORY_BYTES": "bytes of a zip's directory",
}


def readme() -> str:
    """README as it stands."""
    return README.read_text(encoding="utf-8")


def examples() -> Iterator[tuple[str, str]]:
    """(command, output as README shows it) of every `console` block."""
    for found in _EXAMPLE.finditer(readme()):
        yield found["command"], found["output"]


def inline_examples() -> list[str]:
    """The commands on the sample fleet that stand within sentences."""
    return re.findall(r"`(mdeanalysis [^`]* sample_results)`", readme())


def python_examples() -> list[str]:
    """The code of every `python` block."""
    return _PYTHON.findall(readme())


def lists(text: str) -> dict[str, str]:
    """The lists as the text shows them, by name."""
    return {found["name"]: found["body"] for found in _LIST.finditer(text)}


def output_of(command: str, folder: Path = ROOT) -> str:
    """What the command prints, run in a folder; in the checkout, what README makes by `demo` is made for it."""
    making = made_for(shlex.split(command)) if folder == ROOT else []
    if not making:
        return _printed(command, folder)
    with tempfile.TemporaryDirectory() as made:
        make(making, Path(made))
        return _printed(command, Path(made))


def made_for(words: Iterable[str]) -> list[str]:
    """README's commands that make the folders which are among the words."""
    wanted = set(words)
    return [found[1] for found in _MADE.finditer(readme()) if found["folder"] in wanted]


def make(commands: Iterable[str], folder: Path) -> None:
    """Runs README's commands in a folder."""
    for command in commands:
        _printed(command, folder)


def _printed(command: str, folder: Path) -> str:
    words = [sys.executable, "-m", "mdeanalysis", *shlex.split(command)[1:]]
    settings = {**os.environ, "MDEANALYSIS_CONFIG": str(ROOT / "tests" / "no-settings")}  # the shipped endpoint list
    settings["PYTHONPATH"] = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(words, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in {0, 3, 4}:
        raise RuntimeError(f"{command}: status {done.returncode}: {done.stderr}")
    return done.stdout


def commands() -> dict[str, click.Context]:
    """Every command by its words, those of groups within groups too."""
    return {ctx.command_path: ctx for ctx in _leaves(click.Context(cli, info_name="mdeanalysis"))}


def _leaves(ctx: click.Context) -> Iterator[click.Context]:
    group = ctx.command
    if not isinstance(group, click.Group):
        yield ctx
        return
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield from _leaves(click.Context(command, info_name=name, parent=ctx))


def formats_list() -> str:
    """One row a format: what its module's docstring says first."""
    modules = (import_module(f"{formats.__name__}.{module.name}") for module in iter_modules(formats.__path__))
    found = sorted((module for module in modules if hasattr(module, "FORMAT")), key=lambda m: m.FORMAT.order)
    rows = [(m.FORMAT.title, _in_results(m.FORMAT.name), (m.__doc__ or "").partition("\n")[0]) for m in found]
    return _table(("format", "in `results.formats`", "what it is, and the files where it stands"), rows)


def _in_results(name: str) -> str:
    return f"`{name}`" if name in FORMATS else "beside a report"


def tables_list() -> str:
    """A foldable list of columns for each table."""
    return "".join(
        _folded(
            f"<code>{table.name}</code>: {table.row}, {len(table.columns)} columns",
            _table(("column", "type", "meaning"), [(f"`{c.name}`", c.kind, c.meaning) for c in table.columns]),
        )
        for table in TABLES.values()
    )


def commands_list() -> str:
    """One row a command, as its `--help` begins."""
    rows = [(f"`{_usage(ctx)}`", _first_sentence(ctx.command)) for ctx in commands().values()]
    return _table(("command", "does"), rows)


def _first_sentence(command: click.Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def _usage(ctx: click.Context) -> str:
    options = [p for p in ctx.command.params if isinstance(p, click.Option)]
    needed = [
        f"{option.opts[0]} {option.metavar or option.opts[-1].strip('-').upper()}"
        for option in options
        if option.required
    ]
    arguments = [piece for piece in ctx.command.collect_usage_pieces(ctx) if piece != "[OPTIONS]"]
    return " ".join([ctx.command_path, *arguments, *needed])


def options_list() -> str:
    """One row an option, with the commands that take it."""
    takers: dict[tuple[str, str], list[str]] = {}
    for words, ctx in commands().items():
        for option in ctx.command.params:
            record = option.get_help_record(ctx) if isinstance(option, click.Option) else None
            if record:
                takers.setdefault((record[0], " ".join(record[1].split())), []).append(words.partition(" ")[2])
    rows = [(f"`{shown}`", meaning, ", ".join(names)) for (shown, meaning), names in takers.items()]
    rows.sort(key=lambda row: (-row[2].count(","), row[0].lstrip("`-")))
    return _folded("Options", _table(("option", "meaning", "taken by"), rows))


def statuses_list() -> str:
    """The exit statuses that `mdeanalysis --help` ends with."""
    told = re.findall(r"(\d+) ([^,]+?)[,.](?=\s|$)", cleandoc(cli.epilog or ""))
    return _table(("exit status", "means"), told)


def limits_list() -> str:
    """Every limit of archives with its value."""
    found = [(value, LIMITS[name]) for name, value in vars(archive).items() if name.startswith("MAX_")]
    return _table(("at most", ""), [(_amount(value), words) for value, words in found])


def _amount(value: int) -> str:
    return f"{value:,}" if value % 2**20 else f"{value // 2**20:,} MiB"


def reasons_list() -> str:
    """Why a URL fails, the most telling reason first, with the numbers that tell it; and why none was tested."""
    failures = [
        (f"`{reason}`", advice_for(reason).title, _told_by(reason), advice_for(reason).advice) for reason in REASONS
    ]
    untested = [(f"`{reason}`", advice.title, advice.advice) for reason, advice in NOT_TESTED_ADVICE.items()]
    return _folded(
        "Why a URL fails, the most telling reason first",
        _table(("reason", "in words", "told by", "what to do"), failures),
    ) + _folded("Why a run tested nothing", _table(("reason", "in words", "what to do"), untested))


def rules_list() -> str:
    """One row a rule, errors first: what it says, what its `find` looks for, and the page that it rests on."""
    ordered = sorted(rules(), key=lambda rule: (SEVERITIES.index(rule.severity), rule.name))
    rows = [(f"`{r.name}`", r.severity, r.title, _looks_for(r), _link(r.docs)) for r in ordered]
    head = ("rule", "severity", "says", "fires on", "documentation")
    return _folded(f"{len(rows)} rules", _table(head, rows))


def _link(page: str) -> str:
    return f"[{page.rstrip('/').rsplit('/', 1)[-1]}]({page})"


def _looks_for(rule: Rule) -> str:
    return " ".join(cleandoc(rule.find.__doc__ or "").partition("\n\n")[0].split())


def _told_by(reason: str) -> str:
    statuses = [str(status) for status in range(100, 600) if reason_of_status(status) == reason]
    codes = [str(code) for code in CODES if reason_of_failure(code, None, None) == reason]
    roots = [f"0x{n:08X}" for n in HRESULTS if _reason_of_root(n) == reason == "tls_inspection"]
    told = {"certificate root": roots, "error": codes, "status": statuses}
    if reason in OUTCOMES:
        return f"outcome `{reason}`"
    if reason == "unexpected_status":
        return "any other status"
    if reason == "other":
        return "any other error"
    return "; ".join(f"{what} {', '.join(numbers)}" for what, numbers in told.items() if numbers)


def _reason_of_root(result: int) -> str:
    return reason_of_failure(12157, None, f"Failed to verify certificate root: {result}")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _folded(summary: str, body: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{body}\n</details>\n"


LISTS: dict[str, Callable[[], str]] = {
    "commands": commands_list,
    "options": options_list,
    "exit statuses": statuses_list,
    "tables": tables_list,
    "reasons": reasons_list,
    "rules": rules_list,
    "formats": formats_list,
    "limits": limits_list,
}


def fresh(text: str, folder: Path = ROOT) -> str:
    """The text with the lists of today, and with the outputs of its examples, run in a folder one after the other."""
    text = _LIST.sub(lambda m: f"{m['head']}\n{LISTS[m['name']]()}\n{m['tail']}", text)
    return _EXAMPLE.sub(lambda m: f"{m['head']}$ {m['command']}\n{output_of(m['command'], folder)}{m['tail']}", text)


if __name__ == "__main__":
    README.write_text(fresh(readme()), encoding="utf-8", newline="\n")
