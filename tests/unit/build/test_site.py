"""The download page, its feed, calendars and checksums; what it says when something is missing."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, cast

import feedparser
import icalendar
import pikepdf
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from lxml import html as lxml_html
from PIL import Image
from tinyhtml5.parser import HTMLParser

from printkit.build.build_context import BuildContext
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.build.site import download_page, site_artifacts
from printkit.deliver.manifest import read_manifest
from printkit.deliver.publish import publish
from printkit.languages.language import language_of
from printkit.model import (
    Artifact,
    Event,
    Face,
    Leaflet,
    ManifestEntry,
    Meta,
    Part,
    Project,
    Publication,
    Site,
    SourceText,
)
from printkit.model.editions import edition_of
from printkit.readers.face_subset import web_face
from printkit.readers.offers import by_use, size
from support.brochure_sample import A5, publication
from support.pressroom import faces
from support.reader_sample import theme as web_theme
from unit.compose.test_leaflet_format import read_format

FRENCH = language_of("fr").words["site"]
ENGLISH = language_of("en").words["site"]

#: edition, file below synthese/, pages, trim, what it claims
BROCHURE = [
    ("screen", "synthese-a5-screen.pdf", 64, (148.0, 210.0), ["PDF/UA-1"]),
    ("press", "synthese-a5-press.pdf", 64, (148.0, 210.0), ["PDF/X-4"]),
    ("riso", "synthese-a5-riso-black.pdf", 64, (148.0, 210.0), []),
    ("riso", "synthese-a5-riso-accent.pdf", 64, (148.0, 210.0), []),
    ("cover-apart", "synthese-a5-press-cover.pdf", 4, (148.0, 210.0), ["PDF/X-4"]),
    ("cover-apart", "synthese-a5-press-inside.pdf", 60, (148.0, 210.0), ["PDF/X-4"]),
    ("booklet-short-edge", "synthese-a5-cahier-bord-court.pdf", 32, (297.0, 210.0), []),
    ("large-print", "synthese-large-print.pdf", 124, (210.0, 297.0), ["PDF/UA-1"]),
    ("web", "synthese-web.html", 0, (0.0, 0.0), []),
    ("epub", "synthese.epub", 0, (0.0, 0.0), ["EPUB 3.3"]),
    ("archive", "synthese-a5-archive.pdf", 64, (148.0, 210.0), ["PDF/A-3a", "PDF/UA-1"]),
]
LEAFLET = [
    ("screen", "a6", "tract-a6-screen.pdf", 2, (105.0, 148.0)),
    ("sheet", "a6", "tract-a6-planche.pdf", 2, (210.0, 297.0)),
    ("mono", "a6", "tract-a6-mono.pdf", 2, (105.0, 148.0)),
    ("screen", "a3", "tract-a3-screen.pdf", 1, (297.0, 420.0)),
]
SITE = Site("Critiques & alternatives", "fr", ("synthese", "tract"), "À lire ; à donner.")


def entry(
    name: str, edition: str, fmt: str, file: str, pages: int, trim: Any, claims: Any = ()
) -> ManifestEntry:
    digest = hashlib.sha256(file.encode()).hexdigest()
    path, weight = f"{name}/{file}", 1000 * len(file)
    part = PurePosixPath(file).stem.rpartition("-")[2] if edition_of(edition).parts else ""
    return ManifestEntry(name, edition, fmt, path, pages, trim, weight, digest, tuple(claims), part)


def brochure() -> Publication:
    wanted = tuple(dict.fromkeys(row[0] for row in BROCHURE))
    return replace(publication(), name="synthese", formats=(A5,), editions=wanted)


def leaflet(*events: Event) -> Publication:
    called = events or (
        Event("La *veille*", dt.date(2025, 2, 8), dt.time(13), kicker="Paris", place="Salle <2>"),
    )
    return Publication(
        name="tract",
        kind="leaflet",
        path="leaflets/tract.yaml",
        meta=Meta("Le **tract**", "fr", dt.date(2025, 2, 1), licence="CC BY-SA 4.0"),
        formats=(read_format("a6"), read_format("a3")),
        parts=(Part("leaflet", "leaflet"),),
        editions=("screen", "sheet", "mono"),
        leaflet=Leaflet("Le **tract**", called, body=SourceText("leaflets/tract.yaml", "Venez.")),
    )


def all_entries(*, without: tuple[str, ...] = ()) -> dict[str, ManifestEntry]:
    found = [entry("synthese", *row[:1], "a5", *row[1:]) for row in BROCHURE]
    found += [entry("tract", *row) for row in LEAFLET]
    return {one.path: one for one in found if one.edition not in without}


def said(element: Any) -> str:
    """Return what an element says, every space and break one plain space."""
    return " ".join(element.text_content().split())


class Folder:
    """What is written for the page, by path in its folder; what is asked for on the way."""

    def __init__(
        self,
        *publications: Publication,
        site: Site = SITE,
        entries: Mapping[str, Any] | None = None,
        cut: Any = lambda face, letters: b"",
    ) -> None:
        self.drawn: list[tuple[str, tuple[int, int]]] = []
        theme = web_theme()
        project = Project(
            Path(),
            site.language,
            publications or (brochure(), leaflet()),
            {"presse": replace(theme, faces=faces())},
            site=site,
        )
        self.files, artifacts = site_artifacts(
            project, all_entries() if entries is None else entries, self._draw, cut
        )
        self.artifacts = {one.path.removeprefix("site/"): one for one in artifacts}
        self.page = self.artifacts["index.html"].data.decode()
        self.tree = lxml_html.document_fromstring(self.page)

    def _draw(self, path: str, size_px: tuple[int, int]) -> bytes:
        self.drawn.append((path, size_px))
        return b"webp"

    def titles(self, tag: str) -> list[str]:
        return [said(title) for title in self.tree.iter(tag)]

    def addresses(self) -> set[str]:
        found = {*self.tree.xpath("//@href"), *self.tree.xpath("//@src")}
        for sources in self.tree.xpath("//@srcset"):
            found |= {source.split()[0] for source in sources.split(", ")}
        return {address for address in found if not address.startswith(("#", "data:"))}


@pytest.fixture(scope="module")
def folder() -> Folder:
    return Folder()


def test_the_page_is_valid_html_without_script(folder: Folder) -> None:
    parser = HTMLParser()
    parser.parse(folder.page)
    assert parser.errors == []
    assert "<script" not in folder.page
    assert "javascript:" not in folder.page


def test_what_to_choose_is_said_in_the_reader_s_words(folder: Folder) -> None:
    assert folder.titles("h3")[:6] == [
        "Lire sur téléphone",
        "Lire à l’écran",
        "Gros caractères",
        "Imprimer chez soi (cahier A4)",
        "Pour l’imprimeur",
        "Pour conserver",
    ]
    links = {link.get("href"): said(link) for link in folder.tree.xpath("//ul[@class='gets']//a")}
    assert {path.removeprefix("synthese/synthese"): text for path, text in links.items()} == {
        "-web.html": "Page web HTML, 17 ko",
        ".epub": "Livre numérique EPUB, 13 ko",
        "-a5-screen.pdf": "Brochure en PDF PDF, 64 pages, 22 ko",
        "-large-print.pdf": "Brochure en gros caractères PDF, 124 pages, 24 ko",
        "-a5-cahier-bord-court.pdf": "En couleurs, bord court PDF, 16 feuilles A4, 33 ko",
        "-a5-press.pdf": "En couleurs PDF/X-4, 64 pages, 21 ko",
        "-a5-press-cover.pdf": "Couverture à part (couverture) PDF/X-4, 4 pages, 27 ko",
        "-a5-press-inside.pdf": "Couverture à part (intérieur) PDF/X-4, 60 pages, 28 ko",
        "-a5-riso-black.pdf": "Risographie (tambour noir) PDF, 64 pages, 26 ko",
        "-a5-riso-accent.pdf": "Risographie (tambour de couleur) PDF, 64 pages, 27 ko",
        "-a5-archive.pdf": "PDF d’archive PDF/A-3a, 64 pages, 23 ko",
    }


def test_a_leaflet_s_files_stand_in_a_table(folder: Folder) -> None:
    (table,) = folder.tree.iter("table")
    rows = [[said(cell) for cell in row.iter("th", "td")] for row in table.iter("tr")]
    assert rows == [
        ["Format", "À l’écran", "Chez soi", "Imprimeur"],
        [
            "A6 2 pages",
            "Le tract, A6, À l’écran : PDF 19 ko",
            "Le tract, A6, Chez soi : Couleurs 4 par A4, 20 ko",
            "Le tract, A6, Imprimeur : Noir 17 ko",
        ],
        ["A3 1 page", "Le tract, A3, À l’écran : PDF 19 ko", "", ""],
    ]


def test_every_address_is_relative_and_leads_to_a_file_of_the_folder(folder: Folder) -> None:
    there = {*folder.artifacts, *(file.path for file in folder.files)}
    outside = {address for address in folder.addresses() if "://" in address}
    assert outside == {"https://creativecommons.org/licenses/by-sa/4.0/deed.fr"}
    assert folder.addresses() - outside <= there
    assert {file.path for file in folder.files} == set(all_entries())
    inner = [href[1:] for href in folder.tree.xpath("//a/@href") if href.startswith("#")]
    assert set(inner) <= set(folder.tree.xpath("//@id"))


def test_pictures_are_drawn_of_what_is_read_on_screen_and_say_what_they_show(
    folder: Folder,
) -> None:
    assert folder.drawn == [
        ("synthese/synthese-a5-screen.pdf", (320, 454)),
        ("synthese/synthese-a5-screen.pdf", (640, 908)),
        ("tract/tract-a6-screen.pdf", (240, 338)),
        ("tract/tract-a6-screen.pdf", (480, 677)),
    ]
    shown = [
        (one.get("alt"), one.get("width"), one.get("height")) for one in folder.tree.iter("img")
    ]
    assert shown == [
        ("Couverture\u00a0: Synthèse & critique", "320", "454"),
        ("Première page\u00a0: Le tract", "240", "338"),
    ]


def test_an_event_is_told_and_goes_into_diaries() -> None:
    folder = Folder(leaflet())
    (told,) = folder.tree.xpath("//p[@class='event']")
    assert " ".join(" ".join(told.itertext()).split()) == (
        "Paris, samedi 8 février 2025 , 13 h Salle <2> Ajouter à l’agenda : La veille"
        " · Le texte à copier : La veille"
    )
    assert told.xpath(".//a/@href") == ["tract/tract.ics", "tract/tract.txt"]
    text = folder.artifacts["tract/tract.txt"].data.decode()
    assert text.splitlines()[:3] == ["Le tract", "", "samedi 8 février 2025, 13\u202fh"]
    (data,) = folder.tree.xpath("//script[@type='application/ld+json']")
    assert json.loads(data.text)["startDate"] == "2025-02-08T13:00:00+01:00"
    calendar = icalendar.Calendar.from_ical(folder.artifacts["tract/tract.ics"].data)
    (event,) = calendar.events
    assert event.start.isoformat() == "2025-02-08T13:00:00+01:00"


def test_an_event_before_the_newest_publication_is_told_to_be_past() -> None:
    newer = brochure()
    newer = replace(newer, meta=replace(newer.meta, date=dt.date(2025, 2, 9)))
    (told,) = Folder(newer, leaflet()).tree.xpath("//p[@class='event']")
    assert said(told).endswith("Archive : cette date est passée")
    assert told.xpath(".//a") == []


def test_files_kept_with_a_brochure_are_offered() -> None:
    kept = replace(brochure(), documents=(SourceText("brochure/RELECTURE.md", "# Relu\n"),))
    folder = Folder(kept, leaflet())
    assert folder.artifacts["synthese/RELECTURE.md"].data == b"# Relu\n"
    assert "synthese/RELECTURE.md" in folder.addresses()


def test_each_of_several_events_has_its_own_calendar() -> None:
    days = [Event(f"Soir {day}", dt.date(2026, 5, day)) for day in (1, 2)]
    folder = Folder(brochure(), leaflet(*days))
    found = {
        path: icalendar.Calendar.from_ical(one.data).events[0].start
        for path, one in folder.artifacts.items()
        if path.endswith(".ics")
    }
    assert found == {
        "tract/tract-1.ics": dt.date(2026, 5, 1),
        "tract/tract-2.ics": dt.date(2026, 5, 2),
    }
    assert set(found) <= folder.addresses()


def test_the_checksums_are_those_sha256sum_reads(folder: Folder) -> None:
    lines = folder.artifacts["sha256sums.txt"].data.decode().splitlines()
    assert lines == [f"{one.sha256}  {path}" for path, one in in_order(folder)]
    shown = [code.text for code in folder.tree.xpath("//dl[@class='sums']//code")]
    assert shown == [line.split()[0] for line in lines]


def in_order(folder: Folder) -> list[tuple[str, Any]]:
    return [(file.path, all_entries()[file.path]) for file in folder.files]


# --- the feed -------------------------------------------------------------------------------------

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_is_read_without_complaint(folder: Folder) -> None:
    read = feedparser.parse(folder.artifacts["feed.xml"].data)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.title == "Critiques & alternatives\u00a0: les éditions"
    assert [(one.title, one.updated) for one in read.entries] == [
        ("Synthèse & critique, édition augmentée", "2025-05-01T12:00:00Z"),
        ("Le tract", "2025-02-01T12:00:00Z"),
    ]
    enclosures = {link.href: link for one in read.entries for link in one.enclosures}
    assert set(enclosures) == set(all_entries())
    assert enclosures["synthese/synthese.epub"].type == "application/epub+zip"
    assert enclosures["synthese/synthese.epub"].length == "13000"


@pytest.mark.parametrize("address", [None, "https://exemple.org/brochures/"])
def test_the_feed_has_what_rfc_4287_asks_for(address: str | None) -> None:
    folder = Folder(site=replace(SITE, address=address))
    tree = etree.fromstring(folder.artifacts["feed.xml"].data)
    entries = tree.findall("a:entry", ATOM)
    for holder in (tree, *entries):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(f"a:{name}", ATOM)) == 1
        alternates = holder.findall("a:link[@rel='alternate']", ATOM)
        assert len({(one.get("type"), one.get("hreflang")) for one in alternates}) == 1
    assert tree.find("a:author/a:name", ATOM) is not None
    names = [one.text or "" for one in tree.iterfind(".//a:id", ATOM)]
    assert len(set(names)) == 3
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", name) for name in names)
    links = [link.get("href", "") for link in tree.iterfind(".//a:link", ATOM)]
    ours = [link for link in links if "creativecommons" not in link]
    assert all(link.startswith(address) if address else "://" not in link for link in ours)


def test_a_new_edition_is_a_new_entry_and_a_rebuilt_one_is_not() -> None:
    def names(edition: str) -> list[str]:
        book = replace(brochure(), meta=replace(brochure().meta, edition=edition))
        read = feedparser.parse(Folder(book, leaflet()).artifacts["feed.xml"].data)
        return [one.id for one in read.entries]

    first, second = names("première"), names("deuxième")
    assert first == names("première")
    assert first[0] != second[0]
    assert first[1] == second[1]


# --- what is missing ------------------------------------------------------------------------------


def test_an_edition_that_was_not_made_is_not_offered() -> None:
    folder = Folder(
        entries=all_entries(without=("web", "epub", "large-print", "press", "riso", "cover-apart"))
    )
    assert folder.titles("h3")[:2] == ["Lire à l’écran", "Imprimer chez soi (cahier A4)"]
    assert not any("large-print" in address for address in folder.addresses())


def test_without_leaflets_there_is_no_section_for_them() -> None:
    folder = Folder(brochure())
    assert folder.titles("h2") == ["Synthèse & critique"]
    assert not folder.tree.xpath("//table")


def test_without_a_brochure_leaflets_come_first() -> None:
    folder = Folder(leaflet())
    assert folder.titles("h2") == ["Tracts et affiches"]


def test_without_a_file_to_look_at_there_is_no_picture() -> None:
    folder = Folder(entries=all_entries(without=("screen", "large-print")))
    assert folder.drawn == []
    assert not folder.tree.xpath("//img")
    assert folder.titles("h2") == ["Synthèse & critique", "Tracts et affiches"]


def test_a_publication_of_which_nothing_stands_is_left_out() -> None:
    entries = {path: one for path, one in all_entries().items() if path.startswith("tract/")}
    folder = Folder(entries=entries)
    assert folder.titles("h2") == ["Tracts et affiches"]
    read = feedparser.parse(folder.artifacts["feed.xml"].data)
    assert [one.title for one in read.entries] == ["Le tract"]


def test_with_nothing_to_offer_the_page_says_so() -> None:
    folder = Folder(entries={})
    assert "Il n’y a rien à télécharger pour le moment." in folder.tree.text_content()
    assert not folder.tree.xpath("//details")
    assert not feedparser.parse(folder.artifacts["feed.xml"].data).bozo


def test_publications_are_offered_in_the_order_asked_for() -> None:
    other = replace(leaflet(), name="autre")
    entries = all_entries() | {"autre/a.pdf": entry("autre", "mono", "a6", "a.pdf", 2, (105, 148))}
    folder = Folder(
        brochure(),
        leaflet(),
        other,
        site=replace(SITE, publications=("autre", "tract")),
        entries=entries,
    )
    assert [one.get("id") for one in folder.tree.iter("h3")] == ["autre", "tract"]
    assert {file.publication for file in folder.files} == {"autre", "tract"}


# --- the folder in out/ ---------------------------------------------------------------------------


class Shop:
    """A project whose files stand in ``out``; what each run puts into the page's folder."""

    def __init__(self, root: Path) -> None:
        self.out = root / "out"
        project = Project(root, "fr", (leaflet(),), {"presse": web_theme()}, site=SITE)
        store, reference_cache = (
            LayoutCache(root / "cache"),
            ReferenceCache(root / "notes.json", "1"),
        )
        self.context = BuildContext(
            project,
            cast("Any", None),
            store,
            reference_cache,
            on_progress=lambda event: None,
            program="1",
        )

    def run(self, *made: Artifact) -> set[str]:
        entries = {one.path: one for one in read_manifest(self.out)}
        new, belongs = download_page(self.out, made, entries, self.context)
        mine = {path: one for path, one in entries.items() if not path.startswith("site/")}
        kept = mine | {path: one for path, one in entries.items() if path in belongs}
        publish(self.out, [*made, *new], kept=kept.values())
        return {one.path.removeprefix("site/") for one in new}


def leaflet_file(
    edition: str, *, wide: float = 298.0, pages: int = 1, drawn: bytes = b""
) -> Artifact:
    data = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(wide, 420))
        pdf.pages[0].Contents = pdf.make_stream(drawn)
        pdf.save(data, deterministic_id=True)
    path = f"tract/tract-a6-{edition}.pdf"
    return Artifact("tract", edition, "a6", path, 1, (105.0, 148.0), data.getvalue())


def test_nothing_is_made_again_and_what_changed_is(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    texts = {"index.html", "feed.xml", "sha256sums.txt"}
    pictures = {"tract/tract-240.webp", "tract/tract-480.webp"}
    screen, mono = leaflet_file("screen"), leaflet_file("mono", wide=299)
    first = shop.run(screen, mono)
    assert first == {
        screen.path,
        mono.path,
        "tract/tract.ics",
        "tract/tract.txt",
        *pictures,
        *texts,
    }
    assert shop.run() == set()
    # another file, a damaged copy, a lost picture
    assert shop.run(leaflet_file("mono", wide=300)) == {mono.path, "index.html", "sha256sums.txt"}
    (tmp_path / "out" / "site" / screen.path).unlink()
    (tmp_path / "out" / "site" / "tract" / "tract-240.webp").write_bytes(b"")
    assert shop.run() == {screen.path, "tract/tract-240.webp"}
    copy, original = (tmp_path / "out" / folder / screen.path for folder in ("site", "."))
    assert copy.stat().st_ino == original.stat().st_ino
    with Image.open(tmp_path / "out" / "site" / "tract" / "tract-480.webp") as picture:
        assert (picture.format, picture.size) == ("WEBP", (480, 677))


def test_a_picture_is_drawn_again_only_if_its_page_looks_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Shop(tmp_path)
    shop.run(leaflet_file("screen"))
    drawn: list[tuple[int, int]] = []

    def count(pdf: bytes, size_px: tuple[int, int]) -> bytes:
        drawn.append(size_px)
        return b"webp"

    monkeypatch.setattr("printkit.views.thumbnail.thumbnail", count)
    more = leaflet_file("screen", pages=2)
    assert more.path in shop.run(more)
    assert drawn == []
    other = leaflet_file("screen", pages=2, drawn=b"10 10 200 300 re f")
    assert "tract/tract-240.webp" in shop.run(other)
    assert drawn == [(240, 338), (480, 677)]


def test_a_copy_claims_nothing_a_second_time(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.run(replace(leaflet_file("screen"), conformance=("PDF/UA-1",)))
    told = {one.path: (one.edition, one.conformance) for one in read_manifest(shop.out)}
    assert told["site/tract/tract-a6-screen.pdf"] == ("copy", ())
    assert told["site/index.html"] == ("page", ())


def test_a_publication_can_be_called_anything_and_speak_another_language() -> None:
    there = {path: replace(one, publication="downloads") for path, one in all_entries().items()}
    book = replace(brochure(), name="downloads", meta=replace(brochure().meta, language="en"))
    folder = Folder(book, site=replace(SITE, publications=("downloads",)), entries=there)
    ids = folder.tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert folder.tree.xpath("//h2/@lang") == ["en"]
    assert Folder().tree.xpath("//@lang") == ["fr"]


# --- words, sizes, faces --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "1\u202fko", "1\u202fkB"),
        (36_499, "36\u202fko", "36\u202fkB"),
        (999_499, "999\u202fko", "999\u202fkB"),
        (999_500, "1,0\u202fMo", "1.0\u202fMB"),
        (12_345_678, "12,3\u202fMo", "12.3\u202fMB"),
    ],
)
def test_sizes(count: int, french: str, english: str) -> None:
    assert size(count, FRENCH) == french
    assert size(count, ENGLISH) == english


def test_an_edition_without_a_name_of_its_own_is_for_the_printer() -> None:
    file = ManifestEntry("x", "x", "neuf", "x/x-neuf.pdf", 4, (100.0, 100.0), 9000, "")
    (choice,) = by_use([replace(file, edition="neuf")], FRENCH)
    assert (choice.key, choice.downloads[0].label) == ("printer", "neuf")


def test_the_faces_in_the_page_have_its_letters_and_no_more() -> None:
    asked: dict[tuple[str, int], str] = {}

    def cut(face: Face, letters: str) -> bytes:
        asked[face.family, face.weight] = letters
        return b"face"

    folder = Folder(cut=cut)
    assert set(asked) == {
        ("TeX Gyre Heros Condensed", 400),
        ("TeX Gyre Heros Condensed", 700),
        ("TeX Gyre Pagella", 400),
    }
    assert folder.page.count("url(data:font/woff2;base64,ZmFjZQ==)") == 3
    seen = set(folder.tree.body.text_content()) - {"\n"}
    assert all(seen <= set(letters) for letters in asked.values())


def test_a_face_is_cut_to_letters_the_same_each_time() -> None:
    face = next(one for one in faces() if one.family.endswith("Condensed"))
    data = face.path.read_bytes()
    made = web_face(data, "Été 2025")
    assert made[:4] == b"wOF2"
    assert made == web_face(data, "Été 2025")
    assert len(made) < len(data) / 20
    with TTFont(io.BytesIO(made)) as font:
        cmap = font.getBestCmap()
        assert cmap is not None
        assert {chr(code) for code in cmap} == set("Été 205")
