"""The sections of edition 08May2024 that are about the network, where they differ from those of 2022."""

from __future__ import annotations

from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo.edition_2022_october import system_wide
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import Event, Header, Item, Part

_ECHO = (
    r"CheckConnectivity -OSPreviousVersion False -connectivityCheckFile C:\Work\tools\MDEClientAnalyzer.txt "
    r"-connectivityCheckUserFile C:\Work\tools\MDEClientAnalyzer_User.txt -onboardingScriptPath  -geoRegion  "
)
_MORE = "However, please refer to section 3 of https://docs.example.com/blobs for what else that may mean."
_CURL = (("HTTPS_PROXY", "Curl HTTPS proxy"), ("HTTP_PROXY", "Curl HTTP proxy"))


def connectivity(run: Run) -> list[Part]:
    """One function's arguments slip out above the notes."""
    empty, title, first, second, *rest = network.NOTES
    return network.connectivity(run, (_ECHO, empty, title, first, second, _MORE, *rest))


def discovered(run: Run) -> list[Part]:
    """The checker's first line once more."""
    return [Item("EDRCompInfo", "SenseProxyConfig", "Sense Service Discovered Proxy", run.discovered)]


def metered(run: Run) -> list[Part]:
    """Whether the network's owner pays by the byte; the words of the cost stand on lines of their own."""
    if run.number % 11 != 3:
        return [Header("metered"), Event(130012, "MeteredNetwork", "Not metered.", "N/A", run.at(112))]
    text = "The network is metered: \nApproachingDataLimit : False\nRoaming : True"
    return [Header("metered"), Event(131008, "MeteredNetwork", text, "Use another network.", run.at(112))]


def ctldl(run: Run) -> list[Part]:
    """Not asked where a named proxy is set; and no event comes of it any more."""
    if run.device.way.kind == "named":
        return []
    return [part for part in network.ctldl(run) if not isinstance(part, Event)]


def prefers_static(run: Run) -> bool:
    """Whether a policy puts the named proxy before all others."""
    return run.device.way.kind == "named" and run.number % 4 == 1


def antivirus_proxy(run: Run) -> str:
    """The antivirus may have a proxy of its own."""
    way = run.device.way
    return way.address if way.kind == "named" and run.number % 3 == 0 else "False"


def proxy_settings(run: Run) -> list[Part]:
    """The environment between the system account and netsh, two items behind."""
    preferred = "YES" if prefers_static(run) else "NO"
    return [
        Header("proxy"),
        *network.proxy_scopes(run),
        *_environment(run),
        *network.netsh(run),
        system_wide(run),
        Item("EDRCompInfo", "SenseProxyConfig", "Preferred Telemetry Proxy Server enabled", preferred),
    ]


def _environment(run: Run) -> list[Part]:
    """Only the unified agent looks there. By a slip the sentence for NO_PROXY shows the HTTPS proxy."""
    address = run.device.way.address
    if not run.device.system.unified_agent or not address:
        return []
    proxy = f"http://{address}"
    points = f"The detected proxy settings point to :  {proxy}"
    parts: list[Part] = []
    for variable, label in _CURL:
        parts += [f"Proxy settings discovered in {variable} variable", points]
        parts.append(Item("devInfo", "CurlProxy", label, proxy))
    override = Item("devInfo", "CurlProxy", "Curl NO proxy override", f"localhost,{network.BYPASS}")
    return [*parts, "Proxy settings discovered in NO_PROXY variable", points, override]
