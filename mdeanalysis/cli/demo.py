"""`mdeanalysis demo -o DIR`: a made-up fleet in the tool's own formats."""

from __future__ import annotations

from pathlib import Path

import click


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
def COMMAND(output: Path, devices: int, seed: int, inventory: Path | None) -> int:  # noqa: N802
    """Writes a synthetic fleet, healthy and broken, to try things on."""
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
    return 0
