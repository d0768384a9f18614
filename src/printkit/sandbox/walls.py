"""Walls around a process that works on what a stranger wrote; it builds them itself and cannot leave.

Memory, processor time and the size of files are limited wherever POSIX is. On Linux the kernel adds two
walls that need no privilege: Landlock (since 5.13) leaves only the folders named, seccomp takes network
and new processes away. Where a wall is not to be had, ``built`` does not name it.

Sources: https://docs.kernel.org/userspace-api/landlock.html,
https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import struct
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_SET_SECCOMP: Final = 22
_FILTER: Final = 2
#: System calls of Landlock: the same numbers on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READS: Final = (
    1 << 0 | 1 << 2 | 1 << 3
)  # execute (libraries are mapped), read a file, list a folder
_FILE_ACCESS: Final = 1 << 0 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15
#: Rights over files by the version of Landlock that brought them (1, 2: refer, 3: truncate, 5: ioctl).
_RIGHTS: Final = ((1, 13), (2, 14), (3, 15), (5, 16))
_IOCTL: Final = 1 << 15
_TCP: Final = 0b11
#: Machine → audit number and the calls that are refused: socket, connect, execve, execveat, fork, vfork,
#: ptrace, process_vm_readv, process_vm_writev; then clone, clone3.
_CALLS: Final = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 57, 58, 101, 310, 311), 56, 435),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 270, 271), 220, 435),
}
_NEW_THREAD: Final = 0x00010000
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = 1, 38
#: What every process needs that is no file of anybody: where there is none, no rule is made.
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/bin", "/etc", "/opt", "/nix/store", "/proc/self")
_DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory`` in bytes of address space, ``seconds`` of processor time, ``file`` in bytes written."""

    memory: int
    seconds: float | None = None
    file: int | None = None


def limit(limits: Limits) -> None:
    """Limit this process for good."""
    with contextlib.suppress(ImportError):
        import resource  # noqa: PLC0415  not on every system

        wanted = [(resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CORE, 0)]
        if limits.file is not None:
            wanted.append((resource.RLIMIT_FSIZE, limits.file))
        if limits.seconds is not None:
            used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
            wanted.append((resource.RLIMIT_CPU, int(used + limits.seconds) + 2))
        for what, most in wanted:
            with contextlib.suppress(OSError, ValueError):  # macOS refuses the memory limit
                resource.setrlimit(what, (most, most))
    if limits.seconds is not None:
        spend(limits.seconds)


def spend(seconds: float) -> None:
    """Let this process take so much processor time from now on, then end at once (0: no end)."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


class OvertimeError(Exception):
    """What was to be done within some processor time took more."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let this block take so much processor time; not nested, and without effect in other threads.

    Raises:
        OvertimeError: it took more.

    """
    here = threading.current_thread() is threading.main_thread()
    if not here or not hasattr(signal, "setitimer"):
        yield
        return

    def over(_signal: int, _frame: object) -> None:
        raise OvertimeError

    former = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)


def close_in(
    reads: Iterable[Path], writes: Iterable[Path], *, processes: bool = False
) -> tuple[str, ...]:
    """Leave this process the folders and files named, and those of system and installation; no network.

    With ``processes`` it may start others, which stand within the same walls. Returns which walls stand:
    ``landlock``, ``seccomp``.
    """
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return ()
    built = []
    if _landlock(libc, [*_installation(), *reads], [*writes]):
        built.append("landlock")
    if _seccomp(libc, processes=processes):
        built.append("seccomp")
    return tuple(built)


def available() -> tuple[str, ...]:
    """Name the kernel's walls this machine has, without building them."""
    if sys.platform != "linux":
        return ()
    libc = ctypes.CDLL(None, use_errno=True)
    walls = ["landlock"] if _landlock_version(libc) > 0 else []
    if platform.machine() in _CALLS and libc.prctl(21, 0, 0, 0, 0) >= 0:  # PR_GET_SECCOMP
        walls.append("seccomp")
    return tuple(walls)


def _installation() -> list[Path]:
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    found = [Path(path) for path in (*prefixes, *sys.path) if path and Path(path).is_absolute()]
    return [*found, *(linked for path in found for linked in _linked(path))]


def _linked(folder: Path) -> list[Path]:
    """Return where the links in a folder of packages lead: installers may link what they keep elsewhere."""
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path).resolve() for entry in entries if entry.is_symlink()]
    except OSError:  # an archive, or none
        return []


def _landlock_version(libc: ctypes.CDLL) -> int:
    return int(libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def _landlock(libc: ctypes.CDLL, reads: Sequence[Path], writes: Sequence[Path]) -> bool:
    version = _landlock_version(libc)
    if version < 1:
        return False
    rights = (1 << max(bits for since, bits in _RIGHTS if since <= version)) - 1
    attributes = struct.pack("=QQ", rights, _TCP if version >= 4 else 0)
    size = 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if ruleset < 0:
        return False
    try:
        for path in (*map(Path, _SYSTEM), *reads):
            _allow(libc, ruleset, path, _READS & rights)
        for path in map(Path, _DEVICES):
            _allow(libc, ruleset, path, (1 << 1 | 1 << 2) & rights)
        for path in writes:
            _allow(libc, ruleset, path, rights & ~_IOCTL)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, ctypes.c_uint32(0)) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, access: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)  # type: ignore[attr-defined,unused-ignore]
    except OSError:  # not there: nothing to allow
        return
    try:
        rule = struct.pack("=Qi", access if path.is_dir() else access & _FILE_ACCESS, handle)
        libc.syscall(_ADD_RULE, ruleset, ctypes.c_int(1), rule, ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _seccomp(libc: ctypes.CDLL, *, processes: bool) -> bool:
    known = _CALLS.get(platform.machine())
    if known is None or sys.byteorder != "little":
        return False
    program = _program(*known, processes=processes)
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, head, 0, 0) == 0)


def _program(
    machine: int, refused: Sequence[int], clone: int, clone3: int, *, processes: bool
) -> bytes:
    """Return the filter: a list of (code, jump if true, jump if false, value)."""
    load, equal, masked, leave = 0x20, 0x15, 0x45, 0x06
    network = refused[:2]
    steps = [
        (load, 0, 0, 4),  # the machine the call is made for
        (equal, 1, 0, machine),
        (leave, 0, 0, _REFUSE | _EPERM),
        (load, 0, 0, 0),  # its number
    ]
    for number in network if processes else refused:
        steps += [(equal, 0, 1, number), (leave, 0, 0, _REFUSE | _EPERM)]
    if not processes:
        steps += [
            (equal, 0, 1, clone3),
            (leave, 0, 0, _REFUSE | _ENOSYS),
        ]  # the library takes clone
        steps += [(equal, 0, 3, clone), (load, 0, 0, 16)]  # its flags: threads may be made
        steps += [(masked, 1, 0, _NEW_THREAD), (leave, 0, 0, _REFUSE | _EPERM)]
    steps.append((leave, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
