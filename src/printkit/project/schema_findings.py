"""The errors of a model, told in an organiser's words at the line where the value stands."""

from __future__ import annotations

from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from printkit.core.findings import Finding, Position, Severity, has_errors
from printkit.core.i18n import _
from printkit.markup.reading.warnings import did_you_mean
from printkit.project.values import short
from printkit.project.yamlpos import KeyPath, Tree

M = TypeVar("M", bound=BaseModel)


def checked(tree: Tree, model: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """Check a file against its model: the value with its warnings, or None and everything wrong."""
    if tree.data is None:
        return None, tree.findings
    try:
        value = model.model_validate(tree.data)
    except ValidationError as errors:
        told = [_finding(error, tree, model) for error in errors.errors(include_url=False)]
        lines = {one.position and one.position.line for one in told}
        others = [  # what is cut and what is wrong for it are one thing
            one
            for one in tree.findings
            if one.severity is Severity.ERROR or (one.position and one.position.line) not in lines
        ]
        return None, (*others, *dict.fromkeys(told))
    return (None if has_errors(tree.findings) else value), tree.findings


def complaint(rule: str, message: str, at: Position, hint: str | None = None) -> Finding:
    """Make an error finding."""
    return Finding(rule, Severity.ERROR, message, at, hint=hint)


def _finding(error: ErrorDetails, tree: Tree, model: type[BaseModel]) -> Finding:
    path: KeyPath = tuple(error["loc"])
    kind = error["type"]
    context: dict[str, Any] = error.get("ctx") or {}
    if "message" in context:  # one of ours
        return complaint(kind, str(context["message"]), tree.at(path), context.get("hint"))
    key = _key(path)
    if kind == "extra_forbidden":
        return _unknown_key(path, tree, model)
    if kind == "missing" and isinstance(path[-1], int):  # a list of a fixed length
        path, kind = path[:-1], "too_short"
        key, context = _key(path), {"actual_length": len(_value_at(tree.data, path))}
    if kind == "missing":
        message = _("“{key}” is missing").format(key=key)
        to_add = _("add a line “{key}: …”").format(key=key)
        return complaint("key-missing", message, _where_missing(path, tree), to_add)
    value = error["input"]
    if value is None:
        message = _("“{key}” is empty").format(key=key)
        return complaint("value-empty", message, tree.at(path), _("fill it, or remove its line"))
    message, hint = _words(kind, key, value, context)
    return complaint("value", message, tree.at(path), hint)


def _value_at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def _where_missing(path: KeyPath, tree: Tree) -> Position:
    """Return where a line should be added: at the mapping, at the file's start for its top."""
    return tree.at(path[:-1]) if len(path) > 1 else Position(tree.path)


def _unknown_key(path: KeyPath, tree: Tree, model: type[BaseModel]) -> Finding:
    known = _keys_at(model, path[:-1])
    message = _("there is no key “{key}” here").format(key=short(path[-1]))
    otherwise = _("the keys here are: {names}").format(names=", ".join(known)) if known else None
    hint = did_you_mean(str(path[-1]), known, otherwise)
    return complaint("key-unknown", message, tree.at_key(path), hint)


def _keys_at(model: type[BaseModel], path: KeyPath) -> tuple[str, ...]:
    """Return the keys a model knows at a path."""
    here: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        field = here.model_fields.get(step) if here is not None else None
        here = _model_in(field.annotation) if field is not None else None
        if here is None:
            return ()
    return tuple(here.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside an annotation such as ``tuple[Row, ...] | None``."""
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for one in get_args(annotation) if (found := _model_in(one))), None)


def _key(path: KeyPath) -> str:
    """Return the last key of a path, for people: ``programme 3`` is the third of its list."""
    words = [one for one in path if one != "[key]"]
    if words and isinstance(words[-1], int):
        parent = next((one for one in reversed(words) if isinstance(one, str)), "")
        return f"{parent} {words[-1] + 1}".strip()
    return str(words[-1]) if words else ""


def _words(kind: str, key: str, value: object, context: dict[str, Any]) -> tuple[str, str | None]:
    """Say what a value should have been."""
    said = short(value) if isinstance(value, str) else ""
    if kind == "string_type":
        return (
            _("“{key}” must be a text").format(key=key),
            _("write it on the same line, in quotes if it has a colon"),
        )
    if kind in ("tuple_type", "list_type"):
        return (
            _("“{key}” must be a list").format(key=key),
            _("put each item on a line of its own that begins with “- ”"),
        )
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        return (
            _("“{key}” must consist of “key: value” lines").format(key=key),
            _("write them below it, indented by two spaces"),
        )
    if kind == "literal_error":
        choices = [one.strip("' ") for one in str(context.get("expected", "")).split(" or ")]
        choices = [word.strip("' ") for one in choices for word in one.split(",")]
        otherwise = _("choose one of: {names}").format(names=", ".join(choices))
        message = _("“{value}” cannot stand here").format(value=said or key)
        return message, did_you_mean(said, choices, otherwise) if said else otherwise
    if kind in ("bool_parsing", "bool_type"):
        message = _("“{key}” must be true or false").format(key=key)
        return message, _("write true for yes, false for no")
    if kind in ("too_short", "too_long"):
        return (
            _("“{key}” has {count} items, which does not fit").format(
                key=key, count=context.get("actual_length", 0)
            ),
            _("look at an example: printkit new writes one"),
        )
    if kind in ("int_parsing", "float_parsing", "int_type", "float_type", "int_from_float"):
        message = _("“{key}” must be a number").format(key=key)
        return message, _("write digits only, with a point for decimals")
    for bound in ("ge", "gt"):
        if bound in context:
            limit = context[bound]
            message = _("“{key}” is too small").format(key=key)
            return message, _("the smallest possible value is {limit}").format(limit=limit)
    for bound in ("le", "lt"):
        if bound in context:
            message = _("“{key}” is too large").format(key=key)
            limit = context[bound]
            return message, _("the largest possible value is {limit}").format(limit=limit)
    return _("“{value}” cannot stand here").format(value=said or key), None
