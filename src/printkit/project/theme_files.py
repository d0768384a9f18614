"""Themes: folders of look, each completed by the built-in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.decode import decode
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Face, PageDesign, Theme
from printkit.project.face_files import code_faces, faces_of, signs_of, spare_faces
from printkit.project.look_schema import ThemeFile
from printkit.project.names import DEFAULT_THEME, STYLES
from printkit.project.old_spellings import old_in_template
from printkit.project.project_files import Files, outside
from printkit.project.schema_findings import checked, complaint
from printkit.project.values import short

#: Where packages of their own say which theme they bring: ``name = package``.
GROUP: Final = "printkit.themes"
_PACKAGE: Final = Path(__file__).parents[1]
_TOKENS: Final = "theme.yaml"
_FORMATS: Final = "formats"
_SHEET, _TEMPLATE = ".css", ".html"
_NOT_ASSETS: Final = frozenset({".py", ".yaml", ".otf", ".ttf", ".md", ".txt"})


def builtin_folder() -> Path:
    """Return the folder of the theme printkit comes with: installed, or in its repository."""
    installed = _PACKAGE / "themes" / DEFAULT_THEME
    return installed if installed.is_dir() else _PACKAGE.parents[1] / STYLES / DEFAULT_THEME


def _installed() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))


def _installed_folder(name: str) -> Path | None:
    """Return the folder of a theme that is a package of its own; the package is not run."""
    for entry in _installed():
        found = find_spec(entry.value) if entry.name == name else None
        if found is not None and found.submodule_search_locations:
            return Path(found.submodule_search_locations[0])
    return None


def theme_names(root: Path) -> tuple[str, ...]:
    """Return the themes a project can choose from."""
    own = {
        folder.name
        for folder in (root / STYLES).glob("*")
        if folder.is_dir() and folder.name != _FORMATS and not folder.name.startswith(".")
    }
    return tuple(sorted(own | {DEFAULT_THEME} | {entry.name for entry in _installed()}))


@dataclass
class Themes:
    """The themes of a project, each read once. ``colours`` take the place of a theme's, by role."""

    files: Files
    colours: Mapping[str, str]
    colour_places: Mapping[str, Position]
    _read: dict[str, tuple[Theme | None, tuple[Finding, ...]]] = field(default_factory=dict)

    def get(self, name: str, at: Position) -> tuple[Theme | None, tuple[Finding, ...]]:
        """Return the theme ``name``, asked for at ``at``."""
        names = self._names
        if name not in names:
            message = _("there is no theme “{name}”").format(name=short(name))
            otherwise = _("there are: {names}").format(names=", ".join(names))
            hint = did_you_mean(name, names, otherwise)
            return None, (complaint("theme-unknown", message, at, hint),)
        if name not in self._read:
            self._read[name] = self._theme(name)
        return self._read[name]

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return theme_names(self.files.root)

    def read(self) -> dict[str, Theme]:
        """Return the themes that were asked for and are whole."""
        return {name: theme for name, (theme, _said) in self._read.items() if theme is not None}

    def _theme(self, name: str) -> tuple[Theme | None, tuple[Finding, ...]]:
        builtin = builtin_folder()
        own = self.files.root / STYLES / name
        layers = [(builtin, f"{STYLES}/{DEFAULT_THEME}")]
        packaged = _installed_folder(name)
        if packaged is not None:
            layers.append((packaged, name))
        if own.is_dir():
            # the repository's own theme is the built-in one: not read twice
            if own.resolve() == builtin.resolve():
                layers = []
            layers.append((own, f"{STYLES}/{name}"))
        look = _Look(self.files)
        for folder, shown in layers:
            look.add(folder, shown)
        unknown = [role for role in self.colours if look.palette and role not in look.palette]
        for role in unknown:
            message = _("the theme {theme} has no colour “{role}”").format(
                theme=name, role=short(role)
            )
            otherwise = _("there are: {names}").format(names=", ".join(look.palette))
            hint = did_you_mean(role, look.palette, otherwise)
            look.findings.append(complaint("colour", message, self.colour_places[role], hint))
        if look.findings:
            return None, tuple(look.findings)
        theme = Theme(
            name=name,
            palette={**look.palette, **self.colours},
            faces=look.faces,
            templates=look.templates,
            stylesheets=look.stylesheets,
            assets=look.assets,
            paths=look.paths,
            press={role: ink for role, ink in look.press.items() if role not in self.colours},
            riso=look.riso,
            colophon=look.colophon,
            signs=signs_of(look.faces),
            spare=spare_faces(),
            code=code_faces(),
            page=look.page,
        )
        return theme, ()


class _Look:
    """A theme on its way: what later folders have replaces what earlier ones had."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.palette: dict[str, str] = {}
        self.press: dict[str, tuple[float, float, float, float]] = {}
        self.riso: dict[str, tuple[float, float]] = {}
        self.faces: tuple[Face, ...] = ()
        self.colophon: dict[str, tuple[str, ...]] = {}
        self.page: PageDesign | None = None
        self.templates: dict[str, str] = {}
        self.stylesheets: dict[str, str] = {}
        self.assets: dict[str, Path] = {}
        self.paths: dict[str, str] = {}
        self.findings: list[Finding] = []

    def add(self, folder: Path, shown: str) -> None:
        """Take what a folder has; what a link leads out of it is not part of it."""
        home = folder.resolve()
        for path in _files_in(folder):
            name = path.relative_to(folder).as_posix()
            if not path.resolve().is_relative_to(home):
                self.findings.append(outside(name, Position(f"{shown}/{name}")))
            elif name == _TOKENS:
                self._tokens(path, folder, f"{shown}/{name}")
            elif path.suffix in (_SHEET, _TEMPLATE):
                self._text(path, name, f"{shown}/{name}")
            elif path.suffix not in _NOT_ASSETS:
                self.assets[name] = path
                self._files.note(path)

    def _text(self, path: Path, name: str, shown: str) -> None:
        key = name.removeprefix("templates/")
        try:
            text, findings = decode(self._files.read(path), shown)
        except OSError as error:
            message = _("“{name}” cannot be read: {reason}")
            reason = error.strerror or str(error)
            message = message.format(name=shown, reason=reason)
            findings = (complaint("file-unreadable", message, Position(shown)),)
            text = ""
        if path.suffix == _TEMPLATE:
            findings += old_in_template(text, shown)
        self.findings += findings
        (self.stylesheets if path.suffix == _SHEET else self.templates)[key] = text
        self.paths[key] = shown

    def _tokens(self, path: Path, folder: Path, shown: str) -> None:
        tree = self._files.tree(path, shown)
        tokens, findings = checked(tree, ThemeFile)
        self.findings += findings
        self.paths[_TOKENS] = shown
        if tokens is None:
            return
        for role in tokens.palette.screen:  # a recipe belongs to the colour it was written with
            self.press.pop(role, None)
        self.palette |= tokens.palette.screen
        self.press |= tokens.palette.press
        self.riso |= tokens.palette.riso  # which drum a role is for does not hang on its colour
        faces, findings = faces_of(tokens.faces, folder, tree, self._files)
        self.findings += findings
        if faces:
            self.faces = faces
            self.colophon = {}  # it spoke of other faces
        self.colophon |= tokens.colophon
        if tokens.page is not None:
            self.page = PageDesign(**tokens.page.model_dump())
        families = dict.fromkeys(face.family for face in self.faces)
        for name, named in tokens.colophon.items():
            for index, family in enumerate(named):
                if family not in families and not findings:
                    message = _("the theme has no face “{name}”").format(name=short(family))
                    otherwise = _("there are: {names}").format(names=", ".join(families))
                    hint = did_you_mean(family, families, otherwise)
                    at = tree.at(("colophon", name, index))
                    self.findings.append(complaint("font", message, at, hint))


def _files_in(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__")) for part in inside):
            yield path
