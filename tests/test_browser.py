"""Each page of the desk in Chromium: silent, within the screen of a phone, usable by keyboard, and without findings of axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from browsing import PHONE, Browser, Watched, browser, served  # noqa: F401  (a fixture)

from reportedly.ledger.judging import Wish, judge
from reportedly.ledger.registers import KINDS
from reportedly.ledger.store import Wanted
from reportedly.model import Reading
from reportedly.stores import open_ledger

TEXT = "Chad on Monday denied having sent any drones to Libya. “That is an invention,” its foreign ministry said."
PREVIEW = "the reading of a pasted text"
FIXED = ("/disputes?limit=8", "/disputes?limit=5&offset=5&state=all&actor=BLR", "/registers", "/search", "/search?q=rockets&limit=8", "/add", PREVIEW, "/nowhere")
VIEWS = (
    "/actors?limit=8", "/actors/state:BLR?limit=5", "/relations", "/relations/sentences?relation=accuses&source=state:BLR&target=state:UKR", "/events?limit=8", "/map", "/map?region=africa", "/judgements",
)  # fmt: skip
PAGES = (*FIXED, *VIEWS, *(f"/registers/{k}?limit=6" for k in KINDS), "a dispute", "a report", "a claim", "a judged claim")
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea:not([hidden]), summary, [tabindex='0']"


@pytest.fixture(scope="module")
def desk(examples: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a desk over the examples, and those of its pages that have no fixed name."""
    place = tmp_path_factory.mktemp("browser") / "examples.ledger"
    with open_ledger(place, new=True) as store:
        store.add(examples)
        most = max(store.summaries(Wanted(denied=True)), key=lambda d: d["claims"])
        ref = store.claim(f"{examples[0].report.id}#c1")
        store.judge(judge(Wish("set", "ana", "see the second sentence", "2024-05-01T00:00:00+00:00", {"stance": "doubts"}), [store.record(ref)]))
    dispute, report = f"/disputes/{most['proposition'][2:]}", f"/reports/{max(examples, key=lambda r: len(r.claims)).report.id[7:]}"
    with served(str(place)) as home:
        yield home, {"a dispute": dispute, "a report": report, "a claim": f"{report}#c2", "a judged claim": f"/reports/{ref.report[7:]}/claims/{ref.claim}"}


def show(seen: Watched, page: str, named: dict[str, str]) -> None:
    if page == PREVIEW:
        seen.go("/add")
        seen.tab.fill("#text", TEXT)
        seen.tab.click("main button")
        seen.tab.wait_for_url("**/add")
        assert seen.tab.inner_text("h1") == "Not kept yet"
    else:
        assert seen.go(named.get(page, page)) == (404 if page == "/nowhere" else 200)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_silent_and_axe_finds_nothing(browser: Browser, desk: tuple[str, dict[str, str]], page: str, scheme: str) -> None:  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed, which brings axe-core")
    home, named = desk
    with browser.tab(home, scheme) as seen:
        show(seen, page, named)
        assert seen.tab.evaluate("document.scripts.length") == 0
        back = seen.tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
        assert (sum(back) < 3 * 128) is (scheme == "dark")
        found = axe.Axe().run(seen.tab).response["violations"]
        assert [(v["id"], v["impact"], [n["html"][:200] for n in v["nodes"]][:3]) for v in found] == []
        assert [s for s in seen.strange if page != "/nowhere" or "404" not in s] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_phone(browser: Browser, desk: tuple[str, dict[str, str]], page: str) -> None:  # noqa: F811
    home, named = desk
    with browser.tab(home, size=PHONE) as seen:
        show(seen, page, named)
        assert seen.tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_by_tab_and_shows_it(browser: Browser, desk: tuple[str, dict[str, str]], page: str) -> None:  # noqa: F811
    home, named = desk
    with browser.tab(home) as seen:
        show(seen, page, named)
        wanted = seen.tab.evaluate(f"controls = [...document.querySelectorAll({FOCUSABLE!r})].filter(e => e.checkVisibility()), controls.length")
        reached = set()
        for _ in range(wanted + 5):  # a field for a day has stops of its own for year, month, day and calendar
            seen.tab.keyboard.press("Tab")
            n, line, visible = seen.tab.evaluate(_FOCUSED)
            assert n < 0 or (line >= 2 and visible), seen.tab.evaluate("document.activeElement.outerHTML")[:200]
            reached.add(n)
        missed = [seen.tab.evaluate(f"controls[{n}].outerHTML")[:200] for n in range(wanted) if n not in reached]
        assert not missed


_FOCUSED = """() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  return [controls.indexOf(e), s.outlineStyle === 'none' ? 0 : parseFloat(s.outlineWidth), b.width > 1 && b.height > 1 && b.bottom > 0 && b.top < innerHeight]; }"""
"""Which control has the focus, how wide the line around it is, and whether it is on the screen."""


def test_the_skip_link_comes_first_and_leads_to_the_content(browser: Browser, desk: tuple[str, dict[str, str]]) -> None:  # noqa: F811
    home, _ = desk
    with browser.tab(home) as seen:
        seen.go("/disputes?limit=3")
        seen.tab.keyboard.press("Tab")
        assert seen.tab.evaluate("document.activeElement.textContent") == "Skip to the content"
        seen.tab.keyboard.press("Enter")
        assert seen.tab.evaluate("document.activeElement.id") == "main"
        seen.tab.keyboard.press("Tab")
        assert seen.tab.evaluate("document.activeElement.closest('main') !== null")


def test_a_text_is_added_and_its_claim_shown_by_keyboard_alone(browser: Browser, examples: list[Reading], tmp_path: Path) -> None:  # noqa: F811
    place = tmp_path / "new.ledger"
    with open_ledger(place, new=True) as store:
        store.add(examples[:2])
    with served(str(place)) as home, browser.tab(home) as seen:
        seen.go("/add")
        seen.tab.focus("#text")
        seen.tab.keyboard.insert_text(TEXT)
        press_until(seen.tab, "Read it")
        press_until(seen.tab, "Keep it in the ledger")
        assert "/reports/" in seen.tab.url
        seen.tab.focus(".claim a")
        seen.tab.keyboard.press("Enter")
        assert seen.tab.is_visible(".claim:target .cite")
        shadow = "getComputedStyle(document.querySelector('mark[data-claims~=\"c1\"]')).boxShadow"
        assert seen.tab.evaluate(shadow) != "none" and seen.strange == []


def test_a_claim_is_corrected_and_the_correction_taken_back(browser: Browser, examples: list[Reading], tmp_path: Path) -> None:  # noqa: F811
    place = tmp_path / "judged.ledger"
    with open_ledger(place, new=True) as store:
        store.add(examples[:1])
        before = store.disputes()
    with served(str(place)) as home, browser.tab(home) as seen:
        seen.go(f"/reports/{examples[0].report.id[7:]}/claims/c1")
        for form, words in (("Reject", "Reject it"), ("Take it back", "Take it back")):
            box = seen.tab.locator("details", has=seen.tab.locator(f"summary:has-text('{form}')")).first
            box.locator("summary").click()
            box.locator("[name=by]").fill("ana")
            box.locator("[name=why]").fill("read it again")
            with seen.tab.expect_navigation():
                box.locator(f"button:has-text('{words}')").click()
        assert seen.tab.inner_text("#judgements") == "Judgements 2" and seen.strange == []
    with open_ledger(place) as store:
        assert store.disputes() == before


def press_until(tab: Any, words: str) -> None:
    """Tab on to the button with these words, and press it."""
    for _ in range(60):
        if tab.evaluate("document.activeElement.textContent") == words:
            with tab.expect_navigation():
                tab.keyboard.press("Enter")
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"no button {words!r} by keyboard")
