"""Every table: its columns, their types and meaning, in one place. The README's dictionary is printed from it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["category", "text", "int", "bool", "time"]


class Column(NamedTuple):
    """`category` for text that repeats, `text` for text that does not, `time` for datetime64[us, UTC]."""

    name: str
    kind: Kind
    meaning: str


class Table(NamedTuple):
    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]


def _columns(*lines: str) -> tuple[Column, ...]:
    """Columns from lines `name | kind | meaning`."""
    parts = ([part.strip() for part in line.split("|", 2)] for line in lines)
    return tuple(Column(name, kind, meaning) for name, kind, meaning in parts)  # type: ignore[arg-type]


_WHO = (
    "result_id | category | the result, 16 hex digits from the bytes of its recognised documents",
    "device_key | category | the device, the key of joins and counts",
    "device_name | category | the host name as the tool printed it, for people",
)
_WHERE = (
    "source | category | path relative to the input root, `!` between archive and member",
    "line | int | 1-based line of the decoded text",
)
#: What a device is described by; also columns of `devices`.
_DIMENSIONS = (
    "tool_version | category | the analyzer's script version as printed",
    "run_at | time | when the tool ran, where it states a zone",
    "run_at_local | text | the same as the device's clock said",
    "os_name | category | product name without a leading Microsoft",
    "os_version | category | all parts that are known, such as 10.0.19044.1645",
    "os_release | category | such as Windows 10 21H2, from build and type",
    "os_build | int | such as 19044",
    "os_revision | int | such as 1645; unknown where the tool prints 0",
    "os_edition | category | Client, Server or Server Core",
    "architecture | category | x64, x86 or arm64",
    "platform | category | windows, linux or macos",
    "device_id | text | the Defender device id, 40 hex digits",
    "sense_guid | text | the sensor's GUID",
    "org_id | category | the Defender organisation",
    "tenant_id | category | the Entra tenant",
    "aad_device_id | text | the Entra device id",
    "group_ids | category | comma list of the sensor's group ids",
    "device_tag | category | the tag set in the registry",
    "region | category | the data location (vortexGeoLocation): US, EU, UK, AU, FFL4 ...",
    "region_evidence | category | where the region was read",
    "datacenter | category | such as WestEurope",
    "connectivity_mode | category | standard or streamlined",
    "agent | category | built_in, unified, mma or xmde",
    "sense_version | category | the sensor's version",
    "onboarded | bool | a valid device id and no word against it",
    "test_state | category | complete, cut_off or not_tested; unknown where the test's rows are not at hand",
    "not_tested_reason | category | why not: asr_rule, no_psexec, eula, dotnet_missing, no_endpoints ...",
    "proxy_method | category | as the tool discovered it: direct, winhttp, static, wpad, unknown",
    "proxy_address | category | the proxy that the tool discovered",
    "workspace_ids | category | comma list of Log Analytics workspaces",
    "site | category | the inventory's, else the first folder under the input root",
    "owner | category | whom the inventory names for the device",
    "ring | category | the inventory's ring or device group",
)
#: Columns that `--by`, `--where` and notebooks group devices by.
DIMENSIONS = tuple(line.split(" | ", 1)[0] for line in _DIMENSIONS)

_ALL = (
    Table(
        "results",
        "one run of a tool",
        _columns(
            *_WHO,
            "source | text | the carrier: zip, folder or file",
            "formats | category | comma list of the formats read in it",
            *_DIMENSIONS,
            "superseded | bool | a newer result of the same device exists",
            "encoding | category | comma list of the encodings of its documents",
            "decode_replaced | bool | a document held bytes that its encoding cannot mean",
        ),
    ),
    Table(
        "attempts",
        "one try to reach one URL by one method",
        _columns(
            *_WHO,
            "context | category | the account that tried: system or user",
            "url | category | as printed, without the NoPinning flag",
            "host | category | the URL's host",
            "method | category | how: default_proxy, wpad, direct, named_proxy, command_line_proxy, oms_proxy, agent",
            "proxy_address | category | the proxy that the row itself prints",
            "outcome | category | succeeded, failed, not_configured, invalid_proxy, exception, missing, unknown",
            "http_status | int | the status of any HTTP answer, a proxy's too",
            "error_code | int | the WinHTTP, Win32 or .NET number",
            "error_function | category | the WinHTTP function or WebException status that failed",
            "tls_flags | category | comma list of TLS failure flags",
            "message | category | the system's words, in the system's language",
            "reason | category | why the try failed",
            "reached | bool | the answer has the status that this endpoint gives",
            "pinned | bool | the tool checked for Microsoft's own certificate",
            *_WHERE,
        ),
    ),
    Table(
        "urls",
        "one result and URL",
        _columns(
            *_WHO,
            "context | category | the account that tried: system or user",
            "url | category | as printed, without the NoPinning flag",
            "host | category | the URL's host",
            "service | category | what the endpoint is for",
            "endpoint_region | category | the catalogue's region of the endpoint, joined by / where several",
            "required | bool | needed by this device's build, region, mode and agent",
            "state | category | reached, failed, cut_off, not_tested, unknown",
            "reason | category | the most telling reason of its tries, where failed",
            "working_methods | category | comma list of the methods that reached it",
            "expected_status | category | the statuses that count as reached, joined by |",
            "statuses | category | comma list of the statuses seen",
            "tool_state | category | what the tool's own rule says: reached or failed",
            "inspection | category | TLS inspection: intercepted, clean, cannot_tell",
            *_WHERE,
        ),
    ),
    Table(
        "facts",
        "one thing that the tool states",
        _columns(
            *_WHO,
            "section | category | the report's section",
            "name | category | the display name",
            "value | category | as printed",
            "alert | category | the XML report's colour: High, Medium or None",
            *_WHERE,
        ),
    ),
    Table(
        "proxy_settings",
        "one place that names a proxy",
        _columns(
            *_WHO,
            "scope | category | winhttp, telemetry_policy, wininet_machine, wininet_system, wininet_user, "
            "wininet_default, bits_localsystem, environment, av_policy, oms, discovered",
            "kind | category | direct, static, auto_detect, script, unknown",
            "address | category | the proxy, or the script's address",
            "bypass | category | hosts that go past it",
            "enabled | bool | ProxyEnable, where the scope has one",
            *_WHERE,
        ),
    ),
    Table(
        "workspace_hosts",
        "one workspace and host",
        _columns(
            *_WHO,
            "workspace_id | category | the Log Analytics workspace",
            "rule | category | the firewall rule's wildcard",
            "host | category | the concrete host",
            "port | int | its port",
            "outcome | category | succeeded, failed or unknown",
            "reason | category | why it failed",
            "message | category | the tool's words",
            *_WHERE,
        ),
    ),
    Table(
        "events",
        "one event of the tool itself",
        _columns(
            *_WHO,
            "event_id | int | six digits: platform, category, severity, number",
            "severity | category | Error, Warning or Informational",
            "category | category | Environment, Configuration, Connectivity, Telemetry ...",
            "check | category | the check's name",
            "text | category | the tool's sentence",
            "guidance | category | what the tool advises",
            "urls | category | comma list of the failing URLs that it names",
            "at_local | text | its time by the device's clock",
            *_WHERE,
        ),
    ),
    Table(
        "findings",
        "one thing that a rule says",
        _columns(
            *_WHO,
            "rule | category | the rule's name",
            "severity | category | error, warning or info",
            "subject | category | what it is about",
            "message | text | the finding in words",
            "advice | category | what to do",
            "evidence | text | source:line list",
        ),
    ),
    Table(
        "problems",
        "input that could not be read or understood",
        _columns(
            "source | text | path relative to the input root",
            "line | int | 1-based line, where it is about lines",
            "kind | category | unreadable, too_large, unsafe, unknown_format, unknown_line, duplicate, internal",
            "reason | text | what is wrong, and for unknown lines how many and the first of them",
        ),
    ),
    Table(
        "inputs",
        "one file, archive member, archive, or folder left as a whole",
        _columns(
            "source | text | path relative to the input root, `!` between archive and member",
            "taken_for | category | comma list of the formats read in it; else archive, collected, side, foreign, "
            "unknown or failed",
            "result_id | category | the result that its rows are in, the first where it holds several runs",
            "device_key | category | the device, the key of joins and counts",
            "device_name | category | the host name as the tool printed it, for people",
            "bytes | int | bytes read, unpacked; unknown where none were",
            "encoding | category | the encoding that it was read in",
            "lines | int | lines of its text; the four columns behind this one add up to it",
            "blank | int | lines of blanks alone",
            "understood | int | lines that a format took a meaning from",
            "unknown | int | lines that no one understood",
            "skipped | int | lines that no format looked at",
            "samples | text | the first unknown lines, each behind its number, a bar between them",
            "why | category | why it was left or failed, or is not in the tables as it stands",
        ),
    ),
    Table(
        "live",
        "one way that a live probe tried; empty where results were read",
        _columns(
            *_WHO,
            "url | category | the URL",
            "host | category | its host",
            "method | category | as in attempts",
            "way | int | which of the method's ways it is, from 1; the last one is the row in attempts",
            "proxy_address | category | the proxy, unknown where none was asked",
            "script | category | the address of the proxy script that names the way",
            "script_from | category | who names the script: given, dhcp, dns, system, user (the user's own programs "
            "go by it, the sensor does not)",
            "step | category | the last step that it got to: dns, connect, proxy, tls, answer",
            "name | category | the first hop's: the proxy's, else the service's",
            "aliases | category | comma list of the names that DNS goes through from there, in their order; unknown "
            "where there are none, and where dns_said is unknown too",
            "addresses | category | comma list of the first hop's addresses",
            "canonical_name | category | where the aliases end, as the system says it",
            "dns_said | category | what DNS itself says in the end: NOERROR, NODATA (no address), NXDOMAIN, "
            "SERVFAIL, REFUSED, LOOP, TIMEOUT, UNREACHABLE; where it was not asked unknown, as are the aliases",
            "dns_ms | int | milliseconds of the look-up, of a name asked before nearly none",
            "connect_ms | int | milliseconds of the TCP connection",
            "tls_ms | int | milliseconds of the TLS handshake with the service",
            "answer_ms | int | milliseconds of all else up to the answer's headers, a proxy's CONNECT among it",
            "tls_version | category | such as TLSv1.3",
            "http_version | category | HTTP/1.1 or HTTP/2",
            "http_status | int | the answer's, also where the certificate makes a failure of it",
            "issuer | category | who signed the certificate",
            "root | category | where the certificate's chain leads",
            "certificate | category | expected (as the analyzer lists them), known (Microsoft's or its suppliers'), "
            "untrusted (such a name that this computer does not trust), foreign (someone opens TLS on the way)",
            "location | category | where a redirect leads; it is not followed",
            "server | category | who answered, as it calls itself",
            "via | category | proxies that the answer passed, as they call themselves",
            "auth_schemes | category | comma list of the ways to sign in that are asked for; none is ever taken",
            "error | category | what went wrong, in the library's words",
        ),
    ),
    Table(
        "devices",
        "the newest result of a device, with its verdict",
        _columns(
            "device_key | category | the device, the key of joins and counts",
            "device_name | category | the host name as the tool printed it, for people",
            "result_id | category | its newest result",
            "source | text | the newest result's carrier",
            "state | category | over the URLs it requires, else over all it tested",
            "reason | category | the most telling reason of its failed URLs",
            "required_urls | int | URLs in this run that the device requires",
            "reached_urls | int | of those (or of all tested), reached",
            "failed_urls | int | of those, failed",
            "untested_urls | int | required endpoints of tested services that the run lacks",
            "services_failed | category | comma list of services with a failed URL",
            "services_untested | category | comma list of required services without any tested URL",
            "working_methods | category | comma list of methods that reached any of them",
            "single_path | bool | one method alone carries it",
            "direct_bypass | bool | the named proxy fails where the direct way works",
            "results | int | its results that were read, this one among them",
            "other_names | category | comma list of other names in its results: it was renamed, or its id was cloned",
            "same_name | int | other devices of the same name: set up anew, or two machines",
            *_DIMENSIONS,
            "listed | bool | it stands in the inventory; unknown without one, or where its name fits several lines",
            "portal_health | category | what the inventory says of its sensor: active, inactive, no_sensor_data ...",
        ),
    ),
    Table(
        "inventory",
        "one line of the list of devices given as inventory; its other columns stand behind these, and in `devices`",
        _columns(
            "device_key | category | the device that the line joins; unknown where it joins none",
            "device_name | category | the host name as the tool printed it, for people",
            "listed_name | text | the device's name as listed, else its id",
            "device_id | text | the Defender device id, 40 hex digits",
            "site | category | the site as listed",
            "owner | category | whom the inventory names for the device",
            "ring | category | the inventory's ring or device group",
            "portal_health | category | what the portal says of the sensor: active, inactive, no_sensor_data ...",
            "portal_onboarding | category | what the portal says of onboarding: onboarded, can_be_onboarded ...",
            "counted | bool | a device is expected by it: it names one, for the first time, that can be onboarded",
            "arrived | bool | something of it was given, read or not; unknown where its name fits several",
            "joined_by | category | device_id, aad_device_id, fqdn or name",
            "state | category | the state of its device",
            "why | category | why the line is not counted, or joins no device",
            *_WHERE,
        ),
    ),
    Table(
        "coverage",
        "one site, all of them first; from `expected` to `healthy` each column counts devices of the one before",
        _columns(
            "site | category | the site, or (all sites); unknown where none is stated",
            "expected | int | devices that the inventory lists",
            "received | int | something of them was given",
            "readable | int | a result was read",
            "fresh | int | the newest ran within the 30 days before the day of judgement",
            "tested | int | the test ran to its end and tells: reached or failed",
            "healthy | int | reached, and no service that it needs is known to be untested",
            "never_received | int | expected, and nothing of them was given",
            "ambiguous | int | expected, and the name fits several devices or lines, so that it joins none",
            "undated | int | readable, and nothing tells when it ran, so that it is not fresh",
            "unexpected | int | devices of which a result was read, and which the inventory does not list",
            "portal_active_failing | int | the portal says active, the newest result failed",
            "portal_inactive_healthy | int | the portal says something else, the newest result is healthy",
        ),
    ),
)
TABLES: dict[str, Table] = {table.name: table for table in _ALL}
