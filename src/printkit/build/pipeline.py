"""The line over all publications: read, make each, deliver the good ones together at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from printkit.build import brochure, leaflet
from printkit.build.build_context import BuildContext, BuildPlan, Product
from printkit.build.build_state import Memory, Seen
from printkit.build.held_back import HeldBack, set_aside, still_former, told
from printkit.build.internal_errors import not_made
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
from printkit.model import Artifact, Publication
from printkit.project.load import load_project
from printkit.project.names import SITE
from printkit.project.root import concerning, owner_of, owners
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
    #: what former builds said of publications that this one did not look at
    unjudged: tuple[Finding, ...] = ()

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
            findings=(*self.findings, *self.unjudged),
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
    project, read = load_project(root)
    owned = owners(root)
    judged = tuple(names) or tuple(dict.fromkeys(owned.values()))
    findings = concerning(read, owned, judged)
    context = BuildContext(
        project,
        pool,
        LayoutCache(root / ".printkit" / "cache"),
        ReferenceCache(root / ".printkit" / "references.json", program),
        on_progress=on_progress,
        program=program,
    )
    chosen = [one for one in project.publications if not names or one.name in names]
    context.warm(chosen)
    made = [
        _unreadable(name)
        for name in judged
        if name not in {one.name for one in project.publications}
    ]
    made += [_make(one, context, editions, former.guesses.get(one.name)) for one in chosen]
    context.reference_cache.save()
    pool.close()
    outcome = _deliver(
        out,
        made,
        findings,
        former,
        context,
        paths={name: path for path, name in owned.items() if not path.endswith("/")},
        whole=not names and not editions,
        on_progress=on_progress,
    )
    others = [one for one in former.findings if owner_of(one, owned) not in (None, *judged)]
    return replace(outcome, unjudged=tuple(others))


def _unreadable(name: str) -> BuildPlan:
    """Return the plan of a publication whose own file is wrong: what was found in it is told already."""
    return BuildPlan(name, (), text_is_wrong=True)


def _make(
    publication: Publication, context: BuildContext, editions: Sequence[str], guess: Any
) -> BuildPlan:
    """Lay out one publication; what keeps it from being made are its findings."""
    maker = brochure.make if publication.kind == "brochure" else leaflet.make
    seconds = _PUBLICATION_S + _PART_S * len(publication.parts)
    found: tuple[Finding, ...]
    try:
        with within(seconds):
            return maker(publication, context, editions, guess)
    except PrintkitError as error:
        if error.exit_code is not ExitCode.FINDINGS:
            raise
        found = error.findings
    except OvertimeError:
        message = _("this takes more than {seconds} seconds of a processor to be read and set")
        hint = _("look for a loop in a template of the project, or divide its longest chapter")
        at = Position(publication.path)
        message = message.format(seconds=seconds)
        found = (Finding("too-heavy", Severity.ERROR, message, at, hint=hint),)
    except OSError:
        raise
    except Exception as error:
        found = (not_made(publication.path, error),)
    return BuildPlan(publication.name, found, text_is_wrong=True)


def _deliver(
    out: Path,
    made: Sequence[BuildPlan],
    read_findings: Sequence[Finding],
    former: Memory,
    context: BuildContext,
    *,
    paths: Mapping[str, str],
    whole: bool,
    on_progress: Tell,
) -> Outcome:
    """Finish what changed, keep what did not, publish, and drop what the project no longer makes.

    What an error holds back is set aside. ``paths`` are the files of publications by their names.
    """
    everything = read_manifest(out, former=True)
    entries = {entry.path: entry for entry in everything if not entry.former}
    findings = list(read_findings)
    recipes = dict(former.recipes)
    guesses = dict(former.guesses)
    artifacts: list[Artifact] = []
    asked: set[str] = set()
    held = HeldBack()
    for one in made:
        held.plan(one)
        findings += one.findings
        if one.guess is not None:
            guesses[one.publication] = one.guess
    for product in (product for one in made for product in one.products):
        asked.add(product.path)
        if held.holds(product):
            continue
        entry = entries.get(product.path)
        if entry and recipes.get(product.path) == product.recipe and is_whole(out, entry):
            continue
        on_progress(ProgressEvent("assembling", product.path, 0, 0))
        artifact, said = _finished(product)
        findings += said
        if artifact is None or has_errors(said):
            held.edition(product)
        else:
            artifacts.append(artifact)
            recipes[product.path] = product.recipe
    artifacts = [artifact for artifact in artifacts if not held.holds(artifact)]
    aside, others = set_aside(out, entries.values(), held)
    entries = {
        entry.path: entry
        for entry in others
        if not whole or entry.path in asked or entry.publication == SITE
    }
    if whole or (aside and any(entry.publication == SITE for entry in others)):
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
            if whole:
                asked |= belongs & {PAGE}
    delivered = {*entries, *(artifact.path for artifact in artifacts)}
    stays = still_former(
        (entry for entry in everything if entry.former), held, delivered, asked if whole else None
    )
    for path in publish(out, [*artifacts, *aside], kept=[*entries.values(), *stays]):
        findings.append(_kept(path))
    findings += told([*aside, *stays], held, paths)
    standing = {*delivered, *(one.path for one in aside), *(one.path for one in stays)}
    _see_whole(out, standing)
    return Outcome(
        findings=tuple(sorted(set(findings), key=Finding.sort_key)),
        asked=frozenset(asked & delivered),
        rebuilt=frozenset(artifact.path for artifact in artifacts),
        failed=bool(held) or has_errors(findings),
        recipes={path: recipe for path, recipe in recipes.items() if path in delivered},
        guesses=guesses,
    )


def _finished(product: Product) -> tuple[Artifact | None, tuple[Finding, ...]]:
    """Finish one file, or say why it cannot be."""
    try:
        return product.finish()
    except PrintkitError as error:
        if error.exit_code is not ExitCode.FINDINGS:
            raise
        return None, error.findings
    except OSError:
        raise
    except Exception as error:
        return None, (not_made(product.path, error),)


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
    standing = {entry.path for entry in read_manifest(out, former=True)}
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
