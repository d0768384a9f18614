"""How parent and child speak: jobs as pickles (the child trusts the parent), answers as plain data.

A child may have been taken over by what it laid out, so nothing it says is ever unpickled: an answer
is a length-prefixed JSON head and the bytes of the PDF.
"""

from __future__ import annotations

import json
import pickle
import struct
from collections.abc import Mapping
from typing import IO, Any

from printkit.model import (
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

#: Lengths of an answer's head and PDF, in bytes, big-endian.
FRAME = struct.Struct(">IQ")
#: A head or a PDF above these sizes is not believed.
MAX_HEAD, MAX_PDF = 64 << 20, 2 << 30
#: What a child says first, once it has loaded the engine.
READY = b"R"
_LENGTH = struct.Struct(">Q")


def job_bytes(job: RenderJob, seconds: float) -> bytes:
    """Write a job, and the processor time it may take, as a child reads it from its standard input."""
    data = pickle.dumps((job, seconds), protocol=5)
    return _LENGTH.pack(len(data)) + data


def receive_job(stream: IO[bytes]) -> tuple[RenderJob, float] | None:
    """Read a job and its seconds in a child; None when the parent has gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        return None
    job, seconds = pickle.loads(data)  # noqa: S301  from the parent, never from a child
    assert isinstance(job, RenderJob)
    return job, float(seconds)


def pack(outcome: RenderedChapter | RenderFailure) -> bytes:
    """Write an outcome as bytes; the same form serves the pipe and the cache."""
    if isinstance(outcome, RenderFailure):
        head: dict[str, Any] = {
            "key": outcome.key,
            "name": outcome.name,
            "failure": str(outcome.kind),
            "detail": outcome.detail,
        }
        pdf = b""
    else:
        pdf = outcome.pdf
        head = {
            "key": outcome.key,
            "page_count": outcome.page_count,
            "anchors": dict(outcome.anchors),
            "warnings": [[w.message, w.stylesheet, w.line, w.column] for w in outcome.warnings],
            "fit": [
                [f.slot, f.size_pt, f.overflow_mm, f.overflow_x_mm, f.chars, f.excess_chars]
                for f in outcome.fit
            ],
            "notes": [[n.id, n.call_page, n.note_page] for n in outcome.notes],
            "missing": outcome.missing,
            "refused_urls": list(outcome.refused_urls),
            "flaws": [[str(f.kind), f.page, f.text, f.amount] for f in outcome.flaws],
            "drawn": list(outcome.drawn),
            "seconds": outcome.seconds,
        }
    text = json.dumps(head, ensure_ascii=True, sort_keys=True).encode()
    return FRAME.pack(len(text), len(pdf)) + text + pdf


def unpack(data: bytes | memoryview) -> RenderedChapter | RenderFailure:
    """Read an outcome back.

    Raises:
        ValueError: these bytes are no outcome.

    """
    view = memoryview(data)
    try:
        head_size, pdf_size = FRAME.unpack(view[: FRAME.size])
        if len(view) != FRAME.size + head_size + pdf_size:
            raise ValueError("wrong length")
        head = json.loads(bytes(view[FRAME.size : FRAME.size + head_size]))
        return _outcome(head, bytes(view[FRAME.size + head_size :]))
    except (struct.error, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"not an outcome: {error}") from None


def _outcome(head: Mapping[str, Any], pdf: bytes) -> RenderedChapter | RenderFailure:
    if "failure" in head:
        kind = FailureKind(head["failure"])
        return RenderFailure(str(head["key"]), str(head["name"]), kind, str(head["detail"]))
    return RenderedChapter(
        key=str(head["key"]),
        pdf=pdf,
        page_count=int(head["page_count"]),
        anchors={str(name): int(page) for name, page in head["anchors"].items()},
        warnings=tuple(
            EngineWarning(str(m), None if s is None else str(s), int(line), int(column))
            for m, s, line, column in head["warnings"]
        ),
        fit=tuple(
            FitResult(str(slot), float(size), float(over), float(over_x), int(chars), int(excess))
            for slot, size, over, over_x, chars, excess in head["fit"]
        ),
        notes=tuple(
            NotePlace(str(name), int(call), None if note is None else int(note))
            for name, call, note in head["notes"]
        ),
        missing=str(head["missing"]),
        refused_urls=tuple(str(url) for url in head["refused_urls"]),
        flaws=tuple(
            Flaw(FlawKind(kind), int(page), str(text), float(amount))
            for kind, page, text, amount in head["flaws"]
        ),
        drawn=tuple(str(text) for text in head["drawn"]),
        seconds=float(head["seconds"]),
    )
