#!/bin/sh
# setup.sh --ready|--missing|--install build|tests|valgrind|fuzz: the Debian packages that each needs.
#
# --ready    says nothing; status 0 when what is needed is there
# --missing  names what is missing, and what to do
# --install  installs it: asks apt-get for what is missing, and for nothing else
#
# A system without dpkg is taken as it is: the compiler will tell.
set -u

build="gcc libc6-dev pkg-config liblua5.4-dev libsqlite3-dev libcsv-dev libutf8proc-dev zlib1g-dev libxxhash-dev"
tests="$build libcmocka-dev sqlite3 python3"

case "$2" in
build) wanted=$build ;;
tests) wanted=$tests ;;
valgrind) wanted="$tests valgrind" ;;
fuzz) wanted="$tests clang libclang-rt-14-dev" ;;
*) echo "setup.sh: what is '$2'?" >&2; exit 2 ;;
esac

is_there() {
    case "$1" in
    # Another compiler, pkg-config's successor or another python do as well.
    gcc) command -v "${CC:-cc}" >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1 ;;
    pkg-config) command -v pkg-config >/dev/null 2>&1 ;;
    sqlite3) command -v sqlite3 >/dev/null 2>&1 ;;
    python3) python3 -c 'import csv, sqlite3, statistics' >/dev/null 2>&1 ;;
    *) case "$(dpkg-query -W -f '${Status}' "$1" 2>/dev/null)" in
       *"ok installed"*) true ;;
       *) false ;;
       esac ;;
    esac
}

missing=
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $wanted; do
        is_there "$package" || missing="$missing $package"
    done
fi
[ -z "$missing" ] && exit 0

case "$1" in
--ready) exit 1 ;;
--missing)
    echo "These packages are missing:$missing" >&2
    echo "'make setup' installs them." >&2
    exit 1 ;;
esac

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null 2>&1; then
        echo "These packages are missing:$missing" >&2
        echo "Ask root to run: apt-get install --no-install-recommends$missing" >&2
        exit 1
    fi
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null; }
apt update || echo "The list of packages could not be brought up to date; trying with the one there is." >&2
# shellcheck disable=SC2086
apt install -y --no-install-recommends $missing || {
    echo "apt-get could not install:$missing" >&2
    exit 1
}
