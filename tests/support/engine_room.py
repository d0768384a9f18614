"""The layout engine in this process, with some hooks in and as it was afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from printkit.render import hooks


@contextmanager
def hooked(groups: Sequence[hooks.Group], **more: str) -> Iterator[tuple[hooks.Refused, ...]]:
    """Put groups of hooks in place; yield those refused; put the engine's own back."""
    names = {hook.name for group in (*hooks.GROUPS, *groups) for hook in group.hooks}
    before = [
        (module, name, getattr(module, name))
        for key, module in list(sys.modules.items())
        if key.split(".")[0] == "weasyprint"
        for name in names
        if hasattr(module, name)
    ]
    hooks.remove()  # some other test may have put them in
    try:
        yield hooks.install(groups, **more)
    finally:
        for module, name, own in before:
            setattr(module, name, own)


def pdf_of(html: str, fonts: FontConfiguration | None = None) -> bytes:
    """Lay out and write a page with the engine in this process."""
    document = HTML(string=html, base_url=None).render(font_config=fonts or FontConfiguration())
    written: bytes = document.write_pdf(uncompressed_pdf=True, pdf_identifier=b"0")
    return written
