#!/usr/bin/env bash
# Install the system libraries printkit needs, through the platform's own package manager, when they are missing.
#   tools/setup-system.sh run    what building needs (Python >= 3.11 with venv, Pango)
#   tools/setup-system.sh test   and what the tests read their results with (poppler, Ghostscript, qpdf, Java, Chromium)
set -euo pipefail
purpose=${1:-run}

find_python() { "$(dirname "$0")/find-python.sh" 2>/dev/null || true; }

has_pango() {
    local python
    python=$(find_python)
    [ -n "$python" ] && DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib "$python" - <<'PY' 2>/dev/null
import ctypes, sys
def loads(*names):
    for name in names:
        try:
            ctypes.CDLL(name)
            return True
        except OSError:
            pass
    return False
ok = all([
    loads("libpango-1.0.so.0", "libpango-1.0.dylib"),
    loads("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    loads("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
])
sys.exit(not ok)
PY
}

has() { command -v "$1" >/dev/null 2>&1; }
has_java() { has javac && java -version >/dev/null 2>&1; }
# the places tests/checkers/browser.py looks in
has_chromium() {
    has chromium || has chromium-browser || has google-chrome || has google-chrome-stable ||
        [ -e "/Applications/Google Chrome.app" ] || [ -e /Applications/Chromium.app ]
}
has_jaxb() { ls /usr/share/java/jaxb-api*.jar >/dev/null 2>&1; }

missing=()
[ -n "$(find_python)" ] || missing+=(python)
has_pango || missing+=(pango)
if [ "$purpose" = test ]; then
    has pdfinfo || missing+=(poppler)
    has qpdf || missing+=(qpdf)
    has gs || missing+=(ghostscript)
    has_java || missing+=(java)
    has_chromium || missing+=(chromium)
    if has apt-get && ! has_jaxb; then missing+=(jaxb); fi
fi
[ ${#missing[@]} -gt 0 ] || exit 0

root=()
if [ "$(id -u)" != 0 ] && ! has brew; then
    has sudo || { echo "setup: ${missing[*]} missing, and neither root nor sudo here to install it" >&2; exit 4; }
    root=(sudo)
fi

# name of each need with this platform's package manager
package() {
    case "$1:$2" in
        apt:python) echo python3 python3-venv ;;
        apt:pango) echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ;;
        apt:poppler) echo poppler-utils ;;
        apt:java) echo default-jdk-headless ;;
        apt:jaxb) echo libjaxb-java ;;
        dnf:python) echo python3 ;;
        dnf:pango) echo pango harfbuzz ;;
        dnf:poppler) echo poppler-utils ;;
        dnf:java) echo java-latest-openjdk-devel ;;
        brew:python) echo python@3.13 ;;
        brew:pango) echo pango ;;
        brew:poppler) echo poppler ;;
        brew:java) echo openjdk ;;
        apt:chromium) if apt-cache show chromium >/dev/null 2>&1; then echo chromium; else echo chromium-browser; fi ;;
        dnf:chromium) echo chromium ;;
        brew:chromium) echo google-chrome ;;
        *:qpdf) echo qpdf ;;
        *:ghostscript) echo ghostscript ;;
    esac
}

install_with() {
    local manager=$1 need
    shift
    local names=()
    for need in "${missing[@]}"; do
        # shellcheck disable=SC2207
        names+=($(package "$manager" "$need"))
    done
    echo "setup: installing ${names[*]}"
    "$@" "${names[@]}" >/dev/null # what goes wrong is told on stderr
}

if has apt-get; then
    ${root[@]+"${root[@]}"} apt-get update -qq
    install_with apt ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
elif has dnf; then
    install_with dnf ${root[@]+"${root[@]}"} dnf install -y -q
elif has brew; then
    install_with brew brew install -q
else
    echo "setup: please install ${missing[*]} with this system's package manager, then run make again" >&2
    exit 4
fi
[ -n "$(find_python)" ] || { echo "setup: Python 3.11 or newer is needed; install it, then run make again" >&2; exit 4; }
