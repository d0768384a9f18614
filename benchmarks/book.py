"""The book to measure on: the repository's brochure, repeated to the length of a real one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from benchmarks.plain import one_document
from printkit.build.brochure import LaidOut, lay_out
from printkit.build.build_context import BuildContext
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.project.load import load_project
from printkit.render.pool import RenderPool

PAGES = 60
#: The repository's chapters come to this length with their front and back matter.
_REPEAT_BELOW_WORDS = 10_000


def make_book(source: Path, root: Path) -> Path:
    """Copy the brochure's project to ``root``; repeat its chapters until the book is long enough."""
    root.mkdir(parents=True)
    shared = (source / "printkit.yaml").read_text("utf-8")
    # the book is alone here: the download page names publications that are not copied
    (root / "printkit.yaml").write_text(re.sub(r"(?m)^site:\n(?:[ #].*\n?)*", "", shared), "utf-8")
    shutil.copytree(source / "styles", root / "styles")
    shutil.copytree(source / "brochure", root / "brochure")
    folder = root / "brochure"
    config = (folder / "brochure.yaml").read_text("utf-8")
    chapters = re.findall(r"- (\d\d-[\w-]+\.md)", config)
    words = sum(len((folder / name).read_text("utf-8").split()) for name in chapters)
    added: list[str] = []
    for copy in range(1, 9):
        if words >= _REPEAT_BELOW_WORDS:
            break
        for name in chapters[1:]:
            text = (folder / name).read_text("utf-8")
            text = re.sub(r"\{#([\w-]+)", rf"{{#copie{copy}-\1", text)
            (folder / f"{name[:-3]}-{copy}.md").write_text(text, "utf-8")
            added.append(f"{name[:-3]}-{copy}.md")
            words += len(text.split())
    lines = "".join(f"\n  - {name}" for name in added)
    config = re.sub(rf"(- {re.escape(chapters[-1])})", rf"\1{lines}", config)
    (folder / "brochure.yaml").write_text(config, "utf-8")
    return root


def write_plain(root: Path, folder: Path, *, folios: bool = True) -> LaidOut:
    """Write the same book as one HTML file ``plain.html`` with its assets into ``folder``."""
    project, _findings = load_project(root)
    publication = next(one for one in project.publications if one.kind == "brochure")
    with RenderPool(2) as pool:
        store = LayoutCache(root / ".printkit" / "cache")
        context = BuildContext(
            project,
            pool,
            store,
            ReferenceCache(root / ".printkit" / "references.json", ""),
            on_progress=lambda event: None,
            program="",
        )
        laid = lay_out(publication, context)
    assert laid.settled is not None, [finding.message for finding in laid.findings]
    settled = laid.settled
    fits = {result.slot: result.size_pt for part in settled.rendered for result in part.fit}
    html = one_document(settled.places, dict(settled.pages), fits, folder, folios=folios)
    (folder / "plain.html").write_text(html, "utf-8")
    return laid
