"""Hostile texts, requests from elsewhere, sizes, and what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from starlette.testclient import TestClient
from typer.testing import CliRunner

from reportedly.errors import ExtraMissing, StoreError
from reportedly.ledger.store import Wanted
from reportedly.model import Reading
from reportedly.stores import open_ledger
from reportedly.web.adding import MAX_TEXT
from reportedly.web.app import create_app
from reportedly.web.security import MAX_BODY, hostname
from reportedly.web.wording import outward

HOSTILE = """<script>alert(1)</script> Chad <img src=x onerror=alert(2)> denies arming Libya

Chad on Monday denied <b onmouseover="alert(3)">supplying rifles</b> to Libya, "an <svg/onload=alert(4)> invention", its foreign ministry said.

[Read](javascript:alert(5)) on: "The army of Chad shipped mortars to Libya," said Niger's 'minister' & {{ 7 * 7 }} </article></main><iframe src=//evil.example>
"""
GOOD = "Belarus denied providing rockets to Sudan, its foreign ministry said on Monday."


@pytest.fixture
def place(tmp_path: Path) -> str:
    made = tmp_path / "small.ledger"
    with open_ledger(made, new=True):
        pass
    return str(made)


@pytest.fixture
def desk(place: str) -> Iterator[TestClient]:
    with TestClient(create_app(place), base_url="http://127.0.0.1") as client:
        yield client


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


OURS = frozenset(
    "html head meta title link body a header p nav ul li main h1 h2 h3 section article div mark ol blockquote code form input textarea button label select option datalist dl dt dd span"
    " figure figcaption details summary time b table thead tbody tr th td footer".split()
)


def harmless(text: str) -> None:
    """No element but those of the desk, no handler, no style, no address but of the web."""
    for tag, attributes in Tags(text).found:
        assert tag in OURS - {"b"} or (tag == "b" and not attributes), tag
        for name, value in attributes.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc"), (tag, name)
            if name in ("href", "src", "action", "formaction"):
                assert re.match(r"(/(?!/)|#|https?://)", value or ""), (tag, name, value)


def all_pages(desk: TestClient, report: str) -> Iterator[str]:
    yield desk.get(f"/reports/{report[7:]}").text
    yield desk.get("/disputes?state=all").text
    for d in desk.get("/api/v1/disputes?state=all").json()["items"]:
        yield desk.get(f"/disputes/{d['proposition'][2:]}").text
    for kind in ("arms-transfers", "casualties"):
        yield desk.get(f"/registers/{kind}").text
    yield desk.get("/search?q=supplying").text


# -- hostile texts ---------------------------------------------------------------------------------------------------


def test_nothing_in_an_article_becomes_markup(desk: TestClient, place: str, reader: Any) -> None:
    reading = reader.read(HOSTILE, published="2024-05-06", title='"><script>alert(6)</script>', outlet="<i>Post</i>", url="javascript:alert(7)")
    assert reading.claims
    with open_ledger(place) as store:
        store.add([reading])
    pages = list(all_pages(desk, reading.report.id))
    assert len(pages) > 5
    for text in pages:
        harmless(text)
    assert "&lt;b onmouseover=" in pages[0] and "{{ 7 * 7 }}" in pages[0]


def test_names_that_a_reading_brings_become_no_markup(desk: TestClient, place: str, reader: Any) -> None:
    """A reading may come from anywhere: its ids, stances and kinds of blocks are not the program's own words."""
    evil = '"><script>alert(1)</script><p class="'
    made: Reading = reader.read(GOOD, published="2024-05-06")
    ids = {c.id: f"{evil}{c.id}" for c in made.claims}
    claims = tuple(replace(c, id=ids[c.id], stance=evil, factuality=evil, why=(evil,)) for c in made.claims)  # type: ignore[arg-type]
    links = tuple(replace(link, from_=ids.get(link.from_, link.from_), to=ids.get(link.to, link.to)) for link in made.links)
    report = replace(made.report, blocks=tuple(replace(b, kind=evil) for b in made.report.blocks))  # type: ignore[arg-type]
    with open_ledger(place) as store:
        store.add([replace(made, report=report, claims=claims, links=links)])
    for text in all_pages(desk, report.id):
        harmless(text)
    from reportedly.export.html import page

    assert evil not in page([replace(made, report=report, claims=claims, links=links)])


def test_a_preview_of_a_hostile_text_is_harmless_and_keeps_it_whole(desk: TestClient, place: str, reader: Any) -> None:
    shown = desk.post("/add", data={"text": HOSTILE, "title": "</textarea><script>", "published": "2024-05-06"})
    assert shown.status_code == 200
    harmless(shown.text)
    kept = desk.post("/add/keep", data=form_of(shown.text), follow_redirects=False)
    assert kept.status_code == 303
    with open_ledger(place) as store:
        (stored,) = store.readings()
    assert stored == reader.read(HOSTILE, published="2024-05-06", title="</textarea><script>")


def test_hostile_questions_come_back_as_text(desk: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    for address in ("/disputes", "/search", "/registers/casualties", "/disputes/" + "%3Cscript%3E", "/reports/%3Cscript%3E", "/nowhere/%3Cscript%3E"):
        answer = desk.get(address, params={"q": evil, "actor": evil, "frame": evil[:50], "sort": evil, "since": evil})
        harmless(answer.text)
        harmless(desk.get(address, params={"q": evil, "actor": evil}).text)


def test_only_addresses_of_the_web_become_links() -> None:
    assert outward("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for bad in (None, "", "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "java\nscript:x", "//example.org", "https:///x", "http://[", " https://example.org"):
        assert outward(bad) is None


# -- headers and other sites -----------------------------------------------------------------------------------------


def test_every_answer_has_the_strict_headers(desk: TestClient) -> None:
    answers = [desk.get(x) for x in ("/disputes", "/static/desk.css", "/feed.atom", "/api/v1/claims", "/nowhere", "/disputes?since=x")]
    answers += [desk.post("/add", headers={"origin": "http://evil.example"}), desk.get("/disputes", headers={"host": "evil.example"})]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["referrer-policy"] == "same-origin"


def test_another_name_for_this_machine_is_refused(desk: TestClient, place: str) -> None:
    assert desk.get("/disputes", headers={"host": "evil.example:8000"}).status_code == 400
    assert desk.get("/disputes", headers={"host": "localhost:8000"}).status_code == 200
    assert desk.get("/disputes", headers={"host": "[::1]:8000"}).status_code == 200
    named = TestClient(create_app(place, hosts=["desk.example"]), base_url="http://desk.example")
    assert named.get("/disputes").status_code == 200
    assert (hostname("a:1"), hostname("[::1]"), hostname("[::1]:80"), hostname("a"), hostname("")) == ("a", "[::1]", "[::1]", "a", "")


def test_writing_from_another_site_is_refused(desk: TestClient) -> None:
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        for address in ("/add", "/add/keep", "/api/v1/read"):
            assert desk.post(address, data={"text": GOOD}, headers=headers).status_code == 403
    own = desk.post("/add", data={"text": GOOD}, headers={"origin": "http://127.0.0.1", "sec-fetch-site": "same-origin"})
    assert own.status_code == 200


# -- adding ----------------------------------------------------------------------------------------------------------


def form_of(text: str) -> dict[str, str]:
    """The fields of the form that keeps a text, as a browser sends them."""
    fields = {a["name"] or "": a["value"] or "" for t, a in Tags(text).found if t == "input" and a.get("type") == "hidden"}
    (body,) = re.findall(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', text, re.S)
    import html

    return {**fields, "text": html.unescape(body).replace("\n", "\r\n")}


def count(place: str) -> int:
    with open_ledger(place) as store:
        return len(store.claims(Wanted()))


def test_a_text_is_shown_then_kept(desk: TestClient, place: str) -> None:
    shown = desk.post("/add", data={"text": GOOD, "outlet": "Sahel Wire", "published": "2024-05-06"})
    assert "Belarus denies: arms transfer, Belarus → Sudan" in shown.text and count(place) == 0
    kept = desk.post("/add/keep", data=form_of(shown.text), follow_redirects=False)
    assert kept.status_code == 303 and count(place) > 0
    assert "Sahel Wire" in desk.get(kept.headers["location"]).text
    again = desk.post("/add/keep", data=form_of(shown.text), follow_redirects=False)
    assert again.headers["location"] == kept.headers["location"]


def test_a_form_without_its_cookie_or_with_anothers_keeps_nothing(desk: TestClient, place: str) -> None:
    shown = desk.post("/add", data={"text": GOOD})
    cookie = shown.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    fields = form_of(shown.text)
    desk.cookies.clear()
    assert desk.post("/add/keep", data=fields).status_code == 403
    desk.post("/add", data={"text": GOOD})
    assert desk.post("/add/keep", data=fields).status_code == 403
    assert desk.post("/add/keep", data={**fields, "csrf": "é"}).status_code == 403
    assert desk.post("/add/keep", data={"text": GOOD}).status_code == 403
    assert count(place) == 0


def test_a_desk_that_only_shows_adds_nothing(place: str) -> None:
    shown = TestClient(create_app(place, writing=False), base_url="http://127.0.0.1")
    assert "/add" not in shown.get("/disputes").text
    assert [shown.get("/add").status_code, shown.post("/add", data={"text": GOOD}).status_code, shown.post("/add/keep", data={"text": GOOD}).status_code] == [403] * 3
    assert shown.post("/api/v1/read", json={"text": GOOD}).status_code == 200


def test_texts_that_are_none_are_told_so(desk: TestClient) -> None:
    assert desk.post("/add", data={"text": "   "}).status_code == 422
    assert desk.post("/add", data={}).status_code == 422
    assert desk.post("/add", data={"text": GOOD, "published": "soon"}).status_code == 422
    assert desk.post("/api/v1/read", content=b'{"text": "half a \\ud800"}', headers={"content-type": "application/json"}).status_code == 422
    assert desk.post("/api/v1/read", content=b"{", headers={"content-type": "application/json"}).status_code == 422
    assert "only English is read" in desk.post("/add", data={"text": "Der Minister hat am Montag bestritten, dass Waffen geliefert wurden, sagte ein Sprecher der Regierung."}).text


# -- sizes -----------------------------------------------------------------------------------------------------------


def test_large_bodies_are_refused_before_they_are_read(desk: TestClient) -> None:
    ten = b"x" * 10_000_000
    for address in ("/add", "/add/keep", "/api/v1/read"):
        assert desk.post(address, content=ten, headers={"content-type": "application/json"}).status_code == 413
        assert desk.post(address, data={"text": ten.decode()}).status_code == 413
    assert desk.post("/api/v1/read", content=iter([b"x" * 600_000, b"x" * 600_000]), headers={"content-type": "application/json"}).status_code == 413
    assert desk.post("/api/v1/read", headers={"content-length": "-1"}).status_code == 400


def test_a_text_over_the_limit_is_refused(desk: TestClient) -> None:
    assert MAX_TEXT < MAX_BODY
    for answer in (desk.post("/api/v1/read", json={"text": "x" * (MAX_TEXT + 1)}), desk.post("/add", data={"text": "x" * (MAX_TEXT + 1)})):
        assert answer.status_code == 413 and str(MAX_TEXT) in answer.text


def test_troubles_of_the_ledger_name_no_place(desk: TestClient, place: str, caplog: pytest.LogCaptureFixture) -> None:
    Path(place).unlink()
    for address in ("/disputes", "/api/v1/disputes"):
        answer = desk.get(address)
        assert answer.status_code == 500 and place not in answer.text and "cannot be used" in answer.text
    assert place in caplog.text


# -- the command -----------------------------------------------------------------------------------------------------


def test_serve_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from reportedly.cli import app, serve  # noqa: F401

    found = CliRunner().invoke(app, ["serve", str(tmp_path / "none.ledger")])
    assert isinstance(found.exception, StoreError) and "no such ledger" in str(found.exception)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    found = CliRunner().invoke(app, ["serve", str(tmp_path / "none.ledger")])
    assert isinstance(found.exception, ExtraMissing) and "reportedly[web]" in str(found.exception)


@pytest.mark.parametrize(("options", "host", "adds"), [([], "127.0.0.1", True), (["--read-only"], "127.0.0.1", False), (["--host", "192.0.2.7"], "192.0.2.7", False)])
def test_serve_listens_on_this_machine_and_shows_only_to_others(place: str, monkeypatch: pytest.MonkeyPatch, options: list[str], host: str, adds: bool) -> None:
    import uvicorn

    from reportedly.cli import app, serve  # noqa: F401

    calls: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server: calls.append(server.config))
    assert CliRunner().invoke(app, ["serve", place, "--port", "8901", *options]).exit_code == 0
    (made,) = calls
    assert (made.host, made.port) == (host, 8901)
    client = TestClient(made.app, base_url=f"http://{host}:8901")
    assert client.get("/disputes").status_code == 200 and client.get("/add").status_code == (200 if adds else 403)
