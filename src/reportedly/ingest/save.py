"""Fetched pages and feed entries as files: the bytes as they came, and beside them what is known about them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from .fetch import Fetched

SIDECAR = ".meta.json"
"""Ending of the file that holds what is known about the file beside it."""
_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "text/plain": ".txt", "text/markdown": ".md", "application/rss+xml": ".rss",
    "application/atom+xml": ".atom", "application/rdf+xml": ".rss", "application/json": ".json", "application/feed+json": ".json",
}  # fmt: skip


def save_page(page: Fetched, folder: Path, when: str, known: Mapping[str, str | None] | None = None) -> Path:
    """The page's file under `folder/HOST/`; the same address gives the same name. `when` is an ISO time."""
    body = page.body or b""
    path = _path(folder, page.url, _ENDINGS.get(page.content_type, ".xml"))
    meta = {
        "url": page.final, "asked": page.url, "fetched": when, "content_type": page.content_type, "charset": page.charset, "etag": page.etag,
        "last_modified": page.last_modified, "sha256": hashlib.sha256(body).hexdigest(), **(known or {}),
    }  # fmt: skip
    write(path.with_name(path.name + SIDECAR), (json.dumps(meta, ensure_ascii=False, indent=1) + "\n").encode())
    write(path, body)
    return path


def save_entry(entry: Mapping[str, str | None], folder: Path, url: str) -> Path:
    """A feed's entry as one JSON line."""
    path = _path(folder, url, ".jsonl")
    write(path, (json.dumps(entry, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
    return path


def _path(folder: Path, url: str, ending: str) -> Path:
    parts = urlsplit(url)
    host = re.sub(r"[^\w.-]+", "_", parts.hostname or "unknown").strip(".") or "unknown"
    words = re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"\.\w{2,5}$", "", parts.path.rstrip("/").rpartition("/")[2])).strip("-")[:60]
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return folder / host / f"{words + '-' if words else ''}{digest}{ending}"


def write(path: Path, data: bytes) -> None:
    """The file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(data)
    os.replace(draft, path)
