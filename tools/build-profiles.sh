#!/usr/bin/env bash
# Build the CMYK profiles printkit ships from the FOGRA characterisation data of Debian's package
# icc-profiles-free (zlib licence) with ArgyllCMS. Needed only to make them anew, never to use printkit:
#   apt-get install argyll icc-profiles-free && tools/build-profiles.sh
#
# -qm  medium quality tables           -b   no gamut reduction of the input side: B2A tables only as needed
# -kr  black generation as a ramp      -lN  total ink limit in per cent      -L100  black may reach 100 %
#
# The date in each header is fixed, so the same tools give the same bytes.
set -euo pipefail

data="${DATA:-/usr/share/color/icc}"
target="$(cd "$(dirname "$0")/.." && pwd)/src/printkit/data/profiles"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

build() {  # name, characterisation, ink limit, description
    cp "$data/$2L.ti3" "$work/$2L.ti3"
    (cd "$work" && colprof -qm -b -kr -l"$3" -L100 -A "printkit" -M "$2" -D "$4" \
        -C "zlib licence; from $2L.ti3 of icc-profiles-free, altered: built by ArgyllCMS" \
        -O "$1.icc" "$2L")
    # ICC.1:2001, 6.1.8: date and time at byte 24; 2026-01-01 00:00:00
    printf '\x07\xea\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00' |
        dd of="$work/$1.icc" bs=1 seek=24 conv=notrunc status=none
    install -m 644 "$work/$1.icc" "$target/$1.icc"
}

build coated-fogra39-300 FOGRA39 300 "FOGRA39 coated, ink limit 300 % (printkit)"
build uncoated-fogra29-280 FOGRA29 280 "FOGRA29 uncoated, ink limit 280 % (printkit)"
python -c '
import sys
from PIL import ImageCms
data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
data[24:36] = bytes.fromhex("07ea00010001000000000000")  # the same date
data[40:44] = bytes(4)  # no platform
sys.stdout.buffer.write(data)' >"$target/srgb.icc"
(cd "$target" && sha256sum -- *.icc >SHA256SUMS)
