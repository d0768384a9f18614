"""How far a build is: a bar on a terminal, a line for each step elsewhere."""

from __future__ import annotations

from typing import Final, TextIO

from printkit.core.i18n import _
from printkit.core.result import ProgressEvent
from printkit.report.build_text import plain
from printkit.report.terminal_style import is_terminal

_BAR: Final = 24


class Progress:
    """Shows progress events on a stream; call it with each, ``close`` it before writing more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = is_terminal(stream)
        self._last: tuple[str, str] | None = None
        self._drawn = False

    def __call__(self, event: ProgressEvent) -> None:
        """Show an event."""
        step = (event.step, event.publication)
        if self._live:
            import shutil  # noqa: PLC0415  on a terminal alone

            width = max(shutil.get_terminal_size().columns - 1, 20)
            text = f"{_bar(event)}{_words(event)}"
            self._stream.write("\r\x1b[K" + text[:width])
            self._stream.flush()
            self._drawn = True
        elif step != self._last and event.step != "reading":
            self._stream.write(_words(event) + "\n")
            self._stream.flush()
        self._last = step

    def close(self) -> None:
        """Wipe the bar."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
            self._drawn = False


def _bar(event: ProgressEvent) -> str:
    if not event.total:
        return ""
    full = _BAR * event.done // event.total
    return f"[{'█' * full}{'·' * (_BAR - full)}] {event.done}/{event.total}  "


def _words(event: ProgressEvent) -> str:
    name = plain(event.publication)
    words = {
        "waiting": _("another build of this project is running; waiting for it"),
        "reading": _("reading the project"),
        "rendering": _("laying out {name}"),
        "assembling": _("putting together {name}"),
        "comparing": _("comparing {name}"),
    }
    return words.get(event.step, "{name}").format(name=name)
