"""The shipped stylesheets: nothing the engine drops or chokes on, one palette, one grid."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import yaml

from printkit.compose.brochure_parts import compose, notes_pages
from printkit.compose.page_proportions import page_css
from printkit.compose.part_draft import Draft
from printkit.compose.stylesheets import tokens_sheet
from support.brochure_sample import A5, THEME, manuscript, presse, publication
from support.pressroom import faces

SHEETS = sorted(THEME.glob("*.css"))
LINE_PT = 13.2
PT_PER_PX = 0.75
#: properties that render.paragraphs teaches the engine
TAUGHT = re.compile("`(?:text-wrap|hanging-punctuation|hyphenate-limit-lines):")


def rules(path: Path) -> Iterator[tuple[str, str, str, int]]:
    """Yield (selector, property, value, line) of every declaration of a stylesheet."""

    def walk(nodes: list[Any], context: str) -> Iterator[tuple[str, str, str, int]]:
        for node in nodes:
            assert node.type != "error", f"{path.name}:{node.source_line}: {node.message}"
            if node.type == "declaration":
                value = tinycss2.serialize(node.value).strip()
                yield context, node.lower_name, value, node.source_line
            elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
                prelude = tinycss2.serialize(node.prelude).strip()
                name = f"@{node.at_keyword} {prelude}" if node.type == "at-rule" else prelude
                yield from walk(
                    tinycss2.parse_blocks_contents(
                        node.content, skip_comments=True, skip_whitespace=True
                    ),
                    f"{context} {name}".strip(),
                )

    text = path.read_text(encoding="utf-8")
    yield from walk(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), "")


ALL = [(path.name, *rule) for path in SHEETS for rule in rules(path)]


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("see-through ink does not survive PDF/UA and PDF/X", r"^opacity$"),
        ("blend modes", r"blend-mode$"),
        ("shadows", r"shadow$"),
    ],
)
def test_no_property(what: str, pattern: str) -> None:
    assert [rule for rule in ALL if re.search(pattern, rule[2])] == [], what


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("gradients", r"gradient\("),
        ("opacity in a colour", r"rgba|hsla|transparent"),
        ("colours come from the palette", r"#[0-9a-fA-F]{3,8}\b|\b(black|white|red|grey|gray)\b"),
        ("outside resources", r"url\("),
    ],
)
def test_no_value(what: str, pattern: str) -> None:
    assert [rule for rule in ALL if re.search(pattern, rule[3])] == [], what


def test_no_block_the_engine_drops_whole() -> None:
    for path in SHEETS:
        assert not re.search(r"@(supports|media|import)", path.read_text(encoding="utf-8")), (
            path.name
        )


def test_the_notes_area_stays_bare() -> None:
    assert [rule for rule in ALL if "@footnote" in rule[1]] == []


def test_every_colour_is_in_the_palette_with_its_press_recipe() -> None:
    palette = yaml.safe_load((THEME / "theme.yaml").read_text(encoding="utf-8"))["palette"]
    own = {rule[2] for rule in ALL if rule[2].startswith("--")}
    used = {f"--{name}" for rule in ALL for name in re.findall(r"var\(--([\w-]+)\)", rule[3])}
    # what the engine gives too
    lengths = set(
        re.findall(r"--[\w-]+", page_css(presse().page, A5) + tokens_sheet(presse()).text)
    )
    assert used - own - lengths <= {f"--{role}" for role in palette["screen"]}
    assert palette["screen"].keys() == palette["press"].keys()
    for role, inks in palette["press"].items():
        assert len(inks) == 4, role
        assert all(0 <= ink <= 100 for ink in inks), role
        assert sum(inks) <= 280, role


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("text", "behind", "ratio"),
    [
        ("ink", "paper", 4.5),
        ("ink", "tint", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "tint", 4.5),
        ("muted", "paper", 4.5),
        ("muted", "tint", 4.5),
        ("paper", "accent", 4.5),
        ("paper", "ground", 4.5),
        ("signal", "ground", 4.5),
    ],
)
def test_contrast(text: str, behind: str, ratio: float) -> None:
    palette = presse().palette
    high, low = sorted((luminance(palette[text]), luminance(palette[behind])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= ratio


# --- laid out --------------------------------------------------------------------------------


class Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not TAUGHT.search(record.getMessage()):
            self.said.append(record.getMessage())


@pytest.fixture
def engine() -> Iterator[tuple[Any, Warnings]]:
    import weasyprint

    handler = Warnings()
    weasyprint.LOGGER.addHandler(handler)
    yield weasyprint, handler
    weasyprint.LOGGER.removeHandler(handler)


def lay_out(weasyprint: Any, draft: Draft) -> Any:
    """Lay a draft out as the renderer does, its numbers filled with something."""
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    assets = {asset.url: asset.data for asset in draft.assets}

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("asset:"):
                return URLFetcherResponse(url, assets[url], {"Content-Type": "image/svg+xml"})
            return super().fetch(url, headers)

    fonts = FontConfiguration()
    face_css = "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f'font-style:{face.style};src:url("{face.path.as_uri()}")}}'
        for face in draft.faces
    )
    sheets = [face_css, *(sheet.text for sheet in draft.stylesheets)]
    options = {"font_config": fonts, "url_fetcher": Fetcher(), "base_url": "asset:"}
    css = [weasyprint.CSS(string=text, **options) for text in sheets]
    sizes = {slot.name: f"{slot.max_pt:g}" for slot in draft.fit}
    html = re.sub("⟦fit:([^⟧]+)⟧", lambda match: sizes[match[1]], draft.html)
    html = re.sub("⟦page:[^⟧]+⟧", "12", html)
    page = weasyprint.HTML(string=html, url_fetcher=Fetcher(), base_url="asset:")
    return page.render(stylesheets=css, font_config=fonts, pdf_variant="pdf/ua-1")


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "FootnoteAreaBox":
            yield from boxes(child)


def test_no_part_makes_the_engine_complain(engine: tuple[Any, Warnings]) -> None:
    weasyprint, warnings = engine
    drafts = [d for d in compose(manuscript(), presse(faces=faces())) if not d.is_padding]
    notes = notes_pages(3, publication(), presse(faces=faces()))
    assert notes is not None
    for draft in [*drafts, notes]:
        document = lay_out(weasyprint, draft)
        assert warnings.said == [], draft.name
        if draft.expected_pages is not None:
            assert len(document.pages) == draft.expected_pages, draft.name


def test_lines_of_running_text_stand_on_the_grid(engine: tuple[Any, Warnings]) -> None:
    weasyprint, _ = engine
    drafts = {d.name: d for d in compose(manuscript(), presse(faces=faces()))}
    off_grid = []
    lines = 0
    for number, page in enumerate(lay_out(weasyprint, drafts["un"]).pages, 1):
        top = page._page_box.content_box_y()
        inside = list(boxes(page._page_box))
        (body,) = [b for b in inside if getattr(b, "element_tag", None) == "body"]
        running = {child for child in body.element if child.tag in ("p", "ul", "ol", "dl")}
        running |= {item for child in running for item in child if child.tag != "p"}
        for box in inside:
            if type(box).__name__ == "LineBox" and box.element in running:
                lines += 1
                off = (box.position_y - top) * PT_PER_PX % LINE_PT
                if min(off, LINE_PT - off) > 0.1:
                    off_grid.append((number, round(off, 2), box.element.text))
    assert lines > 60
    assert off_grid == []
