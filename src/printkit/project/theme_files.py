"""Themes: which there are, and which folders each is made of, from the ground up."""

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
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import Theme
from printkit.project.names import DEFAULT_THEME, STYLES
from printkit.project.project_files import Files
from printkit.project.schema_findings import complaint
from printkit.project.theme_reading import Layer, ThemeReading, tokens_of
from printkit.project.values import short

#: Where packages of their own say which theme they bring: ``name = package``.
GROUP: Final = "printkit.themes"
_PACKAGE: Final = Path(__file__).parents[1]
_NO_THEMES: Final = frozenset({"formats", "printers"})


def _builtin() -> Path:
    """Return the folder of the themes printkit comes with: installed, or in its repository."""
    installed = _PACKAGE / "themes"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / STYLES


def _in(folder: Path) -> Iterator[str]:
    for path in folder.glob("*"):
        if path.is_dir() and path.name not in _NO_THEMES and not path.name.startswith("."):
            yield path.name


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
    packaged = (entry.name for entry in _installed())
    return tuple(sorted({*_in(root / STYLES), *_in(_builtin()), *packaged}))


@dataclass
class Themes:
    """The themes of a project, each read once. ``colours`` take the place of a theme's, by role."""

    files: Files
    colours: Mapping[str, str]
    colour_places: Mapping[str, Position]
    _read: dict[str, tuple[Theme | None, tuple[Finding, ...]]] = field(default_factory=dict)

    def get(self, name: str, at: Position) -> tuple[Theme | None, tuple[Finding, ...]]:
        """Return the theme ``name``, asked for at ``at``."""
        if name not in self._names:
            return None, (self._unknown(name, at),)
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
        findings: list[Finding] = []
        reading = ThemeReading(self.files)
        for layer in self._layers(name, self._folders(name), (), findings):
            reading.add(layer)
        findings += reading.findings
        palette = reading.palette
        for role in (role for role in self.colours if palette and role not in palette):
            message = _("the theme {theme} has no colour “{role}”").format(
                theme=name, role=short(role)
            )
            otherwise = _("there are: {names}").format(names=", ".join(palette))
            hint = did_you_mean(role, palette, otherwise)
            findings.append(complaint("colour", message, self.colour_places[role], hint))
        if findings:
            return None, tuple(dict.fromkeys(findings))
        return reading.theme(name, self.colours), ()

    def _layers(
        self,
        name: str,
        folders: tuple[tuple[Path, str], ...],
        above: tuple[str, ...],
        findings: list[Finding],
    ) -> list[Layer]:
        """Return what a theme is made of, what it stands on first.

        ``folders`` are those of its name: a project's own stands on the one of the same name that is
        installed or comes with printkit. ``above`` are the themes that stand on it.
        """
        if not folders:
            return []
        *below, (folder, shown) = folders
        tree, tokens, said = tokens_of(folder, shown, self.files)
        findings += said
        parent = tokens.extends
        at = tree.at(("extends",)) if parent and tree else Position(shown)
        layers: list[Layer] = []
        if (parent == name and below) or (parent is None and below):
            layers = self._layers(name, tuple(below), above, findings)
        elif parent is None and name != DEFAULT_THEME:
            layers = self._layers(DEFAULT_THEME, self._folders(DEFAULT_THEME), (), findings)
        elif parent in (*above, name):
            message = _("the themes extend each other in a circle: {names}").format(
                names=" → ".join((*above, name, str(parent)))
            )
            findings.append(complaint("theme-circle", message, at, _("take one of them out")))
        elif parent is not None and parent not in self._names:
            findings.append(self._unknown(parent, at))
        elif parent is not None:
            layers = self._layers(parent, self._folders(parent), (*above, name), findings)
        return [*layers, Layer(name, folder, shown, tree, tokens)]

    def _folders(self, name: str) -> tuple[tuple[Path, str], ...]:
        """Return the folders of a theme's name with the names findings show, the project's own last."""
        own, builtin = self.files.root / STYLES / name, _builtin() / name
        found = []
        if builtin.is_dir() and own.resolve() != builtin.resolve():  # not read twice
            found.append((builtin, f"{STYLES}/{name}"))
        packaged = _installed_folder(name)
        if packaged is not None:
            self.files.allow(packaged)
            found.append((packaged, name))
        if own.is_dir():
            found.append((own, f"{STYLES}/{name}"))
        return tuple(found)

    def _unknown(self, name: str, at: Position) -> Finding:
        message = _("there is no theme “{name}”").format(name=short(name))
        otherwise = _("there are: {names}").format(names=", ".join(self._names))
        return complaint("theme-unknown", message, at, did_you_mean(name, self._names, otherwise))
