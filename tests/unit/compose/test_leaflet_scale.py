"""Stylesheets of leaflets carried over to another size."""

import pytest

from printkit.compose.leaflet_scale import rescaled

SCALE = (0.5, 2.0)


@pytest.mark.parametrize(
    ("rule", "carried"),
    [
        (".a{left:10mm}", ".a{left:5mm}"),
        (".a{margin-right:9mm;width:20.5mm}", ".a{margin-right:4.5mm;width:10.25mm}"),
        (".a{top:10mm;height:3mm}", ".a{top:20mm;height:6mm}"),
        (".a{padding-top:2mm}", ".a{padding-top:4mm}"),
        (".a{left:-5mm;top:-5mm}", ".a{left:-5mm;top:-5mm}"),  # reach over the trim
        (".field{border-bottom:25mm solid red}", ".field{border-bottom:45mm solid red}"),
        (".field{height:25mm}", ".field{height:45mm}"),
        (".a{font-size:20pt;line-height:1.2}", ".a{font-size:10pt;line-height:1.2}"),
        (".a{font-size:8pt}", ".a{font-size:6.5pt}"),
        (".a{font-size:5pt}", ".a{font-size:5pt}"),
        (
            ".a{border-top:2pt solid red;margin-top:.5em}",
            ".a{border-top:2pt solid red;margin-top:.5em}",
        ),
        ("/* 9mm */.a:before{content:'9mm'}", "/* 9mm */.a:before{content:'9mm'}"),
    ],
)
def test_lengths_follow_their_direction(rule, carried):
    assert rescaled(rule, SCALE).replace('"', "'") == carried


def test_the_same_size_changes_nothing():
    assert rescaled(".a { left : 1mm }", (1.0, 1.0)) == ".a { left : 1mm }"
