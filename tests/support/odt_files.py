"""OpenDocument texts part by part, as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{short}="{_NS}{long}:1.0"'
    for short, long in {
        **{name: name for name in ("office", "text", "table", "style", "meta")},
        **{"draw": "drawing", "fo": "xsl-fo-compatible", "svg": "svg-compatible"},
    }.items()
) + (' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"')


def _style(name: str, family: str, properties: str = "", parent: str = "") -> str:
    made = f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
    return f"{made}<style:text-properties {properties}/></style:style>"


AUTOMATIC = (
    _style("P1", "paragraph", 'fo:font-weight="bold"')
    + _style("P2", "paragraph", parent="Title")
    + _style("T1", "text", 'fo:font-weight="bold"')
    + _style("T2", "text", 'fo:font-style="italic"')
    + _style("T3", "text", 'style:text-position="super 58%"')
    + _style("T4", "text", 'text:display="none"')
    + '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)
STYLES = (
    _style("Title", "paragraph")
    + _style("Quotations", "paragraph")
    + _style("Emphasis", "text", 'fo:font-style="italic"')
)


def p(inner: str, style: str = "Standard") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{inner}</text:p>'


def h(inner: str, level: int = 1) -> str:
    """Return a heading."""
    return f'<text:h text:outline-level="{level}">{inner}</text:h>'


def span(inner: str, style: str) -> str:
    """Return running text of a style."""
    return f'<text:span text:style-name="{style}">{inner}</text:span>'


def items(*inner: str, style: str = "") -> str:
    """Return a list; each item is blocks."""
    named = f' text:style-name="{style}"' if style else ""
    found = "".join(f"<text:list-item>{one}</text:list-item>" for one in inner)
    return f"<text:list{named}>{found}</text:list>"


def note(*blocks: str) -> str:
    """Return a note where it is called."""
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{''.join(blocks)}</text:note-body></text:note>"
    )


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell is blocks, or a whole cell if it begins as one."""
    inner = "".join(
        "<table:table-row>"
        + "".join(
            one if one.startswith("<table:") else f"<table:table-cell>{one}</table:table-cell>"
            for one in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f"<table:table>{inner}</table:table>"


def odt(*body: str, header: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """Return the bytes of an .odt."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {NAMESPACES}><office:styles>{STYLES}</office:styles><office:master-styles>"
        f"<style:master-page><style:header>{header}</style:header></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    meta = f"<office:document-meta {NAMESPACES}><dc:creator>Prénom Nom</dc:creator></office:document-meta>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        parts = {"content.xml": content, "styles.xml": styles, "meta.xml": meta, **(more or {})}
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()
