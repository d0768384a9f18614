"""Images of a text: read, checked to be what they say, handed on as assets."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from printkit.core.findings import Finding, Position
from printkit.core.i18n import _
from printkit.markup.reading.context import Reading
from printkit.markup.reading.drawing_limits import drawn_otherwise, mended_svg
from printkit.markup.reading.file_paths import find_file
from printkit.markup.reading.image_size import size_image
from printkit.markup.reading.plain_images import kind_of, plain_picture, plain_svg
from printkit.markup.reading.position_marks import Kind, Mark
from printkit.markup.reading.warnings import error, warning
from printkit.model import Asset

#: How the files of pictures end.
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
#: The name that a drawing made for large print has more than the one it stands for: ``plan.large-print.svg``.
_LARGE_PRINT = ".large-print.svg"
_SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".webp": (b"RIFF",),
}
_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")
_REMOTE_CSS = re.compile(r"@import|url\(\s*[\"']?(?!\s*[#\"')]|data:image/)", re.IGNORECASE)
_MAX_SVG_ELEMENTS = 50_000
#: Dots of a picture: four times what a full A3 page takes at 300 dpi; the renderer draws no larger one.
_MAX_DOTS = 80_000_000
_MAX_USES = 500


def place_images(root: Any, reading: Reading) -> None:
    """Check every image's words and file; its address becomes that of an asset."""
    seen: dict[str, str | None] = {}
    for image in list(root.iter("img")):
        mark = reading.mark_of(image)
        at = reading.where(image, image.get("src") or "<img")
        described = _words(image, mark, at, reading)
        path = unquote(image.get("src") or "").strip()
        image.attrib.pop("source", None)
        size_image(image, at, reading)
        if reading.read_file is None:
            continue
        if path in seen:
            url = seen[path]
        else:
            url = _place(path, at, reading)
            seen[path] = url
        if url is None:
            _put_words(image, path)
        else:
            image.set("src", url)
            if not described:
                image.set("alt", reading.labels["undescribed"])


def _put_words(image: Any, path: str) -> None:
    """Let the words of an image that cannot be printed stand in its place, and where it is on the web.

    A path of the maker's own machine (``file:``) is not printed: it tells who they are.
    """
    words = (image.get("alt") or "").strip()
    remote = path if _WEB.match(path) else ""
    linked = any(above.tag == "a" for above in image.iterancestors())
    if not words and (not remote or linked):
        image.drop_tree()
        return
    span = image.makeelement("span", {"class": "absent-picture"})
    span.text = f"[{words}]" if words else "["
    if remote and not linked:
        link = span.makeelement("a", {"href": remote})
        link.text = remote
        span.text = f"[{words} – " if words else "["
        link.tail = "]"
        span.append(link)
    span.tail = image.tail
    image.getparent().replace(image, span)


def _words(image: Any, mark: Mark | None, at: Position, reading: Reading) -> bool:
    """Require a description, or the word that there is nothing to describe; tell whether there is one.

    Whoever does not see a picture without is at least told that there is one: PDF/UA asks for words.
    """
    alt = image.get("alt")
    decorative = mark is not None and mark.attributes.decorative
    raw_html = mark is not None and mark.kind is Kind.TAG and alt == "" and "alt" in mark.raw
    if decorative or raw_html:
        image.set("alt", "")
        return True
    if (alt or "").strip():
        return True
    message = _("This image has no description for those who do not see it.")
    hint = _("Write it between the brackets: ![description](file.svg); or add {.decorative}.")
    reading.findings.append(warning("missing-alt", message, at, hint))
    image.set("alt", "")
    return False


def _place(path: str, at: Position, reading: Reading) -> str | None:
    """Read an image and keep it; None when there is a finding instead."""

    def refuse(rule: str, message: str, hint: str | None = None) -> str | None:
        reading.findings.append(error(rule, message, at, hint))
        return None

    if not path:
        return refuse("missing-image", _("This image has no file."))
    if _SCHEME.match(path):
        hint = _(
            "Save it in the publication's folder and give its path; until then its words stand."
        )
        message = _("This image is on the web: only files of the project are printed.")
        reading.findings.append(warning("remote-image", message, at, hint))
        return None
    plain = path.partition("#")[0].partition("?")[0]
    full, data = find_file(plain, reading.path, reading.folder, reading.read_file)
    if full is None:
        message = _("“{path}” leads out of the publication's folder.").format(path=path)
        hint = _("Copy the image into that folder.")
        return refuse("path-outside", message, hint)
    suffix = PurePosixPath(full).suffix.lower()
    if suffix not in PICTURES:
        message = _("Images of type “{suffix}” cannot be printed.").format(suffix=suffix or full)
        hint = _("Convert it to SVG, PNG or JPEG.")
        return refuse("image-type", message, hint)
    if data is None:
        message = _("The image “{path}” does not exist.").format(path=full)
        hint = _(
            "It was looked for from the chapter's and the publication's folder; mind capitals."
        )
        return refuse("missing-image", message, hint)
    data, findings = printable(data, full, at, reading.language)
    reading.findings.extend(findings)
    if data is None:
        return None
    url = f"asset:{full}"
    reading.assets.setdefault(url, Asset(url, hashlib.sha256(data).hexdigest(), data=data))
    if suffix == ".svg":
        _place_for_large_print(url, full, at, reading)
    return url


def printable(
    data: bytes, path: str, at: Position, language: str = ""
) -> tuple[bytes | None, list[Finding]]:
    """Return a picture file as the engine prints it, and what is wrong with it, told at ``at``.

    None where it cannot be printed.
    """
    suffix = PurePosixPath(path).suffix.lower()
    said: list[Finding] = []
    if suffix == ".svg":
        said = drawn_otherwise(data, path)
        data = mended_svg(plain_svg(data), language)
    findings = _content(data, suffix, path, at)
    if findings or suffix == ".svg":
        return (None if findings else data), [*findings, *said]
    data, problem = plain_picture(data)
    if problem is None:
        return data, []
    message = _("“{path}” cannot be printed: {problem}.").format(path=path, problem=problem)
    return None, [error("bad-image", message, at, _("Export the image again, or copy it anew."))]


def _place_for_large_print(url: str, path: str, at: Position, reading: Reading) -> None:
    """Keep the drawing that large print shows instead of the one at ``path``, where there is one."""
    own = str(PurePosixPath(path).with_suffix(_LARGE_PRINT))
    data = reading.read_file(own) if reading.read_file else None
    if data is None:
        return
    data, findings = printable(data, own, at, reading.language)
    reading.findings.extend(findings)
    if data is not None:
        reading.large_print[url] = Asset(url, hashlib.sha256(data).hexdigest(), data=data)


def _content(data: bytes, suffix: str, path: str, at: Position) -> list[Finding]:
    """Check that bytes are an image of the type the name says, and a harmless one."""
    if suffix == ".svg":
        problem = svg_problem(data)
        if problem is None:
            return []
        message = _("“{path}”: {problem}").format(path=path, problem=problem)
        hint = _("Export the image again as a plain SVG, its texts and pictures inside.")
        return [error("bad-svg", message, at, hint)]
    if data.startswith(_SIGNATURES[suffix]):
        if _dots(data) <= _MAX_DOTS:
            return []
        message = _("“{path}” has more than {n} million dots: far more than a page can show.")
        message = message.format(path=path, n=_MAX_DOTS // 1_000_000)
        hint = _("Make it smaller: 5000 dots across fill a poster.")
        return [error("image-too-large", message, at, hint)]
    message = _("“{path}” is not what its name says: no {kind} image is in it.")
    message = message.format(path=path, kind=suffix[1:].upper())
    real = kind_of(data)
    hint = _("Export the image again.")
    if real in PICTURES:
        name = PurePosixPath(path).with_suffix(real).name
        hint = _("It is a {kind} image: call it “{name}”, here and in the text.")
        hint = hint.format(kind=real[1:].upper(), name=name)
    return [error("image-type", message, at, hint)]


def _dots(data: bytes) -> int:
    """Return how many dots a picture says it has, before anything is unpacked; 0: it does not say."""
    from PIL import Image  # noqa: PLC0415  loaded for texts with pictures only
    from PIL.Image import open as read_image  # noqa: PLC0415  bytes in hand, no file

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with read_image(io.BytesIO(data)) as image:
                return image.width * image.height
        except Image.DecompressionBombError:
            return _MAX_DOTS + 1
        except (OSError, ValueError, SyntaxError):
            return 0  # the renderer will say what is wrong with it


def svg_problem(data: bytes) -> str | None:
    """Say why an SVG cannot be printed safely; None if it can."""
    from lxml import etree  # noqa: PLC0415  lxml is loaded where trees are made

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return _("it declares entities in its document type.")
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, safe)
    except (etree.XMLSyntaxError, ValueError) as problem:
        return _("it is not well-formed ({problem}).").format(problem=str(problem)[:120])
    if not isinstance(root.tag, str) or etree.QName(root).localname != "svg":
        return _("it is not an SVG image.")
    uses = 0
    for count, element in enumerate(root.iter()):
        if not isinstance(element.tag, str):
            if element.tag is etree.ProcessingInstruction and element.target == "xml-stylesheet":
                return _("it loads a stylesheet.")
            continue
        name = etree.QName(element).localname
        uses += name == "use"
        if count > _MAX_SVG_ELEMENTS or uses > _MAX_USES:
            return _("it is too complicated.")
        if name in {"script", "foreignObject", "iframe", "handler", "set"} or "animate" in name:
            return _("it contains <{name}>.").format(name=name)
        if name == "style" and _REMOTE_CSS.search("".join(element.itertext())):
            return _("its style loads another file.")
        for key, value in element.attrib.items():
            attribute = etree.QName(key).localname
            if attribute.lower().startswith("on"):
                return _("it contains the program “{name}”.").format(name=attribute)
            if attribute in {"href", "src"} and name != "a" and not _is_local(value):
                return _("it loads another file, “{name}”.").format(name=value[:60])
            if "url(" in value and _REMOTE_CSS.search(value):
                return _("its style loads another file.")
    return None


def _is_local(value: str) -> bool:
    value = value.strip().lower()
    return value.startswith(("#", "data:image/png", "data:image/jp", "data:image/webp"))
