"""``printkit check --anonymous``: what a file of any kind tells of people, machines and places."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from printkit.anonymity.looking import look_into
from printkit.anonymity.traces import Seen, Trace
from printkit.cli.check_fix import new_copy, write_copy
from printkit.cli.help_words import Misuse
from printkit.core.findings import ExitCode, Finding, Position, Severity
from printkit.core.i18n import _, current_language, ngettext, use_language
from printkit.report.build_text import finding_text, plain
from printkit.report.terminal_style import wants_colour
from printkit.sandbox.child import call_apart

#: What the name of a cleaned copy ends with.
COPY: Final = "-anonymous"
#: Processor time one file may take, in seconds, and its bytes.
_TIMEOUT_S: Final = 100.0
_LARGEST: Final = 1_000_000_000


def anonymous_command(names: Sequence[str], style: str, *, fix: bool) -> int:
    """Look into files and tell; returns the exit code, 1 where something is found and left.

    ``fix``: write a copy without what can be taken out into the folder one is in, and look into that.

    Raises:
        Misuse: there is nothing to look into, or no file can be written here.

    """
    if style not in ("text", "json"):
        raise Misuse(_("--anonymous is told as text or json"), _("leave --format out"))
    if not names:
        message = _("what is to be looked into?")
        raise Misuse(message, _("name a file: printkit check --anonymous flyer.pdf"))
    told: list[tuple[str, Seen, int]] = []
    for path in _files(names):
        seen = _seen(path)
        shown, gone = path.as_posix(), 0
        if fix and any(not one.stays for one in seen.traces) and not seen.why:
            target = new_copy(path.stem, COPY, path.suffix)
            write_copy(target, seen.data)
            left = _seen(target)
            gone, shown, seen = len(seen.traces) - len(left.traces), target.as_posix(), left
        told.append((shown, seen, gone))
    bad = any(seen.traces or seen.why for _path, seen, _gone in told)
    code = ExitCode.FINDINGS if bad else ExitCode.CLEAN
    if style == "json":
        files = [_plain(shown, seen, gone) for shown, seen, gone in told]
        document = {"version": 1, "exit_code": int(code), "files": files}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        for one in told:
            _tell(*one)
    return code


def _files(names: Sequence[str]) -> list[Path]:
    """Return the files named, and those below the folders named, links not followed."""
    found: list[Path] = []
    for name in dict.fromkeys(names):
        path = Path(name)
        if path.is_dir():
            within = (one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
            found += sorted(one for one in within if not one.name.startswith("."))
        elif path.is_file():
            found.append(path)
        else:
            raise Misuse(_("there is no file “{path}”").format(path=name))
    return found


def _seen(path: Path) -> Seen:
    try:
        if path.stat().st_size > _LARGEST:
            return Seen("", why=_("it holds too much to be looked into"))
        data = path.read_bytes()
    except OSError as problem:
        return Seen("", why=problem.strerror or "?")
    seen: Seen | None = call_apart(_look, data, path.name, current_language(), timeout_s=_TIMEOUT_S)
    return seen or Seen("", why=_("it takes too much time or memory to be looked into"))


def _look(data: bytes, name: str, language: str) -> Seen:
    use_language(language)
    return look_into(data, name)


def _tell(shown: str, seen: Seen, gone: int) -> None:
    stream = sys.stdout
    colour = wants_colour(stream)
    if gone:
        words = ngettext(
            "{file}: a copy without {count} trace, pages and text as they were",
            "{file}: a copy without {count} traces, pages and text as they were",
            gone,
        )
        stream.write(words.format(file=plain(shown), count=gone) + "\n")
    for one in seen.traces:
        stream.write(finding_text(_finding(one, shown), colour=colour) + "\n")
    if seen.why:
        finding = Finding("not-looked-into", Severity.ERROR, seen.why, Position(shown))
        stream.write(finding_text(finding, colour=colour) + "\n")
        return
    looked = ", ".join(seen.looked)
    words = _("{file}: nothing found in {carriers}; nothing else was looked into")
    if seen.traces:
        words = _("{file}: looked into {carriers}, nothing else")
    stream.write(words.format(file=plain(shown), carriers=looked) + "\n")


def _finding(one: Trace, shown: str) -> Finding:
    message = f"{one.carrier}: “{one.said}”"
    if one.within:
        message = _("{trace} (in {file})").format(trace=message, file=one.within)
    hint = _("printkit check --anonymous --fix writes a copy without it")
    if one.stays:
        hint = _("this cannot be taken out without harm: change it where the file was made")
    return Finding("betrays", Severity.ERROR, message, Position(shown), hint=hint)


def _plain(shown: str, seen: Seen, gone: int) -> dict[str, Any]:
    return {
        "path": shown,
        "kind": seen.kind,
        "looked": seen.looked,
        "why": seen.why,
        "taken_out": gone,
        "traces": [asdict(one) for one in seen.traces],
    }
