"""The e-book: EPUB 3, one file per chapter, the same bytes from the same text."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from markupsafe import Markup

from printkit.compose.contents import entries_of
from printkit.compose.page_words import page_words
from printkit.compose.templates import Templates
from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.markup.reading.context import Measure
from printkit.model import Publication, Theme
from printkit.model.manuscript import Manuscript
from printkit.readers.media_types import media_type
from printkit.readers.page_faces import Cut, face_rule, faces_wanted, letters_of, with_pictures
from printkit.readers.reflow import ident
from printkit.readers.sections import Book, LoadAsset, read_sections

SHEET: Final = "web/epub.css"
_CONTAINER: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
    '<rootfiles><rootfile full-path="EPUB/package.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles>\n</container>\n'
)
_XHTML: Final = "application/xhtml+xml"
#: Names of the publications an identifier is made in: the same book has the same one for ever.
NAMESPACE: Final = uuid.UUID("5f0f7c0e-1b0b-5d0a-9d55-7d0b8f7a2c11")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book. ``properties`` as the package says them; ``spine``: it is read in turn."""

    name: str
    data: bytes
    media: str
    properties: str = ""
    spine: bool = False

    @property
    def id(self) -> str:
        """The file's name as an XML id."""
        return "i-" + "".join(sign if sign.isalnum() else "-" for sign in self.name)


def epub(
    manuscript: Manuscript,
    theme: Theme,
    *,
    load: LoadAsset,
    measure: Measure,
    cut: Cut,
    cover: bytes,
    date: dt.datetime,
) -> bytes:
    """Return the whole publication as an EPUB 3; ``cover`` is a JPEG, ``date`` when it says it was made.

    Raises:
        PrintkitError: one of the theme's templates is missing or wrong.

    """
    publication = manuscript.publication
    book = read_sections(
        manuscript,
        link=lambda name: f"{_file(name)}#{ident(name)}",
        load=load,
        picture=lambda asset: _picture_name(asset.url),
        measure=measure,
        shift=0,
        syntax="xml",
    )
    press = _Press(publication, theme, book, manuscript)
    items = [*press.texts(), *_pictures(book, load)]
    rules, faces = _faces(theme, items, cut)
    sheet = with_pictures(theme, rules + theme.css(SHEET))
    for role, family in theme.families.items():  # readers of e-books know no custom properties
        sheet = sheet.replace(f"var(--{role}-face)", f'"{family}"')
    items += [
        Item("cover.jpg", cover, "image/jpeg", "cover-image"),
        Item("style.css", sheet.encode(), "text/css"),
        *faces,
    ]
    package = press.fill("package.opf", items=items, identifier=identifier(publication), date=date)
    files = [("META-INF/container.xml", _CONTAINER.encode()), ("EPUB/package.opf", package)]
    files += [(f"EPUB/{item.name}", item.data) for item in items]
    return _zipped(files, date)


class _Press:
    """The templates of one book, filled with what all its files share."""

    def __init__(
        self, publication: Publication, theme: Theme, book: Book, manuscript: Manuscript
    ) -> None:
        language = publication.meta.language
        typeset = partial(typeset_text, options=publication.typography, language=language)
        self._templates = Templates(theme, language, typeset)
        self._book = book
        self._meta, self._typeset = publication.meta, typeset
        names = {section.name for section in book.sections}
        self._shared: dict[str, Any] = {
            "meta": publication.meta,
            "brand": publication.brand,
            "publisher": publication.meta.publisher or publication.brand.name,
            "say": language_of(language).words["reader"],
            "sections": book.sections,
            "entries": entries_of(
                [part for part in publication.parts if part.name in names],
                manuscript.chapters,
                page_words(language),
            ),
            "ident": ident,
            "file": _file,
            "html": Markup,
        }

    def fill(self, template: str, **values: Any) -> bytes:
        """Fill one of the templates of e-books."""
        text = self._templates.render(f"web/epub-{template}.html", **self._shared, **values)
        return text.encode()

    def texts(self) -> list[Item]:
        """Return the files that are read, in reading order."""
        found = [
            Item("title.xhtml", self.fill("title"), _XHTML, spine=True),
            Item("nav.xhtml", self.fill("nav"), _XHTML, "nav", spine=True),
        ]
        for section in self._book.sections:
            data = self.fill("section", section=section)
            properties = "svg" if "<svg" in section.html else ""
            found.append(Item(_file(section.name), data, _XHTML, properties, spine=True))
        found.append(Item("about.xhtml", self.fill("about"), _XHTML, spine=True))
        return found


def _file(name: str) -> str:
    return ident(name.split(".", 1)[0]) + ".xhtml"


def _picture_name(url: str) -> str:
    return "pictures/" + "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in ".-") else "-"
        for sign in url.removeprefix("asset:")
    )


def _pictures(book: Book, load: LoadAsset) -> list[Item]:
    """Return the pictures the text shows; charts stand in the text itself."""
    shown = "".join(section.html for section in book.sections)
    return [
        Item(name, load(asset), media_type(url))
        for url, asset in sorted(book.pictures.items())
        if (name := _picture_name(url)) in shown
    ]


def _faces(theme: Theme, items: Sequence[Item], cut: Cut) -> tuple[str, list[Item]]:
    """Return the rules of the faces the sheet asks for, and their files with the book's letters."""
    letters = letters_of("".join(item.data.decode() for item in items if item.spine))
    rules, files = "", []
    for face in faces_wanted(theme, SHEET):
        name = f"faces/{face.family}-{face.weight}-{face.style}.woff2".replace(" ", "-")
        rules += face_rule(face, name)
        files.append(Item(name, cut(face, letters), "font/woff2"))
    return rules, files


def identifier(publication: Publication) -> str:
    """Return the name of an edition, the same wherever and whenever it is made."""
    meta = publication.meta
    said = "\n".join([publication.name, meta.title, meta.edition or "", meta.date.isoformat()])
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, said)}"


def _zipped(files: Sequence[tuple[str, bytes]], date: dt.datetime) -> bytes:
    """Pack the files: the media type first and unpacked, every date the document's own."""
    out = io.BytesIO()
    stamp = (max(date.year, 1980), date.month, date.day, date.hour, date.minute, date.second)
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in [("mimetype", b"application/epub+zip"), *files]:
            info = zipfile.ZipInfo(name, stamp)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compress_type=packed, compresslevel=9)
    return out.getvalue()
