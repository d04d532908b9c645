"""Plans are true: once their changes are made in a made-up network, their devices reach all that they need."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan.simulation import DIRECT, HOSTS, Machine, Network, World

from mdeanalysis import load
from mdeanalysis.plan import make_plan

PROXIES = ("proxy-a.contoso.com:8080", "proxy-b.contoso.com:8080")
WAYS = (*PROXIES, DIRECT)
pairs = st.frozensets(st.tuples(st.sampled_from(WAYS), st.sampled_from(HOSTS)), max_size=8)
some_proxies = st.frozensets(st.sampled_from(PROXIES), max_size=1)
networks = st.builds(Network, pairs, pairs, some_proxies, some_proxies)
ways = st.lists(st.tuples(st.sampled_from(WAYS), st.booleans()), min_size=1, max_size=7)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    machines = [
        Machine(f"PC-{number}", way, broken and way != DIRECT) for number, (way, broken) in enumerate(draw(ways))
    ]
    return World(draw(networks), tuple(machines))


def states(world: World) -> dict[str, str]:
    """What our own verdict says of each device of the world."""
    with tempfile.TemporaryDirectory() as folder:
        devices = load(world.write(Path(folder))).devices
    return dict(zip(devices["device_name"], devices["state"], strict=True))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_what_a_plan_frees_reaches_everything_once_its_changes_are_made(world: World) -> None:
    """A fault may hide another (a proxy that is gone shows no block), so plans are made until nothing fails."""
    failed = {name for name, state in states(world).items() if state == "failed"}
    for _ in range(6):
        with tempfile.TemporaryDirectory() as folder:
            plan = make_plan(load(world.write(Path(folder))).tables)
        assert plan.failed == len(failed)
        assert int(plan.changes["devices_freed"].sum()) == plan.freed == plan.failed
        if not failed:
            return
        network = world.network
        hidden = network.gone or network.signed_in or network.blocked & network.inspected
        hidden = hidden or any(one.malformed for one in world.machines)
        world = world.after(plan.changes.to_dict("records"))
        now = {name for name, state in states(world).items() if state == "failed"}
        assert hidden or not now
        failed = now
    raise AssertionError(f"still failing: {failed}")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pairs, pairs, ways)
def test_each_change_frees_just_the_devices_that_it_names(blocked, inspected, chosen) -> None:
    machines = tuple(Machine(f"PC-{number}", way) for number, (way, _) in enumerate(chosen))
    hosts_inspected = frozenset(pair for pair in inspected if pair not in blocked)
    world = World(Network(blocked, hosts_inspected), machines)
    with tempfile.TemporaryDirectory() as folder:
        changes = make_plan(load(world.write(Path(folder))).tables).changes.to_dict("records")
    before = {name for name, state in states(world).items() if state == "failed"}
    total = 0
    for change in changes:
        world = world.with_change(change)
        now = {name for name, state in states(world).items() if state == "failed"}
        assert before - now == set(change["devices"])
        assert len(change["devices"]) == change["devices_freed"]
        total += change["devices_freed"]
        assert change["cumulative"] == total
        before = now
    assert before == set()
