#!/usr/bin/env bash
# Print the newest Python this machine has that printkit runs on.
for candidate in ${PYTHON:-} python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        echo "$candidate"
        exit 0
    fi
done
echo "printkit needs Python 3.11 or newer with venv" >&2
exit 4
