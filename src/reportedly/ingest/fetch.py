"""The one place that speaks to other hosts: single pages and feeds, politely, from public hosts only; webhooks are sent through `asked`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from ..errors import FetchError
from .addresses import Target, target
from .extras import need

TYPES = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/rss+xml", "application/atom+xml", "application/rdf+xml",
    "application/xml", "text/xml", "application/json", "application/feed+json",
)  # fmt: skip
NAME = "reportedly"
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS = 512 * 1024


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are asked for. Times in seconds, sizes in bytes; `loopback` is for tests and lets this machine's own addresses through."""

    agent: str = f"{NAME} (reads news reports; keeps to robots.txt)"
    timeout: float = 20.0
    whole: float = 90.0
    size: int = 16 * 2**20
    delay: float = 2.0
    longest_delay: float = 120.0
    redirects: int = 5
    types: tuple[str, ...] = TYPES
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a host answered; `body` is None where it is unchanged since the last time (304)."""

    url: str
    final: str
    status: int
    body: bytes | None
    content_type: str = ""
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


class Refused(FetchError):
    """The host answered, with an error; `after` seconds it may be asked again."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after the other. Each hop of a redirect is checked as the first address is."""

    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What stands at an address. Raises FetchError with the reason where it was not, or may not be, fetched."""
        at = url
        for _ in range(self.manners.redirects + 1):
            place = target(at, self.manners.loopback)
            self._ask_robots(place)
            with self._answer(place, headers or {}) as answer:
                if answer.status_code not in _REDIRECTS or "location" not in answer.headers:
                    return self._fetched(url, place, answer)
                at = urljoin(place.url, answer.headers["location"])
        raise FetchError(f"{url}: more than {self.manners.redirects} redirects.")

    @contextmanager
    def _answer(self, place: Target, headers: Mapping[str, str], wait: bool = True) -> Iterator[Any]:
        if wait:
            self._wait(place)
        with asked(place, {"User-Agent": self.manners.agent, "Accept-Encoding": "gzip, deflate", **headers}, self.manners.timeout) as answer:
            yield answer

    def _wait(self, place: Target) -> None:
        """Leave the host its pause since the last request."""
        robots = self._robots.get(_site(place.url))
        asked = robots.crawl_delay(NAME) if robots else None
        pause = max(self.manners.delay, min(float(asked or 0), self.manners.longest_delay))
        left = self._last.get(place.host, self.clock() - pause) + pause - self.clock()
        if left > 0:
            self.sleep(left)
        self._last[place.host] = self.clock()

    def _fetched(self, url: str, place: Target, answer: Any) -> Fetched:
        kind, _, rest = answer.headers.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        known = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
        if answer.status_code == 304:
            return Fetched(url, place.url, 304, None, **known)
        if answer.status_code != 200:
            raise Refused(f"{url}: the host answered {answer.status_code} {answer.reason_phrase}.", _seconds(answer.headers.get("retry-after")))
        if kind not in self.manners.types:
            raise FetchError(f"{url}: content type {kind or 'none'!r}. Allowed: {', '.join(self.manners.types)}.")
        charset = rest.partition("charset=")[2].split(";")[0].strip("\"' ") or None
        return Fetched(url, place.url, 200, self._body(url, answer, self.manners.size), kind, charset, **known)

    def _body(self, url: str, answer: Any, size: int) -> bytes:
        """The body, unpacked. Raises FetchError where it is too large or comes too slowly."""
        kept: list[bytes] = []
        got, until = 0, self.clock() + self.manners.whole
        for piece in answer.iter_bytes():
            got += len(piece)
            if got > size:
                raise FetchError(f"{url}: more than {size} bytes. Pages and feeds of news sites are smaller.")
            if self.clock() > until:
                raise FetchError(f"{url}: not there within {self.manners.whole:g} seconds.")
            kept.append(piece)
        return b"".join(kept)

    def _ask_robots(self, place: Target) -> None:
        """Raises FetchError where the host's robots.txt asks us to stay away."""
        site = _site(place.url)
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        if not self._robots[site].can_fetch(NAME, place.url):
            raise FetchError(f"{place.url}: robots.txt of {place.host} asks programs to stay away. Save the page in a browser and read the file.")

    def _read_robots(self, site: str) -> RobotFileParser:
        """As RFC 9309 says: no file allows all; a host that cannot answer allows nothing."""
        rules = RobotFileParser()  # until it has parsed something it allows nothing
        at = f"{site}/robots.txt"
        try:
            for _ in range(self.manners.redirects + 1):
                place = target(at, self.manners.loopback)
                with self._answer(place, {}, wait=False) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        at = urljoin(place.url, answer.headers["location"])
                        continue
                    if answer.status_code < 500:
                        rules.parse(self._body(at, answer, _ROBOTS).decode("utf-8", "replace").splitlines() if answer.status_code == 200 else [])
                    break
        except FetchError as e:
            raise FetchError(f"{site}/robots.txt could not be read, so nothing is fetched there: {e}") from e
        return rules


@contextmanager
def asked(place: Target, headers: Mapping[str, str], timeout: float, body: bytes | None = None) -> Iterator[Any]:
    """One request, to the address that was checked, whatever the name resolves to meanwhile; with a body it is a POST. Redirects are not followed."""
    httpx = need("httpx", "httpx", None)
    url = httpx.URL(place.url)
    extensions = {"sni_hostname": place.host} if url.scheme == "https" else {}
    sent = {"Host": url.netloc.decode("ascii"), **headers}
    try:
        with (
            httpx.Client(timeout=timeout, trust_env=False, follow_redirects=False) as client,
            client.stream("GET" if body is None else "POST", url.copy_with(host=place.ip), headers=sent, content=body, extensions=extensions) as answer,
        ):
            yield answer
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as e:
        raise FetchError(f"{place.url}: {e or type(e).__name__}.") from e


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(value: str | None) -> float | None:
    return float(value) if value and value.strip().isdigit() else None
