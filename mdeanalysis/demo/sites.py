"""Where the made-up devices stand and what they run."""

from __future__ import annotations

from mdeanalysis.demo.model import Site, System, Way

DIRECT = Way("direct")
_EN = ("en-US",)
_GB = ("en-GB",)

ZURICH = Site(
    "Zurich",
    "ZRH",
    "EU",
    "WestEurope",
    "weu",
    "europe",
    1,
    ("en-US", "en-US", "de-CH"),
    (Way("named", "proxy-zrh.contoso.com:8080"), Way("winhttp", "10.41.0.8:8080"), DIRECT),
)
LYON = Site(
    "Lyon",
    "LYS",
    "EU",
    "NorthEurope",
    "neu",
    "europe",
    1,
    ("en-GB", "fr-FR"),
    (Way("named", "proxy-lys.contoso.com:8080"), Way("named", "10.33.0.5:8080"), DIRECT),
)
LEEDS = Site(
    "Leeds",
    "LDS",
    "UK",
    "UkSouth",
    "uks",
    "europe",
    0,
    _GB,
    (Way("wpad"), Way("named", "proxy-lds.contoso.com:8080")),
    wpad_proxy="proxy-lds.contoso.com:8080",
)
AUSTIN = Site(
    "Austin",
    "AUS",
    "US",
    "CentralUs",
    "cus",
    "americas",
    -6,
    _EN,
    (DIRECT, Way("winhttp", "10.44.0.8:3128")),
)
DENVER = Site(
    "Denver",
    "DEN",
    "US",
    "EastUs2",
    "eus",
    "americas",
    -7,
    _EN,
    (Way("winhttp", "proxy-den.contoso.com:8080"), DIRECT, Way("named", "proxy-den.contoso.com:8080")),
)
SYDNEY = Site(
    "Sydney",
    "SYD",
    "AU",
    "AustraliaEast",
    "aue",
    "pacific",
    11,
    _GB,
    (Way("wpad"), Way("named", "proxy-syd.contoso.com:8080")),
    wpad_proxy="proxy-syd.contoso.com:8080",
)
ARLINGTON = Site(
    "Arlington",
    "ARL",
    "FFL4",
    "UsModVirginia",
    "usmv",
    "government",
    -5,
    _EN,
    (Way("named", "proxy-arl.contoso.com:8080"), DIRECT),
)

#: Each site with its share of a fleet, in percent.
SITES = (
    (ZURICH, 24),
    (LYON, 16),
    (LEEDS, 16),
    (AUSTIN, 18),
    (DENVER, 14),
    (SYDNEY, 9),
    (ARLINGTON, 3),
)

#: Servers that still report through the monitoring agent, and devices of other systems, each with its share.
DOWNLEVEL = (
    (System("Windows Server 2012 R2 Standard", "2012 R2", 9600, 21620, "", True, "mma", "6.3"), 60),
    (System("Windows Server 2016 Standard", "1607", 14393, 7785, "", True, "mma"), 40),
)
UNIX = (
    (System("Ubuntu", "22.04", 0, 0, "101.24112.0003", True, "xmde", "5.15.0-133-generic"), 40),
    (System("Red Hat Enterprise Linux", "9.5", 0, 0, "101.24112.0003", True, "xmde", "5.14.0-503.el9"), 30),
    (System("macOS", "14.7.4 (23H420)", 0, 0, "101.24122.0008", False, "xmde", "23.6.0"), 30),
)

_TEN = "Windows 10 Enterprise"
#: Each Windows release with its share, in percent.
SYSTEMS = (
    (System(_TEN, "1803", 17134, 2208, "10.3720.17134.2208"), 3),
    (System(_TEN, "1809", 17763, 6189, "10.8040.17763.6189"), 4),
    (System(_TEN, "1909", 18363, 2274, "10.8040.18362.2274"), 3),
    (System(_TEN, "21H2", 19044, 4529, "10.8560.19041.4529"), 14),
    (System(_TEN, "22H2", 19045, 5487, "10.8760.19041.5487"), 26),
    (System(_TEN, "22H2", 22621, 4890, "10.8760.22621.4890"), 9),
    (System(_TEN, "23H2", 22631, 4890, "10.8760.22621.4890"), 15),
    (System(_TEN, "24H2", 26100, 3194, "10.8760.26100.3194"), 9),
    (System("Windows Server 2016 Standard", "1607", 14393, 7785, "10.8760.25873.1030", server=True), 5),
    (System("Windows Server 2019 Datacenter", "1809", 17763, 6893, "10.8760.17763.6893", server=True), 6),
    (System("Windows Server 2022 Standard", "21H2", 20348, 3207, "10.8760.20348.3207", server=True), 6),
)
