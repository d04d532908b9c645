"""What the failed devices have in common: causes with their evidence, and what none of them explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mdeanalysis.catalogue.advice import advice_for
from mdeanalysis.causes import Cause, Explanation
from mdeanalysis.report import causes as pages
from mdeanalysis.report.part import Basis, Content, Intervals, Part
from mdeanalysis.report.section import Link, Row, Section
from mdeanalysis.report.sections._evidence import Evidence

_CAUSE = (
    "rank", "cause", "reason", "services", "failing_devices", "exposed_devices", "share", "low_share", "high_share",
    "elsewhere_failing", "elsewhere_exposed", "elsewhere_share", "q_value", "evidence",
)  # fmt: skip
_KNOWN = ("rank", "cause", "not_told_apart", "named_for", "counter_examples", "other_paths", "hosts", "advice")
_DEVICE = ("rank", "cause", "device_name", "does", "evidence")
_LEFT = ("service", "reason", "devices", "of", "share", "hosts", "evidence")
_LEFT_DEVICE = ("service", "reason", "device_name", "evidence")
#: What a device does that reaches the hosts although one of its ways fails.
_PAST = "reaches by another path"
#: Causes that a picture has room for.
_BARS = 12
#: Hosts that a cell names.
_HOSTS = 3


def build(basis: Basis) -> Content:
    """A picture of rates here and elsewhere, the causes with their numbers, and the devices behind each number."""
    found = basis.explanation
    said = f"{pages.headline(found)}."
    if not found.causes and not found.unexplained["groups"]:
        return Content(nothing=basis.words("nothing.causes"))
    places = Evidence(basis)
    tables = [_causes(basis, found), _known(basis, found), _devices(basis, found, places)]
    tables += [_left(basis, found), _left_devices(basis, found, places)]
    pictures = [Intervals("causes", [_bar(basis, cause) for cause in found.causes[:_BARS]])] if found.causes else []
    return Content(basis.words("lead.causes"), [said], [table for table in tables if table.rows], [*pictures])


def condition(basis: Basis, conditions: Mapping[str, object]) -> str:
    """Conditions in words, each with its value; a value that is not stated is said."""
    parts = [
        basis.words("say.without", name=basis.words.dimension(name) or basis.words.column(name))
        if value is None
        else f"{basis.words.dimension(name)} {value}".strip()
        for name, value in conditions.items()
    ]
    return basis.words("say.and").join(parts)


def _causes(basis: Basis, found: Explanation) -> Section:
    section = Section("causes", basis.words("table.causes"), _CAUSE)
    for cause in found.causes:
        names = ("rank", "reason", "failing_devices", "exposed_devices")
        row: Row = {name: getattr(cause, name) for name in names}
        row |= {"cause": condition(basis, cause.conditions), "services": ", ".join(cause.services)}
        row |= {"share": cause.rate, "low_share": cause.interval[0], "high_share": cause.interval[1]}
        if cause.rate_elsewhere is not None:
            row |= {"elsewhere_failing": cause.failing_elsewhere, "elsewhere_exposed": cause.exposed_elsewhere}
            row["elsewhere_share"] = cause.rate_elsewhere
        row |= {"q_value": f"{cause.q_value:.1g}" if cause.q_value else "< 1e-300"}
        section.rows.append(row | {"evidence": next(iter(cause.evidence), "")})
    section.links = {"failing_devices": Link("cause_devices", {"rank": "rank"}, {"does": "fails"})}
    return section


def _known(basis: Basis, found: Explanation) -> Section:
    """What else is known of each: other readings, who escapes, hosts, and what to do."""
    section = Section("causes_known", basis.words("table.causes_known"), _KNOWN)
    for cause in found.causes:
        others = [condition(basis, way) for way in cause.equivalent_conditions]
        row: Row = {
            "rank": cause.rank,
            "cause": condition(basis, cause.conditions),
            "hosts": _few(basis, cause.hosts),
        }
        row |= {"not_told_apart": "; ".join(others), "named_for": cause.speaks_of if others else ""}
        row |= {"counter_examples": len(cause.counter_examples), "other_paths": len(cause.masked)}
        section.rows.append(row | {"advice": _advice(cause)})
    section.links = {
        "counter_examples": Link("cause_devices", {"rank": "rank"}, {"does": "reaches"}),
        "other_paths": Link("cause_devices", {"rank": "rank"}, {"does": _PAST}),
    }
    return section


def _devices(basis: Basis, found: Explanation, places: Evidence) -> Section:
    """Who fails by a cause, who meets its conditions and does not, and who gets there by another path."""
    section = Section("cause_devices", basis.words("table.cause_devices"), _DEVICE)
    for cause in found.causes:
        told = {"rank": cause.rank, "cause": condition(basis, cause.conditions)}
        failing = places.of_failures(cause.devices, cause.reason, cause.hosts)
        for name in cause.devices:
            section.rows.append({**told, "device_name": name, "does": "fails", "evidence": failing[name]})
        for does, names in (("reaches", cause.counter_examples), (_PAST, cause.masked)):
            reached = places.of_answers(names, cause.hosts)
            section.rows += [{**told, "device_name": one, "does": does, "evidence": reached[one]} for one in names]
    return section


def _left(basis: Basis, found: Explanation) -> Section:
    section = pages.unexplained(found)
    section.title, section.columns, section.short = basis.words("table.unexplained"), _LEFT, None
    section.links = {"devices": Link("unexplained_devices", {"service": "service", "reason": "reason"})}
    return section


def _left_devices(basis: Basis, found: Explanation, places: Evidence) -> Section:
    section = Section("unexplained_devices", basis.words("table.unexplained_devices"), _LEFT_DEVICE)
    for group in found.unexplained["groups"]:
        told = {"service": group["service"], "reason": group["reason"]}
        failing = places.of_failures(group["devices"], group["reason"], group["hosts"])
        section.rows += [{**told, "device_name": one, "evidence": failing[one]} for one in group["devices"]]
    return section


def _bar(basis: Basis, cause: Cause) -> Row:
    row: Row = {"label": f"{cause.rank}. {condition(basis, cause.conditions)}", "failed": cause.failing_devices}
    row |= {"of": cause.exposed_devices, "rate": cause.rate, "interval": cause.interval}
    elsewhere = {"failed": cause.failing_elsewhere, "of": cause.exposed_elsewhere, "rate": cause.rate_elsewhere}
    return row | {"elsewhere": elsewhere | {"interval": cause.interval_elsewhere} if elsewhere["of"] else None}


def _advice(cause: Cause) -> str:
    return pages.AGAIN if cause.reason == "not_tested" else advice_for(cause.reason).advice


def _few(basis: Basis, hosts: Sequence[str]) -> str:
    more = [basis.words("say.more", count=len(hosts) - _HOSTS)] if len(hosts) > _HOSTS else []
    return ", ".join([*hosts[:_HOSTS], *more])


PART = Part("causes", 30, build)
