"""The line over all publications: read, make each, deliver the good ones together at the end."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from printkit.build import brochure, leaflet
from printkit.build.build_context import BuildContext, BuildPlan
from printkit.build.build_state import Memory, Seen
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.build.site import PAGE, download_page
from printkit.core.findings import (
    ExitCode,
    Finding,
    Position,
    PrintkitError,
    Severity,
    has_errors,
)
from printkit.core.i18n import _
from printkit.core.result import ProgressEvent
from printkit.deliver.manifest import read_manifest
from printkit.deliver.publish import is_whole, publish
from printkit.model import Artifact, ManifestEntry, Project, Publication
from printkit.project.load import load_project
from printkit.project.names import SITE
from printkit.render.pool import RenderPool
from printkit.sandbox.below import Below
from printkit.sandbox.walls import OvertimeError, within

#: Processor seconds one publication may take to be read and set, and more for each of its parts: the
#: longest chapter tried takes two.
_PUBLICATION_S = 20
_PART_S = 10

Tell = Callable[[ProgressEvent], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made. ``asked`` and ``rebuilt`` are paths in ``out/``."""

    findings: tuple[Finding, ...]
    asked: frozenset[str]
    rebuilt: frozenset[str]
    failed: bool
    recipes: Mapping[str, str]
    guesses: Mapping[str, Any]

    def memory(
        self,
        *,
        program: str,
        request: tuple[str, ...],
        inputs: Mapping[str, Seen],
        looked_ns: int,
    ) -> Memory:
        """Return what the next build starts from."""
        return Memory(
            program=program,
            request=request,
            inputs=inputs,
            looked_ns=looked_ns,
            recipes=self.recipes,
            guesses=self.guesses,
            findings=self.findings,
            complete=not self.failed,
        )


def run(
    root: Path,
    out: Path,
    *,
    pool: RenderPool,
    names: Sequence[str],
    editions: Sequence[str],
    former: Memory,
    program: str,
    on_progress: Tell,
) -> Outcome:
    """Build the chosen publications and put the good ones in place, all at the end.

    Raises:
        PrintkitError: the project is unreadable, or ``out`` cannot be written.

    """
    on_progress(ProgressEvent("reading", "", 0, 0))
    project, findings = load_project(root)
    context = BuildContext(
        project,
        pool,
        LayoutCache(root / ".printkit" / "cache"),
        ReferenceCache(root / ".printkit" / "references.json", program),
        on_progress=on_progress,
        program=program,
    )
    context.warm(_chosen(project, names))
    made = [
        _make(publication, context, editions, former.guesses.get(publication.name))
        for publication in _chosen(project, names)
    ]
    context.reference_cache.save()
    pool.close()
    return _deliver(
        out,
        made,
        findings,
        former,
        context,
        whole=not names and not editions,
        on_progress=on_progress,
    )


def _make(
    publication: Publication, context: BuildContext, editions: Sequence[str], guess: Any
) -> BuildPlan:
    """Lay out one publication; what keeps it from being made are its findings."""
    maker = brochure.make if publication.kind == "brochure" else leaflet.make
    seconds = _PUBLICATION_S + _PART_S * len(publication.parts)
    try:
        with within(seconds):
            return maker(publication, context, editions, guess)
    except PrintkitError as error:
        if error.exit_code is not ExitCode.FINDINGS:
            raise
        return BuildPlan(publication.name, error.findings)
    except OvertimeError:
        message = _("this takes more than {seconds} seconds of a processor to be read and set")
        hint = _("look for a loop in a template of the project, or divide its longest chapter")
        at = Position(publication.path)
        message = message.format(seconds=seconds)
        return BuildPlan(
            publication.name, (Finding("too-heavy", Severity.ERROR, message, at, hint=hint),)
        )
    except OSError:
        raise
    except Exception as error:
        return BuildPlan(publication.name, (_not_made(publication.path, error),))


def _chosen(project: Project, names: Sequence[str]) -> list[Publication]:
    return [one for one in project.publications if not names or one.name in names]


def _deliver(
    out: Path,
    made: Sequence[BuildPlan],
    read_findings: Sequence[Finding],
    former: Memory,
    context: BuildContext,
    *,
    whole: bool,
    on_progress: Tell,
) -> Outcome:
    """Finish what changed, keep what did not, publish, and drop what the project no longer makes."""
    entries: dict[str, ManifestEntry] = {entry.path: entry for entry in read_manifest(out)}
    findings = list(read_findings)
    recipes = dict(former.recipes)
    guesses = dict(former.guesses)
    artifacts: list[Artifact] = []
    asked: set[str] = set()
    failed = {one.publication for one in made if has_errors(one.findings)}
    for one in made:
        findings += one.findings
        if one.guess is not None:
            guesses[one.publication] = one.guess
        if one.publication in failed:
            continue
        for product in one.products:
            asked.add(product.path)
            entry = entries.get(product.path)
            if entry and recipes.get(product.path) == product.recipe and is_whole(out, entry):
                continue
            on_progress(ProgressEvent("assembling", product.path, 0, 0))
            try:
                artifact, said = product.finish()
            except (PrintkitError, OSError):
                raise
            except Exception as error:
                findings.append(_not_made(product.path, error))
                failed.add(one.publication)
                continue
            findings += said
            if has_errors(said):
                failed.add(one.publication)
            else:
                artifacts.append(artifact)
                recipes[product.path] = product.recipe
    artifacts = [artifact for artifact in artifacts if artifact.publication not in failed]
    if whole and not has_errors(read_findings):
        # otherwise a broken YAML file would delete its PDFs
        entries = {
            path: entry
            for path, entry in entries.items()
            if path in asked or entry.publication in {*failed, SITE}
        }
        if not failed:
            try:
                folder, belongs = download_page(out, artifacts, entries, context)
            except PrintkitError as error:
                findings += error.findings
            else:
                artifacts += folder
                entries = {
                    path: entry
                    for path, entry in entries.items()
                    if entry.publication != SITE or path in belongs
                }
                asked |= belongs & {PAGE}
    for path in publish(out, artifacts, kept=entries.values()):
        findings.append(_kept(path))
    _see_whole(out, {*entries, *(artifact.path for artifact in artifacts)})
    made_paths = {artifact.path for artifact in artifacts}
    standing = set(entries) | made_paths
    return Outcome(
        findings=tuple(sorted(set(findings), key=Finding.sort_key)),
        asked=frozenset(asked & standing),
        rebuilt=frozenset(made_paths),
        failed=bool(failed) or has_errors(findings),
        recipes={path: recipe for path, recipe in recipes.items() if path in standing},
        guesses=guesses,
    )


def _not_made(path: str, error: Exception) -> Finding:
    """Say that something in a publication broke what makes it: the others are made all the same."""
    if os.environ.get("PRINTKIT_DEBUG"):
        traceback.print_exception(error)
    message = _("this cannot be made: {kind}: {detail}").format(
        kind=type(error).__name__, detail=" ".join(str(error).split())[:120]
    )
    hint = _(
        "leave out what was added last (a face, a picture, a chapter) to find what it is; "
        "a damaged font file is often the cause; if all is well with it, report this"
    )
    return Finding("not-made", Severity.ERROR, message, Position(path), hint=hint)


def _kept(path: str) -> Finding:
    """Say that a file no longer made was changed by somebody, and stays."""
    message = _("“{path}” is no longer made, but it was changed since it was built: it stays")
    hint = _("move it where you want it, or delete it")
    return Finding("file-kept", Severity.WARNING, message.format(path=path), hint=hint)


def _see_whole(out: Path, wanted: set[str]) -> None:
    """See that all files stand when a build says so: somebody may clear the folder meanwhile.

    Raises:
        PrintkitError: CANNOT_WRITE, files are missing.

    """
    files = Below(out)
    standing = {entry.path for entry in read_manifest(out)}
    lost = sorted(path for path in wanted if path not in standing or not files.is_file(path))
    if lost:
        message = _("files went missing while they were put in place: {paths}")
        hint = _("something else clears the folder {folder}: end it, and build again")
        shown = ", ".join(lost[:3]) + ("…" if len(lost) > 3 else "")
        finding = Finding(
            "files-lost",
            Severity.ERROR,
            message.format(paths=shown),
            hint=hint.format(folder=out.name),
        )
        raise PrintkitError([finding], ExitCode.CANNOT_WRITE)
