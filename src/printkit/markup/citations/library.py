"""The sources of a publication, opened once something may be cited from them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from printkit.core.findings import Finding
from printkit.markup.citations.brackets import Call
from printkit.markup.reading.context import Remember, remember_nothing
from printkit.model import SourceText


@dataclass(frozen=True, slots=True)
class Library:
    """Known sources and how they are cited. ``ids`` is None when no file of sources is named."""

    ids: Container[str] | None = None
    names: Sequence[str] = ()
    findings: tuple[Finding, ...] = ()
    citer: Any = None

    def cite(self, calls: Sequence[Call], seen: Container[str], whole: bool = True) -> str:
        """Return the HTML inside a note that cites; sources ``seen`` before are cited short.

        Not ``whole``: it stands within a sentence of a note.
        """
        from printkit.markup.citations.processor import Cite  # noqa: PLC0415  imported where used

        cites = [
            Cite(
                id=call.id,
                prefix=call.prefix,
                locator_label=call.label,
                locator=call.locator,
                suffix=call.suffix,
            )
            for call in calls
        ]
        return str(self.citer.note(cites, seen, whole=whole))

    def bibliography(self, ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return (id, HTML) of the sources cited, sorted."""
        wanted = list(ids)
        return tuple(self.citer.bibliography(wanted)) if wanted and self.citer else ()


def open_library(
    source: SourceText | None,
    language: str,
    remember: Remember = remember_nothing,
    *,
    short: bool = False,
) -> Library:
    """Read a file of sources; references ``remember``ed are not written again.

    ``short``: notes name a source by who, title and day, the list at the end holding the rest.
    """
    if source is None:
        return Library()
    from printkit.markup.citations.processor import Citer  # noqa: PLC0415  a processor of its own
    from printkit.markup.citations.source_file import load_sources  # noqa: PLC0415

    sources, findings = load_sources(source)
    citer = Citer(sources, language, remember, short=short)
    return Library(frozenset(sources.ids), sources.ids, findings, citer)
