"""The download page of this repository: valid, usable, complete wherever its folder is put, fast."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import feedparser
import icalendar
import pypdfium2
import pytest
import zxingcpp
from lxml import html as lxml_html
from playwright.sync_api import Browser

from support.checkers import axe, html
from support.checkers.browser import PHONE, VIEWPORTS, open_page
from support.checkers.slowly import Wait, served, wait_for

pytestmark = pytest.mark.deep

MOST_TRIES = 12
SEEN = [*itertools.product(VIEWPORTS, ("light", "dark"))]


@pytest.fixture(scope="module")
def stick(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the folder, and it alone, somewhere else."""
    return Path(shutil.copytree(out / "site", tmp_path_factory.mktemp("clé usb") / "À lire"))


def addresses(page: Path) -> set[str]:
    tree = lxml_html.document_fromstring(page.read_bytes())
    found = {*tree.xpath("//@href"), *tree.xpath("//@src")}
    for sources in tree.xpath("//@srcset"):
        found |= {source.split()[0] for source in sources.split(", ")}
    return {one for one in found if not one.startswith(("data:", "#"))}


def test_it_is_valid_html(stick: Path) -> None:
    assert html.complaints([stick / "index.html"]) == []


@pytest.mark.parametrize(("width", "light"), SEEN)
def test_axe_is_clean_on_it(stick: Path, browser: Browser, width: str, light: str) -> None:
    address = (stick / "index.html").as_uri()
    with open_page(browser, address, viewport=VIEWPORTS[width], dark=light == "dark") as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe.complaints(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= VIEWPORTS[width]["width"], "the page scrolls sideways"
        assert page.evaluate("[...document.fonts].every(face => face.status !== 'error')")


def test_it_works_without_javascript(stick: Path, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("link", name="Page web").click()
    assert page.url == (stick / "synthese" / "synthese-web.html").as_uri()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Synthèse")
    context.close()


def test_every_link_leads_to_a_file_of_the_folder(stick: Path) -> None:
    links = addresses(stick / "index.html")
    outside = {link for link in links if "://" in link}
    assert outside == {"https://creativecommons.org/licenses/by-sa/4.0/deed.fr"}
    assert [link for link in links - outside if not (stick / unquote(link)).is_file()] == []
    there = {one.relative_to(stick).as_posix() for one in stick.rglob("*") if one.is_file()}
    past = {name for name in there if name.endswith((".ics", ".txt"))}  # of events that are over
    assert there - links - past == {"index.html"}, "a file nothing leads to"


def test_a_host_sends_everything_the_page_asks_for(stick: Path, browser: Browser) -> None:
    with served(stick) as address:
        context = browser.new_context()
        page = context.new_page()
        answers: dict[str, int] = {}
        page.on("response", lambda answer: answers.__setitem__(answer.url, answer.status))
        page.goto(address)
        page.evaluate("document.querySelectorAll('img').forEach(one => one.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        shown = page.evaluate("[...document.images].map(one => one.naturalWidth > 0)")
        context.close()
    assert shown
    assert all(shown)
    assert set(answers.values()) == {200}
    assert all(url.startswith(address) for url in answers if not url.startswith("data:"))


def test_the_checksums_are_right(stick: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "sha256sums.txt"],
        cwd=stick,
        capture_output=True,
        text=True,
        env={"LC_ALL": "C"},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(list(stick.rglob("*.pdf"))) + 2
    assert all(line.endswith(": OK") for line in lines)


def test_the_folder_and_its_sizes_are_in_the_manifest(out: Path, stick: Path) -> None:
    listed = json.loads((out / "manifest.json").read_text("utf-8"))["artifacts"]
    of_site = {one["path"]: one for one in listed if one["publication"] == "site"}
    there = {f"site/{one.relative_to(stick)}" for one in stick.rglob("*") if one.is_file()}
    assert set(of_site) == there
    web = next(one for one in listed if one["edition"] == "web")
    assert 0 < web["bytes"] <= 460_000  # five faces are in it
    assert web["bytes"] == (out / web["path"]).stat().st_size
    assert (out / web["path"]).stat().st_ino == (out / "site" / web["path"]).stat().st_ino


def test_events_go_into_diaries(stick: Path) -> None:
    found = {}
    for path in sorted(stick.rglob("*.ics")):
        (event,) = icalendar.Calendar.from_ical(path.read_bytes()).events
        found[path.stem] = event.start.isoformat()
    assert found == {
        "contre-sommet": "2025-02-08T13:00:00+01:00",
        "rassemblement": "2025-02-09T14:00:00+01:00",
    }


def test_the_feed_offers_every_publication(stick: Path) -> None:
    read = feedparser.parse((stick / "feed.xml").read_bytes())
    assert not read.bozo
    assert len(read.entries) == 5
    for entry in read.entries:
        assert entry.enclosures
        for link in entry.enclosures:
            assert (stick / link.href).stat().st_size == int(link.length)


@pytest.mark.parametrize("width", VIEWPORTS)
def test_it_is_there_within_a_second_on_a_slow_connection(
    stick: Path, browser: Browser, width: str
) -> None:
    # a busy machine makes a page slower than the line does, never faster: the best of a few tries counts
    waits: list[Wait] = []
    with served(stick) as address:
        while len(waits) < MOST_TRIES and not any(wait.largest_s <= 1.0 for wait in waits):
            waits.append(wait_for(browser, address, VIEWPORTS[width]))
    assert min(wait.largest_s for wait in waits) <= 1.0, waits
    assert max(wait.bytes for wait in waits) <= 200_000, waits


# --- a project's life ------------------------------------------------------------------------------

FLYER = "title: Soirée\ndate: 2026-01-01\nformats: [a6]\neditions: [screen]\n"


def printkit(root: Path, *words: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "printkit", *words], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def files(out: Path) -> list[str]:
    return sorted(one.relative_to(out).as_posix() for one in out.rglob("*") if one.is_file())


def codes(pdf: Path) -> set[str]:
    """Read the QR codes of a file's pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=3).to_pil() for page in document]
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}


def test_the_folder_comes_changes_and_goes_with_the_project(tmp_path: Path) -> None:
    (tmp_path / "leaflets").mkdir()
    flyer, settings = tmp_path / "leaflets" / "soiree.yaml", tmp_path / "printkit.yaml"
    flyer.write_text(FLYER, "utf-8")
    settings.write_text("language: fr\n", "utf-8")
    out = tmp_path / "out"
    printkit(tmp_path, "build")
    assert files(out) == ["manifest.json", "soiree/soiree-a6-screen.pdf"]

    settings.write_text("language: fr\nname: Nous\nsite: {}\n", "utf-8")
    assert "site/index.html" in printkit(tmp_path, "build")
    assert files(out) == [
        "manifest.json",
        "site/feed.xml",
        "site/index.html",
        "site/sha256sums.txt",
        "site/soiree/soiree-240.webp",
        "site/soiree/soiree-480.webp",
        "site/soiree/soiree-a6-screen.pdf",
        "soiree/soiree-a6-screen.pdf",
    ]
    whole = (out / "site" / "index.html").read_bytes()
    assert "site/index.html" in printkit(tmp_path, "build", "--format", "json")
    assert (out / "site" / "index.html").read_bytes() == whole

    # what an error holds back is offered no more; nobody's else file in the folder is touched
    flyer.write_text(FLYER + "wrong: key\n", "utf-8")
    (out / "site" / "mine.txt").write_text("mine", "utf-8")
    printkit(tmp_path, "build", code=1)
    assert b"soiree-a6-screen.pdf" in whole
    assert b"soiree-a6-screen.pdf" not in (out / "site" / "index.html").read_bytes()
    assert "soiree/ancien/soiree-a6-screen.pdf" in files(out)
    assert "site/soiree/soiree-a6-screen.pdf" not in files(out)
    assert "site/mine.txt" in files(out)

    flyer.write_text(FLYER, "utf-8")
    settings.write_text("language: fr\n", "utf-8")
    printkit(tmp_path, "build")
    assert files(out) == ["manifest.json", "site/mine.txt", "soiree/soiree-a6-screen.pdf"]

    # an address is on what names no other link
    (out / "site" / "mine.txt").unlink()
    settings.write_text("site: {address: https://exemple.org/nous}\n", "utf-8")
    printkit(tmp_path, "build")
    assert codes(out / "soiree" / "soiree-a6-screen.pdf") == {"https://exemple.org/nous/"}
    printkit(tmp_path, "clean")
    assert files(out) == []
    assert not (out / "site" / "soiree").exists()
