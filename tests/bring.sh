#!/usr/bin/env bash
# Bring what the tests need beside Python packages: Chromium for the journeys, gettext for the translation test.
# What could not be brought is said loudly; the tests that need it then fail instead of being skipped.
set -u
missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v xgettext >/dev/null || missing+=(gettext)
[ ${#missing[@]} -eq 0 ] && exit 0
if command -v apt-get >/dev/null; then
    as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    echo "Installing ${missing[*]} …"
    "${as_root[@]}" apt-get update -qq >/dev/null 2>&1
    if "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "!!! COULD NOT INSTALL: ${missing[*]}. Install them yourself; the tests that need them will fail. !!!" >&2
