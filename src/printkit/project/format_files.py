"""Finished sizes: those printkit knows and the project's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.model import FIELDS, PageFormat, Panel, Slot
from printkit.project.look_schema import FormatFile
from printkit.project.names import STYLES
from printkit.project.project_files import Files
from printkit.project.schema_findings import checked, complaint
from printkit.project.values import short

_FOLDER: Final = Path(__file__).parents[1] / "data" / "formats"
#: How the files of formats for brochures begin: an A5 page of a book is not an A5 flyer.
_BROCHURE: Final = "brochure-"


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
        value, findings = checked(self.files.tree(path), FormatFile)
        if value is None:
            return None, findings
        fmt = PageFormat(
            name=value.name,
            trim_mm=value.trim_mm,
            bleed_mm=value.bleed_mm,
            safe_mm=value.safe_mm,
            sides=value.sides,
            panels=tuple(
                Panel(panel.name, panel.side, panel.x_mm, panel.width_mm) for panel in value.panels
            ),
            slots=tuple(
                Slot(slot.name, slot.field, slot.min_pt, slot.max_pt) for slot in value.slots
            ),
            template=value.template,
            label=value.label,
            fields=FIELDS if value.fields is None else value.fields,
        )
        return fmt, findings


def _is_brochure(name: str) -> bool:
    return name.startswith(_BROCHURE)
