"""The words of a Markdown source against those of the text typeset from it.

A source line is taken apart into runs of text as they must be printed: what is syntax (targets of links,
attribute lists, labels of notes, names of containers, comments) is left out by ``_SYNTAX``, the closed
list of what is never printed. The letters of each run must stand in the typeset text one after the other.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from printkit.conservation.letters import letters

#: A text as the typographer sets it.
Typeset = Callable[[str], str]

_SEP = "\x00"
#: Letters that references and labels put between typed words, at most.
_INSERTED = 200
#: Letters from which a run is taken for no other, and from which none is there twice by chance.
_TELLING, _SURE = 12, 30
_NOTE_BEGINS = re.compile(r"\[\^[^\[\]]+\]\s?:")
_TAKEN_IN = re.compile(r"^\s*\{\{(?:\s*#\w+\s|<\s*include\s)[^{}]*\}\}\s*$")
_FENCE = re.compile(
    r"^(?P<inset>\s*(?:> {0,4}|[-*+]\s+|\d+[.)]\s+)*)(?P<fence>`{3,}(?=[^`]*$)|~{3,})\s*(?P<info>.*)$"
)
_CONTAINER = re.compile(r"^\s*:{3,}\s*(?P<name>\{[^{}]*\}|\S*)(?P<rest>.*)$")
_DEFINITION = re.compile(
    r"^[ \t]*(?:>[ \t]?)*[ \t]*\[(?P<id>[^\[\]^@]+)\]:\s*\S+\s*(?:\".*\"|'.*'|\(.*\))?\s*$"
)
#: the first line of a definition whose address stands in the next
_DEFINED_BELOW = re.compile(r"^[ \t]*(?:>[ \t]?)*\[(?P<id>[^\[\]^@]+)\]:\s*$")
#: a tag that goes on in the next line, and what no page shows
_TAG_BEGINS = re.compile(r"<[a-zA-Z][a-zA-Z0-9-]*(?:[ \t][^<>]*)?$")
_PROGRAM = re.compile(r"<(?P<tag>script|style)\b[^<>]*>", re.IGNORECASE)
#: Lines that one tag may take.
_TAG_LINES = 12
#: what makes a line part of quotations and lists
_PREFIX = re.compile(r"^\s*(?:(?:>|(?:[-*+]|\d{1,9}[.)])(?=\s|$))\s*)*(?:\[[ xX]\]\s)?")
_ABBREVIATION = re.compile(r"^\*\[[^\]]*\]\s?:")
_LABELLED = re.compile(r"^(?:Table(?:au)?|Source)[ \u00a0\u202f]?:\s+")
_REMARK = re.compile(
    r"^\s*(?:(?:!!!|\?\?\?\+?)\s*[\w-]+(?:\s+[\w-]+)*(?=\s*$|\s+\")|===[+!]?(?=\s+\")|(?:>\s?)+\[!\w+\]\s*$)"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTES = (
    r"\{:?\s*(?:[#.][^\s{}\"'=]+|[\w:-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']*))"
    r"(?:\s+(?:[#.][^\s{}\"'=]+|[\w:-]+=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s{}\"']*)))*\s*\}"
)
#: What is never printed as typed, each with what stands for it.
_SYNTAX: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\{\{[^{}]*\}\}"), _SEP),  # variables and includes
    (re.compile(r"<((?:[a-zA-Z][\w+.-]*:|[^<>\s@/]+@)[^<>\s]*)>"), r" \1 "),  # addresses
    (re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>"), _SEP),  # tags; what is none is text
    (
        re.compile(r"!\[(?![\^@\[])(?:\\.|[^\[\]])*\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])"),
        _SEP,
    ),
    (re.compile(r"\[\[([^\[\]|]*)(?:\|[^\[\]|]*)?\]\]"), r"\1"),  # terms of the glossary
    (re.compile(r"\[\^[^\[\]]*\]:?"), _SEP),  # notes
    (re.compile(r"\[[^\[\]]*(?<![\w.])-?@[\w{][^\[\]]*\](?!\()"), _SEP),  # citations
    (re.compile(r"\[\]\([^()\s]*\)"), _SEP),  # references that write their own words
    (re.compile(r"\](?:\((?:[^()\s]|\([^()]*\)|\s)*?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))"), "]"),
    (re.compile(_ATTRIBUTES), _SEP),
)
#: Where a piece of code is put back, whose signs mean nothing.
_HELD = "\x01"
_PLACE = re.compile(f"{_HELD}(\\d+){_HELD}")
_SHORT_IMAGE = re.compile(r"!\[([^\[\]^@]+)\](?![\[(:])")
_REFERENCE = re.compile(r"(?<=\])\s?\[([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class SourceLoss:
    """Words of a source that are not in the typeset text. ``line`` counts from 1 in that text.

    ``doubled``: they stand there more often than typed; ``moved``: before what was typed before them.
    """

    line: int
    text: str
    kind: Literal["lost", "doubled", "moved"] = "lost"


def source_losses(source: str, standing: str, typeset: Typeset | None = None) -> list[SourceLoss]:
    """Return what of a Markdown source is not in ``standing``, the letters of its typeset text."""
    found: list[SourceLoss] = []
    at = 0
    lines = source.split("\n")
    all_runs = list(runs(source))
    found += _displaced(all_runs, _aside(lines), standing)
    for number, run in all_runs:
        wanted = letters(run)
        if not wanted:
            continue
        place = standing.find(wanted, at)
        if place < 0:
            place = standing.find(wanted)
        if place >= 0:
            at = place + len(wanted)
            continue
        if typeset is not None and letters(typeset(run)) in standing:
            continue
        if letters(lines[number - 1]) in standing:  # code, where no sign means anything
            continue
        missing = _missing(run, standing, at, typeset)
        if missing:
            found.append(SourceLoss(number, missing))
    return found


def _displaced(
    all_runs: Sequence[tuple[int, str]], aside: Collection[int], standing: str
) -> Iterator[SourceLoss]:
    """Yield the runs that stand more often than typed, and those that stand before earlier ones.

    Only what nothing else can be taken for is judged; notes and captions have their own places.
    """
    keys = [(number, run, letters(run)) for number, run in all_runs]
    typed = "".join(key for _number, _run, key in keys)
    places: list[tuple[int, int, str]] = []
    for number, run, key in keys:
        if number in aside or len(key) < _TELLING:
            continue
        count = standing.count(key)
        if count > 1 and len(key) >= _SURE and count > typed.count(key):
            yield SourceLoss(number, run.strip(), "doubled")
        elif count == 1:
            places.append((standing.find(key), number, run))
    order = [place for place, _number, _run in places]
    if order == sorted(order):
        return
    kept = _longest_rising(order)
    for index, (_place, number, run) in enumerate(places):
        if index not in kept:
            yield SourceLoss(number, run.strip(), "moved")


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """Return the indices of the longest rising series in a list of numbers."""
    tails: list[int] = []  # indices of the least number that ends a series of each length
    before = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number, key=numbers.__getitem__)
        before[index] = tails[length - 1] if length else -1
        tails[length : length + 1] = [index]
    kept = []
    index = tails[-1] if tails else -1
    while index >= 0:
        kept.append(index)
        index = before[index]
    return frozenset(kept)


def _aside(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers (from 1) of the lines of notes, captions and their like."""
    found, inside, note = set(), False, False
    for number, line in enumerate(lines, 1):
        text = line[_PREFIX.match(line).end() :]  # type: ignore[union-attr]
        if _NOTE_BEGINS.match(text):
            inside = note = True
        elif _LABELLED.match(text) or text.startswith(("*[", ":::", "!!!")):
            inside, note = True, False
        elif not line.strip():
            inside = False
        elif note and not inside:
            inside = note = line.startswith(("  ", "\t"))
        if inside:
            found.add(number)
    return frozenset(found)


def _missing(run: str, standing: str, at: int, typeset: Typeset | None) -> str:
    """Return the words of a run that break it: from the first that does not follow on to the last."""
    words = run.split()
    start, end = 0, len(words)
    while start < end and letters("".join(words[: start + 1])) in standing:
        start += 1
    while end > start and letters("".join(words[end - 1 :])) in standing:
        end -= 1
    lost = " ".join(words[start:end])
    if not letters(lost):
        before, after = letters("".join(words[:start])), letters("".join(words[start:]))
        begins = standing.find(before, at)
        ends = begins + len(before)
        if begins >= 0 and (not after or after in standing[ends : ends + len(after) + _INSERTED]):
            return ""  # something was put between its words, none was taken away
        lost = " ".join(words[max(start - 1, 0) : start + 1])
    if typeset is not None:
        around = words[max(start - 2, 0) : start], words[end : end + 2]
        before, after = (letters("".join(some)) for some in around)
        if before + letters(typeset(lost)) + after in standing:
            return ""
    return lost


def runs(source: str) -> Iterator[tuple[int, str]]:
    """Yield the runs of text of a Markdown source that must be printed, each with its line (1-based)."""
    lines = _without_hidden(source.split("\n"))
    defined = {
        match["id"].casefold() for line in lines if (match := _DEFINITION.match(line)) is not None
    }
    fence, inset, prints, comment = "", "", True, False
    # what is never closed is no comment
    ends = max((at for at, line in enumerate(lines, 1) if "-->" in line), default=0)
    first = _front_matter(lines)
    for number, line in enumerate(lines[first:], first + 1):
        text = line
        if number > ends or (number == ends and not comment and _is_open(text)):
            text = text.replace("<!--", "< !--")
        if comment:  # a fence in it is none
            text, comment = _without_comments(text, comment)
            for run in _runs_of_line(text, defined):
                yield number, run
            continue
        opening = _FENCE.match(text)
        if fence and _is_past(text, inset):
            fence = ""
        if fence:
            if opening and opening["fence"].startswith(fence) and not opening["info"].strip():
                fence = ""
            elif prints and not _TAKEN_IN.match(text):
                yield number, text
            continue
        if opening is not None:
            fence, inset = opening["fence"], opening["inset"]
            info = opening["info"].strip().lstrip("{.").split()
            prints = not info or info[0].rstrip("}") not in _DRAWN
            continue
        text, comment = _without_comments(text, comment)
        for run in _runs_of_line(text, defined):
            yield number, run


def _is_past(text: str, inset: str) -> bool:
    """Tell whether a line is no more in the quotation or the item that a fence was opened in."""
    if ">" in inset:
        return ">" not in text[: len(inset) + 4]
    if not inset.strip() or not text.strip():
        return False
    text, inset = text.expandtabs(4), inset.expandtabs(4)
    return len(text) - len(text.lstrip()) < len(inset)


def _without_hidden(lines: list[str]) -> list[str]:
    """Return the lines with what spans several of them and is never printed on one, or empty.

    Those are tags, programs and styles, and definitions of links; fences are left as they are.
    """
    lines = list(lines)
    fence, inset, stop = "", "", ""
    for index, text in enumerate(lines):
        opening = _FENCE.match(text)
        if stop:  # inside of a program
            lines[index] = ""
            if stop in text.lower():
                lines[index] = text[text.lower().index(stop) + len(stop) :]
                stop = ""
            continue
        if fence and _is_past(text, inset):
            fence = ""
        if opening:
            if not fence:
                fence, inset = opening["fence"], opening["inset"]
            elif opening["fence"].startswith(fence) and not opening["info"].strip():
                fence = ""
            continue
        if fence:
            continue
        program = _PROGRAM.search(text)
        if program is not None:
            end = f"</{program['tag'].lower()}>"
            if any(end in later.lower() for later in lines[index:]):
                after = text[program.end() :]
                lines[index] = text[: program.start()]
                if end in after.lower():
                    lines[index] += after[after.lower().index(end) + len(end) :]
                else:
                    stop = end
        elif _DEFINED_BELOW.match(text) and index + 1 < len(lines):
            lines[index] = f"{text.rstrip()} {lines[index + 1].lstrip(' >')}"
            lines[index + 1] = ""
        elif _TAG_BEGINS.search(text):
            for later in range(index + 1, min(index + _TAG_LINES, len(lines))):
                if not lines[later].strip() or "<" in lines[later].partition(">")[0]:
                    break
                if ">" in lines[later]:
                    whole = " ".join(lines[index : later + 1])
                    lines[index : later + 1] = [whole, *[""] * (later - index)]
                    break
    return lines


#: Fences whose content is drawn, not printed.
_DRAWN = frozenset({"graphique", "chart"})


def _front_matter(lines: list[str]) -> int:
    """Return how many lines a chapter says of itself, between two lines of three hyphens."""
    first = lines[0].lstrip("\ufeff").rstrip() if lines else ""
    if first not in ("---", "+++"):
        return 0
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == first or (first == "---" and line.rstrip() == "..."):
            return number
    return 0


def _is_open(text: str) -> bool:
    """Tell whether no comment ends in a line after the first one that begins in it."""
    begins = text.find("<!--")
    return begins >= 0 and "-->" not in text[begins + 4 :]


def _without_comments(text: str, inside: bool) -> tuple[str, bool]:
    """Return a line without HTML comments, and whether one goes on after it."""
    kept = []
    while text:
        if inside:
            _comment, ends, text = text.partition("-->")
            inside = not ends
        else:
            before, opens, text = text.partition("<!--")
            kept.append(before)
            inside = bool(opens)
    return _SEP.join(kept), inside


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)


def _runs_of_line(text: str, defined: Collection[str]) -> Iterator[str]:
    if _DEFINITION.match(text):
        return
    remark = _REMARK.match(text)
    text = text[remark.end() if remark else _PREFIX.match(text).end() :]  # type: ignore[union-attr]
    if _ABBREVIATION.match(text):
        return
    container = _CONTAINER.match(text)
    if container is not None:
        text = container["rest"]
    text = _LABELLED.sub("", text)
    code: list[str] = []

    def kept(match: re.Match[str]) -> str:
        code.append(match[2])
        return f"{_HELD}{len(code) - 1}{_HELD}"

    text = _CODE.sub(kept, text)
    text = _ESCAPE.sub(lambda match: f"&#{ord(match[1])};", text)
    text = _SHORT_IMAGE.sub(
        lambda match: _SEP if match[1].casefold() in defined else match[0], text
    )
    for pattern, instead in _SYNTAX:
        text = pattern.sub(instead, text)
    text = _REFERENCE.sub(
        lambda match: "" if not match[1] or match[1].casefold() in defined else match[0],
        text,
    )
    text = _PLACE.sub(lambda match: code[int(match[1])], _unescaped(text))
    yield from text.split(_SEP)
