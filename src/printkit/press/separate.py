"""The separation: every object a page shows, converted once, in a file that has nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from printkit.core.findings import Finding, Severity
from printkit.core.i18n import _
from printkit.pdf.objects import File, entry, members, name, open_file
from printkit.pdf.pages import pages_of
from printkit.pdf.writer import Pdf, new_file, set_identifier, set_info, written
from printkit.press.image_inks import Cache
from printkit.press.ink_colours import Inks, PressInks
from printkit.press.page_objects import Separation, Transparency
from printkit.press.printing_condition import Condition

#: What the separated file says of itself as the master does.
_SAID = ("/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate")


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
    pdf, findings, transparency = separate_into(master, inks, ppi=ppi, cache=cache)
    return Separated(written(pdf, "1.6"), (*inks.findings(), *findings), transparency)


def separate_into(
    master: bytes | File,
    inks: Inks,
    *,
    pages: Sequence[int] | None = None,
    ppi: float = 300,
    cache: Cache | None = None,
) -> tuple[Pdf, tuple[Finding, ...], tuple[Transparency, ...]]:
    """Return a file with the master's pages in inks, and nothing of the master besides.

    ``pages`` are those wanted, 0-based; None: all.
    """
    source = open_file(master) if isinstance(master, bytes) else master
    pdf = new_file()
    said = {key: name(one) for key, one in members(entry(source.trailer, "/Info"))}
    set_info(pdf, {key: one for key, one in said.items() if key in _SAID and one})
    made_of = hashlib.sha256(source.data).digest() + inks.fingerprint + repr(pages).encode()
    set_identifier(pdf, hashlib.sha256(made_of).digest()[:16])
    converter = Separation(pdf, inks, ppi=ppi, cache={} if cache is None else cache)
    all_pages = list(pages_of(source.catalogue))
    for page in all_pages if pages is None else [all_pages[index] for index in pages]:
        converter.convert(page)
    converter.finish()
    return (
        pdf,
        tuple(_finding(page, reason) for page, reason in converter.problems),
        converter.transparency,
    )


def _finding(page: int, reason: str) -> Finding:
    return Finding(
        "not-separable",
        Severity.ERROR,
        _("something on the page cannot be turned into inks: {reason}").format(reason=reason),
        page=page,
        hint=_("draw it in RGB, grey or CMYK colours, without inline images or mesh gradients"),
    )
