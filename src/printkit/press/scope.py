"""One content stream and what it names: converted when used, left out when not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pypdf.generic import ArrayObject, BooleanObject, FloatObject, NumberObject

from printkit.assemble.objects import N, add, dictionary, resolve, stream
from printkit.pdf.matrix import IDENTITY, Matrix, times
from printkit.press.colours import Inks
from printkit.press.content_rewriter import OVER, Rewriter
from printkit.press.operators import UnreadableError
from printkit.press.press_state import State
from printkit.press.shading_inks import convert_shading
from printkit.press.spaces import UnknownSpaceError

if TYPE_CHECKING:
    from printkit.press.page_objects import Pages

#: What an extended graphics state may say to a press; halftones and transfer curves may not.
_STATE_KEYS: Final = (
    "/Type",
    "/LW",
    "/LC",
    "/LJ",
    "/ML",
    "/D",
    "/Font",
    "/ca",
    "/CA",
    "/BM",
    "/AIS",
)
_MATRIX: Final = tuple(IDENTITY)
_REASONS: Final = {
    "/ca": "opacity",
    "/CA": "opacity",
    "/BM": "blend-mode",
    "/SMask": "soft-mask",
}


def see_through(state: State) -> tuple[str, ...]:
    """Return what makes the things painted now see-through; nothing when they are opaque."""
    return tuple(key for key, value in state.alpha if value != "opaque")


class Scope:
    """One content stream and its resources: what it uses is converted and kept, the rest left out."""

    def __init__(self, pages: Pages, source: Any, inks: Inks) -> None:
        self.pages = pages
        self.source = resolve(source) if source is not None else dictionary()
        self.inks = inks
        self.resources = dictionary()
        self.reasons: set[str] = set()
        self.images: set[tuple[int, str]] = set()
        self.inherits = False
        self.named_spaces = self._category("/ColorSpace")
        self._base: Matrix = IDENTITY
        self._patterns: dict[str, Any] = {}

    def _category(self, category: str) -> Any:
        found = self.source.get(category)
        return resolve(found) if found is not None else {}

    def _named(self, category: str, name: str) -> Any:
        found = self._category(category)
        if name not in found:
            raise UnknownSpaceError(name)
        return resolve(found[name])

    def _put(self, category: str, name: str, value: Any) -> None:
        if category not in self.resources:
            self.resources[N(category)] = dictionary()
        self.resources.raw_get(category)[N(name)] = value

    def rewrite(self, data: bytes, state: State) -> bytes:
        """Return a stream in inks; what cannot be is left out and noted."""
        self._base = state.matrix
        rewriter = Rewriter(data, self, state)
        try:
            result = rewriter.run()
        except (UnreadableError, UnknownSpaceError, ValueError, KeyError, IndexError) as error:
            self.pages.problem(str(error))
            return b""
        self.inherits = rewriter.inherits
        return result

    def use(self, category: str, name: str) -> None:
        """Keep a font."""
        found = self._category(category)
        if name not in found:
            return
        font = resolve(found[name])
        if font.get("/Subtype") == "/Type3":
            raise UnknownSpaceError("/Type3")
        self._put(category, name, found.raw_get(name))

    def overprint(self, name: str) -> None:
        """Keep an overprint state (ISO 32000-1, 8.6.7): black ink over what lies below, or not."""
        key = (0, name, "")
        state = self.pages.kept(key)
        if state is None:
            on = BooleanObject(name == OVER)
            entries = {"op": on, "OP": on, "OPM": 1 if name == OVER else 0}
            state = self.pages.keep(key, dictionary(Type="/ExtGState", **entries))
        self._put("/ExtGState", name, state)

    def graphics_state(self, name: str) -> tuple[tuple[str, str], ...]:
        """Keep what a press may read of a graphics state."""
        source = self._named("/ExtGState", name)
        new = dictionary()
        for key in _STATE_KEYS:
            if key in source:
                new[N(key)] = source.raw_get(key)
        changed: dict[str, str] = {}
        for key in ("/ca", "/CA"):
            if key in source:
                value = float(source[key])
                changed[key] = "opaque" if value == 1 else f"{value:g}"
        if "/BM" in source:
            mode = str(source["/BM"])
            changed["/BM"] = "opaque" if mode in ("/Normal", "/Compatible") else mode
        if "/SMask" in source:
            mask = resolve(source["/SMask"])
            changed["/SMask"] = "opaque" if mask == "/None" else "mask"
            new[N("/SMask")] = N("/None") if mask == "/None" else self._mask(mask)
        self.reasons |= {_REASONS[key] for key, value in changed.items() if value != "opaque"}
        self._put("/ExtGState", name, new)
        return tuple(changed.items())

    def _mask(self, mask: Any) -> Any:
        """Convert a soft mask's group to the greys it is read as (ISO 32000-1, 11.6.5.2)."""
        group = resolve(mask["/G"])
        inks = self.pages.mask_inks
        new = dictionary(Type="/Mask", S=str(mask["/S"]))
        if "/TR" in mask:
            new[N("/TR")] = mask.raw_get("/TR")
        if "/BC" in mask:
            grey = inks.ink(tuple(float(part) for part in mask["/BC"]))
            new[N("/BC")] = ArrayObject(FloatObject(part) for part in grey)
        new[N("/G")] = self.pages.form(group, inks, State(matrix=self._base), self)
        key = (group.indirect_reference.idnum, type(inks).__name__)
        for form in self.pages.forms[key]:
            form.seen_through = True
        return new

    def draw(self, name: str, state: State) -> tuple[str, str]:
        """Convert a form or image and keep it, under another name where its caller's colours differ."""
        source = self._named("/XObject", name)
        if source.get("/Subtype") == "/Image":
            reference, key = self.pages.image(source, self.inks, state)
            self.images.add(key)
            self._put("/XObject", name, reference)
            return name, "stencil" if source.get("/ImageMask") else "image"
        reference = self.pages.form(source, self.inks, state, self)
        return self._again("/XObject", name, reference), "form"

    def shading(self, name: str) -> str:
        """Convert a shading and keep it."""
        self._put("/Shading", name, self._shading(self._named("/Shading", name)))
        return name

    def _shading(self, source: Any) -> Any:
        key = self.pages.shared(source, "shading", self.inks)
        kept = self.pages.kept(key)
        if kept is not None:
            return kept
        new = convert_shading(self.pages.writer, source, self.inks, self.named_spaces)
        return self.pages.keep(key, new)

    def pattern(self, name: str, state: State) -> str:
        """Convert a pattern and keep it."""
        if name not in self._patterns:
            self._patterns[name] = self._pattern(self._named("/Pattern", name))
            self._put("/Pattern", name, self._patterns[name])
        return name

    def _pattern(self, source: Any) -> Any:
        matrix = tuple(float(part) for part in source.get("/Matrix", _MATRIX))
        own = ArrayObject(FloatObject(part) for part in matrix)
        if int(source["/PatternType"]) == 2:
            shading = self._shading(resolve(source["/Shading"]))
            return add(
                self.pages.writer,
                dictionary(Type="/Pattern", PatternType=2, Shading=shading, Matrix=own),
            )
        if int(source["/PaintType"]) != 1:
            raise UnknownSpaceError("/PaintType 2")
        inner = Scope(self.pages, source.get("/Resources"), self.inks)
        at: Matrix = times(matrix, self._base)  # type: ignore[arg-type]
        data = inner.rewrite(source.get_data(), State(matrix=at))
        new = stream(data, Type="/Pattern", PatternType=1, PaintType=1)
        for key in ("/TilingType", "/BBox", "/XStep", "/YStep"):
            new[N(key)] = source.raw_get(key) if key in source else NumberObject(1)
        new[N("/Matrix")] = own
        new[N("/Resources")] = inner.resources
        self.reasons |= inner.reasons
        self.images |= inner.images
        return add(self.pages.writer, new)

    def _again(self, category: str, name: str, reference: Any) -> str:
        """Name a reference, with a number behind where the name is taken by another."""
        wanted, number = name, 1
        taken = self.resources.get(category, {})
        while wanted in taken and taken.raw_get(wanted) != reference:
            number += 1
            wanted = f"{name}-{number}"
        self._put(category, wanted, reference)
        return wanted
