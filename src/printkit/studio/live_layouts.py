"""Warm children that lay out what is being typed, and the last layouts they made."""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from printkit.build.build_context import BuildContext
from printkit.build.layout_cache import LayoutCache, ReferenceCache
from printkit.core.findings import Position
from printkit.model import FitResult, Project, RenderedChapter, RenderJob
from printkit.project.names import STYLES
from printkit.render.pool import RenderPool

#: A leaflet takes a fifth of a second, a long chapter a second; nobody waits longer while typing.
TIMEOUT_S: Final = 20.0
#: Layouts kept in memory, and the bytes of their PDFs.
_LAYOUTS: Final = 60
_LAYOUT_BYTES: Final = 24 << 20
#: Parts whose last type sizes are remembered.
_SIZES: Final = 400


class PreviewWorkers:
    """A few children, each at work for one request at a time, for as long as the studio runs."""

    def __init__(self, root: Path, workers: int, *, timeout_s: float = TIMEOUT_S) -> None:
        self._layouts = _MemoryLayouts(LayoutCache(root / ".printkit" / "cache"))
        self._sizes: OrderedDict[str, tuple[FitResult, ...]] = OrderedDict()
        self._stack = ExitStack()
        self._pools: queue.LifoQueue[RenderPool] = queue.LifoQueue()
        for _worker in range(workers):
            pool = RenderPool(1, timeout_s=timeout_s, faces=[root / STYLES])
            self._pools.put(self._stack.enter_context(pool))

    def close(self) -> None:
        """Kill the children."""
        self._stack.close()

    def layout(self, key: str) -> RenderedChapter | None:
        """Return a layout that was shown a short while ago."""
        return self._layouts.recent(key)

    @contextmanager
    def context(self, project: Project, *, quick: bool = False) -> Iterator[PreviewContext]:
        """Wait for a free child and lend it; layouts still in memory are not made again.

        ``quick`` layouts are for the eye of somebody who is typing: see ``RenderJob``.
        """
        pool = self._pools.get()
        try:
            yield PreviewContext(project, pool, self._layouts, self._sizes, quick=quick)
        finally:
            self._pools.put(pool)


class PreviewContext(BuildContext):
    """A context that shows what it rendered last, and begins where the last sizes fitted."""

    def __init__(
        self,
        project: Project,
        pool: RenderPool,
        layouts: LayoutCache,
        sizes: OrderedDict[str, tuple[FitResult, ...]],
        *,
        quick: bool,
    ) -> None:
        nothing = ReferenceCache(Path(), "")
        super().__init__(
            project, pool, layouts, nothing, on_progress=lambda event: None, program=""
        )
        self._sizes = sizes
        self._quick = quick
        self.rendered: RenderedChapter | None = None
        self.rough = False  #: what was rendered last is a quick layout

    def render(
        self, jobs: Sequence[RenderJob], publication: str, where: Callable[[str], Position]
    ) -> Mapping[str, RenderedChapter]:
        """Render as ever, or quickly; remember the outcome and the sizes it came to."""
        eased = {job.key: self._eased(job) for job in jobs}
        outcomes = super().render(list(eased.values()), publication, where)
        for job in eased.values():
            if fits := outcomes[job.key].fit:
                self._sizes[job.name] = fits
                self._sizes.move_to_end(job.name)
        while len(self._sizes) > _SIZES:
            self._sizes.popitem(last=False)
        self.rendered = next(iter(outcomes.values()), None)
        self.rough = any(job.quick for job in eased.values())
        return {key: outcomes[job.key] for key, job in eased.items()}

    def _eased(self, job: RenderJob) -> RenderJob:
        guess = self._sizes.get(job.name, ())
        quick = (
            self._quick and not (job.fit and not guess) and self.layout_cache.get(job.key) is None
        )
        return replace(job, guess=guess, quick=quick)


class _MemoryLayouts(LayoutCache):
    """The last layouts, in memory: what is typed is not worth the disk. What was built is on it."""

    def __init__(self, built: LayoutCache) -> None:
        super().__init__(Path())
        self._built = built
        self._known: OrderedDict[str, RenderedChapter] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> RenderedChapter | None:
        """Return a layout still known, or one that a build made."""
        outcome = self.recent(key)
        if outcome is None and (outcome := self._built.get(key)) is not None:
            self.put(outcome)
        return outcome

    def recent(self, key: str) -> RenderedChapter | None:
        """Return a layout still in memory."""
        with self._lock:
            outcome = self._known.get(key)
            if outcome is not None:
                self._known.move_to_end(key)
            return outcome

    def put(self, outcome: RenderedChapter) -> None:
        """Keep a layout in place of those asked for longest ago."""
        with self._lock:
            former = self._known.pop(outcome.key, None)
            self._known[outcome.key] = outcome
            self._size += len(outcome.pdf) - (len(former.pdf) if former else 0)
            while len(self._known) > _LAYOUTS or self._size > _LAYOUT_BYTES:
                _key, old = self._known.popitem(last=False)
                self._size -= len(old.pdf)
