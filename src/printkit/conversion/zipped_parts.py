"""Documents that are zips (Office Open XML, OpenDocument), opened within limits, their XML read safely."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from lxml import etree

from printkit.conversion.document import UnreadableError
from printkit.core.i18n import _
from printkit.core.zip_faults import UNREADABLE

#: Bytes of one part and of all parts together, and parts, beyond which a document is refused.
_MOST_PART: Final = 200_000_000
_MOST_BYTES: Final = 600_000_000
_MOST_PARTS: Final = 10_000
#: Bytes of one XML part: a thousand pages of text are about 30 MB.
_MOST_XML: Final = 60_000_000
#: How much XML may shrink: above this it is made to harm.
_MOST_RATIO: Final = 500
_SMALL: Final = 1_000_000


class Parts:
    """The parts of a zipped document by name.

    Raises:
        UnreadableError: it is no zip, is locked, or holds too much.

    """

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            infos = self._archive.infolist()
        except UNREADABLE:
            raise _damaged() from None
        if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > _MOST_BYTES:
            raise _too_much()
        if any(one.flag_bits & 1 for one in infos):
            message = _("this document is locked by a password")
            raise UnreadableError(message, _("save it without a password"))
        self._infos = {one.filename: one for one in infos}
        self.names = tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Return a part's bytes; no more are unpacked than it says it has.

        Raises:
            UnreadableError: it is damaged or too large.

        """
        info = self._infos[name]
        if info.file_size > _MOST_PART:
            raise _too_much()
        try:
            return self._archive.read(info)
        except UNREADABLE:
            raise _damaged() from None

    def xml(self, name: str) -> Any:
        """Return a part's XML as a tree, without document type and entities; None where there is none.

        Raises:
            UnreadableError: it is damaged, too large, or declares entities.

        """
        if name not in self._infos:
            return None
        info = self._infos[name]
        swollen = info.file_size > _SMALL and info.file_size > _MOST_RATIO * max(
            info.compress_size, 1
        )
        if info.file_size > _MOST_XML or swollen:
            raise _too_much()
        return safe_xml(self.read(name))


def safe_xml(data: bytes) -> Any:
    """Return the tree of XML that declares nothing.

    Raises:
        UnreadableError: it is damaged or declares a document type.

    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged() from None
    if root.getroottree().docinfo.internalDTD is not None:
        message = _("this document declares entities, which no word processor does")
        raise UnreadableError(message, _("open it in your word processor and save it again"))
    return root


def _damaged() -> UnreadableError:
    message = _("this document is damaged, or is not what its name says")
    return UnreadableError(message, _("open it in your word processor and save it again"))


def _too_much() -> UnreadableError:
    message = _("this document unpacks to more than can be read")
    return UnreadableError(message, _("divide it, or make its pictures smaller"))
