"""The user's own list: where it stands, how it is written, and that a broken one is never taken for a good one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.age import days_between, lists
from mdeanalysis.catalogue.rows import shipped
from mdeanalysis.catalogue.stored import VARIABLE, forget, place, store, stored_text
from mdeanalysis.catalogue.table import COLUMNS, cells, read, write
from mdeanalysis.errors import CatalogueError, OutputError


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "settings"))
    return tmp_path / "settings"


def test_the_list_stands_in_the_users_folder_for_settings(monkeypatch):
    monkeypatch.delenv(VARIABLE)
    assert place() == platformdirs.user_config_path("mdeanalysis", appauthor=False) / "endpoints.csv"


def test_what_is_stored_is_read_again_and_can_be_forgotten(folder):
    assert stored_text() is None
    assert forget() is False
    assert store("one") == folder / "endpoints.csv"
    store("two\n")
    assert stored_text() == "two\n"
    assert [path.name for path in folder.iterdir()] == ["endpoints.csv"]
    assert forget() is True
    assert stored_text() is None


def test_a_folder_that_cannot_be_is_an_error_and_leaves_nothing(folder):
    folder.write_text("a file")
    with pytest.raises(OutputError, match="cannot store the list"):
        store("text")
    assert stored_text() is None
    assert folder.read_text() == "a file"


def test_a_place_that_cannot_be_replaced_leaves_no_part_behind(folder):
    (folder / "endpoints.csv").mkdir(parents=True)
    with pytest.raises(OutputError):
        store("text")
    with pytest.raises(CatalogueError, match="--reset"):
        stored_text()
    with pytest.raises(OutputError, match="cannot remove"):
        forget()
    assert [path.name for path in folder.iterdir()] == ["endpoints.csv"]


@pytest.mark.parametrize("content", [b"\xff\xfe\xff", b"x" * (16 * 2**20 + 1)], ids=["no text", "too large"])
def test_a_stored_file_that_cannot_be_a_list_says_the_way_back(folder, content):
    folder.mkdir()
    (folder / "endpoints.csv").write_bytes(content)
    with pytest.raises(CatalogueError, match="import --reset"):
        stored_text()


def changed(column: str, value: str) -> str:
    line = ",".join({**cells(shipped()[1]), column: value}.values())
    return f"{','.join(COLUMNS)}\n{line}\n"


def test_an_unchanged_line_is_read():
    assert read(changed("port", "443"), "l.csv") == (shipped()[1],)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("endpoint", "no host"),
        ("endpoint", "=cmd"),
        ("region", "eu"),
        ("service", ""),
        ("cloud", "mine"),
        ("required", "maybe"),
        ("generation", ""),
        ("ssl_inspection", "yes"),
        ("anonymous", "1"),
        ("platforms", "windows;beos"),
        ("port", ""),
        ("port", "443;80"),
        ("port", "https"),
        ("os_min_build", "new"),
        ("expected_status", "ok"),
        ("expected_status", "200;200"),
    ],
)
def test_a_slip_of_the_pen_is_an_error_that_names_its_line(column, value):
    with pytest.raises(CatalogueError, match=r"^l\.csv, line 2: no endpoint list: "):
        read(changed(column, value), "l.csv")


def test_a_missing_column_and_a_row_twice_are_errors():
    with pytest.raises(CatalogueError, match="column endpoint is missing"):
        read("a,b\n1,2\n", "l.csv")
    with pytest.raises(CatalogueError, match="listed twice"):
        read(write([shipped()[0], shipped()[0]]), "l.csv")


@given(st.text(max_size=200))
def test_no_text_is_taken_for_a_list_by_accident(text):
    with pytest.raises(CatalogueError):
        read(text, "l.csv")


def test_the_shipped_list_knows_the_days_of_its_sources():
    assert [(one.name, one.day, one.rows, one.imported) for one in lists(shipped())] == [
        ("standard, US government", date(2026, 7, 3), 98, False),
        ("standard, commercial", date(2026, 7, 3), 117, False),
        ("streamlined, US government", date(2026, 7, 3), 51, False),
        ("streamlined, commercial", date(2026, 9, 3), 93, False),
    ]


def test_an_impossible_day_and_a_list_that_names_a_row_no_longer_tell_no_age():
    sources = (
        "MDE standard connectivity URLs - commercial (copy 2026-13-01)",
        "not in MDE standard connectivity URLs - commercial (imported 2026-11-01 from x)",
        "",
    )
    assert lists(shipped()[0]._replace(source=source) for source in sources) == []


def test_a_day_to_come_is_not_negative():
    assert days_between(date(2026, 7, 3), date(2026, 10, 1)) == 90
    assert days_between(date(2026, 7, 3), date(2026, 7, 2)) == 0
