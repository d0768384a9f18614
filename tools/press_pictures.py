"""Make the pictures of docs/fr/imprimeur.md: ``make picture``."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

from printkit.build.build_context import BuildContext
from printkit.build.covers import lay_out_spine
from printkit.build.masters import masters_of
from printkit.model import Publication
from printkit.package.make_files import open_build
from printkit.press.press_file import drum_file, press_file
from printkit.press.riso import DRUMS, simulation
from printkit.press.wrap import spine_marks, wrap
from printkit.project.condition_files import condition

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
#: The spine of the example, in mm: wide enough for its title.
SPINE_MM = 8.5
GROUND = (239, 236, 230)
GAP = 24


def cover(context: BuildContext, publication: Publication) -> Image.Image:
    """Draw the cover of a book laid flat around its spine, with its marks."""
    (master, *_anew) = masters_of(context, publication)
    theme = context.project.themes[publication.theme]
    spine, _said = lay_out_spine(publication, master.format, SPINE_MM, context)
    made = press_file(
        wrap(master.pdf, spine, inner=False),
        palette=theme.palette,
        press=theme.press,
        condition=condition("coated"),
        marks=spine_marks(master.format.trim_mm[0], SPINE_MM),
    )
    return on_ground(drawn(made.pdf, 62))


def drums(context: BuildContext, publication: Publication) -> Image.Image:
    """Draw a flyer as each drum prints it, and both over each other."""
    (master,) = masters_of(context, publication, ("a5",))
    theme = context.project.themes[publication.theme]
    files = {
        drum: drum_file(master.pdf, palette=theme.palette, riso=theme.riso, drum=drum).pdf
        for drum in DRUMS
    }
    both = simulation(files, theme.palette)
    return on_ground(*(drawn(pdf, 45) for pdf in (*files.values(), both)))


def drawn(pdf: bytes, dpi: float) -> Image.Image:
    """Draw the first page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")


def on_ground(*pages: Image.Image) -> Image.Image:
    """Lay pages side by side."""
    width = sum(page.width + GAP for page in pages) + GAP
    whole = Image.new("RGB", (width, pages[0].height + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        whole.paste(page, (left, GAP))
        left += page.width + GAP
    return whole


def main() -> None:
    """Write the pictures."""
    with open_build(ROOT) as context:
        known = {one.name: one for one in context.project.publications}
        pictures = {
            "couverture-dos": cover(context, known["synthese"]),
            "tambours": drums(context, known["rassemblement"]),
        }
    for name, picture in pictures.items():
        small = picture.quantize(64, dither=Image.Dither.NONE)
        small.save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
