"""Hostile articles from end to end: pasted, kept, shown on every page, in the feed and the API, on both databases; and drawn by Chromium."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from browsing import Browser, Watched, browser, served  # noqa: F401  (a fixture)
from starlette.testclient import TestClient
from test_web_safety import GOOD, form_of, harmless

from reportedly.ledger.registers import KINDS
from reportedly.model import Block, Span
from reportedly.stores import open_ledger
from reportedly.web.app import create_app

BEACON = "http://beacon.example/"
PIECES = (
    "<script>alert(1)</script>", f"<img src={BEACON}a onerror=alert(2)>", "<svg/onload=alert(3)>", f"<iframe src='{BEACON}b'></iframe>", "[read on](javascript:alert(4))",
    f"![]({BEACON}c)", "<a href=\"java\tscript:alert(5)\">x</a>", f"<style>@import '{BEACON}d'</style>", "</textarea></article></main><base href=//beacon.example>", "<div>" * 400,
    "{{ 7 * 7 }}{% raw %}", "${7*7}#{7*7}", "\u202e\u2066right to left\u2069", "\ufeff\u200b\u200e", "&lt;script&gt;&#x3c;b&#x3e;", "]]><!--", "'\"`><b onmouseover=alert(6)>", "%s%n\\u0000",
    f"<link rel=stylesheet href={BEACON}e>", "<form action=//beacon.example><button>", "\u2028\u2029\x0b\x0c", "\x1b[31m\x07", "\x00", "A" * 3000, "<math><mi//xlink:href='data:x,<script>alert(7)</script>'>",
)  # fmt: skip
SAID = (
    "Chad on Monday denied supplying rifles to Libya{}, its foreign ministry said.", "Niger's army said {} that shelling by Chad had killed 34 people and wounded 12.",
    "“Chad {} delivered mortars to Libya,” the minister of Niger said.", "Libya {} tested a missile off Tobruk, Chad said on Tuesday.", "Niger said Libya had sanctioned {} two banks of Chad.",
)  # fmt: skip


def article(seed: int) -> dict[str, str]:
    """Sentences with claims, broken up by what an attacker would put there."""
    r = random.Random(seed)
    text = "\n\n".join(f"{s.format(f' {r.choice(PIECES)} ')} {r.choice(PIECES)}" for s in r.sample(SAID, 4))
    return {"text": text, "title": f"{r.choice(PIECES)} Chad denies it", "outlet": r.choice(PIECES), "url": r.choice(["javascript:alert(8)", f"{BEACON}'\"><script>", "data:text/html,x"]), "published": "2024-05-06"}


def paste(desk: TestClient, given: dict[str, str]) -> str:
    """Paste a text and keep it; its address, or nothing where the desk has refused it in words."""
    shown = desk.post("/add", data=given)
    assert shown.status_code in (200, 422), shown.text[:300]
    harmless(shown.text)
    if shown.status_code == 422:
        return ""
    kept = desk.post("/add/keep", data=form_of(shown.text), follow_redirects=False)
    assert kept.status_code in (303, 422), kept.text[:300]
    return kept.headers.get("location", "")


def addresses(desk: TestClient, reports: list[str]) -> list[str]:
    found = desk.get("/api/v1/disputes?state=all&limit=200").json()["items"]
    words = [quote(p[:200]) for p in PIECES]
    asked = [f"/search?q={w}+rifles" for w in words] + [f"/disputes?state=all&actor={w}" for w in words]
    return [*reports, "/disputes?state=all", *(f"/disputes/{d['proposition'][2:]}" for d in found), *(f"/registers/{k}" for k in KINDS), "/search?q=rifles", *asked]


def test_hostile_articles_stay_text_everywhere(places: Any) -> None:
    place = places()
    with open_ledger(place, new=True):
        pass
    with TestClient(create_app(place), base_url="http://127.0.0.1") as desk:
        kept = [x for x in (paste(desk, article(seed)) for seed in range(12)) if x]
        assert len(kept) > 6
        for address in addresses(desk, kept):
            answer = desk.get(address)
            assert answer.status_code < 500, (address, answer.text[:300])
            harmless(answer.text)
            if address.startswith(("/disputes?", "/registers/", "/search")):
                told = desk.get(f"/api/v1{address}")
                assert told.status_code == answer.status_code
                json.loads(told.text)
        assert ET.fromstring(desk.get("/feed.atom?state=all").content).findall("{http://www.w3.org/2005/Atom}entry")
        for kind in KINDS:
            assert desk.get(f"/registers/{kind}.csv").status_code == 200 and desk.get(f"/registers/{kind}.json").json()["register"] == kind


def test_broken_bytes_are_refused_in_words(places: Any) -> None:
    place = places()
    with open_ledger(place, new=True):
        pass
    form = {"content-type": "application/x-www-form-urlencoded"}
    with TestClient(create_app(place), base_url="http://127.0.0.1") as desk:
        for raw in (b"text=%ED%A0%80+Chad+denied+it", b"text=\xed\xa0\x80", b"text=%FF%FE", b"text=a%00b", b"text=a&published=%00", b"\x00=\xff", b"%", b"text=a;text=b"):
            assert desk.post("/add", content=raw, headers=form).status_code < 500, raw
        for broken in ("%ED%A0%80", "%FF", "%00", "a%00b", "%0d%0aset-cookie:x"):
            for address in (f"/search?q={broken}+x", f"/disputes?actor={broken}", f"/disputes?frame={broken}", f"/disputes/{broken}", f"/reports/{broken}", f"/registers/{broken}", f"/api/v1/claims?stance={broken[:9]}"):
                answer = desk.get(address)
                assert answer.status_code < 500 and "x" not in answer.cookies, (address, answer.text[:200])


def test_ten_megabytes_are_shown_as_text(tmp_path: Path, reader: Any) -> None:
    """No pasted text is that long, but a ledger may hold one that a command has added."""
    made = reader.read(GOOD, published="2024-05-06")
    tail = "\n\n" + "<b onmouseover=alert(1)>&amp; " * 350_000
    text = made.report.text + tail
    blocks = (*made.report.blocks, Block("paragraph", Span(len(made.report.text) + 2, len(text))))
    place = tmp_path / "large.ledger"
    with open_ledger(place, new=True) as store:
        store.add([replace(made, report=replace(made.report, text=text, blocks=blocks))])
    with TestClient(create_app(str(place)), base_url="http://127.0.0.1") as desk:
        shown = desk.get(f"/reports/{made.report.id[7:]}").text
    assert len(text) > 10_000_000 and "<b onmouseover" not in shown and shown.count("&lt;b onmouseover=alert(1)&gt;&amp;amp;") == 350_000


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A desk full of hostile articles, and the addresses to look at."""
    place = str(tmp_path_factory.mktemp("hostile") / "hostile.ledger")
    with open_ledger(place, new=True):
        pass
    with TestClient(create_app(place), base_url="http://127.0.0.1") as desk:
        kept = [x for x in (paste(desk, article(seed)) for seed in range(6)) if x]
        shown = addresses(desk, kept)
    with served(place) as home:
        yield home, shown


def test_in_a_browser_no_script_runs_and_nothing_is_requested(browser: Browser, hostile: tuple[str, list[str]]) -> None:  # noqa: F811
    home, shown = hostile
    with browser.tab(home) as seen:
        for address in shown[::2]:
            if seen.go(address) == 200:
                assert seen.tab.evaluate("[document.scripts.length, document.querySelectorAll('iframe, img, base, style, svg, math').length]") == [0, 0], address
                assert quiet(seen) == [], address
            seen.strange.clear()
        seen.go("/add")
        for name, value in article(1).items():
            if name != "url":
                seen.tab.fill(f"#{name}", value)
        seen.tab.click("main button")
        assert seen.tab.inner_text("h1") == "Not kept yet" and quiet(seen) == []


def quiet(seen: Watched) -> list[str]:
    """What a page has done, once it has had the time to do it."""
    seen.tab.wait_for_load_state("networkidle")
    return seen.strange


def test_the_watcher_sees_what_it_watches_for(browser: Browser, hostile: tuple[str, list[str]]) -> None:  # noqa: F811
    with browser.tab(hostile[0]) as seen:
        seen.tab.set_content(f"<script>alert(1)</script><img src={BEACON}a>")
        seen.tab.wait_for_timeout(300)
        assert any("dialog: 1" in s for s in seen.strange) and any(BEACON in s for s in seen.strange)
