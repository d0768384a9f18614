"""One build at a time in a project folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from printkit.core.findings import ExitCode, Finding, PrintkitError, Severity
from printkit.core.i18n import _

#: A build of a whole project takes seconds; past this, somebody is stuck.
PATIENCE_S = 600.0


@contextmanager
def building(
    root: Path, *, on_wait: Callable[[], None], patience_s: float = PATIENCE_S
) -> Iterator[None]:
    """Hold the project's build lock; call ``on_wait`` once if another build has it.

    The system drops the lock when its holder dies, however it dies.

    Raises:
        PrintkitError: CANNOT_WRITE when the folder is read-only or patience runs out.

    """
    folder = root / ".printkit"
    if (
        folder.is_symlink()
    ):  # what is remembered may be removed: never in somebody's folder elsewhere
        message = _("{path} is a link: printkit keeps what it remembers in the project only")
        hint = _("remove the link, and build again")
        finding = Finding(
            "cannot-write", Severity.ERROR, message.format(path=folder.name), hint=hint
        )
        raise PrintkitError([finding], ExitCode.CANNOT_WRITE)
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / "build.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=patience_s)
    except Timeout:
        message = _("another build of this project has been running for {minutes} minutes")
        finding = Finding(
            "busy",
            Severity.ERROR,
            message.format(minutes=round(patience_s / 60)),
            hint=_("wait for it to end, or stop it, and start again"),
        )
        raise PrintkitError([finding], ExitCode.CANNOT_WRITE) from None
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        yield
    finally:
        lock.release()


def cannot_write(path: Path, error: OSError) -> PrintkitError:
    """Say in the user's words that a file or folder cannot be written."""
    message = _("cannot write {path}: {reason}").format(
        path=path.name, reason=error.strerror or error
    )
    hint = _("free some disk space or make the folder writable; the former files are untouched")
    return PrintkitError(
        [Finding("cannot-write", Severity.ERROR, message, hint=hint)], ExitCode.CANNOT_WRITE
    )
