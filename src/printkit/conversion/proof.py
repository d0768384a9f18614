"""The proof that an imported text says what its file said: words in against words out.

Words in come from a reader of the file's own XML, words out from printkit's own reader of what was
written: neither knows the converter. Compared are words and signs, each as often as it stands; spaces, soft
hyphens and where lines end do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from printkit.conversion.document import KEPT, Passage
from printkit.conversion.structure import Form, form_of_tree
from printkit.conversion.words import tokens
from printkit.core.word_list import word_set
from printkit.markup.reading.dialect import parser
from printkit.markup.reading.parsing import Setting, expanded, shaped
from printkit.model import SourceText

#: Elements within a line: all others begin and end one.
_INLINE: Final = word_set(
    "a abbr b bdi bdo big cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var"
    " wbr"
)
#: How much of a text may be listed instead of kept.
MOST_LISTED: Final = 0.01
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Loss:
    """Words that are not in the chapters: all of a passage of the file, or some of its words."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What the comparison gave. ``words`` counts those that were to be kept, ``lost`` those that were not.

    ``parted`` are passages whose words are all there, but no more one after the other.
    ``losses`` says which; ``invented`` are words of the chapters that stand nowhere in the file; ``apart``
    counts words by the place that keeps them out of chapters (see :class:`Passage`).
    """

    words: int
    lost: int
    losses: tuple[Loss, ...]
    invented: tuple[str, ...]
    apart: tuple[Loss, ...]
    parted: tuple[Loss, ...] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the chapters may be written."""
        return not self.invented and self.lost <= self.words * MOST_LISTED


def prove(passages: Iterable[Passage], said: Iterable[str], title: str = "") -> Proof:
    """Compare what a file says with what was read in its chapters, and the title of their book."""
    passages = list(passages)
    wanted: Counter[str] = Counter()
    allowed: Counter[str] = Counter()
    for passage in passages:
        (wanted if passage.place in KEPT else allowed).update(tokens(passage.text))
    out: Counter[str] = Counter()
    read: list[str] = []
    for text in said:
        read += tokens(text)
    out.update(read)
    missing = wanted - out - Counter(tokens(title))
    lost = sum(count for token, count in missing.items() if token[0].isalnum())
    invented = (out - wanted - allowed).keys()
    return Proof(
        sum(count for token, count in wanted.items() if token[0].isalnum()),
        lost,
        tuple(_losses(passages, missing)) if missing else (),
        tuple(sorted(token for token in invented if _counts(token))),
        tuple(Loss(one.place, _short(one.text)) for one in passages if one.place not in KEPT),
        tuple(_parted(passages, [*read, *tokens(title)], missing)),
    )


def _counts(token: str) -> bool:
    """Tell whether a sign may not come from nothing; symbols a font drew have no letter in the file."""
    return token.isascii() or token[0].isalnum()


def _losses(passages: Sequence[Passage], missing: Counter[str]) -> Iterator[Loss]:
    """Yield the missing words by the passages they stand in: those that miss most of theirs first."""
    left = Counter(missing)

    def share(passage: Passage) -> float:
        words = tokens(passage.text)
        return -sum(word in missing for word in words) / max(len(words), 1)

    for passage in sorted((one for one in passages if one.place in KEPT), key=share):
        if not left:
            return
        lost = []
        for word in tokens(passage.text):
            if left[word] > 0:
                left[word] -= 1
                lost.append(word)
        left += Counter()  # drops what is found
        if lost:
            whole = len(lost) == len(tokens(passage.text))
            yield Loss(passage.place, _short(passage.text if whole else " ".join(lost)))


def _parted(
    passages: Sequence[Passage], read: Sequence[str], missing: Counter[str]
) -> Iterator[Loss]:
    """Yield the passages whose words do not follow each other as they did; those that lost some are told."""
    whole = f" {' '.join(read)} "
    at = 0
    for passage in passages:
        words = tokens(passage.text)
        if passage.place not in KEPT or not words or any(word in missing for word in words):
            continue
        line = f" {' '.join(words)} "
        place = whole.find(line, at)
        if place < 0:
            place = whole.find(line)
        if place < 0:
            yield Loss(passage.place, _short(passage.text))
        else:
            at = place


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def read_back(name: str, text: str) -> tuple[str, Form]:
    """Return what printkit reads in a chapter, before typography: its words, and its form.

    Words are those of the text, the notes and the descriptions of pictures.
    """
    setting = Setting("fr")
    root, reading = shaped(
        parser(), expanded(SourceText(name, text), setting, in_book=True), setting, "part"
    )
    said: list[str] = []
    described: list[str] = []
    for tree in (root, *(body for _mark, body in reading.notes.values())):
        _say(tree, said, described)
        said.append("\n")
    return "\n".join(("".join(said), *described)), form_of_tree(root, reading)


def _say(element: Any, said: list[str], described: list[str]) -> None:
    if not isinstance(element.tag, str):
        return
    apart = "" if element.tag in _INLINE else "\n"
    said.append(apart)
    if element.tag == "img":
        described.append(element.get("alt") or "")
    said.append(element.text or "")
    for child in element:
        _say(child, said, described)
        said.append(child.tail or "")
    said.append(apart)
