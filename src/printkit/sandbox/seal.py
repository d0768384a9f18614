"""What printkit remembers in a project's folder, sealed: damage is seen, and what others wrote there too.

A folder that comes from somebody else may hold a state and a cache made to mislead. So each is sealed with
a key that never lies in the folder but in the user's own state folder (``XDG_STATE_HOME``, by default
``~/.local/state``; ``LOCALAPPDATA`` on Windows), readable by the user alone. Where no key can be kept, seals
are hashes: damage is seen then, forgery is not.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

#: Bytes of a seal, which stands before what it seals.
SEAL: Final = 32
_KEY: Final = 32


def seal(data: bytes, purpose: str) -> bytes:
    """Return ``data`` behind its seal; what is sealed for one purpose is nothing for another."""
    return _seal(data, purpose) + data


def opened(data: bytes, purpose: str) -> bytes | None:
    """Return what was sealed, None where the seal is broken or not ours."""
    body = data[SEAL:]
    return body if hmac.compare_digest(_seal(body, purpose), data[:SEAL]) else None


def sealed(document: Any, purpose: str = "journal") -> bytes:
    """Write a document as JSON with its seal in front, in one line of text each."""
    text = json.dumps(document, ensure_ascii=True, sort_keys=True).encode()
    return _seal(text, purpose).hex().encode() + b"\n" + text + b"\n"


def unsealed(data: bytes, purpose: str = "journal") -> dict[str, Any]:
    """Read a sealed document; one that is damaged or not ours is empty."""
    mark, _line, text = data.partition(b"\n")
    text = text.removesuffix(b"\n")
    if not hmac.compare_digest(_seal(text, purpose).hex().encode(), mark):
        return {}
    document = json.loads(text)
    return document if isinstance(document, dict) else {}


def _seal(data: bytes, purpose: str) -> bytes:
    return hmac.new(_key() + purpose.encode(), data, hashlib.sha256).digest()


def key_file() -> Path | None:
    """Return where the user's key lies; None where no folder of the user's is known."""
    given = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    if given and Path(given).is_absolute():
        return Path(given) / "printkit" / "key"
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".local" / "state" / "printkit" / "key"
    return None


def _key() -> bytes:
    return _read_key(key_file())


@lru_cache(maxsize=8)
def _read_key(path: Path | None) -> bytes:
    """Return the user's key, made when it is needed first; empty where none can be kept."""
    if path is None:
        return b""
    with contextlib.suppress(OSError):
        return _kept(path)
    import secrets  # noqa: PLC0415  once in the life of an account
    import tempfile  # noqa: PLC0415

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:  # 0600
            file.write(secrets.token_bytes(_KEY))
        try:
            os.link(file.name, path)  # of two that begin at once, one key stays
        except FileExistsError:
            pass
        finally:
            Path(file.name).unlink()
        return _kept(path)
    return b""


def _kept(path: Path) -> bytes:
    key = path.read_bytes()
    told = path.stat()
    foreign = hasattr(os, "getuid") and (
        told.st_uid != os.getuid() or stat.S_IMODE(told.st_mode) & 0o077
    )
    if len(key) != _KEY or foreign:
        raise OSError("not a key of this user alone")
    return key
