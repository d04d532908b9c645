"""Hostile input costs bounded time and memory and one problem row; five good devices beside it come out whole.

All is compared with the same load without the hostile input, in the same process: memory by a fixed number of bytes
above it, processor time by a wide ratio, for what a machine does in a second says nothing of another.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("needs fork, pipes and file modes", allow_module_level=True)

from hostile_inputs import CASES, NAMES, Case
from measuring import Measuring, measuring

#: What may be held at a time: a file at its limit, its text, and what both are looked through with.
MOST_MEMORY = 256 * 2**20
#: The costliest inputs take some 40 times as long as the five devices; a step too many for each byte takes thousands.
MOST_TIME = 400


@pytest.fixture(scope="module")
def loader() -> Iterator[Measuring]:
    with measuring() as made:
        yield made


@pytest.fixture(scope="module")
def plain(loader: Measuring) -> dict[str, Any]:
    """The run without hostile input."""
    return loader.plain()


def test_the_plain_run_has_five_devices_and_no_problem(plain: dict[str, Any]) -> None:
    assert sorted(plain["digests"]) == sorted(NAMES)
    assert (plain["problems"], plain["status"]) == ([], 0)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hostile_input_costs_one_row_and_little_else(loader: Measuring, plain: dict[str, Any], case: Case) -> None:
    found = loader.case(case)
    assert "error" not in found, found
    assert tuple(kind for _, kind, _ in found["problems"]) == case.kinds
    assert all(case.words in reason for _, _, reason in found["problems"][:1])
    assert found["status"] == (4 if case.kinds else 0)
    assert {name: found["digests"].get(name) for name in NAMES} == plain["digests"]
    assert found["peak"] < plain["peak"] + MOST_MEMORY
    assert found["seconds"] < plain["seconds"] * MOST_TIME
