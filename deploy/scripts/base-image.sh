#!/bin/bash
# base-image.sh [SUITE] [MIRROR]: makes debian:SUITE-slim (trixie by default) from a Debian mirror, where no image can be pulled.
# Needs root, debootstrap and a running docker engine; takes about half a minute.
set -euo pipefail
suite=${1:-trixie}
mirror=${2:-$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } | sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\(http[^ ]*\) .*/\2/p' | head -1 || true)}
mirror=${mirror:-http://deb.debian.org/debian}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase "$suite" "$work/root" "$mirror" >"$work/log" || { tail -20 "$work/log" >&2; exit 1; }
rm -rf "$work"/root/var/cache/apt/archives/*.deb "$work"/root/var/lib/apt/lists/* "$work"/root/usr/share/{doc,man,locale}/*
printf 'deb %s %s main\n' "$mirror" "$suite" >"$work/root/etc/apt/sources.list"
tar -C "$work/root" -c . | docker import --change 'CMD ["bash"]' - "debian:$suite-slim"
