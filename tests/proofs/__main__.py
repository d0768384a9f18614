"""Run a proof and write what it found to docs/proofs, or list the proofs there are."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import proofs
from proofs import NotProvenError

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "proofs"


def _first_line(name: str) -> str:
    return (importlib.import_module(f"proofs.{name}").__doc__ or "").partition("\n")[0]


def _names() -> list[str]:
    return sorted(
        module.name
        for module in pkgutil.iter_modules(proofs.__path__)
        if not module.name.startswith("_")
    )


def _commit() -> str:
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.strip() or "unknown"


def _page(name: str, given: str | None, body: str) -> str:
    command = f"make proof NAME={name}" + (" IN=FOLDER" if given else "")
    return (
        f"# {_first_line(name)}\n\n"
        f"    {command}\n\n"
        f"Run on commit `{_commit()}`, Python {sys.version.split()[0]}.\n\n{body.strip()}\n"
    )


def main(words: list[str]) -> int:
    """Run ``proofs NAME [FOLDER]``; without a name list them."""
    if not words:
        for name in _names():
            sys.stdout.write(f"{name:<14} {_first_line(name)}\n")
        return 0
    name, given = words[0], words[1] if len(words) > 1 else None
    if name not in _names():
        sys.stderr.write(f"no proof is called {name}; there are: {', '.join(_names())}\n")
        return 2
    try:
        body = importlib.import_module(f"proofs.{name}").prove(Path(given) if given else None)
    except NotProvenError as fault:
        sys.stderr.write(f"not proven: {fault}\n")
        return 1
    PAGES.mkdir(parents=True, exist_ok=True)
    page = PAGES / f"{name}.md"
    page.write_text(_page(name, given, body), encoding="utf-8")
    sys.stdout.write(f"{body.strip()}\n\nwritten to {page.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
