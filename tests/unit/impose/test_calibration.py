"""The whole cycle on a copier in software: print the sheets, read them, write it down, print again."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter, Transformation

from printkit.cli.entry import run
from printkit.model.sheets import BAR_MM
from support.sheet_sample import numbered, rendered

DPI = 300
#: What this copier does to a front and to a back: mm to the right and up; and how long 150 mm come out.
FAULTS = {"front": (1.0, -1.5), "back": (-2.0, 0.5)}
BAR = 149.2
WAYS = ("landscape", "portrait")


def copied(data: bytes) -> bytes:
    """Print a file on the copier: each side is shrunk about its middle, and moved."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    scale = BAR / BAR_MM
    for index, page in enumerate(writer.pages):
        width, height = (float(side) for side in page.mediabox[2:])
        x, y = (mm * 72 / 25.4 for mm in FAULTS["back" if index % 2 else "front"])
        moved = Transformation().translate(-width / 2, -height / 2).scale(scale)
        page.add_transformation(moved.translate(width / 2 + x, height / 2 + y))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def read_by_eye(side) -> tuple[tuple[float, float], float]:
    """Return where the middle of the paper lies on a side's two scales, and the length of its bar."""
    dark = side < 128
    per_mm = DPI / 25.4
    height, width = dark.shape
    reach = round(30 * per_mm)
    near = dark[height // 2 - reach : height // 2 + reach, width // 2 - reach : width // 2 + reach]
    row, column = near.sum(axis=1).argmax(), near.sum(axis=0).argmax()  # the two lines of the cross
    right, up = (reach - column) / per_mm, (row - reach) / per_mm
    # the bar is the long line 32 mm below the cross
    foot = height // 2 - reach + row + round(32 * per_mm)
    band = dark[foot - 24 : foot + 24, round(20 * per_mm) : -round(20 * per_mm)]
    ends = np.flatnonzero(band[band.sum(axis=1).argmax()])
    return (round(right, 1), round(up, 1)), round((ends[-1] - ends[0]) / per_mm, 1)


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    assert run(["new", "project", "essai"]) == 0
    monkeypatch.chdir(tmp_path / "essai")
    capsys.readouterr()
    return tmp_path / "essai"


def test_what_is_read_on_the_sheets_and_written_down_is_made_up_for(project, capsys):
    assert run(["impose", "--calibration", "-o", "feuilles"]) == 0
    lines = ["calibration:", "  flip: long-edge"]
    for way in WAYS:
        printed = copied((project / "feuilles" / f"calibration-{way}.pdf").read_bytes())
        sides = [
            page.render(scale=DPI / 72, grayscale=True).to_numpy()
            for page in pypdfium2.PdfDocument(printed)
        ]
        (front, bar), (back, _same) = (read_by_eye(side) for side in sides)
        # the figures read are the way back: against the fault, for a bar a little too short
        assert front == pytest.approx([-part * BAR_MM / BAR for part in FAULTS["front"]], abs=0.2)
        assert back == pytest.approx([-part * BAR_MM / BAR for part in FAULTS["back"]], abs=0.2)
        assert bar == pytest.approx(BAR, abs=0.3)
        lines += [f"  {way}:", f"    front: [{front[0]}, {front[1]}]"]
        lines += [f"    back: [{back[0]}, {back[1]}]", f"    bar: {bar}"]
    with (project / "printkit.yaml").open("a", encoding="utf-8") as file:
        file.write("\n".join(("", *lines, "")))

    (project / "livre.pdf").write_bytes(numbered(8))
    (project / "tract.pdf").write_bytes(numbered(2, 105.0, 148.0))
    for name, scheme in (("livre", "saddle"), ("tract", "nup")):
        words = ["impose", f"{name}.pdf", "--scheme", scheme]
        assert run([*words, "-o", f"{name}-juste.pdf"]) == 0  # the copier's flip: one file
        assert run([*words, "--no-calibration", "-o", f"{name}-tel-quel.pdf"]) == 0
        assert "error" not in capsys.readouterr().err
        made = (project / f"{name}-juste.pdf").read_bytes()
        plain = (project / f"{name}-tel-quel.pdf").read_bytes()
        assert made != plain
        wanted = rendered(plain)
        for side, other, right in zip(
            rendered(copied(made)), rendered(copied(plain)), wanted, strict=True
        ):
            # off by what is read in tenths at most; without the values, by millimetres
            assert far(side, right) < far(other, right) / 4


def far(one, other) -> float:
    return float(np.abs(np.asarray(one, float) - np.asarray(other, float)).mean())


def test_sheets_that_lie_and_that_stand_are_made_up_for_apart(project):
    (project / "tract.pdf").write_bytes(numbered(2, 105.0, 148.0))
    words = ["impose", "tract.pdf", "--scheme", "nup", "--flip", "long-edge", "-o"]
    assert run([*words, "a.pdf"]) == 0
    assert PdfReader("a.pdf").pages[0].mediabox.height > PdfReader("a.pdf").pages[0].mediabox.width
    settings = project / "printkit.yaml"
    known = settings.read_text("utf-8")
    settings.write_text(f"{known}\ncalibration:\n  landscape: {{front: [5, 5]}}\n", "utf-8")
    assert run([*words, "b.pdf"]) == 0
    settings.write_text(f"{known}\ncalibration:\n  portrait: {{front: [5, 5]}}\n", "utf-8")
    assert run([*words, "c.pdf"]) == 0
    one, two, three = (
        rendered((project / name).read_bytes()) for name in ("a.pdf", "b.pdf", "c.pdf")
    )
    assert far(one[0], two[0]) == 0
    assert far(one[0], three[0]) > 1
    assert far(one[1], three[1]) == 0  # the back was not moved
