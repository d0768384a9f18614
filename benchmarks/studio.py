"""``make bench-studio``: from a key pressed in Chromium to the changed page on screen, and what idling costs.

The project is a copy of this repository's: every format of its largest leaflet in turn, then a word
changed in a chapter of its brochure.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from benchmarks.measure import tree_cpu_s, tree_pss_mib

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.checkers.browser import open_browser, open_page  # noqa: E402  beside the tests that use it too

LEAFLET = "contre-sommet"
#: Fields of the form a key is typed in, one after the other.
FIELDS = ["#f-title", "#f-subtitle", "#f-kicker", "#f-call", "ol.rows [data-key=title] >> nth=1"]
#: A key's time runs from its event to the second frame after the page's picture was exchanged.
WATCH = """() => {
  const stage = document.querySelector("[data-edit]");
  let arrived = () => {};
  addEventListener("keydown", () => {
    const pressed = performance.now();
    const before = Number(stage.dataset.edit);
    window.shown = new Promise((done) => {
      arrived = () => Number(stage.dataset.edit) > before && done(performance.now() - pressed);
    });
  }, true);
  new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(() => arrived())))
    .observe(stage, { attributes: true, attributeFilter: ["data-edit"] });
}"""


#: All formats are laid out truly, those nobody looks at too: somebody begins to type.
SETTLED = "() => !document.querySelector('#tabs .late') && document.querySelector('#stage image')"


def main() -> None:
    """Measure all and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--many", type=int, default=500, help="edits memory is watched over")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, studio(Path(folder) / "project") as (child, url):
        with open_browser() as browser, open_page(browser, url) as page:
            page.set_default_timeout(60_000)
            leaflet = leaflet_edits(page, url, options.edits)
            chapter = chapter_edits(page, url, options.edits)
        memory = memory_over(child, url, options.many)
        figures = {
            "key to picture, leaflet": summary(leaflet),
            "key to page, chapter": summary(chapter),
            "memory over edits": memory,
            "idle": idle(child, options.idle),
            "load": [round(one, 2) for one in os.getloadavg()],
        }
    if options.json:
        print(json.dumps(figures, indent=2))
        return
    for name, figure in figures.items():
        print(f"{name:28}{figure}")


@contextmanager
def studio(root: Path) -> Iterator[tuple[int, str]]:
    """Serve a copy of the project; yields the server's process id and the address it printed."""
    root.mkdir()
    shutil.copy(ROOT / "printkit.yaml", root)
    for name in ("styles", "brochure", "leaflets"):
        shutil.copytree(ROOT / name, root / name)
    port = str(20_000 + os.getpid() % 20_000)
    with subprocess.Popen(
        [sys.executable, "-m", "printkit", "studio", "--no-browser", "--port", port],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        try:
            found = next(filter(None, (re.search(r"http://\S+", line) for line in child.stdout)))
            yield child.pid, found[0]
        finally:
            child.terminate()


def leaflet_edits(page: Any, url: str, edits: int) -> list[float]:
    """Type a letter in one field after another, every format in turn; returns times in s."""
    page.goto(url.split("?", maxsplit=1)[0] + f"leaflet/{LEAFLET}")
    page.wait_for_selector("#stage[data-edit] image")
    page.evaluate(WATCH)
    tabs = page.locator("#tabs button")
    times = []
    pause = random.Random(7)
    for number in range(edits):
        if number % (edits // tabs.count() or 1) == 0:
            tabs.nth(number * tabs.count() // edits).click()
            page.wait_for_function(SETTLED)
        page.locator(FIELDS[number % len(FIELDS)]).focus()
        page.keyboard.press("End")
        times.append(typed(page, "abcdefghij"[number % 10]))
        time.sleep(pause.uniform(0.2, 1.5))
    return times


def chapter_edits(page: Any, url: str, edits: int) -> list[float]:
    """Put a letter in the middle of a chapter; returns times in s."""
    page.goto(url.split("?", maxsplit=1)[0] + "text/synthese/03-travail.md")
    page.wait_for_selector("[data-edit]")
    page.evaluate(WATCH)
    middle = "(area) => { const at = area.value.indexOf(' ', area.value.length / 2);"
    page.locator("#text").focus()
    page.locator("#text").evaluate(middle + "area.setSelectionRange(at, at); }")
    times = []
    pause = random.Random(7)
    for number in range(edits):
        times.append(typed(page, "abcdefghij"[number % 10]))
        time.sleep(pause.uniform(0.2, 1.5))
    return times


def memory_over(child: int, url: str, edits: int) -> dict[str, float]:
    """Type into the form again and again without a browser; returns MiB after each fifth of it.

    The first fifth fills what the studio keeps of its last pages; from there on memory is flat.
    """
    base = url.split("/?", maxsplit=1)[0]
    found = {}
    with httpx.Client(base_url=base, headers={"origin": base}, follow_redirects=True) as client:
        client.get(url).raise_for_status()
        form = client.get(f"/api/leaflet/{LEAFLET}").json()["form"]
        for number in range(1, edits + 1):
            form["title"] = f"Titre {number}"
            asked = {"form": form, "format": form["formats"][number % len(form["formats"])]}
            asked["quick"] = bool(number % 2)
            client.post(f"/api/preview/{LEAFLET}", json=asked, timeout=60).raise_for_status()
            if number % (edits // 5) == 0:
                found[f"after_{number}_mib"] = round(tree_pss_mib(child))
    return found


def typed(page: Any, key: str) -> float:
    """Press a key and wait for its picture; returns the time in s."""
    page.keyboard.press(key)
    return float(page.evaluate("() => window.shown")) / 1000


def summary(times: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the worst, in s."""
    ordered = sorted(times)
    return {
        "edits": len(ordered),
        "median_s": round(statistics.median(ordered), 3),
        "p95_s": round(ordered[max(round(0.95 * len(ordered)) - 1, 0)], 3),
        "worst_s": round(ordered[-1], 3),
    }


def idle(child: int, seconds: float) -> dict[str, float]:
    """Return the processor time the server and its children use with no page open, and their memory."""
    time.sleep(3)
    before = tree_cpu_s(child)
    time.sleep(seconds)
    used = tree_cpu_s(child) - before
    return {"cpu_percent": round(100 * used / seconds, 2), "mib": round(tree_pss_mib(child))}


if __name__ == "__main__":
    main()
