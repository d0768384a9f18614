"""Every legal spelling of a page's side margins is read; what is no length is said to be none."""

import pytest

from printkit.compose.page_margins import page_margins_mm


@pytest.mark.parametrize(
    "css",
    [
        "@page { margin: 17mm 20mm 22mm 18mm }",
        "@page { size: A5; margin: 17mm 20mm 22mm 18mm }",
        "@page{margin:1.7cm 2cm 2.2cm 1.8cm}",
        "@page { margin-left: 18mm; margin-right: 20mm }",
        "@page { /* a note */ margin: /* here */ 17mm 20mm 22mm /* inner */ 18mm; }",
        "@page { margin: 17mm 20mm; margin-left: 18mm }",
        "@PAGE { MARGIN: 17MM 20MM 22MM 18MM }",
        "@page { margin: 9mm !important; margin-right: 20mm !important; margin-left: 18mm !important;"
        " margin: 3mm }",
        "@page { margin: 5mm } @page { margin: 0 20mm 0 18mm } @page bleeding { margin: 0 }"
        " @page :left { margin: 1mm }",
        "@page { margin: 17mm 56.69291pt 22mm 68.03150px }",
        "@page { margin: 17mm 20mm 22mm 18mm; @top-left { margin: 3mm; content: 'x' } }",
    ],
)
def test_spellings(css):
    sides = page_margins_mm(css)
    assert sides == pytest.approx({"left": 18, "right": 20}, abs=0.001)


@pytest.mark.parametrize(
    ("css", "sides"),
    [
        ("", {}),
        ("p { margin: 3mm }", {}),
        ("@page { margin-top: 3mm }", {}),
        ("@page { margin: 12mm }", {"left": 12, "right": 12}),
        ("@page { margin: 1mm 2mm 3mm }", {"left": 2, "right": 2}),
        ("@page { margin: 0 }", {"left": 0, "right": 0}),
    ],
)
def test_what_is_not_given_is_left_out(css, sides):
    assert page_margins_mm(css) == sides


@pytest.mark.parametrize("value", ["5%", "calc(1mm + 2mm)", "auto", "2em", "1mm 2vw"])
def test_no_length_is_no_number(value):
    assert None in page_margins_mm(f"@page {{ margin: {value} }}").values()
    sides = page_margins_mm(f"@page {{ margin: {value}; margin-left: 1mm; margin-right: 1mm }}")
    assert sides == {"left": 1, "right": 1}
