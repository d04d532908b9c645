"""`mdeanalysis demo -o DIR`: a made-up fleet in the tool's own formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mdeanalysis.demo.planted import Planted

_NOISE = 0.02


@click.command("demo")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to make.")
@click.option("--devices", type=click.IntRange(1, 200_000), default=40, show_default=True, help="Size.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed writes the same fleet.")
@click.option(
    "--inventory",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the list of expected devices too: a few never sent a result, a few that did are not on it.",
)
@click.option("--causes", metavar="CAUSES", help="Plant so many causes, all, none, or kinds such as wpad,proxy_auth.")
@click.option(
    "--noise", type=click.FloatRange(0, 1), metavar="SHARE", help=f"Devices with trouble of their own. [{_NOISE}]"
)
def COMMAND(  # noqa: N802
    output: Path, devices: int, seed: int, inventory: Path | None, causes: str | None, noise: float | None
) -> int:
    """Writes a synthetic fleet, healthy and broken, to try things on.

    With --causes it is known what is wrong: DIR.truth.json says so, beside the folder.
    """
    if causes is None and noise is not None:
        raise click.UsageError("--noise goes with --causes; without them the fleet has its own stories")
    if causes is not None and inventory:
        raise click.UsageError("--inventory does not go with --causes; DIR.truth.json names the devices")
    if causes is None:
        _stories(output, devices, seed, inventory)
    else:
        _causes(output, devices, seed, causes, _NOISE if noise is None else noise)
    return 0


def _stories(output: Path, devices: int, seed: int, inventory: Path | None) -> None:
    from mdeanalysis.demo import write_fleet, write_inventory
    from mdeanalysis.errors import OutputError

    if inventory and inventory.absolute().is_relative_to(output.absolute()):
        raise OutputError(f"{inventory} lies among the results, where only results belong; name a place beside")
    if inventory and inventory.exists():
        raise OutputError(f"{inventory} is there already; name a new file for the inventory")
    counts = write_fleet(output, devices, seed)
    states = ", ".join(f"{state} {number:,}" for state, number in counts.states.most_common())
    told = f"{counts.devices:,} devices in {counts.results:,} results, {counts.files:,} files"
    told += f"; planned, before repairs and lost texts: {states}"
    click.echo(f"{output}: {told}", err=True)
    if inventory:
        written = write_inventory(inventory, devices, seed)
        told = f"{written.missing:,} of them sent nothing; {written.unlisted:,} that sent a result are not on it"
        click.echo(f"{inventory}: {written.lines:,} expected devices, {told}", err=True)


def _causes(output: Path, devices: int, seed: int, causes: str, noise: float) -> None:
    from mdeanalysis.demo.planted import plant, truth_path, write_planted

    planted = plant(devices, seed, causes, noise)
    write_planted(output, planted)
    told = f"{devices:,} devices, {_planted(planted)}; the truth is in {truth_path(output)}"
    click.echo(f"{output}: {told}", err=True)


def _planted(planted: Planted) -> str:
    noisy = sum(member.noise is not None for member in planted.members)
    kinds = ", ".join(cause.kind for cause in planted.causes) or "no cause"
    return f"{kinds} planted, trouble of their own on {noisy:,}"
