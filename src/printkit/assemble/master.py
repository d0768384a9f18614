"""The master: what every edition of a publication in one format is made of, opened once for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from printkit.assemble.screen import cut_to_trim
from printkit.model import PageFormat, Trace, untraced
from printkit.pdf.objects import File, open_file
from printkit.pdf.writer import Pdf, written


@dataclass(frozen=True)
class Master:
    """The merged, tagged, RGB document with bleed; ``format`` gives its boxes.

    ``programs`` are its faces again, by the name each has in the file: bare CFF font programs of the
    glyphs used, and no others. ``trace`` says where its sources ask for what is not opaque.

    Editions share the opened document. Those that change it take it: what is asked of it afterwards opens
    it anew, so they are made last (:class:`printkit.build.editions.finisher.Turn`).
    """

    pdf: bytes
    page_count: int
    format: PageFormat
    programs: Mapping[str, bytes] = field(default_factory=dict, hash=False)
    trace: Trace = field(default=untraced, repr=False, compare=False)

    @cached_property
    def file(self) -> File:
        """The document opened, to be read and never changed."""
        return open_file(self.pdf)

    @cached_property
    def cut(self) -> Pdf:
        """The document cut to its trim as screens show it, to be written and never changed; takes ``file``.

        Raises:
            ValueError: a page does not say where it is cut.

        """
        pdf = self.file.pdf
        del self.__dict__["file"]
        cut_to_trim(pdf, self.programs)
        return pdf

    def take_cut(self) -> Pdf:
        """Return the document cut to its trim, to be changed; takes ``cut``."""
        pdf = self.cut
        del self.__dict__["cut"]
        return pdf


def screen(master: Master) -> bytes:
    """Return the screen edition: every page cut to its trim.

    Raises:
        ValueError: a page does not say where it is cut.

    """
    return written(master.cut, "1.7", packed=True)
