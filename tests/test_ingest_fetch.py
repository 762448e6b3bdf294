"""fetch and watch against servers on this machine; loopback is let through for these tests alone."""

from __future__ import annotations

import functools
import gzip
import ipaddress
import json
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reportedly.errors import FetchError, InputError
from reportedly.ingest import Sourced, sourced
from reportedly.ingest.addresses import is_public, target
from reportedly.ingest.fetch import Fetcher, Manners, Refused
from reportedly.ingest.save import save_entry, save_page
from reportedly.ingest.watch import STATE, Watcher, feed_addresses

DATA = Path(__file__).parent / "data" / "ingest"
PAGE = (DATA / "news-site.html").read_bytes()
HTML = {"Content-Type": "text/html; charset=utf-8"}
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """A server whose answers are a table of paths, and the requests that it saw."""

    answers: dict[str, Answer | Callable[[Any], None]] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [p for p, _ in self.seen]


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.seen.append((self.path, dict(self.headers)))
            answer = found.answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            etag = headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.port, found.server = server.server_address[1], server
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()


def fetcher(**changes: Any) -> Fetcher:
    return Fetcher(replace(Manners(loopback=True, delay=0.0, timeout=5.0), **changes))


# -- addresses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url,why",
    [
        ("http://127.0.0.1/", "not a public"), ("http://localhost/", "not a public"), ("http://[::1]/", "not a public"), ("http://169.254.169.254/latest", "not a public"),
        ("http://2130706433/", "not a public"), ("http://0x7f.1/", "not a public"), ("ftp://h.example/", "http://"), ("file:///etc/passwd", "http://"), ("http:///x", "http://"),
        ("http://u:p@h.example/", "password"), ("http://[::1", "no address"), ("http://h.example:99999/", "no address"), ("http://8.8.8.8:22/", "port 22"), ("nonsense", "http://"),
    ],
)  # fmt: skip
def test_targets_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        target(url)


def test_a_host_of_which_one_address_is_private_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("8.8.8.8", 80)), (2, 1, 6, "", ("10.0.0.1", 80))])
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        target("http://news.example/")


def test_loopback_is_for_tests_only(site: Site) -> None:
    site.answers["/a"] = (200, HTML, PAGE)
    with pytest.raises(FetchError, match="not a public address"):
        Fetcher(Manners(delay=0.0)).get(f"{site.url}/a")
    assert site.seen == []


# -- fetching ------------------------------------------------------------------------------------------------------------


def test_a_page_and_what_is_known_about_it(site: Site, tmp_path: Path) -> None:
    site.answers["/world/boats.html"] = (200, {**HTML, "ETag": '"e1"'}, PAGE)
    page = fetcher().get(f"{site.url}/world/boats.html#top")
    assert (page.status, page.content_type, page.charset, page.etag, page.body) == (200, "text/html", "utf-8", '"e1"', PAGE)
    assert site.paths() == ["/robots.txt", "/world/boats.html"]
    sent = site.seen[1][1]
    assert sent["User-Agent"].startswith("reportedly ") and sent["Host"] == f"127.0.0.1:{site.port}"
    path = save_page(page, tmp_path, "2024-03-13T10:00:00+00:00")
    assert path.read_bytes() == PAGE and path.parent.name == "127.0.0.1" and path.name.startswith("boats-") and path.suffix == ".html"
    assert path == save_page(page, tmp_path, "2024-03-14T10:00:00+00:00"), "the same address, the same file"
    known = json.loads(path.with_name(path.name + ".meta.json").read_text(encoding="utf-8"))
    assert known["url"] == f"{site.url}/world/boats.html" and known["fetched"] == "2024-03-14T10:00:00+00:00" and len(known["sha256"]) == 64
    (found,) = sourced([tmp_path])
    assert isinstance(found, Sourced) and found.report.agency == "Reuters"


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answers["/a"] = (200, HTML, PAGE)
    asked: list[str] = []

    def resolve(host: str, port: int, *args: object, **kwargs: object) -> list[Any]:
        asked.append(str(host))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1" if len(asked) <= 4 else "10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    fetcher().get(f"http://news.example:{site.port}/a")
    assert asked.count("news.example") == 2, "once for robots.txt, once for the page; never by the client itself"
    assert [h["Host"] for _, h in site.seen] == [f"news.example:{site.port}"] * 2


def test_certificates_are_checked_against_the_name(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    httpx = pytest.importorskip("httpx")
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(cert, key)
    assert site.server is not None
    site.server.socket = secure.wrap_socket(site.server.socket, server_side=True)
    monkeypatch.setattr(httpx, "Client", functools.partial(httpx.Client, verify=ssl.create_default_context(cafile=str(cert))))
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *a, **k: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))])
    site.answers["/a"] = (200, HTML, PAGE)
    assert fetcher().get(f"https://news.example:{site.port}/a").status == 200
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        fetcher().get(f"https://other.example:{site.port}/a")


@pytest.mark.parametrize("to", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://user:pw@127.0.0.1/"])
def test_redirects_are_checked_one_by_one(site: Site, to: str) -> None:
    site.answers["/a"] = (302, {"Location": to}, b"")
    with pytest.raises(FetchError):
        fetcher().get(f"{site.url}/a")
    assert site.paths() == ["/robots.txt", "/a"]


def test_redirects_lead_on_and_end(site: Site) -> None:
    site.answers |= {"/a": (301, {"Location": "/b"}, b""), "/b": (307, {"Location": "c"}, b""), "/c": (200, HTML, PAGE), "/loop": (302, {"Location": "/loop"}, b"")}
    page = fetcher().get(f"{site.url}/a")
    assert page.url.endswith("/a") and page.final.endswith("/c")
    with pytest.raises(FetchError, match="more than 5 redirects"):
        fetcher().get(f"{site.url}/loop")


def test_robots(site: Site) -> None:
    site.answers |= {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n\nUser-agent: reportedly\nDisallow: /private\nCrawl-delay: 7\n"),
        "/a": (200, HTML, PAGE),
        "/go": (302, {"Location": "/private/x"}, b""),
        "/private/x": (200, HTML, PAGE),
    }
    pauses: list[float] = []
    f = Fetcher(Manners(loopback=True, delay=1.0), clock=lambda: 100.0, sleep=pauses.append)
    assert f.get(f"{site.url}/a").status == 200
    for path in ("/private/x", "/go"):
        with pytest.raises(FetchError, match=r"robots\.txt"):
            f.get(site.url + path)
    assert "/private/x" not in site.paths() and site.paths().count("/robots.txt") == 1
    assert pauses == [7.0], "the pause that the host asks for, before the second request"


def test_a_host_that_cannot_say_its_rules_is_left_alone(site: Site) -> None:
    site.answers |= {"/robots.txt": (503, {}, b""), "/a": (200, HTML, PAGE)}
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher().get(f"{site.url}/a")
    assert "/a" not in site.paths()


def test_pause_between_requests_to_one_host(site: Site) -> None:
    site.answers |= {"/a": (200, HTML, PAGE), "/b": (200, HTML, PAGE)}
    now = [100.0]
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    f = Fetcher(Manners(loopback=True, delay=3.0), clock=lambda: now[0], sleep=sleep)
    f.get(f"{site.url}/a")
    now[0] += 1.0
    f.get(f"{site.url}/b")
    now[0] += 9.0
    f.get(f"{site.url}/b")
    assert pauses == [2.0]


@pytest.mark.parametrize(
    "answer,why",
    [
        ((200, {"Content-Type": "image/png"}, b"x"), "image/png"), ((200, {}, b"x"), "content type 'none'"), ((404, HTML, b""), "404"), ((500, HTML, b""), "500"),
        ((200, HTML, b"x" * 5000), "more than 4096"), ((200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(b"x" * 5000)), "more than 4096"),
        ((200, {**HTML, "Content-Encoding": "gzip"}, b"no gzip"), ":"), ((200, {**HTML, "Content-Length": "99"}, b"short"), ":"),
    ],
)  # fmt: skip
def test_answers_that_are_refused(site: Site, answer: Answer, why: str) -> None:
    site.answers["/a"] = answer
    with pytest.raises(FetchError, match=why):
        fetcher(size=4096).get(f"{site.url}/a")


def test_slow_hosts(site: Site) -> None:
    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b"<p>x</p>")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    site.answers |= {"/silent": lambda handler: time.sleep(1.5), "/drip": drip}
    with pytest.raises(FetchError):
        fetcher(timeout=0.3).get(f"{site.url}/silent")
    with pytest.raises(FetchError, match="not there within"):
        fetcher(whole=0.3).get(f"{site.url}/drip")


def test_nobody_listens() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    with pytest.raises(FetchError):
        fetcher().get(f"http://127.0.0.1:{port}/")


def test_names_of_files_stay_in_the_folder(tmp_path: Path) -> None:
    for url in ("http://../../etc/passwd", "http://h.example/../../x", "http://h.example/" + "a" * 500, "urn:x#1", "http://h.example/?q=../../y"):
        path = save_entry({"text": "x"}, tmp_path, url)
        assert path.resolve().is_relative_to(tmp_path.resolve()) and len(path.name) < 100


# -- watching ------------------------------------------------------------------------------------------------------------


def feed(site: Site, *keys: int) -> bytes:
    items = "".join(
        f"<item><title>Port {k} is shut</title><guid>g{k}</guid><link>{site.url}/page/{k}</link><pubDate>Wed, 13 Mar 2024 08:30:00 GMT</pubDate><description>Ships wait at port {k}.</description></item>"
        for k in keys
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title>{items}</channel></rss>'.encode()


RSS = {"Content-Type": "application/rss+xml"}


def watcher(site: Site, folder: Path, now: list[float], **changes: Any) -> Watcher:
    return Watcher((f"{site.url}/feed",), folder, 900.0, fetcher(), lambda: now[0], **changes)


def texts(folder: Path) -> list[str]:
    return sorted(x.report.title or "" for x in sourced([folder]) if isinstance(x, Sourced))


def test_only_what_is_new_is_saved(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    now = [1_000_000.0]
    site.answers["/feed"] = (200, {**RSS, "ETag": '"1"'}, feed(site, 1, 2))
    w = watcher(site, tmp_path, now, pages=False)
    assert [(r.new, r.error) for r in w.visit()] == [(2, None)]
    assert list(w.visit()) == [], "its time has not come"
    assert w.pause() == 900.0
    now[0] += 900
    assert [(r.new, r.error) for r in watcher(site, tmp_path, now, pages=False).visit()] == [(0, None)], "unchanged, asked by another process"
    assert site.seen[-1][1]["If-None-Match"] == '"1"'
    now[0] += 900
    site.answers["/feed"] = (200, {**RSS, "Last-Modified": "Wed, 13 Mar 2024 09:00:00 GMT"}, feed(site, 3, 2, 1))
    assert [(r.new, r.error) for r in watcher(site, tmp_path, now, pages=False).visit()] == [(1, None)]
    assert texts(tmp_path) == ["Port 1 is shut", "Port 2 is shut", "Port 3 is shut"]
    now[0] += 900
    list(watcher(site, tmp_path, now).visit())
    assert site.seen[-1][1]["If-Modified-Since"] == "Wed, 13 Mar 2024 09:00:00 GMT" and "If-None-Match" not in site.seen[-1][1]


def test_pages_of_new_entries(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    bare = b"<html><head><title>Port 1 is shut</title></head><body><article><p>Ships wait outside the port of Vel, the harbour master said on Monday.</p><p>The crews have had no pay since May, and the owner denies that he owes them any.</p></article></body></html>"
    site.answers |= {"/feed": (200, RSS, feed(site, 1, 2)), "/page/1": (200, HTML, bare)}
    (result,) = watcher(site, tmp_path, [0.0]).visit()
    assert result.new == 2 and len(result.skipped) == 1 and "404" in result.skipped[0]
    found = {x.report.title: x.report for x in sourced([tmp_path]) if isinstance(x, Sourced)}
    assert found["Port 1 is shut"].url == f"{site.url}/page/1" and found["Port 1 is shut"].published == "2024-03-13", "date and address of the feed"
    assert found["Port 1 is shut"].outlet and "no pay since May" in found["Port 1 is shut"].text
    assert found["Port 2 is shut"].text.endswith("Ships wait at port 2."), "the feed's own text where there is no page"


def test_pauses_grow_after_errors_and_a_host_may_ask_for_more(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    now = [0.0]
    w = watcher(site, tmp_path, now)
    pauses = []
    for _ in range(4):
        (result,) = w.visit()
        assert result.error and "404" in result.error
        pauses.append(w.pause())
        now[0] += pauses[-1]
    assert pauses == [1800.0, 3600.0, 7200.0, 14400.0]
    site.answers["/feed"] = (429, {"Retry-After": "80000"}, b"")
    list(w.visit())
    assert w.pause() == 80000.0
    now[0] += 80000
    site.answers["/feed"] = (200, RSS, feed(site))
    assert [r.error for r in w.visit()] == [None] and w.pause() == 900.0


def test_what_a_host_asks_for(site: Site) -> None:
    site.answers["/a"] = (503, {"Retry-After": "120"}, b"")
    with pytest.raises(Refused) as e:
        fetcher().get(f"{site.url}/a")
    assert e.value.after == 120.0


def test_a_feed_that_is_none_is_an_error(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    site.answers["/feed"] = (200, HTML, b"<html><body><p>Gone.</p></body></html>")
    (result,) = watcher(site, tmp_path, [0.0]).visit()
    assert result.error and "no feed" in result.error


def test_broken_state_is_named(site: Site, tmp_path: Path) -> None:
    (tmp_path / STATE).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="Remove the file"):
        watcher(site, tmp_path, [0.0])


def test_addresses_of_an_opml_file(tmp_path: Path) -> None:
    assert feed_addresses(DATA / "feeds.opml") == ("https://harbourpost.example/rss", "https://andespress.example/atom")
    (tmp_path / "x.opml").write_text("<opml/>", encoding="utf-8")
    with pytest.raises(InputError, match="no feed in it"):
        feed_addresses(tmp_path / "x.opml")


# -- commands ------------------------------------------------------------------------------------------------------------


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "reportedly", *args], capture_output=True, text=True, encoding="utf-8", check=False)


def test_fetch_then_read(site: Site, tmp_path: Path) -> None:
    site.answers["/a"] = (200, HTML, PAGE)
    done = run("fetch", f"{site.url}/a", f"{site.url}/none", "-o", str(tmp_path), "--delay", "0", "--allow-loopback")
    assert done.returncode == 1 and len(done.stdout.splitlines()) == 1 and len(done.stderr.splitlines()) == 1 and "404" in done.stderr
    done = run("read", str(tmp_path), "-f", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["report"]["agency"] == "Reuters"


def test_fetch_refuses_this_machine(site: Site, tmp_path: Path) -> None:
    done = run("fetch", f"{site.url}/a", "-o", str(tmp_path))
    assert done.returncode == 1 and "not a public address" in done.stderr and site.seen == []


def test_watch_once(site: Site, tmp_path: Path) -> None:
    pytest.importorskip("feedparser")
    site.answers["/feed"] = (200, RSS, feed(site, 1))
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site.url}/feed"/><outline xmlUrl="{site.url}/gone"/></body></opml>', encoding="utf-8")
    args = ("watch", str(opml), "--once", "--no-pages", "--delay", "0", "--allow-loopback", "-o", str(tmp_path / "out"))
    done = run(*args)
    assert done.returncode == 1 and done.stdout.splitlines() == [f"1 new  {site.url}/feed"] and "404" in done.stderr
    assert run(*args).stdout == "", "nothing is due"
    done = run("read", str(tmp_path / "out"), "-f", "json")
    assert done.returncode == 0 and json.loads(done.stdout)["report"]["title"] == "Port 1 is shut"


@pytest.mark.parametrize("args", [["fetch"], ["fetch", "http://h.example/"], ["watch", "none.opml", "-o", "x"], ["watch", "http://h.example/", "-o", "x", "--every", "soon"]])
def test_wrong_usage(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2 and "Traceback" not in done.stderr
