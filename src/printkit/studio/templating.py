"""Filling the templates: every page is given the words of its language and says nothing else."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from printkit.core.i18n import current_language
from printkit.studio import publication_words, ui_words
from printkit.studio.form_fields import panel_label
from printkit.studio.request_helpers import studio_of

TEMPLATES: Final = Path(__file__).parent / "templates"


@cache
def _templates() -> Jinja2Templates:
    made = Jinja2Templates(directory=TEMPLATES)
    made.env.trim_blocks = made.env.lstrip_blocks = True
    made.env.globals.update(words=ui_words, panel_label=panel_label)
    return made


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Fill a template."""
    values |= {
        "language": current_language(),
        "project": sha256(str(studio_of(request).root).encode()).hexdigest()[:12],
        "say": ui_words.page_words() | publication_words.page_phrases(),
        "script_words": ui_words.script_words() | publication_words.script_phrases(),
    }
    return _templates().TemplateResponse(request, template, values, status_code=status)
