"""What a build tells: files made, findings, progress. Frozen values for the doors to show."""

from __future__ import annotations

from dataclasses import dataclass

from printkit.core.findings import Finding


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file standing in ``out/`` after a build.

    ``path`` is relative to ``out/`` (POSIX), ``bytes`` its size; ``rebuilt`` is False when the
    former file was still right.
    """

    publication: str
    edition: str
    format: str
    path: str
    pages: int
    bytes: int
    rebuilt: bool


@dataclass(frozen=True, slots=True)
class BuildResult:
    """The outcome of a build. ``up_to_date``: no file had to be made again."""

    artifacts: tuple[BuiltFile, ...]
    findings: tuple[Finding, ...]
    up_to_date: bool
    seconds: float


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """How far a build is. ``step``: ``waiting``, ``reading``, ``rendering``, ``assembling`` or ``comparing``.

    ``publication`` is its name or, while assembling and comparing, the path of the file; ``done`` of ``total``
    counts parts, 0 of 0 when there is nothing to count.
    """

    step: str
    publication: str
    done: int
    total: int
