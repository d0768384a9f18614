#!/usr/bin/env bash
# Pin every dependency with hashes, for all platforms at once. Run after changing pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
compile=(.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11)
"${compile[@]}" pyproject.toml requirements/build.in -o requirements/run.txt
"${compile[@]}" pyproject.toml requirements/build.in --group dev -o requirements/dev.txt
"${compile[@]}" --no-deps requirements/fonts.in -o requirements/fonts.txt
