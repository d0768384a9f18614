"""Finished sizes: those printkit knows and the project's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import PageFormat, Panel, Slot
from printkit.project.look_schema import FormatFile
from printkit.project.names import STYLES
from printkit.project.project_files import Files
from printkit.project.schema_findings import checked, complaint
from printkit.project.values import short
from printkit.project.yamlpos import Tree

_FOLDER: Final = Path(__file__).parents[1] / "data" / "formats"
#: How the files of formats for brochures begin: an A5 page of a book is not an A5 flyer.
_BROCHURE: Final = "brochure-"
#: Text is not set smaller because its sheet is, pt.
_READABLE_PT: Final = 8.0
#: Neither are addresses and what the law asks, pt.
_LEAST_PT: Final = 6.5


@dataclass
class Formats:
    """The formats of a project, each read once, when it is asked for."""

    files: Files
    _read: dict[str, tuple[PageFormat | None, tuple[Finding, ...]]] = field(default_factory=dict)

    def names(self, *, brochure: bool) -> tuple[str, ...]:
        """Return what may be asked for."""
        known = self._known()
        plain = [name for name in known if not _is_brochure(name)]
        if brochure:
            plain += [name.removeprefix(_BROCHURE) for name in known if _is_brochure(name)]
        return tuple(dict.fromkeys(plain))

    def get(
        self, name: str, at: Position, *, brochure: bool
    ) -> tuple[PageFormat | None, tuple[Finding, ...]]:
        """Return the format ``name``, asked for at ``at``."""
        known = self._known()
        stem = _BROCHURE + name if brochure and _BROCHURE + name in known else name
        if stem not in known or (_is_brochure(stem) and not brochure):
            names = self.names(brochure=brochure)
            message = _("there is no format “{name}”").format(name=short(name))
            otherwise = _("there are: {names}").format(names=", ".join(names))
            hint = did_you_mean(name, names, otherwise)
            return None, (complaint("format-unknown", message, at, hint),)
        if stem not in self._read:
            self._read[stem] = self._format(known[stem])
        fmt, findings = self._read[stem]
        if brochure and fmt is not None and fmt.panels:
            message = _("a brochure cannot be made as a folded sheet, “{name}”").format(name=name)
            hint = _("choose a plain format, such as a5")
            return None, (complaint("format-unknown", message, at, hint),)
        return fmt, findings

    def _known(self) -> dict[str, Path]:
        """Return the files by name; a project's own come first."""
        own = self.files.root / STYLES / "formats"
        return {
            path.stem: path
            for folder in (_FOLDER, own)
            for path in sorted(folder.glob("*.yaml"))
            if path.is_file()
        }

    def _format(self, path: Path) -> tuple[PageFormat | None, tuple[Finding, ...]]:
        tree = self.files.tree(path)
        value, findings = checked(tree, FormatFile)
        if value is None:
            return None, findings
        model, said = (None, ()) if value.like is None else self._model(value.like, path, tree)
        if value.like is not None and model is None:
            return None, (*findings, *said)
        plain = PageFormat(value.name, value.trim_mm)
        base = model or plain
        scale = (value.trim_mm[0] / base.trim_mm[0], value.trim_mm[1] / base.trim_mm[1])
        own = {
            slot.name: Slot(slot.name, slot.field, slot.min_pt, slot.max_pt) for slot in value.slots
        }
        slots = {slot.name: _carried(slot, min(scale)) for slot in base.slots} | own
        panels = tuple(
            Panel(panel.name, panel.side, panel.x_mm, panel.width_mm) for panel in value.panels
        )
        return PageFormat(
            name=value.name,
            trim_mm=value.trim_mm,
            bleed_mm=base.bleed_mm if value.bleed_mm is None else value.bleed_mm,
            safe_mm=base.safe_mm if value.safe_mm is None else value.safe_mm,
            sides=base.sides if value.sides is None else value.sides,
            panels=panels or base.panels,
            slots=tuple(slots.values()),
            template=value.template
            or base.template
            or (value.like and f"leaflet-{value.like}.html"),
            label=value.label,
            fields=base.fields if value.fields is None else value.fields,
            scale=scale,
            picture=value.picture or base.picture,
            posted=value.posted,
        ), findings

    def _model(
        self, name: str, path: Path, tree: Tree
    ) -> tuple[PageFormat | None, tuple[Finding, ...]]:
        """Return the format another one takes its layout from: one that is drawn at its own size."""
        at = tree.at(("like",))
        known = self._known()
        fmt: PageFormat | None = None
        findings: tuple[Finding, ...] = ()
        if name in known and known[name] != path and not _is_brochure(name):
            fmt, findings = self.get(name, at, brochure=False)
        if findings or (fmt is not None and not fmt.panels and fmt.scale == (1.0, 1.0)):
            return fmt, findings
        message = _("“{name}” is no format whose layout another can take").format(name=short(name))
        drawn = ", ".join(one for one in ("a6", "a5", "a4", "a3", "social") if one in known)
        hint = _("there are: {names}").format(names=drawn)
        return None, (complaint("format-like", message, at, hint),)


def _carried(slot: Slot, scale: float) -> Slot:
    """Return a slot for letters so much larger or smaller; those to be read stay readable."""
    floor = min(slot.min_pt, _READABLE_PT if slot.min_pt >= _READABLE_PT else _LEAST_PT)
    least = min(max(slot.min_pt * scale, floor), slot.min_pt)
    most = max(slot.max_pt * scale, min(slot.max_pt, _READABLE_PT), least)
    return Slot(slot.name, slot.field, round(least, 1), round(most, 1))


def _is_brochure(name: str) -> bool:
    return name.startswith(_BROCHURE)
