"""The tool's own events: what the digits of an id say, and what the known ids mean."""

from __future__ import annotations

_CATEGORIES = {1: "Environment", 2: "Configuration", 3: "Connectivity", 4: "Telemetry"}
_SEVERITIES = {0: "Informational", 1: "Warning", 2: "Error"}
_PLATFORMS = {1: "windows", 2: "macos", 3: "linux"}

_CNC = "EDRCloud CnC"
_CYBER = "EDRCloud Cyber"
_AUTOIR = "EDRCloud AutoIR"
_SAMPLES = "AVCloud SampleUpload"
_CONFIG = "EDRCloud MdeConfigMgr"
_ENROLLMENT = "EnrollmentStatusCheck"

#: Check and meaning of the ids on Windows. Ids that only newer editions know have no published check name.
MEANINGS: dict[int, tuple[str | None, str]] = {
    110003: ("NonPresistentVDI", "onboarded with the script for non-persistent desktops"),
    110005: (None, "the sensor runs as a protected process"),
    111021: ("EnvNotSupported", "too old for security settings management"),
    111022: (None, "the device is a domain controller"),
    112002: ("UnSupported", "this Windows build is not supported"),
    112004: (None, "the sensor does not run as a protected process"),
    112006: (None, "the device runs Hyper-V Server"),
    112020: ("EnvNotSupported", "onboarding by the Log Analytics agent was tried on a system that forbids it"),
    120021: ("TenantIDInfo", "only one of two tenant ids is known, so they could not be compared"),
    120031: (None, "managed together with Configuration Manager"),
    120032: (None, "no longer enrolled in security settings management"),
    120037: ("AntiSpoofingStable", "protection against spoofing is in place"),
    121001: ("MMAWorkspace", "the Log Analytics agent reports to several workspaces"),
    121009: ("TrustedPublishers", "a policy trusts only the domain's publishers"),
    121012: ("SecurityIntelligenceVersion", "antivirus definitions are out of date"),
    121013: ("CertSignerAutoUpdate", "the automatic list of trusted roots has run out"),
    121014: ("CertSignerManualUpdate", "the local list of trusted roots has run out"),
    121016: ("SCPConfigCheck", "the service connection point could not be read"),
    121017: ("SCPConfigCheck", "the service connection point names an unsupported registration service"),
    121018: ("SCPConfigCheck", "no service connection point is set up"),
    121019: ("SCPConfigCheck", "no domain controller answered about the service connection point"),
    121020: ("MDfWSCheck", "the server lacks the unified agent"),
    121022: ("TenantIDInfo", "sensor and service connection point name different tenants"),
    121023: (_ENROLLMENT, "hybrid join is missing"),
    121024: (_ENROLLMENT, "the device is registered only, not joined"),
    121025: (_ENROLLMENT, "Entra ID could not be reached"),
    121026: (_ENROLLMENT, "the service connection point is wrong"),
    121027: (_ENROLLMENT, "Entra ID does not know the device"),
    121028: (_ENROLLMENT, "enrollment did not finish"),
    121029: (_ENROLLMENT, "a query to the directory failed"),
    121030: (_ENROLLMENT, "the device is not synchronised to Entra ID"),
    121031: (_ENROLLMENT, "the domain could not be reached"),
    121032: (_ENROLLMENT, "the clock is wrong"),
    121033: (_ENROLLMENT, "a name could not be resolved"),
    121034: (_ENROLLMENT, "hybrid join failed"),
    121035: ("AntiSpoofingReady", "protection against spoofing is possible but not in place"),
    121036: ("AntiSpoofingUnStable", "protection against spoofing is in place but not stable"),
    121040: (None, "the state of the protection against spoofing is not a known one"),
    121042: (None, "network protection warns"),
    122002: ("MMAAgentVersion", "the Log Analytics agent is too old"),
    122003: ("MissingPaths", "files or registry keys of the sensor are missing"),
    122004: ("SCCMOnboard", "onboarding by Configuration Manager failed"),
    122005: ("OrgIdExpired", "the device reports to an organisation that has expired"),
    122006: ("PrivateCertStore", "the Log Analytics agent cannot read its private key"),
    122007: ("ClockSkew", "the clock differs from the service's"),
    122008: ("SCEPAgentVersion", "System Center Endpoint Protection is too old"),
    122010: ("MoCAMPVersion", "the antivirus platform is older than what is supported"),
    122011: ("AVEngineVersion", "the antivirus engine is out of date"),
    122015: ("SvcRegistryCheck", "SYSTEM may not write the sensor's service key"),
    122022: (_ENROLLMENT, "enrollment failed"),
    122023: (_ENROLLMENT, "enrollment failed: management is not set up"),
    122024: (_ENROLLMENT, "enrollment failed: the service could not be reached"),
    122025: (_ENROLLMENT, "enrollment failed: hybrid join"),
    122026: (_ENROLLMENT, "enrollment failed: another tenant"),
    122027: (_ENROLLMENT, "enrollment failed: service connection point"),
    122028: (_ENROLLMENT, "enrollment failed: certificate"),
    122029: (_ENROLLMENT, "enrollment failed: synchronisation to Entra ID"),
    122030: (_ENROLLMENT, "enrollment failed: name resolution"),
    122031: (_ENROLLMENT, "enrollment failed: clock"),
    122032: (_ENROLLMENT, "enrollment failed: management is not set up"),
    122033: (_ENROLLMENT, "a removal from management is pending"),
    122034: (_ENROLLMENT, "enrollment failed: policy"),
    122035: (_ENROLLMENT, "enrollment failed: policy"),
    122038: ("OldVersionDetected", "the unified agent runs an old sensor"),
    122039: ("SvcCrashCheck", "the sensor crashed"),
    122041: (None, "Windows set-up did not finish"),
    122043: (None, "the sensor's service path was tampered with"),
    122044: (None, "no cipher suite that the service takes is on"),
    122045: (None, "TLS 1.2 is off"),
    122046: (None, "the key exchange ECDH is off"),
    130009: ("AuthRoot", "the automatic update of trusted roots is off"),
    130010: ("CertRevocation", "the gateway's certificate can be checked for revocation"),
    130011: ("AVCloud", "antivirus reaches its cloud"),
    130012: (None, "the network is not metered"),
    130017: (_CNC, "no tested URL failed"),
    130018: (_CYBER, "no tested URL failed"),
    130019: (_AUTOIR, "no tested URL failed"),
    130020: (_SAMPLES, "no tested URL failed"),
    130021: (_CONFIG, "no tested URL failed"),
    131001: ("EDRCloud", "no URL was tested at all"),
    131002: (None, "the static proxy's value contains a blank"),
    131003: ("AuthRoot", "the list of trusted roots could not be fetched"),
    131004: ("CertRevocation", "revocation was not tested"),
    131005: ("CertRevocation", "revocation cannot be checked"),
    131007: ("AVCloud", "antivirus does not reach its cloud"),
    131008: (None, "the network is metered"),
    131013: (_CNC, "exactly one URL failed"),
    131014: (_CYBER, "exactly one URL failed"),
    131015: (_AUTOIR, "exactly one URL failed"),
    131016: (_SAMPLES, "exactly one URL failed"),
    131017: (_CONFIG, "exactly one URL failed"),
    131018: (None, "streamlined connectivity needs the unified agent"),
    131019: (None, "this system supports streamlined connectivity only in part"),
    131020: (None, "components are too old for streamlined connectivity"),
    131028: (None, "the root certificate could not be fetched"),
    132006: ("EccCurves", "an empty policy of elliptic curves breaks TLS"),
    132012: ("AuthRoot", "TLS fails while the update of trusted roots is off"),
    132021: (_CNC, "two URLs or more failed"),
    132022: (_CYBER, "two URLs or more failed"),
    132023: (_AUTOIR, "two URLs or more failed"),
    132024: (_SAMPLES, "two URLs or more failed"),
    132025: (_CONFIG, "two URLs or more failed"),
    132026: (None, "the certificate has an unexpected root: TLS inspection"),
    132027: (None, "the certificate has an unexpected issuer: TLS inspection"),
    140004: ("UTCListener", "the telemetry service listens to the sensor"),
    140005: ("ProviderInit", "a foreign network layer is kept out by exploit protection"),
    140006: ("OMSListener", "the Log Analytics agent listens to the sensor"),
    141001: ("UTCService", "the telemetry service is off, so nothing is uploaded"),
    141002: ("UTCService", "the telemetry service does not listen to the sensor"),
    141003: ("OMSListener", "the Log Analytics agent does not listen to the sensor"),
    141004: (None, "the list of custom indicators is older than three days"),
    142007: ("UTCService", "a process mitigation keeps the telemetry service from starting"),
    142008: ("ProviderInit", "a foreign network layer breaks the sensor's connections"),
    142009: ("ProviderInit", "the Forefront TMG client breaks the sensor's connections"),
    142010: ("CFA", "controlled folder access was examined"),
}
#: The same for the last five digits of ids on macOS and Linux, where results name no check.
XMDE_MEANINGS: dict[int, tuple[str | None, str]] = {
    10002: (None, "the Defender processes run"),
    10038: (None, "support for this system is a preview"),
    11010: (None, "other programs use the audit system"),
    12001: (None, "this system is not supported"),
    12002: (None, "the Defender processes do not run"),
    20037: (None, "protection against spoofing is in place"),
    21035: (None, "protection against spoofing is possible but not in place"),
    21036: (None, "protection against spoofing is in place but not stable"),
    30002: (None, "all Command & Control URLs answer"),
    30005: (None, "all cyber data URLs answer"),
    30008: (None, "all antivirus cloud URLs answer"),
    31001: (None, "some Command & Control URLs fail"),
    31004: (None, "some cyber data URLs fail"),
    31007: (None, "some antivirus cloud URLs fail"),
    32003: (None, "all Command & Control URLs fail"),
    32006: (None, "all cyber data URLs fail"),
    32009: (None, "all antivirus cloud URLs fail"),
}


def category_of(event_id: int) -> str | None:
    """The category that the second digit names; None for numbers that are no event ids."""
    return _CATEGORIES.get(event_id // 10_000 % 10) if platform_of(event_id) else None


def severity_of(event_id: int) -> str | None:
    """The severity that the third digit names; None for numbers that are no event ids."""
    return _SEVERITIES.get(event_id // 1_000 % 10) if platform_of(event_id) else None


def platform_of(event_id: int) -> str | None:
    """The platform that the first of six digits names."""
    return _PLATFORMS.get(event_id // 100_000)


def meaning_of(event_id: int) -> tuple[str | None, str] | None:
    """Check and meaning of a known id."""
    if platform_of(event_id) in ("macos", "linux"):
        return XMDE_MEANINGS.get(event_id % 100_000)
    return MEANINGS.get(event_id)
