"""What an error keeps from being delivered, and where the former version of such a file goes meanwhile.

An error of the text holds back all files of its publication, one of a format's layout the files of that
format, one of an edition the files of that edition. A file held back would be taken for today's: its former
version moves to ``out/PUBLICATION/ancien/``, one version of each, and is dropped when the file is made again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from printkit.build.build_context import BuildPlan, Product
from printkit.core.findings import Finding, Position, Severity
from printkit.core.i18n import _, ngettext
from printkit.deliver.publish import is_whole
from printkit.model import Artifact, ManifestEntry
from printkit.project.names import FORMER, SITE
from printkit.sandbox.below import Below


@dataclass(slots=True)
class HeldBack:
    """What is held back: publications, formats of one (name, format), editions (name, format, edition)."""

    publications: set[str] = field(default_factory=set)
    formats: set[tuple[str, str]] = field(default_factory=set)
    editions: set[tuple[str, str, str]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.publications or self.formats or self.editions)

    def plan(self, plan: BuildPlan) -> None:
        """Hold back what the text or the layout of a publication does not allow."""
        if plan.text_is_wrong:
            self.publications.add(plan.publication)
        self.formats |= {(plan.publication, name) for name in plan.wrong_formats}

    def edition(self, product: Product) -> None:
        """Hold back the edition of a file: its other parts are no use without it."""
        self.editions.add((product.publication, product.format, product.edition))

    def holds(self, one: Artifact | ManifestEntry | Product) -> bool:
        """Tell whether a file is held back."""
        return (
            one.publication in self.publications
            or (one.publication, one.format) in self.formats
            or (one.publication, one.format, one.edition) in self.editions
        )


def set_aside(
    out: Path, standing: Iterable[ManifestEntry], held: HeldBack
) -> tuple[list[Artifact], list[ManifestEntry]]:
    """Return the files of ``standing`` that are held back, for their place aside, and the others."""
    aside, others = [], []
    for entry in standing:
        if not held.holds(entry):
            others.append(entry)
        elif is_whole(out, entry):  # one changed by hand is nobody's to move
            aside.append(
                Artifact(
                    publication=entry.publication,
                    edition=entry.edition,
                    format=entry.format,
                    path=aside_path(entry.path),
                    pages=entry.pages,
                    trim_mm=entry.trim_mm,
                    data=Below(out).read(entry.path),
                    conformance=entry.conformance,
                    part=entry.part,
                    former=True,
                )
            )
    return aside, others


def aside_path(path: str) -> str:
    """Return where the former version of a file stands: ``NAME/ancien/FILE`` for ``NAME/FILE``."""
    place = PurePosixPath(path)
    return (place.parent / FORMER / place.name).as_posix()


def still_former(
    former: Iterable[ManifestEntry],
    held: HeldBack,
    delivered: Collection[str],
    made: Collection[str] | None,
) -> list[ManifestEntry]:
    """Return the former versions that stay; what is delivered again, or made no longer, has none.

    ``made`` are the paths the project makes, None where not all of them are known.
    """
    again = {aside_path(path) for path in delivered}
    known = None if made is None else {aside_path(path) for path in made}
    return [
        one
        for one in former
        if one.path not in again and (held.holds(one) or known is None or one.path in known)
    ]


def told(
    former: Sequence[ManifestEntry | Artifact], held: HeldBack, paths: Mapping[str, str]
) -> list[Finding]:
    """Say of each publication judged which former files stand aside; ``paths`` are their YAML files."""
    found = []
    for name, path in paths.items():
        mine = [one for one in former if one.publication == name and held.holds(one)]
        if not mine or name == SITE:
            continue
        message = ngettext(
            "{count} file is held back until its errors are mended; the former version is in {folder}",
            "{count} files are held back until their errors are mended; the former versions are in {folder}",
            len(mine),
        )
        folder = PurePosixPath(mine[0].path).parent
        hint = _("do not send those: they say what you have changed since")
        message = message.format(count=len(mine), folder=f"out/{folder}")
        found.append(Finding("held-back", Severity.NOTE, message, Position(path), hint=hint))
    return found
