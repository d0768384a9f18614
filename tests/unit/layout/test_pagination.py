"""Folios: pages are counted, sides forced, the book padded, numbers true after the fewest rounds."""

import re

import pytest

from printkit.compose.part_draft import Draft
from printkit.layout.pagination import MAX_ROUNDS, NOTHING_KNOWN, Filling, Guess, settle
from printkit.model import RenderedChapter, Side


def draft(name, html="", **kwargs):
    return Draft(name=name, title=name, html=html, stylesheets=(), faces=(), **kwargs)


FILLING = Filling(
    blank=lambda number: draft(f"blank-{number}"),
    notes_pages=lambda count: draft("notes", html="n" * count),
    furniture=lambda places: None,
)


class Engine:
    """Lays out nothing: a part has as many pages as COUNTS says, or as many as the n in its HTML."""

    def __init__(self, counts, anchors=None):
        self.counts, self.anchors, self.rendered = counts, anchors or {}, []

    def __call__(self, jobs):
        result = {}
        for job in jobs:
            self.rendered.append(job.name)
            count = self.counts.get(job.name, job.html.count("n") or 1)
            if callable(count):
                count = count(job.html)
            anchors = {a: p for a, p in self.anchors.items() if a.startswith(job.name + ".")}
            result[job.key] = RenderedChapter(job.key, b"", count, anchors)
        return result


def run(drafts, counts, anchors=None, guess=NOTHING_KNOWN, multiple=4):
    engine = Engine(counts, anchors)
    filling = Filling(FILLING.blank, FILLING.notes_pages, FILLING.furniture, multiple)
    return engine, settle(drafts, engine, filling=filling, epoch="", guess=guess)


def plan(settled):
    """Draw a book as ``cover 1 | one 2-4``."""
    return " | ".join(
        f"{p.draft.name} {p.first}" + (f"-{p.first + p.count - 1}" if p.count > 1 else "")
        for p in settled.places
    )


PLANS = [
    # parts (name:side), pages of each, expected book
    ("cover one two back", "1 3 3 1", "cover 1 | one 2-4 | two 5-7 | back 8"),
    ("cover one* back", "1 2 1", "cover 1 | one 2-3 | back 4"),
    (
        "cover one:recto two:recto back",
        "1 2 2 1",
        "cover 1 | blank-1 2 | one 3-4 | two 5-6 | notes 7 | back 8",
    ),
    (
        "cover one:recto two:verso back",
        "1 1 1 1",
        "cover 1 | blank-1 2 | one 3 | two 4 | notes 5-7 | back 8",
    ),
    ("cover one:verso back", "1 2 1", "cover 1 | one 2-3 | back 4"),
]


@pytest.mark.parametrize(("parts", "counts", "expected"), PLANS)
def test_parts_fall_in_place(parts, counts, expected):
    drafts, pages = [], {}
    for part, count in zip(parts.split(), counts.split(), strict=True):
        name, _, side = part.rstrip("*").partition(":")
        if name == "back":
            drafts.append(draft("padding", is_padding=True))
        drafts.append(draft(name, starts=Side(side) if side else None, ends_book=name == "back"))
        pages[name] = int(count)
    settled = run(drafts, pages)[1]
    assert plan(settled) == expected
    assert settled.total % 4 == 0


def test_numbers_are_true_after_two_rounds_and_untouched_parts_keep_their_render():
    one = draft("one", html="see ⟦page:two.end⟧ of ⟦pages⟧")
    two = draft("two", html="no number here")
    engine, settled = run([one, two], {"one": 2, "two": 6}, {"two.end": 4})
    assert settled.pages["two.end"] == 7
    assert settled.rounds == 2
    assert engine.rendered.count("one") == 2


def test_a_warm_build_needs_one_round():
    drafts = [draft("one", html="⟦page:two.end⟧"), draft("two")]
    counts, anchors = {"one": 2, "two": 2}, {"two.end": 1}
    first = run(drafts, counts, anchors)[1]
    engine, again = run(drafts, counts, anchors, guess=first.guess)
    assert again.rounds == 1
    assert engine.rendered == ["one", "two"]


def test_a_stale_guess_is_mended():
    drafts = [draft("one", html="⟦page:two.end⟧"), draft("two"), draft("three")]
    wrong = Guess({"one": 9, "two": 9, "gone": 3}, {"two.end": 8, "gone.x": 1})
    settled = run(drafts, {"one": 1, "two": 2, "three": 1}, {"two.end": 1}, guess=wrong)[1]
    assert settled.pages["two.end"] == 3
    assert not settled.findings


def test_contents_are_not_laid_out_blindly():
    drafts = [draft("toc", html="⟦page:one.top⟧", late_pages=2), draft("one")]
    engine, settled = run(drafts, {"toc": 2, "one": 2}, {"one.top": 0})
    assert engine.rendered == ["one", "toc", "one"]
    assert settled.pages["one.top"] == 3


def test_contents_longer_than_thought_move_the_book():
    drafts = [draft("toc", html="⟦page:one.top⟧", late_pages=2), draft("one")]
    settled = run(drafts, {"toc": 3, "one": 1}, {"one.top": 0})[1]
    assert plan(settled) == "toc 1-3 | one 4"
    assert settled.pages["one.top"] == 4


def test_a_number_that_chases_its_own_page_is_reported_not_looped_on():
    flips = draft("one", html="⟦page:one.end⟧")
    anchors = {"one.end": 0}

    class Flipping(Engine):
        def __call__(self, jobs):
            shown = int(re.search(r"\d+", jobs[0].html)[0])
            self.anchors = {"one.end": 1 if shown == 1 else 0}
            return super().__call__(jobs)

    engine = Flipping({"one": 2}, anchors)
    settled = settle(
        [flips],
        engine,
        filling=Filling(FILLING.blank, FILLING.notes_pages, FILLING.furniture, 1),
        epoch="",
    )
    assert settled.rounds == MAX_ROUNDS
    assert [finding.rule for finding in settled.findings] == ["folio-unsettled"]
