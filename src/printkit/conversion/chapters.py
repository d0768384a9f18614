"""One text to chapters: where it divides, what its title is, at which levels its headings stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from printkit.conversion.document import Block, Text

_DEEPEST: Final = 6


@dataclass(slots=True)
class Draft:
    """A chapter's blocks; ``title`` is its heading in plain words, ``first``: what stands before all others."""

    title: str
    blocks: list[Block]
    first: bool = False


def divide(text: Text, *, book: bool) -> tuple[str, list[Draft]]:
    """Divide a text at its highest headings; returns the title of the whole and the chapters.

    With ``book`` the title of the whole (Word's style « Title ») is that of a publication if several
    chapters stand below it; else it heads the one chapter that all becomes.
    """
    blocks = text.blocks
    title = next((block for block in blocks if block.kind == "heading" and block.title), None)
    heads = [block for block in blocks if block.kind == "heading" and block is not title]
    _set_levels(heads)
    if title is not None and heads and _says_it_again(blocks, title, heads[0]):
        # converters write a title twice: as that of the file, and over the text
        return plain(title), _with_notes(
            _divided([block for block in blocks if block is not title])
        )
    highest = [block for block in heads if block.level == 1]
    name = ""
    if title is not None and book and len(highest) > 1:
        name = plain(title)
        before = blocks[: blocks.index(highest[0])]
        if [block for block in before if block is not title]:
            title.level = 1
            name = ""
        else:
            blocks = [block for block in blocks if block is not title]
    elif title is not None:
        title.level = 1
        for block in heads:
            block.level = min(block.level + 1, _DEEPEST)
    drafts = _divided(blocks)
    if not name and title is not None and book and len(highest) > 1:
        name = plain(title)
        drafts[0].first = True
    return name, _with_notes(drafts)


def _says_it_again(blocks: list[Block], title: Block, following: Block) -> bool:
    """Tell whether the heading right after a title says the same."""
    at = blocks.index(title)
    return blocks[at + 1] is following and plain(title) == plain(following)


def _with_notes(drafts: list[Draft]) -> list[Draft]:
    for draft in drafts:
        _move_notes(draft.blocks)
    return drafts


def plain(block: Block) -> str:
    """Return the words of a heading."""
    words = "".join(" " if piece.kind == "break" else piece.text for piece in block.pieces)
    return " ".join(words.split())


def _set_levels(heads: list[Block]) -> None:
    """Let levels begin at 1 and leave none out on the way down."""
    above: list[int] = []
    for block in heads:
        while above and above[-1] >= block.level:
            above.pop()
        above.append(block.level)
        block.level = -len(above)
    for block in heads:
        block.level = min(-block.level, _DEEPEST)


def _divided(blocks: list[Block]) -> list[Draft]:
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    if len(tops) < 2:
        return [Draft(plain(tops[0]) if tops else "", blocks)]
    drafts: list[Draft] = []
    for block in blocks:
        if block.kind == "heading" and block.level == 1:
            drafts.append(Draft(plain(block), []))
        elif not drafts:
            drafts.append(Draft("", [], first=True))
        drafts[-1].blocks.append(block)
    return drafts


def _move_notes(blocks: list[Block]) -> None:
    """Call the notes of a chapter's title at the end of its first paragraph: a title bears none."""
    for at, block in enumerate(blocks):
        if block.kind != "heading" or block.level != 1:
            continue
        notes = [piece for piece in block.pieces if piece.kind == "note"]
        if not notes:
            continue
        block.pieces = [piece for piece in block.pieces if piece.kind != "note"]
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if following is not None and following.kind == "paragraph":
            following.pieces = [*following.pieces, *notes]
        else:
            blocks.insert(at + 1, Block("paragraph", notes))
