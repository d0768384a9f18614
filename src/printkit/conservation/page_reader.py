"""The texts of a finished file's pages, read from its content streams by our own interpreter."""

from __future__ import annotations

from typing import Any

from printkit.conservation.finished_pages import PageText
from printkit.pdf import geometry
from printkit.pdf.fonts import texts_of
from printkit.pdf.geometry import Box
from printkit.pdf.interpreter import Interpreter, Visitor
from printkit.pdf.objects import open_file
from printkit.pdf.pages import pages_of
from printkit.pdf.resources import ResourceCache
from printkit.pdf.texts import Text

#: How far a text reaches below and above its line, in em, where its letters certainly are.
_LOW, _HIGH = 0.05, 0.45
#: A text may reach over an edge by this much, in points: rounding of all who wrote it.
_SLACK = 0.6
#: Texts that paint nothing, or only clip (ISO 32000-1, 9.3.6).
_UNSEEN = (3, 7)


class _Reader(Visitor):
    """Gathers the texts of one page: those inside ``window`` and the clip, and the others."""

    def __init__(self, window: Box, meanings: dict[int, dict[int, str]]) -> None:
        self.window = window
        self.inside: list[str] = []
        self.outside: list[str] = []
        self._meanings = meanings

    def text(self, run: Interpreter, text: Text) -> None:
        """Read a text and say whether it is seen."""
        state = run.state
        said = self._read(state.font, text)
        if not said.strip() or text.signs == text.blanks:
            return
        high = (_LOW * state.size, _HIGH * state.size)
        advance = text.advance - text.blank
        box = geometry.placed(
            (min(0.0, advance), state.rise + high[0], max(0.0, advance), state.rise + high[1]),
            text.matrix,
        )
        window = geometry.meet(self.window, state.clip) or self.window
        seen = state.render not in _UNSEEN and geometry.holds(window, box, _SLACK)
        (self.inside if seen else self.outside).append(said)

    def _read(self, font: Any, text: Text) -> str:
        if font is None:
            return ""
        meanings = self._meanings.get(id(font))
        if meanings is None:
            meanings = self._meanings[id(font)] = texts_of(font.source)
        data = b"".join(piece for piece in text.pieces if isinstance(piece, bytes))
        return "".join([meanings.get(code, "") for code in font.codes(data)])


def read_pages(data: bytes) -> list[PageText]:
    """Read the texts of each page, those inside its trim and those beyond it or clipped.

    Raises:
        UnreadableFileError: it is no PDF.

    """
    cache = ResourceCache()
    meanings: dict[int, dict[int, str]] = {}
    found = []
    file = open_file(data)  # its objects live as long as it does
    for page in pages_of(file.catalogue):
        reader = _Reader(page.finished, meanings)
        Interpreter(reader, page.resources, cache=cache).run(page.content())
        found.append(PageText(tuple(reader.inside), tuple(reader.outside)))
    return found
