"""What one run of the studio holds: the project's folder, warm children, builds, pictures."""

from __future__ import annotations

from pathlib import Path

from printkit.studio.build_queue import Builder
from printkit.studio.chapter_preview import Chapters
from printkit.studio.leaflet_preview import Previewer
from printkit.studio.live_layouts import TIMEOUT_S, PreviewWorkers
from printkit.studio.packages import Packer
from printkit.studio.picture_cache import Pictures
from printkit.studio.press_checks import Checker
from printkit.studio.project_settings import Settings
from printkit.studio.saving import Saver


class Studio:
    """Everything the pages need; close it to stop its children.

    A layout that takes longer than ``timeout_s`` is killed, and said to have been.
    """

    def __init__(self, root: Path, *, workers: int = 2, timeout_s: float = TIMEOUT_S) -> None:
        self.root = root.resolve()
        self.preview_workers = PreviewWorkers(self.root, workers, timeout_s=timeout_s)
        self.settings = Settings(self.root)
        self.previewer = Previewer(self.root, self.settings, self.preview_workers)
        self.chapters = Chapters(self.root, self.settings, self.preview_workers)
        self.pictures = Pictures()
        self.builder = Builder(self.root)
        self.checker = Checker(self.root)
        self.packer = Packer(self.root)
        self.saver = Saver(self.root)

    def close(self) -> None:
        """Stop whatever runs; nothing saved or built is touched."""
        self.builder.close()
        self.packer.close()
        self.checker.close()
        self.preview_workers.close()
