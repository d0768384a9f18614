"""``printkit impose``: a publication or any PDF on sheets, both flips, named so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from printkit.build import OUT, build
from printkit.cli.build import exit_code_of
from printkit.cli.here import project_root
from printkit.cli.whole import write_whole
from printkit.cli.words import Misuse
from printkit.findings import ExitCode, Finding, PrintkitError, has_errors
from printkit.i18n import _
from printkit.impose.calibration import BAR_MM, calibration_sheet
from printkit.impose.creep import creep_per_sheet, share_of
from printkit.impose.dummy import dummy
from printkit.impose.marks import all_marks, cut_lines
from printkit.impose.pages import Source, open_source
from printkit.impose.passes import one_pass
from printkit.impose.picture import svg_plan
from printkit.impose.place import Offset, Offsets
from printkit.impose.plan import heading, text_plan
from printkit.impose.sizes import size_of
from printkit.impose.work import impose, job_for, plan_of
from printkit.markup.advice import did_you_mean
from printkit.model.sheets import FLIPS, SheetJob, SheetPlan
from printkit.project.root import publication_names
from printkit.report.text import tell_findings

_A5: Final = (148.0, 210.0)


def impose_files(what: str | None, **asked: Any) -> int:
    """Write the sheets, or show their plan; returns the exit code."""
    sheet = size_of(asked["sheet"])
    if asked["calibration"]:
        _write(asked["output"], "calibration.pdf", calibration_sheet(sheet))
        return ExitCode.CLEAN
    if what is None:
        if not asked["pages"]:
            raise Misuse(_("which file?"), _("name a publication, a PDF, or give --pages"))
        return _without_source(_count(asked["pages"]), sheet, asked)
    findings: list[Finding] = []
    for path, name in _files(what, asked):
        source = open_source(path.read_bytes(), path.name)
        findings += _one(source, name, sheet, asked)
    tell_findings(list(dict.fromkeys(findings)), sys.stderr)
    return exit_code_of(findings, strict=False)


def _one(source: Source, name: str, sheet: tuple[float, float], asked: Any) -> Sequence[Finding]:
    """Impose one file for each flip wanted."""
    scheme = asked["scheme"]
    job = job_for(source, sheet, **_options(asked, len(source.pages)))
    flips = FLIPS if asked["flip"] == "both" else (asked["flip"],)
    findings: Sequence[Finding] = ()
    for flip in flips:
        own = replace(job, flip=flip)
        plan = plan_of(scheme, own)
        if asked["plan"] or asked["dummy"]:
            _show(plan, name, asked)
        else:
            marks = all_marks(plan, name) if asked["marks"] else ()
            if scheme in ("folded", "poster"):
                marks = (*marks, cut_lines)
            made = impose(
                source,
                scheme,
                own,
                marks=marks,
                offsets=_offsets(asked),
                annotations=asked["annotations"],
            )
            findings = made.findings
            data = made.data
            if asked["only_pass"]:
                data = one_pass(data, plan, asked["only_pass"])
            _write(asked["output"], _name(name, plan, asked), data, many=len(flips) > 1)
        if plan.flip is None:
            break
    return findings


def _without_source(pages: int, sheet: tuple[float, float], asked: Any) -> int:
    if not asked["plan"] and not asked["dummy"]:
        raise Misuse(_("without a file there is only a plan or a dummy: add --plan or --dummy"))
    job = SheetJob(pages, _half(sheet), sheet, **_options(asked, pages))
    for flip in FLIPS if asked["flip"] == "both" else (asked["flip"],):
        plan = plan_of(asked["scheme"], replace(job, flip=flip))
        _show(plan, f"{asked['scheme']}-{pages}", asked)
        if plan.flip is None:
            break
    return ExitCode.CLEAN


def _half(sheet: tuple[float, float]) -> tuple[float, float]:
    """Return the page that lies twice on a sheet."""
    low, high = sorted(sheet)
    return (float(int(high / 2)), low) if (low, high) != (210, 297) else _A5


def _show(plan: SheetPlan, name: str, asked: Any) -> None:
    """Print the plan, draw it if a picture is asked for, make the dummy."""
    output = asked["output"]
    if asked["dummy"]:
        _write(output, _name(f"{name}-dummy", plan, asked), dummy(plan))
    elif output and output.endswith(".svg"):
        path = Path(output)
        edge = f"-{plan.flip}" if plan.flip and asked["flip"] == "both" else ""
        _write(f"{path.with_suffix('')}{edge}.svg", "", svg_plan(plan).encode())
    else:
        sys.stdout.write(f"{heading(plan)}\n{text_plan(plan)}\n")


def _options(asked: Any, pages: int) -> dict[str, Any]:
    """Turn what was typed into options of a job."""
    section = _section(asked["section"])
    options: dict[str, Any] = {
        "binding": asked["binding"],
        "section": section,
        "back_cover_last": asked["blanks"] == "before-last",
        "per_side": int(asked["per_side"]),
        "gutter_mm": asked["gutter"],
        "repeat": asked["repeat"] or asked["head_to_head"],
        "head_to_head": asked["head_to_head"],
        "duplex": not asked["one_sided"],
        "fold": asked["fold"],
        "turning": asked["turning"],
    }
    if asked["creep"]:
        options["creep_mm"] = share_of(asked["creep"], section[1] if section else pages)
    elif asked["paper_thickness"]:
        options["creep_mm"] = creep_per_sheet(asked["paper_thickness"])
    if asked["bleed"] is not None:
        options["bleed_mm"] = asked["bleed"]
    if asked["overlap"] is not None:
        options["overlap_mm"] = asked["overlap"]
    if asked["scale"]:
        options["scale"] = asked["scale"]
    return options


def _section(typed: str | None) -> tuple[int, int] | None:
    if typed is None:
        return None
    low, _dash, high = typed.replace("–", "-").partition("-")
    return _count(low), _count(high or low)


def _count(typed: str) -> int:
    if not typed.isascii() or not typed.isdigit() or not 1 <= int(typed[:6]) <= 99_999:
        raise Misuse(_("“{value}” is not a number of pages").format(value=typed))
    return int(typed)


def _offsets(asked: Any) -> Offsets:
    measured = asked["printer_scale"]
    scale = BAR_MM / measured if measured else 1.0
    front, back = (_pair(asked[key]) for key in ("offset_front", "offset_back"))
    return Offsets(Offset(*front, scale), Offset(*back, scale))


def _pair(typed: str | None) -> tuple[float, float]:
    if typed is None:
        return 0.0, 0.0
    try:
        x, y = (float(part) for part in typed.split(","))
    except ValueError:
        message = _("“{value}” is not an offset").format(value=typed)
        raise Misuse(message, _("two numbers with points, as 1.5,-0.5")) from None
    return x, y


def _files(what: str, asked: Any) -> list[tuple[Path, str]]:
    """Return the PDFs meant and how to call what is made of them; a publication is built first."""
    path = Path(what)
    if path.is_file():
        return [(path, path.stem)]
    if what.lower().endswith(".pdf"):
        raise Misuse(_("there is no file “{path}”").format(path=what))
    root = project_root(asked["project"])
    known = publication_names(root)
    if what not in known:
        message = _("there is no publication “{name}”").format(name=what)
        otherwise = _("there are: {names}").format(names=", ".join(known) or "–")
        raise Misuse(message, did_you_mean(what, known, otherwise))
    result = build(root, names=(what,), editions=("screen",), jobs=None, progress=None)
    if has_errors(result.findings):
        raise PrintkitError(result.findings)
    found = [
        (root / OUT / file.path, Path(file.path).stem.removesuffix("-screen"))
        for file in result.artifacts
        if file.edition == "screen" and asked["format"] in (None, file.format)
    ]
    if not found:
        raise Misuse(_("“{name}” has no such format").format(name=what))
    return found


def _name(name: str, plan: SheetPlan, asked: Any) -> str:
    parts = [name, plan.scheme, *([plan.flip] if plan.flip else ())]
    if asked["only_pass"]:
        parts.append(asked["only_pass"])
    return "-".join(parts) + ".pdf"


def _write(output: str | None, name: str, data: bytes, *, many: bool = False) -> None:
    """Write a file whole or not at all; ``output`` is a folder, or the file itself if it is the only one."""
    target = Path(output) if output else Path(name)
    if output and name and many and target.suffix.lower() == ".pdf" and not target.is_dir():
        edge = next((flip for flip in FLIPS if f"-{flip}" in name), "")
        target = target.with_stem(f"{target.stem}-{edge}" if edge else target.stem)
    elif output and name and (target.is_dir() or not target.suffix):
        target = target / name
    folder = next((one for one in target.parents if one.exists()), target.parent)
    if folder.exists() and not folder.is_dir():
        message = _("{path} is a file, not a folder").format(path=folder.as_posix())
        raise Misuse(message, _("name a folder: several files may be made"))
    write_whole(target, data)
    sys.stdout.write(_("written: {path}").format(path=target.as_posix()) + "\n")
