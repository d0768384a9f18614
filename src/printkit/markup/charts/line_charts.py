"""Lines through time, and slopes between two moments. Labels stand at the ends of the lines."""

from __future__ import annotations

from printkit.markup.charts.chart_canvas import LEADING, SIZE, WIDTH, Canvas, spread_out, ticks
from printkit.markup.charts.chart_model import Chart

_ROLES = ("accent", "ink", "muted", "rule", "accent", "ink")
_PLOT = 99.0
_HEAD = 13.2


def _role(chart: Chart, name: str) -> str:
    return "accent" if not chart.highlights or name in chart.highlights else "muted"


def slopes(chart: Chart, canvas: Canvas) -> bytes:
    """Draw one slope for each row, from its first number to its second."""
    top = 0.0
    if chart.heading:
        canvas.write(0, SIZE, chart.heading, role="muted")
        top = _HEAD
    names = [canvas.wrap(row.label, 92) for row in chart.rows]
    begins = [row.values[0] or 0.0 for row in chart.rows]
    ends = [row.values[1] or 0.0 for row in chart.rows]
    value_wide = max(canvas.width(chart.say(value), 700) for value in begins)
    name_wide = max(canvas.width(line) for lines in names for line in lines)
    left = name_wide + 6 + value_wide + 12
    right = WIDTH - max(canvas.width(chart.say(value), 700) for value in ends) - 12
    for x, name, anchor in ((left, 0, "end"), (right, 1, "start")):
        if len(chart.series) > name:
            said = chart.series[name]
            # both heads keep to the sheet, whatever their length
            wide = canvas.width(said, 700)
            start = min(max(0.0, x - wide if anchor == "end" else x), WIDTH - wide)
            canvas.write(start, top + SIZE, said, weight=700)
    top += _HEAD + 6
    low, high = min(0.0, *begins, *ends), max(0.0, *begins, *ends)
    gap = LEADING + 1.2
    heights = max(map(len, names))
    needed = max(sum(map(len, names)), heights * (len(names) - 1))
    tall = max(_PLOT * min(1.0, len(chart.rows) / 5), gap * needed)
    scale = tall / ((high - low) or 1)

    def place(value: float) -> float:
        return top + (high - value) * scale

    at_left = spread_out([place(v) for v in begins], gap * heights, top, top + tall)
    at_right = spread_out([place(v) for v in ends], gap, top, top + tall)
    for index, row in enumerate(chart.rows):
        role = _role(chart, row.label)
        begin, end = place(begins[index]), place(ends[index])
        canvas.line([(left, begin), (right, end)], role, 1.4)
        for x, y, label, side in (
            (left, begin, at_left[index], -1),
            (right, end, at_right[index], 1),
        ):
            canvas.dot(x, y, role, 2.2)
            if abs(label - y) > 1.5:
                canvas.line([(x + 2.6 * side, y), (x + 9 * side, label)], "rule", 0.5)
        said = chart.say(begins[index])
        canvas.block(left - 11, at_left[index], [said], anchor="end", weight=700)
        canvas.block(left - 11 - value_wide - 6, at_left[index], names[index], anchor="end")
        said = chart.say(ends[index])
        canvas.block(right + 11, at_right[index], [said], weight=700)
    return canvas.finish(top + tall + SIZE)


def lines(chart: Chart, canvas: Canvas) -> bytes:
    """Draw one line for each series, rows being moments; years keep their distances."""
    top = 4.0
    if chart.heading:
        canvas.write(0, SIZE, chart.heading, role="muted")
        top += _HEAD
    numbers = chart.numbers
    marks = ticks(min(0.0, *numbers), max(0.0, *numbers))
    low, high = marks[0], marks[-1]
    left = max(canvas.width(chart.say(mark)) for mark in marks) + 6
    names = chart.series or ("",) * chart.count
    lasts = [_last(chart, number) for number in range(chart.count)]
    ends = [
        [*canvas.wrap(names[n], 84, 700), chart.say(chart.rows[last].values[n])]
        if names[n]
        else [chart.say(chart.rows[last].values[n])]
        for n, last in enumerate(lasts)
    ]
    room = max(canvas.width(line, 700) for block in ends for line in block) + 8
    right = WIDTH - room
    tall = max(map(len, ends)) * LEADING
    plot = max(_PLOT, (tall + 1) * chart.count)
    scale = plot / ((high - low) or 1)

    def height(value: float) -> float:
        return top + (high - value) * scale

    places = _places(chart, left + 4, right)
    for mark in marks:
        y = height(mark)
        canvas.line(
            [(left, y), (right, y)], "ink" if mark == 0 else "rule", 0.6 if mark == 0 else 0.4
        )
        canvas.write(left - 4, y + SIZE * 0.35, chart.say(mark), anchor="end", role="muted")
    _moments(canvas, chart, places, top + plot + SIZE + 4)
    wished = [height(chart.rows[last].values[n] or 0.0) for n, last in enumerate(lasts)]
    at = spread_out(wished, tall + 1, top + tall / 2 - 6, top + plot - tall / 2 + 4)
    for number, last in enumerate(lasts):
        role = _ROLES[number] if chart.count > 1 else "accent"
        if chart.highlights:
            role = _role(chart, names[number])
        for run in _runs(chart, number):
            points = [(places[i], height(value)) for i, value in run]
            if len(points) > 1:
                canvas.line(points, role, 1.6)
            for x, y in points:
                canvas.dot(x, y, role, 1.7)
        y = at[number]
        if abs(y - wished[number]) > 2:
            canvas.line([(places[last] + 2.5, wished[number]), (right + 7, y)], "rule", 0.5)
        first = y - (len(ends[number]) - 1) * LEADING / 2 + SIZE * 0.34
        for index, line in enumerate(ends[number]):
            shade = role if role != "rule" else "muted"
            canvas.write(right + 8, first + index * LEADING, line, weight=700, role=shade)
    return canvas.finish(top + plot + SIZE + 8)


def _last(chart: Chart, number: int) -> int:
    return max(i for i, row in enumerate(chart.rows) if row.values[number] is not None)


def _places(chart: Chart, left: float, right: float) -> list[float]:
    """Return where the rows stand: in proportion when they are years, else evenly."""
    labels = [row.label for row in chart.rows]
    count = len(labels)
    if all(label.isascii() and label.isdigit() for label in labels):
        years = [int(label) for label in labels]
        if years == sorted(set(years)) and count > 1:
            span = years[-1] - years[0]
            return [left + (year - years[0]) / span * (right - left) for year in years]
    return [left + index / max(1, count - 1) * (right - left) for index in range(count)]


def _moments(canvas: Canvas, chart: Chart, places: list[float], y: float) -> None:
    """Write the rows' labels below, the first and the last always, others where there is room."""
    wide = [canvas.width(row.label) for row in chart.rows]
    last = len(places) - 1
    taken = places[last] - wide[last] / 2 - 6
    free = 0.0
    for index, row in enumerate(chart.rows):
        start = max(0.0, places[index] - wide[index] / 2)
        if index != last and index and (start < free or start + wide[index] > taken):
            continue
        if index == last or start + wide[index] <= taken:
            canvas.write(start, y, row.label)
            free = start + wide[index] + 6


def _runs(chart: Chart, number: int) -> list[list[tuple[int, float]]]:
    """Return the stretches of a series without a hole."""
    runs: list[list[tuple[int, float]]] = [[]]
    for index, row in enumerate(chart.rows):
        value = row.values[number]
        if value is None:
            runs.append([])
        else:
            runs[-1].append((index, value))
    return [run for run in runs if run]
