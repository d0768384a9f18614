"""A good project: what is read from it, and where each field stands."""

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from printkit.core.findings import ExitCode, Position, PrintkitError
from printkit.project import face_files
from printkit.project.fontmetrics import measurer
from printkit.project.format_files import Formats
from printkit.project.load import load_project
from printkit.project.root import find_root, language_of, publication_names
from printkit.project.yamlpos import read_tree
from unit.project.test_errors import BOOK, FILES, FLYER, findings_of, project

REPOSITORY = Path(__file__).parents[3]


def publication(root, name):
    loaded, findings = load_project(root)
    assert findings == ()
    return next(one for one in loaded.publications if one.name == name)


def test_this_repository_reads_clean():
    loaded, findings = load_project(REPOSITORY)
    assert findings == ()
    assert "synthese" in {one.name for one in loaded.publications}
    assert loaded.themes["presse"].paths["cover.html"] == "styles/presse/templates/cover.html"
    assert all(path.is_absolute() and path.is_file() for path in loaded.inputs)
    assert REPOSITORY / "printkit.yaml" in loaded.inputs


def test_hours_stay_as_typed_and_events_give_the_date(tmp_path):
    text = """title: Tract
formats: a6
event:
  date: 2026-3-08
  start: 18 h 30
  programme:
    - {time: 15:15, title: Un}
    - {time: toute la journée, title: 12, speakers: A}
body: |

  Un *texte*.
"""
    leaflet = publication(project(tmp_path, **{FLYER: text}), "tract")
    assert leaflet.meta.date == dt.date(2026, 3, 8)
    event = leaflet.leaflet.events[0]
    assert event.start == dt.time(18, 30)
    assert event.title == "Tract"
    assert event.timezone == "Europe/Paris"
    assert [row.time for row in event.programme] == ["15:15", "toute la journée"]
    assert event.programme[1].title == "12"
    assert event.programme[1].speakers == ("A",)
    assert leaflet.positions["programme.1.title"] == Position(FLYER, 8, 39)
    assert leaflet.positions["event.programme.1.title"] == Position(FLYER, 8, 39)
    body = leaflet.leaflet.body
    assert body.text.split("\n")[1] == "Un *texte*."
    assert (body.first_line, body.first_column) == (10, 3)


def test_several_events_and_hours_past_midnight(tmp_path):
    text = """title: T
formats: [a6, a5]
events:
  - {date: 2026-01-01, start: 22 h, end: 2 h}
  - {date: 2026-01-02, title: U, timezone: Indian/Reunion}
"""
    leaflet = publication(project(tmp_path, **{FLYER: text}), "tract")
    assert [one.title for one in leaflet.leaflet.events] == ["T", "U"]
    assert leaflet.positions["date"] == Position(FLYER, 4, 12)
    assert leaflet.positions["event.date"] == Position(FLYER, 4, 12)


def test_brand_and_defaults_reach_publications(tmp_path):
    text = """brand: {name: Nous, contact: a@example.org, legal: [L], link: https://example.org}
palette: {accent: "#00AA00"}
typography: {dashes: em}
defaults: {licence: CC0, timezone: Europe/Madrid, variables: {ville: Rennes}}
"""
    own = FILES[FLYER] + "contact: []\ntypography: {units: false}\nvariables: {rue: X}\n"
    root = project(tmp_path, **{"printkit.yaml": text, FLYER: own})
    leaflet = publication(root, "tract")
    assert leaflet.leaflet.contact == ()
    assert leaflet.leaflet.legal == ("L",)
    assert leaflet.leaflet.link == "https://example.org"
    assert leaflet.typography.dashes == "em"
    assert leaflet.typography.units is False
    assert dict(leaflet.variables) == {"ville": "Rennes", "rue": "X"}
    book = publication(root, "carnet")
    assert book.meta.publisher == "Nous"
    assert book.meta.licence == "CC0"
    assert book.brand.contact == ("a@example.org",)
    assert load_project(root)[0].themes["presse"].palette["accent"] == "#00AA00"


def test_a_download_page_is_made_where_it_is_asked_for(tmp_path):
    assert load_project(project(tmp_path))[0].site is None
    root = project(tmp_path, **{"printkit.yaml": "name: Nous\nlanguage: en\nsite: {}\n"})
    site = load_project(root)[0].site
    assert (site.title, site.language, site.address) == ("Nous", "en", None)
    assert site.publications == ("carnet", "tract")
    text = "site: {title: T, description: D, publications: tract}\n"
    site = load_project(project(tmp_path, **{"printkit.yaml": text}))[0].site
    assert (site.title, site.description, site.publications) == ("T", "D", ("tract",))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://exemple.org", "https://exemple.org/"),
        ("https://exemple.org/brochures/", "https://exemple.org/brochures/"),
        ("https://exemple.org/brochures/index.html", "https://exemple.org/brochures/"),
    ],
)
def test_the_page_s_address_is_on_what_names_no_other(tmp_path, typed, address):
    """It is what the QR code of a leaflet and of a back cover leads to."""
    settings = f"site: {{address: '{typed}'}}\n"
    root = project(tmp_path, **{"printkit.yaml": settings})
    assert load_project(root)[0].site.address == address
    assert publication(root, "carnet").brand.link == address
    assert publication(root, "tract").leaflet.link == address
    own = FILES[FLYER] + "link: https://ailleurs.example\n"
    assert publication(project(root, **{FLYER: own}), "tract").leaflet.link == (
        "https://ailleurs.example"
    )
    root = project(root, **{"printkit.yaml": settings + "brand: {link: https://nous.example}\n"})
    assert publication(root, "carnet").brand.link == "https://nous.example"


def test_no_publication_can_be_called_like_the_page_s_folder(tmp_path):
    flyer = FILES[FLYER] + "name: site\n"
    assert findings_of(project(tmp_path, **{FLYER: flyer})) == ()
    root = project(tmp_path, **{FLYER: flyer, "printkit.yaml": "site: {}\n"})
    (found,) = findings_of(root)
    assert (found.rule, found.position) == ("name", Position(FLYER, 4, 7))


def test_parts_have_ascii_names_of_their_own(tmp_path):
    root = project(
        tmp_path,
        **{
            BOOK: "title: C\ndate: 2026-01-01\nparts: [cover, Été.md, ete.md, cover.md, colophon]\n",
            "carnet/Été.md": "# A\n",
            "carnet/ete.md": "# B\n",
            "carnet/cover.md": "# C\n",
        },
    )
    book = publication(root, "carnet")
    assert [part.name for part in book.parts] == ["cover", "ete", "ete-2", "cover-2", "colophon"]
    assert [part.kind for part in book.parts][:2] == ["cover", "chapter"]
    assert book.parts[1].source.path == "carnet/Été.md"
    assert book.formats[0].name == "a5"
    assert book.folder == "carnet"


def test_a_theme_is_completed_by_the_built_in_one(tmp_path):
    root = project(
        tmp_path,
        **{
            "styles/rouge/theme.yaml": 'palette: {screen: {accent: "#ff0000"}}\n',
            "styles/rouge/tokens.css": ":root {}\n",
            FLYER: FILES[FLYER] + "theme: rouge\n",
        },
    )
    theme = load_project(root)[0].themes["rouge"]
    assert theme.palette["accent"] == "#ff0000"
    assert theme.palette["ink"] == "#111111"
    assert theme.css("tokens.css") == ":root {}\n"
    assert theme.stylesheets["tokens.css"][0].name == "styles/rouge/tokens.css"
    assert theme.stylesheets["brochure.css"][0].name == "styles/presse/brochure.css"
    assert "chapter.html" in theme.templates
    assert len(theme.faces) == 12
    assert {face.weight for face in theme.faces} == {400, 700}


def test_a_project_may_have_formats_of_its_own(tmp_path):
    carte = "name: carte\ntrim_mm: [85, 55]\nbleed_mm: 3\n"
    text = "title: T\ndate: 2026-01-01\nformats: [carte]\n"
    root = project(tmp_path, **{"styles/formats/carte.yaml": carte, FLYER: text})
    assert publication(root, "tract").formats[0].trim_mm == (85.0, 55.0)


def test_every_shipped_format_reads(tmp_path):
    from printkit.project.project_files import Files

    formats = Formats(Files(tmp_path))
    for brochure in (False, True):
        for name in formats.names(brochure=brochure):
            fmt, findings = formats.get(name, Position("x"), brochure=brochure)
            assert fmt is not None or [one.rule for one in findings] == ["format-unknown"]
            if not brochure:
                assert fmt.name == name


def test_a_missing_font_package_is_exit_4(monkeypatch):
    monkeypatch.setattr(face_files, "find_spec", lambda name: None)
    face_files.packaged.cache_clear()
    try:
        with pytest.raises(PrintkitError) as caught:
            face_files.packaged("TeX Gyre Heros")
    finally:
        face_files.packaged.cache_clear()
    assert caught.value.exit_code is ExitCode.MISSING_SYSTEM
    assert "make" in caught.value.findings[0].hint


def test_texts_are_measured_in_their_face():
    measure = measurer(load_project(REPOSITORY)[0].themes["presse"])
    narrow = measure("Énergie", "TeX Gyre Heros Condensed", 400, 10)
    wide = measure("Énergie", "TeX Gyre Heros", 400, 10)
    assert 0 < narrow < wide < 70
    assert measure("Énergie", "TeX Gyre Heros", 400, 20) == pytest.approx(2 * wide)
    assert measure("Énergie", "TeX Gyre Heros", 700, 10) > wide
    assert measure("abc", "Inconnue", 400, 10) > 0


def test_what_is_seen_at_a_glance(tmp_path):
    root = project(tmp_path, **{"printkit.yaml": 'language: "en"  # x\n'})
    assert language_of(root) == "en"
    assert publication_names(root) == ("carnet", "tract")
    assert find_root(root / "carnet") == root.resolve()
    with pytest.raises(PrintkitError) as caught:
        find_root(tmp_path.parent)
    assert caught.value.exit_code is ExitCode.PROJECT


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: |\n  x\n", (2, 3)),
        ("b: 1\na: >-\n\n    x\n", (3, 5)),
        ("a: |2\n    x\n  y\n", (2, 3)),
        ("a: 'x'\n", (1, 5)),
        ("a: x\n", (1, 4)),
    ],
)
def test_where_a_text_begins(text, at):
    tree = read_tree(text.encode(), "f.yaml")
    place = tree.texts[("a",)]
    assert (place.line, place.column) == at


def test_windows_line_ends_and_marks_are_read():
    tree = read_tree("\ufefftitle: T\r\ncall: x\r\n".encode(), "f.yaml")
    assert tree.data == {"title": "T", "call": "x"}
    assert tree.at(("call",)) == Position("f.yaml", 2, 7)


@pytest.mark.parametrize(("typed", "stored"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFD", "NFD")])
def test_accents_of_file_names_are_one_in_both_spellings(tmp_path, typed, stored):
    name = "02-été.md"
    book = f"title: Été\ndate: 2026-01-01\nparts: [{unicodedata.normalize(typed, name)}]\n"
    root = project(tmp_path, **{BOOK: book})
    kept = root / "carnet" / unicodedata.normalize(stored, name)
    kept.write_text("# Soleil\n", "utf-8")
    (part,) = publication(root, "carnet").parts
    assert part.source.text == "# Soleil\n"
    assert part.name == "02-ete"
