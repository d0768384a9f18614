"""Faces and stylesheets made ready for the engine once, and used for every job that shares them."""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import CSS
from weasyprint.css.counters import CounterStyle
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from printkit.model import EngineWarning, Face, RenderJob

_AT = re.compile(r"^(?P<what>.*?) at (?P<line>\d+):(?P<column>\d+)(?P<why>, .*)?$", re.DOTALL)


class _FaceFetcher(URLFetcher):  # type: ignore[misc]  # the engine has no types
    def __init__(self, faces: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=set())
        self._faces = faces

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in self._faces:
            raise ValueError(f"stylesheets load nothing: {url[:120]}")
        return URLFetcherResponse(url, self._faces[url], {"Content-Type": "font/otf"})


@dataclass(frozen=True, slots=True)
class Dress:
    """What the engine needs besides a page. ``has`` holds the code points some face can show."""

    fonts: FontConfiguration
    counters: CounterStyle
    sheets: tuple[CSS, ...]
    warnings: tuple[EngineWarning, ...]
    has: frozenset[int]


class Wardrobe:
    """Dresses by what they are made of; a worker keeps the few it has met."""

    def __init__(self) -> None:
        self._dresses: dict[Any, Dress] = {}
        self._fonts: dict[tuple[str, ...], tuple[FontConfiguration, frozenset[int]]] = {}

    def dress(self, job: RenderJob) -> Dress:
        """Return the dress of a job.

        Raises:
            OSError: a face's file is gone.
            ValueError: a face's file is not the one the job names.

        """
        key = (job.faces, job.stylesheets)
        if key not in self._dresses:
            if len(self._dresses) > 16:
                self._dresses.clear()
            self._dresses[key] = self._make(job)
        return self._dresses[key]

    def _make(self, job: RenderJob) -> Dress:
        fonts, has = self._font_set(job.faces)
        counters = CounterStyle()
        warnings: list[EngineWarning] = []
        sheets = []
        for sheet in job.stylesheets:
            with listening() as heard:
                sheets.append(
                    CSS(
                        string=sheet.text,
                        font_config=fonts,
                        counter_style=counters,
                        url_fetcher=_FaceFetcher({}),
                        base_url=None,
                    )
                )
            warnings += [warning_of(text, sheet.name) for text in heard]
        return Dress(fonts, counters, tuple(sheets), tuple(warnings), has)

    def _font_set(self, faces: tuple[Face, ...]) -> tuple[FontConfiguration, frozenset[int]]:
        key = tuple(f"{face.family}/{face.weight}/{face.style}/{face.sha256}" for face in faces)
        if key not in self._fonts:
            data = {f"face:{face.sha256}": _read(face) for face in faces}
            fonts = FontConfiguration()
            css = "".join(
                f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
                f'font-style: {face.style}; src: url("face:{face.sha256}") }}\n'
                for face in faces
            )
            CSS(string=css, font_config=fonts, url_fetcher=_FaceFetcher(data), base_url="face:")
            self._fonts[key] = fonts, frozenset().union(*map(_code_points, data.values()))
        return self._fonts[key]


def _read(face: Face) -> bytes:
    data = face.path.read_bytes()
    if hashlib.sha256(data).hexdigest() != face.sha256:
        raise ValueError(f"the font file {face.path.name} has changed while it was used")
    return data


def _code_points(data: bytes) -> frozenset[int]:
    with TTFont(io.BytesIO(data), lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect what the engine warns of inside this block, one line each."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(" ".join(record.getMessage().split()))

    ear = Ear(logging.WARNING)
    LOGGER.addHandler(ear)
    try:
        yield heard
    finally:
        LOGGER.removeHandler(ear)


def warning_of(text: str, stylesheet: str | None) -> EngineWarning:
    """Read line and column out of a warning, where the engine gives them."""
    match = _AT.match(text)
    if match is None:
        return EngineWarning(text, stylesheet)
    message = match["what"] + (match["why"] or "")
    return EngineWarning(message, stylesheet, int(match["line"]), int(match["column"]))
