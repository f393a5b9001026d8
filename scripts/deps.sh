#!/bin/sh
# Installs the programs that the tests run, where they are missing.
set -eu

missing=
need() {
	command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
# Debian keeps the server's programs out of PATH.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql
need chromium chromium
need pdftotext poppler-utils
need qpdf qpdf
need zbarimg zbar-tools
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
	echo "The tests need these programs; please install (names as in Debian):$missing" >&2
	exit 1
fi
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "installing:$missing"
$sudo apt-get -q -o DPkg::Lock::Timeout=300 update
# shellcheck disable=SC2086 # one word for each package
$sudo env DEBIAN_FRONTEND=noninteractive \
	apt-get -q -y -o DPkg::Lock::Timeout=300 --no-install-recommends install $missing
