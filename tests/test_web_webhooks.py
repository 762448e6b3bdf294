"""Webhooks, against a receiver on this machine."""

from __future__ import annotations

import json
import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from desks import Clock, log_in, people, send
from starlette.testclient import TestClient
from typer.testing import CliRunner

from reportedly.errors import AccountsError, FetchError, InputError
from reportedly.ledger.store import Wanted
from reportedly.model import Reading
from reportedly.stores import open_ledger
from reportedly.web import courier as couriers
from reportedly.web.accounts import open_accounts, passwords
from reportedly.web.accounts.hooks import LEASE, TRIES, pause
from reportedly.web.app import create_app
from reportedly.web.courier import Courier
from reportedly.web.desk import Desk

GUIDE = Path(__file__).parent.parent / "docs" / "desk.md"


@dataclass
class Receiver:
    """What has come, and what is answered: a status for each request, the last for all that follow."""

    url: str = ""
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int] = field(default_factory=lambda: [204])

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.got.append(({k.lower(): v for k, v in self.headers.items()}, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(found.answers.pop(0) if len(found.answers) > 1 else found.answers[0])
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_address[1]}/hook?token=hush"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", (2**4, 8, 1))


@dataclass
class Sending:
    """A ledger, its accounts and a courier, with a clock that stands still."""

    desk: Desk
    clock: Clock
    private: bool = True

    def round(self) -> None:
        """As after a restart each time: nothing is in memory."""
        Courier(self.desk, self.private, self.clock).round()

    def add(self, readings: list[Reading]) -> None:
        with self.desk.open() as store:
            store.add(readings)

    def hook(self, url: str, filters: str = "state=all") -> str:
        with self.desk.open_accounts() as accounts:
            return accounts.hooks.add(url, filters)[1]

    def hooks(self) -> list[dict[str, Any]]:
        with self.desk.open_accounts() as accounts:
            return accounts.hooks.all()


@pytest.fixture
def sending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sending:
    place, clock = tmp_path / "some.ledger", Clock()
    with open_ledger(place, new=True):
        pass
    accounts = people(str(tmp_path / "desk.accounts"))
    monkeypatch.setattr("reportedly.web.desk.open_accounts", lambda place: open_accounts(place, clock=clock))
    return Sending(Desk(str(place), accounts=accounts), clock)


def test_each_dispute_that_fits_is_sent_once(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    sending.add(examples[:1])
    sending.hook(receiver.url, "frame=arms_transfer")
    sending.round()
    assert receiver.got == []  # it begins with what comes
    sending.add(examples[1:6])
    sending.round()
    sending.round()
    with sending.desk.open() as store:
        wanted = {s["proposition"]: s for s in store.summaries(Wanted(about="arms_transfer", denied=True))}
    told = {b["dispute"]["proposition"]: b["dispute"] for b in receiver.bodies}
    assert told == wanted != {} and len(receiver.bodies) == len(told)
    assert {b["change"] for b in receiver.bodies} <= {"new", "changed"} and all(re.fullmatch(r"evt_[0-9a-f]{32}", b["id"]) for b in receiver.bodies)
    assert [b["number"] for b in receiver.bodies] == sorted(b["number"] for b in receiver.bodies)
    headers = receiver.got[0][0]
    assert headers["content-type"] == "application/json" and headers["user-agent"].startswith("reportedly/") and headers["host"] in receiver.url
    assert sending.hooks()[0]["waiting"] == 0


def test_the_receiver_of_the_guide_knows_what_is_genuine(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    (snippet,) = re.findall(r"```python\n(import hashlib\n.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    guide: dict[str, Any] = {}
    exec(snippet, guide)
    sending.clock.now = time.time()
    secret = sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])
    sending.round()
    headers, body = receiver.got[0]
    signed = headers["x-reportedly-signature"]
    assert re.fullmatch(r"t=\d+,v1=[0-9a-f]{64}", signed)
    assert guide["genuine"](secret, signed, body)
    assert not guide["genuine"]("whsec_other", signed, body) and not guide["genuine"](secret, signed, body + b" ")
    assert not guide["genuine"](secret, signed.replace("t=1", "t=2"), body) and not guide["genuine"](secret, signed, body, within=-1)


def test_what_fails_is_sent_again_later_and_later_and_then_dead(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])
    receiver.answers = [500]
    sending.round()
    first = receiver.bodies[0]["id"]
    (hook,) = sending.hooks()
    total = hook["waiting"]
    assert len(receiver.got) == 1 and total > 1 and "answered 500" in hook["said"]
    sending.round()
    assert len(receiver.got) == 1  # the host has a rest
    times = {first: [sending.clock.now]}
    while not sending.hooks()[0]["dead"]:
        sending.clock.now += 10 if len(receiver.got) < 30 else 3000
        sending.round()
        times.setdefault(receiver.bodies[-1]["id"], []).append(sending.clock.now)
    assert len(receiver.got) == sum(map(len, times.values())) and max(map(len, times.values())) == TRIES
    assert [pause(n) for n in range(1, TRIES)] == [10, 40, 160, 640, 2560, 10240, 40960]
    for tried in times.values():
        assert all(b - a >= pause(n) for n, (a, b) in enumerate(pairwise(tried), 1))
    receiver.answers = [200]
    while sending.hooks()[0]["waiting"]:
        sending.clock.now += 50_000
        sending.round()
    dead = sending.hooks()[0]["dead"]
    assert dead >= 1
    with sending.desk.open_accounts() as accounts:
        assert accounts.hooks.retry(1) == dead
    sending.round()
    (hook,) = sending.hooks()
    assert (hook["waiting"], hook["dead"], hook["said"]) == (0, 0, "") and len({b["id"] for b in receiver.bodies}) == total


def test_a_try_that_was_broken_off_is_made_again(sending: Sending, receiver: Receiver, examples: list[Reading], monkeypatch: pytest.MonkeyPatch) -> None:
    sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])

    def killed(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(couriers, "signature", killed)
        with pytest.raises(KeyboardInterrupt):
            sending.round()
    waiting = sending.hooks()[0]["waiting"]
    sending.round()
    assert len(receiver.got) == waiting - 1  # another desk does not take what this one may be sending
    sending.clock.now += LEASE
    sending.round()
    assert len({b["id"] for b in receiver.bodies}) == len(receiver.got) == waiting


def test_one_dead_host_does_not_stop_the_others(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    sending.hook("http://127.0.0.1:9/closed")
    sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])
    sending.round()
    closed, fine = sending.hooks()
    assert receiver.got and fine["waiting"] == 0 and closed["waiting"] == len(receiver.got) and closed["said"]


@pytest.mark.parametrize("status", [301, 302, 307, 308, 404, 500])
def test_nothing_but_success_is_success_and_no_redirect_is_followed(sending: Sending, receiver: Receiver, examples: list[Reading], status: int) -> None:
    sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])
    receiver.answers = [status]
    sending.round()
    assert len(receiver.got) == 1 and f"answered {status}" in sending.hooks()[0]["said"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://localhost/", "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::1]/", "http://0x7f.1/"])
def test_private_addresses_are_refused_at_each_sending(sending: Sending, examples: list[Reading], url: str) -> None:
    sending.private = False
    sending.hook(url)
    sending.round()
    sending.add(examples[:1])
    sending.round()
    assert "not a public address" in sending.hooks()[0]["said"] and sending.hooks()[0]["waiting"] > 0


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "https://u:p@example.org/", "nonsense", "http://", "javascript:alert(1)", "https://example.org/" + "x" * 2000])
def test_addresses_that_are_none_are_refused_at_once(sending: Sending, url: str) -> None:
    with pytest.raises((FetchError, AccountsError)):
        sending.hook(url)
    assert sending.hooks() == []


def test_another_ledger_in_the_old_ones_place_is_told_from_its_now(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    sending.add(examples[:6])
    sending.hook(receiver.url)
    sending.round()
    for path in Path(sending.desk.place).parent.glob("some.ledger*"):
        path.unlink()
    with open_ledger(sending.desk.place, new=True) as store:
        store.add(examples[:1])
    sending.round()
    assert receiver.got == []
    sending.add(examples[6:7])
    sending.round()
    assert receiver.got


def test_long_lists_of_names_are_cut() -> None:
    from reportedly.web.accounts.hooks import Hook

    line = {"number": 3, "change": "new", "before": [], "dispute": {"proposition": "p:1", "asserted_by": "x" * 1_000_000, "sources": 2}}
    name, number, body = couriers._letter(Hook(1, "", "", "s", 0), line)
    assert (number, len(body) < 10_000, json.loads(body)["id"], json.loads(body)["dispute"]["sources"]) == (3, True, name, 2)


# -- the desk and the commands ---------------------------------------------------------------------------------------


def test_the_desk_delivers_while_it_runs(sending: Sending, receiver: Receiver, examples: list[Reading], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(couriers, "_EVERY", 0.02)
    caplog.set_level(logging.DEBUG)
    secret = sending.hook(receiver.url)
    with TestClient(create_app(sending.desk.place, accounts=sending.desk.accounts, allow_private=True), base_url="http://127.0.0.1"):
        wait_for(lambda: after(sending) is not None)
        sending.add(examples[:1])
        wait_for(lambda: bool(receiver.got) and sending.hooks()[0]["waiting"] == 0)
    assert not [t for t in threading.enumerate() if t.name == "webhooks"]
    ours = "".join(r.getMessage() for r in caplog.records if r.name.startswith("reportedly"))
    assert secret not in caplog.text and "hush" not in ours


def after(sending: Sending) -> int | None:
    with sending.desk.open_accounts() as accounts:
        return accounts.hooks.hooks()[0].after


def wait_for(true: Any) -> None:
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_trouble_does_not_end_the_thread(sending: Sending, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(couriers, "_EVERY", 0.0)
    troubles: list[Exception] = [InputError("the disk is full"), ValueError("a fault")]

    def round(self: Courier) -> None:
        if troubles:
            raise troubles.pop(0)
        self.desk.closing.set()

    monkeypatch.setattr(Courier, "round", round)
    Courier(sending.desk).run()
    assert "the disk is full" in caplog.text and "a fault" in caplog.text and not troubles


def test_the_admin_keeps_webhooks_on_a_page(sending: Sending, receiver: Receiver, examples: list[Reading]) -> None:
    desk = TestClient(create_app(sending.desk.place, accounts=sending.desk.accounts), base_url="http://127.0.0.1")
    log_in(desk, "ada")
    evil = 'https://example.org/"><script>alert(1)</script>'
    made = send(desk, "/webhooks", "/webhooks", url=evil, actor="<i>", frame="arms_transfer", state="contested", families="2")
    assert made.status_code == 200 and "whsec_" in made.text and "<script>" not in made.text and "<i>" not in made.text
    assert sending.hooks()[0]["filters"] == "actor=%3Ci%3E&frame=arms_transfer&state=contested&families=2"
    assert send(desk, "/webhooks", "/webhooks", url="ftp://x/").status_code == 422
    assert send(desk, "/webhooks", "/webhooks", url=receiver.url, state="no").status_code == 422
    send(desk, "/webhooks", "/webhooks/remove", number="1")
    assert "No webhooks." in desk.get("/webhooks").text
    sending.hook(receiver.url)
    sending.round()
    sending.add(examples[:1])
    receiver.answers = [503]
    with sending.desk.open_accounts() as accounts:
        accounts.db.run("UPDATE deliveries SET tries = 7")
    sending.round()
    with sending.desk.open_accounts() as accounts:
        accounts.db.run("UPDATE deliveries SET tries = 7, due = 0")
    sending.round()
    shown = desk.get("/webhooks").text
    assert "1 dead" in shown and "answered 503" in shown
    receiver.answers = [200]
    assert send(desk, "/webhooks", "/webhooks/retry").status_code == 303
    assert sending.hooks()[0]["dead"] == 0


def test_webhooks_by_command(sending: Sending) -> None:
    from reportedly.cli import app, register_commands

    register_commands()
    file = str(sending.desk.accounts)

    def run(*words: str) -> Any:
        return CliRunner().invoke(app, ["webhooks", file, *words])

    made = run("add", "https://example.org/hook", "--about", "arms_transfer", "--since", "2024-03", "--families", "2")
    assert made.exit_code == 0 and "whsec_" in made.output
    secret = re.search(r"whsec_\S+", made.output)
    listed = run("list").output
    assert listed.split("\t")[:3] == ["1", "https://example.org/hook", "frame=arms_transfer&since=2024-03&families=2"] and secret and secret.group() not in listed
    for words, said in ((("add", "https://example.org/", "--state", "no"), "--state"), (("add", "https://example.org/", "--since", "soon"), "--since"), (("add", "ftp://x"), "http")):
        assert isinstance(run(*words).exception, InputError) and said in str(run(*words).exception)
    assert "0 to be tried" in run("retry", "1").output
    assert run("remove", "1").exit_code == 0 and run("list").output == ""
    assert isinstance(run("remove", "1").exception, AccountsError)
