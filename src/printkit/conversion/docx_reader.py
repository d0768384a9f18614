"""Word documents to HTML: mammoth reads them, after what it would drop is written so that it does not.

Deleted and hidden text and the table of contents go; text boxes become asides; fields, equations and
directions of writing give their words. Sources: ECMA-376 part 1, 17 (WordprocessingML); mammoth 1.13.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import lxml.html
import mammoth
from lxml import etree

from printkit.conversion.document import UnreadableError
from printkit.conversion.docx_drawings import write_drawings
from printkit.conversion.zipped_parts import Parts
from printkit.core.i18n import _

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_NOT_WORD: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
#: Private letters that stand in a paragraph of their own where a text box begins and ends.
BOX, BOX_END = "\ue0b0", "\ue0b1"
#: Elements that say nothing themselves: what is in them takes their place.
_UNWRAPPED: Final = frozenset(
    {
        f"{_W}{name}"
        for name in ("fldSimple", "bdo", "dir", "ins", "moveTo", "smartTag", "customXml")
    }
)
_DROPPED: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_BODY_PARTS: Final = ("word/document", "word/footnotes", "word/endnotes")
_KEPT_PARTS: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]+\.rels|word/media/[^/]+"
    r"|word/(?:document\d*|footnotes|endnotes|styles|numbering)\.xml"
)
_STYLES: Final = "\n".join(
    (
        *(f"p[style-name='{name}'] => h1.title:fresh" for name in ("Title", "title", "Titre")),
        *(
            f"p[style-name='{name}'] => blockquote > p:fresh"
            for name in ("Quote", "Intense Quote", "Quotations", "Block Text")
        ),
        *(f"p[style-name='{name} 7'] => h6:fresh" for name in ("Heading", "heading")),
        *(f"p[style-name='{name} 8'] => h6:fresh" for name in ("Heading", "heading")),
        *(f"p[style-name='{name} 9'] => h6:fresh" for name in ("Heading", "heading")),
        *(
            f"p[style-name='List {name} {level}'] => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for level in range(2, 6)
            for name, tag in (("Bullet", "ul"), ("Number", "ol"))
        ),
        "p[style-name='Preformatted Text'] => pre:separator('\\n')",
        "p[style-name='HTML Preformatted'] => pre:separator('\\n')",
        "r[style-name='Emphasis'] => em",
        "r[style-name='Strong Emphasis'] => strong",
        "u => u",
        "strike => del",
        "comment-reference =>",
        *(
            f"p:{kind}-list({level}) => {'ul|ol > li > ' * (level - 1)}{tag} > li:fresh"
            for level in range(6, 10)
            for kind, tag in (("unordered", "ul"), ("ordered", "ol"))
        ),
    )
)


def docx_html(parts: Parts) -> tuple[Any, dict[str, bytes]]:
    """Return a document as an HTML tree, and its pictures by the addresses that stand in it.

    Raises:
        UnreadableError: it is no document of Word.

    """
    if not any(name.startswith("word/document") for name in parts.names):
        message = _("this is not a Word document")
        raise UnreadableError(message, _("open it in your word processor and save it as .docx"))
    pictures: dict[str, bytes] = {}

    def keep(image: Any) -> dict[str, str]:
        bytes_of = image.open  # of the zip that lies in memory
        try:
            with bytes_of() as stream:
                data = stream.read()
        except (KeyError, ValueError, OSError):  # linked, or not there
            return {"src": ""}
        name = f"picture-{len(pictures) + 1}"
        pictures[name] = data
        return {"src": name}

    try:
        html = mammoth.convert_to_html(  # type: ignore[no-untyped-call]
            io.BytesIO(_prepared(parts)),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(keep),  # type: ignore[no-untyped-call]
            id_prefix="word-",
        ).value
    except (KeyError, ValueError, AttributeError, IndexError, TypeError, OSError):
        message = _("this document is damaged, or is not what its name says")
        raise UnreadableError(
            message, _("open it in your word processor and save it again")
        ) from None
    root = lxml.html.document_fromstring(f"<html><body>{html}</body></html>")
    _set_boxes(root)
    return root, pictures


# --- before mammoth --------------------------------------------------------------------------------


def _prepared(parts: Parts) -> bytes:
    """Return the document as mammoth may read it: no part but those it needs, each made plain."""
    contents = _contents_styles(parts)
    levels = _heading_styles(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in parts.names:
            if not _KEPT_PARTS.fullmatch(name):
                continue
            if not name.endswith((".xml", ".rels")):
                made.writestr(name, parts.read(name))
                continue
            root = parts.xml(name)
            if root.tag.startswith(_NOT_WORD):
                message = _("this document is of the form “Strict Open XML”, which cannot be read")
                raise UnreadableError(message, _("save it as an ordinary .docx"))
            if name.startswith(_BODY_PARTS):
                _plain(root, contents)
                _name_headings(root, levels)
                write_drawings(parts, name, root)
                _lift_boxes(root)
            made.writestr(name, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    return out.getvalue()


def _contents_styles(parts: Parts) -> set[str]:
    root = parts.xml("word/styles.xml")
    if root is None:
        return set()
    return {
        style.get(f"{_W}styleId", "")
        for style in root.iter(f"{_W}style")
        for name in style.iterfind(f"{_W}name")
        if re.match(r"toc \d", name.get(f"{_W}val", ""), re.IGNORECASE)
    }


def _heading_styles(parts: Parts) -> dict[str, int]:
    """Return the styles of a template's own that stand for headings, each with its level from 1 on.

    Word tells a heading by its outline level (ECMA-376 part 1, 17.3.1.20), whatever its style is called.
    """
    root = parts.xml("word/styles.xml")
    styles = {
        style.get(f"{_W}styleId", ""): style
        for style in (root.iter(f"{_W}style") if root is not None else ())
        if style.get(f"{_W}type") == "paragraph"
    }
    found: dict[str, int] = {}
    for key, style in styles.items():
        if _said(style, "name").lower() in ("title", "subtitle", "titre", "sous-titre"):
            continue
        seen: set[str] = set()
        one = key
        while one in styles and one not in seen:
            seen.add(one)
            level = _outline_level(styles[one])
            if level is not None:
                if level <= 9:
                    found[key] = level
                break
            one = _said(styles[one], "basedOn")
    return found


def _said(style: Any, name: str) -> str:
    return next((one.get(f"{_W}val", "") for one in style.iterfind(f"{_W}{name}")), "")


def _outline_level(style: Any) -> int | None:
    """Return the level of headings, from 1 on, that a style or a paragraph says; 10 is ordinary text."""
    named = re.fullmatch(r"heading ([1-9])", _said(style, "name").lower())
    if named is not None:
        return int(named[1])
    for properties in (style, *style.iterfind(f"{_W}pPr")):
        level = _said(properties, "outlineLvl")
        if level.isdigit():
            return int(level) + 1
    return None


def _name_headings(root: Any, levels: dict[str, int]) -> None:
    """Give paragraphs that are headings by their level the style that mammoth knows."""
    for properties in root.iter(f"{_W}pPr"):
        own = _outline_level(properties)
        style = properties.find(f"{_W}pStyle")
        level = levels.get(style.get(f"{_W}val", ""), 10) if style is not None else 10
        level = own if own is not None else level
        if level > 9 or properties.getparent().tag != f"{_W}p":
            continue
        if style is None:
            style = etree.Element(f"{_W}pStyle")
            properties.insert(0, style)
        style.set(f"{_W}val", f"Heading{min(level, 6)}")


def _plain(root: Any, contents: set[str]) -> None:
    if next(root.iter(f"{_W}altChunk"), None) is not None:
        message = _("this document holds another one that only Word can show (altChunk)")
        raise UnreadableError(message, _("open it in Word and save it again"))
    for element in list(root.iter(f"{_MC}AlternateContent")):
        _choose(element)
    for element in list(root.iter(*_DROPPED)):
        if element.getparent() is not None and not _is_property(element):
            _remove(element)
    for style in list(root.iter(f"{_W}pStyle")):
        if style.get(f"{_W}val") in contents:
            _empty(style.getparent().getparent())
    for gallery in list(root.iter(f"{_W}docPartGallery")):
        if gallery.get(f"{_W}val") == "Table of Contents":
            for inside in gallery.iterancestors(f"{_W}sdt"):
                _remove(inside)
                break
    for vanish in list(root.iter(f"{_W}vanish")):
        run = vanish.getparent().getparent()
        if vanish.get(f"{_W}val") not in ("0", "false", "off") and run.tag == f"{_W}r":
            _remove(run)
    for element in list(root.iter(*_UNWRAPPED)):
        if not _is_property(element):
            _unwrap(element)
    for ruby in list(root.iter(f"{_W}ruby")):
        _runs_instead(ruby.getparent(), [run.text or "" for run in ruby.iter(f"{_W}t")])
    for math in list(root.iter(f"{_M}oMath")):
        _runs_instead(math, ["".join(one.text or "" for one in math.iter(f"{_M}t"))])
    for paragraph in list(root.iter(f"{_M}oMathPara")):
        _unwrap(paragraph)
    for white in list(root.iter(f"{_W}ptab", f"{_W}cr", f"{_W}br")):
        if white.tag == f"{_W}ptab" or white.get(f"{_W}type") in ("page", "column"):
            white.tag = f"{_W}tab"
        elif white.tag == f"{_W}cr":
            white.tag = f"{_W}br"


def _lift_boxes(root: Any) -> None:
    for box in list(root.iter(f"{_W}txbxContent")):
        if next(box.iterancestors(f"{_W}txbxContent"), None) is None:
            _lift(box)


def _is_property(element: Any) -> bool:
    """Tell whether an element says something of a paragraph, a row or a run, and holds no text."""
    above = element.getparent()
    return above is not None and above.tag in (f"{_W}rPr", f"{_W}trPr", f"{_W}tcPr", f"{_W}numPr")


def _remove(element: Any) -> None:
    above = element.getparent()
    if above is not None:
        above.remove(element)


def _unwrap(element: Any) -> None:
    above = element.getparent()
    at = above.index(element)
    above[at : at + 1] = [
        child for child in element if not str(child.tag).endswith(("Pr", "}oMathParaPr"))
    ]


def _empty(paragraph: Any) -> None:
    for child in list(paragraph):
        if child.tag != f"{_W}pPr":
            paragraph.remove(child)


def _choose(element: Any) -> None:
    """Take the new form of what stands in two (Markup Compatibility): it alone has every text."""
    above = element.getparent()
    if above is None:
        return
    choice = element.find(f"{_MC}Choice")
    chosen = choice if choice is not None else element.find(f"{_MC}Fallback")
    at = above.index(element)
    above[at : at + 1] = list(chosen) if chosen is not None else []


def _runs_instead(element: Any, texts: list[str]) -> None:
    above = element.getparent()
    at = above.index(element)
    runs = []
    for text in texts:
        run = etree.Element(f"{_W}r")
        etree.SubElement(run, f"{_W}t").text = text
        runs.append(run)
    above[at : at + 1] = runs


def _lift(box: Any) -> None:
    """Put a text box after the paragraph it is anchored in, between two marks."""
    anchor = None
    for above in box.iterancestors(f"{_W}p"):
        anchor = above
    if anchor is None or anchor.getparent() is None:
        return
    place = anchor
    while place.getnext() is not None and place.getnext().get("lifted") == "yes":
        place = place.getnext()
    for one in (_mark(BOX), *_below(box), _mark(BOX_END)):
        one.set("lifted", "yes")
        place.addnext(one)
        place = one
    _remove(box)


def _below(box: Any) -> Iterator[Any]:
    """Return the blocks of a box, those of boxes in it after them."""
    inner = list(box.iter(f"{_W}txbxContent"))[1:]
    for one in inner:
        _remove(one)
    yield from list(box)
    for one in inner:
        yield from list(one)


def _mark(letter: str) -> Any:
    paragraph = etree.Element(f"{_W}p")
    run = etree.SubElement(paragraph, f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = letter
    return paragraph


# --- after mammoth ---------------------------------------------------------------------------------


def _set_boxes(root: Any) -> None:
    """Make an aside of what stands between two marks."""
    for paragraph in list(root.iter("p")):
        if (paragraph.text or "").strip() != BOX or paragraph.getparent() is None:
            continue
        aside = etree.Element("aside")
        following = paragraph.getnext()
        while following is not None and (following.text or "").strip() != BOX_END:
            after = following.getnext()
            aside.append(following)
            following = after
        if following is not None:
            _remove(following)
        paragraph.addprevious(aside)
        _remove(paragraph)
    for element in root.iter("p"):
        if (element.text or "").strip() in (BOX, BOX_END):
            element.text = ""
