"""Rules of a user's own: taken, asked like any other, and costing only themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import GATEWAY, block, report, write

from mdeanalysis import load
from mdeanalysis.errors import InputError
from mdeanalysis.rules import from_folder

GOOD_RULE = """
from mdeanalysis.rules import Rule, hits

def find(view):
    old = view.results[view.results["os_build"] < 19045]
    return hits(old, "build", "an old build")

RULE = Rule("contoso_old_build", "info", "Old build", "Update it.", "https://learn.microsoft.com/", find)
"""


def test_a_rule_of_a_folder_is_asked(tmp_path: Path):
    rules = write(tmp_path / "rules", {"old.py": GOOD_RULE, "_helper.py": "raise SystemExit", "notes.txt": "no rule"})
    fleet = load(write(tmp_path / "fleet", {"a.txt": report(block(GATEWAY))})).judge(folder=rules)
    own = fleet.findings[fleet.findings["rule"] == "contoso_old_build"]
    assert own["message"].tolist() == ["an old build"]
    assert not len(fleet.problems)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1", "RULE"),
        ("RULE = 1", "no mdeanalysis.rules.Rule"),
        ("import no_such_module", "no_such_module"),
        ("def (", "SyntaxError"),
        (GOOD_RULE.replace('"info"', '"bad"'), "severity 'bad'"),
    ],
    ids=["no-rule", "another-thing", "import", "syntax", "severity"],
)
def test_a_bad_rule_is_a_problem_and_costs_only_itself(tmp_path: Path, text: str, words: str):
    rules = write(tmp_path / "rules", {"bad.py": text, "good.py": GOOD_RULE})
    taken, problems = from_folder(rules)
    assert [rule.name for rule in taken] == ["contoso_old_build"]
    assert [problem.kind for problem in problems] == ["internal"]
    assert words in problems[0].reason


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(InputError, match="no such folder of rules"):
        from_folder(tmp_path / "nowhere")
