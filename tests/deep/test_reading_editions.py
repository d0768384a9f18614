"""What people read without pages, by the checkers of its makers and in a real browser."""

from __future__ import annotations

import itertools
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.checkers import axe, epub, html
from support.checkers.browser import VIEWPORTS, open_page

pytestmark = pytest.mark.deep

#: What the checker's schema of XML does not know and EPUBCheck, which does, looks after: epub:type,
#: the e-books' own attribute in their own namespace, and the names of drawings.
OF_BOOKS = (
    *(
        f"“type” not allowed on element “{name}” at this point."
        for name in ("a", "li", "nav", "section")
    ),
    "“aria-label” not allowed on element “svg” at this point.",
)
#: one landmark and skip links are a page's: a book's reader has its own contents to turn pages by
OF_PAGES = ("landmark-one-main", "region")
SEEN = [*itertools.product(VIEWPORTS, ("light", "dark"))]


@pytest.fixture(scope="module")
def web(out: Path) -> Path:
    return out / "synthese" / "synthese-web.html"


@pytest.fixture(scope="module")
def book(out: Path) -> Path:
    return out / "synthese" / "synthese.epub"


@pytest.fixture(scope="module")
def unpacked(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("livre")
    with zipfile.ZipFile(book) as archive:
        archive.extractall(folder)
    return folder / "EPUB"


#: the checker's advice wherever a book carries its faces
FACES = "USAGE CSS-028"


def test_a_slow_line_is_enough(web: Path, book: Path) -> None:
    pictures = re.compile(rb"data:image/[^\"')]+")
    assert len(pictures.sub(b"", web.read_bytes())) <= 360_000
    assert book.stat().st_size <= web.stat().st_size


def test_epubcheck_is_clean(book: Path) -> None:
    told = [one for one in epub.complaints(book) if not one.startswith(FACES)]
    assert told == []


def test_pages_and_sections_are_valid_html(web: Path, unpacked: Path) -> None:
    sections = sorted(unpacked.glob("*.xhtml"))
    assert len(sections) > 10
    assert html.complaints([web]) == []
    found = [one for one in html.complaints(sections) if not one.endswith(OF_BOOKS)]
    assert found == []


@pytest.mark.parametrize(("width", "light"), SEEN)
def test_axe_is_clean_on_the_web_edition(
    web: Path, browser: Browser, width: str, light: str
) -> None:
    with open_page(browser, web.as_uri(), viewport=VIEWPORTS[width], dark=light == "dark") as page:
        assert axe.complaints(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= VIEWPORTS[width]["width"], "the page scrolls sideways"


def test_axe_is_clean_on_the_sections_of_the_book(unpacked: Path, browser: Browser) -> None:
    for path in sorted(unpacked.glob("*.xhtml")):
        with open_page(browser, path.as_uri(), viewport=VIEWPORTS["phone"]) as page:
            found = [one for one in axe.complaints(page) if not one.startswith(OF_PAGES)]
        assert found == [], path.name
