"""What a page may read: the assets and faces its job names. No file, no network, nothing else."""

from __future__ import annotations

import io
import mimetypes
import warnings
from collections.abc import Iterable
from urllib.parse import unquote

from PIL import Image
from weasyprint.urls import URLFetcher, URLFetcherResponse

from printkit.model import Asset

#: A data: URL longer than this (characters) is not a small ornament.
_MAX_DATA_URL = 2_000_000
#: Pixels of an image: 80 million are an A3 page at 600 ppi.
_MAX_PIXELS = 80_000_000


class JobFetcher(URLFetcher):  # type: ignore[misc]  # the engine has no types
    """Answers for the addresses of one job; what it refused is in ``refused``."""

    def __init__(self, assets: Iterable[Asset]) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False)
        # the engine asks with accents and spaces percent-encoded
        self._assets = {unquote(asset.url): asset for asset in assets}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the bytes of a listed address.

        Raises:
            ValueError: the address is not listed, or what it names cannot be drawn safely; the
                engine then leaves the image out and logs it.

        """
        if url.startswith("data:") and len(url) <= _MAX_DATA_URL:
            response = super().fetch(url, headers)
            data = response.read()
            return self._safe(url, data, response.content_type)
        asset = self._assets.get(unquote(url))
        if asset is None or asset.data is None:
            raise self._refusal(url, "not an asset of this job")
        kind = mimetypes.guess_type(url)[0] or "application/octet-stream"
        return self._safe(url, asset.data, kind)

    def _safe(self, url: str, data: bytes, kind: str) -> URLFetcherResponse:
        if kind == "image/svg+xml" or data.lstrip()[:5] in (b"<?xml", b"<svg ", b"<!DOC"):
            if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
                raise self._refusal(url, "an SVG that declares a document type")
        elif kind.startswith("image/"):
            self._check_size(url, data)
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _check_size(self, url: str, data: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            try:
                with Image.open(io.BytesIO(data)) as image:
                    if image.width * image.height <= _MAX_PIXELS:
                        return
            except (OSError, Image.DecompressionBombWarning, Image.DecompressionBombError):
                pass
        raise self._refusal(url, "no image, or a far too large one")

    def _refusal(self, url: str, why: str) -> ValueError:
        self.refused.append(url)
        return ValueError(f"{why}: {url[:120]}")
