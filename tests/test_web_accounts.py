"""Accounts, roles, sessions, keys, tokens of forms, limits."""

from __future__ import annotations

import logging
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from desks import PASSWORD, PEOPLE, Clock, Inputs, fields, log_in, people, send
from starlette.testclient import TestClient
from test_web import Page
from typer.testing import CliRunner

from reportedly.errors import AccountsError, InputError
from reportedly.stores import open_ledger
from reportedly.web import app as application
from reportedly.web.accounts import ROLES, open_accounts, passwords
from reportedly.web.accounts.tokens import DAY, SESSION_SECONDS
from reportedly.web.app import create_app
from reportedly.web.caller import SESSION, Caller
from reportedly.web.rate import Buckets, Logins, buckets
from reportedly.web.roles import ANYBODY, NEEDED

GOOD = "Belarus denied providing rockets to Sudan, its foreign ministry said on Monday."


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that are as slow as they should be would make these tests slow."""
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))
    passwords._nobody.cache_clear()


@pytest.fixture
def place(tmp_path: Path) -> str:
    with open_ledger(tmp_path / "small.ledger", new=True):
        pass
    return str(tmp_path / "small.ledger")


@pytest.fixture
def accounts(tmp_path: Path) -> str:
    return people(str(tmp_path / "desk.accounts"))


@pytest.fixture
def desk(place: str, accounts: str) -> TestClient:
    return browser(place, accounts)


def browser(place: str, accounts: str | None, **how: Any) -> TestClient:
    return TestClient(create_app(place, accounts=accounts, **how), base_url="http://127.0.0.1")


def another(desk: TestClient) -> TestClient:
    """Another browser before the same desk."""
    return TestClient(desk.app, base_url="http://127.0.0.1")


def key_of(accounts: str, name: str, **how: Any) -> dict[str, str]:
    with open_accounts(accounts) as opened:
        return {"authorization": f"Bearer {opened.keys.make(name, **how)}"}


# -- every route -----------------------------------------------------------------------------------------------------


def routes() -> list[str]:
    return [f"{method} {r.path}" for part in application.PARTS for r in part.router.routes for method in r.methods if method != "HEAD"]


def test_every_route_of_the_desk_has_its_role_written_down(place: str) -> None:
    found = routes()
    assert len(found) == len(set(found)) > 35
    assert not set(found) - set(NEEDED), "write the role of these down in web/roles.py"
    assert not set(NEEDED) - set(found), "no such routes any more"
    made = create_app(place)
    beside = [r.path for r in made.routes if type(r).__name__ != "_IncludedRouter" and getattr(r, "path", None) not in {x.split(" ", 1)[1] for x in found}]
    assert beside == ["/static"], "a route that does not pass the gate"


@pytest.mark.parametrize("route", sorted(NEEDED))
def test_every_route_asks_for_its_role(desk: TestClient, accounts: str, route: str) -> None:
    method, path = route.split(" ", 1)
    address = path.replace("{name:path}", "x").replace("{name}", "x").replace("{kind}", "casualties").replace("{form}", "csv").replace("{count}", "3")
    if path == "/api/v1/disputes/stream":
        address += "?limit=0"  # 422, which only who is let in gets to see, in place of a stream without an end
    answer = desk.request(method, address, follow_redirects=False)
    needed = NEEDED[route]
    if needed == ANYBODY:
        assert answer.status_code != 401
        return
    assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["cache-control"] == "no-store"
    for name, role in PEOPLE.items():
        status = desk.request(method, address, headers=key_of(accounts, name), follow_redirects=False).status_code
        refused = ROLES.index(role) < ROLES.index(needed)
        assert (status == 403) == refused and status != 401, (name, status)


def test_an_address_that_is_not_written_down_is_for_admins() -> None:
    assert [Caller(role=r).may(NEEDED.get("GET /new", "admin")) for r in ("", *ROLES)] == [False, False, False, True]


def test_without_accounts_everything_is_open_and_nobody_logs_in(place: str) -> None:
    desk = browser(place, None)
    assert desk.get("/disputes").status_code == desk.get("/add").status_code == 200
    for address in ("/login", "/account", "/accounts", "/webhooks"):
        answer = desk.get(address)
        assert answer.status_code == 404 and "--accounts" in answer.text
    assert "Log out" not in desk.get("/disputes").text


# -- log in and out --------------------------------------------------------------------------------------------------


def test_a_page_asks_to_log_in_and_is_shown_then(desk: TestClient) -> None:
    asked = desk.get("/disputes?state=all&actor=BLR")
    assert asked.status_code == 401 and "<h1>Log in</h1>" in asked.text
    form = fields(asked.text, "/login")
    assert form["next"] == "/disputes?state=all&actor=BLR"
    done = desk.post("/login", data={**form, "name": "rea", "password": PASSWORD}, follow_redirects=False)
    assert done.status_code == 303 and done.headers["location"] == form["next"]
    shown = desk.get(done.headers["location"])
    assert shown.status_code == 200 and "rea" in shown.text and "Log out" in shown.text
    assert 'href="/add"' not in shown.text and 'href="/accounts"' not in shown.text
    assert desk.get("/api/v1/disputes").status_code == 200


def test_the_cookie_of_a_session_is_out_of_reach(desk: TestClient, place: str, accounts: str) -> None:
    cookie = log_in(desk, "rea").headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie and "domain" not in cookie and "secure" not in cookie
    safe = TestClient(create_app(place, accounts=accounts, hosts=["desk.example"]), base_url="https://desk.example")
    assert "; secure" in log_in(safe, "rea").headers["set-cookie"].lower()


def test_wrong_names_and_passwords_look_alike(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    work: list[tuple[int, ...]] = []
    monkeypatch.setattr(passwords, "_scrypt", lambda password, salt, *cost: work.append(cost) or b"x")
    texts = []
    for name in ("rea", "nobody"):
        answer = log_in(desk, name, "not the password")
        assert answer.status_code == 401
        texts.append(answer.text.replace(fields(answer.text, "/login")["csrf"], ""))
    assert texts[0] == texts[1] and "The name or the password is wrong." in texts[0]
    assert len(set(work)) == 1 and len(work) >= 2


def test_logging_out_ends_the_session(desk: TestClient) -> None:
    log_in(desk, "rea")
    kept = desk.cookies[SESSION]
    assert send(desk, "/disputes", "/logout").status_code == 303
    again = another(desk)
    again.cookies.set(SESSION, kept, domain="127.0.0.1")
    assert again.get("/disputes").status_code == 401


def test_sessions_and_keys_end_with_their_days(accounts: str) -> None:
    clock = Clock()
    with open_accounts(accounts, clock=clock) as opened:
        session, key, lasting = opened.sessions.start("rea"), opened.keys.make("rea", days=3), opened.keys.make("rea")
        assert opened.sessions.whose(session) and opened.keys.whose(key)
        clock.now += 3 * DAY
        assert opened.keys.whose(key) is None and opened.sessions.whose(session)
        clock.now += SESSION_SECONDS
        assert opened.sessions.whose(session) is None and opened.keys.whose(lasting)


@pytest.mark.parametrize("change", ["role", "password", "remove"])
def test_another_role_or_password_ends_all_sessions(desk: TestClient, accounts: str, change: str) -> None:
    log_in(desk, "eddy")
    key = key_of(accounts, "eddy")
    assert desk.get("/add").status_code == 200
    with open_accounts(accounts) as opened:
        match change:
            case "role":
                opened.people.set_role("eddy", "reader")
            case "password":
                opened.people.set_password("eddy", "another long password")
            case _:
                opened.people.remove("eddy")
    assert desk.get("/disputes").status_code == 401
    expected = {"role": 403, "password": 200, "remove": 401}[change]
    desk.cookies.clear()
    assert desk.get("/add", headers=key).status_code == expected


def test_a_login_gives_a_new_session(desk: TestClient) -> None:
    desk.cookies.set(SESSION, "chosen-by-somebody-else", domain="127.0.0.1")
    done = log_in(desk, "rea")
    assert "chosen-by-somebody-else" not in done.headers["set-cookie"]
    first = desk.cookies.get(SESSION, domain="127.0.0.1")
    log_in(desk, "rea")
    old = another(desk)
    old.cookies.set(SESSION, str(first), domain="127.0.0.1")
    assert old.get("/disputes").status_code == 401


@pytest.mark.parametrize("next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "evil", "/a\r\nx: y", ""])
def test_a_login_leads_to_no_other_site(desk: TestClient, next: str) -> None:
    assert send(desk, "/login", "/login", name="rea", password=PASSWORD, next=next).headers["location"] == "/disputes"


def test_logins_are_throttled_by_name_and_by_address() -> None:
    clock = Clock()
    logins = Logins(clock)
    assert [logins.wait("ada", f"198.51.100.{n}") for n in range(10)] == [0.0] * 10
    assert logins.wait("ada", "198.51.100.99") == pytest.approx(60)
    assert not logins.wait("rea", "198.51.100.99")
    clock.now += 60
    assert not logins.wait("ada", "198.51.100.99")
    logins.worked("ada")
    assert not logins.wait("ada", "198.51.100.99")
    other = Logins(clock)
    assert [other.wait(f"n{n}", "2001:db8::/64") for n in range(30)] == [0.0] * 30 and other.wait("new", "2001:db8::/64") == pytest.approx(20)


def test_a_throttled_login_is_told_when_to_come_again(desk: TestClient) -> None:
    statuses = [log_in(desk, "rea", "wrong").status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    refused = log_in(desk, "rea")
    assert refused.status_code == 429 and 0 < int(refused.headers["retry-after"]) <= 60


# -- forms -----------------------------------------------------------------------------------------------------------


def test_every_form_carries_the_token_of_its_session(desk: TestClient) -> None:
    log_in(desk, "ada")
    for page in ("/disputes", "/add", "/account", "/accounts", "/webhooks"):
        text = desk.get(page).text
        assert text.count('method="post"') == text.count('name="csrf"') > 0, page


@pytest.mark.parametrize("action", sorted(r.split()[1] for r in NEEDED if r.startswith("POST ") and not r.startswith(("POST /api", "POST /add"))))
def test_a_form_without_its_token_does_nothing(desk: TestClient, accounts: str, action: str) -> None:
    with open_accounts(accounts) as opened:
        before = list(opened.db._db.iterdump())
    log_in(desk, "ada")
    other = another(desk)
    log_in(other, "ada")
    theirs = fields(other.get("/account").text, "/logout")["csrf"]
    values = {"name": "rea", "role": "admin", "password": PASSWORD, "old": PASSWORD, "new": PASSWORD, "again": PASSWORD, "number": "1", "url": "https://example.org/"}
    for csrf in ({}, {"csrf": ""}, {"csrf": "é"}, {"csrf": theirs}):
        answer = desk.post(action, data={**values, **csrf}, follow_redirects=False)
        assert answer.status_code == 403 and "Load its page again" in answer.text
    with open_accounts(accounts) as opened:
        opened.db.run("DELETE FROM sessions")
        assert list(opened.db._db.iterdump()) == before


def test_texts_are_kept_by_editors_through_the_form(desk: TestClient, place: str) -> None:
    log_in(desk, "eddy")
    shown = desk.post("/add", data={"text": GOOD, "published": "2024-05-06"})
    assert shown.status_code == 200
    hidden = fields(shown.text, "/add/keep")
    assert desk.post("/add/keep", data={**hidden, "csrf": "", "text": GOOD}).status_code == 403
    assert desk.post("/add/keep", data={**hidden, "text": GOOD}, follow_redirects=False).status_code == 303
    assert desk.post("/add", data={"text": GOOD}, headers={"origin": "http://evil.example"}).status_code == 403


def test_who_judges_is_who_has_logged_in(desk: TestClient, accounts: str) -> None:
    log_in(desk, "eddy")
    desk.post("/add/keep", data={**fields(desk.post("/add", data={"text": GOOD}).text, "/add/keep"), "text": GOOD})
    desk.cookies.clear()
    key = key_of(accounts, "eddy")
    line = desk.get("/api/v1/claims", headers=key, params={"limit": 1}).json()["items"][0]
    where = f"/reports/{line['report'].removeprefix('sha256:')}/claims/{line['claim']}"
    told = {"action": "reject", "by": "somebody else", "why": "read it again"}
    assert desk.post(f"/api/v1{where}/judgements", headers=key_of(accounts, "rea"), json=told).status_code == 403
    assert desk.post(f"/api/v1{where}/judgements", headers=key, json=told).json()["by"] == "eddy"
    log_in(desk, "eddy")
    shown = desk.get(where).text
    assert "By eddy" in shown
    assert desk.post(where, data={**Inputs(shown).hidden, "action": "undo", "undoes": "", "why": "no"}, follow_redirects=False).status_code == 303
    assert [j["by"] for j in desk.get("/api/v1/judgements").json()["items"]] == ["eddy", "eddy"]


def test_the_api_takes_a_key_or_a_token_with_the_session(desk: TestClient, accounts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportedly.web import gate

    monkeypatch.setattr(gate, "KEEPS_NOTHING", frozenset())
    asked = {"json": {"text": GOOD}}
    assert desk.post("/api/v1/read", **asked).status_code == 401
    assert desk.post("/api/v1/read", **asked, headers=key_of(accounts, "rea")).status_code == 200
    log_in(desk, "rea")
    assert desk.post("/api/v1/read", **asked).status_code == 403
    csrf = fields(desk.get("/account").text, "/logout")["csrf"]
    assert desk.post("/api/v1/read", **asked, headers={"x-csrf-token": csrf}).status_code == 200


def test_a_desk_that_only_shows_adds_nothing_for_anybody(place: str, accounts: str) -> None:
    shown = browser(place, accounts, writing=False)
    log_in(shown, "ada")
    assert 'href="/add"' not in shown.get("/disputes").text and shown.get("/add").status_code == 403
    assert shown.get("/accounts").status_code == 200


# -- pages -----------------------------------------------------------------------------------------------------------


def test_the_admin_keeps_accounts(desk: TestClient, accounts: str) -> None:
    log_in(desk, "ada")
    assert send(desk, "/accounts", "/accounts", name="nia", role="reader", password="a new long password").status_code == 303
    nia = another(desk)
    log_in(nia, "nia", "a new long password")
    assert nia.get("/disputes").status_code == 200 and nia.get("/accounts").status_code == 403
    send(desk, "/accounts", "/accounts/role", name="nia", role="editor")
    assert nia.get("/disputes").status_code == 401
    send(desk, "/accounts", "/accounts/password", name="nia", password="the third password")
    assert log_in(nia, "nia", "a new long password").status_code == 401 and log_in(nia, "nia", "the third password").status_code == 303
    send(nia, "/account", "/account/keys", label="nightly")
    assert "nightly" in desk.get("/accounts").text
    with open_accounts(accounts) as opened:
        (key,) = opened.keys.all("nia")
    send(desk, "/accounts", "/accounts/keys/revoke", number=key["number"])
    send(desk, "/accounts", "/accounts/remove", name="nia")
    assert "nia" not in desk.get("/accounts").text and nia.get("/disputes").status_code == 401


def test_pages_of_accounts_can_be_used_by_everybody(desk: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    log_in(desk, "ada")
    send(desk, "/account", "/account/keys", label=evil)
    send(desk, "/webhooks", "/webhooks", url="https://example.org/hook", actor=evil)
    texts = [desk.get(x).text for x in ("/account", "/accounts", "/webhooks", "/login")] + [another(desk).get("/search").text]
    for text in texts:
        found = Page(text)
        assert not found.all("script") and not found.all("style") and not [a for _, a in found.elements if "style" in a]
        assert len(found.all("h1")) == 1 and found.links()[0] == "#main"
        labelled = {a["for"] for a in found.all("label")}
        fields = [a for t, a in found.elements if t in ("input", "select") and a.get("type") != "hidden" and "hidden" not in a]
        assert fields and all(a["id"] in labelled for a in fields)
        ids = [a["id"] for _, a in found.elements if "id" in a]
        assert len(ids) == len(set(ids)) and len(found.all("caption")) == len(found.all("table"))
        assert all("scope" in a for a in found.all("th"))
    assert evil in Page(texts[0]).text


def test_there_is_always_an_admin(desk: TestClient) -> None:
    log_in(desk, "ada")
    for action, more in (("/accounts/remove", {}), ("/accounts/role", {"role": "reader"})):
        answer = send(desk, "/accounts", action, name="ada", **more)
        assert answer.status_code == 422 and "the only admin" in answer.text


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [("", "reader", PASSWORD, "name"), ("a b", "reader", PASSWORD, "name"), ("<b>", "reader", PASSWORD, "name"), ("x", "king", PASSWORD, "reader, editor, admin"),
     ("x", "reader", "short", "12 to 1000"), ("rea", "reader", PASSWORD, "somebody of that name")],
)  # fmt: skip
def test_accounts_that_cannot_be_are_told_why(desk: TestClient, name: str, role: str, password: str, said: str) -> None:
    log_in(desk, "ada")
    answer = send(desk, "/accounts", "/accounts", name=name, role=role, password=password)
    assert answer.status_code == 422 and said in answer.text and "<b>" not in answer.text


def test_people_keep_their_own_keys_only(desk: TestClient, accounts: str) -> None:
    key_of(accounts, "ada")
    log_in(desk, "rea")
    assert send(desk, "/account", "/account/keys", label="mine", days="2").status_code == 200
    with open_accounts(accounts) as opened:
        theirs, mine = opened.keys.all("ada")[0], opened.keys.all("rea")[0]
    form = fields(desk.get("/account").text, "/account/keys/revoke")
    assert form["number"] == str(mine["number"])
    assert desk.post("/account/keys/revoke", data={**form, "number": theirs["number"]}).status_code == 422
    assert send(desk, "/account", "/account/keys/revoke").status_code == 303
    with open_accounts(accounts) as opened:
        assert [k["name"] for k in opened.keys.all()] == ["ada"]


def test_people_change_their_own_password(desk: TestClient) -> None:
    log_in(desk, "rea")
    new = "quite another password"
    assert send(desk, "/account", "/account/password", old="wrong", new=new, again=new).status_code == 403
    assert send(desk, "/account", "/account/password", old=PASSWORD, new=new, again="other").status_code == 422
    assert send(desk, "/account", "/account/password", old=PASSWORD, new=new, again=new).status_code == 303
    assert desk.get("/disputes").status_code == 401
    assert log_in(desk, "rea").status_code == 401 and log_in(desk, "rea", new).status_code == 303


# -- secrets ---------------------------------------------------------------------------------------------------------


def test_secrets_are_told_once_and_kept_nowhere(desk: TestClient, accounts: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    log_in(desk, "ada", "my mistyped password")
    log_in(desk, "ada")
    session = desk.cookies[SESSION]
    made = send(desk, "/account", "/account/keys", label="once").text
    key = made.split("reportedly_", 1)[1].split("<")[0]
    hook = send(desk, "/webhooks", "/webhooks", url="https://example.org/hook").text
    secret = hook.split("whsec_", 1)[1].split("<")[0]
    assert len(key) == len(secret) == 43 and desk.get("/disputes", headers={"authorization": f"Bearer reportedly_{key}"}).status_code == 200
    later = "".join(desk.get(x).text for x in ("/account", "/accounts", "/webhooks", "/disputes", "/api/v1/openapi.json"))
    listed = CliRunner().invoke(command(), ["accounts", accounts, "keys"]).output + CliRunner().invoke(command(), ["webhooks", accounts, "list"]).output
    assert "once" in listed and "example.org" in listed
    for word in (PASSWORD, "my mistyped password", key, secret, session):
        assert word not in later + listed + caplog.text
    held = b"".join(p.read_bytes() for p in Path(accounts).parent.glob("desk.accounts*"))
    for word in (PASSWORD, "my mistyped password", key, session):
        assert word.encode() not in held


def test_the_file_is_its_owners_and_holds_hashes(accounts: str, tmp_path: Path) -> None:
    assert stat.S_IMODE(Path(accounts).stat().st_mode) == 0o600
    with open_accounts(accounts):
        assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in tmp_path.glob("desk.accounts*"))
    kept = [row[0] for row in sqlite3.connect(accounts).execute("SELECT password FROM people")]
    assert len(set(kept)) == 3 and all(k.startswith("scrypt$") for k in kept)


def test_passwords_are_compared_by_their_meaning_not_their_bytes() -> None:
    kept = passwords.hashed("caf\u00e9 au lait olé")
    assert passwords.right("cafe\u0301 au lait ole\u0301", kept) and not passwords.right("cafe au lait ole", kept)
    assert not passwords.right("anything at all", None)
    assert passwords.hashed(PASSWORD) != passwords.hashed(PASSWORD)


def test_a_hash_costs_what_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert passwords.COST == (2**15, 8, 3)
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("scrypt$32768$8$3$") and passwords.right(PASSWORD, kept)


# -- limits ----------------------------------------------------------------------------------------------------------


def test_a_bucket_empties_and_fills() -> None:
    clock = Clock()
    b = Buckets(3, 60, clock)
    assert [b.take("a") for _ in range(3)] == [0.0] * 3 and b.take("a") == pytest.approx(20)
    assert not b.take("b")
    clock.now += 19
    assert b.take("a") == pytest.approx(1)
    clock.now += 1
    assert not b.take("a") and b.take("a")
    clock.now += 600
    assert [bool(b.take("a")) for _ in range(4)] == [False, False, False, True]


def test_buckets_do_not_fill_the_memory() -> None:
    b = Buckets(3, 60, Clock())
    for n in range(25_000):
        b.take(n)
    assert len(b._left) == 10_000


@pytest.mark.parametrize("text", ["", "300", "0/min", "x/min", "-3/min", "3/day", "²/min"])
def test_a_rate_that_is_none_is_told_so(text: str) -> None:
    with pytest.raises(InputError, match="300/min"):
        buckets(text)


def test_who_asks_too_often_waits(place: str, accounts: str) -> None:
    clock = Clock()
    desk = browser(place, accounts, rate=buckets("3/min", clock))
    first, second = key_of(accounts, "rea"), key_of(accounts, "rea")
    assert [desk.get("/api/v1/registers", headers=first).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = desk.get("/api/v1/registers", headers=first)
    assert refused.headers["retry-after"] == "20" and "20 seconds" in refused.json()["error"]["message"]
    assert desk.get("/api/v1/registers", headers=second).status_code == 200
    assert [desk.get("/api/v1/registers", headers={"authorization": f"Bearer {n}"}).status_code for n in range(4)] == [401, 401, 401, 429]
    clock.now += 60
    log_in(desk, "rea")
    assert desk.get("/disputes").status_code == 200  # pages are not counted
    assert [desk.get("/api/v1/registers").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_posts_are_counted_without_accounts_too(place: str) -> None:
    desk = browser(place, None, rate=buckets("2/h", Clock()))
    assert [desk.post("/add", data={"text": GOOD}).status_code for _ in range(3)] == [200, 200, 429]
    assert desk.get("/add").status_code == 200


# -- the commands ----------------------------------------------------------------------------------------------------


def command() -> Any:
    from reportedly.cli import app, register_commands

    register_commands()
    return app


def run(*words: str, typed: str = "") -> str:
    done = CliRunner().invoke(command(), list(words), input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_accounts_by_command(tmp_path: Path, place: str) -> None:
    file = str(tmp_path / "by.accounts")
    run("accounts", file, "add", "ada", "--role", "admin", typed=f"{PASSWORD}\n")
    run("accounts", file, "add", "bo", typed=f"{PASSWORD}\n")
    assert [line.split("\t")[:2] for line in run("accounts", file, "list").splitlines()] == [["ada", "admin"], ["bo", "reader"]]
    run("accounts", file, "role", "bo", "editor")
    run("accounts", file, "password", "bo", typed="a password of bo\n")
    desk = browser(place, file)
    assert log_in(desk, "bo", "a password of bo").status_code == 303 and desk.get("/add").status_code == 200
    key = run("accounts", file, "key", "ada", "--label", "nightly", "--days", "30").strip()
    program = another(desk)
    assert program.get("/accounts", headers={"authorization": f"Bearer {key}"}).status_code == 200
    listed = run("accounts", file, "keys")
    assert "nightly" in listed and "until 20" in listed and key not in listed
    run("accounts", file, "revoke", listed.split("\t")[0])
    assert program.get("/accounts", headers={"authorization": f"Bearer {key}"}).status_code == 401
    run("accounts", file, "remove", "bo")
    assert "bo" not in run("accounts", file, "list")


def test_files_that_are_none_are_told_so(tmp_path: Path, place: str) -> None:
    for file, said in ((tmp_path / "none", "no accounts file"), (Path(place), "something else"), (tmp_path, "no accounts file"), (tmp_path / "no" / "x", "no accounts file")):
        with pytest.raises(AccountsError, match=said):
            open_accounts(file)
    with pytest.raises(AccountsError, match="no folder"):
        open_accounts(tmp_path / "no" / "x", new=True)
    (tmp_path / "text").write_text("x")
    with pytest.raises(AccountsError, match="something else"):
        open_accounts(tmp_path / "text", new=True)


def test_serve_with_accounts_listens_elsewhere_and_writes(place: str, accounts: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import uvicorn

    calls: list[Any] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server: calls.append(server.config.app))
    said = CliRunner().invoke(command(), ["serve", place, "--accounts", accounts, "--host", "192.0.2.7", "--rate", "2/min"])
    assert said.exit_code == 0 and "TLS" in said.output
    desk = TestClient(calls[0], base_url="http://192.0.2.7:8000")
    assert desk.get("/disputes").status_code == 401
    key = key_of(accounts, "eddy")
    assert [desk.get("/add", headers=key).status_code, desk.get("/api/v1/registers", headers=key).status_code] == [200, 200]
    assert [desk.get("/api/v1/registers", headers=key).status_code for _ in range(2)] == [200, 429]
    with open_accounts(tmp_path / "empty.accounts", new=True):
        pass
    empty = CliRunner().invoke(command(), ["serve", place, "--accounts", str(tmp_path / "empty.accounts")])
    assert isinstance(empty.exception, InputError) and "nobody may log in" in str(empty.exception)


@pytest.fixture(scope="module", autouse=True)
def _end() -> Iterator[None]:
    yield
    passwords._nobody.cache_clear()
