"""The e-book: packed as EPUB wants it, whole, well-formed, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from urllib.parse import urldefrag

import pytest
from lxml import etree

from printkit.readers.epub import epub
from support.reader_sample import TOOLS, book, named_faces, theme

NOON = dt.datetime(2025, 5, 1, 12, tzinfo=dt.UTC)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = {"o": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


def make() -> bytes:
    return epub(book(), theme(named_faces()), date=NOON, **TOOLS)


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(make()))


@pytest.fixture(scope="module")
def package(archive: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(archive.read("EPUB/package.opf"))


def pages(archive: zipfile.ZipFile) -> dict[str, etree._Element]:
    names = [name for name in archive.namelist() if name.endswith(".xhtml")]
    return {posixpath.basename(name): etree.fromstring(archive.read(name)) for name in names}


def test_the_media_type_comes_first_and_unpacked(archive: zipfile.ZipFile) -> None:
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    assert not first.extra


def test_the_same_text_gives_the_same_bytes() -> None:
    assert make() == make()


def test_the_package_lists_every_file_once(
    archive: zipfile.ZipFile, package: etree._Element
) -> None:
    listed = package.xpath("//o:manifest/o:item/@href", namespaces=OPF)
    there = {name.removeprefix("EPUB/") for name in archive.namelist() if "EPUB/" in name}
    assert len(listed) == len(set(listed))
    assert set(listed) == there - {"package.opf"}


def test_the_spine_follows_the_parts(package: etree._Element) -> None:
    names = dict(
        zip(
            package.xpath("//o:item/@id", namespaces=OPF),
            package.xpath("//o:item/@href", namespaces=OPF),
            strict=True,
        )
    )
    spine = [names[one] for one in package.xpath("//o:itemref/@idref", namespaces=OPF)]
    assert spine == [
        "title.xhtml",
        "nav.xhtml",
        "un.xhtml",
        "deux.xhtml",
        "glossary.xhtml",
        "bibliography.xhtml",
        "about.xhtml",
    ]


def test_it_says_how_it_can_be_read(package: etree._Element) -> None:
    said = {
        meta.get("property"): meta.text
        for meta in package.xpath("//o:meta[starts-with(@property, 'schema:')]", namespaces=OPF)
    }
    assert said["schema:accessModeSufficient"]
    assert said["schema:accessibilityHazard"] == "none"
    assert said["schema:accessibilitySummary"]
    assert package.xpath("string(//dc:language)", namespaces=OPF) == "fr"


def test_every_link_leads_somewhere(archive: zipfile.ZipFile) -> None:
    trees = pages(archive)
    ids = {name: tree.xpath("//@id") for name, tree in trees.items()}
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    for name, tree in trees.items():
        for href in tree.xpath("//*[local-name()='a']/@href"):
            file, anchor = urldefrag(href)
            if "://" in file or file.startswith("mailto:"):
                continue
            assert (file or name) in trees, href
            assert not anchor or anchor in ids[file or name], href


def test_notes_and_calls_are_linked_both_ways(archive: zipfile.ZipFile) -> None:
    tree = pages(archive)["un.xhtml"]
    calls = tree.xpath("//*[@role='doc-noteref']")
    notes = tree.xpath("//*[@role='doc-endnotes']//*[local-name()='li']")
    assert [call.get("href")[1:] for call in calls] == [note.get("id") for note in notes]
    assert [note.xpath(".//*[@role='doc-backlink']/@href")[0][1:] for note in notes] == [
        call.get("id") for call in calls
    ]


def test_the_faces_of_the_sheet_travel_with_the_letters_of_the_book(
    archive: zipfile.ZipFile,
) -> None:
    sheet = archive.read("EPUB/style.css").decode()
    files = [name for name in archive.namelist() if name.endswith(".woff2")]
    assert len(files) == 5
    texts = "".join("".join(page.itertext()) for page in pages(archive).values())
    for name in files:
        assert f"url({name.removeprefix('EPUB/')})" in sheet
        assert set(texts) - {"\n"} <= set(archive.read(name).decode())
