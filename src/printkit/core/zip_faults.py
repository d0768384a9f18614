"""What a zip that cannot be read raises: one list for all who open strangers' zips."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import Final

#: What zipfile and its unpackers raise for damage, passwords (RuntimeError) and packings that Python does
#: not know (NotImplementedError).
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)
