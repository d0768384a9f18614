"""What a package index and a stranger read of printkit before they have it."""

import tomllib
from pathlib import Path

import pytest
import yaml

from printkit import __version__

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_version_is_one():
    assert PROJECT["version"] == __version__


@pytest.mark.parametrize(
    ("name", "missing"),
    [("README.md", "no public address"), ("README.fr.md", "pas encore d'adresse")],
)
def test_readmes_begin_with_how_to_get_it(name, missing):
    text = (ROOT / name).read_text(encoding="utf-8")
    wheel = f"printkit-{__version__}-py3-none-any.whl"
    start = text[: text.index("sudo apt")]
    for command in (f"uv tool install {wheel}", f"pipx install {wheel}", "printkit studio"):
        assert command in start
    address = PROJECT.get("urls", {}).get("Homepage")
    assert (address in start) if address else (missing in start)


def test_no_dependency_names_a_typesetter_under_the_agpl():
    """The packages of the TeX Gyre faces depend on one: their files are taken, they are not asked for."""
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    assert not [line for line in locked.splitlines() if line.startswith("rinoh")]
    assert not [name for name in PROJECT["dependencies"] if name.startswith("rinoh")]


def test_faces_come_with_version_licence_and_hash():
    table = yaml.safe_load((ROOT / "src/printkit/data/faces.yaml").read_text(encoding="utf-8"))
    pinned = (ROOT / "requirements" / "fonts.txt").read_text(encoding="utf-8")
    for family in table:
        assert family["version"]
        assert family["licence"]
        assert f"{family['package'].replace('_', '-')}==" in pinned
        assert "regular" in family["cuts"]
