"""Cross-references: targets found over all chapters, automatic labels, page numbers, terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _
from printkit.core.word_list import word_set
from printkit.markup.reading.anchors import TOP, name_heading
from printkit.markup.reading.context import Reading
from printkit.markup.reading.elements import add_text
from printkit.markup.reading.file_paths import candidates
from printkit.markup.reading.outline import HEADINGS
from printkit.markup.reading.position_marks import Kind
from printkit.markup.reading.warnings import did_you_mean, error, warning
from printkit.model.manuscript import Anchor, slug

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
#: schemes that run programs, open files of the reader's machine, or are printkit's own
_FORBIDDEN = word_set("javascript vbscript data file blob about view-source asset xref")
_CONTROL = re.compile(r"[\x00-\x20]+")
#: a heading of the same words as one before it, as other tools number them: from 1 on
_AGAIN = re.compile(r"(.+)-(\d{1,3})")
#: what a link to a page of a web site stands for, in the folder it was made of
_PAGE_ENDINGS = (".md", ".markdown", ".qmd", ".rmd", ".Rmd")
_FIRST_PAGES = ("index", "README", "_index")


@dataclass(frozen=True, slots=True)
class Index:
    """Everything references of a book can point to.

    ``tops`` holds the anchor of each part by its name; ``files`` the part of each chapter file;
    ``terms`` the anchor of each glossary term by its normal form (see :func:`term_key`).
    """

    anchors: Mapping[str, Anchor] = field(default_factory=dict)
    locals: Mapping[str, tuple[Anchor, ...]] = field(default_factory=dict)
    tops: Mapping[str, Anchor] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)
    has_glossary: bool = False

    def find(self, target: str, part: str) -> Anchor | tuple[Anchor, ...]:
        """Return the anchor a reference in ``part`` means, or the candidates if not just one."""
        before, dot, after = target.partition(".")
        if dot and (before in self.tops):
            full = f"{before}.{slug(after)}"
            if after == TOP:
                return self.tops[before]
            if full in self.anchors:
                return self.anchors[full]
        local = slug(target)
        own = f"{part}.{local}" if part else local
        if own in self.anchors:
            return self.anchors[own]
        if target in self.tops:
            return self.tops[target]
        if (alike := self._alike(target, part)) is not None:
            return alike
        found = self.locals.get(local, ())
        return found[0] if len(found) == 1 else found

    def _alike(self, target: str, part: str) -> Anchor | None:
        """Return the heading of a part that another tool would name so: signs and counts differ."""
        plain = _plain_id(target)
        again = _AGAIN.fullmatch(target)
        for anchor in self.anchors.values():
            if anchor.part != part:
                continue
            local = anchor.id.partition(".")[2]
            if _plain_id(local) == plain:
                return anchor
            if again and local == f"{slug(again[1])}-{int(again[2]) + 1}":
                return anchor
        return None

    def names(self, part: str) -> Iterable[str]:
        """Return what a reference could have meant, the nearest first."""
        yield from (a.id.partition(".")[2] or a.id for a in self.anchors.values() if a.part == part)
        yield from self.tops
        yield from self.locals


def _plain_id(name: str) -> str:
    return slug(name).replace("-", "")


def term_key(term: str) -> str:
    """Return a glossary term as terms are compared: capitals and apostrophes do not count."""
    return " ".join(term.replace("’", "'").casefold().split())


def index_of(anchors: Iterable[Anchor], **more: Any) -> Index:
    """Make an index of anchors; ``more`` are its other fields."""
    by_full: dict[str, Anchor] = {}
    by_local: dict[str, list[Anchor]] = {}
    for anchor in anchors:
        by_full[anchor.id] = anchor
        by_local.setdefault(anchor.id.partition(".")[2] or anchor.id, []).append(anchor)
    return Index(by_full, {key: tuple(found) for key, found in by_local.items()}, **more)


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A link whose text ends in a page number, put there once the words are typeset."""

    element: Any
    target: str

    def fill(self) -> None:
        """Replace the digit that stood for the number by its placeholder."""
        holder = self.element[-1] if len(self.element) else None
        text = (self.element.text if holder is None else holder.tail) or "0"
        text = f"{text[:-1]}⟦page:{self.target}⟧"
        if holder is None:
            self.element.text = text
        else:
            holder.tail = text


def link(root: Any, reading: Reading, index: Index) -> list[PageNumber]:
    """Resolve every link and term of a tree; returns the page numbers to fill in last."""
    pages: list[PageNumber] = []
    called: set[str] = set()
    for element in list(root.iter("a", "span")):
        if element.tag == "span":
            mark = reading.mark_of(element)
            if mark is not None and mark.kind is Kind.TERM:
                _term(element, mark.name, mark.at, reading, index, called)
            continue
        href = element.get("href")
        if href is None:
            continue
        address = _CONTROL.sub("", unquote(href))
        page = address.startswith("page:")
        scheme = _SCHEME.match(address)
        if page or address.startswith("#"):
            target = address.removeprefix("page:").removeprefix("#")
            _reference(element, target, page, reading, index, pages)
        elif scheme is not None:
            if scheme[1].lower() in _FORBIDDEN:
                _refuse_scheme(element, scheme[1].lower(), reading)
            elif not _says_something(element):
                add_text(element, href)
        else:
            _relative(element, address, reading, index, pages)
    return pages


def wanted_headings(root: Any, reading: Reading) -> None:
    """Name the headings of a fragment that its own references ask for; others stay plain."""
    wanted = {
        slug(unquote(a.get("href")).removeprefix("page:").removeprefix("#"))
        for a in root.iter("a")
        if (a.get("href") or "").startswith(("#", "page:"))
    }
    for heading in root.iter(*HEADINGS) if wanted else ():
        words = slug("".join(heading.itertext()))[:60].strip("-")
        if heading.get("id") is None and words in wanted:
            name_heading(heading, reading)


def _says_something(element: Any) -> bool:
    return bool("".join(element.itertext()).strip()) or next(element.iter("img"), None) is not None


def _reference(
    element: Any,
    target: str,
    page: bool,
    reading: Reading,
    index: Index,
    pages: list[PageNumber],
) -> None:
    found = index.find(target, reading.part)
    if not isinstance(found, Anchor):
        _unresolved(element, target, found, reading, index)
        return
    own = found.part == reading.part
    element.set("href", f"#{found.id}" if own else f"xref:{found.id}")
    if page:
        element.set("class", "pageref")
        if not reading.in_book:
            _loosen(element, target, reading, _("Page numbers are known in a book only."))
            return
        before = "" if _says_something(element) else reading.labels["page"]
        add_text(element, f"{before}\u00a00")
        pages.append(PageNumber(element, found.id))
        return
    element.set("class", "ref")
    if _says_something(element):
        return
    if not found.label:
        at = reading.where(element, f"#{target}")
        message = _("“{id}” has no number or title to print here.").format(id=target)
        hint = _("Write the words of the reference: [words](#{id}).").format(id=target)
        reading.findings.append(error("no-label", message, at, hint))
    add_text(element, found.label or target)


def _unresolved(
    element: Any, target: str, found: tuple[Anchor, ...], reading: Reading, index: Index
) -> None:
    """Tell of a reference that leads nowhere; its words stay, and are enough if it has some."""
    at = reading.where(element, f"#{target}")
    if found:
        message = _("“{id}” is in several chapters.").format(id=target)
        hint = _("Say which: {ids}.").format(ids=", ".join(f"#{anchor.id}" for anchor in found[:5]))
        reading.findings.append(error("ambiguous-reference", message, at, hint))
    elif reading.in_book:
        message = _("Nothing is called “{id}”.").format(id=target[:80])
        names = index.names(reading.part)
        fallback = _("Give the thing meant an id: {#name}.")
        hint = did_you_mean(target, names, fallback)
        severity = Severity.WARNING if _says_something(element) else Severity.ERROR
        reading.findings.append(Finding("broken-reference", severity, message, at, hint=hint))
    else:
        _loosen(
            element, target, reading, _("Nothing here is called “{id}”.").format(id=target[:80])
        )
        return
    _unwrap(element, target)


def _loosen(element: Any, target: str, reading: Reading, message: str) -> None:
    """Outside a book: leave readable text and say so."""
    at = reading.where(element, target)
    hint = _("It is left as text; in a book, it would be found in any chapter.")
    reading.findings.append(Finding("broken-reference", Severity.WARNING, message, at, hint=hint))
    _unwrap(element, target)


def _unwrap(element: Any, words: str) -> None:
    if not _says_something(element):
        add_text(element, words)
    element.drop_tag()


def _refuse_scheme(element: Any, scheme: str, reading: Reading) -> None:
    at = reading.where(element, f"{scheme}:")
    message = _("A link may not begin with “{scheme}:”.").format(scheme=scheme)
    hint = _("Give an address on the web: https://…")
    reading.findings.append(error("forbidden-link", message, at, hint))
    element.drop_tag()


def _relative(
    element: Any, address: str, reading: Reading, index: Index, pages: list[PageNumber]
) -> None:
    """Follow a link to another chapter's file; no other file goes into print."""
    path, _hash, target = address.partition("#")
    part = _part_of(path.partition("?")[0], reading, index)
    if part is not None:
        wanted = target or TOP
        found = index.find(f"{part}.{wanted}", part)
        if target and not (isinstance(found, Anchor) and found.part == part):
            found = index.find(target, part)
            wanted = found.id.partition(".")[2] if isinstance(found, Anchor) else TOP
            if wanted == TOP or (isinstance(found, Anchor) and found.part != part):
                wanted = TOP
                message = _(
                    "“{path}” has no heading called “{id}”: the link leads to its beginning."
                )
                message = message.format(path=path[:80], id=target[:80])
                at = reading.where(element, address)
                reading.findings.append(warning("broken-reference", message, at))
        _reference(element, f"{part}.{wanted}", False, reading, index, pages)
        return
    at = reading.where(element, address)
    hint = _("Its words are printed without the link. Write the whole address, from https:// on.")
    if not address:
        message = _("This link leads nowhere.")
    else:
        message = _("“{path}” is neither an address on the web nor a chapter.")
        message = message.format(path=address[:80])
        if path.endswith(_PAGE_ENDINGS):
            names = [PurePosixPath(name).name for name in index.files]
            hint = did_you_mean(PurePosixPath(path).name, names, hint) or hint
    severity = Severity.WARNING if _says_something(element) else Severity.ERROR
    reading.findings.append(Finding("broken-link", severity, message, at, hint=hint))
    _unwrap(element, address)


def _part_of(path: str, reading: Reading, index: Index) -> str | None:
    """Return the chapter that a link of another tool leads to: its file, or the page made of it."""
    if not path:
        return None
    stem = path.removesuffix(".html").removesuffix(".htm").rstrip("/")
    names = [path] if path.endswith(_PAGE_ENDINGS) else []
    names += [f"{stem}{ending}" for ending in _PAGE_ENDINGS]
    names += [f"{stem}/{first}{ending}" for first in _FIRST_PAGES for ending in _PAGE_ENDINGS]
    if not path.endswith(_PAGE_ENDINGS) and not path.endswith((".html", ".htm")):
        # of a page that is a folder on the web, links start one folder lower than in its file
        names += [name.removeprefix("../") for name in names if name.startswith("../")]
    for name in names:
        for full in candidates(name, reading.path, reading.folder):
            if full in index.files:
                return index.files[full]
    last = {PurePosixPath(name).name for name in names[:6]}
    alike = [part for file, part in index.files.items() if PurePosixPath(file).name in last]
    return alike[0] if len(alike) == 1 else None


def _term(
    element: Any, name: str, at: Position, reading: Reading, index: Index, called: set[str]
) -> None:
    """Link a term to its definition; its first call in the text gets an id to be led back to."""
    shown, _bar, term = name.partition("|")
    add_text(element, " ".join(shown.split()))
    target = index.terms.get(term_key(term))
    if target is not None:
        element.set("class", "term")
        if index.has_glossary:
            element.tag = "a"
            own = target.partition(".")[0] == reading.part
            element.set("href", f"#{target}" if own else f"xref:{target}")
            anchor = reading.full_id(f"term-{target.partition('.')[2]}")
            if not own and target not in called and anchor not in reading.anchors:
                element.set("id", anchor)
            called.add(target)
        return
    message = _("The glossary does not define “{term}”.").format(term=term.strip()[:80])
    if reading.in_book:
        fallback = _("Define it in the glossary: the term, then a line “: definition”.")
        hint = did_you_mean(term.strip(), index.terms, fallback)
        reading.findings.append(error("unknown-term", message, at, hint))
    else:
        hint = _("It is left as text; in a book, the glossary would define it.")
        reading.findings.append(Finding("unknown-term", Severity.WARNING, message, at, hint=hint))
    element.drop_tag()
