"""Which proxies are in use, what becomes of the devices behind them, and where settings contradict each other."""

from __future__ import annotations

from mdeanalysis.report import breakdown
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Section
from mdeanalysis.report.sections._tables import findings, of_rules, state_links
from mdeanalysis.report.selection import records

_WAY = ("proxy_method", "proxy_address")
_SETTING = ("scope", "kind", "address", "devices", "evidence")
_CONFLICTS = (
    "proxies_disagree", "agents_proxies_differ", "silent_bypass", "single_path", "winhttp_is_the_only_path",
    "proxy_for_users_only", "works_for_users_only", "proxy_without_user_authentication", "proxy_malformed",
    "wpad_or_pac_broken", "proxy_wants_authentication", "proxy_answers_instead", "spare_proxy_wants_authentication",
    "spare_proxy_answers_instead", "transparent_proxy_suspected", "dns_by_proxy_only",
)  # fmt: skip


def build(basis: Basis) -> Content:
    """States by discovered way, the places that name a proxy, and what rules say of them."""
    devices = basis.tables["devices"]
    settings = _settings(basis)
    if not devices["proxy_method"].notna().any() and not settings.rows:
        return Content(nothing=basis.words("nothing.proxies"))
    paths = breakdown.build(basis.tables, _WAY)
    paths.name, paths.title, paths.short = "paths", basis.words("table.paths"), None
    paths.links = state_links({name: name for name in _WAY})
    conflicts = findings(basis, "conflicts", of_rules(basis, *_CONFLICTS))
    conflicts.note = "" if conflicts.rows else basis.words("say.no_conflicts")
    return Content(basis.words("lead.proxies"), tables=[paths, settings, conflicts])


def _settings(basis: Basis) -> Section:
    """One row a scope, kind and address: on how many devices, and a line that says so."""
    section = Section("settings", basis.words("table.settings"), _SETTING)
    keys = ["scope", "kind", "address"]
    rows = basis.view.proxy_settings.astype(dict.fromkeys(keys, "str"))
    rows["evidence"] = rows["source"].astype("str") + ":" + rows["line"].astype("str")
    counts = rows.groupby(keys, dropna=False, as_index=False).agg(
        devices=("device_key", "nunique"), evidence=("evidence", "first")
    )
    section.rows = records(counts.sort_values(["devices", *keys], ascending=[False, True, True, True]), _SETTING)
    return section


PART = Part("proxies", 70, build)
