"""The edition to keep: PDF/A-3a, its sources attached, the same bytes for the same text."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from printkit.assemble.archive_pdf import Attachment, archive
from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.model import MergePart, Meta, PageFormat
from printkit.project.condition_files import srgb
from support.checkers.ua import by_page_validation
from support.pressroom import faces, job, laid_out, press

DATE = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
META = Meta("Titre", "fr", dt.date(2026, 1, 2), licence="CC BY-SA 4.0", keywords=("a", "b"))
BODY = (
    '<h1 id="un.top">Un</h1><p>Texte <a href="https://e.org/a">lié</a>.</p>'
    '<p style="opacity:.5; color:#c8102e">Pâle</p>'
)
SOURCES = (
    Attachment("01-énergie.md", "text/markdown", "brochure/01-énergie.md", b"# Un\n\nTexte.\n"),
    Attachment("brochure.yaml", "application/yaml", "brochure/brochure.yaml", b"name: essai\n"),
)


@pytest.fixture(scope="module")
def master() -> Master:
    with press() as pool:
        pdf = laid_out(pool, job(BODY, name="un")).pdf
    made, findings = merge(
        [MergePart("un", "Un", pdf)],
        meta=META,
        outline=(),
        labels=(),
        faces=faces(),
        load_face=lambda face: face.path.read_bytes(),
        fmt=PageFormat("essai", (100.0, 140.0)),
        date=DATE,
    )
    assert findings == []
    return made


def archived(master: Master, sources: tuple[Attachment, ...] = SOURCES) -> bytes:
    return archive(master, META, DATE, attachments=sources, profile=srgb())


@pytest.mark.parametrize("standard", ["3a", "ua1"])
def test_it_conforms(master: Master, tmp_path: Path, standard: str):
    path = tmp_path / "archive.pdf"
    path.write_bytes(archived(master))
    assert by_page_validation(path, standard) == []


def test_the_screen_edition_does_not_claim_to_be_one(master: Master, tmp_path: Path):
    path = tmp_path / "screen.pdf"
    path.write_bytes(screen(master))
    assert by_page_validation(path, "3a") != []


def test_sources_are_attached_as_sources(master: Master):
    root: Any = PdfReader(io.BytesIO(archived(master))).trailer["/Root"]
    files = [one.get_object() for one in root["/AF"]]
    assert [file["/AFRelationship"] for file in files] == ["/Source"] * 2
    assert [file["/UF"] for file in files] == ["01-énergie.md", "brochure.yaml"]
    assert [file["/Desc"] for file in files] == [one.says for one in SOURCES]
    embedded = [file["/EF"]["/F"].get_object() for file in files]
    assert [one["/Subtype"] for one in embedded] == ["/text/markdown", "/application/yaml"]
    assert [one.get_data() for one in embedded] == [one.data for one in SOURCES]
    named = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert named[::2] == ["01-énergie.md", "brochure.yaml"]


def test_pages_are_those_of_the_screen_edition(master: Master):
    here, there = (PdfReader(io.BytesIO(one)) for one in (archived(master), screen(master)))
    assert [page.extract_text() for page in here.pages] == [
        page.extract_text() for page in there.pages
    ]
    assert [page.mediabox for page in here.pages] == [page.mediabox for page in there.pages]


def test_the_same_text_and_sources_give_the_same_bytes(master: Master):
    assert archived(master) == archived(master)
    other = archived(master, SOURCES[:1])
    identifiers = [PdfReader(io.BytesIO(one)).trailer["/ID"] for one in (archived(master), other)]
    assert identifiers[0] != identifiers[1]
