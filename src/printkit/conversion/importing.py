"""A file of another program to chapters with their pictures and their proof: the whole way, in one child.

Nothing here reads or writes a file: bytes in, plain values out, so that a stranger's file is taken apart
in a process of its own (:func:`printkit.sandbox.child.call_apart`).
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import lxml.html

from printkit.conversion.chapters import Draft, divide
from printkit.conversion.document import Block, Passage, Text, UnreadableError
from printkit.conversion.html_reader import read_html
from printkit.conversion.html_words import html_words
from printkit.conversion.markdown_writer import write_chapter
from printkit.conversion.pictures import PictureBox
from printkit.conversion.proof import Proof, prove, read_back
from printkit.conversion.structure import differences, form_of_blocks
from printkit.conversion.text_reader import plain_words, read_plain
from printkit.conversion.zipped_parts import Parts
from printkit.core.i18n import _, use_language
from printkit.languages.recognise import recognised_language
from printkit.markup.reading.decode import decode
from printkit.model.manuscript import slug

#: Endings of files that can be imported, in small letters.
FORMS: Final = (".docx", ".docm", ".odt", ".html", ".htm", ".xhtml", ".txt", ".md", ".markdown")
#: Endings of other programs' files, and what their programs can save instead.
_ELSEWHERE: Final = (
    ".doc",
    ".dot",
    ".rtf",
    ".pages",
    ".wpd",
    ".wps",
    ".sxw",
    ".pdf",
    ".epub",
    ".gdoc",
)
#: Processor time that one file may take, in seconds.
TIMEOUT_S: Final = 120.0
_MOST_TEXT: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A file to import: its name, its bytes, and the pictures that lie beside it by the paths it may name.

    ``book``: chapters become a publication of their own.
    """

    name: str
    data: bytes
    beside: Mapping[str, bytes] = field(default_factory=dict)
    book: bool = False


@dataclass(frozen=True, slots=True)
class ImportedChapter:
    """A chapter: the words its file is called by, its text, whether it stands before those that count."""

    stem: str
    text: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file became. ``refused`` (and a ``hint``): it could not be imported.

    ``pictures`` are paths below the publication and their bytes; ``remote`` addresses of pictures that were not
    fetched, ``unreadable`` pictures that cannot be printed, ``undescribed`` how many have no description.
    ``changed`` says what of the form is read otherwise than it was in the file.
    """

    chapters: tuple[ImportedChapter, ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    title: str = ""
    language: str = ""
    proof: Proof | None = None
    remote: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    undescribed: int = 0
    changed: tuple[str, ...] = ()
    refused: str = ""
    hint: str | None = None


def import_file(given: Given, language: str) -> Imported:
    """Import a file; messages are in ``language``. What cannot be read is refused in the value returned."""
    use_language(language)
    try:
        return _import(given)
    except UnreadableError as error:
        return Imported(refused=str(error), hint=error.hint)


def refusal_of(ending: str) -> tuple[str, str | None]:
    """Return what to say of a file whose ending is none of :data:`FORMS`, and what to do."""
    if ending in (".doc", ".dot", ".rtf", ".wpd", ".wps", ".sxw"):
        return (
            _("files “{ending}” cannot be read").format(ending=ending),
            _("open it in LibreOffice or Word and save it as .docx or .odt"),
        )
    if ending == ".pages":
        return (
            _("files “{ending}” cannot be read").format(ending=ending),
            _("in Pages, choose File, Export To, Word…"),
        )
    if ending in _ELSEWHERE:
        return (
            _("files “{ending}” cannot be read").format(ending=ending),
            _("open it where it was written and save it as .docx, .odt or .html"),
        )
    known = ", ".join((".docx", ".odt", ".html", ".txt", ".md"))
    return (
        _("“{ending}” is no text that can be imported").format(ending=ending or "?"),
        _("files of these kinds are read: {endings}").format(endings=known),
    )


def ending_of(name: str) -> str:
    """Return the ending of a file's name in small letters, its dot included."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


# --- the steps --------------------------------------------------------------------------------------


def _import(given: Given) -> Imported:
    ending = ending_of(given.name)
    stem = slug(given.name[: len(given.name) - len(ending)]) or "texte"
    if ending in (".md", ".markdown"):
        return _markdown(given, stem)
    box = PictureBox(stem, given.beside)
    text, passages = _read(given, ending, box)
    title, drafts = divide(text, book=given.book)

    def tried(plain: bool) -> tuple[tuple[ImportedChapter, ...], Proof, tuple[str, ...]]:
        chapters = tuple(_written(draft, text, box, stem, plain) for draft in drafts)
        read = [read_back(one.stem, one.text) for one in chapters]
        changed = tuple(
            difference
            for draft, (_words, form) in zip(drafts, read, strict=True)
            for difference in differences(form_of_blocks(draft.blocks), form)
        )
        return chapters, prove(passages, [words for words, _form in read], title), changed

    def faults(made: tuple[tuple[ImportedChapter, ...], Proof, tuple[str, ...]]) -> int:
        _chapters, proof, changed = made
        return proof.lost + len((*proof.losses, *proof.invented, *proof.parted, *changed))

    made = tried(False)  # with signs; elements where those are read otherwise
    if faults(made):
        made = min(made, tried(True), key=faults)
    chapters, proof, changed = made
    if not any(chapter.text.strip() for chapter in chapters):
        message = _("there is no text in this file")
        raise UnreadableError(message)
    used = box.used("".join(chapter.text for chapter in chapters))
    whole = " ".join(one.text for one in passages if one.place == "body")
    return Imported(
        chapters,
        used,
        title,
        recognised_language(whole) or "",
        proof,
        tuple(box.remote),
        tuple(box.unreadable),
        _undescribed(text),
        changed,
    )


def _read(given: Given, ending: str, box: PictureBox) -> tuple[Text, list[Passage]]:
    if ending in (".docx", ".docm"):
        from printkit.conversion.docx_reader import docx_html  # noqa: PLC0415  loaded for Word alone
        from printkit.conversion.docx_words import docx_words  # noqa: PLC0415

        parts = Parts(given.data)
        root, pictures = docx_html(parts)
        box.inside = pictures
        return read_html(root, box.fetch), list(docx_words(parts))
    if ending == ".odt":
        from printkit.conversion.odt_reader import odt_html  # noqa: PLC0415
        from printkit.conversion.odt_words import odt_words  # noqa: PLC0415

        parts = Parts(given.data)
        root, pictures = odt_html(parts)
        box.inside = pictures
        return read_html(root, box.fetch), list(odt_words(parts))
    if len(given.data) > _MOST_TEXT:
        raise UnreadableError(_("this file is too large to be a text"), _("divide it"))
    if ending in (".html", ".htm", ".xhtml"):
        return read_html(_page(given.data), box.fetch), list(html_words(_page(given.data)))
    words, _findings = decode(given.data, given.name)
    return read_plain(words), list(plain_words(words))


def _page(data: bytes) -> Any:
    """Return a page as a tree; what its writer declared of its letters counts, else UTF-8, else Windows'."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4000])
    text, findings = decode(data, "")
    if findings and declared is not None:
        with contextlib.suppress(LookupError, UnicodeDecodeError):
            text = data.decode(declared[1].decode("ascii"))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    # what Word shows to itself alone: <![if !supportLists]>
    text = re.sub(r"<!\[(?:end)?if[^\]]*\]>", "", text)
    if not text.strip():
        raise UnreadableError(_("there is no text in this file"))
    try:
        parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
        root = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, ValueError):
        raise UnreadableError(_("there is no text in this file")) from None
    _guard_depth(root)
    return root


def _guard_depth(root: Any) -> None:
    depth = deepest = 0
    for event, _element in lxml.etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > 150:
        message = _("its elements are nested too deeply to be read")
        raise UnreadableError(message, _("copy its text into a new document"))


def _written(draft: Draft, text: Text, box: PictureBox, stem: str, plain: bool) -> ImportedChapter:
    written = write_chapter(draft.blocks, text.notes, box.path, plain=plain)
    return ImportedChapter(slug(draft.title)[:40].strip("-") or stem, written, draft.first)


def _undescribed(text: Text) -> int:
    blocks: list[Block] = [*text.blocks, *(one for body in text.notes.values() for one in body)]
    return sum(
        piece.kind == "picture" and not piece.text
        for block in _all(blocks)
        for piece in block.pieces
    )


def _all(blocks: Sequence[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        yield from _all(block.blocks)
        for row in block.rows:
            for cell in row.cells:
                yield from _all(cell.blocks)


def _markdown(given: Given, stem: str) -> Imported:
    """Take a Markdown file as it is: printkit reads what other tools write. Its pictures come along."""
    words, _findings = decode(given.data, given.name)
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    heading = re.search(r"^#[ \t]+(.+?)[ \t#]*$", words, re.MULTILINE)
    title = slug(heading[1])[:40].strip("-") if heading else ""
    box = PictureBox(stem, given.beside)
    pictures = []
    for path in given.beside:
        data = box.plain(given.beside[path])
        if data is not None:
            pictures.append((path, data))
    return Imported(
        (ImportedChapter(title or stem, words),),
        tuple(pictures),
        language=recognised_language(words) or "",
    )
