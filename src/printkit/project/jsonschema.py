"""JSON Schemas of a project's files, for editors: made of the models the build reads them with."""

from __future__ import annotations

import json
from typing import Any, Final

from pydantic import BaseModel

from printkit.core.i18n import _
from printkit.project.look_schema import FormatFile, ThemeFile
from printkit.project.printer_schema import PrinterFile
from printkit.project.schema import BrochureFile, LeafletFile, ProjectFile

_MODELS: Final[dict[str, type[BaseModel]]] = {
    "printkit.schema.json": ProjectFile,
    "brochure.schema.json": BrochureFile,
    "leaflet.schema.json": LeafletFile,
    "theme.schema.json": ThemeFile,
    "format.schema.json": FormatFile,
    "printer.schema.json": PrinterFile,
}


def schemas() -> dict[str, str]:
    """Return the text of each schema by file name."""
    return {name: _text(model) for name, model in _MODELS.items()}


def _text(model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_spoken(model.model_json_schema()),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _spoken(part: Any) -> Any:
    """Return a piece of a schema with its descriptions in the current language."""
    if isinstance(part, list):
        return [_spoken(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _(value) if key == "description" and isinstance(value, str) else _spoken(value)
        for key, value in part.items()
    }
