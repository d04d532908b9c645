"""What Windows says in the languages of the made-up fleet: system messages, netsh, fsutil."""

from __future__ import annotations

from mdeanalysis.formats.url_block_writer import Failed, PinFailed

_LANGUAGES = ("en", "de", "fr", "ja")
_MESSAGES = {
    12002: (
        "The operation timed out",
        "Zeitüberschreitung des Vorgangs",
        "Le délai imparti à l'opération est dépassé",
        "操作がタイムアウトしました",
    ),
    12007: (
        "The server name or address could not be resolved",
        "Der Servername oder die Serveradresse konnte nicht aufgelöst werden",
        "Le nom ou l'adresse du serveur n'a pas pu être résolu",
        "サーバーの名前またはアドレスは解決されませんでした",
    ),
    12029: (
        "A connection with the server could not be established",
        "Mit dem Server konnte keine Verbindung hergestellt werden",
        "Une connexion avec le serveur n'a pas pu être établie",
        "サーバーへの接続を確立できませんでした",
    ),
    12030: (
        "The connection with the server was terminated abnormally",
        "Die Serververbindung wurde unerwartet getrennt",
        "La connexion avec le serveur a été interrompue anormalement",
        "サーバーとの接続が異常終了しました",
    ),
    12167: (
        "The proxy auto-configuration script could not be downloaded",
        "Das Skript zur automatischen Proxykonfiguration konnte nicht heruntergeladen werden",
        "Le script de configuration automatique du proxy n'a pas pu être téléchargé",
        "プロキシ自動構成スクリプトをダウンロードできませんでした",
    ),
    12180: (
        "Autodetection of the proxy failed",
        "Fehler bei der automatischen Proxyerkennung",
        "La détection automatique du proxy a échoué",
        "プロキシの自動検出に失敗しました",
    ),
}
UNTRUSTED_ROOT = 2148204809
_UNTRUSTED = (
    "The certificate chain ends in a root certificate that is not trusted",
    "Die Zertifikatkette endet mit einem nicht vertrauenswürdigen Stammzertifikat",
    "La chaîne de certificats se termine par un certificat racine non approuvé",
    "証明書チェーンは信頼されていないルート証明書で終了しています",
)
NETSH = {
    "en": (
        "Current WinHTTP proxy settings:",
        "Direct access (no proxy server).",
        "Proxy Server(s) :  ",
        "Bypass List     :  ",
        "(none)",
    ),
    "de": (
        "Aktuelle WinHTTP-Proxyeinstellungen:",
        "Direktzugriff (kein Proxyserver).",
        "Proxyserver:  ",
        "Umgehungsliste     :  ",
        "(keine)",
    ),
    "fr": (
        "Paramètres actuels du proxy WinHTTP :",
        "Accès direct (pas de serveur proxy).",
        "Serveur(s) proxy :  ",
        "Liste de contournement :  ",
        "(aucun)",
    ),
    "ja": (
        "現在の WinHTTP プロキシ設定:",
        "直接アクセス (プロキシ サーバーなし)。",
        "プロキシ サーバー:  ",
        "バイパス一覧     :  ",
        "(なし)",
    ),
}
USN = {
    "en": ("Usn Journal ID   : ", "First Usn        : "),
    "de": ("USN-Journalkennung   : ", "Erster USN           : "),
    "fr": ("ID du journal USN   : ", "Premier USN         : "),
    "ja": ("USN ジャーナル ID   : ", "最初の USN          : "),
}
ARCHITECTURE = {"en": "64-bit", "de": "64-Bit", "fr": "64 bits", "ja": "64 ビット"}


def failed(code: int, language: str, runner: str, function: str = "WinHttpSendRequest") -> Failed:
    """The checker's line for a WinHTTP error, as it ends up in the report."""
    message = _MESSAGES[code][_LANGUAGES.index(language)]
    return Failed(code, as_read_back(message, runner), function)


def pin_failed(language: str, runner: str) -> PinFailed:
    """The checker's line for a certificate that an inspecting proxy made."""
    return PinFailed(UNTRUSTED_ROOT, as_read_back(_UNTRUSTED[_LANGUAGES.index(language)], runner))


def as_read_back(message: str, runner: str) -> str:
    """PsExec's output goes through a file whose UTF-8 is read as the Windows code page."""
    if runner != "psexec":
        return message
    return message.encode("utf-8").decode("cp1252", "replace")


def netsh_lines(language: str, proxy: str, bypass: str = "") -> list[str]:
    """What `netsh winhttp show proxy` prints."""
    title, direct, server, bypass_label, none = NETSH[language]
    if not proxy:
        return ["", title, "", f"    {direct}", ""]
    return ["", title, "", f"    {server}{proxy}", f"    {bypass_label}{bypass or none}", ""]
