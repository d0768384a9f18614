"""A note that no page can hold stands whole at the end of its chapter, whatever its page is like."""

from __future__ import annotations

import re

import pytest

from printkit.conservation.finished_pages import losses
from printkit.conservation.page_reader import read_pages
from printkit.model import FlawKind
from support.pressroom import job, laid_out, press

SHEET = """
@page { size: 100mm 100mm; margin: 10mm }
.footnote { float: footnote; footnote-display: block; footnote-policy: line }
.footnote::footnote-call { content: counter(footnote) }
.footnote::footnote-marker { content: counter(footnote) }
"""
BODY = '<body data-note="Note" data-long-note="Longue : à la fin.">'


def words(name: str, count: int) -> str:
    return " ".join(f"{name}{number}" for number in range(count))


def chapter(*notes: str, body: str = BODY) -> str:
    called = "".join(
        f'<p>appel <span class="footnote" id="fn-{number}">{note}</span> suite</p>'
        for number, note in enumerate(notes, 1)
    )
    return f"{body}{called}<p>Dernier paragraphe.</p></body>"


@pytest.fixture(scope="module")
def room():
    with press() as pool:
        yield pool


def test_a_note_of_several_pages_runs_on_at_the_end(room) -> None:
    long = f"{words('a', 300)}<br>{words('b', 300)} <em>FIN</em>"
    part = laid_out(room, job(chapter("brève", long, "autre"), SHEET))
    flaws = [flaw for flaw in part.flaws if flaw.kind is FlawKind.LONG_NOTE]
    assert [(flaw.page, flaw.amount, flaw.text[:5]) for flaw in flaws] == [(0, 2, "a0 a1")]
    assert not [flaw for flaw in part.flaws if flaw.kind in (FlawKind.LOST, FlawKind.CUT)]
    assert all(note.call_page == note.note_page for note in part.notes)
    assert part.page_count >= 4
    pages = read_pages(part.pdf)
    assert losses(part.drawn, pages) == []
    text = " ".join(" ".join(page.inside) for page in pages)
    found = re.findall(r"\b[ab]\d+\b|FIN|paragraphe", text)
    wanted = [f"a{n}" for n in range(300)] + [f"b{n}" for n in range(300)]
    assert found == ["paragraphe", *wanted, "FIN"]
    assert "Longue" in " ".join(pages[0].inside)
    assert "Note 2." in text


def test_notes_that_fit_stay_at_the_foot(room) -> None:
    part = laid_out(room, job(chapter(words("a", 60), words("b", 60)), SHEET))
    assert not [flaw for flaw in part.flaws if flaw.kind is FlawKind.LONG_NOTE]
    assert "Longue" not in " ".join(part.drawn)


def test_two_long_notes_stand_in_their_order(room) -> None:
    part = laid_out(room, job(chapter(words("a", 500), words("b", 500)), SHEET))
    text = " ".join(" ".join(page.inside) for page in read_pages(part.pdf))
    assert re.findall(r"Note \d|a499|b499", text) == ["Note 1", "a499", "Note 2", "b499"]


def test_a_theme_without_words_for_it_is_told(room) -> None:
    part = laid_out(room, job(chapter(words("a", 900), body="<body>"), SHEET))
    assert any(flaw.kind is FlawKind.CUT for flaw in part.flaws)
