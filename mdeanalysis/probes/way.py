"""What a method is: it names the ways to a URL."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NamedTuple

from mdeanalysis.formats.url_block_writer import NotConfigured, Result
from mdeanalysis.probes.settings import Proxy, Settings
from mdeanalysis.probes.system_proxy import SystemProxy
from mdeanalysis.probes.wpad import Script, Scripts


class Ways(NamedTuple):
    """Ways to try one after the other (None is no proxy), and the script that names them, if one does."""

    proxies: list[Proxy | None]
    script: Script | None = None


#: Where there is no way, the row that says why.
Named = Ways | Result


@dataclass
class Around:
    """What all tries of a probe share."""

    settings: Settings
    system: SystemProxy
    scripts: Scripts
    #: The policy's proxy, as it is written.
    policy: str | None = None

    @property
    def named_proxy(self) -> str | None:
        """The proxy that is given for the policy's, else the policy's."""
        return self.settings.named_proxy or self.policy


class Method(NamedTuple):
    """`ways` gives the ways to a URL. Raises `ScriptError` where a script names none."""

    name: str
    ways: Callable[[str, Around], Awaitable[Named]]


NOT_CONFIGURED = NotConfigured()
