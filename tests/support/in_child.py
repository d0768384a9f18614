"""Work for children to do: found by its name in a process that knows ``tests/`` alone."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def counted(limit: int, tell: Any) -> int:
    for number in range(limit):
        tell(number + 1, limit)
    return limit


def surroundings() -> tuple[str, list[str], list[str]]:
    return str(Path.cwd()), [str(path) for path in sys.path], sorted(os.environ)


def spinning() -> None:
    while True:
        pass


def hungry() -> int:
    return len(bytearray(8_000_000_000))


def told_number() -> int:
    return os.getpid()


def dead() -> None:
    os._exit(3)


def raising() -> None:
    raise LookupError("words")


def lying() -> Any:
    return subprocess.Popen  # no value of ours


def stopping_once(mark: str) -> str:
    """Stop until ``mark`` exists."""
    if Path(mark).exists():
        return "second"
    os.kill(os.getpid(), 19)
    time.sleep(60)
    return "first"


def tried(what: str, target: str) -> str:
    """Try to reach something outside; tell how it ended."""
    ways: dict[str, Any] = {
        "read": lambda: Path(target).read_bytes(),
        "write": lambda: Path(target).write_text("x"),
        "list": lambda: os.listdir(target),
        "delete": lambda: Path(target).unlink(),
        "connect": lambda: socket.create_connection(("127.0.0.1", int(target or 1)), 1),
        "start": lambda: subprocess.run(["/bin/true"], check=True),
        "fork": lambda: os.fork() or os._exit(0),
    }
    try:
        ways[what]()
    except OSError as error:
        return type(error).__name__
    return "reached"
