"""A title broken into lines that are all as wide as the column, each in the face that makes it high enough.

So did jobbing printers with the cases they had: a short line large, a long one condensed, the sheet full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from printkit.model import FaceMeasure

_PT_MM: Final = 25.4 / 72
_BOUND: Final = "\u00a0"
#: Lines a title may have, and ways to break it that are looked at.
_MOST_LINES: Final = 9
_MOST_BREAKS: Final = 40
#: Words of no more letters say little by themselves.
_WEAK: Final = 3
#: What a line may be wider than its letters one by one.
_KERNED: Final = 1.015
#: What accents and cedillas take more between lines, as a share of the capitals.
_ACCENTS: Final = 0.1
#: Heights of a stack are told apart by so much, as a share of the whole.
_STEP: Final = 0.02
_TOKEN: Final = re.compile(r"<[^>]*>|[^<\s\u00a0]+|[\s]+|\u00a0")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line of a title: its text, family, size in pt; top and height of its capitals, mm.

    ``shift`` is how far its letters are moved down, by the em, for the capitals to fill a line as high as
    they are; ``low_mm`` how far its ink reaches under the base line; ``width_mm`` is that of
    its ink, ``left`` and ``right`` the white beside it; ``most`` marks the highest line.
    """

    text: Markup
    family: str
    size_pt: float
    top_mm: float
    cap_mm: float
    low_mm: float
    width_mm: float
    cap: float
    shift: float
    left_mm: float
    right_mm: float
    most: bool = False


def title_lines(
    title: Markup,
    width_mm: float,
    height_mm: float,
    families: Sequence[str],
    gap: float = 0.16,
    *,
    measures: Mapping[str, FaceMeasure],
) -> tuple[TitleLine, ...]:
    """Break a title and give each line the face that lets the stack fill a height best.

    ``gap`` is what stands between two lines, as a share of the mean height of capitals. Where even the
    lowest stack is too high, all lines are smaller and end before the column does.
    """
    faces = [measures[family] for family in families if family in measures]
    words = _words(title)
    if not faces or not words:
        return ()
    plain = [_plain(word) for word in words]
    lengths = [len(word) for word in plain]
    known: dict[tuple[int, int], list[float]] = {}
    best: tuple[float, tuple[tuple[int, int], ...], tuple[int, ...]] | None = None
    for breaks in _breaks(lengths):
        for a, b in breaks:
            if (a, b) not in known:
                known[a, b] = _heights(" ".join(plain[a:b]), faces, width_mm)
        heights = [known[one] for one in breaks]
        target = height_mm / (1 + (gap + _ACCENTS) * (len(breaks) - 1) / len(breaks))
        longest = [max(lengths[a:b]) for a, b in breaks]
        for total, chosen in _stacks(heights, target):
            set_in = [heights[line][face] for line, face in enumerate(chosen)]
            score = _score(total, set_in, longest) + 0.02 * len(set(chosen))
            if best is None or score < best[0]:
                best = (score, breaks, chosen)
    if best is None:
        return ()
    return _set(best[1], best[2], words, faces, width_mm, height_mm, gap)


@dataclass(frozen=True, slots=True)
class EvenLines:
    """A title in lines of one size: what stands on each, and the size in pt that they seem to take."""

    texts: tuple[Markup, ...]
    size_pt: float
    height_mm: float


def even_lines(
    title: Markup,
    width_mm: float,
    height_mm: float,
    family: str,
    leading: float,
    *,
    measures: Mapping[str, FaceMeasure],
    capitals: bool = True,
) -> EvenLines:
    """Break a title so that it can be set as large as its room takes; ``leading`` by the size.

    A family that is not known is taken for one of half an em a letter.
    """
    words = _words(title)
    face = measures.get(family) or FaceMeasure(family, 0.9, 0.3, 0.7, {})
    plain = [_plain(word) if capitals else word.striptags() for word in words]
    best: tuple[float, tuple[tuple[int, int], ...]] = (0.0, ())
    for breaks in _breaks([len(word) for word in plain]):
        widest = max(face.width(" ".join(plain[a:b])) for a, b in breaks)
        size = min(width_mm / (widest * _KERNED), height_mm / (len(breaks) * leading))
        best = max(best, (size, breaks))
    size, breaks = best
    texts = tuple(Markup(" ").join(words[a:b]) for a, b in breaks)
    below = face.reach(" ".join(plain[slice(*breaks[-1])]))[1] if breaks else 0.0
    return EvenLines(texts, size / _PT_MM, (len(breaks) * leading + below) * size)


def _set(
    breaks: Sequence[tuple[int, int]],
    chosen: Sequence[int],
    words: Sequence[Markup],
    faces: Sequence[FaceMeasure],
    width_mm: float,
    height_mm: float,
    gap: float,
) -> tuple[TitleLine, ...]:
    lines = []
    for (start, end), number in zip(breaks, chosen, strict=True):
        text = Markup(" ").join(words[start:end])
        face = faces[number]
        lines.append((text, _plain(text), face, width_mm / face.width(_plain(text))))
    caps = [size * face.cap_height for _text, _shown, face, size in lines]
    reach = [face.reach(shown) for _text, shown, face, _size in lines]
    over = [one[0] * line[3] for one, line in zip(reach, lines, strict=True)]
    under = [one[1] * line[3] for one, line in zip(reach, lines, strict=True)]
    mean = gap * sum(caps) / len(caps)
    before = [
        over[0],
        *(max(mean, low + high + mean / 3) for low, high in zip(under, over[1:], strict=False)),
    ]
    whole = sum(caps) + sum(before) + under[-1]
    shrink = min(1.0, height_mm / whole)
    spare = (
        min((height_mm - whole * shrink) / max(len(lines) - 1, 1), mean) if len(lines) > 1 else 0.0
    )
    found, top = [], 0.0
    for number, (text, shown, face, full) in enumerate(lines):
        size = full * shrink
        cap, first, last = size * face.cap_height, *(ord(shown[at]) for at in (0, -1))
        top += before[number] * shrink + (spare if number else 0.0)
        found.append(
            TitleLine(
                text=text,
                family=face.family,
                size_pt=size / _PT_MM,
                top_mm=top,
                cap_mm=cap,
                width_mm=width_mm * shrink,
                low_mm=under[number] * shrink,
                cap=face.cap_height,
                shift=(face.ascent - face.descent - face.cap_height) / -2,
                left_mm=size * face.letters[first][1],
                right_mm=size * face.letters[last][2],
                most=caps[number] == max(caps),
            )
        )
        top += cap
    return tuple(found)


def _heights(text: str, faces: Sequence[FaceMeasure], width_mm: float) -> list[float]:
    """Return how high the capitals of a line are in each face that has its letters; 0 in others."""
    return [
        width_mm / face.width(text) * face.cap_height if face.has(text) else 0.0 for face in faces
    ]


def _stacks(
    heights: Sequence[Sequence[float]], target: float
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Yield stacks of one face a line, no two neighbours alike where it can be, one for each height."""
    reached: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, -1): (0.0, ())}
    step = target * _STEP
    for line in heights:
        following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
        for (_at, last), (total, chosen) in reached.items():
            for number, height in enumerate(line):
                if not height or (number == last and sum(map(bool, line)) > 1):
                    continue
                whole = total + height
                key = (round(whole / step), number)
                following.setdefault(key, (whole, (*chosen, number)))
        reached = following
    for total, chosen in reached.values():
        yield total / target, chosen


def _score(total: float, heights: Sequence[float], longest: Sequence[int]) -> float:
    """Return how far a stack is from a good one: full, contrasted, its long words large.

    ``longest`` is the length of the longest word of each line.
    """
    off = (total - 1) * 6 if total > 1 else (1 - total) * 1.2
    most, least = max(heights), min(heights)
    few = min(max(longest) - 1, _WEAK)  # « DE LA » is not what shouts
    weak = sum(
        0.25 * high / most for high, long in zip(heights, longest, strict=True) if long <= few
    )
    contrast = 0.18 * max(0.0, 1.5 - most / least) if len(heights) > 1 else 0.0
    return off + weak + contrast + 0.05 * max(0.0, most / least - 4)


def _breaks(lengths: Sequence[int]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield ways to break words into lines, the more even ones first."""
    count = len(lengths)
    for wanted in range(1, min(count, _MOST_LINES) + 1):
        mean = sum(lengths) / wanted
        ways: list[tuple[float, tuple[int, ...]]] = [(0.0, (0,))]
        for line in range(wanted):
            grown = []
            for cost, cuts in ways:
                last = line == wanted - 1
                ends = [count] if last else range(cuts[-1] + 1, count - (wanted - line - 1) + 1)
                for end in ends:
                    length = sum(lengths[cuts[-1] : end]) + end - cuts[-1] - 1
                    grown.append((cost + abs(length - mean), (*cuts, end)))
            grown.sort()
            ways = grown[:_MOST_BREAKS]
        for _cost, cuts in ways[: _MOST_BREAKS // wanted + 4]:
            yield tuple(pairwise(cuts))


def _words(title: Markup) -> list[Markup]:
    """Return the words of a title, what is bound by a no-break space as one; emphasis stays on each."""
    words: list[str] = []
    current, opened = "", ""
    for token in _TOKEN.findall(str(title)):
        if token.startswith("</"):
            current, opened = current + token, ""
        elif token.startswith("<"):
            current, opened = current + token, token
        elif token.isspace() and token != _BOUND:
            if current:
                words.append(current + (opened and f"</{opened[1:]}"))
            current = opened
        else:
            current += token
    if _plain(Markup(current)):  # noqa: S704  pieces of what was escaped
        words.append(current)
    return [Markup(word) for word in words]  # noqa: S704


def _plain(text: Markup) -> str:
    return text.striptags().upper()
