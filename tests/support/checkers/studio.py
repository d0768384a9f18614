"""The studio as its users have it: a process of its own, spoken to by a browser alone."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator


@dataclass(frozen=True, slots=True)
class Running:
    """A studio that runs: its project, the address it printed, its process."""

    root: Path
    address: str
    process: subprocess.Popen[str]

    def at(self, path: str) -> str:
        """Return the address of one of its pages."""
        return f"{self.address.partition('?')[0]}{path}"


def printkit(words: Sequence[str | Path], cwd: Path, language: str = "fr") -> str:
    """Run a command of printkit and return what it says; it must end well."""
    command = [sys.executable, "-m", "printkit", *words]
    environment = {**os.environ, "LANGUAGE": language}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def run_studio(root: Path, language: str = "fr", port: int | None = None) -> Iterator[Running]:
    """Run the studio of a project until the block ends."""
    command = [sys.executable, "-m", "printkit", "studio", "--no-browser"]
    with subprocess.Popen(
        [*command, "--port", str(port or free_port())],
        cwd=root,
        env={**os.environ, "LANGUAGE": language},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout is not None
            address = next(filter(None, (re.search(r"http://\S+", line) for line in child.stdout)))
            yield Running(root, address[0], child)
        finally:
            child.terminate()
            child.communicate(timeout=20)


class Hands:
    """Does what a person does, and counts it: a click, a field filled, a choice made."""

    def __init__(self) -> None:
        self.actions = 0

    def click(self, what: Locator) -> None:
        """Click or tap."""
        self.actions += 1
        what.click()

    def fill(self, what: Locator, text: str) -> None:
        """Type into a field what replaces what stood in it."""
        self.actions += 1
        what.fill(text)

    def choose(self, what: Locator, label: str) -> None:
        """Choose from a list."""
        self.actions += 1
        what.select_option(label=label)
