"""What YAML files say of sheets: the copier's calibration, how booklets and flyers lie on paper.

Lengths are in millimetres. Every value arrives as typed (``yamlpos``).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from printkit.core.findings import PrintkitError
from printkit.core.i18n import N_, _
from printkit.impose.paper_sizes import size_of
from printkit.model.sheets import BAR_MM, REACH_MM, Calibration, Offset, Offsets, SheetOptions
from printkit.project.strict_model import Model
from printkit.project.values import short, wrong

_SECTION: Final = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def _paper(value: object) -> object:
    """Take a paper by its name or its size."""
    if not isinstance(value, str):
        return value
    try:
        return size_of(value)
    except PrintkitError as error:
        finding = error.findings[0]
        raise wrong(finding.rule, finding.message, finding.hint) from None


def _section(value: object) -> object:
    """Take the least and the most pages of a section: 16-32, or 16."""
    if not isinstance(value, str):
        return value
    match = _SECTION.fullmatch(value.strip())
    low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    # a folded sheet has four pages: some multiple of four must lie between the two
    if not 0 < low <= high or high // 4 * 4 < low:
        message = _("“{value}” is no number of pages for a section").format(value=short(value))
        raise wrong("section-impossible", message, _("write the least and the most: 16-32"))
    return low, high


def _two(value: object) -> object:
    """Take two numbers, as a list or as they are typed on one line."""
    parts = value.replace(",", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list) or len(parts) != 2:
        message = _("an offset is two numbers: to the right, then up")
        raise wrong("value", message, _("write them with points, in millimetres: [1.5, -0.5]"))
    return parts


_Paper = Annotated[tuple[float, float], BeforeValidator(_paper), WithJsonSchema({"type": "string"})]
_Section = Annotated[
    tuple[int, int],
    BeforeValidator(_section),
    WithJsonSchema({"type": ["string", "integer"], "pattern": "^[0-9]+([-–][0-9]+)?$"}),
]
_PAIR: Final[dict[str, Any]] = {
    "type": "array",
    "items": {"type": "number", "minimum": -REACH_MM, "maximum": REACH_MM},
    "minItems": 2,
    "maxItems": 2,
}
_Reading = Annotated[float, Field(ge=-REACH_MM, le=REACH_MM)]
_Pair = Annotated[tuple[_Reading, _Reading], BeforeValidator(_two), WithJsonSchema(_PAIR)]
_Flip = Literal["short-edge", "long-edge"]


class ReadingFile(Model):
    """What was read on one calibration sheet."""

    front: _Pair = Field(
        default=(0.0, 0.0), description=N_("Where the creases cross on the front: right, up, in mm")
    )
    back: _Pair = Field(
        default=(0.0, 0.0), description=N_("Where the creases cross on the back: right, up, in mm")
    )
    bar: float = Field(
        default=BAR_MM, ge=0.8 * BAR_MM, le=1.2 * BAR_MM,
        description=N_("Length of the bar of 150 mm as it came out, in mm"),
    )  # fmt: skip

    def offsets(self) -> Offsets:
        """Return what makes up for it."""
        scale = BAR_MM / self.bar
        return Offsets(Offset(*self.front, scale), Offset(*self.back, scale))


class CalibrationFile(Model):
    """The copier at hand, as the calibration sheets told."""

    flip: _Flip | None = Field(
        default=None, description=N_("The edge your copier turns sheets over")
    )
    landscape: ReadingFile | None = Field(
        default=None, description=N_("What was read on the sheet that lies")
    )
    portrait: ReadingFile | None = Field(
        default=None, description=N_("What was read on the sheet that stands")
    )

    def value(self) -> Calibration:
        """Return what makes up for the copier."""
        return Calibration(
            self.flip,
            self.landscape.offsets() if self.landscape else None,
            self.portrait.offsets() if self.portrait else None,
        )


class SheetFile(Model):
    """How flyers lie on a sheet to be cut apart."""

    paper: _Paper | None = Field(
        default=None, description=N_("Paper: a4, a3, sra3… or a size such as 320x450")
    )
    gutter: float | None = Field(
        default=None, ge=0, le=100, description=N_("Space between pages in mm")
    )
    scale: float = Field(default=1.0, ge=0.1, le=10, description=N_("Print smaller: 0.95"))
    marks: bool = Field(
        default=False, description=N_("Draw marks to cut and fold where the paper has room")
    )

    def options(self) -> SheetOptions:
        """Return what is asked for."""
        return SheetOptions(self.paper, gutter_mm=self.gutter, scale=self.scale, marks=self.marks)


class BookletFile(SheetFile):
    """How a brochure is made a booklet to staple."""

    paper_thickness: float = Field(
        default=0.0, ge=0, le=1,
        description=N_("Thickness of one sheet in mm, to make up for the creep: 0.1 for 80 g"),
    )  # fmt: skip
    creep_from: Literal["outside", "inside"] = Field(
        default="outside",
        description=N_("Which sheet the creep leaves in place: the outermost or the innermost"),
    )
    section: _Section | None = Field(
        default=None, description=N_("Least and most pages of a section: 16-32; else one section")
    )
    blanks: Literal["before-last", "end"] = Field(
        default="before-last",
        description=N_("Where blank pages go: before the back cover, or at the end"),
    )
    binding: Literal["left", "right", "top"] = Field(
        default="left", description=N_("The edge that is bound")
    )

    def options(self) -> SheetOptions:
        """Return what is asked for."""
        return SheetOptions(
            self.paper, self.paper_thickness, self.creep_from, self.section,
            self.blanks == "before-last", self.binding, self.gutter, self.scale, self.marks,
        )  # fmt: skip
