"""Feeds followed over time: asked only whether they changed, each entry saved once, pauses that grow after errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import FetchError, InputError
from .agencyxml import parsed as parsed_xml
from .feeds import body_of, meta_of, parsed
from .fetch import Fetcher, Refused
from .fragment import line_of
from .save import save_entry, save_page, write

STATE = ".watch.json"
_LONGEST = 24 * 3600.0
_REMEMBERED = 5000


@dataclass(slots=True)
class Feed:
    """What is remembered of one feed. Times are seconds since 1970."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    next: float = 0.0
    seen: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Result:
    """What one visit to one feed gave."""

    url: str
    new: int = 0
    error: str | None = None
    skipped: tuple[str, ...] = ()


@dataclass(slots=True)
class Watcher:
    """Visits feeds and keeps its state in the output folder, so that it can be stopped at any time."""

    urls: tuple[str, ...]
    folder: Path
    every: float
    fetcher: Fetcher
    now: Callable[[], float]
    pages: bool = True
    feeds: dict[str, Feed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.feeds = load(self.folder / STATE) | self.feeds

    def visit(self) -> Iterator[Result]:
        """One visit to every feed whose time has come; the state is written after each."""
        for url in self.urls:
            feed = self.feeds.setdefault(url, Feed(url))
            if feed.next <= self.now():
                result = self._visited(feed)
                store(self.folder / STATE, self.feeds)
                yield result

    def pause(self) -> float:
        """Seconds until the next feed's time comes."""
        return max(1.0, min((self.feeds[u].next if u in self.feeds else 0.0) for u in self.urls) - self.now())

    def _visited(self, feed: Feed) -> Result:
        try:
            new, skipped = self._news(feed)
        except InputError as e:
            feed.failures += 1
            after = e.after if isinstance(e, Refused) and e.after else 0.0
            feed.next = self.now() + min(_LONGEST, max(after, self.every * 2**min(feed.failures, 16)))
            return Result(feed.url, error=str(e))
        feed.failures, feed.next = 0, self.now() + self.every
        return Result(feed.url, new, skipped=tuple(skipped))

    def _news(self, feed: Feed) -> tuple[int, list[str]]:
        asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
        answer = self.fetcher.get(feed.url, {k: v for k, v in asked.items() if v})
        if answer.body is None:
            return 0, []
        found = parsed(answer.body, feed.url)
        outlet = line_of(found.feed.get("title"))
        seen, new, skipped = set(feed.seen), 0, []
        for entry in found.entries:
            key = _key(entry)
            if key in seen:
                continue
            trouble = self._save(entry, outlet, feed.url)
            if trouble:
                skipped.append(trouble)
            seen.add(key)
            feed.seen = [*feed.seen, key][-_REMEMBERED:]
            new += 1
        feed.etag, feed.last_modified = answer.etag, answer.last_modified
        return new, skipped

    def _save(self, entry: Any, outlet: str | None, feed: str) -> str | None:
        """The entry's page; where that is not to be had, the feed's own text, and the reason."""
        meta = meta_of(entry, outlet)
        link = meta["url"]
        trouble = None
        if self.pages and link:
            try:
                page = self.fetcher.get(link)
                save_page(page, self.folder, self._time(), {"published": meta["published"], "outlet": outlet, "feed": feed})
                return None
            except FetchError as e:
                trouble = str(e)
        text = "\n\n".join(p if isinstance(p, str) else p[1] for p in body_of(entry))
        save_entry({**meta, "text": text}, self.folder, link or f"{feed}#{_key(entry)}")
        return trouble

    def _time(self) -> str:
        return datetime.fromtimestamp(self.now(), UTC).isoformat(timespec="seconds")


def _key(entry: Any) -> str:
    """What an entry is known by: its id, else its address, else its text."""
    known = entry.get("id") or entry.get("link") or f"{entry.get('title')}\0{entry.get('summary')}"
    return hashlib.sha256(str(known).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def load(path: Path) -> dict[str, Feed]:
    """The state of an earlier run. Raises InputError where the file is no state."""
    if not path.exists():
        return {}
    try:
        return {url: Feed(url, **kept) for url, kept in json.loads(path.read_text(encoding="utf-8"))["feeds"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as e:
        raise InputError(f"{path}: no state of `reportedly watch` ({type(e).__name__}: {e}). Remove the file to begin anew.") from e


def store(path: Path, feeds: dict[str, Feed]) -> None:
    kept = {
        f.url: {"etag": f.etag, "last_modified": f.last_modified, "failures": f.failures, "next": f.next, "seen": f.seen} for f in feeds.values()
    }
    write(path, json.dumps({"feeds": kept}, indent=1, sort_keys=True).encode())


def feed_addresses(path: Path) -> tuple[str, ...]:
    """The addresses in an OPML file, each once. Raises InputError where there is none."""
    try:
        root, _ = parsed_xml(path.read_bytes(), str(path))
    except OSError as e:
        raise InputError(f"{path}: {e.strerror or e}.") from e
    found = dict.fromkeys(v.strip() for e in root.iter() if isinstance(e.tag, str) for k, v in e.attrib.items() if str(k).lower() == "xmlurl" and v.strip())
    if not found:
        raise InputError(f"{path}: no feed in it. Expected OPML: <outline xmlUrl=\"https://…\"/>")
    return tuple(found)
