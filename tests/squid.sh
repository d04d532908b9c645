#!/bin/sh
# Brings Squid for the tests into the folder named, where apt is: downloaded and unpacked, never installed or started.
set -eu
venv=$(cd "$1" && pwd)
if command -v squid >/dev/null || [ -x /usr/sbin/squid ] || [ -x "$venv/squid/usr/sbin/squid" ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null || ! command -v dpkg >/dev/null; then
    echo "Squid is not installed, and this system has no apt: the tests that need it will say so" >&2
    exit 0
fi
echo "Unpacking Squid into .venv: once, a few seconds" >&2
packages=$venv/squid-packages
rm -rf "$packages" "$venv/squid"
mkdir -p "$packages/partial" "$packages/lists/partial" "$venv/squid"
options="-qq -y -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache="
fetch() {
    apt-get $options install --download-only --no-install-recommends -o Dir::Cache::archives="$packages" "$@" squid >/dev/null
}
# A bare system has no lists of packages yet; they too stay in the folder.
fetch 2>/dev/null || {
    apt-get $options update -o Dir::State::lists="$packages/lists"
    fetch -o Dir::State::lists="$packages/lists"
}
for package in "$packages"/*.deb; do
    case $package in */perl* | */libperl* | */libdbi* | */logrotate*) continue ;; esac
    dpkg -x "$package" "$venv/squid"
done
rm -rf "$packages"
