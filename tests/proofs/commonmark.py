"""Markdown means what CommonMark 0.31.2 says it means.

The examples are those of the specification (npm package ``commonmark-spec``), which are not copied
here: they are read from ``IN=FOLDER`` holding its ``spec.txt``, or fetched with ``npm pack``.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections import Counter
from pathlib import Path

from printkit.markup.reading.dialect import html_nodes
from proofs import NotProvenError
from support.meaning import normal, read

_PACKAGE = "commonmark-spec@0.31.2"
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.MULTILINE | re.DOTALL)
_RAW = frozenset({"HTML blocks", "Raw HTML"})
_LEAST = 0.95
#: Why an example is read otherwise, by what is in it; the first that holds is told.
_REASONS = (
    (
        "bare address",
        r"(?<![<(\"])(?:https?://|\w@\w)",
        "GitHub's autolinks: a bare address is a link",
    ),
    ("term", r"\[\[[^\[\]]+\]\]", "a term of the glossary"),
    (
        "definition",
        r"^ {0,3}\[[^\]]+\]:",
        "a definition no link uses, or whose target is no address, is printed",
    ),
    ("raw HTML", r"<[a-z!?/]", "HTML that shows nothing or is not closed is kept as text"),
    ("attributes", r"\{", "an attribute list"),
    ("fence", r"^ {0,3}(?:```|~~~)", "told as an error: the block is not closed"),
)


def examples(folder: Path | None) -> list[tuple[int, str, str, str]]:
    """Return number, section, Markdown and HTML of every example of the specification."""
    text = _spec(folder)
    found = []
    section, position = "", 0
    for number, match in enumerate(_EXAMPLE.finditer(text), 1):
        for heading in re.finditer(r"^#+ (.*)$", text[position : match.start()], re.MULTILINE):
            section = heading[1]
        position = match.end()
        source, html = match[1].replace("→", "\t"), match[2].replace("→", "\t")
        found.append((number, section, source, html))
    return found


def _spec(folder: Path | None) -> str:
    if folder is not None:
        return (folder / "spec.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(
            ["npm", "pack", "--silent", _PACKAGE], cwd=temporary, check=True, capture_output=True
        )
        with tarfile.open(next(Path(temporary).glob("*.tgz"))) as package:
            member = package.extractfile("package/spec.txt")
            if member is None:
                raise NotProvenError(f"{_PACKAGE} holds no spec.txt")
            return member.read().decode("utf-8")


def _words(html: str) -> Counter[str]:
    root = html_nodes(re.sub("<!DOCTYPE[^>]*>", "", html))
    return Counter(re.findall(r"\w+", " ".join(root.itertext())))


def compare(number: int, section: str, source: str, html: str) -> tuple[bool, str]:
    """Return whether an example is read as the specification has it, and the words it loses."""
    del number, section
    expected = normal(html_nodes(re.sub("<!DOCTYPE[^>]*>", "", html)))
    found = read(source)
    lost = _words(expected) - _words(found)
    return found == expected, " ".join(sorted(lost))


def _reason(source: str) -> str:
    for _name, pattern, reason in _REASONS:
        if re.search(pattern, source, re.MULTILINE):
            return reason
    return "a construct of printkit's own"


def prove(folder: Path | None) -> str:
    """Compare every example; fail under 95 % of those that are not about raw HTML, or if words are lost."""
    sections: dict[str, list[int]] = {}
    rows, lost_words = [], []
    for number, section, source, html in examples(folder):
        equal, lost = compare(number, section, source, html)
        counts = sections.setdefault(section, [0, 0])
        counts[0] += equal
        counts[1] += 1
        if not equal:
            rows.append((number, section, source, lost))
        if lost and section not in _RAW:
            lost_words.append(f"{number}: {lost}")
    good = sum(one for name, (one, _all) in sections.items() if name not in _RAW)
    tried = sum(every for name, (_one, every) in sections.items() if name not in _RAW)
    if good < _LEAST * tried or lost_words:
        raise NotProvenError(
            f"{good} of {tried} equal; words lost: {lost_words}; {[r[0] for r in rows]}"
        )
    table = "\n".join(f"| {name} | {one} | {every} |" for name, (one, every) in sections.items())
    reasons = "\n".join(
        f"| {number} | {section} | `{_shown(source)}` | {_reason(source)} |"
        for number, section, source, _lost in rows
    )
    raw = sum(sections[name][1] for name in _RAW)
    return (
        f"Of {tried + raw} examples, {raw} are about raw HTML, which printkit limits; of the other {tried},"
        f" {good} ({good / tried:.1%}) give the same HTML, white between blocks, alignment by style and"
        " the spelling of addresses (`%20`) apart. No example outside raw HTML loses a word.\n\n"
        f"| Section | Equal | Examples |\n|---|--:|--:|\n{table}\n\n"
        f"## What is read otherwise\n\n| Example | Section | Text | Reason |\n|--:|---|---|---|\n{reasons}\n"
    )


def _shown(source: str) -> str:
    text = source.strip("\n").replace("\n", "⏎").replace("|", "¦").replace("`", "´")
    return text[:60]
