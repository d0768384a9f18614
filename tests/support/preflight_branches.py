"""What else the rules find, each once; and what comes near a rule without breaking it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from printkit.preflight.printer import Job
from support.preflight_sample import (
    ASKS_MARKS,
    BOOK,
    BOTTOM,
    CASES,
    GROUND,
    HEIGHT,
    JOB,
    LEFT,
    PANELS,
    PRINTER,
    RIGHT,
    RISO,
    TEXT,
    TOP,
    WANTS_NONE,
    WARNING,
    WIDTH,
    X1A,
    Case,
    also,
    good,
    icc_cmyk,
    layer,
    link,
    marked,
    picture,
    put,
    qr,
    separation,
    small_second,
    space,
    spoilt,
    typed,
    x1a,
)


def asks(**values: Any) -> Job:
    """Return the sample's job for a printer that asks for something else."""
    return replace(JOB, printer=replace(PRINTER, **values))


PLAIN = asks(levels=())
SMALL = "q BT /F1 {} Tf {} 60 200 Td (Bonjour) Tj ET Q\n"
WHITE_TEXT = typed(10, "0 0 0 0 k")
SPREAD = "q .2 0 0 0 k {} re f Q\n"
CONFETTI = " re ".join(f"{RIGHT - 9 * n % 60} {40 + 12 * n} 5 5" for n in range(20))
OVER_THE_EDGE = typed(10, "0 0 0 1 k", at=f"{LEFT - 6} 100")


def deleted(key: str, of: str = "page") -> Callable[[], bytes]:
    """Make the good file without a key of its first page, its catalogue or its first intent."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        holders = {"page": page, "root": pdf.Root, "info": pdf.docinfo}
        if of == "intent":
            holders["intent"] = pdf.Root.OutputIntents[0]
        del holders[of][key]

    return spoilt(tweak)


def intents(change: Callable[[pikepdf.Pdf, Any], object]) -> Callable[[], bytes]:
    return spoilt(lambda pdf, page: change(pdf, pdf.Root.OutputIntents))


def unregistered(pdf: pikepdf.Pdf, found: Any) -> None:
    del found[0]["/DestOutputProfile"]
    del found[0]["/RegistryName"]


def screen_profile(pdf: pikepdf.Pdf, found: Any) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found[0].DestOutputProfile = pikepdf.Stream(pdf, profile, N=3)


def layers(**more: Any) -> Callable[[pikepdf.Pdf, Any], None]:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        one = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Traduction"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([one]), D=Dictionary(**more))

    return tweak


def state(**values: Any) -> Callable[[pikepdf.Pdf, Any], None]:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.Resources.ExtGState.Half = Dictionary(**values)

    return tweak


def group(colours: Any) -> Callable[[pikepdf.Pdf, Any], None]:
    return lambda pdf, page: put(page, "/Group", Dictionary(S=Name.Transparency, CS=colours))


def spot_picture() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        function = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0] * 4, C1=[0, 0.2, 0.8, 0], N=1)
        spot = Array([Name.Separation, Name("/Or"), Name.DeviceCMYK, function])
        size = 420
        page.Resources.XObject = Dictionary(
            Im1=pikepdf.Stream(
                pdf,
                bytes(size * size),
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=size,
                Height=size,
                BitsPerComponent=8,
                ColorSpace=spot,
            )
        )

    return good(GROUND + TEXT + "q 100 0 0 100 50 250 cm /Im1 Do Q\n", tweak=tweak)


def without_pages() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        del pdf.pages[0]

    return good(tweak=tweak)


def unclaimed() -> bytes:
    """Make a file of no level, its objects packed."""

    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        del pdf.Root.Metadata

    return good(tweak=tweak, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def not_paintable() -> bytes:
    """Make a file whose page pdfium does not take for one: its type is none."""
    return good().replace(b"/Type /Page ", b"/Type /Pagu ")


def no_bleed_at_the_right() -> bytes:
    def tweak(pdf: pikepdf.Pdf, page: Any) -> None:
        page.MediaBox = page.BleedBox = Array([0, 0, RIGHT, HEIGHT])

    return good(tweak=tweak)


HALF = "q /Half gs 0 .5 0 0 k 60 300 50 50 re f Q\n"
CMYK, GREY = Name.DeviceCMYK, Name.DeviceGray

#: Rule → further files that break it and nothing else.
POSTER = replace(JOB, posted=True)
DARK = f"q 0 0 0 1 k 0 0 {WIDTH:.3f} {{:.3f}} re f Q\n"

BRANCHES: dict[str, list[Case]] = {
    "bitmap-ppi": [Case(picture(400, 1, GREY), found=288, required=549, words="549 are")],
    "image-ppi": [
        Case(picture(220, 8, CMYK), severity=WARNING, found=158.4, required=224, words="224 are")
    ],
    "bleed-artwork": [
        Case(  # the boxes are good: only the page as painted shows the white
            also(f"q 0 0 0 0 k {RIGHT} 0 {WIDTH - RIGHT} {HEIGHT} re f Q\n"),
            found=0,
            required=3,
            rect_mm=(105, 0, 108, 148),
        ),
        Case(  # one part of a drawing is a ground that ends at the edge
            lambda: good(SPREAD.format(f"20 20 9 9 re {RIGHT - 60} 100 60 99") + TEXT),
            found=0,
            required=3,
        ),
        Case(
            picture(420, 8, CMYK, ground="", at=f"{RIGHT - 100:.3f} 250"),
            found=0,
            required=3,
            rect_mm=(69.72, 85.19, 105, 120.47),
        ),
    ],
    "cover-file": [
        Case(
            lambda: good(*[GROUND + TEXT] * 8),
            job=replace(BOOK, printer=replace(PRINTER, cover="same-file"), pages_apart=4),
            page=None,
            found=8,
            required=12,
        )
    ],
    "embedded-file": [
        Case(CASES["embedded-file"].make, job=PLAIN, severity=WARNING, page=None, found=1)
    ],
    "javascript": [Case(CASES["javascript"].make, job=PLAIN, severity=WARNING, page=None)],
    "forbidden-object": [
        Case(CASES["forbidden-object"].make, job=PLAIN, severity=WARNING, page=None)
    ],
    "fold-panels": [
        Case(
            also(typed(10, "0 0 0 1 k", at="140 100")),
            job=replace(JOB, panels=PANELS),
            severity=WARNING,
            found=6.74,
            required=0,
        )
    ],
    "grey-only": [Case(picture(420, 8, CMYK, ground=""), job=RISO, found="device-cmyk")],
    "hidden-layer": [
        Case(spoilt(layers(BaseState=Name.OFF)), severity=WARNING, page=None, found=1, required=0),
        Case(lambda: x1a(tweak=layer), job=X1A, page=None, found=1, required=0),
    ],
    "identity": [
        Case(
            spoilt(lambda pdf, page: put(pdf.docinfo, "/Trapped", Name.Unknown)),
            page=None,
            required="Trapped",
        ),
        Case(lambda: good().replace(b"/ID [", b"/IX ["), page=None, required="ID"),
    ],
    "ink-coverage": [Case(picture(420, 8, CMYK, 255), found=400, required=300)],
    "output-intent": [
        Case(intents(lambda pdf, all_: all_.append(all_[0])), page=None, found=2, required=1),
        Case(
            deleted("/OutputConditionIdentifier", "intent"),
            page=None,
            required="OutputConditionIdentifier",
        ),
        Case(intents(unregistered), page=None, found="FOGRA39", required="DestOutputProfile"),
        Case(intents(screen_profile), page=None, found="mntrRGB ", required="prtr CMYK"),
    ],
    "page-boxes": [
        Case(deleted("/MediaBox"), required="MediaBox"),
        Case(
            spoilt(lambda pdf, page: put(page, "/ArtBox", page.TrimBox)),
            found="ArtBox",
            required="TrimBox",
        ),
        Case(
            spoilt(lambda pdf, page: put(page, "/BleedBox", Array([-9, 0, WIDTH, HEIGHT]))),
            rect_mm=(-6.17, -3, 108, 151),
        ),
    ],
    "page-count": [
        Case(
            lambda: good(*[GROUND + TEXT] * 8),
            job=replace(JOB, binding="perfect"),
            page=None,
            found=8,
            required=40,
        ),
        Case(
            lambda: good(*[GROUND + TEXT] * 68),
            job=replace(JOB, binding="saddle"),
            severity=WARNING,
            page=None,
            found=68,
            required=64,
        ),
    ],
    "page-sizes": [
        Case(
            spoilt(small_second, GROUND + TEXT, GROUND + TEXT),
            job=replace(JOB, trim_mm=None),
            severity=WARNING,
            page=2,
        ),
        Case(
            spoilt(lambda pdf, page: put(page, "/Rotate", 90)),
            severity=WARNING,
            found=90,
            required=0,
        ),
    ],
    "pdf-version": [
        Case(
            lambda: good(version="PDF/X-1a:2003", pdf_version="1.5"),
            job=X1A,
            page=None,
            found="1.5",
            required="1.4",
        )
    ],
    "pdfx-claim": [
        Case(x1a, job=asks(levels=("x-4",)), page=None, words="the file is PDF/X-1a:2003")
    ],
    "printer-marks": [
        Case(marked(4), job=WANTS_NONE, severity=WARNING),
        Case(good, job=ASKS_MARKS, found=0, required=8),
    ],
    "qr-readable": [
        Case(also(qr(colour="0 0 0 .2 k")), required=40, words="too pale"),
        Case(
            also(qr(colour="0 0 0 0 k", ground="0 0 0 1 k")),
            severity=WARNING,
            words="light on a dark ground",
        ),
    ],
    "safe-margin": [Case(also(OVER_THE_EDGE), words="cut off")],
    "small-black-text": [
        Case(
            also("q .6 .6 .6 .9 K 1 w 60 300 m 160 300 l S Q\n"),
            severity=WARNING,
            found=4,
            words="black line",
        )
    ],
    "spot-colour": [Case(spot_picture, found="Or", required=0)],
    "thin-line": [
        Case(
            also("q 0 0 0 0 K .3 w 60 300 m 160 300 l S Q\n"),
            severity=WARNING,
            found=0.3,
            required=0.5,
        )
    ],
    "transparency": [
        Case(lambda: x1a(tweak=group(CMYK)), job=X1A, found="Group"),
        Case(
            lambda: x1a(GROUND + TEXT + HALF, tweak=state(SMask=Dictionary(S=Name.Luminosity))),
            job=X1A,
            found="SMask",
        ),
        Case(
            lambda: x1a(GROUND + TEXT + HALF, tweak=state(BM=Name.Multiply)),
            job=X1A,
            found="Multiply",
        ),
    ],
    "type3-font": [Case(CASES["type3-font"].make, job=asks(type3=False))],
    "white-overprint": [
        Case(also(WHITE_TEXT), words="white text"),
        Case(also("q /Over gs 0 0 0 0 k 60 300 50 50 re f Q\n" + WHITE_TEXT), words="white text"),
    ],
    "white-poster": [
        Case(
            lambda: good(DARK.format(0.4 * HEIGHT) + TEXT), job=POSTER, severity=WARNING, found="K"
        ),
        Case(  # a white ground is paper
            lambda: good(DARK.format(HEIGHT).replace("0 0 0 1 k", "0 0 0 0 k") + TEXT),
            job=POSTER,
            severity=WARNING,
            found="K",
        ),
    ],
}

#: Rule → files, and the jobs they are for, that come near it and do not break it.
NEAR: dict[str, list[tuple[Callable[[], bytes], Job]]] = {
    "annotation": [(spoilt(link), PLAIN)],
    "bitmap-ppi": [
        (picture(400, 1, GREY), asks(bitmap_ppi=None)),
        (picture(420, 8, CMYK), JOB),
        (picture(1700, 1, GREY), JOB),
        (picture(4, 1, GREY), JOB),
    ],
    "image-ppi": [
        (picture(100, 8, CMYK), asks(ppi=None)),
        (picture(100, 1, GREY), JOB),
        (picture(420, 8, CMYK), JOB),
        (picture(4, 8, CMYK), JOB),
    ],
    "black-overprint": [
        (CASES["black-overprint"].make, asks(black_overprints=False)),
        (lambda: good(GROUND + SMALL.format(14, "0 0 0 1 k")), JOB),
        (lambda: good(GROUND + SMALL.format(10, "0 0 0 .5 k")), JOB),
        (lambda: good(SMALL.format(10, "0 0 0 1 k")), JOB),
    ],
    "bleed-artwork": [
        (not_paintable, JOB),
        (  # a line along the end of the area goes on into the bleed
            lambda: good(
                SPREAD.format(f"{RIGHT - 60} 100 60 99")
                + f"q .2 0 0 0 K 12 w {RIGHT + 4} 90 m {RIGHT + 4} 210 l S Q\n"
                + TEXT
            ),
            JOB,
        ),
        (no_bleed_at_the_right, asks(bleed_mm=(3, 0, 3, 3))),
        (  # a frame along the edge is no ground
            lambda: good(
                f"q .2 0 0 0 K 2 w {LEFT + 2} {BOTTOM + 2} {RIGHT - LEFT - 4} {TOP - BOTTOM - 4} re "
                f"S Q\n" + TEXT
            ),
            JOB,
        ),
        (lambda: good(SPREAD.format(f"{RIGHT - 6} 100 6 6") + TEXT), JOB),
        (lambda: good(SPREAD.format(CONFETTI) + TEXT), JOB),
        (lambda: good(SPREAD.format(f"{RIGHT + 1} 100 3 99") + TEXT), JOB),
        (lambda: good(SPREAD.format("100 100 50 50") + TEXT), JOB),
    ],
    "bleed-box": [(CASES["page-boxes"].make, JOB)],
    "blend-space": [
        (CASES["blend-space"].make, asks(colours="any")),
        (spoilt(group(CMYK)), JOB),
    ],
    "colour-space": [
        (
            lambda: good(GROUND + "/Cs1 cs 0 .5 0 0 scn 60 300 50 50 re f", tweak=space(icc_cmyk)),
            JOB,
        )
    ],
    "cover-file": [
        (CASES["cover-file"].make, replace(CASES["cover-file"].job, kind="leaflet")),
        (CASES["cover-file"].make, replace(CASES["cover-file"].job, pages_apart=4)),
        (CASES["cover-file"].make, BOOK),
        (CASES["cover-file"].make, replace(BOOK, pages_apart=4)),
    ],
    "crop-box": [(CASES["crop-box"].make, PLAIN)],
    "fine-type": [
        (CASES["fine-type"].make, asks(type_multi_pt=None)),
        (also(typed(7, "0 0 0 1 k")), JOB),
    ],
    "fold-panels": [
        (good, replace(JOB, panels=PANELS)),
        (also(OVER_THE_EDGE), replace(JOB, panels=PANELS)),
    ],
    "grey-only": [(picture(420, 8, GREY, ground=""), RISO), (lambda: good(TEXT), RISO)],
    "hidden-layer": [(spoilt(layers()), JOB)],
    "identity": [(deleted("/Trapped", "info"), PLAIN)],
    "ink-coverage": [
        (CASES["ink-coverage"].make, asks(ink_limit=None)),
        (also("q /Over gs .1 0 0 0 k 60 300 90 90 re f Q\n"), JOB),
    ],
    "ink-limit": [(CASES["ink-limit"].make, asks(ink_limit=None))],
    "output-intent": [(deleted("/OutputIntents", "root"), PLAIN)],
    "pdf-version": [(CASES["pdf-version"].make, PLAIN), (unclaimed, PLAIN)],
    "page-count": [(lambda: good(*[GROUND + TEXT] * 8), replace(JOB, binding="saddle"))],
    "page-sizes": [
        (CASES["page-boxes"].make, JOB),
        (without_pages, replace(JOB, trim_mm=None)),
    ],
    "qr-quiet-zone": [(also(qr()), JOB)],
    "qr-readable": [(also(qr()), JOB)],
    "qr-size": [(also(qr()), JOB)],
    "rgb-left": [(CASES["rgb-left"].make, asks(colours="any"))],
    "safe-margin": [(also(typed(6, "0 0 0 1 k", at=f"100 {TOP + 2}")), JOB)],
    "small-black-text": [(also("q .6 .6 .6 .9 K 5 w 60 300 m 160 300 l S Q\n"), JOB)],
    "spot-colour": [(separation("/Or"), asks(spot_names=("Or",)))],
    "thin-line": [
        (also("q 0 0 0 1 k 60 300 .2 1.5 re f Q\n"), JOB),
        (also("q /Over gs 0 0 0 1 K 1 w 60 300 m 160 300 l S Q\n"), JOB),
    ],
    "transparency": [(lambda: good(GROUND + TEXT + HALF), JOB)],
    "type-size": [
        (CASES["type-size"].make, asks(type_pt=None)),
        (also("q /Over gs BT /F1 5 Tf 0 0 0 1 k 60 100 Td (1) Tj ET Q\n"), JOB),
    ],
    "white-poster": [
        (good, POSTER),
        (lambda: good(TEXT), JOB),
        (lambda: good(""), replace(POSTER, blanks=(1,))),
        # black for the most part, and a hair less
        (lambda: good(DARK.format(0.51 * HEIGHT) + TEXT), POSTER),
        (
            lambda: good("q .9 .1 .1 rg 60 300 50 50 re f Q\n" + TEXT),
            replace(POSTER, printer=PLAIN.printer),
        ),
    ],
}
