"""Every edition of the brochure says the same, in the same order; differences are told by place."""

from __future__ import annotations

import datetime as dt
import difflib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from printkit.compose.brochure import compose
from printkit.markup.manuscript import Manuscript
from printkit.markup.read import read_book
from printkit.project.fontmetrics import measurer
from printkit.project.load import load_project
from printkit.readers.epub import epub
from printkit.readers.large import in_large_print
from printkit.readers.reflow import ident
from printkit.readers.web import web_page
from printkit.text_editions import load_asset
from printkit.workshop import read_beside

ROOT = Path(__file__).parents[2]
READ = ("chapter", "glossary", "bibliography")
#: Charts are drawn in one edition and given in numbers in another; page numbers become words.
_OTHERWISE = (
    "//*[local-name()='svg'] | //img | //*[@class='data'] | //sup[@class='call'] | //a[@class='back']"
    " | //a[@class='pageref'] | //p[@class='up'] | //table[@class='numbers']/thead"
    " | //table[@class='numbers']/tbody | //*[@role='doc-endnotes']/h2 | //*[@role='doc-endnotes']/h3"
)
Said = dict[str, tuple[list[str], list[str]]]


def said(html: str, *, notes: str) -> tuple[list[str], list[str]]:
    """Return the words of a part's text and those of its notes."""
    root: Any = lxml_html.fragment_fromstring(html, create_parent="div")
    for element in root.xpath(_OTHERWISE):
        element.drop_tree()
    aside = root.xpath(notes)
    noted = " ".join(note.text_content() for note in aside).split()
    for note in aside:
        note.drop_tree()
    for block in root.iter("p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "span"):
        if block.tag != "span" or block.get("class") in ("label", "source", "number", "title"):
            block.tail = f" {block.tail or ''}"
    return root.text_content().split(), noted


def of_pages(manuscript: Manuscript, theme: Any) -> Said:
    drafts = {draft.name: draft.html for draft in compose(manuscript, theme)}
    parts = [part.name for part in manuscript.publication.parts if part.kind in READ]
    bodies = {name: drafts[name].split("<body", 1)[1].split(">", 1)[1] for name in parts}
    return {
        name: said(body.replace("</body>\n</html>", ""), notes=".//span[@class='footnote']")
        for name, body in bodies.items()
    }


def of_web(page: bytes) -> Said:
    tree = lxml_html.document_fromstring(page.decode())
    found = {}
    for article in tree.iter("article"):
        name = article.get("aria-labelledby").removesuffix(".top")
        html = lxml_html.tostring(article, encoding="unicode")
        found[name] = said(html, notes=".//*[@role='doc-endnotes']//li")
    return found


def of_epub(data: bytes) -> Said:
    archive = zipfile.ZipFile(io.BytesIO(data))
    found = {}
    for name in archive.namelist():
        tree = lxml_html.document_fromstring(archive.read(name)) if ".xhtml" in name else None
        for section in [] if tree is None else tree.xpath("//body/section[@aria-labelledby]"):
            part = section.get("aria-labelledby").removesuffix(".top")
            html = lxml_html.tostring(section, encoding="unicode")
            found[part] = said(html, notes=".//*[@role='doc-endnotes']//li")
    return {part: words for part, words in found.items() if part != "about-title"}


def differences(one: Said, other: Said) -> list[str]:
    """List where two editions part: the chapter, the words before, and both readings."""
    told = [] if list(one) == list(other) else [f"parts: {list(one)} / {list(other)}"]
    for part in one.keys() & other.keys():
        for here, there in zip(one[part], other[part], strict=True):
            if here == there:
                continue
            matcher = difflib.SequenceMatcher(None, here, there, autojunk=False)
            told += [
                f"{part}, after “{' '.join(here[max(0, a - 4) : a])}”: "
                f"{' '.join(here[a:b])!r} / {' '.join(there[c:d])!r}"
                for kind, a, b, c, d in matcher.get_opcodes()
                if kind != "equal"
            ]
    return told


@pytest.fixture(scope="module")
def project() -> Any:
    return load_project(ROOT)[0]


@pytest.fixture(scope="module")
def brochure(project: Any) -> Manuscript:
    publication = next(one for one in project.publications if one.kind == "brochure")
    theme = project.themes[publication.theme]
    return read_book(
        publication,
        read_file=read_beside(ROOT, publication.folder),
        palette=theme.palette,
        measure=measurer(theme),
    )


def test_editions_say_the_same_in_the_same_order(project: Any, brochure: Manuscript) -> None:
    publication = brochure.publication
    theme = project.themes[publication.theme]
    tools: Any = {"load": load_asset, "measure": measurer(theme)}
    printed = {ident(k): v for k, v in of_pages(brochure, theme).items()}
    large = in_large_print(
        replace(brochure, publication=replace(publication, formats=publication.formats[-1:]))
    )
    noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    others = {
        "large print": {ident(k): v for k, v in of_pages(large, theme).items()},
        "web": of_web(web_page(brochure, theme, **tools)),
        "epub": of_epub(epub(brochure, theme, date=noon, **tools)),
    }
    assert sum(len(text) for text, _ in printed.values()) > 10_000
    assert sum(len(notes) for _, notes in printed.values()) > 1_000
    found = {name: differences(printed, other) for name, other in others.items()}
    assert found == {name: [] for name in others}


def test_a_difference_is_told_by_its_place() -> None:
    one: Said = {"un": (["a", "b", "c"], [])}
    other: Said = {"un": (["a", "x", "c"], [])}
    assert differences(one, other) == ["un, after “a”: 'b' / 'x'"]
