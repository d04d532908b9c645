"""`mdeanalysis endpoints` as a user types it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import block, device, onboarding, report, write
from endpoint_lists import HEADINGS, REGIONS_JSON, standard, workbook

from mdeanalysis.catalogue.age import LIMIT_DAYS
from mdeanalysis.catalogue.rows import shipped
from mdeanalysis.catalogue.table import read
from mdeanalysis.catalogue.table import write as write_list

Run = Callable[..., "CompletedProcess[str]"]
GATEWAY = "https://winatp-gw-weu.microsoft.com/commands/test"
NEW = "winatp-gw-weu9.microsoft.com"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {"MDEANALYSIS_CONFIG": str(tmp_path / "settings")}


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    lines = [HEADINGS, standard(GATEWAY, "EU", "Command and Control"), standard(NEW, "EU", "Command and Control")]
    return workbook(tmp_path / "mde.xlsx", {"URLs": lines})


def sections(done: CompletedProcess[str]) -> dict[str, list[dict[str, str]]]:
    return {name: section["rows"] for name, section in json.loads(done.stdout)["sections"].items()}


def rows(done: CompletedProcess[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "list",
            "--region --build --platform --mode --agent --service --required --workspace --as-of --format --raw",
        ),
        ("lookup", "URL... --region --build --mode --agent --platform --format"),
        ("check", f"DATE --limit --fail-on --format {LIMIT_DAYS}"),
        ("import", "FILE --dry-run --keep --reset --dated --format MDEANALYSIS_CONFIG"),
    ],
)
def test_help_names_every_option(run_command: Run, command: str, options: str) -> None:
    done = run_command("endpoints", command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in options.split())


def test_list_is_what_is_meant_where_no_word_is_given(run_command: Run) -> None:
    bare, named = (
        run_command("endpoints", "--as-of", "2026-10-01"),
        run_command("endpoints", "list", "--as-of", "2026-10-01"),
    )
    assert bare.stdout == named.stdout
    headline = bare.stdout.partition("\n")[0]
    assert headline == (
        "413 of 413 endpoints, from the list shipped with mdeanalysis: "
        "Microsoft's lists of 2026-07-03 or later, 90 days old on 2026-10-01"
    )
    assert "list" in run_command("endpoints", "--help").stdout


def test_list_filters(run_command: Run) -> None:
    options = ["--region", "EU", "--build", "19045", "--platform", "windows", "--mode", "standard"]
    done = run_command("endpoints", "list", *options, "--service", "command_control", "--format", "csv")
    assert [row["endpoint"] for row in rows(done)] == [
        *("winatp-gw-neu.microsoft.com", "winatp-gw-neu3.microsoft.com"),
        *("winatp-gw-weu.microsoft.com", "winatp-gw-weu3.microsoft.com"),
    ]
    streamlined = run_command("endpoints", "--region", "GW_EU", "--service", "command_control", "--format", "csv")
    assert {row["generation"] for row in rows(streamlined)} == {"streamlined"}


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_every_format_names_the_hosts_whole(run_command: Run, format_: str) -> None:
    done = run_command("endpoints", "list", "--service", "sample_upload_blob", "--format", format_)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ussau1southeastprod.blob.core.windows.net" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--region", "XX"], "no endpoint is of region XX"),
        (["--service", "nix"], "no endpoint is of service nix"),
        (["--required"], "name both"),
    ],
)
def test_what_there_is_none_of_is_said(run_command: Run, arguments: list[str], words: str) -> None:
    done = run_command("endpoints", "list", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_a_word_that_is_no_command_is_wrong_use(run_command: Run) -> None:
    assert run_command("endpoints", "nix").returncode == 2


def test_workspaces_of_a_fleet_are_filled_in(run_command: Run, tmp_path: Path) -> None:
    one, two = "11111111-2222-3333-4444-555555555555", "aaaaaaaa-2222-3333-4444-555555555555"
    tested = f"Starting connectivity test for workspace id {two}\nFirewall Rule: *.ods.opinsights.azure.com\n"
    fleet = write(tmp_path / "r", {"a.txt": f"{tested}{two}.ods.opinsights.azure.com:443 succeeded\n"})
    listing = ["endpoints", "list", "--agent", "mma", "--service", "mma", "--format", "csv"]
    for options, workspaces in ([("--workspace", one, "--workspaces-of", fleet), {one, two}], [(), {"*"}]):
        done = run_command(*listing, *options)
        hosts = [row["endpoint"] for row in rows(done)]
        ods = {
            host.removesuffix(".ods.opinsights.azure.com")
            for host in hosts
            if host.endswith("ods.opinsights.azure.com")
        }
        assert (done.returncode, ods) == (0, workspaces)


def test_lookup_says_what_a_url_is_for(run_command: Run) -> None:
    device_options = ["--region", "EU", "--build", "19045"]
    done = run_command("endpoints", "lookup", GATEWAY, "https://nix.example.com/\x1b[31m", *device_options)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 of 2 known\n")
    assert "service command_control, region EU, answers 200, required" in done.stdout
    assert "no list names it" in done.stdout
    assert "\x1b" not in done.stdout


def test_lookup_names_the_longest_wildcard(run_command: Run) -> None:
    done = run_command("endpoints", "lookup", "abc.dm.microsoft.com", "--format", "json")
    assert [row["endpoint"] for row in sections(done)["lookup"]] == ["*.dm.microsoft.com"]


@pytest.mark.parametrize(
    ("arguments", "status", "old"),
    [
        (["2026-10-01"], 0, 0),
        (["2026-10-02"], 3, 3),
        (["2026-12-31"], 3, 4),
        (["2026-10-02", "--limit", "91"], 0, 0),
        (["2026-10-02", "--fail-on", "error"], 0, 3),
        (["2026-10-02", "--fail-on", "never"], 0, 3),
        (["2020-01-01"], 0, 0),
    ],
)
def test_check_finds_lists_beyond_the_limit(run_command: Run, arguments: list[str], status: int, old: int) -> None:
    done = run_command("endpoints", "check", *arguments, "--format", "json")
    assert done.returncode == status
    found = sections(done)["age"]
    assert len(found) == 4
    assert [row.get("severity") for row in found].count("warning") == old


def test_check_without_a_date_is_about_today(run_command: Run) -> None:
    assert str(datetime.now(UTC).year) in run_command("endpoints", "check").stdout


def test_import_shows_the_differences_and_stores_the_list(run_command: Run, spreadsheet: Path, settings) -> None:
    options = ["--keep", "--dated", "2026-11-01", "--format", "json"]
    done = run_command("endpoints", "import", spreadsheet, *options, env=settings)
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["change"], row["endpoint"]) for row in sections(done)["differences"]] == [("added", NEW)]
    stored = Path(settings["MDEANALYSIS_CONFIG"]) / "endpoints.csv"
    assert len(read(stored.read_text(encoding="utf-8"), "stored")) == 414
    headline = run_command("endpoints", env=settings).stdout
    assert headline.startswith(f"414 of 414 endpoints, from the list stored in {stored}: ")
    source = rows(run_command("endpoints", "--region", "EU", "--format", "csv", env=settings))
    assert [row["source"] for row in source if row["endpoint"] == NEW] == [
        "MDE standard connectivity URLs - commercial (imported 2026-11-01 from mde.xlsx)"
    ]
    assert "\n413 of 413" not in headline


def test_verdicts_follow_the_stored_list(run_command: Run, spreadsheet: Path, settings, tmp_path: Path) -> None:
    options = ["--region", "EU", "--build", "19045"]
    unlisted = run_command("endpoints", "lookup", NEW, *options)
    assert "region WW" in unlisted.stdout
    assert "not required" in unlisted.stdout
    run_command("endpoints", "import", spreadsheet, "--keep", env=settings)
    found = run_command("endpoints", "lookup", NEW, *options, env=settings).stdout
    assert "region EU, answers 200, required" in found
    fleet = write(tmp_path / "r", {"a.txt": report(block(f"https://{NEW}/commands/test"), items=device("PC-1"))})
    write(fleet, {"RegOnboardedInfoCurrent.Json": onboarding()})
    for env, required in ((settings, "True"), ({}, "False")):
        done = run_command("export", fleet, "-o", tmp_path / required, env=env)
        assert ("endpoints: the imported list in" in done.stderr) is (required == "True")
        with (tmp_path / required / "urls.csv").open(encoding="utf-8") as urls:
            assert [row["required"] for row in csv.DictReader(urls)] == [required]


def test_a_dry_run_stores_nothing_and_an_extract_is_warned_of(run_command: Run, spreadsheet: Path, settings) -> None:
    done = run_command("endpoints", "import", spreadsheet, "--dry-run", env=settings)
    assert "nothing is stored (--dry-run)" in done.stdout
    assert "--keep drops nothing" in done.stderr
    assert "\ndropped  automatedirstrprdneu.blob.core.windows.net" in done.stdout
    assert not Path(settings["MDEANALYSIS_CONFIG"]).exists()


def test_reset_goes_back_to_the_shipped_list(run_command: Run, spreadsheet: Path, settings) -> None:
    run_command("endpoints", "import", spreadsheet, env=settings)
    done = run_command("endpoints", "import", "--reset", env=settings)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "endpoints: the shipped list is in use again\n"
    assert "in use already" in run_command("endpoints", "import", "--reset", env=settings).stderr
    assert "413 of 413" in run_command("endpoints", env=settings).stdout


def test_a_second_import_adds_to_the_first_and_is_shown_against_the_shipped(
    run_command: Run, spreadsheet: Path, settings, tmp_path: Path
) -> None:
    (tmp_path / "RegionsURLs.json").write_text(REGIONS_JSON, encoding="utf-8")
    run_command("endpoints", "import", spreadsheet, "--keep", env=settings)
    options = ["--keep", "--format", "json"]
    done = run_command("endpoints", "import", tmp_path / "RegionsURLs.json", *options, env=settings)
    assert len([row for row in sections(done)["differences"] if row["change"] == "added"]) == 5
    assert "418 of 418" in run_command("endpoints", env=settings).stdout


@pytest.mark.parametrize("raw", [[], ["--raw"]], ids=["safe", "raw"])
def test_the_exported_list_imported_again_changes_nothing(
    run_command: Run, settings, tmp_path: Path, raw: list[str]
) -> None:
    exported = run_command("endpoints", "list", "--format", "csv", *raw)
    file = tmp_path / "list.csv"
    file.write_text(exported.stdout, encoding="utf-8")
    done = run_command("endpoints", "import", file, env=settings)
    assert done.stdout.startswith("list.csv: 0 added, 0 changed, 0 dropped, 413 as before; stored in ")
    stored = Path(settings["MDEANALYSIS_CONFIG"]) / "endpoints.csv"
    assert read(stored.read_text(encoding="utf-8"), "stored") == shipped()
    assert run_command("endpoints", "list", "--format", "csv", *raw, env=settings).stdout == exported.stdout


@pytest.mark.parametrize("keep", [True, False])
def test_an_extract_of_the_own_list_needs_keep(run_command: Run, settings, tmp_path: Path, keep: bool) -> None:
    extract = run_command("endpoints", "--region", "AE", "--service", "autoir_blob", "--format", "csv").stdout
    (tmp_path / "list.csv").write_text(extract, encoding="utf-8")
    run_command("endpoints", "import", tmp_path / "list.csv", *(["--keep"] if keep else []), env=settings)
    count = 413 if keep else len(extract.splitlines()) - 1
    assert f"{count} of {count} endpoints" in run_command("endpoints", env=settings).stdout


@pytest.mark.parametrize("arguments", [[], ["--reset", "--dry-run"]], ids=["nothing", "both"])
def test_import_takes_a_file_or_reset_alone(run_command: Run, arguments: list[str], settings) -> None:
    assert run_command("endpoints", "import", *arguments, env=settings).returncode == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", b'[{"Region": ', "broken JSON"),
        ("a.json", b'{"a": 1}', "no list of regions"),
        ("a.xlsx", b"PK\x03\x04", "cut or damaged zip"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "old or encrypted workbook"),
        ("a.csv", b"", "no endpoints found"),
        ("a.csv", b"a,b\n=1+1,=2\n", "no endpoints found"),
        ("a.csv", "endpoint,port\n{}".format("a.contoso.com,443\n" * 20_001).encode(), "more than 20,000 lines"),
        (
            "a.csv",
            b"endpoint,port\n" + b"".join(b"h%d.contoso.com,443\n" % n for n in range(6_000)),
            "more than 5,000 endpoints",
        ),
    ],
    ids=["cut json", "other json", "cut zip", "xls", "empty", "formulas", "many lines", "many hosts"],
)
def test_what_is_no_list_is_refused_and_nothing_stored(
    run_command: Run, settings, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = run_command("endpoints", "import", tmp_path / name, env=settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path(settings["MDEANALYSIS_CONFIG"]).exists()


def test_a_file_beyond_the_limit_is_refused_unread(run_command: Run, settings, tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("wb") as out:
        out.truncate(64 * 2**20 + 1)
    done = run_command("endpoints", "import", tmp_path / "a.csv", env=settings)
    assert (done.returncode, "holds more than 64 MiB" in done.stderr) == (1, True)


def test_a_list_that_names_no_list_of_microsofts_is_of_unknown_age(
    run_command: Run, settings, tmp_path: Path
) -> None:
    own = write_list([shipped()[0]._replace(source="our own")])
    write(tmp_path, {"own.csv": own})
    run_command("endpoints", "import", tmp_path / "own.csv", env=settings)
    assert "of unknown age" in run_command("endpoints", env=settings).stdout
    check = run_command("endpoints", "check", env=settings)
    assert check.returncode == 3
    assert "no list of Microsoft's" in check.stdout


def test_a_broken_stored_list_stops_every_command_but_the_way_back(run_command: Run, settings) -> None:
    folder = Path(settings["MDEANALYSIS_CONFIG"])
    folder.mkdir()
    (folder / "endpoints.csv").write_text("nonsense\n")
    done = run_command("endpoints", "check", env=settings)
    assert done.returncode == 1
    assert "import --reset` goes back" in done.stderr
    assert run_command("endpoints", "import", "--reset", env=settings).returncode == 0
    assert run_command("endpoints", "list", env=settings).returncode == 0


def test_what_was_not_understood_is_shown_harmless(run_command: Run, settings, tmp_path: Path) -> None:
    lines = [HEADINGS, standard(NEW, "EU"), standard('=HYPERLINK("x")', "EU"), standard("\u202eevil", "EU")]
    file = tmp_path / "mde.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([*lines])
    done = run_command("endpoints", "import", file, "--dry-run", "--keep", "--format", "csv", env=settings)
    texts = [row["text"] for row in rows(done) if row["section"] == "left"]
    assert texts == ['\'=HYPERLINK("x")', "\ufffdevil"]


def test_the_day_of_a_csv_is_that_of_its_file(run_command: Run, settings, tmp_path: Path) -> None:
    file = tmp_path / "mde.csv"
    file.write_text(f"Geography,URL,Required\nEU,{NEW},Required\n", encoding="utf-8")
    day = datetime(2026, 10, 5, 12, tzinfo=UTC).timestamp()
    os.utime(file, (day, day))
    run_command("endpoints", "import", file, "--keep", env=settings)
    ages = sections(run_command("endpoints", "check", "2026-10-06", "--format", "json", env=settings))["age"]
    assert [(row["of"], row["from"]) for row in ages if row["from"] == "imported"] == [("2026-10-05", "imported")]
