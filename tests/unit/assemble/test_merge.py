"""Parts merged into one book: one tag tree, one subset per face, links that land, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from printkit.assemble.master import Master, screen
from printkit.assemble.merge import merge
from printkit.core.units import mm_to_pt
from printkit.model import Face, MergePart, Meta, OutlineEntry, PageFormat, PageLabel
from support.checkers.ua import by_page_validation
from support.pressroom import faces, job, laid_out, press

FMT = PageFormat("essai", (100.0, 140.0))
META = Meta(
    "Titre & <sous-titre>",
    "fr",
    dt.date(2026, 1, 2),
    authors=("Une autrice", "Un collectif"),
    licence="CC BY-SA 4.0",
    licence_url="https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    keywords=("a", "b"),
    description="Ce que c’est.",
)
DATE = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
TABLE = (
    '<table><thead><tr><th scope="col">An</th><th scope="col">TWh</th></tr></thead>'
    "<tbody><tr><td>2024</td><td>415</td></tr></tbody></table>"
)
ONE = (
    '<h1 id="un.top">Premier</h1><p>Du texte en <em>italique</em>, vers '
    f'<a href="xref:deux.suite">la suite</a>.</p>{TABLE}'
)
TWO = (
    '<h1 id="deux.top">Second</h1><p style="break-before:page" id="deux.suite">Retour au '
    f'<a href="xref:un.top">début</a> et <a href="#deux.top">ici</a>.</p>{TABLE}'
)
OUTLINE = (
    OutlineEntry("Premier", 1, "un.top"),
    OutlineEntry("Second", 1, "deux.top"),
    OutlineEntry("La suite", 2, "deux.suite"),
)


def read_face(face: Face) -> bytes:
    return face.path.read_bytes()


@pytest.fixture(scope="module")
def parts():
    with press() as pool:
        pdfs = [
            laid_out(pool, job(body, name=name)).pdf for name, body in (("un", ONE), ("deux", TWO))
        ]
    return [MergePart("un", "Premier", pdfs[0]), MergePart("deux", "Second", pdfs[1])]


def merged(parts: list[MergePart], **changes: object) -> tuple[Master, list]:
    values = {
        "meta": META,
        "outline": OUTLINE,
        "labels": (PageLabel(0, "", "C1"), PageLabel(1, "D", "", 2)),
        "faces": faces(),
        "load_face": read_face,
        "fmt": FMT,
        "date": DATE,
    }
    return merge(parts, **(values | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def book(parts):
    master, findings = merged(parts)
    assert findings == []
    return screen(master)


def lines(*command: str | Path) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_parts_stand_in_order_under_one_document(book: bytes, tmp_path: Path):
    path = tmp_path / "book.pdf"
    path.write_bytes(book)
    text = lines("pdfinfo", "-struct-text", path)
    assert text[0] == "Document"
    assert [line.split(" (block)")[0].strip() for line in text if line.startswith("  Part")] == [
        'Part "Premier"',
        'Part "Second"',
    ]
    words = "".join(line for line in text if '"' in line)
    assert words.index("Du texte en") < words.index("Retour au")


def test_the_merged_book_conforms(book: bytes, tmp_path: Path):
    path = tmp_path / "book.pdf"
    path.write_bytes(book)
    assert by_page_validation(path) == []


def test_every_face_is_embedded_once(book: bytes, parts: list[MergePart]):
    names = []
    for page in PdfReader(io.BytesIO(book)).pages:
        names += [
            str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()
        ]
    stems = {name.split("+")[1] for name in set(names)}
    assert stems == {"TeXGyrePagella-Regular", "TeXGyrePagella-Bold", "TeXGyrePagella-Italic"}
    assert len(set(names)) == len(stems)


def test_text_survives_the_union_of_subsets(book: bytes, parts: list[MergePart]):
    apart = [
        page.extract_text() for part in parts for page in PdfReader(io.BytesIO(part.pdf)).pages
    ]
    together = [page.extract_text() for page in PdfReader(io.BytesIO(book)).pages]
    assert together == apart
    assert "Du texte en italique" in together[0].replace("\n", " ")


def test_links_land_where_they_say(book: bytes):
    reader = PdfReader(io.BytesIO(book))
    places = {
        name: reader.get_destination_page_number(d) for name, d in reader.named_destinations.items()
    }
    links = [
        (number, str(annotation.get_object()["/Dest"]), str(annotation.get_object()["/Contents"]))
        for number, page in enumerate(reader.pages)
        for annotation in page.get("/Annots", ())
    ]
    assert [(start, places[name], words) for start, name, words in links] == [
        (0, 2, "La suite"),
        (2, 0, "Premier"),
        (2, 1, "Second"),
    ]


def test_destinations_that_are_not_named_stay_where_a_link_leads(parts: list[MergePart]):
    def names(**how: object) -> set[str]:
        pdf = merged(parts[1:], outline=(), **how)[0].pdf
        return set(PdfReader(io.BytesIO(pdf)).named_destinations)

    assert names() == {"deux.top", "deux.suite"}
    assert names(named=()) == {"deux.top"}  # « ici » leads there
    assert names(named=["deux.suite", "elsewhere"]) == {"deux.top", "deux.suite"}


def test_a_link_to_nowhere_is_an_error(parts: list[MergePart]):
    _master, (finding,) = merged(parts[:1], outline=())
    assert (finding.rule, finding.page) == ("broken-link", 1)
    assert "deux.suite" in finding.message


def test_bookmarks_nest(book: bytes):
    reader = PdfReader(io.BytesIO(book))
    first, second, below = reader.outline
    assert [first.title, second.title, [entry.title for entry in below]] == [
        "Premier",
        "Second",
        ["La suite"],
    ]


def test_labels(book: bytes):
    assert PdfReader(io.BytesIO(book)).page_labels == ["C1", "2", "3"]


def test_the_file_says_what_it_is(book: bytes):
    reader = PdfReader(io.BytesIO(book))
    assert reader.metadata is not None
    assert reader.metadata.title == META.title
    assert reader.metadata.author == "Une autrice, Un collectif"
    assert reader.metadata.creation_date == DATE
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert xmp.dc_title == {"x-default": META.title}
    assert xmp.dc_rights == {"x-default": "CC BY-SA 4.0"}
    assert book.startswith(b"%PDF-1.7")


def test_the_same_parts_give_the_same_bytes(parts: list[MergePart]):
    assert merged(parts)[0].pdf == merged(parts)[0].pdf
    other = [replace(parts[0], pdf=parts[1].pdf), parts[1]]
    assert (
        PdfReader(io.BytesIO(merged(parts)[0].pdf)).trailer["/ID"]
        != (PdfReader(io.BytesIO(merged(other)[0].pdf)).trailer["/ID"])
    )


def test_a_font_that_is_no_declared_face_is_an_error(parts: list[MergePart]):
    romans = [face for face in faces() if face.style == "normal"]
    _master, (finding,) = merged(parts, faces=romans)
    assert finding.rule == "stray-font"
    assert "TeXGyrePagella-Italic" in finding.message


def test_the_wrong_file_under_the_right_name_is_an_error(parts: list[MergePart]):
    def wrong(face: Face) -> bytes:
        data = read_face(face)
        if (face.family, face.weight, face.style) != ("TeX Gyre Pagella", 400, "normal"):
            return data
        font = TTFont(io.BytesIO(data))
        font["hmtx"].metrics = {
            name: (width + 50, bearing) for name, (width, bearing) in font["hmtx"].metrics.items()
        }
        out = io.BytesIO()
        font.save(out)
        return out.getvalue()

    _master, (finding,) = merged(parts, load_face=wrong)
    assert finding.rule == "stray-font"


def test_versos_move_with_all_that_stands_on_them(parts: list[MergePart]):
    still, _ = merged(parts)
    moved, _ = merged([parts[0], replace(parts[1], shifts_pt=(0.0, mm_to_pt(2)))])

    def of(master: Master) -> tuple[float, float, str]:
        reader = PdfReader(io.BytesIO(master.pdf))
        left = float(reader.pages[2]["/Annots"][0].get_object()["/Rect"][0])
        place = float(reader.named_destinations["deux.suite"]["/Left"])
        return left, place, reader.pages[2].extract_text()

    (left, place, text), (new_left, new_place, new_text) = of(still), of(moved)
    assert new_left - left == pytest.approx(mm_to_pt(2), abs=0.01)
    assert new_place - place == pytest.approx(mm_to_pt(2), abs=0.01)
    assert new_text == text


def test_the_screen_edition_is_cut_to_its_trim(parts: list[MergePart], book: bytes):
    master, _ = merged(parts)
    (box,) = {tuple(map(float, page.mediabox)) for page in PdfReader(io.BytesIO(master.pdf)).pages}
    assert box[0] == pytest.approx(-mm_to_pt(5), abs=0.01)
    for page in PdfReader(io.BytesIO(book)).pages:
        assert list(map(float, page.mediabox)) == pytest.approx(
            [0, 0, mm_to_pt(100), mm_to_pt(140)], abs=0.01
        )
        assert page.mediabox == page.cropbox == page.trimbox
