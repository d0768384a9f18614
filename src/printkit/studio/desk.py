"""What one run of the studio holds: the project's folder, warm children, builds, pictures."""

from __future__ import annotations

from pathlib import Path

from printkit.studio.benches import TIMEOUT_S, Benches
from printkit.studio.building import Builder
from printkit.studio.chapters import Chapters
from printkit.studio.checks import Checker
from printkit.studio.packing import Packer
from printkit.studio.pictures import Pictures
from printkit.studio.preview import Previewer
from printkit.studio.saving import Saver
from printkit.studio.settings import Settings


class Studio:
    """Everything the pages need; close it to stop its children.

    A layout that takes longer than ``timeout_s`` is killed, and said to have been.
    """

    def __init__(self, root: Path, *, workers: int = 2, timeout_s: float = TIMEOUT_S) -> None:
        self.root = root.resolve()
        self.benches = Benches(self.root, workers, timeout_s=timeout_s)
        self.settings = Settings(self.root)
        self.previewer = Previewer(self.root, self.settings, self.benches)
        self.chapters = Chapters(self.root, self.settings, self.benches)
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
        self.benches.close()
