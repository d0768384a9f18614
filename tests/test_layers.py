"""The shape of the house: imports go down only, engines stay in their rooms, modules stay small."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "printkit"

LAYERS = {
    0: {"model", "findings", "units", "i18n", "result", "dates", "matrices", "__init__"},
    1: {
        "markup",
        "compose",
        "folio",
        "proof",
        "lint_layout",
        "assemble",
        "press",
        "impose",
        "preflight",
        "compare",
        "readers",
        "bookmarks",
    },
    2: {"project", "render", "store", "deliver", "memory", "views", "see_through"},
    3: {
        "line",
        "workshop",
        "edition",
        "archive_edition",
        "editions",
        "sheet_editions",
        "press_editions",
        "text_editions",
        "tracing",
        "masters",
        "covers",
        "brochure",
        "leaflet",
        "build",
        "package",
        "site",
    },
    4: {"cli", "report", "studio", "__main__"},
}
LAYER_OF = {room: layer for layer, rooms in LAYERS.items() for room in rooms}

#: a library → the only rooms that may import it
ENGINES = {
    "weasyprint": {"render"},
    "pydantic": {"project"},
    "pypdf": {"assemble", "press", "impose", "preflight"},
    "click": {"cli"},
    "markdown": {"markup"},
    "jinja2": {"compose"},
    "citeproc": {"markup"},
    "segno": {"compose"},
    "zxingcpp": {"preflight"},
    "svg": {"markup"},
    "filelock": {"deliver"},
    "starlette": {"studio"},
    "uvicorn": {"studio"},
    "ruamel": {"studio"},
    "icalendar": {"studio", "readers"},
    "watchfiles": {"cli"},
    "socket": set(),
    "urllib.request": set(),
    "http": set(),
}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports_of(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [(node.lineno, name) for name in names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, "relative"))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_down_only(path):
    room = room_of(path)
    assert room in LAYER_OF, f"{room} has no layer yet: give it one here and in ARCHITECTURE.md"
    for line, name in imports_of(path):
        assert name != "relative", f"{path.name}:{line}: say the whole name"
        if not name.startswith("printkit."):
            continue
        target = name.split(".")[1]
        if target not in LAYER_OF:  # from printkit import __version__
            continue
        assert LAYER_OF[target] <= LAYER_OF[room], (
            f"{path.name}:{line}: {room} imports {target} above it"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_engines_stay_in_their_rooms(path):
    for line, name in imports_of(path):
        for engine, rooms in ENGINES.items():
            if name == engine or name.startswith(engine + "."):
                assert room_of(path) in rooms, f"{path.name}:{line}: {engine} belongs to {rooms}"


def test_pure_rooms_open_nothing():
    for path in MODULES:
        if LAYER_OF.get(room_of(path)) != 1:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            callee = node.func
            name = callee.id if isinstance(callee, ast.Name) else getattr(callee, "attr", "")
            opens = name in {
                "open",
                "read_text",
                "read_bytes",
                "write_text",
                "write_bytes",
                "unlink",
            }
            assert not opens, f"{path.relative_to(SOURCE)}:{node.lineno}: {name}() in a pure room"


def test_modules_stay_small():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in MODULES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 320
    }
    assert not long, f"split these by purpose: {long}"
