"""Many people in one studio at once: is every answer theirs, is every save there at the end?

    PYTHONPATH=tests python -m support.checkers.load        twenty for two minutes: ``make load``

Each types a word of their own into a leaflet or a chapter of their own, looks at the page, saves, takes
back; and adds a line to a leaflet they all share. The picture of a leaflet must carry their word (its
code is read), the page of a chapter must hold it, and what was saved last must stand in the file.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import zxingcpp
from PIL import Image

from support.checkers.studio import Running, printkit, run_studio

SHARED = "ensemble"
#: Every nth of the clients writes a chapter, the others a leaflet.
_CHAPTERS = 5


@dataclass
class Load:
    """What the clients met: complaints in words (none is good), and seconds each kind of answer took."""

    complaints: list[str] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    saves: int = 0
    conflicts: int = 0

    def __str__(self) -> str:
        rows = [f"{self.saves} saves, {self.conflicts} conflicts shown and solved"]
        for kind, times in sorted(self.seconds.items()):
            ordered = sorted(times)
            p95 = ordered[max(round(0.95 * len(ordered)) - 1, 0)]
            middle = statistics.median(ordered)
            rows.append(
                f"{kind:24}{len(ordered):6} answers, median {middle:.2f} s, 95 % {p95:.2f} s"
            )
        return "\n".join([*rows, f"{len(self.complaints)} complaints", *self.complaints[:20]])


class Client:
    """One of them: asks, times, remembers what it saved last."""

    def __init__(self, number: int, running: Running, load: Load) -> None:
        self.word = f"personne{number:02}"
        self.rows = 0
        self._count = 0
        self._load = load
        self._random = random.Random(number)
        base = running.address.partition("/?")[0]
        self._http = httpx.AsyncClient(
            base_url=base, headers={"origin": base}, timeout=120, follow_redirects=True
        )
        self._address = running.address

    async def live(self, round_: Callable[[], Coroutine[Any, Any, None]], until: float) -> None:
        """Do one round after the other, with the pauses of somebody who types."""
        async with self._http:
            await self._http.get(self._address)
            try:
                while time.monotonic() < until:
                    await round_()
                    await asyncio.sleep(self._random.uniform(0.05, 0.4))
            except Exception as error:  # whatever it is, it is told at the end
                self._load.complaints.append(f"{self.word}: {type(error).__name__}: {error}")

    async def ask(self, kind: str, path: str, data: Any = None) -> httpx.Response:
        """Ask, and count how long it took; what is refused without reason is a complaint."""
        started = time.monotonic()
        if data is None:
            answer = await self._http.get(path)
        else:
            answer = await self._http.post(path, json=data)
        self._load.seconds.setdefault(kind, []).append(time.monotonic() - started)
        if answer.status_code not in (200, 201, 409):
            self.complain(f"{path}: {answer.status_code} {answer.text[:100]}")
        return answer

    def complain(self, text: str) -> None:
        """Keep what must not happen."""
        self._load.complaints.append(f"{self.word}: {text}")

    def next_word(self) -> str:
        """Return a word nobody else types, and that this one has not typed yet."""
        self._count += 1
        return f"{self.word}fois{self._count:04}"

    async def leaflet(self) -> None:
        """Type, look, save, sometimes take back; every fifth time add to what all share."""
        name, word = self.word, self.next_word()
        state = (await self.ask("read", f"/api/leaflet/{name}")).json()
        form = {**state["form"], "title": f"Fête {word}", "link": f"https://exemple.example/{word}"}
        asked = {"form": form, "format": "a6", "quick": self._random.random() < 0.7}
        seen = (await self.ask("preview", f"/api/preview/{name}", asked)).json()
        wrong = [one["message"] for one in seen["findings"] if one["severity"] == "error"]
        if wrong or not seen["sides"]:
            self.complain(f"no picture: {wrong}")
        pictures = [(await self.ask("picture", side)).content for side in seen["sides"]]
        if form["link"] not in await asyncio.to_thread(codes, pictures):
            self.complain(f"a page without its word {word}")
        if self._count % 3 == 0:
            await self._saved(f"/api/leaflet/{name}", {"form": form, "base": state["sha256"]}, word)
        if self._count % 9 == 0:
            await self.ask("undo", f"/api/undo/{name}", {})
            now = (await self.ask("read", f"/api/leaflet/{name}")).text
            if word in now:
                self.complain(f"{word} is still there after it was taken back")
        if self._count % 5 == 0 and self.rows < 10:
            await self._add_row()

    async def chapter(self) -> None:
        """Type into a chapter, look at its page, save."""
        path, word = f"livre/{self.word}.md", self.next_word()
        state = (await self.ask("read", f"/api/text/{path}")).json()
        text = f"# {self.word}\n\nVoici {word} au milieu de la page.\n"
        around = {"text": text, "before": f"Voici {word}", "after": " au milieu"}
        quick = self._random.random() < 0.7
        seen = (await self.ask("chapter", f"/api/typed/{path}", {**around, "quick": quick})).json()
        if not seen["page"]:  # the server looks for the words around the caret on the pages it made
            self.complain(f"a chapter without its word {word}: {seen['findings']}")
        else:
            await self.ask("chapter picture", f"/typed/{seen['key']}/{seen['page']}.png")
        if self._count % 3 == 0:
            saved = {"text": text, "base": state["sha256"]}
            await self._saved(f"/api/text/{path}", saved, word)

    async def _saved(self, path: str, data: Any, word: str) -> None:
        answer = await self.ask("save", path, data)
        if answer.status_code == 409:
            self.complain("a conflict over a file nobody else writes")
        self._load.saves += 1
        if word not in (await self.ask("read", path)).text:
            self.complain(f"what was saved is not there: {word}")

    async def _add_row(self) -> None:
        """Add a line to the programme all share; who comes second sees a conflict and adds it anew."""
        self.rows += 1
        row = {"time": "", "title": f"{self.word}ligne{self.rows:02}", "speakers": [], "note": ""}
        path = f"/api/leaflet/{SHARED}"
        seen = (await self.ask("read", path)).json()
        while True:
            form = seen["form"]
            form["event"]["programme"].append(row)
            answer = await self.ask("save", path, {"form": form, "base": seen["sha256"]})
            if answer.status_code == 200:
                self._load.saves += 1
                return
            self._load.conflicts += 1
            seen = answer.json()


def codes(pictures: list[bytes]) -> list[str]:
    """Return what the QR codes in pictures say."""
    images = [Image.open(io.BytesIO(one)).convert("L") for one in pictures]
    return [code.text for image in images for code in zxingcpp.read_barcodes(image)]


def project(root: Path, clients: int) -> None:
    """Make a project where each of the clients has something of their own to write."""
    printkit(["new", "project", root.name], root.parent)
    for folder in (root / "leaflets", root / "brochure"):
        shutil.rmtree(folder)
    (root / "leaflets").mkdir()
    (root / "livre").mkdir()
    chapters = [f"personne{number:02}.md" for number in range(0, clients, _CHAPTERS)]
    for name in [SHARED, *(f"personne{number:02}" for number in range(clients))]:
        (root / "leaflets" / f"{name}.yaml").write_text(
            f"name: {name}\ntitle: Fête\nformats: [a6]\nlink: https://exemple.example/\n"
            "event:\n  date: 2026-09-26\n"
        )
    for name in chapters:
        (root / "livre" / name).write_text("# Un\n")
    listed = ", ".join(chapters)
    (root / "livre" / "brochure.yaml").write_text(
        f"name: livre\ntitle: Livre\ndate: 2026-01-05\nparts: [{listed}]\n"
    )


async def _all(running: Running, clients: int, seconds: float) -> tuple[Load, list[Client]]:
    load = Load()
    people = [Client(number, running, load) for number in range(clients)]
    until = time.monotonic() + seconds
    rounds = [
        one.leaflet if number % _CHAPTERS else one.chapter for number, one in enumerate(people)
    ]
    await asyncio.gather(
        *(one.live(round_, until) for one, round_ in zip(people, rounds, strict=True))
    )
    return load, people


def run(clients: int, seconds: float) -> Load:
    """Let ``clients`` work in one studio for so many seconds; see that no line they shared is lost."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "projet"
        project(root, clients)
        # in a thread of its own: a browser that another test holds open keeps a loop in this one
        with run_studio(root) as running, ThreadPoolExecutor(1) as thread:
            work = thread.submit(asyncio.run, _all(running, clients, seconds))
            load, people = work.result()
        shared = (root / "leaflets" / f"{SHARED}.yaml").read_text()
        for one in people:
            for number in range(1, one.rows + 1):
                if shared.count(f"{one.word}ligne{number:02}") != 1:
                    one.complain(f"line {number} of the shared programme is not there once")
    return load


def main() -> None:
    """Run as the command line asks; a complaint ends with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    options = parser.parse_args()
    load = run(options.clients, options.seconds)
    print(load)
    raise SystemExit(bool(load.complaints))


if __name__ == "__main__":
    main()
