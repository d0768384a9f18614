"""The repository's own publications, as built: conforming, in order, in their own faces, numbered truly."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from pypdf import PdfReader

from support.checkers.ua import by_page_validation, by_verapdf, complaints

pytestmark = pytest.mark.deep

ROOT = Path(__file__).parents[2]
FACES = {
    f"{family}-{style}"
    for family in ("TeXGyrePagella", "TeXGyreHeros", "TeXGyreHerosCondensed")
    for style in ("Regular", "Bold", "Italic", "BoldItalic")
}
FORMATS = {"a6", "a5", "a4", "a3", "rollfold-a4"}


@pytest.fixture(scope="module")
def artifacts(out: Path) -> list[dict[str, Any]]:
    document = json.loads((out / "manifest.json").read_text("utf-8"))
    assert document["version"] == 2
    found: list[dict[str, Any]] = document["artifacts"]
    return found


@pytest.fixture(scope="module")
def brochure(out: Path) -> Path:
    return out / "synthese" / "synthese-a5-screen.pdf"


def lines(*command: str | Path) -> list[str]:
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode("utf-8", "replace").splitlines()


def test_what_the_manifest_lists(artifacts: list[dict[str, Any]]):
    made = {(one["publication"], one["edition"], one["format"]) for one in artifacts}
    assert ("synthese", "screen", "a5") in made
    assert {("contre-sommet", "screen", name) for name in FORMATS} <= made


def is_tagged(path: Path) -> bool:
    return "/StructTreeRoot" in PdfReader(path).trailer["/Root"]


def test_both_checkers_accept_every_tagged_file(out: Path, artifacts: list[dict[str, Any]]):
    """Tagged is what has a tag tree, whatever it claims; copies on the download page are the same bytes."""
    files = [one for one in artifacts if one["path"].endswith(".pdf") and one["edition"] != "copy"]
    sums = {one["sha256"] for one in files}
    assert all(one["sha256"] in sums for one in artifacts if one["path"].endswith(".pdf"))
    tagged = {out / one["path"]: one for one in files if is_tagged(out / one["path"])}
    assert {one["edition"] for one in tagged.values()} == {"screen", "archive", "large-print"}
    assert {one["publication"] for one in files} == {one["publication"] for one in tagged.values()}
    verdicts = by_verapdf([*tagged])
    told = {path.name: by_page_validation(path) + verdicts[path] for path in tagged}
    assert {name: found for name, found in told.items() if found} == {}
    claimed = {one["path"] for one in artifacts if "PDF/UA-1" in one["conformance"]}
    assert {out / path for path in claimed} == {*tagged}


def test_both_checkers_accept_what_is_kept(out: Path, artifacts: list[dict[str, Any]]):
    kept = [out / one["path"] for one in artifacts if "PDF/A-3a" in one["conformance"]]
    assert [path.name for path in kept] == ["synthese-a5-archive.pdf"]
    assert complaints(kept[0], "3a") == []


def test_what_is_kept_holds_its_sources(out: Path):
    archive = PdfReader(out / "synthese" / "synthese-a5-archive.pdf")
    held = {item.name: item for item in archive.attachment_list}
    written = yaml.safe_load((ROOT / "brochure" / "brochure.yaml").read_text("utf-8"))
    named = [name for name in written["parts"] if name.endswith(".md")]
    drawings = [path.name for path in (ROOT / "brochure").glob("*.svg")]
    others = ["brochure.yaml", "glossaire.md", "sources.yaml", "printkit.yaml", "RELECTURE.md"]
    assert sorted(held) == sorted([*named, *drawings, *others])
    for name, item in held.items():
        folder = ROOT if name == "printkit.yaml" else ROOT / "brochure"
        assert item.content == (folder / name).read_bytes(), name


def test_only_declared_faces_each_once(out: Path, artifacts: list[dict[str, Any]]):
    for one in artifacts:
        if one["edition"] != "screen":
            continue
        rows = [line.split() for line in lines("pdffonts", out / one["path"])[2:]]
        names = [row[0].split("+")[1] for row in rows]
        assert set(names) <= FACES, one["path"]
        assert len(names) == len(set(names)), one["path"]
        assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows), one["path"]


def test_chapters_are_read_in_order(brochure: Path):
    text = lines("pdfinfo", "-struct-text", brochure)
    assert text[0] == "Document"
    assert sum(line.startswith('  Part "') for line in text) > len(text[:12])
    root: Any = PdfReader(brochure).trailer["/Root"]
    (top,) = root["/StructTreeRoot"]["/K"]
    parts = [
        str(part.get_object()["/T"]) for part in top.get_object()["/K"] if "/T" in part.get_object()
    ]
    config = (ROOT / "brochure" / "brochure.yaml").read_text("utf-8")
    titles = [
        (ROOT / "brochure" / name).read_text("utf-8").split("\n# ")[-1].lstrip("# ").splitlines()[0]
        for name in re.findall(r"- (\d\d-[\w-]+\.md)", config)
    ]

    def plain(title: str) -> str:
        return re.sub(r"\s*\{[^}]*\}|[\W_]+", " ", title).strip().lower()

    wanted = [plain(title) for title in titles]
    assert [plain(part) for part in parts if plain(part) in wanted] == wanted


def test_contents_and_links_tell_the_truth(brochure: Path):
    reader = PdfReader(brochure)
    places = {
        name: (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    contents, following = places["contents.top"], places["00-preface.top"]
    checked = links = 0
    with pypdfium2.PdfDocument(brochure) as document:
        for number, page in enumerate(reader.pages, 1):
            for reference in page.get("/Annots", ()):
                link = reference.get_object()
                if "/Dest" not in link:
                    assert str(link["/A"]["/URI"]).startswith(("http", "mailto:"))
                    continue
                links += 1
                assert link["/Dest"] in places, f"page {number}: {link['/Dest']}"
                if contents <= number < following:
                    _left, bottom, _right, top = map(float, link["/Rect"])
                    row = (
                        document[number - 1]
                        .get_textpage()
                        .get_text_bounded(0, bottom, page.mediabox.right, top)
                    )
                    assert int(row.split()[-1]) == places[str(link["/Dest"])], row
                    checked += 1
    assert checked >= 12
    assert links > checked


def test_page_labels_are_the_printed_folios(brochure: Path):
    reader = PdfReader(brochure)
    total = len(reader.pages)
    assert total % 4 == 0
    assert reader.page_labels == ["C1", *map(str, range(2, total)), "C4"]
    with pypdfium2.PdfDocument(brochure) as document:
        folios = 0
        for number in range(2, total):
            page = document[number - 1]
            foot = page.get_textpage().get_text_bounded(0, 0, page.get_width(), 45).split()
            if foot:
                assert foot == [str(number)]
                folios += 1
    assert folios > total / 2


def test_files_are_what_the_manifest_says(out: Path, artifacts: list[dict[str, Any]]):
    import hashlib

    for one in artifacts:
        data = (out / one["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == one["sha256"]
        assert len(data) == one["bytes"]
        if one["path"].endswith(".pdf"):
            reader = PdfReader(io.BytesIO(data))
            assert len(reader.pages) == one["pages"]
