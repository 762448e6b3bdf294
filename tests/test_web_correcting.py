"""Corrections in place: the page of a claim, its forms, the list of judgements, and the same through the API."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("fastapi", reason="the desk is not installed (extra web)")
from starlette.testclient import TestClient
from test_web import Page, items, page
from test_web_safety import harmless

from reportedly.ledger.corrections import ALLOWED, Judgement
from reportedly.ledger.fields import ROLES, shown, typed, values
from reportedly.ledger.judging import Record, lasting, named
from reportedly.model import Reading, Span
from reportedly.stores import open_ledger
from reportedly.web.app import create_app
from reportedly.web.judging import claim_name

ALLEGED = "Ukraine said on Monday that Belarus had delivered 18 rocket launchers to Mali."
DENIED = "Belarus on Wednesday denied delivering rocket launchers to Mali."
OTHER = "Kenya said on Tuesday that Rwanda had delivered drones to Burundi."


@pytest.fixture
def place(tmp_path: Path, reader: Any) -> str:
    made = str(tmp_path / "small.ledger")
    fill(made, reader)
    return made


def fill(place: str, reader: Any) -> None:
    with open_ledger(place, new=True) as store:
        store.add(reader.read(text, published=day, outlet="Sahel Wire") for text, day in ((ALLEGED, "2024-03-04"), (DENIED, "2024-03-06"), (OTHER, "2024-03-05")))


@pytest.fixture
def desk(place: str) -> Iterator[TestClient]:
    with TestClient(create_app(place), base_url="http://127.0.0.1") as client:
        yield client


def claim(desk: TestClient, **wanted: str) -> dict[str, Any]:
    return items(desk, "claims", **{"frame": "arms_transfer", **wanted})[0]


def address(line: dict[str, Any]) -> str:
    return f"/reports/{line['report'][7:]}/claims/{line['claim']}"


def name(line: dict[str, Any]) -> str:
    return f"{line['report'][7:15]}#{line['claim']}"


def form(desk: TestClient, where: str, action: str) -> dict[str, str]:
    """What a browser sends of the form for an action when nobody has typed anything."""
    found = page(desk, where)
    fields: dict[str, str] = {}
    chosen = ""
    for tag, a in found.elements:
        if tag == "form":
            if fields.get("action") == action:
                break
            fields = {}
        elif tag == "input" and "name" in a:
            fields[a["name"]] = a.get("value", "")
        elif tag == "select":
            chosen = a["name"]
        elif tag == "option" and "selected" in a:
            fields[chosen] = a["value"]
    assert fields.get("action") == action
    return fields


def judge(desk: TestClient, line: dict[str, Any], action: str, **typed: str) -> Page:
    """Through the form; the page of the claim thereafter."""
    sent = {**form(desk, address(line), action), "by": "ana", "why": "heard the tape", **{k.replace("__", "."): v for k, v in typed.items()}}
    answer = desk.post(address(line), data=sent, headers={"origin": "http://127.0.0.1"}, follow_redirects=False)
    assert answer.status_code == 303, Page(answer.text).text
    return page(desk, answer.headers["location"])


def by_api(desk: TestClient, line: dict[str, Any], **sent: Any) -> Any:
    desk.cookies.clear()
    return desk.post(f"/api/v1{address(line)}/judgements", json={"by": "eve", "why": "read it again", **sent})


def record(desk: TestClient, line: dict[str, Any]) -> dict[str, Any]:
    answer = desk.get(f"/api/v1{address(line)}/judgements")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def everything(desk: TestClient) -> list[bytes]:
    """All disputes, each in full, and their pages but for the tokens."""
    found = items(desk, "disputes", state="all", limit=200)
    return [desk.get(f"/api/v1/disputes/{d['proposition'][2:]}").content for d in found] + [desk.get(f"/disputes/{d['proposition'][2:]}").content for d in found]


def states(desk: TestClient) -> set[tuple[str, str, str]]:
    return {(d["state"], d["asserted_by"], d["denied_by"]) for d in items(desk, "disputes", frame="arms_transfer", state="all")}


# -- each action -----------------------------------------------------------------------------------------------------


def test_an_edit_changes_what_counts_at_once_and_is_taken_back(desk: TestClient) -> None:
    line, before = claim(desk, stance="denies"), everything(desk)
    assert ("contested", "Ukraine", "Belarus") in states(desk)
    shown = judge(desk, line, "set", set__stance="admits", set__recipient="Sudan")
    assert "Belarus admits: arms transfer, Belarus → Sudan" in shown.text and "ana corrects recipient to Sudan , stance to admits" in shown.text
    assert ("contested", "Ukraine", "Belarus") not in states(desk)
    now = record(desk, line)
    assert (now["machine"]["stance"], now["effective"]["stance"], now["effective"]["factuality"]) == ("denies", "admits", "CT+")
    assert now["standing"] == ["corrected"] and now["items"][0]["set"] == {"recipient": "state:SDN", "stance": "admits"}
    undo = form(desk, address(line), "undo")
    assert undo["undoes"] == now["items"][0]["id"]
    again = judge(desk, line, "undo", undoes=undo["undoes"])
    assert "takes back a judgement" in again.text and "taken back" in again.text
    assert everything(desk) == before
    assert [j["action"] for j in record(desk, line)["items"]] == ["undo", "set"]


def test_only_what_was_changed_is_set(desk: TestClient) -> None:
    """A start alone would end the event on the same day, so both days are set."""
    line = claim(desk, stance="denies")
    judge(desk, line, "set", set__start="2024-03-01", set__end="2024-03-05")
    judge(desk, line, "set", set__start="2024-03-02", set__end="2024-03-05", set__cameo="0871")
    assert [j["set"] for j in record(desk, line)["items"]] == [{"cameo": "0871", "end": "2024-03-05", "start": "2024-03-02"}, {"end": "2024-03-05", "start": "2024-03-01"}]


def test_a_rejected_claim_can_still_be_seen_and_comes_back(desk: TestClient) -> None:
    line, before = claim(desk, stance="denies"), everything(desk)
    shown = judge(desk, line, "reject")
    assert "It counts no longer" in shown.text and "contested" not in {s for s, _, _ in states(desk)}
    report = page(desk, f"/reports/{line['report'][7:]}")
    assert "Rejected" in report.text and address(line) in report.links()
    assert record(desk, line)["effective"] is None and not desk.get(f"/api/v1/reports/{line['report'][7:]}").json()["claims"]
    judge(desk, line, "undo", undoes=record(desk, line)["items"][0]["id"])
    assert everything(desk) == before


def test_a_confirmed_claim_is_marked_everywhere(desk: TestClient) -> None:
    line, before = claim(desk, stance="denies"), states(desk)
    shown = judge(desk, line, "confirm", why="")
    assert "ana confirms it" in shown.text and record(desk, line)["standing"] == ["confirmed"] and states(desk) == before
    dispute = items(desk, "disputes", frame="arms_transfer", state="contested")[0]
    for where in (f"/disputes/{dispute['proposition'][2:]}", f"/reports/{line['report'][7:]}"):
        found = page(desk, where)
        assert found.all("span", **{"class": "judged confirmed"}) and address(line) in found.links()
    judge(desk, line, "set", set__factuality="PR-")
    assert record(desk, line)["standing"] == ["corrected"]


def test_split_and_merge_with_a_name_an_address_or_a_button(desk: TestClient) -> None:
    line, alleged, before = claim(desk, stance="denies"), claim(desk, source="UKR"), everything(desk)
    judge(desk, line, "split")
    assert ("uncontested denial", "", "Belarus") in states(desk)
    for how in ({"other": name(alleged)}, {"other": f"http://127.0.0.1{address(alleged)}"}, {"other": f"http://127.0.0.1/reports/{alleged['report'][7:]}#{alleged['claim']}"}):
        judge(desk, line, "split")
        shown = judge(desk, line, "merge", **how)
        assert address(alleged) in shown.links() and ("contested", "Ukraine", "Belarus") in states(desk)
    judge(desk, line, "split")
    offered = page(desk, address(line)).all("button", name="with")
    assert f"{alleged['report']}#{alleged['claim']}" in {b["value"] for b in offered}
    other = claim(desk, source="KEN")
    (found,) = page(desk, f"{address(line)}?q=drones+Burundi").all("button", name="with")
    assert found["value"] == f"{other['report']}#{other['claim']}"
    judge(desk, line, "merge", **{"with": found["value"], "other": ""})
    assert ("contested", "Kenya", "Belarus") in states(desk)
    by_api(desk, line, action="undo")
    assert everything(desk) == before


def test_each_action_through_the_api(desk: TestClient) -> None:
    line, alleged, before = claim(desk, stance="denies"), claim(desk, source="UKR"), everything(desk)
    for sent in ({"action": "set", "set": {"actor": "north korea", "status": "halted"}}, {"action": "confirm"}, {"action": "split"}, {"action": "merge", "other": name(alleged)}, {"action": "reject"}):
        answer = by_api(desk, line, **sent)
        assert answer.status_code == 201 and answer.json()["holds"] and answer.json()["action"] == sent["action"], answer.text
    kept = record(desk, line)["items"]
    assert [j["action"] for j in kept] == ["reject", "merge", "split", "confirm", "set"] and kept[-1]["set"] == {"actor": "state:PRK", "status": "halted"}
    assert kept[1]["other_report"] == alleged["report"]
    undo = by_api(desk, line, action="undo", undoes=kept[0]["id"]).json()
    assert by_api(desk, line, action="undo", undoes=undo["id"]).status_code == 201
    assert record(desk, line)["effective"] is None
    assert by_api(desk, line, action="undo").status_code == 201
    assert everything(desk) == before
    listed = items(desk, "judgements")
    assert listed == record(desk, line)["items"] and len(listed) == 8
    first, second = (desk.get("/api/v1/judgements", params={"limit": 5, "offset": o}).json() for o in (0, 5))
    assert first["more"] and not second["more"] and first["items"] + second["items"] == listed


def test_the_list_of_judgements_is_paged_newest_first(desk: TestClient) -> None:
    lines = items(desk, "claims")
    for n in range(5):
        by_api(desk, lines[n % len(lines)], action="confirm", why=f"look {n}")
    first = page(desk, "/judgements?limit=3")
    assert first.text.index("look 4") < first.text.index("look 3") < first.text.index("look 2") and "look 1" not in first.text
    (after,) = first.all("a", rel="next")
    assert "look 1" in page(desk, after["href"]).text and "look 2" not in page(desk, after["href"]).text
    leading = [x for x in first.links() if "/claims/" in x]
    assert len(leading) == 3 and all(desk.get(x).status_code == 200 for x in leading)


def test_the_judgements_become_cases_and_lines_of_the_command(desk: TestClient, place: str, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from reportedly.cli import app, correct  # noqa: F401

    judge(desk, claim(desk, stance="denies"), "confirm")
    cases = tmp_path / "cases.txt"
    assert CliRunner().invoke(app, ["correct", place, "--export", str(cases)]).exit_code == 0
    assert "stance=denies voice=BLR" in cases.read_text(encoding="utf-8") and "fact=CT-" in cases.read_text(encoding="utf-8")
    assert "confirm,heard the tape" in CliRunner().invoke(app, ["correct", place, "-f", "csv"]).stdout


# -- what is refused -------------------------------------------------------------------------------------------------


def test_a_form_without_its_token_keeps_nothing(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    sent = {**form(desk, address(line), "reject"), "by": "ana", "why": "no"}
    for wrong in ({**sent, "csrf": ""}, {**sent, "csrf": "é"}, {k: v for k, v in sent.items() if k != "csrf"}):
        assert desk.post(address(line), data=wrong).status_code == 403
    assert desk.post(address(line), data=sent, headers={"origin": "http://evil.example"}).status_code == 403
    with_cookie = desk.post(f"/api/v1{address(line)}/judgements", json={"action": "reject", "by": "ana", "why": "no"})
    assert with_cookie.status_code == 403 and "Load its page again" in with_cookie.json()["error"]["message"]
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert desk.post(f"/api/v1{address(line)}/judgements", json={"action": "reject", "by": "a", "why": "b"}, headers=headers).status_code == 403
    assert desk.post(f"/api/v1{address(line)}/judgements", content='{"action":"reject","by":"a","why":"b"}', headers={"content-type": "text/plain"}).status_code in (403, 422)
    assert not items(desk, "judgements")
    kept = desk.post(f"/api/v1{address(line)}/judgements", json={"action": "reject", "by": "ana", "why": "no"}, headers={"x-csrf-token": sent["csrf"]})
    assert kept.status_code == 201
    cookies = desk.cookies
    cookies.clear()
    assert desk.post(address(line), data=sent).status_code == 403


def test_a_desk_that_only_shows_keeps_no_judgement(place: str) -> None:
    reading = TestClient(create_app(place, writing=False), base_url="http://127.0.0.1")
    line = claim(reading, stance="denies")
    found = page(reading, address(line))
    assert "Judge it" not in found.text and not found.all("form") and "set-cookie" not in reading.get(address(line)).headers
    assert reading.post(address(line), data={"action": "reject", "by": "a", "why": "b"}).status_code == 403
    assert by_api(reading, line, action="reject").status_code == 403
    assert page(reading, "/judgements") and record(reading, line)["items"] == []


def test_unknown_claims_and_reports_are_told_so(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    sent = {**form(desk, address(line), "reject"), "by": "ana", "why": "no"}
    for where in (f"/reports/{line['report'][7:]}/claims/c99", f"/reports/{'0' * 64}/claims/c1"):
        assert [desk.get(where).status_code, desk.get(f"/api/v1{where}/judgements").status_code, desk.post(where, data=sent).status_code] == [404, 404, 404]
        assert desk.post(f"/api/v1{where}/judgements", json={"action": "reject", "by": "a", "why": "b"}, headers={"x-csrf-token": sent["csrf"]}).status_code == 404
    assert f"It has: {line['claim']}" in desk.get(f"/reports/{line['report'][7:]}/claims/c99").text


def test_bad_values_come_back_with_those_that_are_allowed(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    for field, value, told in (
        ("stance", "denied", "Allowed: asserts, denies"), ("factuality", "CT", "Allowed: CT+"), ("type", "WAR", "Allowed: AGREE"), ("mode", "visit", "not allowed for AID"),
        ("cameo", "999", "codes of CAMEO"), ("start", "May", "YYYY-MM-DD"), ("actor", "org:nobody", "a country's code (PRK)"), ("voice", "", "one nearest voice"),
        ("polarity", "so so", "Allowed: positive, negative"), ("colour", "red", "no such field"), ("end", "2001-01-01", "before the start"),
    ):  # fmt: skip
        more = {"start": "2024-03-01"} if field == "end" else {}
        assert (answer := by_api(desk, line, action="set", set={field: value, **more})).status_code == 422 and told in answer.json()["error"]["message"], answer.text
        sent = {**form(desk, address(line), "set"), "by": "ana", "why": "a long reason", f"set.{field}": value, **{f"set.{k}": v for k, v in more.items()}}
        shown = desk.post(address(line), data=sent)
        assert shown.status_code == 422 and told in Page(shown.text).text and "a long reason" in shown.text and Page(shown.text).all("p", role="alert")
    for wrong in (
        {"action": "set"}, {"action": "merge"}, {"action": "merge", "other": name(line)}, {"action": "merge", "other": "here"}, {"action": "undo", "undoes": "j:0"},
        {"action": "forget"}, {"action": "reject", "why": ""}, {"action": "reject", "by": " "}, {"action": "reject", "why": "a\x00b"}, {"action": "reject", "because": "x"},
    ):  # fmt: skip
        assert by_api(desk, line, **wrong).status_code == 422, wrong
    assert by_api(desk, line, action="merge", other="ffffffff#c1").status_code == 404
    assert not items(desk, "judgements")
    by_api(desk, line, action="reject")
    assert "Take that back first" in by_api(desk, line, action="confirm").json()["error"]["message"]


def test_a_form_that_is_older_than_a_judgement_keeps_nothing(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    sent = {**form(desk, address(line), "set"), "by": "ana", "why": "my reason", "set.stance": "doubts"}
    seen = record(desk, line)["version"]
    assert desk.post(f"/api/v1{address(line)}/judgements", json={"action": "set", "set": {"stance": "admits"}, "by": "eve", "why": "tape"}, headers={"x-csrf-token": sent["csrf"]}).status_code == 201
    late = desk.post(address(line), data=sent)
    told = Page(late.text)
    assert late.status_code == 409 and "its last judgement: set by eve" in told.text and "Belarus admits: arms transfer" in told.text and "my reason" in late.text
    assert "eve corrects stance to admits" in told.text
    assert by_api(desk, line, action="reject", seen=seen).status_code == 409
    assert [j["by"] for j in record(desk, line)["items"]] == ["eve"]
    judge(desk, line, "set", set__stance="doubts")
    assert by_api(desk, line, action="reject", seen=record(desk, line)["version"]).status_code == 201


def test_a_judgement_dated_after_now_is_named(desk: TestClient, place: str) -> None:
    line = claim(desk, stance="denies")
    with open_ledger(place) as store:
        found = store.record(store.claim(name(line)))
        from reportedly.ledger.corrections import target

        store.judge([Judgement(found.ref.report, "reject", target(found.machine, found.claim), by="max", at="2999-01-01")])
    answer = by_api(desk, line, action="set", set={"stance": "admits"})
    assert answer.status_code == 409 and "by max is dated 2999-01-01" in answer.json()["error"]["message"]
    assert by_api(desk, line, action="undo", undoes=record(desk, line)["items"][0]["id"]).status_code == 201
    assert record(desk, line)["effective"] is not None


# -- safety and looks ------------------------------------------------------------------------------------------------


def test_hostile_names_and_reasons_are_inert(desk: TestClient) -> None:
    evil = '"><script>alert(1)</script><b onclick=x> {{ 7 * 7 }} \u202e'
    line = claim(desk, stance="denies")
    judge(desk, line, "confirm", by=evil, why=evil)
    desk.cookies.set("reportedly_by", "%22%3E%3Cscript%3E")
    for where in (address(line), "/judgements", f"/reports/{line['report'][7:]}", f"{address(line)}?q=%3Cscript%3E"):
        answer = desk.get(where)
        assert answer.status_code == 200
        harmless_but_tables(answer.text)
    assert "{{ 7 * 7 }}" in desk.get("/judgements").text
    bad = desk.post(address(line), data={**form(desk, address(line), "set"), "by": evil, "why": evil, "set.actor": evil, "set.stance": evil})
    assert bad.status_code == 422
    harmless_but_tables(bad.text)


def harmless_but_tables(text: str) -> None:
    harmless(text.replace("<caption", "<span").replace("</caption", "</span").replace("<ins>", "<span>"))


def test_the_pages_can_be_used_by_keyboard_and_screen_reader_without_scripts(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    judge(desk, line, "set", set__stance="admits")
    for where in (address(line), "/judgements"):
        found = page(desk, where)
        assert found.links()[0] == "#main" and len(found.all("h1")) == 1 and found.all("caption") and not found.all("script") and not found.all("style")
        labelled = {a["for"] for a in found.all("label")}
        assert all(a["id"] in labelled for t, a in found.elements if t in ("input", "select") and a.get("type") != "hidden")
        ids = [a["id"] for _, a in found.elements if "id" in a]
        assert len(ids) == len(set(ids))
        assert all(a.get("scope") in ("row", "col") for a in found.all("th"))
        assert not [a for _, a in found.elements if any(k.startswith("on") or k == "style" for k in a)]
    marks = {c for a in page(desk, address(line)).all("mark") for c in a["class"].split()}
    assert marks >= {"source", "cue", "event"}


def test_the_name_is_remembered(desk: TestClient) -> None:
    line = claim(desk, stance="denies")
    judge(desk, line, "confirm", by="Ana Lúcia")
    assert {a["value"] for a in page(desk, address(line)).all("input", name="by")} == {"Ana Lúcia"}


def test_what_is_shown_of_a_claim_can_be_typed(examples: list[Reading]) -> None:
    """Every value of every claim of the examples, as the form has it, is read as what it was."""
    for reading in examples:
        for c in reading.claims:
            said = values(reading, c)
            assert set(said) == set(ALLOWED)
            back, _ = typed(reading, {k: shown(reading, k, said[k]) for k in ROLES})
            assert back == {k: said[k] for k in ROLES}
            assert Record.of(reading, (), c.id).counting == c


def test_the_permanent_link_of_a_claim_outlives_its_number(desk: TestClient, place: str, reader: Any) -> None:
    line = claim(desk, stance="denies")
    (field,) = page(desk, address(line)).all("input", id="permalink")
    link = field["value"].removeprefix("http://127.0.0.1")
    assert link.endswith(".AID.state%3ABLR") and desk.get(link).status_code == 200
    old = reader.read(DENIED, published="2024-03-06", outlet="Sahel Wire")
    first = replace(old.events[0], id="e0", anchor=Span(0, 7), type="CONSULT", frame=None)
    claims = (replace(old.claims[0], id="c1", event="e0"), replace(old.claims[0], id="c2"))
    with open_ledger(place) as store:
        store.add([replace(old, events=(first, *old.events), claims=claims, links=(), made_by=replace(old.made_by, reportedly="9.0.0"))])
    assert "claim c2" in page(desk, link).text and record(desk, {**line, "claim": link.rpartition("/")[2]})["claim"] == "c2"
    judge(desk, {**line, "claim": link.rpartition("/")[2]}, "reject")
    assert [j["claim"] for j in items(desk, "judgements")] == ["c2"]
    assert desk.get(link.replace(link.rpartition("/")[2], "900-910.AID.state%3ABLR")).status_code == 404


def test_every_claim_has_a_lasting_name(examples: list[Reading]) -> None:
    names = [lasting(r, c) for r in examples for c in r.claims]
    assert all(named(r, lasting(r, c)) == c.id for r in examples for c in r.claims)
    assert sum("." in n for n in names) == len(names) > 300


def test_of_many_who_judge_at_once_one_is_first(desk: TestClient, place: str) -> None:
    line = claim(desk, stance="denies")
    seen = record(desk, line)["version"]

    def one(n: int) -> int:
        client = TestClient(create_app(place), base_url="http://127.0.0.1")
        return int(client.post(f"/api/v1{address(line)}/judgements", json={"action": "confirm", "by": f"b{n}", "seen": seen}).status_code)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(6))) == [201] + [409] * 5
    assert len(items(desk, "judgements")) == 1


def test_a_readings_hostile_names_are_inert_on_the_page_of_a_claim(desk: TestClient, place: str, reader: Any) -> None:
    evil = '"><script>alert(1)</script><p class="'
    made = reader.read("Chad denied arming Niger.", published="2024-05-06", title=evil, outlet=evil)
    actors = tuple(replace(a, name=f"{evil}{a.name}") for a in made.actors)
    with open_ledger(place) as store:
        store.add([replace(made, actors=actors, claims=tuple(replace(c, id=f"{evil}{c.id}", why=(evil,)) for c in made.claims), links=())])
    listed = [c for c in items(desk, "claims", limit=200) if c["report"] == made.report.id]
    assert listed
    for c in listed:
        answer = desk.get(f"/reports/{c['report'][7:]}/claims/{quote(c['claim'], safe='')}")
        assert answer.status_code == 200
        harmless_but_tables(answer.text)


def test_names_of_claims_are_read_from_addresses() -> None:
    for text in ("3fa2b1c9#c4", "http://127.0.0.1:8000/reports/3fa2b1c9#c4", "https://desk.example/reports/sha256:3fa2b1c9/claims/c4", "/reports/3fa2b1c9/claims/c4"):
        assert claim_name(text) == "3fa2b1c9#c4"
    assert claim_name("here") == "here"


def test_judging_works_over_both_databases(places: Any, reader: Any) -> None:
    where = places()
    fill(where, reader)
    with TestClient(create_app(where), base_url="http://127.0.0.1") as client:
        line, before = claim(client, stance="denies"), everything(client)
        judge(client, line, "set", set__stance="admits")
        judge(client, line, "confirm")
        judge(client, line, "reject")
        assert [j["action"] for j in items(client, "judgements")] == ["reject", "confirm", "set"] and "contested" not in {s for s, _, _ in states(client)}
        assert by_api(client, line, action="undo").status_code == 201
        assert everything(client) == before
