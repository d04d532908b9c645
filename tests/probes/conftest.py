"""The small network for all tests here."""

from probes.network import (
    authorities,
    black_hole,
    contacted,
    dead_port,
    inspector,
    origin,
    probed,
    proxies,
    script_at,
    settings,
    silent_port,
)

__all__ = [
    "authorities",
    "black_hole",
    "contacted",
    "dead_port",
    "inspector",
    "origin",
    "probed",
    "proxies",
    "script_at",
    "settings",
    "silent_port",
]
