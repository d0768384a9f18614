"""The download page and the feed beside it: what there is, in the reader's words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Final

from markupsafe import Markup

from printkit.compose.leaflet_texts import inline, texts_of
from printkit.compose.templates import Templates
from printkit.core.dates import document_date
from printkit.languages.language import language_of
from printkit.languages.typesetter import typeset_text
from printkit.model import ManifestEntry, Site, Theme
from printkit.readers.epub import NAMESPACE, identifier
from printkit.readers.offers import Offer, columns, size
from printkit.readers.page_faces import Cut, inline_faces, with_pictures
from printkit.readers.screen_colours import screen_css

PAGE_NAME, FEED, SUMS = "index.html", "feed.xml", "sha256sums.txt"
_TEMPLATE: Final = "web/site.html"
_FEED_TEMPLATE: Final = "web/feed.atom.html"
_SHEET: Final = "web/site.css"
#: Where its rules will stand in the sheet.
_FACES: Final = "/* faces */\n"


def page(site: Site, theme: Theme, offers: Sequence[Offer], cut: Cut) -> bytes:
    """Return the page. Every address of ours in it is relative; its faces are cut to its letters.

    Raises:
        PrintkitError: the theme's template is missing or wrong.

    """
    say = language_of(site.language).words["site"]
    typeset = partial(typeset_text, options=site.typography, language=site.language)
    listed = Markup('<a href="{0}" type="text/plain">{0}</a>').format(SUMS)
    text = Templates(theme, site.language, typeset).render(
        _TEMPLATE,
        site=site,
        brochures=[offer for offer in offers if offer.publication.kind == "brochure"],
        leaflets=[
            (offer, texts_of(offer.publication, typeset))
            for offer in offers
            if offer.publication.kind == "leaflet"
        ],
        files=[file for offer in offers for file in offer.files],
        css=Markup(  # noqa: S704  the theme's own sheet
            _FACES + screen_css(theme.palette, theme.families) + theme.css(_SHEET)
        ),
        palette=theme.palette,
        # no clock: an event is past where something on the page is newer than its day
        newest=max((offer.publication.meta.date for offer in offers), default=dt.date.min),
        columns=columns(offer for offer in offers if offer.publication.kind == "leaflet"),
        size=partial(size, say=say),
        feed=FEED,
        checksums=Markup.escape(typeset(say["checksums_note"])).format(file=listed, name=SUMS),
        say=say,
    )
    text = text.replace(_FACES, inline_faces(theme, _SHEET, text, cut), 1)
    return with_pictures(theme, text).encode()


def feed(site: Site, theme: Theme, offers: Sequence[Offer]) -> bytes:
    """Return an Atom feed, an entry for each publication's present edition (RFC 4287).

    Without an address of its own the feed's are relative to where it stands, which the RFC allows;
    identifiers are names made of what the publications are called.

    Raises:
        PrintkitError: the theme's template is missing or wrong.

    """
    entries = sorted(
        ((document_date(offer.publication.meta.date), offer) for offer in offers),
        key=lambda entry: (entry[0], entry[1].publication.name),
        reverse=True,
    )
    moments = [moment for moment, _offer in entries]
    typeset = partial(typeset_text, options=site.typography, language=site.language)
    text = Templates(theme, site.language, typeset).render(
        _FEED_TEMPLATE,
        site=site,
        entries=entries,
        updated=max(moments, default=dt.datetime.fromtimestamp(0, dt.UTC)),
        identifier=identifier,
        plain=lambda text: inline(text, typeset).striptags(),
        id=f"urn:uuid:{uuid.uuid5(NAMESPACE, site.address or site.title)}",
        address=lambda path: (site.address or "") + path,
        page=PAGE_NAME if site.address is None else "",
        feed=FEED,
        moment=lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        say=language_of(site.language).words["site"],
    )
    return text.encode()


def sums(files: Sequence[ManifestEntry]) -> bytes:
    """Return the checksums as ``sha256sum -c`` reads them."""
    return "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()
