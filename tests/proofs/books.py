"""Books written for other tools become pages at the first build, no word lost.

``IN=FOLDER`` holds one folder a book, as its authors left it; their texts stay there. Each is made a brochure
by ``printkit new brochure --from`` and built as a draft, unchanged. Words lost are those of findings of the
proof of conservation; errors are what keeps a press file from being made, each a change by hand.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from printkit.model.manuscript import slug
from proofs import NotProvenError

#: Minutes one book may take.
_LONGEST = 30
_LOST = frozenset({"lost-text", "cut-text"})


@dataclass(frozen=True, slots=True)
class Trial:
    """One book, built once."""

    name: str
    chapters: int
    pages: int
    seconds: float
    findings: Counter[tuple[str, str]]

    @property
    def lost(self) -> int:
        """Return how many findings tell of words that are not printed."""
        return sum(count for (_how, rule), count in self.findings.items() if rule in _LOST)

    @property
    def errors(self) -> int:
        """Return how many changes by hand a press file needs."""
        return sum(count for (how, _rule), count in self.findings.items() if how == "error")

    def row(self) -> str:
        """Return the book's line of the table."""
        rules = ", ".join(
            f"{rule} {count}" for (how, rule), count in self.findings.most_common() if how != "note"
        )
        minutes = f"{self.seconds / 60:.1f}"
        return (
            f"| {self.name} | {self.chapters} | {self.pages} | {self.lost} | {self.errors}"
            f" | {minutes} | {rules or '–'} |"
        )


def prove(folder: Path | None) -> str:
    """Try every book of a folder; return the table."""
    if folder is None:
        raise NotProvenError("name a folder of books: IN=FOLDER")
    books = sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] != ".")
    if not books:
        raise NotProvenError(f"there is no book in {folder}")
    trials = []
    with tempfile.TemporaryDirectory(prefix="printkit-books-") as made:
        for book in books:
            trials.append(_tried(book, Path(made)))
            sys.stderr.write(trials[-1].row() + "\n")
    without = [trial.name for trial in trials if not trial.pages]
    if without:
        raise NotProvenError(f"no pages at the first build: {', '.join(without)}")
    rows = "\n".join(trial.row() for trial in trials)
    return (
        "Each book as its authors left it, made a brochure by `printkit new brochure --from FOLDER` and built"
        " once with `printkit build --draft --all`. An error is a change by hand before a press file;"
        " notes are not listed.\n\n"
        "| Book | Chapters | Pages | Words lost | Errors | Minutes | Findings by rule |\n"
        f"|---|--:|--:|--:|--:|--:|---|\n{rows}\n"
    )


def _tried(book: Path, made: Path) -> Trial:
    name = slug(book.name)
    _run("new", "brochure", name, "--from", str(book), "--project", str(made))
    listed = (made / name / "brochure" / "brochure.yaml").read_text(encoding="utf-8")
    start = time.monotonic()
    said = _run("build", "--draft", "--all", "--format", "json", "--project", str(made / name))
    seconds = time.monotonic() - start
    told = json.loads(said)
    findings = Counter((one["severity"], one["rule"]) for one in told["findings"])
    pages = max((one.get("pages") or 0 for one in told.get("files", ())), default=0)
    chapters = sum("." in line for line in listed.partition("parts:")[2].splitlines())
    return Trial(book.name, chapters, pages, seconds, findings)


def _run(*words: str) -> str:
    command = [sys.executable, "-m", "printkit", *words]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60 * _LONGEST, check=False
    )
    if done.returncode not in (0, 1):
        raise NotProvenError(done.stderr.strip()[-500:])
    return done.stdout
