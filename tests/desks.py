"""A desk with accounts for tests: cheap passwords, clocks that stand still, a browser that fills in forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import httpx
from starlette.testclient import TestClient

from reportedly.web.accounts import open_accounts

PASSWORD = "correct horse battery"
PEOPLE = {"rea": "reader", "eddy": "editor", "ada": "admin"}


@dataclass
class Clock:
    now: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def people(place: str) -> str:
    """An accounts file with a reader, an editor and an admin."""
    with open_accounts(place, new=True) as accounts:
        for name, role in PEOPLE.items():
            accounts.people.add(name, role, PASSWORD)
    return place


def fields(text: str, action: str) -> dict[str, str]:
    """The hidden fields of the first form that leads to an address."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', text, re.S)
    assert found, f"no form to {action}"
    return Inputs(found.group()).hidden


class Inputs(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "input" and (a.get("type") == "hidden" or "hidden" in a):
            self.hidden[str(a["name"])] = a.get("value") or ""


def send(desk: TestClient, page: str, action: str, **given: Any) -> httpx.Response:
    """Fill in a form of a page and send it, as a browser does."""
    return desk.post(action, data={**fields(desk.get(page).text, action), **given}, follow_redirects=False)


def log_in(desk: TestClient, name: str, password: str = PASSWORD) -> httpx.Response:
    return send(desk, "/login", "/login", name=name, password=password)
