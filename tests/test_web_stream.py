"""New and changed disputes as they come: numbers in the ledger, the stream, taking it up again."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
import httpx
import uvicorn
from desks import Clock
from starlette.testclient import TestClient

from reportedly.ledger.store import Wanted
from reportedly.model import Reading
from reportedly.stores import open_ledger
from reportedly.web import stream
from reportedly.web.app import create_app
from reportedly.web.asking import DisputeFilters, changes
from reportedly.web.running import Server

ALL = DisputeFilters(state="all", limit=200)  # type: ignore[call-arg]
READ = "import sys; from reportedly.cli import main; sys.argv[0] = 'reportedly'; main()"


# -- the numbers -----------------------------------------------------------------------------------------------------


def test_each_dispute_that_comes_or_changes_is_told_once(places: Callable[[], str], examples: list[Reading]) -> None:
    with open_ledger(places(), new=True) as store:
        assert changes(store, ALL, 0) == ([], 0)
        after, told = 0, {}
        for k in range(0, 12, 4):
            store.add(examples[k : k + 4])
            found, after = every(store, after)
            assert found and [c["number"] for c in found] == sorted(c["number"] for c in found)
            for c in found:
                assert (c["change"] == "changed") == (c["dispute"]["proposition"] in told), c
                told[c["dispute"]["proposition"]] = c["dispute"]
            gone = {b for c in found for b in c["before"]}
            for name in gone - {s["proposition"] for s in store.summaries(Wanted())}:
                told.pop(name)
        assert told == {s["proposition"]: s for s in store.summaries(Wanted())}
        assert every(store, after) == ([], after) and store.newest_change() == after


def every(store: Any, after: int, f: DisputeFilters = ALL) -> tuple[list[dict[str, Any]], int]:
    """All changes after a number, in parts."""
    out: list[dict[str, Any]] = []
    while after < store.newest_change():
        found, after = changes(store, f.model_copy(update={"limit": 7}), after)
        out += found
    return out, after


def test_the_same_again_and_a_rebuilt_ledger_are_no_change(places: Callable[[], str], examples: list[Reading]) -> None:
    with open_ledger(places(), new=True) as store:
        store.add(examples[:6])
        newest = store.newest_change()
        store.add(examples[:6])
        store.rebuild()
        assert store.newest_change() == newest > 0


def test_a_widened_dispute_names_what_it_was(store: Any, examples: list[Reading]) -> None:
    store.add(examples[:1])
    before = {s["proposition"] for s in store.summaries(Wanted())}
    newest = store.newest_change()
    store.add(examples[3:6])
    widened = [c for c in changes(store, ALL, newest)[0] if set(c["before"]) & before]
    assert widened and all(c["change"] == "new" for c in widened)


def test_a_judgement_is_a_change_and_taking_it_back_is_another(store: Any, examples: list[Reading]) -> None:
    from reportedly.ledger.corrections import Judgement, target

    store.add(examples[:6])
    newest = store.newest_change()
    dispute = max(store.disputes(), key=lambda d: len(d.statements))
    ref = dispute.statements[0].ref
    (machine,) = store.readings([ref.report])
    claim = next(c for c in machine.claims if c.id == ref.claim)
    j = Judgement(ref.report, "reject", target(machine, claim), by="ana", at="2024-05-06T07:08:09+00:00")
    store.judge([j])
    told, after = every(store, newest)
    assert told
    store.judge([replace(j, action="undo", at="2024-05-06T07:09:09+00:00")])
    assert every(store, after)[0]


def test_filters_hold_and_nothing_is_asked_twice(store: Any, examples: list[Reading]) -> None:
    store.add(examples)
    for f in (DisputeFilters(frame="arms_transfer", limit=200), DisputeFilters(state="contested", limit=200), DisputeFilters(state="all", families=2, limit=200)):  # type: ignore[call-arg]
        found, after = every(store, 0, f)
        wanted = {s["proposition"] for s in store.summaries(f.wanted()) if s["sources"] >= f.families}
        assert {c["dispute"]["proposition"] for c in found} == wanted != set()
        assert changes(store, f, after) == ([], store.newest_change())
    assert changes(store, ALL, 10**9) == ([], store.newest_change())


def test_a_ledger_from_before_has_numbers(places: Callable[[], str], examples: list[Reading]) -> None:
    from reportedly.stores.migrations import MIGRATIONS, migrate

    with open_ledger(places(), new=True) as store:
        store.add(examples[:6])
        names = [m.name for m in MIGRATIONS]
        migrate(store.db, names[names.index("0008-changes") - 1])
        migrate(store.db)
        assert {c["dispute"]["proposition"] for c in every(store, 0)[0]} == {s["proposition"] for s in store.summaries(Wanted())}


# -- the stream ------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path, examples: list[Reading]) -> str:
    with open_ledger(tmp_path / "some.ledger", new=True) as store:
        store.add(examples[:2])
    return str(tmp_path / "some.ledger")


@contextmanager
def serving(app: Any) -> Iterator[tuple[str, Server]]:
    """The desk on a port of this machine."""
    server = Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.handle_exit(2, None)
        thread.join(10)
        assert not thread.is_alive(), "the server did not end"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "EVERY", 0.02)


def told(lines: Iterator[str], count: int) -> list[dict[str, Any]]:
    """The next events of a stream."""
    out: list[dict[str, Any]] = []
    event: dict[str, Any] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if not line and "data" in event:
            out.append({"id": event["id"], "event": event["event"], **json.loads(event["data"])})
            if len(out) == count:
                return out
        event = {**event, name: value} if line else {}
    raise AssertionError("the stream ended")


def test_what_another_program_adds_is_told_and_taken_up_again(place: str, tmp_path: Path, examples: list[Reading]) -> None:
    report = Path(__file__).parent.parent / "examples" / "reports" / "a-arms-transfer-05-denial.md"
    with serving(create_app(place)) as (base, _), httpx.Client(base_url=base, timeout=60) as client:
        with client.stream("GET", "/api/v1/disputes/stream?frame=arms_transfer") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream") and answer.headers["cache-control"] == "no-store"
            lines = answer.iter_lines()
            assert next(lines) == "retry: 2000"
            subprocess.run([sys.executable, "-c", READ, "add", place, str(report)], check=True, capture_output=True)
            (first,) = told(lines, 1)
        assert first["id"] == str(first["number"]) and first["event"] == first["change"] == "new"
        assert first["dispute"]["kind"] == "arms_transfer" and first["dispute"]["denied_by"]
        with open_ledger(place) as store:
            store.add(examples[2:6])
            wanted, _ = changes(store, DisputeFilters(frame="arms_transfer", limit=200), first["number"])  # type: ignore[call-arg]
        assert wanted
        with client.stream("GET", "/api/v1/disputes/stream?frame=arms_transfer", headers={"last-event-id": first["id"]}) as answer:
            found = told(answer.iter_lines(), len(wanted))
        assert [{k: v for k, v in f.items() if k not in ("id", "event")} for f in found] == wanted


def test_a_stream_from_the_start_gives_all(place: str) -> None:
    with open_ledger(place) as store:
        wanted, _ = changes(store, ALL, 0)
    with serving(create_app(place)) as (base, _), httpx.stream("GET", f"{base}/api/v1/disputes/stream?state=all&after=0&limit=5") as answer:
        assert [f["number"] for f in told(answer.iter_lines(), len(wanted))] == [w["number"] for w in wanted]


def test_so_many_listen_and_a_place_is_free_when_one_leaves(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = create_app(place)
    app.state.places.left = 2
    with serving(app) as (base, _), httpx.Client(base_url=base) as client:
        with client.stream("GET", "/api/v1/disputes/stream"), client.stream("GET", "/api/v1/disputes/stream"):
            refused = client.get("/api/v1/disputes/stream")
            assert refused.status_code == 503 and refused.headers["retry-after"] == "60" and "/feed.atom" in refused.text
        until = time.monotonic() + 5
        while app.state.places.left < 2:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_streams_end_with_the_program(place: str) -> None:
    with serving(create_app(place)) as (base, server), httpx.stream("GET", f"{base}/api/v1/disputes/stream") as answer:
        lines = answer.iter_lines()
        next(lines)
        server.handle_exit(15, None)
        assert list(lines) == [""]


def test_a_quiet_line_is_kept_open_and_ends_by_itself(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(0.0)

    async def later(seconds: float) -> None:
        clock.now += 10

    monkeypatch.setattr(asyncio, "sleep", later)

    async def listen() -> list[str]:
        return [text async for text in stream.events(create_app(place).state.desk, ALL, 10**9, clock)]

    said = asyncio.run(listen())
    assert said[0].startswith("retry") and said[1:] == [": still here\n\n"] * 44 and clock.now == stream.LIFE


@pytest.mark.parametrize("query", ["limit=0", "after=-1", "since=soon", "state=no"])
def test_questions_that_are_none_are_told_so(place: str, query: str) -> None:
    answer = TestClient(create_app(place), base_url="http://127.0.0.1").get(f"/api/v1/disputes/stream?{query}")
    assert answer.status_code == 422 and query.partition("=")[0] in answer.json()["error"]["message"]
