"""``python -m benchmarks.leaflets``: leaflets of one format by the line and by the engine alone, in one run.

Texts are sentences of the brochure, chosen by a fixed seed. The engine alone gets the same HTML, styles,
faces and sides with the sizes that the line found: it has nothing to look for.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Run, median, run
from printkit.build import leaflet
from printkit.build.build_context import BuildContext
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.model import RenderedChapter, RenderJob
from printkit.project.load import load_project
from printkit.render.pool import RenderPool
from printkit.render.text_fit import fill

ROOT = Path(__file__).parent.parent
BUILD = [sys.executable, "-m", "printkit", "build"]
PLAIN = (
    "from pathlib import Path; from weasyprint import HTML\n"
    "for page in sorted(Path().glob('*.html')):\n"
    "    HTML(filename=page).write_pdf(page.with_suffix('.pdf'), pdf_variant='pdf/ua-1')"
)
_SEED = 7
_ASSET = re.compile(r"asset:([^\"')]+)")


def main() -> None:
    """Run both in turns and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root, plain = Path(folder) / "project", Path(folder) / "plain"
        make_project(root, options.count)
        run(BUILD, root)
        plain.mkdir()
        written = write_plain(root, plain)
        yardstick: list[Run] = []
        ours: list[Run] = []
        idle: list[Run] = []
        for _ in range(options.runs):
            yardstick.append(run([sys.executable, "-c", PLAIN], plain))
            for name in ("out", ".printkit"):
                shutil.rmtree(root / name, ignore_errors=True)
            ours.append(run(BUILD, root))
            idle.append(run(BUILD, root))
    print(f"{written} A5 leaflets, screen edition, median of {options.runs} runs")
    print(f"{'':34}{'s':>8}{'x plain':>9}{'cpu s':>8}{'x plain':>9}{'MiB':>7}")
    base = median(yardstick)
    for name, runs in (
        ("plain WeasyPrint, sizes given", yardstick),
        ("printkit, cold build", ours),
        ("printkit, nothing changed", idle),
    ):
        one = median(runs)
        print(
            f"{name:34}{one.seconds:8.2f}{one.seconds / base.seconds:9.2f}"
            f"{one.cpu_s:8.2f}{one.cpu_s / base.cpu_s:9.2f}{one.peak_mib:7.0f}"
        )


def make_project(root: Path, count: int) -> None:
    """Write a project of so many leaflets."""
    chance = random.Random(_SEED)
    told = "\n\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("brochure/0*.md")))
    sentences = re.findall(r"(?m)^[A-ZÉÀ][\w’' ,;]{40,160}\.", told)
    (root / "leaflets").mkdir(parents=True)
    (root / "printkit.yaml").write_text(
        "version: 1\nname: Tracts\nlanguage: fr\ntheme: presse\n", "utf-8"
    )
    for number in range(count):
        words = chance.choice(sentences).split()
        event = {
            "title": "Rencontre",
            "timezone": "Europe/Paris",
            "date": f"2027-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "start": f"{chance.randint(9, 20):02}:00",
            "place": "Maison du quartier",
        }
        about = {
            "name": f"tract-{number:04}",
            "kind": "leaflet",
            "language": "fr",
            "licence": "CC BY-SA 4.0",
            "date": "2026-11-02",
            "title": " ".join(words[: chance.randint(2, 6)]).rstrip(",;."),
            "event": event,
            "body": "\n\n".join(chance.choices(sentences, k=chance.randint(1, 6))),
            "legal": ["Ne pas jeter sur la voie publique"],
            "formats": ["a5"],
            "editions": ["screen"],
        }
        path = root / "leaflets" / f"tract-{number:04}.yaml"
        path.write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")


class _Jobs(BuildContext):
    """Remembers what was to be laid out; all of it is in the cache."""

    def __init__(self, root: Path, pool: RenderPool) -> None:
        project, _findings = load_project(root)
        cache = LayoutCache(root / ".printkit" / "cache")
        texts = ReferenceCache(root / ".printkit" / "references.json", "")
        super().__init__(project, pool, cache, texts, on_progress=lambda event: None, program="")
        self.jobs: list[RenderJob] = []

    def render(
        self, jobs: Sequence[RenderJob], publication: str, where: Callable[[str], object]
    ) -> Mapping[str, RenderedChapter]:
        self.jobs += jobs
        return super().render(jobs, publication, where)  # type: ignore[arg-type]


def write_plain(root: Path, folder: Path) -> int:
    """Write each leaflet as one HTML file with its styles, faces and pictures beside it; return how many."""
    with RenderPool(1) as pool:
        context = _Jobs(root, pool)
        for publication in context.project.publications:
            leaflet.make(publication, context, (), None)
    for job in context.jobs:
        outcome = context.layout_cache.get(job.key)
        assert outcome is not None, f"{job.name} is not in the cache"
        html = fill(job.html, {one.slot: one.size_pt for one in outcome.fit})
        faces = "\n".join(
            f"@font-face {{ font-family: '{face.family}'; font-weight: {face.weight};"
            f" font-style: {face.style}; src: url('{face.path.as_uri()}') }}"
            for face in job.faces
        )
        for asset in job.assets:
            name = asset.url.removeprefix("asset:").replace("/", "-")
            data = asset.data if asset.data is not None else asset.path.read_bytes()  # type: ignore[union-attr]
            (folder / f"{job.name}-{name}").write_bytes(data)
        styles = "\n".join([faces, *(sheet.text for sheet in job.stylesheets)])
        page = html.replace("</head>", f"<style>{styles}</style></head>", 1)
        page = _ASSET.sub(lambda match, job=job: f"{job.name}-{match[1].replace('/', '-')}", page)
        (folder / f"{job.name}.html").write_text(page, "utf-8")
    return len(context.jobs)


if __name__ == "__main__":
    main()
