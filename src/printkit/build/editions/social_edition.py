"""The edition to share on screens: a leaflet as one square picture, and what it shows in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from markupsafe import Markup

from printkit.assemble.master import Master, screen
from printkit.build.editions.finisher import EditionContext, EditionFile, Finished, Finisher, Turn
from printkit.compose.leaflet_texts import EventText, FactText, texts_of
from printkit.compose.page_words import leaflet_words, weekday_day_month
from printkit.languages.typesetter import typeset_text
from printkit.model import Publication
from printkit.model.editions import edition_of
from printkit.views.thumbnail import picture

#: The side of the square: what the common networks show without scaling it up.
_SIDE_PX: Final = 1080
_NO_PAGES: Final = (0.0, 0.0)


def description(publication: Publication) -> str:
    """Return what the picture shows, a line for each thing, for those who do not see it.

    Networks ask for it when a picture is sent; it goes where they say « alternative text ».
    """
    meta = publication.meta
    typeset = partial(typeset_text, options=publication.typography, language=meta.language)
    texts = texts_of(publication, typeset)
    say = leaflet_words(meta.language)
    lines = [texts.kicker, texts.title]
    if texts.events:
        for event in texts.events:
            lines += [_when(event, meta.language), _where(event, texts.link, meta.language)]
            lines += [_fact(fact, say) for fact in event.facts]
    else:
        lines.append(texts.subtitle or texts.call)
    if all(event.place or event.address for event in texts.events):
        lines.append(texts.link)  # elsewhere it says where the place will be told
    return "\n".join(line.striptags() for line in lines if line) + "\n"


def _when(event: EventText, language: str) -> Markup:
    several = " " in event.weekday
    date = event.day if several else weekday_day_month(event.date, language)
    when = Markup(", ").join(filter(None, (date, event.hours)))
    return Markup("{} : {}").format(event.state.upper(), when) if event.state else when


def _fact(fact: FactText, say: Mapping[str, str]) -> Markup:
    return Markup("{}{}{}").format(fact.label, say["colon"] if fact.label else "", fact.text)


def _where(event: EventText, link: Markup | None, language: str) -> Markup:
    """Return the place, or where that will be told."""
    if event.place or event.address:
        places = (event.kicker, Markup(", ").join(filter(None, (event.place, event.address))))
        return Markup(". ").join(filter(None, places))
    say = leaflet_words(language)
    return Markup("{} {}").format(say["announced"], link) if link else Markup.escape(say["unknown"])


def _files(context: EditionContext) -> tuple[EditionFile, ...]:
    def draw(master: Master) -> Finished:
        return Finished(picture(screen(master), _SIDE_PX), 0, trim_mm=_NO_PAGES)

    def describe(master: Master) -> Finished:
        del master
        return Finished(description(context.publication).encode(), 0, trim_mm=_NO_PAGES)

    return (
        EditionFile(draw, "social", "picture", ".png"),
        EditionFile(describe, "social", "description", ".txt"),
    )


FINISHERS: Final = (
    Finisher(
        edition_of("social"),
        _files,
        # the words beside the picture follow the leaflet, of which a layout shows a part
        ingredients=lambda context: (context.publication.leaflet, context.publication.brand),
        turn=Turn.CUTS,
    ),
)
