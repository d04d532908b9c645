"""Every section of the report: data alone, from any fleet, found by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GOOD, block, device, report, write
from markupsafe import Markup

from mdeanalysis import load
from mdeanalysis.errors import SelectionError
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.sections import chosen, parts
from mdeanalysis.report.words import ENGLISH, Words
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat

DAY = pd.Timestamp("2025-03-21", tz="UTC")
ROOT = Path(__file__).parents[3]
NAMES = [part.name for part in parts()]


@pytest.fixture(scope="module")
def sample() -> Basis:
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(
        datetime(2025, 3, 21, tzinfo=UTC)
    )
    return Basis(fleet.tables, DAY, fleet.rules, fleet.side_files)


@pytest.fixture(scope="module")
def empty() -> Basis:
    return Basis({name: concat(name, []) for name in TABLES}, DAY)


def part(name: str) -> Part:
    return next(part for part in parts() if part.name == name)


def fleet_of(folder: Path, *texts: str) -> Basis:
    """A fleet of reports."""
    found = load(write(folder, {f"{number}.txt": text for number, text in enumerate(texts)}))
    return Basis(found.judge(DAY.to_pydatetime()).tables, DAY)


def row(content: Content, table: str, **wanted: str) -> dict[str, object]:
    """The one row of a table with these values."""
    (section,) = (one for one in content.tables if one.name == table)
    (found,) = (one for one in section.rows if all(one[name] == value for name, value in wanted.items()))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_section_is_data_with_columns_that_its_rows_have(sample: Basis, name: str) -> None:
    content = part(name).build(sample)
    assert content.tables or content.nothing
    for table in content.tables:
        values = [one.get(column) for one in table.rows for column in table.columns]
        assert not any(isinstance(value, Markup | pd.Series | list) for value in values)
        assert set(table.links) <= set(table.columns)
        assert table.rows or table.note


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"method", "unread"}])
def test_a_section_with_nothing_to_say_says_so_in_one_line(empty: Basis, name: str) -> None:
    content = part(name).build(empty)
    assert content.nothing
    assert "\n" not in content.nothing
    assert not content.tables


def test_the_order_is_that_of_the_parts(sample: Basis) -> None:
    assert NAMES[:4] == ["headline", "first", "causes", "findings"]
    assert NAMES[-1] == "method"
    assert [one.name for one in chosen(["method", "first", "method"])] == ["method", "first"]
    assert chosen([]) == list(parts())


def test_another_name_is_an_error_that_says_which_there_are() -> None:
    with pytest.raises(SelectionError, match="no section 'devises'; it has: headline, first"):
        chosen(["devises"])


def test_a_method_that_misses_one_url_of_a_service_counts_as_failed(tmp_path: Path) -> None:
    good = report(block(GATEWAY, GOOD), block(BLOB, GOOD), items=device("PC-1"))
    basis = fleet_of(tmp_path, good, report(block(GATEWAY, BAD), items=device("PC-2")))
    content = part("services").build(basis)
    found = row(content, "ways", service="command_control", method="default_proxy")
    assert (found["devices"], found["failed"], found["of"], found["share"]) == (2, 1, 2, 0.5)


def test_tries_that_are_missing_or_not_configured_count_in_no_way(tmp_path: Path) -> None:
    basis = fleet_of(tmp_path, report(block(CYBER, GOOD), items=device("PC-1")))
    tables = dict(basis.tables)
    tables["attempts"] = tables["attempts"].assign(outcome="missing")
    assert part("services").build(Basis(tables, DAY)).nothing


def test_each_part_has_its_title_and_each_table_its_own(sample: Basis) -> None:
    titles = [table.title for one in parts() for table in one.build(sample).tables]
    titles += [sample.words(f"section.{name}") for name in NAMES]
    assert len(set(titles)) == len(titles)


def test_words_group_numbers_and_name_columns() -> None:
    words = Words()
    assert words("say.all_rows", count=12345) == "All 12,345 rows, to sort, filter and search"
    assert (words.column("proxy_method"), words.column("url")) == ("proxy method", "URL")
    assert (words.state("cut_off"), words.state("else")) == ("cut off", "else")


def test_no_text_of_the_catalogue_is_without_use() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "mdeanalysis" / "report").rglob("*.*")
                     if path.suffix in {".py", ".html", ".js"} and path.name != "words.py")  # fmt: skip
    said = {key.partition(".")[2] for key in ENGLISH if key.startswith(("say.", "script."))}
    assert [key for key in sorted(said) if f"{key}" not in code] == []
