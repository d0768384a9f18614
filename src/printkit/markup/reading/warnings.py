"""Findings of the Markdown, and the nearest valid name for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import overload

from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _

#: Names are compared one by one: past so many, the comparison costs more than it helps.
_MAX_NAMES = 2000


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name most like ``name``, None if none is."""
    import difflib  # noqa: PLC0415  only where a name is wrong

    by_folded = {candidate.casefold(): candidate for candidate in islice(valid, _MAX_NAMES)}
    close = difflib.get_close_matches(name.casefold()[:100], by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


@overload
def did_you_mean(name: str, valid: Iterable[str], otherwise: str) -> str: ...


@overload
def did_you_mean(name: str, valid: Iterable[str], otherwise: None = None) -> str | None: ...


def did_you_mean(name: str, valid: Iterable[str], otherwise: str | None = None) -> str | None:
    """Return a hint that offers the nearest valid name, else ``otherwise``."""
    guess = nearest(name, valid)
    return _("Did you mean “{name}”?").format(name=guess) if guess else otherwise


def error(rule: str, message: str, at: Position | None, hint: str | None = None) -> Finding:
    """Make an error finding."""
    return Finding(rule, Severity.ERROR, message, at, hint=hint)


def warning(rule: str, message: str, at: Position | None, hint: str | None = None) -> Finding:
    """Make a warning."""
    return Finding(rule, Severity.WARNING, message, at, hint=hint)
