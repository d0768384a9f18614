"""Every edition of the brochure says the same before it is finished; differences are told by place.

What the finished files say is compared in ``tests/deep/test_equal_files.py``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from printkit.build.build_context import read_beside
from printkit.build.editions.text_editions import load_asset
from printkit.compose.brochure_parts import compose
from printkit.markup.reading.reader import read_book
from printkit.model.manuscript import Manuscript
from printkit.project.fontmetrics import measurer
from printkit.project.load import load_project
from printkit.readers.epub import epub
from printkit.readers.large_print import in_large_print
from printkit.readers.reflow import ident
from printkit.readers.web import web_page
from support.checkers.said import Said, differences, of_epub, of_html, of_web
from support.reader_sample import cut

ROOT = Path(__file__).parents[3]
READ = ("chapter", "glossary", "bibliography")
#: Pages a glossary leads back to: only what has pages says them.
CALLED = re.compile(r' <span class="called">.*?</span>')
#: A table too wide for large print is a list there: its heads stand before each cell, not once.
HEADS = re.compile(r"(: '' / '[^']+\s?:'|: '[^']+' / ':')$")


def of_pages(manuscript: Manuscript, theme: Any) -> Said:
    drafts = {draft.name: draft.html for draft in compose(manuscript, theme)}
    parts = [part.name for part in manuscript.publication.parts if part.kind in READ]
    bodies = {name: drafts[name].split("<body", 1)[1].split(">", 1)[1] for name in parts}
    return {
        name: of_html(
            CALLED.sub("", body.replace("</body>\n</html>", "")), notes=".//span[@class='footnote']"
        )
        for name, body in bodies.items()
    }


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
    tools: Any = {"load": load_asset, "measure": measurer(theme), "cut": cut, "cover": b""}
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
    found["large print"] = [one for one in found["large print"] if not HEADS.search(one)]
    assert found == {name: [] for name in others}


def test_a_difference_is_told_by_its_place() -> None:
    one: Said = {"un": (["a", "b", "c"], [])}
    other: Said = {"un": (["a", "x", "c"], [])}
    assert differences(one, other) == ["un, after “a”: 'b' / 'x'"]
