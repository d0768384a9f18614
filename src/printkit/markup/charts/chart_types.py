"""The types of charts: their names, what numbers they take, what draws them.

A new type is one drawing function and one line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from printkit.markup.charts.bars import lying, stacked, standing
from printkit.markup.charts.chart_canvas import Canvas
from printkit.markup.charts.chart_model import Chart
from printkit.markup.charts.line_charts import lines, slopes


@dataclass(frozen=True, slots=True)
class ChartType:
    """A type of chart: how it is drawn, and the numbers it can show.

    ``series`` and ``rows`` are the least and the most of each; ``holes`` tells whether a number
    may be missing, ``negative`` whether it may be below zero.
    """

    draw: Callable[[Chart, Canvas], bytes]
    series: tuple[int, int]
    rows: tuple[int, int]
    negative: bool = True
    holes: bool = False


TYPES = {
    "bars": ChartType(standing, (1, 3), (1, 12)),
    "hbars": ChartType(lying, (1, 3), (1, 20)),
    "stacked": ChartType(stacked, (2, 4), (1, 14), negative=False),
    "lines": ChartType(lines, (1, 6), (2, 200), holes=True),
    "slopes": ChartType(slopes, (2, 2), (1, 10)),
}
#: every name a type may be called by
NAMES = {name: name for name in TYPES} | {
    "barres": "bars",
    "barres-horizontales": "hbars",
    "horizontal-bars": "hbars",
    "barres-empilees": "stacked",
    "empilees": "stacked",
    "stacked-bars": "stacked",
    "lignes": "lines",
    "courbes": "lines",
    "courbe": "lines",
    "line": "lines",
    "pentes": "slopes",
    "slope": "slopes",
}
