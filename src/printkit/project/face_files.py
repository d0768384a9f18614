"""The font files of a theme: printkit's own, those of font packages, or the theme's. Never the machine's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import yaml

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Face
from printkit.project.look_schema import FaceFile
from printkit.project.project_files import Files
from printkit.project.schema_findings import complaint
from printkit.project.yamlpos import Tree

Style = Literal["normal", "italic"]

_DATA: Final = Path(__file__).parents[1] / "data"
#: Cuts of the table in ``data/faces.yaml``: weight and style.
_CUTS: Final[Mapping[str, tuple[int, Style]]] = {
    "extralight": (200, "normal"),
    "regular": (400, "normal"),
    "italic": (400, "italic"),
    "semibold": (600, "normal"),
    "bold": (700, "normal"),
    "bolditalic": (700, "italic"),
}
#: What stands in for signs that a theme's faces lack, in this order, and what code is set in.
_SPARE: Final = ("DejaVu Sans", "Noto Emoji")
_CODE: Final = "DejaVu Sans Mono"
_SUFFIXES: Final = (".otf", ".ttf")
#: Where packages of the index say which family they hold: https://pypi.org/project/fontpkg/
_FONTPKG: Final = "fontpkg.family"


def faces_of(
    wanted: Iterable[FaceFile], folder: Path, tree: Tree, files: Files
) -> tuple[tuple[Face, ...], tuple[Finding, ...]]:
    """Find the files of the faces a theme names in ``tree``, beside it in ``folder``.

    Raises:
        PrintkitError: MISSING_SYSTEM, printkit's own faces are not installed.

    """
    faces: list[Face] = []
    findings: list[Finding] = []
    for index, face in enumerate(wanted):
        at = tree.at(("faces", index))
        if face.file is not None:
            path = (folder / face.file).resolve()
            if (
                path.suffix in _SUFFIXES
                and path.is_relative_to(folder.resolve())
                and path.is_file()
            ):
                digest = hashlib.sha256(files.read(path)).hexdigest()
                faces.append(
                    Face(face.family, face.weight, face.style, path, digest, face.licence or "")
                )
                continue
            message = _("there is no font file “{name}” in the theme's folder")
            hint = _("put an .otf or .ttf file there")
            findings.append(complaint("font", message.format(name=face.file), at, hint))
        elif face.family in packaged_families():
            faces += packaged(face.family)
        elif from_index := _of_font_package(face.family):
            faces += from_index
        else:
            message = _("there is no family “{name}”").format(name=face.family)
            package = f"fontpkg-{face.family.lower().replace(' ', '-')}"
            example = f"{{family: {face.family}, file: x.otf}}"
            otherwise = _(
                "name its file too: {example}; or install its package, if there is one: {package}"
            ).format(example=example, package=package)
            guess = did_you_mean(face.family, packaged_families(), otherwise)
            findings.append(complaint("font", message, at, guess))
    return tuple(faces), tuple(findings)


@lru_cache
def packaged(family: str) -> tuple[Face, ...]:
    """Return the faces of a family printkit comes with: regular, italic, bold, bold italic, as it has.

    Raises:
        PrintkitError: MISSING_SYSTEM, the files are not installed.

    """
    told = _table()[family]
    faces = []
    for cut, (weight, style) in _CUTS.items():
        if cut not in told["cuts"]:
            continue
        name = told["cuts"][cut]["file"]
        path = next((p for f in _folders(told["package"]) if (p := f / name).is_file()), None)
        if path is None:
            raise _not_installed(family)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        faces.append(Face(family, weight, style, path, digest, told["licence"]))
    return tuple(faces)


@lru_cache
def spare_faces() -> tuple[tuple[Face, frozenset[int]], ...]:
    """Return the faces that stand in where a theme's lack a sign, each with the code points it has.

    One that is not installed is left out: the signs are told as missing then.
    """
    found = []
    for family in _SPARE:
        with suppress(PrintkitError):
            face = packaged(family)[0]
            found.append((face, signs_of((face,))))
    return tuple(found)


@lru_cache
def code_faces() -> tuple[Face, ...]:
    """Return the faces of code, none if they are not installed."""
    with suppress(PrintkitError):
        return packaged(_CODE)
    return ()


@lru_cache(maxsize=64)
def signs_of(faces: tuple[Face, ...]) -> frozenset[int]:
    """Return the code points that the upright face of each family has, all together."""
    first = {face.family: face for face in reversed(faces)}
    return frozenset().union(*(_code_points(face.path) for face in first.values()))


@lru_cache(maxsize=64)
def _code_points(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  loaded where faces are looked into

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())


def packaged_families() -> tuple[str, ...]:
    """Return the families printkit comes with."""
    return tuple(_table())


@lru_cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    families = yaml.safe_load((_DATA / "faces.yaml").read_text(encoding="utf-8"))
    return {told["family"]: told for told in families}


def _folders(package: str) -> list[Path]:
    """Return where the files of a family may lie: in an installed wheel, or the pinned package."""
    found = find_spec(package)  # does not import it: it asks for a typesetter we do not use
    return [_DATA / "faces", *map(Path, (found.submodule_search_locations or ()) if found else ())]


@lru_cache
def _of_font_package(family: str) -> tuple[Face, ...]:
    """Return the static faces of a family that an installed ``fontpkg-…`` package holds."""
    for entry in entry_points(group=_FONTPKG):
        found = find_spec(entry.value.partition(":")[0])
        folder = Path(next(iter((found and found.submodule_search_locations) or ()), ""))
        told = folder / "metadata.json"
        if not found or not told.is_file():
            continue
        about = json.loads(told.read_text(encoding="utf-8"))
        if about["family"] == family:
            faces = []
            for file in about["files"]:
                path = folder / file["path"]
                if not file["variable"]:  # press files want faces that stand still
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()
                    licence = about["license"].removesuffix("-1.1")
                    faces.append(Face(family, file["weight"], file["style"], path, digest, licence))
            return tuple(faces)
    return ()


def _not_installed(family: str) -> PrintkitError:
    finding = Finding(
        "font-missing",
        Severity.ERROR,
        _("the typeface {family} is not installed").format(family=family),
        hint=_("in a clone of printkit, run: make; elsewhere, install printkit's wheel again"),
    )
    return PrintkitError([finding], ExitCode.MISSING_SYSTEM)
