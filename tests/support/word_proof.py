"""Words in, words out: judges what the reader makes of a text with planted words."""

from __future__ import annotations

import html
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from printkit.conservation.letters import letters
from printkit.conservation.source_words import source_losses
from printkit.core.findings import Severity
from printkit.languages.typesetter import typeset_text
from printkit.markup.reading.reader import read_fragment
from printkit.model import SourceText, TypographyOptions
from support.word_grammar import PLANTED, Word, text_of_grammar, text_of_noise

#: how a text is made: by name, for the rows of a table
MAKERS: dict[str, Callable[[random.Random], tuple[str, list[Word]]]] = {
    "grammar": text_of_grammar,
    "noise": text_of_noise,
}
_TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
#: what is never printed: targets of links, what an abbreviation stands for, names of notes, attributes
_SYNTAX = re.compile(
    r"\]\([^()\n]*\)|\|[^\[\]|\n]*\]\]|\*\[[^\]\n]*\]\s?:.*$|\[\^[^\]\n]*\]|<(?:p|div|b|span|br|script|style)\s[^<>]*>",
    re.MULTILINE,
)
_CAPTION = re.compile(r"<(?:fig)?caption\b.*?</(?:fig)?caption>", re.DOTALL)
_typeset = partial(typeset_text, options=TypographyOptions(), language="fr")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the words of a text, by kind; each names words and their lines.

    ``lost``: neither printed nor told; ``twice``: printed more than once; ``moved``: printed out of
    order; ``told``: not printed, and told as an error at their line; ``alarms``: said to be missing
    though they are printed.
    """

    lost: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """Return what breaks « words in = words out, or an error at their line »."""
        return (*self.lost, *self.twice, *self.moved)


def judge(source: str, words: list[Word]) -> Verdict:
    """Read a text and look for each of its words."""
    read = read_fragment(SourceText("a.md", source))
    shown = html.unescape(_TAG.sub("", read.html))
    order = PLANTED.findall(shown.casefold())
    count = Counter(order)
    errors = {
        one.position.line
        for one in read.findings
        if one.severity is Severity.ERROR and one.position is not None
    }
    losses = source_losses(source, letters(shown), _typeset)
    missed = {loss.line for loss in losses if loss.kind == "lost"}
    # targets, titles and descriptions are part of elements, and no text
    aside = set(PLANTED.findall(read.html.casefold()))
    captions = " ".join(_CAPTION.findall(read.html.casefold()))
    aside.update(PLANTED.findall(" ".join(_SYNTAX.findall(source))))
    lost, told, twice = [], [], []
    for word in words:
        name = f"{word.text}:{word.line}"
        if word.place == "free" or (not count[word.text] and word.text in aside):
            continue
        if count[word.text]:
            if count[word.text] > 1:
                twice.append(name)
        elif any(word.first <= line <= word.last for line in errors) or word.line in missed:
            told.append(name)
        else:
            lost.append(name)
    return Verdict(
        tuple(lost),
        tuple(twice),
        tuple(_moved(order, words, count, set(PLANTED.findall(captions)))),
        tuple(told),
        tuple(
            f"{loss.line}: {loss.text}"
            for loss in losses
            if loss.kind != "lost"
            or all(count[word.text] for word in words if word.line == loss.line)
        ),
    )


def _moved(
    order: list[str], words: list[Word], count: Counter[str], captions: set[str]
) -> Iterator[str]:
    """Yield the first word that stands before one that was typed before it; captions stand first."""
    flow = [
        word
        for word in words
        if word.place == "flow" and count[word.text] == 1 and word.text not in captions
    ]
    names = {word.text for word in flow}
    found = [one for one in order if one in names]
    for word, other in zip(flow, found, strict=True):
        if word.text != other:
            yield f"{word.text}:{word.line}"
            return
