"""`explain` and `twin` as a user types them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mdeanalysis.demo import write_fleet

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explained") / "all"
    write_fleet(folder, 40, 7)
    return folder


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fleet with one planted cause, whose truth stands beside it."""
    import subprocess
    import sys

    folder = tmp_path_factory.mktemp("planted") / "all"
    words = [
        "-m",
        "mdeanalysis",
        "demo",
        "-o",
        str(folder),
        "--devices",
        "120",
        "--seed",
        "5",
        "--causes",
        "proxy_auth",
    ]
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    return folder


def test_a_planted_cause_is_named_with_its_devices(run_command: Run, planted: Path) -> None:
    truth = json.loads(Path(f"{planted}.truth.json").read_text(encoding="utf-8"))["causes"][0]
    done = run_command("explain", planted, "--format", "json")
    causes = [one for one in json.loads(done.stdout)["causes"] if one["reason"] == "proxy_auth"]
    assert done.returncode == 3
    assert len(causes) == 1
    named = [causes[0]["conditions"], *causes[0]["equivalent_conditions"]]
    assert truth["conditions"] in named
    assert set(causes[0]["devices"]) == set(truth["devices"])
    assert "Proxy asks for a sign-in" in run_command("explain", planted).stdout


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_what_is_not_explained_is_shown_in_every_format(run_command: Run, fleet: Path, format_: str) -> None:
    done = run_command("explain", fleet, "--format", format_)
    assert done.returncode == 4
    assert "invalid" in done.stdout
    assert "Lyon/LYS-S" in done.stdout


def test_by_prints_one_table_with_rates_and_intervals(run_command: Run, fleet: Path) -> None:
    done = run_command("explain", fleet, "--by", "proxy_method,region", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [rows[0][name] for name in ("section", "proxy_method", "region", "failed", "of")] == [
        "crosstab", "static", "EU", "3", "9",
    ]  # fmt: skip
    assert float(rows[0]["low_share"]) < float(rows[0]["share"]) < float(rows[0]["high_share"])


def test_contrasts_have_both_sides_and_q(run_command: Run, fleet: Path) -> None:
    done = run_command("explain", fleet, "--contrasts", "--format", "json")
    row = json.loads(done.stdout)["sections"]["contrasts"]["rows"][0]
    assert {"failing", "exposed", "elsewhere_failing", "elsewhere_exposed", "difference_share", "p", "q"} <= set(row)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--service", "maps"], 2, "--service goes with --by"),
        (["--by", "colour"], 1, "no column 'colour'"),
        (["--by", "region", "--service", "colour"], 1, "no service 'colour'"),
        (["--where", "colour=red"], 1, "no column 'colour'"),
    ],
    ids=["service-alone", "column", "service", "where"],
)
def test_wrong_use_is_told_in_words(run_command: Run, fleet: Path, words: list[str], status: int, said: str) -> None:
    done = run_command("explain", fleet, *words)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr


def test_a_choice_of_no_device_is_explained_as_well(run_command: Run, fleet: Path) -> None:
    done = run_command("explain", fleet, "--where", "region=nowhere", "--fail-on", "never")
    assert "no device: none was read, or none chosen" in done.stdout


def test_a_twin_shows_only_what_differs(run_command: Run, fleet: Path) -> None:
    done = run_command("twin", "aus-srv00017", fleet, "--format", "json")
    sections = {name: one["rows"] for name, one in json.loads(done.stdout)["sections"].items()}
    assert {"name": "proxy_method", "device": "winhttp", "twin": "direct"} in sections["dimensions"]
    assert all(row["device"] != row["twin"] for rows in sections.values() for row in rows)
    assert done.returncode == 4  # some of the fleet could not be read


def test_a_device_that_there_is_not_has_no_twin(run_command: Run, fleet: Path) -> None:
    done = run_command("twin", "nobody", fleet)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no device 'nobody'" in done.stderr
