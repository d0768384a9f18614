"""The rules: one module each, its docstring the manual page. A new rule is a file and two lines here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Protocol

from printkit.preflight.document import Document
from printkit.preflight.fault import Fault
from printkit.preflight.printer import Job
from printkit.preflight.rules import (
    annotation,
    bitmap_ppi,
    black_overprint,
    blank_page,
    bleed_artwork,
    bleed_box,
    blend_space,
    colour_space,
    courier_font,
    cover_file,
    crop_box,
    embedded_file,
    encryption,
    file_name,
    fine_type,
    fold_panels,
    font_embedded,
    forbidden_object,
    four_colour_text,
    grey_only,
    hidden_layer,
    identity,
    image_ppi,
    ink_coverage,
    ink_limit,
    javascript,
    legal_line,
    missing_glyph,
    output_condition,
    output_intent,
    page_boxes,
    page_count,
    page_sizes,
    pdf_version,
    pdfx_claim,
    printer_marks,
    qr_quiet_zone,
    qr_readable,
    qr_size,
    registration_colour,
    rgb_left,
    safe_margin,
    small_black_text,
    spot_colour,
    thin_line,
    transparency,
    type3_font,
    type_size,
    user_unit,
    white_overprint,
    white_poster,
)


class Rule(Protocol):
    """What a rule's module has: a stable name, and what it finds in a file."""

    @property
    def ID(self) -> str:  # noqa: N802  a module's constant
        """Return its stable kebab-case name."""

    def check(self, document: Document, job: Job) -> Iterator[Fault]:
        """Yield what is wrong."""


RULES: Final[tuple[Rule, ...]] = (
    annotation,
    bitmap_ppi,
    black_overprint,
    blank_page,
    bleed_artwork,
    bleed_box,
    blend_space,
    colour_space,
    courier_font,
    cover_file,
    crop_box,
    embedded_file,
    encryption,
    file_name,
    fine_type,
    fold_panels,
    font_embedded,
    forbidden_object,
    four_colour_text,
    grey_only,
    hidden_layer,
    identity,
    image_ppi,
    ink_coverage,
    ink_limit,
    javascript,
    legal_line,
    missing_glyph,
    output_condition,
    output_intent,
    page_boxes,
    page_count,
    page_sizes,
    pdf_version,
    pdfx_claim,
    printer_marks,
    qr_quiet_zone,
    qr_readable,
    qr_size,
    registration_colour,
    rgb_left,
    safe_margin,
    small_black_text,
    spot_colour,
    thin_line,
    transparency,
    type3_font,
    type_size,
    user_unit,
    white_overprint,
    white_poster,
)
