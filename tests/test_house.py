"""The shape of the house: imports go down only, engines stay in their rooms, names lead somewhere."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from printkit import model

SOURCE = Path(__file__).parent.parent / "src" / "printkit"

#: Rooms from the ground up. A room imports from those before it, never from one behind it.
STOREYS = [
    {"core"},
    {"model"},
    {"pdf"},
    {"sandbox"},
    {"conservation"},
    {"languages"},
    {"markup"},
    {"compose", "conversion"},
    {"layout", "render", "readers"},
    {"assemble"},
    {"press"},
    {"impose", "compare", "anonymity"},
    {"preflight"},
    {"project", "deliver", "views"},
    {"build"},
    {"package"},
    {"report"},
    {"studio"},
    {"cli"},
]
STOREY_OF = {room: storey for storey, rooms in enumerate(STOREYS) for room in rooms}

#: a library → the only rooms that may import it
ENGINES = {
    "weasyprint": {"render"},
    "pydantic": {"project"},
    "pypdf": {"assemble"},
    "pikepdf": {"pdf"},
    "pypdfium2": {
        "assemble",
        "build",
        "compare",
        "preflight",
        "press",
        "studio",
        "views",
    },
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
    "mammoth": {"conversion"},
    "watchfiles": {"cli"},
    "socket": set(),
    "urllib.request": set(),
    "http": set(),
}

#: Rooms that may open files; all others get bytes and values.
MAY_READ = {
    "core",
    "sandbox",
    "languages",
    "render",
    "project",
    "deliver",
    "views",
    "build",
    "package",
    "report",
    "studio",
    "cli",
}
#: Rooms that may start processes.
MAY_START = {"sandbox", "render", "studio", "cli"}

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


BY_NAME = {name_of(path): path for path in MODULES}


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> list[tuple[int, str]]:
    """Return line and whole name of all that a module imports, under ``TYPE_CHECKING`` too."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, "relative"))
    return found


IMPORTS = {name: imports_of(path) for name, path in BY_NAME.items()}


def module_of(name: str) -> str | None:
    """Return the module of printkit that an imported name lies in."""
    if name in BY_NAME:
        return name
    return parent if (parent := name.rpartition(".")[0]) in BY_NAME else None


def test_no_module_stands_loose():
    loose = {path.stem for path in SOURCE.glob("*.py")} - {"__init__", "__main__"}
    assert not loose, f"give these a room: {loose}"


def test_every_room_has_its_storey():
    rooms = {room_of(name) for name in BY_NAME} - {"", "__main__"}
    assert rooms == set(STOREY_OF), "say where the room stands, here and in ARCHITECTURE.md"


def test_imports_go_down_only():
    wrong = []
    for name, imports in IMPORTS.items():
        room = room_of(name)
        for line, imported in imports:
            assert imported != "relative", f"{name}:{line}: say the whole name"
            target = room_of(module_of(imported) or "")
            if not target or target == room or room in {"", "__main__"}:
                continue
            if STOREY_OF[target] >= STOREY_OF[room]:
                wrong.append(f"{name}:{line}: {room} imports {target}, which is not below it")
    assert not wrong, "\n".join(wrong)


def test_no_module_imports_itself_in_a_circle():
    arrows = {
        name: {target for _line, imported in imports if (target := module_of(imported))} - {name}
        for name, imports in IMPORTS.items()
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for target in sorted(arrows[name]):
                if not name.startswith(f"{target}."):  # a package's own __init__
                    walk(target, (*trail, name))
            done.add(name)

    for name in sorted(arrows):
        walk(name, ())


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_stay_in_their_rooms(engine):
    for name, imports in IMPORTS.items():
        for line, imported in imports:
            if imported == engine or imported.startswith(f"{engine}."):
                assert room_of(name) in ENGINES[engine], f"{name}:{line}: {engine} is imported here"


READING = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink"}
STARTING = {"Popen", "Process", "fork", "execv", "system"}


@pytest.mark.parametrize(("calls", "rooms"), [(READING, MAY_READ), (STARTING, MAY_START)])
def test_only_rooms_at_the_edge_touch_the_machine(calls, rooms):
    for name, path in BY_NAME.items():
        if room_of(name) in rooms:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                called = (
                    function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
                )
                assert called not in calls, f"{name}:{node.lineno}: {called}() is not for this room"


def test_modules_have_one_purpose_and_its_length():
    long = {
        name: lines
        for name, path in BY_NAME.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert not long, f"split these by purpose: {long}"


def test_no_name_stands_twice_where_rooms_meet():
    rooms: dict[str, set[str]] = defaultdict(set)
    meets: dict[str, set[str]] = defaultdict(set)
    for name, imports in IMPORTS.items():
        stem = BY_NAME[name].stem
        if stem != "__init__":
            rooms[stem].add(room_of(name))
        meets[room_of(name)] |= {room_of(target) for _l, i in imports if (target := module_of(i))}
    twice = {
        stem: sorted(places)
        for stem, places in rooms.items()
        for place in places
        if (meets[place] - {place}) & places
    }
    assert not twice, twice


def test_the_model_finds_every_name_it_offers():
    assert sorted(model._HOME) == sorted(model.__all__)
    assert [name for name in model.__all__ if not hasattr(model, name)] == []
