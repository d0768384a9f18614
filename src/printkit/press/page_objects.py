"""The objects of a separation: pages, forms, patterns, masks and images, each converted once.

A :class:`Scope` is one content stream and what it names; a :class:`Separation` is the file they are
converted into. What no page shows is not taken over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from printkit.pdf.budget import Budget
from printkit.pdf.colour import Colour, ColourError
from printkit.pdf.functions import FunctionError
from printkit.pdf.images import ImageError, Picture, picture_of
from printkit.pdf.interpreter import DEEPEST, Interpreter
from printkit.pdf.lexer import UnreadableError
from printkit.pdf.matrix import Matrix, height_of, matrix_from, stretch, times, width_of
from printkit.pdf.objects import (
    Thing,
    decoded,
    entry,
    has,
    identity,
    is_array,
    is_dictionary,
    members,
    name,
    number,
    numbers,
    whole,
)
from printkit.pdf.pages import Page
from printkit.pdf.resources import ResourceCache
from printkit.pdf.state import NORMAL, State
from printkit.pdf.writer import (
    Pdf,
    add_page,
    array,
    box,
    dictionary,
    fill_as,
    indirect,
    stream,
    taken,
    value,
)
from printkit.press.content_rewriter import OVER, NotSeparableError, Rewriter, Written
from printkit.press.image_inks import Cache, convert_image, soft_mask
from printkit.press.ink_colours import Inks, MaskInks
from printkit.press.shading_inks import convert_shading

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
#: Why something cannot be turned into inks; our own faults are other exceptions.
_REFUSED: Final = (NotSeparableError, UnreadableError, ColourError, FunctionError, ImageError)

Key = tuple[Any, str]


@dataclass(frozen=True, slots=True)
class Transparency:
    """Why a page (1-based) is not opaque."""

    page: int
    reason: str


@dataclass(slots=True)
class _Form:
    """A converted form: does it depend on its caller's colours, what did it show, and how large."""

    reference: Thing
    inherits: bool
    context: tuple[Colour, Colour]
    scale: float
    reasons: set[str] = field(default_factory=set)
    images: set[Key] = field(default_factory=set)
    seen_through: bool = False


@dataclass(slots=True)
class _Image:
    """An image waiting until it is known how large it is shown at most (inches)."""

    picture: Picture
    inks: Inks
    reference: Thing
    size: tuple[float, float] = (0.0, 0.0)
    pages: set[int] = field(default_factory=set)
    soft: bool = False


def see_through(state: State) -> bool:
    """Tell whether the things painted now are not opaque."""
    opaque = state.alpha_fill == state.alpha_stroke == 1
    return not opaque or state.blend != NORMAL or state.soft is not None


class Separation:
    """Converts pages into the file ``pdf``. ``problems`` are pages (1-based) and why they failed."""

    def __init__(self, pdf: Pdf, inks: Inks, *, ppi: float, cache: Cache) -> None:
        self.pdf = pdf
        self.inks = inks
        self.problems: list[tuple[int, str]] = []
        self.page = 0
        self.forms: dict[Key, list[_Form]] = {}
        self.images: dict[Key, _Image] = {}
        self.mask_inks = MaskInks()
        self.read = ResourceCache(Budget(seconds=600.0))
        self._ppi = ppi
        self._cache = cache
        self._reasons: dict[Transparency, None] = {}
        self._shared: dict[Any, Thing] = {}
        self._busy: set[Any] = set()

    @property
    def transparency(self) -> tuple[Transparency, ...]:
        """Where the pages are not opaque."""
        return tuple(self._reasons)

    def convert(self, source: Page) -> None:
        """Append a page, converted."""
        self.page += 1
        scope = Scope(self, source.resources, self.inks)
        data = scope.rewrite(source.content(), State(own=Written(over=False)))
        page = dictionary(Type="/Page", Contents=stream(self.pdf, data), Resources=scope.resources)
        page["/MediaBox"] = box(source.media)
        if source.trim is not None:
            page["/TrimBox"] = box(source.trim)
        if source.rotate:
            page["/Rotate"] = source.rotate
        add_page(self.pdf, page)
        self.note(scope.reasons)

    def finish(self) -> None:
        """Convert the images; forms and pages keep a group only where something shines through."""
        for waiting in self.images.values():
            self._image(waiting)
        for forms in self.forms.values():
            for form in forms:
                soft = any(self.images[key].soft for key in form.images)
                if not (form.seen_through or form.reasons or soft) and has(
                    form.reference, "/Group"
                ):
                    del form.reference["/Group"]
        for number_ in {one.page for one in self._reasons}:
            # blended in inks (ISO 15930-7, 6.14)
            self.pdf.pages[number_ - 1].obj["/Group"] = dictionary(
                Type="/Group", S="/Transparency", CS=self.inks.space, I=True
            )

    def note(self, reasons: set[str]) -> None:
        """Note why the current page is not opaque."""
        for reason in sorted(reasons):
            self._reasons.setdefault(Transparency(self.page, reason))

    def problem(self, reason: str) -> None:
        """Note that something on the current page could not be converted."""
        self.problems.append((self.page, reason))

    def kept(self, key: Any) -> Thing:
        """Return a conversion kept, or None."""
        return self._shared.get(key)

    def keep(self, key: Any, new: Thing) -> Thing:
        """Keep a conversion as an object by itself."""
        self._shared[key] = new if new.is_indirect else indirect(self.pdf, new)
        return self._shared[key]

    def form(self, source: Thing, inks: Inks, run: Interpreter, scope: Scope) -> Thing:
        """Convert a form XObject as it looks from its caller, in the state of ``run``."""
        return self._form(source, inks, run.state, scope, run.depth)

    def mask(self, source: Thing, base: Matrix, scope: Scope, depth: int) -> Thing:
        """Convert the group of a soft mask to the greys it is read as."""
        reference = self._form(source, self.mask_inks, State(matrix=base), scope, depth)
        for form in self.forms[identity(source), type(self.mask_inks).__name__]:
            form.seen_through = True
        return reference

    def _form(self, source: Thing, inks: Inks, state: State, scope: Scope, depth: int) -> Thing:
        key = (identity(source), type(inks).__name__)
        context = (state.fill, state.stroke)
        scale = stretch(state.matrix)
        for form in self.forms.get(key, ()):
            same = form.context == context
            if (same or not form.inherits) and scale <= form.scale * 1.01:
                break
        else:
            if key[0] in self._busy or depth >= DEEPEST:
                raise NotSeparableError("/Form")
            self._busy.add(key[0])
            form = self._new_form(source, inks, state, scope, depth)
            self._busy.discard(key[0])
            self.forms.setdefault(key, []).append(form)
        form.seen_through = form.seen_through or see_through(state)
        scope.reasons |= form.reasons
        scope.images |= form.images
        for image in form.images:
            self.images[image].pages.add(self.page)
        return form.reference

    def _new_form(self, source: Thing, inks: Inks, state: State, scope: Scope, depth: int) -> _Form:
        own = entry(source, "/Resources")
        inner = Scope(self, own if own is not None else scope.source, inks)
        matrix = times(matrix_from(numbers(entry(source, "/Matrix"))), state.matrix)
        inside = State(matrix, fill=state.fill, stroke=state.stroke, render=state.render)
        data = inner.rewrite(decoded(source) or b"", inside, depth + 1)
        new = stream(self.pdf, data, Type="/XObject", Subtype="/Form")
        for key in ("/BBox", "/Matrix"):
            if has(source, key):
                new[key] = taken(self.pdf, entry(source, key))
        new["/Resources"] = inner.resources
        group = entry(source, "/Group")
        if is_dictionary(group):
            entries = {key[1:]: taken(self.pdf, value) for key, value in members(group)}
            new["/Group"] = dictionary(**(entries | {"CS": inks.space}))
        context = (state.fill, state.stroke)
        scale = stretch(state.matrix)
        return _Form(new, inner.inherits, context, scale, inner.reasons, inner.images)

    def image(self, picture: Picture, inks: Inks, state: State) -> tuple[Thing, Key]:
        """Note where an image is placed; return the stream its conversion will fill."""
        place = len(self.images) if picture.is_inline else identity(picture.source)
        key = (place, type(inks).__name__ + (" inline" if picture.is_inline else ""))
        if key not in self.images:
            self.images[key] = _Image(picture, inks, stream(self.pdf, b""))
        found = self.images[key]
        size = (width_of(state.matrix) / 72, height_of(state.matrix) / 72)
        found.size = (max(found.size[0], size[0]), max(found.size[1], size[1]))
        found.pages.add(self.page)
        return found.reference, key

    def _image(self, waiting: _Image) -> None:
        picture, source = waiting.picture, waiting.picture.source
        try:
            if picture.stencil:
                fill_as(waiting.reference, taken(self.pdf, source))
                return
            if is_array(entry(source, "/Mask")):
                raise NotSeparableError("/Mask")
            convert_image(
                waiting.reference, picture, waiting.inks, waiting.size, self._ppi, self._cache
            )
            self._masks(waiting)
        except _REFUSED as error:
            self.page = min(waiting.pages)
            self.problem(f"/Image {error}")

    def _masks(self, waiting: _Image) -> None:
        source = waiting.picture.source
        if has(source, "/Mask"):
            waiting.reference["/Mask"] = taken(self.pdf, entry(source, "/Mask"))
        if has(source, "/SMask"):
            mask = picture_of(entry(source, "/SMask"), None)
            kind, new = soft_mask(self.pdf, mask, waiting.size, self._ppi)
            if kind == "hard":
                waiting.reference["/Mask"] = new
            elif kind == "soft":
                waiting.reference["/SMask"] = new
                waiting.soft = True
                for self.page in sorted(waiting.pages):
                    self.note({"soft-mask"})


class Scope:
    """One content stream and its resources: what it uses is converted and kept, the rest left out."""

    def __init__(self, pages: Separation, source: Thing, inks: Inks) -> None:
        self.pages = pages
        self.source = source if is_dictionary(source) else {}
        self.inks = inks
        self.resources = dictionary()
        self.reasons: set[str] = set()
        self.images: set[Key] = set()
        self.inherits = False
        self._patterns: set[str] = set()

    def _named(self, category: str, key: str) -> Thing:
        found = entry(self.source, category, key)
        if found is None:
            raise NotSeparableError(key)
        return found

    def _put(self, category: str, key: str, thing: Thing) -> None:
        if category not in self.resources:
            self.resources[category] = dictionary()
        self.resources[category][key] = thing

    def rewrite(self, data: bytes, state: State, depth: int = 0) -> bytes:
        """Return a stream in inks; what cannot be is left out and noted."""
        rewriter = Rewriter(self, state.fill, state.stroke)
        run = Interpreter(rewriter, self.source, cache=self.pages.read, state=state, depth=depth)
        try:
            run.run(data, strict=True)
        except _REFUSED as error:
            self.pages.problem(str(error))
            return b""
        self.inherits = rewriter.inherits
        return rewriter.result(data)

    def use_font(self, key: str) -> None:
        """Keep a font."""
        font = entry(self.source, "/Font", key)
        if font is None:
            return
        if name(entry(font, "/Subtype")) == "/Type3":
            raise NotSeparableError("/Type3")
        if not has(self.resources, "/Font") or not has(entry(self.resources, "/Font"), key):
            self._put("/Font", key, taken(self.pages.pdf, font))

    def overprint(self, key: str) -> None:
        """Keep an overprint state (ISO 32000-1, 8.6.7): black ink over what lies below, or not."""
        state = self.pages.kept(key)
        if state is None:
            on = key == OVER
            entries = {"op": on, "OP": on, "OPM": 1 if on else 0}
            state = self.pages.keep(key, dictionary(Type="/ExtGState", **entries))
        self._put("/ExtGState", key, state)

    def graphics_state(self, run: Interpreter, key: str) -> None:
        """Keep what a press may read of a graphics state."""
        source = self._named("/ExtGState", key)
        new = dictionary()
        for one in _STATE_KEYS:
            if has(source, one):
                new[one] = taken(self.pages.pdf, entry(source, one))
        if any(number(entry(source, one), 1.0) != 1 for one in ("/ca", "/CA")):
            self.reasons.add("opacity")
        if has(source, "/BM") and run.state.blend != NORMAL:
            self.reasons.add("blend-mode")
        mask = entry(source, "/SMask")
        if mask is not None:
            if is_dictionary(mask):
                self.reasons.add("soft-mask")
                new["/SMask"] = self._mask(mask, run)
            else:
                new["/SMask"] = value("/None")
        self._put("/ExtGState", key, new)

    def _mask(self, mask: Thing, run: Interpreter) -> Thing:
        """Convert a soft mask's group to the greys it is read as (ISO 32000-1, 11.6.5.2)."""
        new = dictionary(Type="/Mask", S=name(entry(mask, "/S")))
        if has(mask, "/TR"):
            new["/TR"] = taken(self.pages.pdf, entry(mask, "/TR"))
        ground = numbers(entry(mask, "/BC"))
        if ground:
            new["/BC"] = array(self.pages.mask_inks.ink(ground))
        new["/G"] = self.pages.mask(entry(mask, "/G"), run.base, self, run.depth)
        return new

    def image(self, run: Interpreter, key: str, picture: Picture) -> str:
        """Convert an image and keep it; one that stands in the stream gets a name."""
        reference, image = self.pages.image(picture, self.inks, run.state)
        self.images.add(image)
        return self._again("/XObject", key or "/PkInline", reference)

    def form(self, run: Interpreter, key: str) -> str:
        """Convert a form and keep it, under another name where its caller's colours differ."""
        reference = self.pages.form(self._named("/XObject", key), self.inks, run, self)
        return self._again("/XObject", key, reference)

    def shading(self, run: Interpreter, key: str) -> str:
        """Convert a shading and keep it."""
        self._put("/Shading", key, self._shading(self._named("/Shading", key), run))
        return key

    def _shading(self, source: Thing, run: Interpreter) -> Thing:
        key = (identity(source), "shading", type(self.inks).__name__)
        kept = self.pages.kept(key) if isinstance(key[0], tuple) else None
        if kept is not None:
            return kept
        return self.pages.keep(key, convert_shading(self.pages.pdf, source, self.inks, run.spaces))

    def pattern(self, run: Interpreter, key: str) -> str:
        """Convert a pattern and keep it."""
        if key not in self._patterns:
            self._put("/Pattern", key, self._pattern(self._named("/Pattern", key), run))
            self._patterns.add(key)
        return key

    def _pattern(self, source: Thing, run: Interpreter) -> Thing:
        pdf = self.pages.pdf
        own = matrix_from(numbers(entry(source, "/Matrix")))
        if whole(entry(source, "/PatternType")) == 2:
            shading = self._shading(entry(source, "/Shading"), run)
            return indirect(
                pdf, dictionary(Type="/Pattern", PatternType=2, Shading=shading, Matrix=own)
            )
        if whole(entry(source, "/PaintType")) != 1:
            raise NotSeparableError("/PaintType 2")
        if run.depth >= DEEPEST:
            raise NotSeparableError("/Pattern")
        inner = Scope(self.pages, entry(source, "/Resources"), self.inks)
        data = inner.rewrite(
            decoded(source) or b"", State(matrix=times(own, run.base)), run.depth + 1
        )
        new = stream(pdf, data, Type="/Pattern", PatternType=1, PaintType=1)
        for key in ("/TilingType", "/BBox", "/XStep", "/YStep"):
            new[key] = taken(pdf, entry(source, key)) if has(source, key) else 1
        new["/Matrix"] = array(own)
        new["/Resources"] = inner.resources
        self.reasons |= inner.reasons
        self.images |= inner.images
        return new

    def _again(self, category: str, key: str, reference: Thing) -> str:
        """Name a reference, with a number behind where the name is taken by another."""
        wanted, count = key, 1
        while (known := entry(self.resources, category, wanted)) is not None:
            if identity(known) == identity(reference):
                return wanted
            count += 1
            wanted = f"{key}-{count}"
        self._put(category, wanted, reference)
        return wanted
