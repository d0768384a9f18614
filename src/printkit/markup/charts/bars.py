"""Bars: standing, lying, grouped by series, stacked. Their foot is always zero."""

from __future__ import annotations

from printkit.markup.charts.chart_canvas import LEADING, SIZE, WIDTH, Canvas
from printkit.markup.charts.chart_model import Chart, Row

#: colours of series, in order
SERIES = ("accent", "ink", "muted", "rule")
_LABEL_SHARE = 0.36
_BAR = 8.8
_GAP = 2.6
_HEAD = 13.2


def role_of(chart: Chart, row: Row, number: int) -> str:
    """Return the colour of a bar: by series, else by whether its row is brought out."""
    if chart.count > 1:
        return SERIES[number % len(SERIES)]
    return "accent" if not chart.highlights or row.label in chart.highlights else "muted"


def head(canvas: Canvas, chart: Chart) -> float:
    """Write the unit and the names of the series at the top; return the height they take."""
    y = 0.0
    if chart.heading:
        canvas.write(0, SIZE, chart.heading, role="muted")
        y = _HEAD + 1.5
    if chart.count < 2 or not chart.series:
        return y
    x = 0.0
    for number, name in enumerate(chart.series):
        wide = 10 + canvas.width(name, 700)
        if x and x + wide > WIDTH:
            x, y = 0.0, y + LEADING
        canvas.box(x, y + SIZE - 6.6, 6.6, 6.6, SERIES[number % len(SERIES)])
        canvas.write(x + 10, y + SIZE, name, weight=700)
        x += wide + 12
    return y + _HEAD + 2


def lying(chart: Chart, canvas: Canvas) -> bytes:
    """Draw bars that lie, one under the other, their labels in a column at the left."""
    top = head(canvas, chart)
    widest = max(canvas.width(row.label) for row in chart.rows)
    column = min(widest, WIDTH * _LABEL_SHARE)
    numbers = chart.numbers
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    said = [(value, canvas.width(chart.say(value), 700)) for value in numbers]
    left = max((wide + 4 for value, wide in said if value < 0), default=0.0)
    right = max((wide + 4 for value, wide in said if value >= 0), default=0.0)
    start = column + 8 + left
    scale = (WIDTH - start - right) / ((high - low) or 1)
    zero = start - low * scale
    y = top
    for row in chart.rows:
        lines = canvas.wrap(row.label, column)
        tall = max(len(row.values) * _BAR, len(lines) * LEADING)
        canvas.block(column, y + tall / 2, lines, anchor="end")
        bar = y + (tall - len(row.values) * _BAR) / 2
        for number, value in enumerate(row.values):
            if value is not None:
                _lying_bar(canvas, chart, row, number, value, zero, scale, bar + number * _BAR)
        y += tall + _GAP
    canvas.line([(zero, top - 1), (zero, y - _GAP + 1)], "ink")
    return canvas.finish(y - _GAP + 2)


def _lying_bar(
    canvas: Canvas, chart: Chart, row: Row, number: int, value: float, zero: float, scale: float,
    y: float,
) -> None:  # fmt: skip
    thick = _BAR - (1 if len(row.values) > 1 else 0)
    canvas.box(zero, y, value * scale, thick, role_of(chart, row, number))
    end = zero + value * scale
    base = y + thick / 2 + SIZE * 0.35
    if value < 0:
        canvas.write(end - 3, base, chart.say(value), anchor="end", weight=700)
    else:
        canvas.write(end + 3, base, chart.say(value), weight=700)


def standing(chart: Chart, canvas: Canvas) -> bytes:
    """Draw bars that stand side by side; they lie when their words find no room below them."""
    step = WIDTH / len(chart.rows)
    bar = min(46.0 if chart.count == 1 else 80.0, step * 0.62) / chart.count
    words = [word for row in chart.rows for word in row.label.split(" ")]
    tight = any(canvas.width(word) > step - 4 for word in words)
    room = step - 4 if chart.count == 1 else bar - 1.5
    cramped = any(canvas.width(chart.say(value), 700) > room for value in chart.numbers)
    if tight or cramped:
        return lying(chart, canvas)
    top = head(canvas, chart) + SIZE + 3
    numbers = chart.numbers
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    plot = 66.0
    high = high if high > low else 1.0
    scale = plot / (high - low)
    zero = top + high * scale
    foot = top + plot + (SIZE + 2 if low < 0 else 0)
    labels = [canvas.wrap(row.label, step - 4) for row in chart.rows]
    for index, row in enumerate(chart.rows):
        middle = step * (index + 0.5)
        x = middle - bar * len(row.values) / 2
        for number, value in enumerate(row.values):
            if value is None:
                continue
            centre = x + bar * (number + 0.5)
            thin = bar - (2 if chart.count > 1 else 0)
            canvas.box(centre - thin / 2, zero, thin, -value * scale, role_of(chart, row, number))
            beside = zero - value * scale + (SIZE + 1 if value < 0 else -3)
            canvas.write(centre, beside, chart.say(value), anchor="middle", weight=700)
        for number, line in enumerate(labels[index]):
            place = foot + SIZE + 3 + number * LEADING
            canvas.write(middle, place, line, anchor="middle")
    canvas.line([(0, zero), (WIDTH, zero)], "ink")
    return canvas.finish(foot + 5 + max(map(len, labels)) * LEADING)


def stacked(chart: Chart, canvas: Canvas) -> bytes:
    """Draw lying bars whose series stand end to end, with the sum after them."""
    top = head(canvas, chart)
    column = min(max(canvas.width(row.label) for row in chart.rows), WIDTH * _LABEL_SHARE)
    sums = [sum(value or 0 for value in row.values) for row in chart.rows]
    hundred = bool(chart.sign) and all(abs(total - 100) < 1.5 for total in sums)
    right = 0.0 if hundred else max(canvas.width(_said(chart, total), 700) + 4 for total in sums)
    zero = column + 8
    scale = (WIDTH - zero - right) / (max(sums) or 1)
    y, thick = top, 11.0
    for row, total in zip(chart.rows, sums, strict=True):
        lines = canvas.wrap(row.label, column)
        tall = max(thick, len(lines) * LEADING)
        canvas.block(column, y + tall / 2, lines, anchor="end")
        x, middle = zero, y + tall / 2
        for number, value in enumerate(row.values):
            wide = (value or 0) * scale
            canvas.box(x, middle - thick / 2, max(0.0, wide - 0.8), thick, SERIES[number])
            said = chart.say(value)
            if canvas.width(said) + 6 <= wide:
                role = "ink" if SERIES[number] == "rule" else "paper"
                canvas.write(x + 3, middle + SIZE * 0.35, said, role=role)
            x += wide
        if not hundred:
            canvas.write(x + 3, middle + SIZE * 0.35, _said(chart, total), weight=700)
        y += tall + _GAP
    canvas.line([(zero, top - 1), (zero, y - _GAP + 1)], "ink")
    return canvas.finish(y - _GAP + 2)


def _said(chart: Chart, total: float) -> str:
    return chart.say(round(total, 6))
