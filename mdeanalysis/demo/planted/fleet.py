"""Plants causes in a made-up fleet, and writes it with the truth beside it."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from mdeanalysis.demo.chance import shuffled
from mdeanalysis.demo.planning import DEFAULT_START
from mdeanalysis.demo.planted.kinds import KINDS
from mdeanalysis.demo.planted.model import Cause, Member
from mdeanalysis.demo.planted.noise import noisy
from mdeanalysis.demo.planted.roster import Roster, draw
from mdeanalysis.demo.planted.sheets import Sheets
from mdeanalysis.demo.planted.truth import gather, told
from mdeanalysis.errors import OutputError, SelectionError

#: Of more causes the devices would be too few that are well.
MOST_CAUSES = 20
#: How often every kind may be tried where so many causes are asked for.
_ROUNDS = 4
_NUMBER = re.compile(r"[0-9]{1,4}")


class Asked(NamedTuple):
    """Kinds in their order of planting, those to fall back to, and how many causes there must be at least."""

    kinds: list[str]
    spare: list[str]
    least: int


@dataclass(frozen=True)
class Planted:
    """A fleet with causes: its devices, and everything that was decided."""

    members: Sequence[Member]
    causes: Sequence[Cause]
    sheets: Sheets
    seed: int
    noise: float

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """Each device's report by its path below the fleet's folder, whose first folder is the site."""
        for member in self.members:
            yield f"{member.place.site.name}/{member.name}.txt", self.sheets.text(member)

    def truth(self) -> dict[str, Any]:
        """What `truth.json` holds."""
        found = (self.sheets.of(member).found for member in self.members)
        gathered, entangled = gather(self.members, found, self.causes)
        return {
            "devices": len(self.members),
            "seed": self.seed,
            "noise": self.noise,
            "causes": [told(one, cause) for one, cause in zip(gathered, self.causes, strict=True)],
            "entangled_devices": [member.name for member in entangled],
            "noise_devices": [member.name for member in self.members if member.noise],
        }


def plant(
    devices: int, seed: int, causes: str = "all", noise: float = 0.02, start: datetime | None = None
) -> Planted:
    """Decides a fleet; `causes` is a number, `none`, `all` (every kind that finds a place), or a comma list of
    kinds (`kinds.KINDS`).

    Raises `SelectionError` where a kind is unknown, or where so many or these have no place in so small a fleet.
    """
    start = start or DEFAULT_START
    start = start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC)
    wanted = asked(causes, seed)
    roster = draw(devices, seed, start)
    planted = _planted(roster, wanted, seed)
    members = [noisy(member, noise, seed) for member in roster.members]
    return Planted(members, planted, Sheets(planted, seed), seed, noise)


def asked(causes: str, seed: int) -> Asked:
    """What the words of `--causes` ask for."""
    order = list(KINDS)
    if causes in ("all", "none"):
        return Asked(order if causes == "all" else [], [], 0)
    if _NUMBER.fullmatch(causes):
        count = int(causes)
        if count > MOST_CAUSES:
            raise SelectionError(f"{causes} causes are too many; {MOST_CAUSES} have room")
        rng = Random(f"{seed}/causes")
        drawn = [kind for _ in range(_ROUNDS) for kind in shuffled(rng, order)]
        return Asked(sorted(drawn[:count], key=order.index), drawn[count:], count)
    kinds = [kind.strip() for kind in causes.split(",")]
    for kind in kinds:
        if kind not in KINDS:
            raise SelectionError(f"{kind!r} is no kind of cause; say {', '.join(KINDS)}, a number, all or none")
    return Asked(sorted(kinds, key=order.index), [], len(kinds))


def _planted(roster: Roster, wanted: Asked, seed: int) -> list[Cause]:
    causes: list[Cause] = []
    for at, kind in enumerate([*wanted.kinds, *wanted.spare]):
        if at >= len(wanted.kinds) and len(causes) >= wanted.least:
            break
        if cause := KINDS[kind](roster, Random(f"{seed}/cause/{at}/{kind}")):
            causes.append(cause)
            roster.dress(cause.dress)
    if len(causes) < wanted.least:
        names = ", ".join(cause.kind for cause in causes) or "none"
        raise SelectionError(f"so small a fleet has no place for {wanted.least} causes; it has for {names}")
    return sorted(causes, key=lambda cause: list(KINDS).index(cause.kind))


def truth_path(out: Path) -> Path:
    """Beside the fleet's folder, where nothing that loads the folder meets it."""
    named = out if out.name not in ("", "..") else out.resolve()
    return named.with_name(f"{named.name}.truth.json")


def write_planted(out: Path, planted: Planted) -> None:
    """Fills the folder `out`, which must be new or empty, with a text for each device.

    The truth is written to `truth_path(out)`. Raises `OutputError` where one of them is there
    already or cannot be written.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f"{out} is not an empty folder; name a new one for the fleet")
    truth = truth_path(out)
    if truth.exists():
        raise OutputError(f"{truth} tells of an older fleet; remove it, or name a new folder")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            written = Path(folder) / "fleet"
            _write_texts(written, planted)
            (Path(folder) / "truth").write_text(json.dumps(planted.truth(), indent=1) + "\n", encoding="utf-8")
            if out.exists():
                out.rmdir()
            written.rename(out)
            (Path(folder) / "truth").rename(truth)
    except OSError as error:
        raise OutputError(f"{out} could not be written: {error.strerror or error}") from error


def _write_texts(folder: Path, planted: Planted) -> None:
    for site in {member.place.site.name for member in planted.members}:
        (folder / site).mkdir(parents=True)
    for name, content in planted.texts():
        (folder / name).write_bytes(content)
