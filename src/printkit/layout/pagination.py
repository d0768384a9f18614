"""Give every part its place in the book, and repeat until the printed page numbers are true.

A part's pages depend on nothing outside it but the page numbers its text names; so the first round
renders all parts, and the next ones only those whose numbers came out otherwise. Folios count
physical pages from 1, the cover included, because that is how a printer counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from printkit.compose.part_draft import Draft
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.model import RenderedChapter, RenderJob, Side

MAX_ROUNDS = 5
#: Pages a part is taken to have before its first layout, where it is not worth laying out blindly.
_UNKNOWN = "000"
_PLACEHOLDER = re.compile("⟦page:([^⟧]+)⟧|⟦pages⟧")

#: Render these jobs, each once; the result by job key. Raises PrintkitError when one cannot be.
Render = Callable[[Sequence[RenderJob]], Mapping[str, RenderedChapter]]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a former build knew: pages of each part, 0-based page of each anchor in its part."""

    counts: Mapping[str, int]
    anchors: Mapping[str, int]


NOTHING_KNOWN = Guess({}, {})


def pages_of(guess: Guess) -> tuple[dict[str, int], int]:
    """Return the pages a former build came to: by part and anchor, 1-based; and how many there were."""
    firsts: dict[str, int] = {}
    total = 0
    for name, count in guess.counts.items():  # in the order of the book
        firsts[name] = total + 1
        total += count
    return _offset(firsts, guess.anchors), total


@dataclass(frozen=True, slots=True)
class Place:
    """A part's place: ``first`` is the 1-based physical number of its first page."""

    draft: Draft
    first: int
    count: int

    def side_of(self, index: int) -> Side:
        """Return the side of the part's page ``index`` (0-based)."""
        return Side.RECTO if (self.first + index) % 2 else Side.VERSO


@dataclass(frozen=True, slots=True)
class Settled:
    """A book whose numbers are true: places with their renders in order, and the page map."""

    places: tuple[Place, ...]
    rendered: tuple[RenderedChapter, ...]
    furniture: RenderedChapter | None
    pages: Mapping[str, int]
    total: int
    rounds: int
    findings: tuple[Finding, ...] = ()

    @property
    def guess(self) -> Guess:
        """What the next build may start from."""
        counts = {place.draft.name: place.count for place in self.places}
        anchors = {
            anchor: page for chapter in self.rendered for anchor, page in chapter.anchors.items()
        }
        return Guess(counts, anchors)


@dataclass(frozen=True, slots=True)
class Filling:
    """How compose makes the pages that depend on the count: blanks, notes pages, running heads.

    ``pages_multiple`` is what a binding asks of the page count (4 for saddle stitch, 1 for none).
    """

    blank: Callable[[int], Draft]
    notes_pages: Callable[[int], Draft | None]
    furniture: Callable[[Sequence[Place]], Draft | None]
    pages_multiple: int = 4


def settle(
    drafts: Sequence[Draft],
    render: Render,
    *,
    filling: Filling,
    epoch: str,
    guess: Guess = NOTHING_KNOWN,
) -> Settled:
    """Render ``drafts`` until every page number they print is the page it names.

    After ``MAX_ROUNDS`` rounds the last numbers stand, with an error finding.
    """
    names = {draft.name for draft in drafts}
    known = {name: count for name, count in guess.counts.items() if name in names}
    anchors = dict(guess.anchors)
    rendered: dict[str, RenderedChapter] = {}
    rounds = 0
    while rounds < MAX_ROUNDS:
        rounds += 1
        blind = any(draft.name not in known for draft in drafts)
        places = _place(drafts, known, filling)
        pages = _page_map(places, anchors)
        total = sum(place.count for place in places)
        jobs = {
            place.draft.name: job_of(place, pages, total, epoch)
            for place in places
            if not blind or (place.draft.name in names and not place.draft.late_pages)
        }
        furniture = None if blind else filling.furniture(places)
        if furniture is not None:
            jobs[furniture.name] = job_of(Place(furniture, 1, total), pages, total, epoch)
        by_key = render(list(jobs.values()))
        rendered = {name: by_key[job.key] for name, job in jobs.items()}
        counted = {
            draft.name: rendered[draft.name].page_count
            if draft.name in rendered
            else draft.late_pages or 1
            for draft in drafts
        }
        for name, chapter in rendered.items():
            if name in names:
                anchors.update(chapter.anchors)
        if not blind and counted == {draft.name: known[draft.name] for draft in drafts}:
            new_pages = _page_map(_place(drafts, counted, filling), anchors)
            if all(pages.get(anchor) == new_pages.get(anchor) for anchor in _named(drafts)):
                break
        known = counted
    else:
        return _settled(places, rendered, furniture, pages, rounds, (_unsettled(),))
    return _settled(places, rendered, furniture, pages, rounds, ())


def job_of(place: Place, pages: Mapping[str, int], total: int, epoch: str) -> RenderJob:
    """Return the hermetic job of a placed part, its page numbers filled in."""
    draft = place.draft

    def number(match: re.Match[str]) -> str:
        anchor = match[1]
        return str(total) if anchor is None else str(pages.get(anchor, _UNKNOWN))

    return RenderJob(
        name=draft.name,
        html=_PLACEHOLDER.sub(number, draft.html),
        stylesheets=draft.stylesheets,
        faces=draft.faces,
        assets=draft.assets,
        fit=draft.fit,
        expected_pages=draft.expected_pages,
        tagged=draft.tagged,
        epoch=epoch,
    )


def _place(drafts: Sequence[Draft], counts: Mapping[str, int], filling: Filling) -> list[Place]:
    """Lay the parts one after the other, with blanks for forced sides and padding before the end."""
    places: list[Place] = []
    first = 1

    def put(draft: Draft, count: int) -> None:
        nonlocal first
        places.append(Place(draft, first, count))
        first += count

    padding_at: int | None = None
    blanks = 0
    for draft in drafts:
        if draft.is_padding:
            padding_at = len(places)
            continue
        side = Side.RECTO if first % 2 else Side.VERSO
        if draft.starts is not None and draft.starts is not side and not draft.ends_book:
            blanks += 1
            put(filling.blank(blanks), 1)
        put(draft, counts.get(draft.name, draft.late_pages or 1))
    missing = -(first - 1) % filling.pages_multiple
    if missing:
        at = len(places) if padding_at is None else padding_at
        notes = filling.notes_pages(missing)
        if notes is not None:
            tail = places[at:]
            del places[at:]
            first = tail[0].first if tail else first
            put(notes, missing)
            for place in tail:
                put(place.draft, place.count)
    return places


def _page_map(places: Sequence[Place], anchors: Mapping[str, int]) -> dict[str, int]:
    """Return the printed page number of every known anchor; ``NAME`` alone is a part's first page."""
    return _offset({place.draft.name: place.first for place in places}, anchors)


def _offset(firsts: Mapping[str, int], anchors: Mapping[str, int]) -> dict[str, int]:
    pages = {
        anchor: firsts[part] + page
        for anchor, page in anchors.items()
        if (part := anchor.split(".", 1)[0]) in firsts
    }
    return {**firsts, **pages}


def _named(drafts: Sequence[Draft]) -> set[str]:
    return {
        match[1]
        for draft in drafts
        for match in _PLACEHOLDER.finditer(draft.html)
        if match[1] is not None
    }


def _settled(
    places: Sequence[Place],
    rendered: Mapping[str, RenderedChapter],
    furniture: Draft | None,
    pages: Mapping[str, int],
    rounds: int,
    findings: tuple[Finding, ...],
) -> Settled:
    placed = tuple(replace(place, count=rendered[place.draft.name].page_count) for place in places)
    return Settled(
        places=placed,
        rendered=tuple(rendered[place.draft.name] for place in places),
        furniture=rendered[furniture.name] if furniture is not None else None,
        pages=dict(pages),
        total=sum(place.count for place in placed),
        rounds=rounds,
        findings=findings,
    )


def _unsettled() -> Finding:
    return Finding(
        "folio-unsettled",
        Severity.ERROR,
        _("page numbers keep changing each other after {rounds} layouts").format(rounds=MAX_ROUNDS),
        hint=_("a line that just fits moves a page and its own number: reword it a little"),
    )
