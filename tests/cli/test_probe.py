"""`mdeanalysis probe` as a user runs it: exit statuses, outputs, a series, beside a fleet, bad input in one line."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from child import command_line
from probes.network import GATEWAY, authorities, origin  # noqa: F401 - fixtures
from probes.proxies import free_ports

import mdeanalysis
from mdeanalysis.cli._probe_options import Duration, Until
from mdeanalysis.probing import times

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "sample_results"
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def probe(run_command: Run, origin: Any, authorities: Any) -> Run:  # noqa: F811 - the fixtures
    """The command on a network whose every name is the origin."""

    def run(*words: str | Path, **more: Any) -> subprocess.CompletedProcess[str]:
        places = ("--resolve", f"*=127.0.0.1:{origin.port}", "--ca-file", authorities.file)
        clean = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), "")
        return run_command("probe", *places, "--timeout", "3", *words, env=clean | more.pop("env", {}), **more)

    return run


@pytest.fixture
def nowhere(run_command: Run) -> Run:
    """The command on a network where nobody answers."""
    place = f"*=127.0.0.1:{free_ports(1)[0]}"
    return lambda *words: run_command("probe", "--resolve", place, "--timeout", "1", *words)


def test_a_region_that_is_reached_is_clean(probe: Run) -> None:
    run = probe("--region", "EU")
    assert (run.returncode, run.stderr) == (0, "")
    assert "20 of 20 URLs reached" in run.stdout
    assert "Who opens TLS on the way (nobody, of" in run.stdout


def test_something_required_that_fails_is_3(nowhere: Run) -> None:
    run = nowhere("--region", "EU", "--os-build", "19045")
    assert run.returncode == 3
    assert "0 of 20 URLs reached; 20 failed: connect 20" in run.stdout
    assert nowhere("--region", "EU", "--fail-on", "never").returncode == 0


def test_a_named_url_that_fails_is_3(probe: Run) -> None:
    run = probe("--url", f"https://{GATEWAY}/answer/status/404", "--url", "https://any.contoso.com")
    assert run.returncode == 3
    assert "unexpected_status" in run.stdout


def test_json_has_what_each_way_saw(probe: Run) -> None:
    run = probe("--url", f"https://{GATEWAY}/commands/test", "--format", "json")
    found = json.loads(run.stdout)["sections"]
    (first, second) = found["live"]["rows"]
    assert (first["method"], second["method"]) == ("default_proxy", "direct")
    assert (first["tls_version"], first["certificate"], first["http_status"]) == ("TLSv1.3", "known", 200)


def test_the_report_that_it_writes_is_a_result(probe: Run, run_command: Run, tmp_path: Path) -> None:
    file = tmp_path / "MDEClientAnalyzer.txt"
    assert f"wrote {file}" in probe("--region", "EU", "-o", file).stderr
    assert file.read_bytes().startswith(b"\xff\xfe")
    again = run_command("summarize", file)
    assert again.returncode == 0
    assert "1 device in 1 result" in again.stdout


def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_tried(
    probe: Run,
    tmp_path: Path,
    origin: Any,  # noqa: F811 - the fixture
) -> None:
    before = len(origin.requests)
    run = probe("--url", f"https://{GATEWAY}/test", "-o", tmp_path / "missing" / "a.txt")
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert probe("--url", f"https://{GATEWAY}/test", "-o", tmp_path).returncode == 2
    assert len(origin.requests) == before


def test_a_device_is_probed_as_it_was_beside_its_fleet(probe: Run) -> None:
    run = probe("--like", "DEN-WS00003", SAMPLE, "--format", "json")
    rows = json.loads(run.stdout)["sections"]["beside"]["rows"]
    gateway = next(r for r in rows if r["method"] == "default_proxy" and "winatp-gw-cus.microsoft.com" in r["url"])
    assert (gateway["device"], gateway["live"], gateway["expected"]) == ("12007", "200", "200")
    assert 0 < gateway["fleet_reached"] < gateway["fleet_tested"]
    assert gateway["disagree"] == ""


def test_where_most_of_the_fleet_differs_is_said(nowhere: Run) -> None:
    run = nowhere("--like", "DEN-WS00003", SAMPLE, "--format", "json")
    rows = json.loads(run.stdout)["sections"]["beside"]["rows"]
    differing = {(row["method"], row["disagree"]) for row in rows if row["disagree"]}
    assert differing == {("default_proxy", "most reach it"), ("direct", "most reach it")}


def test_ctrl_c_keeps_what_was_found(authorities: Any, origin: Any, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "MDEClientAnalyzer.txt"
    words = ["--resolve", f"*=127.0.0.1:{origin.port}", "--ca-file", str(authorities.file), "--concurrency", "1"]
    words += ["--url", f"https://{GATEWAY}/commands/test", "--url", f"https://{GATEWAY}/answer/silence"]
    before = len(origin.requests)
    command = [*command_line(), "probe", *words, "--timeout", "60", "-o", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not any("silence" in head for head in origin.requests[before:]):
            assert process.poll() is None
            threading.Event().wait(0.05)
        process.send_signal(signal.SIGINT)
        told, notes = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "1 of 2 URLs reached; broken off, 1 not tried to the end" in told
    assert "interrupted, what was found so far is shown" in notes
    assert mdeanalysis.load(file).urls["state"].tolist() == ["reached", "cut_off"]


def test_a_series_tells_what_changed(probe: Run, tmp_path: Path) -> None:
    urls = ("--url", f"https://{GATEWAY}/test", "--every", "1s", "--until", "1s")
    run = probe(*urls, "--format", "json", "-o", tmp_path / "change.txt")
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["urls"][0]["state"] for line in lines] == ["reached"] * 2
    assert [line["changed"] for line in lines] == [[], []]
    assert len(list(tmp_path.glob("change-*.txt"))) == 2
    assert "1 of 1 URL reached" in probe(*urls[:2], "--every", "9m", "--until", "1s").stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        pytest.param((), 2, "say what to test", id="nothing"),
        pytest.param(("--region", "Atlantis"), 1, "no endpoint is of region Atlantis", id="unknown-region"),
        pytest.param(("--url", "a b"), 1, "is no URL", id="no-url"),
        pytest.param(("--url", "https://u:p@a.example.com"), 1, "without signing in", id="url-with-password"),
        pytest.param(("--region", "EU", "--proxy", "proxy one:80"), 2, "is no proxy", id="malformed-proxy"),
        pytest.param(("--region", "EU", "--named-proxy", "u:p@p:80"), 2, "without signing in", id="password"),
        pytest.param(("--region", "EU", "--resolve", "a"), 2, "is not HOST=ADDRESS", id="no-place"),
        pytest.param(("--region", "EU", "--resolve", "a=b"), 2, "is no IP address", id="no-address"),
        pytest.param(("--region", "EU", "--every", "5m"), 2, "go together", id="series-without-end"),
        pytest.param(("--region", "EU", "--every", "soon", "--until", "1h"), 2, "is no time", id="no-duration"),
        pytest.param(
            ("--region", "EU", "--every", "1m", "--until", "1h", "--format", "csv"), 2, "a series is", id="series-csv"
        ),
        pytest.param(("--like", "PC-1", "missing"), 1, "missing", id="no-such-path"),
        pytest.param(("--like", "NO-SUCH-PC", SAMPLE), 1, "no device 'NO-SUCH-PC'", id="no-such-device"),
        pytest.param(("--like", "PC-1", SAMPLE, "--region", "EU"), 2, "say something else", id="like-and-region"),
        pytest.param(("--region", "EU", "--ca-file", __file__), 1, "no certificates", id="no-certificates"),
    ],
)
def test_bad_input_gets_one_clear_line(nowhere: Run, words: tuple[str, ...], status: int, told: str) -> None:
    run = nowhere(*words)
    last = run.stderr.rstrip("\n").rpartition("\n")[2]
    assert (run.returncode, run.stdout) == (status, "")
    assert told in last
    assert "Traceback" not in run.stderr


def test_missing_packages_are_told_in_one_line() -> None:
    code = "import sys; sys.modules['h2'] = None; from mdeanalysis.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "probe", "--region", "EU"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith("mdeanalysis: probes need further packages (h2)")
    assert run.stderr.count("\n") == 1


def test_a_terminal_sees_the_probe_on_its_way(probe: Run) -> None:
    run = probe("--url", f"https://{GATEWAY}/test", "--progress")
    assert "Probing" in run.stderr


def test_a_series_begins_at_once_and_ends_in_time() -> None:
    start, minute = datetime(2025, 3, 21, 18, 0, tzinfo=UTC), timedelta(minutes=1)
    assert times(start, 5 * minute, start + 11 * minute) == [start, start + 5 * minute, start + 10 * minute]
    assert times(start, 5 * minute, start - minute) == [start]


def test_the_end_of_a_series_is_a_moment_or_a_while() -> None:
    assert Until().convert("2h", None, None) == timedelta(hours=2)
    assert Until().convert("2025-03-21T18:30:00+00:00", None, None) == datetime(2025, 3, 21, 18, 30, tzinfo=UTC)
    now, clock = datetime.now(UTC), Until().convert("18:30", None, None)
    assert (clock.hour, clock.minute) == (18, 30)
    assert now <= clock <= now + timedelta(days=1, minutes=1)
    assert Duration().convert("90", None, None) == timedelta(seconds=90)
