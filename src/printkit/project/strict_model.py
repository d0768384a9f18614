"""What all models of a project's files are made with."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


def N_(message: str) -> str:  # noqa: N802  the name gettext's tools look for
    """Mark a message that is translated where it is used."""
    return message


class Model(BaseModel):
    """A mapping that knows all its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
