"""What was found one after the other and is one cause, and what looks so and is two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from causes.tiny import several, tables

from mdeanalysis.causes.conditions import conditions
from mdeanalysis.causes.extent import Extent
from mdeanalysis.causes.joining import Choice, join
from mdeanalysis.causes.outcomes import NAMES, View
from mdeanalysis.causes.search import Found


def choice(sets: tuple[int, ...], reason: str, services: list[int], devices: list[int]) -> Choice:
    view = View(
        services[0], None, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    )
    reach = Extent(services, services, np.asarray(devices), np.asarray(devices))
    return Choice(sets, NAMES.index(reason), view, Found(sets, 9, 9, 9, 99, 0.0, 9.0), 0.0, reach, [])


def test_what_says_the_same_is_joined_and_nothing_else() -> None:
    """Lyon's devices are 0 to 19, those of ring-1 in it 0 to 9; Oslo's are 20 to 39."""
    fleet = [
        *several(10, "a", site="Lyon", group_ids="ring-1"),
        *several(10, "b", site="Lyon", group_ids="ring-2"),
        *several(20, "c", site="Oslo", group_ids="ring-3"),
    ]
    known = conditions(tables(fleet)["devices"])
    number = {same[0].value: at for at, same in enumerate(known.same)}
    lyon, ring, oslo = number["Lyon"], number["ring-1"], number["Oslo"]
    narrow, wide = choice((ring,), "dns", [0], [*range(10)]), choice((lyon,), "dns", [0], [*range(10, 20)])
    widened = join(known, narrow, wide)
    assert widened is not None
    assert (widened.sets, widened.extent.devices.tolist()) == ((lyon,), [*range(20)])
    more = join(known, choice((lyon,), "dns", [0], [*range(20)]), choice((ring,), "dns", [1], [*range(10)]))
    assert more is not None
    assert (more.sets, more.extent.services) == ((lyon,), [0, 1])
    untold = join(known, choice((lyon,), "dns", [0], [*range(5)]), choice((lyon,), "other", [1], [*range(9, 15)]))
    assert untold is not None
    assert join(known, narrow, choice((lyon,), "tls", [0], [*range(10)])) is None
    assert join(known, narrow, choice((oslo,), "dns", [0], [*range(20, 40)])) is None
    assert join(known, narrow, choice((lyon,), "dns", [1], [*range(10, 20)])) is None


def test_parts_of_a_condition_that_fail_throughout_are_the_condition_where_they_are_most_of_it() -> None:
    """Lyon's devices are 0 to 19: servers, clients, and as many others in Oslo."""
    fleet = [
        *several(8, "a", site="Lyon", agent="unified"),
        *several(6, "b", site="Lyon", agent="built_in"),
        *several(6, "c", site="Lyon", agent="mma"),
        *several(20, "d", site="Oslo", agent="built_in"),
    ]
    known = conditions(tables(fleet)["devices"])
    number = {same[0].value: at for at, same in enumerate(known.same)}
    lyon, unified, built_in = number["Lyon"], number["unified"], number["built_in"]
    servers = choice(tuple(sorted((lyon, unified))), "timeout", [0], [*range(8)])
    clients = choice(tuple(sorted((lyon, built_in))), "timeout", [1], [*range(8, 14)])
    whole = join(known, servers, clients)
    assert whole is not None
    assert (whole.sets, whole.extent.services, whole.extent.devices.tolist()) == ((lyon,), [0, 1], [*range(14)])
    few = choice(tuple(sorted((lyon, built_in))), "timeout", [1], [8])
    assert join(known, replace(servers, extent=few.extent), few) is None
    partly = replace(clients, found=clients.found._replace(k=5))
    assert join(known, servers, partly) is None
    assert join(known, servers, replace(clients, reason=NAMES.index("dns"))) is None


def test_parts_named_apart_are_the_condition_that_one_of_them_names_and_that_holds_both() -> None:
    """Lyon's clients go by their site, its servers by their workspace, which is nowhere else."""
    fleet = [
        *several(12, "a", site="Lyon", agent="built_in"),
        *several(8, "b", site="Lyon", agent="mma", workspace_ids="ws-1"),
        *several(20, "d", site="Oslo", agent="built_in"),
        *several(5, "e", site="Oslo", agent="mma", workspace_ids="ws-2"),
    ]
    known = conditions(tables(fleet)["devices"])
    number = {same[0].value: at for at, same in enumerate(known.same)}
    clients = choice((number["built_in"], number["Lyon"]), "timeout", [0], [*range(12)])
    whole = join(known, clients, choice((number["ws-1"],), "timeout", [1], [*range(12, 20)]))
    assert whole is not None
    assert (whole.sets, len(whole.extent.devices)) == ((number["Lyon"],), 20)


def test_two_proxies_of_a_region_are_no_region() -> None:
    fleet = [
        *several(10, "a", region="EU", proxy_address="p1"),
        *several(10, "b", region="EU", proxy_address="p2", site="Lyon"),
        *several(20, "c", region="US", proxy_address="p1"),
    ]
    known = conditions(tables(fleet)["devices"])
    number = {one.value: at for at, same in enumerate(known.same) for one in same}
    one = choice((number["p1"], number["EU"]), "proxy_refused", [0], [*range(10)])
    assert join(known, one, choice((number["p2"],), "proxy_refused", [1], [*range(10, 20)])) is None
