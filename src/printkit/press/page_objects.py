"""Pages, forms, patterns, masks, fonts that are drawings: the objects of a separation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from PIL import UnidentifiedImageError
from pypdf import PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, BooleanObject, FloatObject, NullObject, NumberObject

from printkit.assemble.objects import N, add, dictionary, resolve, stream
from printkit.pdf.matrix import IDENTITY, Matrix, times
from printkit.press.content_rewriter import OVER, Rewriter
from printkit.press.image_inks import Cache, convert_image, soft_mask
from printkit.press.ink_colours import Inks, MaskInks
from printkit.press.operators import UnreadableError
from printkit.press.press_state import State
from printkit.press.shading_inks import convert_shading
from printkit.press.spaces import UnknownSpaceError

_MATRIX: Final = tuple(IDENTITY)
_UNREADABLE: Final = (
    UnknownSpaceError,
    UnidentifiedImageError,
    PyPdfError,
    OSError,
    ValueError,
    KeyError,
)


@dataclass(frozen=True, slots=True)
class Transparency:
    """Why a page (1-based) is not opaque."""

    page: int
    reason: str


@dataclass(slots=True)
class _Form:
    """A converted form: does it depend on its caller's colours, what did it show, and how large."""

    reference: Any
    inherits: bool
    context: tuple[Any, Any]
    scale: float
    reasons: set[str] = field(default_factory=set)
    images: set[tuple[int, str]] = field(default_factory=set)
    seen_through: bool = False


@dataclass(slots=True)
class _Image:
    """An image waiting until it is known how large it is shown at most (inches)."""

    source: Any
    inks: Inks
    reference: Any
    size: tuple[float, float] = (0.0, 0.0)
    pages: set[int] = field(default_factory=set)
    soft: bool = False


class Pages:
    """Converts the pages of a writer in place. ``problems`` are pages and why they failed."""

    def __init__(self, writer: PdfWriter, inks: Inks, *, ppi: float, cache: Cache) -> None:
        self.writer = writer
        self.inks = inks
        self.problems: list[tuple[int, str]] = []
        self.page = 0
        self._ppi = ppi
        self._cache = cache
        self._reasons: dict[Transparency, None] = {}
        self.forms: dict[tuple[int, str], list[_Form]] = {}
        self.images: dict[tuple[int, str], _Image] = {}
        self._shared: dict[tuple[int, str, str], Any] = {}
        self._busy: set[int] = set()
        self.mask_inks = MaskInks()

    @property
    def transparency(self) -> tuple[Transparency, ...]:
        """Where the pages are not opaque."""
        return tuple(self._reasons)

    def group(self) -> Any:
        """Return a page's transparency group: blended in inks (ISO 15930-7, 6.14)."""
        return dictionary(
            Type="/Group", S="/Transparency", CS=self.inks.space, I=BooleanObject(True)
        )

    def convert(self, index: int, page: Any) -> None:
        """Convert a page (0-based)."""
        self.page = index + 1
        scope = Scope(self, page.get("/Resources"), self.inks)
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        rewritten = scope.rewrite(data, State(set_over=False))
        page[N("/Contents")] = add(self.writer, stream(rewritten))
        page[N("/Resources")] = scope.resources
        self.note(scope.reasons)

    def finish(self) -> None:
        """Convert the images; forms keep a group only where something shines through."""
        for waiting in self.images.values():
            self._image(waiting)
        for forms in self.forms.values():
            for form in forms:
                soft = any(self.images[key].soft for key in form.images)
                new = resolve(form.reference)
                if "/Group" in new and not (form.seen_through or form.reasons or soft):
                    del new["/Group"]

    def note(self, reasons: set[str]) -> None:
        """Note why the current page is not opaque."""
        for reason in sorted(reasons):
            self._reasons.setdefault(Transparency(self.page, reason))

    def problem(self, reason: str) -> None:
        """Note that something on the current page could not be converted."""
        self.problems.append((self.page, reason))

    def shared(self, source: Any, kind: str, inks: Inks) -> tuple[int, str, str]:
        """Return the key under which the conversion of an object is kept."""
        reference = getattr(source, "indirect_reference", None)
        return (reference.idnum if reference else -id(source), kind, type(inks).__name__)

    def kept(self, key: tuple[int, str, str]) -> Any:
        """Return a conversion kept, or None."""
        return self._shared.get(key)

    def keep(self, key: tuple[int, str, str], new: Any) -> Any:
        """Keep a conversion as an indirect object."""
        self._shared[key] = add(self.writer, new)
        return self._shared[key]

    def form(self, source: Any, inks: Inks, state: State, scope: Scope) -> Any:
        """Convert a form XObject as it looks from its caller; return its reference."""
        key = (source.indirect_reference.idnum, type(inks).__name__)
        context = (state.fill, state.stroke)
        a, b, c, d, _e, _f = state.matrix
        scale = abs(a * d - b * c) ** 0.5
        for form in self.forms.get(key, ()):
            same = form.context == context
            if (same or not form.inherits) and scale <= form.scale * 1.01:
                break
        else:
            if key[0] in self._busy:
                raise UnknownSpaceError("/Form")
            self._busy.add(key[0])
            form = self._new_form(source, inks, state, scope, scale)
            self._busy.discard(key[0])
            self.forms.setdefault(key, []).append(form)
        form.seen_through = form.seen_through or bool(see_through(state))
        scope.reasons |= form.reasons
        scope.images |= form.images
        for image in form.images:
            self.images[image].pages.add(self.page)
        return form.reference

    def _new_form(self, source: Any, inks: Inks, state: State, scope: Scope, scale: float) -> _Form:
        inner = Scope(self, source.get("/Resources", scope.source), inks)
        matrix = tuple(float(part) for part in source.get("/Matrix", _MATRIX))
        inside = State(times(matrix, state.matrix), state.fill, state.stroke, state.render)  # type: ignore[arg-type]
        data = inner.rewrite(source.get_data(), inside)
        new = stream(data, Type="/XObject", Subtype="/Form")
        for key in ("/BBox", "/Matrix"):
            if key in source:
                new[N(key)] = source.raw_get(key)
        new[N("/Resources")] = inner.resources
        if "/Group" in source:
            group = dictionary(
                **{key[1:]: value for key, value in dict.items(resolve(source["/Group"]))}
            )
            group[N("/CS")] = N(inks.space)
            new[N("/Group")] = group
        context = (state.fill, state.stroke)
        return _Form(
            add(self.writer, new), inner.inherits, context, scale, inner.reasons, inner.images
        )

    def image(self, source: Any, inks: Inks, state: State) -> tuple[Any, tuple[int, str]]:
        """Note where an image is placed; return the reference its conversion will stand at."""
        key = (source.indirect_reference.idnum, type(inks).__name__)
        if key not in self.images:
            self.images[key] = _Image(source, inks, add(self.writer, NullObject()))
        found = self.images[key]
        a, b, c, d, _e, _f = state.matrix
        size = ((a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72)
        found.size = (max(found.size[0], size[0]), max(found.size[1], size[1]))
        found.pages.add(self.page)
        return found.reference, key

    def _image(self, waiting: _Image) -> None:
        source = waiting.source
        try:
            if source.get("/ImageMask"):
                new = source
            else:
                if "/Mask" in source and isinstance(resolve(source["/Mask"]), list):
                    raise UnknownSpaceError("/Mask")
                new = convert_image(source, waiting.inks, waiting.size, self._ppi, self._cache)
                self._masks(waiting, new)
        except _UNREADABLE as error:
            self.page = min(waiting.pages)
            self.problem(f"/Image {error}")
            return
        self.writer._objects[waiting.reference.idnum - 1] = new
        new.indirect_reference = waiting.reference

    def _masks(self, waiting: _Image, new: Any) -> None:
        source = waiting.source
        if "/Mask" in source:
            new[N("/Mask")] = source.raw_get("/Mask")
        if not isinstance(source.get("/SMask", NullObject()), NullObject):
            kind, mask = soft_mask(resolve(source["/SMask"]), waiting.size, self._ppi)
            if kind == "hard":
                new[N("/Mask")] = add(self.writer, mask)
            elif kind == "soft":
                new[N("/SMask")] = add(self.writer, mask)
                waiting.soft = True
                for self.page in sorted(waiting.pages):
                    self.note({"soft-mask"})


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
