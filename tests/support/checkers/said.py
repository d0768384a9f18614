"""What an edition says, taken from its finished file: words by part, those of its notes apart.

Left aside is what editions say otherwise by design: drawings (their words are those of the chart's table,
in large print those of a description),
numbers of notes, what leads back, page numbers; heads and folios, which are artifacts.
A note's call is a §.
"""

from __future__ import annotations

import difflib
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import html as lxml_html

CALL = "§"
#: By part: the words of its text, and those of its notes.
Said = dict[str, tuple[list[str], list[str]]]
#: Charts are drawn in one edition and given in numbers in another; page numbers become words.
_OTHERWISE = (
    "//*[local-name()='svg'] | //img | //*[@class='data'] | //a[@class='back']"
    " | //p[@class='description'] | //a[@class='pageref'] | //p[@class='up'] | //table[@class='numbers']/thead"
    " | //table[@class='numbers']/tbody | //*[@role='doc-endnotes']/h2 | //*[@role='doc-endnotes']/h3"
)
_PAGE = re.compile(r"p\.\s\d+")
_TEXT = re.compile(r'( *)"(.*)"')
_ELEMENT = re.compile(r"( *)([A-Z]\w*)(?: .*)?(?:\(block\)|\(inline\)|:)?")


def of_html(html: str, *, notes: str) -> tuple[list[str], list[str]]:
    """Return the words of a part's text and those of its notes, which an XPath finds."""
    root: Any = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.xpath(_OTHERWISE):
        element.drop_tree()
    for call in root.xpath(".//sup[@class='call']"):
        call.tail = CALL + (call.tail or "")
        call.drop_tree()
    aside = root.xpath(notes)
    noted = " ".join(note.text_content() for note in aside).split()
    for note in aside:
        if note.tag == "span":  # it stands where it is called
            note.tail = CALL + (note.tail or "")
        note.drop_tree()
    for block in root.iter("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "span"):
        if block.tag != "span" or block.get("class") in ("label", "source", "number", "title"):
            block.tail = f" {block.tail or ''}"
    return root.text_content().split(), noted


def of_web(page: bytes) -> Said:
    """Read the web page."""
    tree = lxml_html.document_fromstring(page.decode())
    found = {}
    for article in tree.iter("article"):
        name = article.get("aria-labelledby").removesuffix(".top")
        html = lxml_html.tostring(article, encoding="unicode")
        found[name] = of_html(html, notes=".//*[@role='doc-endnotes']//li")
    return found


def of_epub(data: bytes) -> Said:
    """Read the e-book."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    found = {}
    for name in archive.namelist():
        tree = lxml_html.document_fromstring(archive.read(name)) if ".xhtml" in name else None
        for section in [] if tree is None else tree.xpath("//body/section[@aria-labelledby]"):
            part = section.get("aria-labelledby").removesuffix(".top")
            html = lxml_html.tostring(section, encoding="unicode")
            found[part] = of_html(html, notes=".//*[@role='doc-endnotes']//li")
    return {part: words for part, words in found.items() if part != "about-title"}


@dataclass
class Tag:
    """A structure element as poppler reads it: its type, what it holds in reading order."""

    kind: str
    holds: list[Tag | str] = field(default_factory=list)

    def all(self, kind: str | None = None) -> Iterator[Tag]:
        """Go through the elements below this one, those of a type if one is given, in reading order."""
        for one in self.holds:
            if isinstance(one, Tag):
                if kind is None or one.kind == kind:
                    yield one
                yield from one.all(kind)

    def text(self, *, without: frozenset[str] = frozenset()) -> str:
        """Return what is read, leaving out elements of some types."""
        if self.kind in without:
            return ""
        pieces = (one if isinstance(one, str) else one.text(without=without) for one in self.holds)
        return "".join(pieces)


def tags_of(path: Path) -> Tag:
    """Return the tag tree of a PDF, with its text, as poppler reads it."""
    done = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, check=True)
    assert done.stderr == b""
    open_tags: list[tuple[int, Tag]] = [(-1, Tag("Root"))]
    for line in done.stdout.decode("utf-8", "replace").split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        while depth <= open_tags[-1][0]:
            open_tags.pop()
        if text := _TEXT.fullmatch(line):
            open_tags[-1][1].holds.append(text[2])
        elif (element := _ELEMENT.fullmatch(line)) and element[2] != "Object":
            open_tags[-1][1].holds.append(tag := Tag(element[2]))
            open_tags.append((depth, tag))
    (document,) = open_tags[0][1].holds
    assert isinstance(document, Tag)
    return document


def descriptions(page: bytes) -> frozenset[str]:
    """Return the descriptions of a web page's pictures, as :func:`of_tagged` takes them."""
    tree = lxml_html.document_fromstring(page.decode())
    return frozenset(map(_spoken, tree.xpath("//img/@alt | //svg/@aria-label")))


def of_tagged(path: Path, parts: Sequence[str], drawings: frozenset[str] = frozenset()) -> Said:
    """Read a tagged PDF from its contents on, where these parts follow in order.

    Left out are paragraphs that say one of ``drawings``, which large print tells in words; a table that it
    sets as lists is read as a table.
    """
    everything = list(tags_of(path).all("Part"))
    first = next(i for i, part in enumerate(everything, 1) if any(part.all("TOC")))
    found = {}
    for name, part in zip(parts, everything[first : first + len(parts)], strict=True):
        for table in part.all("Table"):
            (caption,) = table.all("Caption")
            if caption.text().startswith("Figure"):  # a chart in numbers
                table.holds = [caption]
        for holder in list(part.all()):
            holder.holds = [one for one in holder.holds if not _is_page_number(one)]
            holder.holds = [
                one
                for one in holder.holds
                if not (
                    isinstance(one, Tag) and one.kind == "P" and _spoken(one.text()) in drawings
                )
            ]
            if holder.kind == "Lbl":  # a term of the glossary, and the pages it stands on
                holder.holds = [one for one in holder.holds if isinstance(one, str) and one != ", "]
            _read_as_table(holder)
            kinds = [one.kind if isinstance(one, Tag) else "" for one in holder.holds]
            for at in range(len(kinds) - 2, 0, -1):
                if kinds[at - 1 : at + 2] == ["Figure", "P", "Caption"]:  # a drawing in words
                    del holder.holds[at]
            if holder.kind == "Reference":
                holder.holds = [CALL + " " * holder.text().endswith(" ")]  # it may end a cell
        noted = " ".join(re.sub(r"^\d+\.? ", "", note.text()) for note in part.all("Note"))
        text = part.text(without=frozenset({"Figure", "Note"}))
        found[name] = (_words(text), _words(noted))
    return found


def _spoken(text: str) -> str:
    """Return a text without its typography."""
    return "".join(text.replace("\u2019", "'").split())


def _read_as_table(holder: Tag) -> None:
    """Turn rows set as lists, « head : cell » each, into heads said once and cells."""
    rows = [one for one in holder.holds if isinstance(one, Tag)]
    if [one.kind for one in rows[:3]] != ["P", "P", "L"]:
        return
    caption, *rows = rows
    cells: list[tuple[str, Tag]] = []
    for row in rows:
        held = [row] if row.kind == "P" else list(row.all("LBody"))
        for label in list(row.all("Lbl")):
            label.holds = []
        for cell in held:
            first = cell.holds[0]
            if not isinstance(first, str) or "\u00a0:" not in first:
                return
            head, cell.holds[0] = first.split("\u00a0:", 1)
            cells.append((head, cell))
    heads = [*dict.fromkeys(head for head, _cell in cells)]
    assert [head for head, _cell in cells] == heads * (len(cells) // len(heads))
    holder.holds = [caption, " ", *(f"{head} " for head in heads), *rows]


def _is_page_number(one: Tag | str) -> bool:
    return isinstance(one, Tag) and one.kind == "Link" and bool(_PAGE.fullmatch(one.text().strip()))


def _words(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()


def differences(one: Said, other: Said) -> list[str]:
    """List where two editions part: the chapter, the words before, and both readings."""
    told = [] if list(one) == list(other) else [f"parts: {list(one)} / {list(other)}"]
    for part in one.keys() & other.keys():
        for here, there in zip(one[part], other[part], strict=True):
            told += [f"{part}, {said}" for said in _differences(here, there)]
    return told


def _differences(here: Sequence[str], there: Sequence[str]) -> list[str]:
    if here == there:
        return []
    matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
    return [
        f"after “{' '.join(here[max(0, a - 4) : a])}”: "
        f"{' '.join(here[a:b])!r} / {' '.join(there[c:d])!r}"
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]


def of_pages(path: Path, *, halves: bool = False) -> list[list[str]]:
    """Return the words of each page within its trim, as drawn; ``halves``: of its left, of its right."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            left, bottom, right, top = page.get_trimbox()
            middle = (left + right) / 2
            for sides in ((left, middle), (middle, right)) if halves else ((left, right),):
                text = page.get_textpage().get_text_bounded(sides[0], bottom, sides[1], top)
                found.append(_words(text.replace("\x02", "").replace("\ufffe", "")))
    return found


def differences_of_pages(one: Sequence[Sequence[str]], other: Sequence[Sequence[str]]) -> list[str]:
    """List where pages part: the page, the words before, and both readings."""
    told = [] if len(one) == len(other) else [f"{len(one)} pages / {len(other)} pages"]
    for number, (here, there) in enumerate(zip(one, other, strict=False), 1):
        told += [f"page {number}, {said}" for said in _differences(here, there)]
    return told
