"""The ledger as a table: what each input was taken for, and what became of its lines."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from mdeanalysis.formats.lines import SAMPLES
from mdeanalysis.records import Document, Input, Reading
from mdeanalysis.tables.typed import column, to_frame
from mdeanalysis.vocabulary import NO_FORMAT

#: Between the samples of a row; a bar within one is drawn broken.
BETWEEN, _BAR, _BROKEN_BAR = " | ", "|", "¦"
_NOT_LOOKED_AT = "lines behind the first 20,000, and those of over 2,000 letters, are not looked at"
#: What may turn out to be a side file.
_OPEN = frozenset({"unknown", "failed"})
_STATES_NOTHING = "says nothing that a table holds"


def row_of(document: Document, readings: Sequence[Reading]) -> Input:
    """A document that was read as a format, with every line accounted for; its text must be at hand."""
    lines = document.line_count if len(readings) > 1 else readings[0].line_count
    twice = sum(reading.line_count for reading in readings) - lines  # a line in which one run ends and one begins
    understood, twice = _less(sum(reading.understood for reading in readings), twice)
    unknown, twice = _less(sum(reading.unknown for reading in readings), twice)
    skipped, _ = _less(sum(reading.skipped for reading in readings), twice)
    told = skipped and not any(reading.problems for reading in readings)
    why = next((reading.why for reading in readings if reading.why), _NOT_LOOKED_AT)
    return Input(
        document.source, _names(tuple(reading.formats for reading in readings)), None, document.size,
        document.encoding, lines, lines - understood - unknown - skipped, understood, unknown, skipped,
        _samples(readings) if unknown else None, why if told else None,
    )  # fmt: skip


def _less(count: int, twice: int) -> tuple[int, int]:
    """A count without what was counted twice, and what of that is left."""
    return max(0, count - twice), max(0, twice - count)


def unread(document: Document, taken_for: str, why: str) -> Input:
    """A document of which no row came: all its lines are skipped."""
    lines, filled = document.line_count, document.filled
    return Input(
        document.source, taken_for, None, document.size,
        document.encoding, lines, lines - filled, 0, 0, filled, None, why,
    )  # fmt: skip


@lru_cache
def _names(runs: tuple[tuple[str, ...], ...]) -> str:
    return ",".join(dict.fromkeys(name for formats in runs for name in formats))


def _samples(readings: Sequence[Reading]) -> str:
    found = sorted(sample for reading in readings for sample in reading.samples)
    return BETWEEN.join(f"{line}: {_plain(text)}" for line, text in found[:SAMPLES])


def _plain(text: str) -> str:
    """The text without what is no character."""
    shown = text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)
    return shown.replace(_BAR, _BROKEN_BAR)


def inputs_frame(rows: Sequence[Input]) -> pd.DataFrame:
    """The rows as a table."""
    columns = [list(values) for values in zip(*rows, strict=True)] if rows else [[] for _ in Input._fields]
    return to_frame("inputs", dict(zip(Input._fields, columns, strict=True)), len(rows))


def settle(inputs: pd.DataFrame, side: Collection[str], reasons: Mapping[str, str]) -> pd.DataFrame:
    """The table sorted, once all is known: the sources of side files, and why a source was not read in full."""
    inputs = inputs.sort_values("source", kind="stable", ignore_index=True)
    sources, kinds = inputs["source"].tolist(), inputs["taken_for"].tolist()
    kinds = [
        "side" if kind in _OPEN and source in side else kind for source, kind in zip(sources, kinds, strict=True)
    ]
    whys = inputs["why"].astype("object").where(inputs["why"].notna(), None).tolist()
    whys = [why or reasons.get(source) for source, why in zip(sources, whys, strict=True)]
    lost = inputs["result_id"].isna().tolist()
    whys = [
        why or (_STATES_NOTHING if alone and kind not in NO_FORMAT else None)
        for why, alone, kind in zip(whys, lost, kinds, strict=True)
    ]
    return inputs.assign(taken_for=column("category", kinds), why=column("category", whys))
