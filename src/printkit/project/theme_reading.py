"""A theme read from its folders: tokens, templates, stylesheets, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.decode import decode
from printkit.markup.reading.text_images import PICTURES, printable
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Asset, Face, PageDesign, Slot, Stylesheet, Theme
from printkit.project.face_files import code_faces, faces_of, signs_of, spare_faces
from printkit.project.look_schema import ThemeFile
from printkit.project.old_spellings import old_in_template
from printkit.project.project_files import Files, outside
from printkit.project.schema_findings import checked, complaint
from printkit.project.values import short
from printkit.project.yamlpos import Tree

_TOKENS: Final = "theme.yaml"
_SHEET, _TEMPLATE = ".css", ".html"
_TEMPLATES: Final = "templates/"


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of a theme; findings call it ``shown``. ``tree`` is None where it has no theme.yaml."""

    theme: str
    folder: Path
    shown: str
    tree: Tree | None
    tokens: ThemeFile


def tokens_of(
    folder: Path, shown: str, files: Files
) -> tuple[Tree | None, ThemeFile, tuple[Finding, ...]]:
    """Read a folder's ``theme.yaml``: none, or a wrong one, says nothing."""
    path = folder / _TOKENS
    if not path.is_file():
        return None, ThemeFile(), ()
    tree = files.tree(path, f"{shown}/{_TOKENS}")
    tokens, findings = checked(tree, ThemeFile)
    return tree, tokens or ThemeFile(), findings


class ThemeReading:
    """A theme on its way: what later folders have replaces what earlier ones had, or adds to it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.palette: dict[str, str] = {}
        self.findings: list[Finding] = []
        self._press: dict[str, tuple[float, float, float, float]] = {}
        self._riso: dict[str, tuple[float, float]] = {}
        self._faces: dict[tuple[object, ...], Face] = {}
        self._families: dict[str, str] = {}
        self._sizes: dict[str, float] = {}
        self._fit: dict[str, tuple[float, float]] = {}
        self._colophon: dict[str, tuple[str, ...]] = {}
        self._page: PageDesign | None = None
        self._poster: dict[str, Slot] = {}
        self._templates: dict[str, str] = {}
        self._sheets: dict[str, tuple[Stylesheet, ...]] = {}
        self._pictures: dict[str, bytes] = {}
        self._paths: dict[str, str] = {}

    def add(self, layer: Layer) -> None:
        """Take what a folder has; what a link leads out of it is not part of it."""
        if layer.tree is not None:
            self._tokens(layer, layer.tree)
        home = layer.folder.resolve()
        for path in _files_in(layer.folder):
            name = path.relative_to(layer.folder).as_posix()
            shown = f"{layer.shown}/{name}"
            if not path.resolve().is_relative_to(home):
                self.findings.append(outside(name, Position(shown)))
            elif path.suffix == _SHEET:
                sheet = Stylesheet(shown, self._text(path, shown))
                below = self._sheets.get(name, ()) if layer.tokens.extends else ()
                self._sheets[name] = (*below, sheet)
            elif path.suffix == _TEMPLATE or name.startswith(_TEMPLATES):
                text = self._text(path, shown)
                self.findings += old_in_template(text, shown)
                key = name.removeprefix(_TEMPLATES)
                self._templates[key], self._paths[key] = text, shown
                whole = f"{layer.theme}/{key}"
                if whole not in self._templates:  # a project's own adds to the one of its name
                    self._templates[whole], self._paths[whole] = text, shown
            elif path.suffix.lower() in PICTURES:
                self._picture(path, name, shown)

    def theme(self, name: str, colours: Mapping[str, str]) -> Theme:
        """Return the theme, ``colours`` in place of its own by role."""
        palette = {**self.palette, **colours}
        faces = tuple(self._faces.values())
        have = dict.fromkeys(face.family for face in (*faces, *code_faces()))
        families = {  # a role whose family is gone takes the first of those that came instead
            role: family if family in have else next(iter(have), family)
            for role, family in self._families.items()
        }
        theme = Theme(
            name=name,
            palette=palette,
            faces=faces,
            templates=self._templates,
            stylesheets=self._sheets,
            assets=tuple(
                Asset.of_bytes(f"theme:{called}", data) for called, data in self._pictures.items()
            ),
            paths=self._paths,
            press={role: ink for role, ink in self._press.items() if role not in colours},
            riso=self._riso,
            families=families,
            sizes_pt=self._sizes,
            fit_pt=self._fit,
            colophon={
                which: tuple(dict.fromkeys(families.get(one, one) for one in named))
                for which, named in self._colophon.items()
            },
            signs=signs_of(faces),
            spare=spare_faces(),
            code=code_faces(),
            page=self._page,
            poster=tuple(self._poster.values()),
        )
        return replace(theme, assets=tuple(_coloured(asset, theme) for asset in theme.assets))

    def _text(self, path: Path, shown: str) -> str:
        data = self._bytes(path, shown)
        text, findings = decode(data, shown)
        self.findings += findings
        return text

    def _bytes(self, path: Path, shown: str) -> bytes:
        try:
            return self._files.read(path)
        except OSError as error:
            message = _("“{name}” cannot be read: {reason}")
            reason = error.strerror or str(error)
            message = message.format(name=shown, reason=reason)
            self.findings.append(complaint("file-unreadable", message, Position(shown)))
            return b""

    def _picture(self, path: Path, name: str, shown: str) -> None:
        data = self._bytes(path, shown)
        if data:
            ready, findings = printable(data, shown, Position(shown))
            self.findings += findings
            self._pictures[name] = ready or b""

    def _tokens(self, layer: Layer, tree: Tree) -> None:
        tokens = layer.tokens
        self._paths[_TOKENS] = tree.path
        for role in tokens.palette.screen:  # a recipe belongs to the colour it was written with
            self._press.pop(role, None)
        self.palette |= tokens.palette.screen
        self._press |= tokens.palette.press
        self._riso |= tokens.palette.riso  # which drum a role is for does not hang on its colour
        faces, findings = faces_of(tokens.faces, layer.folder, tree, self._files)
        self.findings += findings
        if faces and not tokens.extends:  # it is set in these, the colophon spoke of others
            self._faces = {}
            self._colophon = {}
        self._faces |= {(face.family, face.weight, face.style): face for face in faces}
        self._families |= tokens.families
        self._sizes |= tokens.sizes_pt
        self._fit |= tokens.fit_pt
        self._colophon |= tokens.colophon
        if tokens.page is not None:
            self._page = PageDesign(**tokens.page.model_dump())
        self._poster |= {
            name: Slot(name, slot.field, *slot.pt) for name, slot in tokens.poster.items()
        }
        if not findings:
            self._known_families(tokens, tree)
        self._replace(tokens, tree)

    def _known_families(self, tokens: ThemeFile, tree: Tree) -> None:
        """Tell families that are named and that the theme has not."""
        have = dict.fromkeys(face.family for face in self._faces.values())
        code = [face.family for face in code_faces()]
        named: list[tuple[Any, str, list[str]]] = [
            (("families", role), family, [*have, *code]) for role, family in tokens.families.items()
        ]
        for which, families in tokens.colophon.items():
            named += [
                (("colophon", which, index), one, [*have, *self._families])
                for index, one in enumerate(families)
            ]
        for path, family, known in named:
            if family not in known:
                message = _("the theme has no face “{name}”").format(name=short(family))
                otherwise = _("there are: {names}").format(names=", ".join(known))
                hint = did_you_mean(family, known, otherwise)
                self.findings.append(complaint("font", message, tree.at(path), hint))

    def _replace(self, tokens: ThemeFile, tree: Tree) -> None:
        """Leave out the stylesheets of what the theme stands on that it has its own for."""
        for index, pattern in enumerate(tokens.replaces):
            out = [name for name in self._sheets if fnmatchcase(name, pattern)]
            for name in out:
                del self._sheets[name]
            if not out:
                message = _("what the theme extends has no stylesheet “{name}”").format(
                    name=short(pattern)
                )
                otherwise = _("there are: {names}").format(names=", ".join(sorted(self._sheets)))
                hint = did_you_mean(pattern, self._sheets, otherwise)
                at = tree.at(("replaces", index))
                self.findings.append(complaint("stylesheet-missing", message, at, hint))


def _coloured(asset: Asset, theme: Theme) -> Asset:
    if not asset.url.lower().endswith(".svg") or asset.data is None:
        return asset
    return Asset.of_bytes(asset.url, theme.coloured(asset.data.decode("utf-8", "replace")).encode())


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__")) for part in inside):
            yield path
