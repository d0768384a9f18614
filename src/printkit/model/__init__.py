"""The nouns of printkit. Frozen values; nothing here reads, writes or imports beyond the standard library.

A class costs about a millisecond to make: its module is imported when its name is asked for first.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from printkit.model.page_format import FIELDS, PageFormat, Panel, Side, Slot
    from printkit.model.products import (
        Artifact,
        ManifestEntry,
        MergePart,
        OutlineEntry,
        PageLabel,
        Trace,
        untraced,
    )
    from printkit.model.publication import (
        Brand,
        Event,
        EventStatus,
        Leaflet,
        Meta,
        Part,
        PartKind,
        Picture,
        ProgrammeRow,
        Project,
        Publication,
        Site,
        SourceText,
        TypographyOptions,
    )
    from printkit.model.rendering import (
        ENGINE_ITSELF,
        EngineWarning,
        FailureKind,
        FitResult,
        Flaw,
        FlawKind,
        NotePlace,
        RenderedChapter,
        RenderFailure,
        RenderJob,
    )
    from printkit.model.theme import Asset, Face, FaceMeasure, PageDesign, Stylesheet, Theme

#: The module each name is at home in.
_HOMES: Final = {
    "page_format": (
        "FIELDS",
        "PageFormat",
        "Panel",
        "Side",
        "Slot",
    ),
    "products": (
        "Artifact",
        "ManifestEntry",
        "MergePart",
        "OutlineEntry",
        "PageLabel",
        "Trace",
        "untraced",
    ),
    "publication": (
        "Brand",
        "Event",
        "EventStatus",
        "Leaflet",
        "Meta",
        "Part",
        "PartKind",
        "Picture",
        "ProgrammeRow",
        "Project",
        "Publication",
        "Site",
        "SourceText",
        "TypographyOptions",
    ),
    "rendering": (
        "ENGINE_ITSELF",
        "EngineWarning",
        "FailureKind",
        "FitResult",
        "Flaw",
        "FlawKind",
        "NotePlace",
        "RenderFailure",
        "RenderJob",
        "RenderedChapter",
    ),
    "theme": ("Asset", "Face", "FaceMeasure", "PageDesign", "Stylesheet", "Theme"),
}
_HOME: Final = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # a checker of types knows the names above, and no others

    def __getattr__(name: str) -> Any:
        home = _HOME.get(name)
        if home is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
        return value


__all__ = [
    "ENGINE_ITSELF",
    "FIELDS",
    "Artifact",
    "Asset",
    "Brand",
    "EngineWarning",
    "Event",
    "EventStatus",
    "Face",
    "FaceMeasure",
    "FailureKind",
    "FitResult",
    "Flaw",
    "FlawKind",
    "Leaflet",
    "ManifestEntry",
    "MergePart",
    "Meta",
    "NotePlace",
    "OutlineEntry",
    "PageDesign",
    "PageFormat",
    "PageLabel",
    "Panel",
    "Part",
    "PartKind",
    "Picture",
    "ProgrammeRow",
    "Project",
    "Publication",
    "RenderFailure",
    "RenderJob",
    "RenderedChapter",
    "Side",
    "Site",
    "Slot",
    "SourceText",
    "Stylesheet",
    "Theme",
    "Trace",
    "TypographyOptions",
    "untraced",
]
