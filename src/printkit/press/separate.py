"""The separation: every object a page shows, converted once, in a file that has nothing else."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject

from printkit.assemble.objects import N, drop_unreachable, resolve
from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.press.image_inks import Cache
from printkit.press.ink_colours import Inks, PressInks
from printkit.press.page_objects import Pages, Transparency
from printkit.press.printing_condition import Condition

#: What a press has no use for, of the catalogue and of pages: tags, bookmarks, actions, scripts.
_CATALOGUE = ("/Type", "/Pages")
_PAGE = ("/Type", "/MediaBox", "/TrimBox", "/Contents", "/Resources", "/Rotate")


@dataclass(frozen=True, slots=True)
class Separated:
    """A separated file: master's boxes, inks only; ``transparency`` says where and why it has any."""

    pdf: bytes
    findings: tuple[Finding, ...]
    transparency: tuple[Transparency, ...] = ()


def separate(
    master: bytes,
    *,
    palette: Mapping[str, str],
    press: Mapping[str, tuple[float, float, float, float]],
    condition: Condition,
    ppi: float = 300,
    cache: Cache | None = None,
) -> Separated:
    """Separate an RGB master for a printing condition.

    Colours of ``palette`` (role → ``#rrggbb``) take their recipe in ``press`` (role → per cent of
    four inks), greys are black ink, the rest goes through the condition's profile. ``ppi`` is the
    resolution images are reduced to; ``cache`` keeps converted images between calls.
    """
    inks = PressInks(palette, press, condition)
    writer, findings, transparency = separate_into(master, inks, ppi=ppi, cache=cache)
    out = io.BytesIO()
    writer.write(out)
    return Separated(out.getvalue(), (*inks.findings(), *findings), transparency)


def separate_into(
    master: bytes,
    inks: Inks,
    *,
    pages: Sequence[int] | None = None,
    ppi: float = 300,
    cache: Cache | None = None,
) -> tuple[PdfWriter, tuple[Finding, ...], tuple[Transparency, ...]]:
    """Return a writer with the master's pages in inks, and nothing of the master besides.

    ``pages`` are those wanted, 0-based; None: all.
    """
    source = PdfReader(io.BytesIO(master))
    for page in source.pages:  # what is left out before copying costs nothing
        _keep(resolve(page.indirect_reference), (*_PAGE, "/Parent"))
    _keep(source.root_object, _CATALOGUE)
    if pages is None:
        writer = PdfWriter(clone_from=source)
    else:
        writer = PdfWriter()
        writer.metadata = dict(source.metadata or {})
        for index in pages:
            writer.add_page(source.pages[index])
    made_of = hashlib.sha256(master).digest() + inks.fingerprint + repr(pages).encode()
    digest = hashlib.sha256(made_of).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    converter = Pages(writer, inks, ppi=ppi, cache={} if cache is None else cache)
    for index, page in enumerate(writer.pages):
        _keep(page, (*_PAGE, "/Parent"))
        converter.convert(index, page)
    converter.finish()
    if converter.transparency:
        for index in sorted({one.page for one in converter.transparency}):
            writer.pages[index - 1][N("/Group")] = converter.group()
    drop_unreachable(writer)
    return (
        writer,
        tuple(_finding(page, reason) for page, reason in converter.problems),
        converter.transparency,
    )


def _keep(thing: dict[str, object], wanted: tuple[str, ...]) -> None:
    for key in [key for key in thing if key not in wanted]:
        del thing[key]


def _finding(page: int, reason: str) -> Finding:
    return Finding(
        "not-separable",
        Severity.ERROR,
        _("something on the page cannot be turned into inks: {reason}").format(reason=reason),
        page=page,
        hint=_("draw it in RGB, grey or CMYK colours, without inline images or mesh gradients"),
    )
